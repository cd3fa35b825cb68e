#include <ATen/Context.h>

#include <charconv>

#include "calm/error.h"
#include "calm/model.h"
#include "model/model_impl.h"

namespace calm {
namespace {

int cuda_devices() {
  if (!at::globalContext().hasCUDA()) return 0;
  return static_cast<int>(at::detail::getCUDAHooks().deviceCount());
}

}  // namespace

std::vector<std::string> available_devices() {
  std::vector<std::string> result = {"cpu"};
  for (int i = 0; i < cuda_devices(); ++i) result.push_back("cuda:" + std::to_string(i));
  return result;
}

at::Device parse_device(const std::string& device) {
  if (device == "auto") return cuda_devices() > 0 ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
  if (device == "cpu") return at::kCPU;
  if (device == "cuda" || device.starts_with("cuda:")) {
    int index = 0;
    if (device.size() > 5) {
      const auto [end, status] = std::from_chars(device.data() + 5, device.data() + device.size(), index);
      if (status != std::errc() || end != device.data() + device.size()) index = -1;
    }
    if (index >= 0 && index < cuda_devices()) {
      at::globalContext().setAllowTF32CuBLAS(false);  // scores are of float32 arithmetic
      return {at::kCUDA, static_cast<c10::DeviceIndex>(index)};
    }
    throw Error(ErrorCode::device,
                "device \"" + device + "\" is not there: " +
                    (cuda_devices() == 0 ? "this build or this machine has no CUDA device; use cpu"
                                         : "the machine has cuda:0 to cuda:" + std::to_string(cuda_devices() - 1)));
  }
  throw Error(ErrorCode::invalid_argument, "device \"" + device + "\": choose auto, cpu or cuda:N");
}

}  // namespace calm
