#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

namespace calm {

/// Uninitialised memory on a cache line's boundary; large arrays ask for huge pages, since what streams through them
/// would else wait for page tables.
template <class T>
class AlignedArray {
 public:
  AlignedArray() = default;
  explicit AlignedArray(size_t count) : size_(count) {
    constexpr size_t kHuge = size_t{2} << 20;
    const size_t bytes = count * sizeof(T);
    const size_t alignment = bytes >= kHuge ? kHuge : 64;
    data_.reset(static_cast<T*>(std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment)));
    if (!data_ && bytes > 0) throw std::bad_alloc();
    if (alignment == kHuge) madvise(data_.get(), bytes, MADV_HUGEPAGE);  // advice: a refusal changes nothing
  }

  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(T* p) const { std::free(p); }
  };
  std::unique_ptr<T, Free> data_;
  size_t size_ = 0;
};

}  // namespace calm
