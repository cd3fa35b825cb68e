#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace calm {

/// A 128-bit fingerprint that is the same on every host and version: two FNV-1a streams with different offsets, each
/// finished by MurmurHash3's mixer. Not cryptographic: it tells states apart, it does not defend against forgery.
class StableHash {
 public:
  void add(std::string_view bytes) {
    for (const char c : bytes) add_byte(static_cast<unsigned char>(c));
  }
  /// Length first, so that {"ab", "c"} and {"a", "bc"} differ.
  void add_field(std::string_view bytes) {
    add_integer(bytes.size());
    add(bytes);
  }
  void add_integer(uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) add_byte(static_cast<unsigned char>(value >> shift));
  }
  /// 32 lower-case hexadecimal digits.
  std::string hex() const {
    std::string out;
    out.reserve(32);
    for (const uint64_t word : {mixed(first_), mixed(second_)}) {
      for (int shift = 60; shift >= 0; shift -= 4) out.push_back("0123456789abcdef"[(word >> shift) & 15]);
    }
    return out;
  }

 private:
  void add_byte(unsigned char byte) {
    first_ = (first_ ^ byte) * kPrime;
    second_ = (second_ ^ static_cast<unsigned char>(byte + 0x5b)) * kPrime;
    second_ ^= second_ >> 29;
  }
  static uint64_t mixed(uint64_t x) {
    x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdULL;
    x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53ULL;
    return x ^ (x >> 33);
  }

  static constexpr uint64_t kPrime = 0x100000001b3ULL;
  uint64_t first_ = 0xcbf29ce484222325ULL;
  uint64_t second_ = 0x9ae16a3b2f90404fULL;
};

}  // namespace calm
