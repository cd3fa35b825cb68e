#pragma once

#include <memory>
#include <span>
#include <vector>

#include "calm/kernels/cuda.h"
#include "inference/cuda_device.h"
#include "inference/engine_weights.h"
#include "inference/forward_pass.h"
#include "inference/sampler.h"

namespace calm {

/// Device memory that frees itself.
class CudaArray {
 public:
  CudaArray(std::shared_ptr<CudaDevice> device, size_t bytes)
      : device_(std::move(device)), data_(device_->allocate(bytes)), bytes_(bytes) {}
  ~CudaArray() {
    if (data_ != nullptr) device_->release(data_);
  }
  CudaArray(CudaArray&& other) noexcept
      : device_(other.device_), data_(std::exchange(other.data_, nullptr)), bytes_(other.bytes_) {}
  CudaArray& operator=(CudaArray&&) = delete;

  void* data() const { return data_; }
  size_t bytes() const { return bytes_; }

 private:
  std::shared_ptr<CudaDevice> device_;
  void* data_;
  size_t bytes_;
};

/// A model in device memory, as the CUDA kernels read it.
class CudaWeights {
 public:
  /// Copies everything; `weights` is not needed afterwards. With `narrow`, matrices of float32 are rounded to float16,
  /// or to bfloat16 where float16 would overflow: what tensor cores multiply, and half the bytes.
  CudaWeights(const EngineWeights& weights, std::shared_ptr<CudaDevice> device, bool narrow);

  const ModelView<kernels::cuda::DeviceWeights>& view() const { return view_; }
  const std::shared_ptr<CudaDevice>& device() const { return device_; }
  bool has_dense_linears() const { return has_dense_; }
  int64_t bytes() const { return bytes_; }
  /// "float16", "bfloat16", "float32" or "int8".
  std::string head_precision() const;

 private:
  using Packed = kernels::cuda::DeviceWeights;
  const void* copy(const void* from, size_t bytes);
  const float* copy(const std::vector<float>& values);
  Packed copy(const kernels::PackedWeights& weights);
  kernels::DenseWeights copy(const DenseMatrix& matrix, bool narrow);
  SiteView<Packed> copy(const EngineSite& site, bool narrow);

  std::shared_ptr<CudaDevice> device_;
  std::vector<CudaArray> arrays_;
  ModelView<Packed> view_;
  bool has_dense_;
  int64_t bytes_ = 0;
};

/// EngineContext on a CUDA device: the same sequence of operations on kernels::cuda. Position and token live in device
/// memory; the step of one token is recorded once as a graph, which then serves every step. Never run on hardware so
/// far: a test runs it on an emulator.
class CudaEngine {
 public:
  CudaEngine(std::shared_ptr<const CudaWeights> weights, const ContextOptions& options);

  /// Feeds tokens behind those fed so far. Errors as EngineContext::feed.
  void feed(std::span<const int32_t> ids, const RunControl* control = nullptr);
  /// The logits [vocab] after the last token fed, copied from the device; valid until the next call.
  const float* logits();
  /// Picks the next token on the device.
  int32_t pick(Sampler& sampler);

  void reset();
  int64_t position() const { return position_; }
  const ContextOptions& options() const { return options_; }
  const CudaWeights& weights() const { return *weights_; }
  /// Bytes of the cache and the scratch memory.
  int64_t bytes() const;

 private:
  struct Ops;
  /// Queues the pass over `count` ids at ids_ and moves the position behind them.
  void queue_pass(int64_t count, bool ends, const RunControl* control);
  template <class T>
  void take(T*& pointer, int64_t count);

  std::shared_ptr<const CudaWeights> weights_;
  std::shared_ptr<CudaDevice> device_;
  ContextOptions options_;
  std::vector<CudaArray> arrays_;
  PassBuffers buffers_{};
  float *linear_workspace_ = nullptr, *attention_workspace_ = nullptr;
  int32_t *ids_ = nullptr, *position_on_device_ = nullptr, *last_position_ = nullptr, *picked_ = nullptr,
          *scratch_ = nullptr;
  uint64_t* random_ = nullptr;
  int32_t position_ = 0;
  std::unique_ptr<CudaDevice::Graph> step_;
  std::vector<float> logits_;
};

}  // namespace calm
