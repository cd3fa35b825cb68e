#pragma once

#include "aligned_buffer.h"

namespace calm::kernels {

/// A buffer that a thread keeps from call to call and that only grows.
template <class T>
class Scratch {
 public:
  /// At least count elements, on a cache line's boundary, not initialised.
  T* get(int64_t count) {
    if (count > size_) {
      buffer_.reset();
      size_ = 0;
      buffer_ = make_aligned<T>(static_cast<std::size_t>(count));
      size_ = count;
    }
    return buffer_.get();
  }

 private:
  std::unique_ptr<T[], AlignedDelete> buffer_;
  int64_t size_ = 0;
};

}  // namespace calm::kernels
