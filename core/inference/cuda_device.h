#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "calm/kernels/cuda.h"

namespace calm {

/// Memory and one queue of work of a CUDA device: all that the engine asks of it beside kernels::cuda. Work runs in the
/// order in which it was queued. Throws Error(device) naming what failed; what a kernel did wrong surfaces in the next
/// call that waits.
class CudaDevice {
 public:
  /// Work that was recorded, to be queued again and again with the same arguments.
  class Graph {
   public:
    virtual ~Graph() = default;
    virtual void queue() = 0;
  };

  virtual ~CudaDevice() = default;

  /// Makes it the calling thread's device: before kernels are queued.
  virtual void enter() = 0;
  virtual kernels::cuda::Stream stream() const = 0;
  /// 256-byte aligned, not initialised. Throws Error(device) with the bytes wanted and free.
  virtual void* allocate(size_t bytes) = 0;
  virtual void release(void* memory) noexcept = 0;
  /// Queued; `from` may be reused at once.
  virtual void upload(void* to, const void* from, size_t bytes) = 0;
  /// Waits for everything queued so far.
  virtual void download(void* to, const void* from, size_t bytes) = 0;
  /// What `body` queues is recorded instead of run. It may only queue kernels.
  virtual std::unique_ptr<Graph> record(const std::function<void()>& body) = 0;
  /// "NVIDIA H100 80GB HBM3, compute capability 9.0".
  virtual std::string name() const = 0;
};

/// Device `index`. In a build without CUDA throws Error(device).
std::shared_ptr<CudaDevice> open_cuda_device(int index);

}  // namespace calm
