// What a build without CUDA holds in place of cuda_device.cpp.

#include "calm/error.h"
#include "inference/cuda_device.h"

namespace calm {

std::shared_ptr<CudaDevice> open_cuda_device(int index) {
  throw Error(ErrorCode::device, "device \"cuda:" + std::to_string(index) +
                                     "\": this build has no CUDA kernels; use cpu, or build with CALM_CUDA=ON");
}

}  // namespace calm
