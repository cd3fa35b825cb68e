#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace calm::kernels {

struct AlignedDelete {
  void operator()(void* p) const { ::operator delete (p, std::align_val_t{64}); }
};

/// Uninitialised scratch on a cache line's boundary.
template <class T>
std::unique_ptr<T[], AlignedDelete> make_aligned(std::size_t count) {
  return std::unique_ptr<T[], AlignedDelete>(static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{64})));
}

}  // namespace calm::kernels
