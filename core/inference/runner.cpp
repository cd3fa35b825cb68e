#include "inference/runner.h"

#include <algorithm>
#include <array>

#include "calm/error.h"
#include "calm/kernels/registry.h"
#include "inference/cuda_engine.h"
#include "inference/engine.h"
#include "inference/language_model.h"

namespace calm {
namespace {

constexpr std::array kEngineOperations = {
    "w4a8_gemm", "w4a16_gemm",    "prepare_tokens", "w4a8_gemv", "dense_gemv", "rms_norm", "quantize_activations",
    "attention", "silu_multiply", "rope_append",    "sampling",  "dense_gemm"};

class EngineRunner : public Runner {
 public:
  EngineRunner(const Model::Impl& model, const ExecutionOptions& execution, int64_t capacity, const RunControl* control)
      : context_(load_engine_weights(model, execution.head, control),
                 {capacity, ContextOptions{}.chunk,
                  execution.cache == CacheType::float16 ? kernels::DenseType::float16 : kernels::DenseType::float32},
                 std::make_shared<ThreadPool>(execution.threads)) {}

  void feed(std::span<const int32_t> ids, const RunControl* control) override { logits_ = context_.feed(ids, control); }
  int32_t pick(Sampler& sampler) override { return sampler.pick(logits_, context_.weights().config.vocab_size); }
  void reset() override { context_.reset(); }
  void describe(LatencyResult& result) const override {
    result.resident_weight_bytes = static_cast<uint64_t>(context_.weights().bytes());
    result.head = context_.weights().head_precision();
    result.kv_cache = context_.options().cache == kernels::DenseType::float16 ? "float16" : "float32";
    result.arithmetic = to_string(Arithmetic::kernels);
    result.kernels = engine_kernels();
    result.kernels.push_back("linears in " + context_.weights().linear_storage());
  }

 private:
  EngineContext context_;
  const float* logits_ = nullptr;
};

class CudaRunner : public Runner {
 public:
  CudaRunner(const Model::Impl& model, const ExecutionOptions& execution, int index, int64_t capacity,
             const RunControl* control)
      : engine_(upload(model, execution, index, control),
                {capacity, ContextOptions{}.chunk,
                 execution.cache == CacheType::float16 ? kernels::DenseType::float16 : kernels::DenseType::float32}) {}

  void feed(std::span<const int32_t> ids, const RunControl* control) override { engine_.feed(ids, control); }
  int32_t pick(Sampler& sampler) override { return engine_.pick(sampler); }
  void reset() override { engine_.reset(); }
  void describe(LatencyResult& result) const override {
    result.resident_weight_bytes = static_cast<uint64_t>(engine_.weights().bytes());
    result.head = engine_.weights().head_precision();
    result.kv_cache = engine_.options().cache == kernels::DenseType::float16 ? "float16" : "float32";
    result.arithmetic = to_string(Arithmetic::kernels);
    result.kernels = engine_kernels(true);
    result.isa = engine_.weights().device()->name();
  }

 private:
  /// The copy on the host is given back at once.
  static std::shared_ptr<const CudaWeights> upload(const Model::Impl& model, const ExecutionOptions& execution,
                                                   int index, const RunControl* control) {
    const auto device = open_cuda_device(index);
    const bool narrow = execution.storage != StorageType::float32;
    return std::make_shared<CudaWeights>(*load_engine_weights(model, execution.head, control), device, narrow);
  }

  CudaEngine engine_;
};

class TensorRunner : public Runner {
 public:
  TensorRunner(Model::Impl model, const at::Device& device, int64_t capacity, Arithmetic arithmetic)
      : model_(std::move(model)), decoder_(model_, device, capacity, arithmetic), arithmetic_(arithmetic) {}

  void feed(std::span<const int32_t> ids, const RunControl* control) override {
    if (control != nullptr) control->checkpoint();
    logits_ = decoder_.feed({ids.begin(), ids.end()}).cpu().contiguous();
  }
  int32_t pick(Sampler& sampler) override { return sampler.pick(logits_.const_data_ptr<float>(), logits_.numel()); }
  void reset() override { decoder_.reset(); }
  void describe(LatencyResult& result) const override {
    result.resident_weight_bytes = static_cast<uint64_t>(decoder_.weight_bytes());
    result.head = result.kv_cache = "float32";
    result.arithmetic = to_string(arithmetic_);
  }

 private:
  Model::Impl model_;  // the decoder refers to it
  Decoder decoder_;
  Arithmetic arithmetic_;
  at::Tensor logits_;
};

}  // namespace

std::vector<std::string> engine_kernels(bool on_cuda) {
  std::vector<std::string> names;
  for (const kernels::KernelInfo& info : kernels::kernel_table()) {
    if ((on_cuda ? info.variant == "cuda" && info.available : info.active) &&
        std::find(kEngineOperations.begin(), kEngineOperations.end(), info.operation) != kEngineOperations.end())
      names.push_back(info.operation + " " + info.variant);
  }
  return names;
}

std::unique_ptr<Runner> make_runner(const std::shared_ptr<const Model>& model, const ExecutionOptions& execution,
                                    int64_t capacity, const RunControl* control) {
  Model::Impl impl = model->impl();
  if (execution.storage)
    impl.storage = *execution.storage == StorageType::automatic ? impl.native_storage : *execution.storage;
  const at::Device device = parse_device(execution.device);
  const Arithmetic arithmetic = execution.arithmetic.value_or(Arithmetic::kernels);
  if (device.is_cpu() && arithmetic == Arithmetic::kernels)
    return std::make_unique<EngineRunner>(impl, execution, capacity, control);
  // Not by "auto", as long as no device has run these kernels: whoever wants them names the device.
  if (device.is_cuda() && execution.device != "auto" && arithmetic == Arithmetic::kernels && kernels::cuda::built())
    return std::make_unique<CudaRunner>(impl, execution, device.index(), capacity, control);
  if (execution.head != HeadPrecision::stored) {
    throw Error(ErrorCode::unsupported,
                "an int8 lm_head runs on the kernels only; leave it out, or use --device cpu --arithmetic kernels");
  }
  return std::make_unique<TensorRunner>(std::move(impl), device, capacity, arithmetic);
}

}  // namespace calm
