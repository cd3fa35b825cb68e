// Holds the emulator's fragment tables (tests/kernels/cuda_emulation/fragments.h) against a device: one element of an
// operand is 1 in one register of one lane, the other operand tells rows of the depth apart, and the product shows
// where the element sits.

#include "cuda/platform.cuh"
#include "cuda_emulation/memory.h"
#include "fragments.h"
#include "gtest/gtest.h"

namespace calm::kernels::cuda {
namespace {

using cuda_emulation::DeviceBuffer;
using Bytes = cuda_emulation::M16n8k32s8;
using Floats = cuda_emulation::M16n8k8tf32;
using Halves = cuda_emulation::M16n8k16half;

/// Block b gives each lane its registers: inputs [block][lane][6], a first, outputs [block][lane][4].
__global__ void multiply_bytes(const uint32_t* in, int* out) {
  const uint32_t* mine = in + (blockIdx.x * 32 + threadIdx.x) * 6;
  const uint32_t a[4] = {mine[0], mine[1], mine[2], mine[3]};
  const uint32_t b[2] = {mine[4], mine[5]};
  int c[4] = {};
  mma_s8(c, a, b);
  for (int i = 0; i < 4; ++i) out[(blockIdx.x * 32 + threadIdx.x) * 4 + i] = c[i];
}
__global__ void multiply_floats(const uint32_t* in, float* out) {
  const uint32_t* mine = in + (blockIdx.x * 32 + threadIdx.x) * 6;
  const uint32_t a[4] = {mine[0], mine[1], mine[2], mine[3]};
  const uint32_t b[2] = {mine[4], mine[5]};
  float c[4] = {};
  mma_tf32(c, a, b);
  for (int i = 0; i < 4; ++i) out[(blockIdx.x * 32 + threadIdx.x) * 4 + i] = c[i];
}

/// The registers of one warp, by element.
struct Registers {
  std::vector<uint32_t> words = std::vector<uint32_t>(32 * 6);
  void set_byte(int lane, int first, int i, int value) {
    words[lane * 6 + first + i / 4] |= static_cast<uint32_t>(static_cast<uint8_t>(value)) << (8 * (i % 4));
  }
  void set_float(int lane, int at, float value) { std::memcpy(&words[lane * 6 + at], &value, 4); }
};

template <class T, class Kernel>
std::vector<T> run(const std::vector<Registers>& warps, Kernel kernel) {
  std::vector<uint32_t> in;
  for (const Registers& warp : warps) in.insert(in.end(), warp.words.begin(), warp.words.end());
  DeviceBuffer<uint32_t> device_in(in);
  DeviceBuffer<T> out(static_cast<int64_t>(warps.size()) * 128);
  launch("probe", {static_cast<unsigned>(warps.size()), 32}, nullptr, kernel, device_in.data(), out.data());
  return out.values();
}

TEST(Fragments, BytesOfA) {
  std::vector<Registers> warps(32 * 16);
  for (int probe = 0; probe < 512; ++probe) {
    warps[probe].set_byte(probe / 16, 0, probe % 16, 1);
    for (int lane = 0; lane < 32; ++lane) {
      for (int i = 0; i < 8; ++i) warps[probe].set_byte(lane, 4, i, Bytes::b(lane, i).row + 1);
    }
  }
  const std::vector<int> out = run<int>(warps, multiply_bytes);
  for (int probe = 0; probe < 512; ++probe) {
    const cuda_emulation::Place place = Bytes::a(probe / 16, probe % 16);
    for (int lane = 0; lane < 32; ++lane) {
      for (int i = 0; i < 4; ++i) {
        const int expected = Bytes::c(lane, i).row == place.row ? place.col + 1 : 0;
        ASSERT_EQ(out[(probe * 32 + lane) * 4 + i], expected) << "element " << probe << " at " << lane << ' ' << i;
      }
    }
  }
}

TEST(Fragments, BytesOfB) {
  std::vector<Registers> warps(32 * 8);
  for (int probe = 0; probe < 256; ++probe) {
    warps[probe].set_byte(probe / 8, 4, probe % 8, 1);
    for (int lane = 0; lane < 32; ++lane) {
      for (int i = 0; i < 16; ++i) warps[probe].set_byte(lane, 0, i, Bytes::a(lane, i).col + 1);
    }
  }
  const std::vector<int> out = run<int>(warps, multiply_bytes);
  for (int probe = 0; probe < 256; ++probe) {
    const cuda_emulation::Place place = Bytes::b(probe / 8, probe % 8);
    for (int lane = 0; lane < 32; ++lane) {
      for (int i = 0; i < 4; ++i) {
        const int expected = Bytes::c(lane, i).col == place.col ? place.row + 1 : 0;
        ASSERT_EQ(out[(probe * 32 + lane) * 4 + i], expected) << "element " << probe << " at " << lane << ' ' << i;
      }
    }
  }
}

TEST(Fragments, FloatsOfA) {
  std::vector<Registers> warps(32 * 4);
  for (int probe = 0; probe < 128; ++probe) {
    warps[probe].set_float(probe / 4, probe % 4, 1.0F);
    for (int lane = 0; lane < 32; ++lane) {
      for (int i = 0; i < 2; ++i) {
        warps[probe].set_float(lane, 4 + i,
                               static_cast<float>(Floats::b(lane, i).row + 8 * Floats::b(lane, i).col + 1));
      }
    }
  }
  const std::vector<float> out = run<float>(warps, multiply_floats);
  for (int probe = 0; probe < 128; ++probe) {
    const cuda_emulation::Place place = Floats::a(probe / 4, probe % 4);
    for (int lane = 0; lane < 32; ++lane) {
      for (int i = 0; i < 4; ++i) {
        const cuda_emulation::Place c = Floats::c(lane, i);
        const float expected = c.row == place.row ? static_cast<float>(place.col + 8 * c.col + 1) : 0.0F;
        ASSERT_EQ(out[(probe * 32 + lane) * 4 + i], expected) << "element " << probe << " at " << lane << ' ' << i;
      }
    }
  }
}

template <bool kBfloat>
__global__ void multiply_halves(const uint32_t* in, float* out) {
  const uint32_t* mine = in + (blockIdx.x * 32 + threadIdx.x) * 6;
  const uint32_t a[4] = {mine[0], mine[1], mine[2], mine[3]};
  const uint32_t b[2] = {mine[4], mine[5]};
  float c[4] = {};
  mma_half<kBfloat>(c, a, b);
  for (int i = 0; i < 4; ++i) out[(blockIdx.x * 32 + threadIdx.x) * 4 + i] = c[i];
}

/// The elements of one operand are probed one after another; the other operand numbers the depths.
template <bool kBfloat>
void probe_halves(bool of_a) {
  const int elements = of_a ? 8 : 4;
  const auto bits = [](int value) {
    uint32_t word;
    const auto number = static_cast<float>(value);
    std::memcpy(&word, &number, 4);
    if (kBfloat) return word >> 16;
    // Whole numbers up to 16 in float16: the exponent moved from a bias of 127 to one of 15.
    return (word >> 13) - ((127U - 15U) << 10);
  };
  std::vector<Registers> warps(static_cast<std::size_t>(32 * elements));
  for (int probe = 0; probe < 32 * elements; ++probe) {
    const int first = of_a ? 0 : 4;
    const int i = probe % elements;
    warps[probe].words[probe / elements * 6 + first + i / 2] |= bits(1) << (16 * (i % 2));
    for (int lane = 0; lane < 32; ++lane) {
      for (int j = 0; j < (of_a ? 4 : 8); ++j) {
        const int depth = of_a ? Halves::b(lane, j).row : Halves::a(lane, j).col;
        warps[probe].words[lane * 6 + (of_a ? 4 : 0) + j / 2] |= bits(depth + 1) << (16 * (j % 2));
      }
    }
  }
  const std::vector<float> out = run<float>(warps, multiply_halves<kBfloat>);
  for (int probe = 0; probe < 32 * elements; ++probe) {
    const cuda_emulation::Place place =
        of_a ? Halves::a(probe / elements, probe % elements) : Halves::b(probe / elements, probe % elements);
    for (int lane = 0; lane < 32; ++lane) {
      for (int i = 0; i < 4; ++i) {
        const cuda_emulation::Place c = Halves::c(lane, i);
        const bool hit = of_a ? c.row == place.row : c.col == place.col;
        const auto expected = static_cast<float>(hit ? (of_a ? place.col : place.row) + 1 : 0);
        ASSERT_EQ(out[(probe * 32 + lane) * 4 + i], expected) << "element " << probe << " at " << lane << ' ' << i;
      }
    }
  }
}

TEST(Fragments, HalvesOfA) {
  probe_halves<false>(true);
  probe_halves<true>(true);
}

TEST(Fragments, HalvesOfB) {
  probe_halves<false>(false);
  probe_halves<true>(false);
}

__global__ void load_matrices(uint32_t* out, bool transposed) {
  CALM_SHARED(uint16_t, tile, 4 * 64);
  for (int i = static_cast<int>(threadIdx.x); i < 4 * 64; i += 32) tile[i] = static_cast<uint16_t>(i);
  __syncwarp();
  const uint16_t* row = tile + threadIdx.x * 8;
  uint32_t r[4];
  if (transposed) {
    load_matrix<4, true>(r, row);
  } else {
    load_matrix<4>(r, row);
  }
  for (int q = 0; q < 4; ++q) out[threadIdx.x * 4 + q] = r[q];
}

TEST(Fragments, LoadMatrix) {
  using L = cuda_emulation::LoadMatrix;
  for (const bool transposed : {false, true}) {
    DeviceBuffer<uint32_t> out(128);
    launch("probe", {1, 32}, nullptr, load_matrices, out.data(), transposed);
    const std::vector<uint32_t> words = out.values();
    for (int lane = 0; lane < 32; ++lane) {
      for (int q = 0; q < 4; ++q) {
        for (int half = 0; half < 2; ++half) {
          const cuda_emulation::Place place = L::element(lane, half, transposed);
          const uint32_t expected = L::address_lane(q, place.row) * 8 + place.col;
          ASSERT_EQ(words[lane * 4 + q] >> (16 * half) & 0xFFFFU, expected) << lane << ' ' << q << ' ' << transposed;
        }
      }
    }
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
