#pragma once

// The host's side of Shared<T> and Global<T>: pointers that check every access. DeviceBuffer is the memory of a
// pretended device.

#include <cstring>
#include <new>
#include <type_traits>
#include <vector>

#include "cuda_emulation/emulator.h"

namespace calm::cuda_emulation {

template <class T, bool kShared>
class Pointer;

/// What *p and p[i] give. Usable at once only: `auto v = p[i]` holds no value, so that v cannot be read.
template <class T, bool kShared>
class Reference {
 public:
  explicit Reference(const Pointer<T, kShared>& p) : p_(p) {}
  Reference(const Reference&) = delete;

  operator T() const&& { return p_.load(); }  // NOLINT: as a T&
  T operator=(T value) && { return p_.store(value); }
  T operator=(Reference&& other) && { return p_.store(other.p_.load()); }
  template <class U>
  T operator+=(U value) && {
    return p_.store(static_cast<T>(p_.load() + value));
  }
  template <class U>
  T operator-=(U value) && {
    return p_.store(static_cast<T>(p_.load() - value));
  }
  template <class U>
  T operator*=(U value) && {
    return p_.store(static_cast<T>(p_.load() * value));
  }

 private:
  const Pointer<T, kShared> p_;
};

template <class T, bool kShared>
class Pointer {
 public:
  Pointer() = default;
  Pointer(std::nullptr_t) {}  // NOLINT: as a T*
  /// Global memory: the address decides which buffer the pointer may roam.
  Pointer(T* p) : p_(p) {  // NOLINT: as a T*
    static_assert(!kShared, "shared memory comes from CALM_SHARED or dynamic_shared");
    if (p == nullptr) return;
    region_ = find_region(p);
    if (region_ == nullptr) return;
    begin_ = region_->data;
    end_ = region_->data + region_->size;
  }
  explicit Pointer(const SharedPart& part)
      : p_(reinterpret_cast<T*>(part.begin)), region_(part.region), begin_(part.begin), end_(part.end) {}
  template <class U>
  requires std::is_same_v<T, const U> Pointer(const Pointer<U, kShared>& other)  // NOLINT: T* to const T*
      : p_(other.get()), region_(other.region()), begin_(other.begin()), end_(other.end()) {}

  template <class U>
  Pointer<U, kShared> cast() const {
    Pointer<U, kShared> result;
    result.set(reinterpret_cast<U*>(p_), region_, begin_, end_);
    return result;
  }

  std::remove_const_t<T> load() const { return load_as<std::remove_const_t<T>>(); }
  std::remove_const_t<T> store(std::remove_const_t<T> value) const { return store_as(value); }

  template <class V>
  V load_as() const {
    check(region_, begin_, end_, bytes(), sizeof(V), alignof(V), Kind::read);
    V value;
    std::memcpy(&value, static_cast<const void*>(p_), sizeof value);
    return value;
  }
  template <class V>
  V store_as(const V& value) const {
    static_assert(!std::is_const_v<T>);
    check(region_, begin_, end_, bytes(), sizeof(V), alignof(V), Kind::write);
    std::memcpy(static_cast<void*>(p_), &value, sizeof value);
    return value;
  }
  /// value = change(value) as one atomic step; gives the old one.
  template <class Change>
  T atomic(Change change) const {
    check(region_, begin_, end_, bytes(), sizeof(T), alignof(T), Kind::atomic);
    const T old = *p_;
    *p_ = change(old);
    return old;
  }

  auto operator*() const {
    if constexpr (std::is_const_v<T>) {
      return load();
    } else {
      return Reference<T, kShared>(*this);
    }
  }
  template <class I>
  auto operator[](I i) const {
    return *(*this + i);
  }
  template <class I>
  Pointer operator+(I i) const {
    Pointer moved = *this;
    moved.p_ = reinterpret_cast<T*>(reinterpret_cast<std::uintptr_t>(p_) +
                                    static_cast<std::uintptr_t>(static_cast<int64_t>(i)) * sizeof(T));
    return moved;
  }
  template <class I>
  Pointer& operator+=(I i) {
    return *this = *this + i;
  }
  Pointer& operator++() { return *this += 1; }
  bool operator==(const Pointer& other) const { return p_ == other.p_; }

  T* get() const { return p_; }
  Region* region() const { return region_; }
  std::byte* begin() const { return begin_; }
  std::byte* end() const { return end_; }
  std::byte* bytes() const { return reinterpret_cast<std::byte*>(const_cast<std::remove_const_t<T>*>(p_)); }
  void set(T* p, Region* region, std::byte* begin, std::byte* end) {
    p_ = p;
    region_ = region;
    begin_ = begin;
    end_ = end;
  }

 private:
  T* p_ = nullptr;
  Region* region_ = nullptr;
  std::byte* begin_ = nullptr;
  std::byte* end_ = nullptr;
};

/// Device memory for `count` values, aligned as cudaMalloc does, with guards on both sides. Races are found per value.
template <class T>
class DeviceBuffer {
 public:
  explicit DeviceBuffer(int64_t count)
      : count_(static_cast<std::size_t>(count)), bytes_(count_ * sizeof(T) + 3 * kGuard, kByte) {
    const auto address = reinterpret_cast<std::uintptr_t>(bytes_.data());
    region_.data = bytes_.data() + kGuard + (kGuard - address % kGuard) % kGuard;
    region_.size = count_ * sizeof(T);
    region_.granule = sizeof(T);
    register_region(region_);
  }
  explicit DeviceBuffer(const std::vector<T>& values) : DeviceBuffer(static_cast<int64_t>(values.size())) {
    if (!values.empty()) std::memcpy(region_.data, values.data(), region_.size);
  }
  ~DeviceBuffer() { unregister_region(region_); }
  DeviceBuffer(const DeviceBuffer&) = delete;
  DeviceBuffer& operator=(const DeviceBuffer&) = delete;

  T* data() { return reinterpret_cast<T*>(region_.data); }
  std::vector<T> values() { return std::vector<T>(data(), data() + count_); }
  /// Nothing was written past the ends, also not by what escaped the checks.
  bool intact() const {
    for (const std::byte* p = bytes_.data(); p != bytes_.data() + bytes_.size(); ++p) {
      if ((p < region_.data || p >= region_.data + region_.size) && *p != kByte) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kGuard = 256;
  static constexpr auto kByte = std::byte{0xA5};
  std::size_t count_;
  std::vector<std::byte> bytes_;
  Region region_;
};

}  // namespace calm::cuda_emulation
