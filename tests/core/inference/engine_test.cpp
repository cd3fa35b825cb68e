// The engine against the full-precision forward pass, which is itself held against transformers.
#include "inference/engine.h"

#include <ATen/ops/linear.h>
#include <gtest/gtest.h>

#include <cstring>

#include "calm/error.h"
#include "core/inference/engine_rig.h"
#include "inference/cuda_device.h"
#include "support/error_of.h"

namespace calm {
namespace {

using kernels::DenseType;
using test::make_context;
using test::relative_error;

at::Tensor reference_logits(const Model& model, const std::vector<int32_t>& ids) {
  RunControl control;
  const at::Tensor hidden = final_hidden_states(model.impl(), {ids}, at::kCPU, control, [](int64_t) {});
  return at::linear(hidden, model.impl().head_rows(0, model.info().vocab, at::kCPU));
}

class FloatEngine : public testing::TestWithParam<test::GoldenModel> {};

TEST_P(FloatEngine, GivesTheFullForwardsLogitsFedInAnyPieces) {
  const c10::InferenceMode inference;
  const test::RandomModel rig(GetParam().spec);
  const std::vector<int32_t> ids = test::golden_ids(GetParam());
  const auto length = static_cast<int64_t>(ids.size());
  const int64_t vocab = GetParam().spec.vocab;
  const at::Tensor full = reference_logits(*rig.model, ids);
  const double size = test::frobenius(test::to_matrix(full)) / std::sqrt(static_cast<double>(length));
  for (const int64_t chunk : {int64_t{512}, int64_t{11}}) {
    EngineContext context = make_context(*rig.model, length, chunk);
    for (const std::vector<int64_t>& pieces : {std::vector<int64_t>{1}, {5, 1, 13}, {length}}) {
      context.reset();
      int64_t done = 0;
      for (size_t i = 0; done < length; ++i) {
        const int64_t count = std::min(pieces[i % pieces.size()], length - done);
        const float* logits = context.feed({ids.data() + done, static_cast<size_t>(count)});
        done += count;
        ASSERT_EQ(context.position(), done);
        at::Tensor got = at::empty({vocab}, full.options());
        std::copy_n(logits, vocab, got.mutable_data_ptr<float>());
        EXPECT_LT(test::frobenius(test::minus(test::to_matrix(got), test::to_matrix(full.select(0, done - 1)))),
                  1e-4 * size)
            << "position " << done << ", chunk " << chunk;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Models, FloatEngine, testing::ValuesIn(test::golden_models()),
                         [](const auto& p) { return p.param.name; });

TEST(EngineWeights, KeepWhatIsExactIn16BitIn16Bit) {
  const c10::InferenceMode inference;
  const std::pair<StoredType, const char*> types[] = {
      {StoredType::f32, "float32"}, {StoredType::f16, "float16"}, {StoredType::bf16, "bfloat16"}};
  for (const auto& [stored, expected] : types) {
    for (const bool tied : {false, true}) {
      test::RandomModelSpec spec;
      spec.dtype = stored;
      spec.tied = tied;
      const test::RandomModel rig(spec);
      const auto weights = load_engine_weights(rig.model->impl(), HeadPrecision::stored);
      EXPECT_EQ(weights->head_precision(), expected);
      EXPECT_EQ(std::holds_alternative<std::monostate>(weights->own_head), tied);
      EXPECT_TRUE(weights->has_dense_linears());
      ASSERT_EQ(weights->layers.size(), 2U);
      const EngineSite& qkv = weights->layers[1].qkv;
      ASSERT_EQ(qkv.parts.size(), 1U);  // q, k and v are one matrix
      EXPECT_EQ(qkv.parts[0].dense()->out, 64 + 2 * 32);
      // The values are the checkpoint's.
      std::vector<float> row(static_cast<size_t>(spec.hidden));
      const int32_t id = 7;
      kernels::embed(weights->embedding.view(), &id, 1, row.data());
      const at::Tensor expected_row = rig.model->impl().embed({id}, at::kCPU);
      EXPECT_EQ(std::memcmp(row.data(), expected_row.const_data_ptr<float>(), row.size() * sizeof(float)), 0);
    }
  }
}

TEST(EngineWeights, AreSharedByContextsThatDoNotDisturbEachOther) {
  const c10::InferenceMode inference;
  const test::RandomModel rig({});
  const auto weights = load_engine_weights(rig.model->impl(), HeadPrecision::stored);
  const auto pool = std::make_shared<ThreadPool>(2);
  EngineContext a(weights, {16, 512, DenseType::float32}, pool), b(weights, {16, 512, DenseType::float32}, pool);
  const std::vector<int32_t> first = {1, 2, 3, 4, 5, 6}, second = {9, 8, 7, 6, 5, 4};
  const at::Tensor alone = test::fed_one_by_one(a, first, 320);
  a.reset();
  for (size_t i = 0; i < first.size(); ++i) {
    b.feed({&second[i], 1});
    const float* logits = a.feed({&first[i], 1});
    EXPECT_EQ(std::memcmp(logits, alone.const_data_ptr<float>() + i * 320, 320 * sizeof(float)), 0) << i;
  }
}

TEST(EngineContext, GivesTheSameBitsOnAnyNumberOfThreads) {
  const c10::InferenceMode inference;
  const test::RandomModel rig({});
  const auto model = test::with_scheme(rig.model, {});
  const std::vector<int32_t> ids = test::golden_ids(test::golden_models().front());
  EngineContext one = make_context(*model, 64);
  const float* logits = one.feed(ids);
  const std::vector<float> bits(logits, logits + 320);
  for (const int threads : {2, 3, 5}) {
    EngineContext many = make_context(*model, 64, 512, DenseType::float32, threads);
    EXPECT_EQ(std::memcmp(many.feed(ids), bits.data(), bits.size() * sizeof(float)), 0) << threads << " threads";
  }
}

TEST(EngineContext, NamesItsLimits) {
  const c10::InferenceMode inference;
  const test::RandomModel rig({});
  EngineContext context = make_context(*rig.model, 4);
  const auto feed = [&](const std::vector<int32_t>& ids) { context.feed(ids); };
  EXPECT_THROW(feed({}), Error);
  EXPECT_THROW(feed({1, 2, 3, 4, 5}), Error);
  EXPECT_THROW(feed({1, 320}), Error);
  EXPECT_THROW(feed({-1}), Error);
  EXPECT_EQ(context.position(), 0);
  feed({1, 2, 3});
  EXPECT_NE(test::error_of([&] { feed({4, 5}); }).message.find("cache of 4"), std::string::npos);
  feed({4});
  EXPECT_EQ(context.position(), 4);
}

TEST(EngineContext, StopsInsideAPrompt) {
  const c10::InferenceMode inference;
  const test::RandomModel rig({});
  EngineContext context = make_context(*rig.model, 64);
  RunControl control;
  control.request_stop();
  const std::vector<int32_t> ids(32, 5);
  EXPECT_EQ(test::error_of([&] { context.feed(ids, &control); }).code, ErrorCode::cancelled);
  context.reset();
  EXPECT_NO_THROW(context.feed(ids));
}

TEST(CudaDevice, WithoutCudaIsRefusedByName) {
  if (kernels::cuda::built()) GTEST_SKIP() << "NOT TESTED HERE: this build has CUDA";
  const test::ErrorOf error = test::error_of([] { open_cuda_device(1); });
  EXPECT_EQ(error.code, ErrorCode::device);
  EXPECT_NE(error.message.find("\"cuda:1\": this build has no CUDA kernels; use cpu"), std::string::npos);
}

}  // namespace
}  // namespace calm
