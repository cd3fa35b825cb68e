#pragma once

// The emulator's DeviceBuffer on a real device, so that the emulator's tests run there as they are.

#include <cuda_runtime_api.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace calm::cuda_emulation {

inline void check(cudaError_t error, const char* what) {
  if (error != cudaSuccess) throw std::runtime_error(std::string(what) + ": " + cudaGetErrorString(error));
}

enum class Schedule { forward, reverse, shuffled };
inline void schedule(Schedule) {}
/// Nothing counts here: grows with each question.
inline int64_t launches() {
  static int64_t count = 0;
  return ++count;
}

/// Device memory for `count` values between guards, filled with them as on the emulator.
template <class T>
class DeviceBuffer {
 public:
  explicit DeviceBuffer(int64_t count) : count_(static_cast<std::size_t>(count)) {
    check(cudaMalloc(reinterpret_cast<void**>(&memory_), bytes()), "cudaMalloc");
    check(cudaMemset(memory_, kByte, bytes()), "cudaMemset");
  }
  explicit DeviceBuffer(const std::vector<T>& values) : DeviceBuffer(static_cast<int64_t>(values.size())) {
    check(cudaMemcpy(memory_ + kGuard, values.data(), count_ * sizeof(T), cudaMemcpyHostToDevice), "cudaMemcpy");
  }
  ~DeviceBuffer() { cudaFree(memory_); }
  DeviceBuffer(const DeviceBuffer&) = delete;
  DeviceBuffer& operator=(const DeviceBuffer&) = delete;

  T* data() { return reinterpret_cast<T*>(memory_ + kGuard); }
  std::vector<T> values() const {
    const std::vector<unsigned char> all = read();
    std::vector<T> values(count_);
    if (count_ > 0) std::memcpy(values.data(), all.data() + kGuard, count_ * sizeof(T));
    return values;
  }
  bool intact() const {
    const std::vector<unsigned char> all = read();
    for (std::size_t i = 0; i < kGuard; ++i) {
      if (all[i] != kByte || all[all.size() - 1 - i] != kByte) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kGuard = 256;
  static constexpr unsigned char kByte = 0xA5;
  std::size_t bytes() const { return count_ * sizeof(T) + 2 * kGuard; }
  std::vector<unsigned char> read() const {
    check(cudaDeviceSynchronize(), "a kernel");
    std::vector<unsigned char> all(bytes());
    check(cudaMemcpy(all.data(), memory_, bytes(), cudaMemcpyDeviceToHost), "cudaMemcpy");
    return all;
  }
  std::size_t count_;
  unsigned char* memory_ = nullptr;
};

}  // namespace calm::cuda_emulation
