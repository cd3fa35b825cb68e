// The CUDA engine, every kernel of it on the emulator of CUDA's threads, against the CPU's.
#include "inference/cuda_engine.h"

#include <gtest/gtest.h>

#include <cstring>
#include <map>

#include "calm/error.h"
#include "core/inference/engine_rig.h"
#include "cuda_emulation/memory.h"
#include "support/error_of.h"

namespace calm {
namespace {

using cuda_emulation::DeviceBuffer;
using kernels::DenseType;

/// A pretended device: its memory is checked at every access, and graphs keep the launches with their arguments.
class EmulatedDevice : public CudaDevice {
 public:
  class RecordedGraph : public Graph {
   public:
    void queue() override {
      for (const auto& launch : launches) launch();
    }
    cuda_emulation::Launches launches;
  };

  ~EmulatedDevice() override { EXPECT_TRUE(memory_.empty()) << memory_.size() << " arrays were not given back"; }
  void enter() override {}
  kernels::cuda::Stream stream() const override { return nullptr; }
  void* allocate(size_t bytes) override {
    auto buffer = std::make_unique<DeviceBuffer<std::byte>>(static_cast<int64_t>(bytes));
    void* data = buffer->data();
    memory_[data] = std::move(buffer);
    return data;
  }
  void release(void* memory) noexcept override {
    EXPECT_TRUE(memory_.at(memory)->intact());
    memory_.erase(memory);
  }
  void upload(void* to, const void* from, size_t bytes) override {
    EXPECT_EQ(cuda_emulation::recorded_launches(), nullptr) << "a copy inside a graph";
    std::memcpy(to, from, bytes);
  }
  void download(void* to, const void* from, size_t bytes) override {
    EXPECT_EQ(cuda_emulation::recorded_launches(), nullptr) << "a wait inside a graph";
    std::memcpy(to, from, bytes);
  }
  std::unique_ptr<Graph> record(const std::function<void()>& body) override {
    ++records;
    auto graph = std::make_unique<RecordedGraph>();
    cuda_emulation::record_launches(&graph->launches);
    body();
    cuda_emulation::record_launches(nullptr);
    return graph;
  }
  std::string name() const override { return "emulator"; }

  int records = 0;

 private:
  std::map<void*, std::unique_ptr<DeviceBuffer<std::byte>>> memory_;
};

std::vector<int32_t> some_ids(int count) {
  std::vector<int32_t> ids;
  for (int i = 0; i < count; ++i) ids.push_back((i * i * 11 + i * 53 + 7) % 320);
  return ids;
}

/// Both engines over one model.
struct Pair {
  Pair(const Model& model, const ContextOptions& options, bool narrow = false,
       HeadPrecision head = HeadPrecision::stored)
      : device(std::make_shared<EmulatedDevice>()),
        weights(load_engine_weights(model.impl(), head)),
        cpu(weights, options, std::make_shared<ThreadPool>(1)),
        cuda(std::make_shared<CudaWeights>(*weights, device, narrow), options) {}

  /// ||difference|| / ||CPU's|| over the logits after each piece.
  double error(const std::vector<int32_t>& ids, const std::vector<size_t>& pieces) {
    double difference = 0.0, size = 0.0;
    size_t done = 0;
    for (size_t i = 0; done < ids.size(); ++i) {
      const std::span<const int32_t> piece(ids.data() + done, std::min(pieces[i % pieces.size()], ids.size() - done));
      const float* expected = cpu.feed(piece);
      cuda.feed(piece);
      const float* got = cuda.logits();
      done += piece.size();
      EXPECT_EQ(cuda.position(), cpu.position());
      for (int64_t n = 0; n < weights->config.vocab_size; ++n) {
        difference += std::pow(static_cast<double>(got[n]) - expected[n], 2);
        size += std::pow(static_cast<double>(expected[n]), 2);
      }
    }
    const double error = std::sqrt(difference / size);
    testing::Test::RecordProperty("relative_error_" + std::to_string(records++), std::to_string(error * 1e9) + "e-9");
    return error;
  }

  int records = 0;  // of errors, among the test's properties
  std::shared_ptr<EmulatedDevice> device;
  std::shared_ptr<const EngineWeights> weights;
  EngineContext cpu;
  CudaEngine cuda;
};

class CudaEngineOf : public testing::TestWithParam<test::GoldenModel> {
 protected:
  CudaEngineOf() : rig_(GetParam().spec), ids_(test::golden_ids(GetParam())) { ids_.resize(22); }
  c10::InferenceMode inference_;
  test::RandomModel rig_;
  std::vector<int32_t> ids_;
};

// Chunks cut the prompt, a window is passed, single tokens run from the graph, and a second prompt follows them.
TEST_P(CudaEngineOf, FullPrecisionGivesTheCpusLogits) {
  Pair engines(*rig_.model, {40, 11, DenseType::float32});
  EXPECT_LT(engines.error(ids_, {13, 1, 1, 1, 5, 1}), 1e-6);
  EXPECT_EQ(engines.device->records, 1);
}

TEST_P(CudaEngineOf, W4A8GivesTheCpusLogits) {
  const auto model = test::with_scheme(rig_.model, {});
  Pair engines(*model, {40, 11, DenseType::float16});
  // Sums of attention in another order flip a code here and there; the rest is the same to the bit.
  EXPECT_LT(engines.error(ids_, {13, 1, 1, 1, 5, 1}), 4e-2);
  engines.cpu.reset();
  engines.cuda.reset();
  EXPECT_EQ(engines.cuda.position(), 0);
  EXPECT_LT(engines.error(ids_, {1, 21}), 4e-2);
  EXPECT_EQ(engines.device->records, 1) << "the graph serves all steps, also after a reset";
}

INSTANTIATE_TEST_SUITE_P(Models, CudaEngineOf, testing::ValuesIn(test::golden_models()),
                         [](const auto& p) { return p.param.name; });

/// The first token has nothing to attend to but itself: no sum in another order, the CPU's bits through two layers.
TEST(CudaEngine, TheFirstTokenOfW4A8HasTheCpusBits) {
  const c10::InferenceMode inference;
  test::RandomModelSpec spec;
  spec.architecture = "qwen2";
  const test::RandomModel rig(spec);
  const auto model = test::with_scheme(rig.model, {});
  Pair engines(*model, {8, 8, DenseType::float16}, false, HeadPrecision::int8);
  const int32_t id = 17;
  const float* expected = engines.cpu.feed({&id, 1});
  engines.cuda.feed({&id, 1});
  EXPECT_EQ(std::memcmp(engines.cuda.logits(), expected, 320 * sizeof(float)), 0);
  EXPECT_EQ(engines.cuda.weights().head_precision(), "int8");
}

TEST(CudaEngine, RoundsFloat32To16Bit) {
  const c10::InferenceMode inference;
  for (const StoredType stored : {StoredType::f32, StoredType::f16, StoredType::bf16}) {
    test::RandomModelSpec spec;
    spec.dtype = stored;
    const test::RandomModel rig(spec);
    Pair engines(*rig.model, {40, 16, DenseType::float16}, true);
    EXPECT_EQ(engines.cuda.weights().head_precision(), stored == StoredType::bf16 ? "bfloat16" : "float16");
    EXPECT_LT(engines.cuda.weights().bytes(),
              stored == StoredType::f32 ? engines.weights->bytes() * 6 / 10 : engines.weights->bytes() + 1);
    // Activations in front of tensor cores are rounded too: 11 bits, or 8.
    EXPECT_LT(engines.error(some_ids(24), {20, 1, 3}), stored == StoredType::bf16 ? 2e-2 : 2e-3);
  }
}

/// Wide enough for ranges of channels, a linear that stays 16 bit beside quantized ones, and fake-quantized ones.
TEST(CudaEngine, RunsSplitSumsAndMixedSites) {
  const c10::InferenceMode inference;
  test::RandomModelSpec spec;
  spec.intermediate = 1024;
  const test::RandomModel rig(spec);
  QuantizedLayer layer = test::quantized(*rig.model, 0, {});
  layer.at(LinearId::k) = test::quantized(*rig.model, 0, {4, 8, 32}).at(LinearId::k);
  QuantizedLinear& up = layer.at(LinearId::up);
  up.weight = up.dequantize();
  up.codes = up.scales = at::Tensor();
  up.group = 0;
  up.bits = up.activation_bits = 16;
  layer.at(LinearId::o) = test::quantized(*rig.model, 0, {4, 16, 32}).at(LinearId::o);
  const auto model = with_quantized_layers(rig.model, [layer](int) { return layer; });
  Pair engines(*model, {40, 16, DenseType::float32});
  EXPECT_LT(engines.error(some_ids(24), {20, 1, 3}), 4e-2);
}

/// Heads of 64 over a float16 cache: prefill attends in tiles on tensor cores, with float32's accuracy. What is cached
/// differs by a rounding to float16 here and there, since the linears sum in another order.
TEST(CudaEngine, AttendsOnTensorCoresInPrefill) {
  const c10::InferenceMode inference;
  test::RandomModelSpec spec;
  spec.architecture = "mistral";
  spec.head_dim = 64;
  spec.heads = 2;
  spec.kv_heads = 1;
  spec.sliding_window = 21;
  const test::RandomModel rig(spec);
  Pair engines(*rig.model, {80, 40, DenseType::float16});
  EXPECT_LT(engines.error(some_ids(70), {61, 1, 8}), 5e-5);
}

TEST(CudaEngine, PicksOnTheDeviceWhatTheCpuPicks) {
  const c10::InferenceMode inference;
  const test::RandomModel rig({});
  Pair engines(*rig.model, {32, 16, DenseType::float32});
  const auto prompt = some_ids(5);
  engines.cuda.feed(prompt);
  for (const double temperature : {0.0, 0.8}) {
    GenerateRequest request;
    request.temperature = temperature;
    request.top_k = 50;
    request.top_p = 0.9;
    request.seed = 3;
    Sampler here(request), there(request);
    for (int k = 0; k < 5; ++k) {
      const int32_t id = engines.cuda.pick(there);
      EXPECT_EQ(id, here.pick(engines.cuda.logits(), 320)) << k;
      engines.cuda.feed({&id, 1});
    }
  }
}

TEST(CudaEngine, NamesItsLimitsAndStops) {
  const c10::InferenceMode inference;
  const test::RandomModel rig({});
  Pair engines(*rig.model, {4, 4, DenseType::float32});
  const std::vector<int32_t> ids = {1, 2, 3, 4, 5};
  EXPECT_NE(test::error_of([&] { engines.cuda.feed(ids); }).message.find("cache of 4"), std::string::npos);
  EXPECT_EQ(test::error_of([&] { engines.cuda.feed({}); }).code, ErrorCode::invalid_argument);
  RunControl control;
  control.request_stop();
  EXPECT_EQ(test::error_of([&] { engines.cuda.feed({ids.data(), 3}, &control); }).code, ErrorCode::cancelled);
  EXPECT_EQ(engines.cuda.position(), 0);
}

}  // namespace
}  // namespace calm
