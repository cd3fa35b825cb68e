#include "inference/cuda_device.h"

#include <cuda_runtime_api.h>

#include "calm/error.h"

namespace calm {
namespace {

void check(cudaError_t error, const std::string& what) {
  if (error == cudaSuccess) return;
  throw Error(ErrorCode::device, "CUDA: " + what + " failed: " + cudaGetErrorString(error));
}

class RecordedGraph : public CudaDevice::Graph {
 public:
  RecordedGraph(cudaGraph_t graph, cudaStream_t stream) : graph_(graph), stream_(stream) {
    const cudaError_t error = cudaGraphInstantiate(&executable_, graph_, 0);
    if (error != cudaSuccess) cudaGraphDestroy(graph_);
    check(error, "making a graph of a decode step");
  }
  ~RecordedGraph() override {
    cudaGraphExecDestroy(executable_);
    cudaGraphDestroy(graph_);
  }
  RecordedGraph(const RecordedGraph&) = delete;
  RecordedGraph& operator=(const RecordedGraph&) = delete;
  void queue() override { check(cudaGraphLaunch(executable_, stream_), "launching a graph"); }

 private:
  cudaGraph_t graph_;
  cudaStream_t stream_;
  cudaGraphExec_t executable_ = nullptr;
};

class RuntimeDevice : public CudaDevice {
 public:
  explicit RuntimeDevice(int index) : index_(index) {
    enter();
    check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "creating a stream");
  }
  ~RuntimeDevice() override {
    cudaSetDevice(index_);
    cudaStreamDestroy(stream_);
  }
  RuntimeDevice(const RuntimeDevice&) = delete;
  RuntimeDevice& operator=(const RuntimeDevice&) = delete;

  void enter() override { check(cudaSetDevice(index_), "choosing cuda:" + std::to_string(index_)); }
  kernels::cuda::Stream stream() const override { return stream_; }

  void* allocate(size_t bytes) override {
    void* memory = nullptr;
    if (cudaMalloc(&memory, bytes) == cudaSuccess) return memory;
    cudaGetLastError();  // the next call does not report it again
    size_t free = 0, total = 0;
    check(cudaMemGetInfo(&free, &total), "asking for free memory");
    throw Error(ErrorCode::device, "cuda:" + std::to_string(index_) + ": " + std::to_string(bytes >> 20) +
                                       " MiB more are needed, but " + std::to_string(free >> 20) + " of " +
                                       std::to_string(total >> 20) +
                                       " MiB are free; take a smaller model or a shorter context, or use cpu");
  }
  void release(void* memory) noexcept override {
    cudaSetDevice(index_);
    cudaFree(memory);  // waits for what still uses it
  }
  void upload(void* to, const void* from, size_t bytes) override {
    // From memory that is not pinned: returns when the bytes were taken.
    check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyHostToDevice, stream_), "copying to the device");
  }
  void download(void* to, const void* from, size_t bytes) override {
    check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToHost, stream_), "copying from the device");
    check(cudaStreamSynchronize(stream_), "a kernel");
  }
  std::unique_ptr<Graph> record(const std::function<void()>& body) override {
    check(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeThreadLocal), "recording a decode step");
    cudaGraph_t graph = nullptr;
    try {
      body();
    } catch (...) {
      cudaStreamEndCapture(stream_, &graph);
      if (graph != nullptr) cudaGraphDestroy(graph);
      throw;
    }
    check(cudaStreamEndCapture(stream_, &graph), "recording a decode step");
    return std::make_unique<RecordedGraph>(graph, stream_);
  }
  std::string name() const override {
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, index_), "asking for the device's name");
    return std::string(properties.name) + ", compute capability " + std::to_string(properties.major) + "." +
           std::to_string(properties.minor);
  }

 private:
  int index_;
  cudaStream_t stream_ = nullptr;
};

}  // namespace

std::shared_ptr<CudaDevice> open_cuda_device(int index) {
  return std::make_shared<RuntimeDevice>(index);
}

}  // namespace calm
