// The CUDA kernels' per-thread functions, run on the host: threads one after another, warps through a broadcast and a
// maximum over the lanes, as the .cu files do with shuffles. What is left untested is the launch and the barriers.

#include <cmath>
#include <limits>
#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "calm/kernels/gptq_update.h"
#include "calm/kernels/pack_int4.h"
#include "calm/kernels/quantize_activations.h"
#include "gptq_update/lane.h"
#include "kernels/kernel_test.h"
#include "pack_int4/lane.h"
#include "quantize_activations/lane.h"

namespace calm::kernels {
namespace {

TEST(CudaLanes, QuantizeATokenLikeTheOracle) {
  force_isa(Isa::portable);
  constexpr int64_t kThreads = 256;
  for (const int64_t width : {1, 31, 576, 1000}) {
    for (const float size : {1.0F, 0.0F, 1e-44F, 3e37F, std::numeric_limits<float>::infinity()}) {
      std::vector<float> x = random_floats(width, 4);
      x[static_cast<std::size_t>(width / 2)] = size;
      if (size == 0.0F) std::fill(x.begin(), x.end(), 0.0F);
      std::vector<int8_t> expected(x.size()), codes(x.size(), 99);
      std::vector<float> values(x.size()), out(x.size());
      float expected_scale = 0.0F;
      quantize_activations(x.data(), 1, width, width, expected.data(), &expected_scale);
      fake_quantize_activations(x.data(), 1, width, values.data());
      uint32_t largest = 0;
      for (int64_t t = 0; t < kThreads; ++t)
        largest = std::max(largest, cuda::largest_magnitude(x.data(), width, t, kThreads));
      const float scale = cuda::token_scale(largest);
      for (int64_t t = 0; t < kThreads; ++t) {
        cuda::write_codes(x.data(), width, scale, codes.data(), t, kThreads);
        cuda::write_values(x.data(), width, scale, out.data(), t, kThreads);
      }
      EXPECT_EQ(codes, expected);
      if (std::isfinite(size)) {
        EXPECT_EQ(scale, expected_scale);
        EXPECT_TRUE(same_bits(out, values));
      } else {
        EXPECT_TRUE(std::isnan(scale) && std::isnan(out.front()) && std::isnan(out.back()));
      }
    }
  }
}

TEST(CudaLanes, PackAndUnpackLikeTheOracle) {
  for (const int64_t cols : {1, 7, 8, 9, 64, 77}) {
    std::vector<int8_t> codes, back;
    for (int64_t i = 0; i < 3 * cols; ++i) codes.push_back(static_cast<int8_t>((i * 7) % 16 - 8));
    const int64_t words = packed_int4_words(cols);
    std::vector<int32_t> expected(static_cast<std::size_t>(3 * words)), packed;
    pack_int4(codes.data(), 3, cols, expected.data());
    for (int64_t i = 0; i < 3 * words; ++i)
      packed.push_back(cuda::packed_word(codes.data() + i / words * cols, cols, i % words));
    EXPECT_EQ(packed, expected);
    for (int64_t i = 0; i < 3 * cols; ++i)
      back.push_back(cuda::unpacked_code(packed.data() + i / cols * words, i % cols));
    EXPECT_EQ(back, codes);
  }
}

/// What gptq_update/cuda.cu does with a warp, lane by lane.
template <int kSlots>
void run_warp(const GptqArgs& args, int64_t row) {
  const GptqBlock& b = args.block;
  std::vector<cuda::GptqLane<kSlots>> lanes(cuda::kLanes);
  for (int i = 0; i < cuda::kLanes; ++i) {
    lanes[i].lane = i;
    lanes[i].load(b, row);
  }
  float found = 0.0F;
  for (int64_t column = 0; column < b.columns; ++column) {
    const int slot = static_cast<int>(column / cuda::kLanes);
    const int source = static_cast<int>(column % cuda::kLanes);
    const int64_t index = row * b.scale_stride + b.column_group[column];
    if (args.found_scales != nullptr && column % args.group == 0) {
      float largest = 0.0F;
      for (const auto& lane : lanes) largest = std::max(largest, lane.largest(column, column + args.group));
      args.found_scales[index] = found = scale_of(largest, b.bits, args.type);
    }
    const float scale = args.found_scales != nullptr ? found : b.scales[index];
    const float* hinv = b.hinv + column * b.hinv_stride;
    const cuda::GptqStep step = cuda::quantize_column(lanes[source].w[slot], scale, hinv[column], b.bits);
    for (auto& lane : lanes) lane.apply(slot, source, step, hinv, b.columns);
    cuda::write_step(b, row, column, step);
  }
  for (const auto& lane : lanes) lane.store(b, row);
}

struct Outputs {
  std::vector<float> w, scales, errors;
  std::vector<int8_t> codes;
};

template <int kSlots>
void compare_gptq(int64_t columns, bool find_scales) {
  SCOPED_TRACE(::testing::Message() << columns << " columns, find " << find_scales);
  constexpr int64_t kRows = 5;
  std::vector<float> hinv = random_floats(columns * columns, 2, 0.1F);
  for (int64_t i = 0; i < columns; ++i) hinv[i * columns + i] = 0.7F;
  std::vector<int32_t> column_group;
  for (int64_t i = 0; i < columns; ++i) column_group.push_back(static_cast<int32_t>(i / 32));
  const int64_t groups = (columns + 31) / 32;
  Outputs outputs[2];
  for (int version = 0; version < 2; ++version) {
    Outputs& out = outputs[version];
    out.w = random_floats(kRows * columns, 3, 0.1F);
    out.scales.assign(kRows * groups, 0.03F);
    out.errors.assign(kRows * columns, 0.0F);
    out.codes.assign(kRows * columns, 99);
    GptqBlock b;
    b.w = out.w.data();
    b.rows = kRows;
    b.row_stride = b.columns = b.hinv_stride = b.code_stride = columns;
    b.hinv = hinv.data();
    b.scales = out.scales.data();
    b.column_group = column_group.data();
    b.scale_stride = groups;
    b.codes = out.codes.data();
    b.errors = out.errors.data();
    const GptqArgs args{b, find_scales ? out.scales.data() : nullptr, 32, ScaleType::bfloat16};
    if (version == 1) {
      for (int64_t row = 0; row < kRows; ++row) run_warp<kSlots>(args, row);
    } else if (find_scales) {
      gptq_quantize_block(b, {out.scales.data(), 32, ScaleType::bfloat16});
    } else {
      gptq_quantize_block(b);
    }
  }
  EXPECT_EQ(outputs[0].codes, outputs[1].codes);
  EXPECT_TRUE(same_bits(outputs[0].scales, outputs[1].scales));
  EXPECT_TRUE(same_bits(outputs[0].errors, outputs[1].errors));
  EXPECT_TRUE(same_bits(outputs[0].w, outputs[1].w));
}

TEST(CudaLanes, UpdateAGptqRowLikeTheOracle) {
  force_isa(Isa::portable);
  for (const bool find_scales : {false, true}) {
    for (const int64_t columns : {1, 31, 32, 33, 100, 128}) compare_gptq<4>(columns, find_scales);
    for (const int64_t columns : {129, 250, 256}) compare_gptq<8>(columns, find_scales);
  }
}

TEST(NoCuda, EveryOperationSaysSo) {
  if (cuda::built()) GTEST_SKIP() << "NOT TESTED HERE: this build has CUDA";
  const auto message = [](auto call) -> std::string {
    try {
      call();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "nothing thrown";
  };
  EXPECT_EQ(message([] { cuda::quantize_activations(nullptr, 1, 1, 1, nullptr, nullptr, nullptr); }),
            "quantize_activations: built without CUDA");
  EXPECT_EQ(message([] { cuda::fake_quantize_activations(nullptr, 1, 1, nullptr, nullptr); }),
            "fake_quantize_activations: built without CUDA");
  EXPECT_EQ(message([] { cuda::pack_int4(nullptr, 1, 1, nullptr, nullptr); }), "pack_int4: built without CUDA");
  EXPECT_EQ(message([] { cuda::unpack_int4(nullptr, 1, 1, nullptr, nullptr); }), "unpack_int4: built without CUDA");
  EXPECT_EQ(message([] { cuda::quantize_groups(nullptr, 1, 1, 1, nullptr, nullptr, 4, nullptr); }),
            "quantize_groups: built without CUDA");
  EXPECT_EQ(message([] { cuda::gptq_quantize_block({}, nullptr); }), "gptq_quantize_block: built without CUDA");
  EXPECT_EQ(message([] { cuda::gptq_quantize_block({}, GptqScaleSearch{}, nullptr); }),
            "gptq_quantize_block: built without CUDA");
}

}  // namespace
}  // namespace calm::kernels
