#pragma once

// kernels/cuda/device.cuh's counterpart on the host: the same names, on the emulator.

#include <array>
#include <tuple>

#include "cuda_emulation/fragments.h"
#include "cuda_emulation/intrinsics.h"
#include "cuda_emulation/memory.h"
#include "half.h"

struct CUstream_st;

#define CALM_SHARED(T, name, count) \
  static const char name##_key = 0; \
  const ::calm::kernels::cuda::Shared<T> name(::calm::cuda_emulation::static_shared(&name##_key, sizeof(T) * (count)))

namespace calm::kernels::cuda {

namespace emulation = ::calm::cuda_emulation;

template <class T>
using Shared = emulation::Pointer<T, true>;
template <class T>
using Global = emulation::Pointer<T, false>;

template <class T>
Global<T> global(T* p) {
  return p;
}

template <class T>
Shared<T> dynamic_shared(int byte_offset, int count) {
  return Shared<T>(
      emulation::dynamic_shared(static_cast<std::size_t>(byte_offset), sizeof(T) * static_cast<std::size_t>(count)));
}

template <class U, class T, bool kShared>
auto pointer_cast(const emulation::Pointer<T, kShared>& p) {
  return p.template cast<U>();
}

template <class V, class T, bool kShared>
V load_vector(const emulation::Pointer<T, kShared>& p) {
  return p.template load_as<V>();
}
template <class V, class T>
V load_readonly(const emulation::Pointer<T, false>& p) {
  return p.template load_as<V>();
}
template <class V, class T, bool kShared>
void store_vector(const emulation::Pointer<T, kShared>& p, const V& value) {
  p.store_as(value);
}

template <class T, bool kShared>
T atomic_add(const emulation::Pointer<T, kShared>& p, std::type_identity_t<T> value) {
  return p.atomic([&](T old) { return static_cast<T>(old + value); });
}
template <class T, bool kShared>
T atomic_max(const emulation::Pointer<T, kShared>& p, std::type_identity_t<T> value) {
  return p.atomic([&](T old) { return old > value ? old : value; });
}
template <class T, bool kShared>
T atomic_exchange(const emulation::Pointer<T, kShared>& p, std::type_identity_t<T> value) {
  return p.atomic([&](T) { return value; });
}
template <class T, bool kShared>
T atomic_cas(const emulation::Pointer<T, kShared>& p, std::type_identity_t<T> expected, std::type_identity_t<T> value) {
  return p.atomic([&](T old) { return old == expected ? value : old; });
}

template <int kBytes, class T, class U>
void cp_async(const Shared<T>& to, const Global<U>& from, bool valid = true) {
  static_assert(kBytes == 4 || kBytes == 8 || kBytes == 16);
  emulation::cp_async({to.region(), to.begin(), to.end()}, to.bytes(), from.region(), from.begin(), from.end(),
                      from.bytes(), kBytes, valid);
}
inline void cp_async_commit() {
  emulation::cp_async_commit();
}
template <int kGroupsLeft>
void cp_async_wait() {
  emulation::cp_async_wait(kGroupsLeft);
}

struct MmaArguments {
  void* c;
  const uint32_t* a;
  const uint32_t* b;
};

inline void mma_s8(int (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2],
                   emulation::Where where = emulation::Where::current()) {
  using L = emulation::M16n8k32s8;
  MmaArguments arguments{c, a, b};
  emulation::collective(
      0xFFFFFFFFU, &arguments,
      [](void* const* lanes) {
        int left[L::kRows][L::kDepth], right[L::kDepth][L::kCols];
        const auto byte = [](uint32_t word, int i) { return int{static_cast<int8_t>(word >> (8 * (i % 4)))}; };
        for (int lane = 0; lane < 32; ++lane) {
          const auto& m = *static_cast<const MmaArguments*>(lanes[lane]);
          for (int i = 0; i < 16; ++i) left[L::a(lane, i).row][L::a(lane, i).col] = byte(m.a[i / 4], i);
          for (int i = 0; i < 8; ++i) right[L::b(lane, i).row][L::b(lane, i).col] = byte(m.b[i / 4], i);
        }
        for (int lane = 0; lane < 32; ++lane) {
          auto* sums = static_cast<int*>(static_cast<const MmaArguments*>(lanes[lane])->c);
          for (int i = 0; i < 4; ++i) {
            const emulation::Place place = L::c(lane, i);
            int sum = sums[i];
            for (int k = 0; k < L::kDepth; ++k) sum += left[place.row][k] * right[k][place.col];
            sums[i] = sum;
          }
        }
      },
      where);
}

/// Operands lose the 13 bits that TF32 lacks; products and their sum are exact, then rounded to float32 once. The
/// device rounds otherwise, so compare with a tolerance.
inline void mma_tf32(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2],
                     emulation::Where where = emulation::Where::current()) {
  using L = emulation::M16n8k8tf32;
  MmaArguments arguments{c, a, b};
  emulation::collective(
      0xFFFFFFFFU, &arguments,
      [](void* const* lanes) {
        double left[L::kRows][L::kDepth], right[L::kDepth][L::kCols];
        const auto tf32 = [](uint32_t word) { return double{std::bit_cast<float>(word & 0xFFFFE000U)}; };
        for (int lane = 0; lane < 32; ++lane) {
          const auto& m = *static_cast<const MmaArguments*>(lanes[lane]);
          for (int i = 0; i < 4; ++i) left[L::a(lane, i).row][L::a(lane, i).col] = tf32(m.a[i]);
          for (int i = 0; i < 2; ++i) right[L::b(lane, i).row][L::b(lane, i).col] = tf32(m.b[i]);
        }
        for (int lane = 0; lane < 32; ++lane) {
          auto* sums = static_cast<float*>(static_cast<const MmaArguments*>(lanes[lane])->c);
          for (int i = 0; i < 4; ++i) {
            const emulation::Place place = L::c(lane, i);
            double sum = sums[i];
            for (int k = 0; k < L::kDepth; ++k) sum += left[place.row][k] * right[k][place.col];
            sums[i] = static_cast<float>(sum);
          }
        }
      },
      where);
}

template <bool kBfloat>
inline float half_value(uint32_t word, int i) {
  const auto bits = static_cast<uint16_t>(word >> (16 * (i % 2)));
  return kBfloat ? std::bit_cast<float>(uint32_t{bits} << 16) : half_to_float(bits);
}

/// Products of 16-bit floats are exact in float64, and so is their sum but for its last bits; rounded to float32 once.
/// The device rounds otherwise, so compare with a tolerance.
template <bool kBfloat>
void mma_half(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2],
              emulation::Where where = emulation::Where::current()) {
  using L = emulation::M16n8k16half;
  MmaArguments arguments{c, a, b};
  emulation::collective(
      0xFFFFFFFFU, &arguments,
      [](void* const* lanes) {
        double left[L::kRows][L::kDepth], right[L::kDepth][L::kCols];
        for (int lane = 0; lane < 32; ++lane) {
          const auto& m = *static_cast<const MmaArguments*>(lanes[lane]);
          for (int i = 0; i < 8; ++i) left[L::a(lane, i).row][L::a(lane, i).col] = half_value<kBfloat>(m.a[i / 2], i);
          for (int i = 0; i < 4; ++i) right[L::b(lane, i).row][L::b(lane, i).col] = half_value<kBfloat>(m.b[i / 2], i);
        }
        for (int lane = 0; lane < 32; ++lane) {
          auto* sums = static_cast<float*>(static_cast<const MmaArguments*>(lanes[lane])->c);
          for (int i = 0; i < 4; ++i) {
            const emulation::Place place = L::c(lane, i);
            double sum = sums[i];
            for (int k = 0; k < L::kDepth; ++k) sum += left[place.row][k] * right[k][place.col];
            sums[i] = static_cast<float>(sum);
          }
        }
      },
      where);
}

template <class T>
struct LoadMatrixArguments {
  Shared<T> row;
  uint32_t* registers;
};

/// kMatrices of 8 x 8 16-bit elements; lane 8q + r gives the address of row r of matrix q.
template <int kMatrices, bool kTransposed = false, class T>
void load_matrix(uint32_t (&registers)[kMatrices], const Shared<T>& row,
                 emulation::Where where = emulation::Where::current()) {
  static_assert(kMatrices == 1 || kMatrices == 2 || kMatrices == 4);
  LoadMatrixArguments<T> arguments{row, registers};
  emulation::collective(
      0xFFFFFFFFU, &arguments,
      [](void* const* lanes) {
        using L = emulation::LoadMatrix;
        for (int lane = 0; lane < 32; ++lane) {
          uint32_t* to = static_cast<LoadMatrixArguments<T>*>(lanes[lane])->registers;
          for (int q = 0; q < kMatrices; ++q) {
            uint32_t word = 0;
            for (int half = 0; half < 2; ++half) {
              const emulation::Place place = L::element(lane, half, kTransposed);
              const Shared<T>& p = static_cast<LoadMatrixArguments<T>*>(lanes[L::address_lane(q, place.row)])->row;
              emulation::check_for_lane(lane, p.region(), p.begin(), p.end(), p.bytes(), 16, 16, emulation::Kind::read);
              uint16_t element;
              std::memcpy(&element, p.bytes() + 2 * place.col, sizeof element);
              word |= uint32_t{element} << (16 * half);
            }
            to[q] = word;
          }
        }
      },
      where);
}

inline float from_half(uint16_t half) {
  return half_to_float(half);
}
inline uint16_t to_half(float value) {
  return float_to_half(value);
}

inline uint16_t to_bfloat(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  if (value != value) return 0x7FFF;
  return static_cast<uint16_t>((bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16);
}
template <bool kBfloat>
uint32_t pack_halves(float low, float high) {
  const auto bits = [](float value) -> uint32_t { return kBfloat ? to_bfloat(value) : float_to_half(value); };
  return bits(low) | bits(high) << 16;
}
inline uint32_t subtract_halves(uint32_t a, uint32_t b) {
  const auto difference = [&](int i) { return half_value<false>(a, i) - half_value<false>(b, i); };
  return pack_halves<false>(difference(0), difference(1));
}

struct LaunchShape {
  unsigned blocks_x = 1;
  unsigned threads = 256;
  unsigned blocks_y = 1;
  unsigned blocks_z = 1;
  unsigned shared_bytes = 0;  // dynamic
};

template <class... Parameters, class... Arguments>
void launch(const char* /*operation*/, const LaunchShape& shape, CUstream_st* /*stream*/, void (*kernel)(Parameters...),
            const Arguments&... arguments) {
  struct Call {
    void (*kernel)(Parameters...);
    std::tuple<Parameters...> parameters;
  } call{kernel, {arguments...}};
  auto run = [call, shape]() mutable {
    emulation::launch(
        {shape.blocks_x, shape.blocks_y, shape.blocks_z}, shape.threads, shape.shared_bytes,
        [](void* c) { std::apply(static_cast<Call*>(c)->kernel, static_cast<Call*>(c)->parameters); }, &call);
  };
  if (emulation::Launches* recorded = emulation::recorded_launches()) {
    recorded->push_back(std::move(run));
  } else {
    run();
  }
}

}  // namespace calm::kernels::cuda
