// The emulator's tensor cores, ldmatrix and dp4a against plain loops.

#include "cuda_emulation/emulator_test.h"

namespace calm::kernels::cuda {
namespace {

using emulation::DeviceBuffer;
using emulation::Place;

/// C = A B with the fragments written down a second time, not by the emulator's tables.
__global__ void multiply_s8(const int8_t* a, const int8_t* b, int* c) {
  const Global<const int8_t> left = a, right = b;  // A [16][32], B transposed [8][32]
  const int lane = static_cast<int>(threadIdx.x);
  uint32_t fa[4] = {}, fb[2] = {};
  const Global<const uint32_t> rows = pointer_cast<const uint32_t>(left), cols = pointer_cast<const uint32_t>(right);
  fa[0] = rows[lane / 4 * 8 + lane % 4];
  fa[1] = rows[(lane / 4 + 8) * 8 + lane % 4];
  fa[2] = rows[lane / 4 * 8 + 4 + lane % 4];
  fa[3] = rows[(lane / 4 + 8) * 8 + 4 + lane % 4];
  fb[0] = cols[lane / 4 * 8 + lane % 4];
  fb[1] = cols[lane / 4 * 8 + 4 + lane % 4];
  int sums[4] = {1, 1, 1, 1};
  mma_s8(sums, fa, fb);
  for (int i = 0; i < 4; ++i) global(c)[(lane / 4 + i / 2 * 8) * 8 + lane % 4 * 2 + i % 2] = sums[i];
}

TEST(CudaEmulator, TensorCoreProductOfBytes) {
  std::vector<int8_t> a, b;
  for (int i = 0; i < 512; ++i) a.push_back(static_cast<int8_t>(i * 37 % 256 - 128));
  for (int i = 0; i < 256; ++i) b.push_back(static_cast<int8_t>(i * 91 % 256 - 128));
  DeviceBuffer<int8_t> device_a(a), device_b(b);
  DeviceBuffer<int> c(128);
  EXPECT_CLEAN({1, 32}, multiply_s8, device_a.data(), device_b.data(), c.data());
  for (int row = 0; row < 16; ++row) {
    for (int col = 0; col < 8; ++col) {
      int sum = 1;
      for (int k = 0; k < 32; ++k) sum += a[row * 32 + k] * b[col * 32 + k];
      EXPECT_EQ(c.values()[row * 8 + col], sum) << row << ' ' << col;
    }
  }
}

/// ldmatrix feeds the operands of m16n8k8: A [16][8] as two matrices of 16-bit halves side by side, twice.
template <int kMisalign>
__global__ void multiply_tf32(const float* a, const float* b, float* c) {
  CALM_SHARED(float, tile, 16 * 8 + 4);
  const int lane = static_cast<int>(threadIdx.x);
  for (int i = lane; i < 128; i += 32) tile[i] = global(a)[i];
  if (lane < 4) tile[128 + lane] = 0.0F;
  __syncwarp();
  uint32_t fa[4], fb[2];
  // matrices: rows 0-7 columns 0-3, rows 8-15 columns 0-3, rows 0-7 columns 4-7, rows 8-15 columns 4-7
  load_matrix<4>(fa, pointer_cast<const uint16_t>(tile + (lane % 16 * 8 + lane / 16 * 4 + kMisalign)));
  const Global<const float> right = b;  // [8][8]
  fb[0] = __float_as_uint(right[lane % 4 * 8 + lane / 4]);
  fb[1] = __float_as_uint(right[(lane % 4 + 4) * 8 + lane / 4]);
  float sums[4] = {};
  mma_tf32(sums, fa, fb);
  for (int i = 0; i < 4; ++i) global(c)[(lane / 4 + i / 2 * 8) * 8 + lane % 4 * 2 + i % 2] = sums[i];
}

TEST(CudaEmulator, TensorCoreProductOfFloatsThroughLdmatrix) {
  std::vector<float> a, b;
  for (int i = 0; i < 128; ++i) a.push_back(static_cast<float>(i * 37 % 101));
  for (int i = 0; i < 64; ++i) b.push_back(static_cast<float>(i * 91 % 103));
  a[5] = 1.0F + 0x1p-12F;  // less than TF32's last place
  DeviceBuffer<float> device_a(a), device_b(b), c(128);
  EXPECT_CLEAN({1, 32}, multiply_tf32<0>, device_a.data(), device_b.data(), c.data());
  a[5] = 1.0F;
  for (int row = 0; row < 16; ++row) {
    for (int col = 0; col < 8; ++col) {
      float sum = 0.0F;
      for (int k = 0; k < 8; ++k) sum += a[row * 8 + k] * b[k * 8 + col];
      EXPECT_EQ(c.values()[row * 8 + col], sum) << row << ' ' << col;
    }
  }
  EXPECT_FAULT("misaligned", {1, 32}, multiply_tf32<1>, device_a.data(), device_b.data(), c.data());
}

/// Both operands as the manual's figure of m16n8k16 deals them, written down a second time.
template <bool kBfloat>
__global__ void multiply_halves(const float* a, const float* b, float* c) {
  const Global<const float> left = a, right = b;  // A [16][16], B transposed [8][16]
  const int lane = static_cast<int>(threadIdx.x);
  const auto pair = [](const Global<const float>& from) { return pack_halves<kBfloat>(from[0], from[1]); };
  const auto row = left + lane / 4 * 16, below = left + (lane / 4 + 8) * 16, col = right + lane / 4 * 16;
  const int k = lane % 4 * 2;
  const uint32_t fa[4] = {pair(row + k), pair(below + k), pair(row + (k + 8)), pair(below + (k + 8))};
  const uint32_t fb[2] = {pair(col + k), pair(col + (k + 8))};
  float sums[4] = {1.0F, 1.0F, 1.0F, 1.0F};
  mma_half<kBfloat>(sums, fa, fb);
  for (int i = 0; i < 4; ++i) global(c)[(lane / 4 + i / 2 * 8) * 8 + lane % 4 * 2 + i % 2] = sums[i];
}

TEST(CudaEmulator, TensorCoreProductOfHalves) {
  std::vector<float> a, b;
  for (int i = 0; i < 256; ++i) a.push_back(static_cast<float>(i * 37 % 101 - 50));
  for (int i = 0; i < 128; ++i) b.push_back(static_cast<float>(i * 91 % 103 - 51) * 0.125F);
  DeviceBuffer<float> device_a(a), device_b(b), c(128);
  for (const bool bfloat : {false, true}) {
    EXPECT_CLEAN({1, 32}, bfloat ? multiply_halves<true> : multiply_halves<false>, device_a.data(), device_b.data(),
                 c.data());
    for (int row = 0; row < 16; ++row) {
      for (int col = 0; col < 8; ++col) {
        float sum = 1.0F;
        for (int k = 0; k < 16; ++k) sum += a[row * 16 + k] * b[col * 16 + k];
        EXPECT_EQ(c.values()[row * 8 + col], sum) << row << ' ' << col;
      }
    }
  }
}

/// The type's own rounding: to nearest even, over- and underflow, NaN.
TEST(CudaEmulator, PackedHalvesRoundAsTheTypesDo) {
  EXPECT_EQ(pack_halves<false>(1.0F, -2.0F), 0xC0003C00U);
  EXPECT_EQ(pack_halves<false>(65520.0F, 1.0F + 0x1p-11F), 0x3C007C00U);
  EXPECT_EQ(pack_halves<true>(1.0F, -2.0F), 0xC0003F80U);
  EXPECT_EQ(pack_halves<true>(1.0F + 0x1p-8F, 1.0F + 0x1.8p-7F), 0x3F823F80U);
  EXPECT_EQ(pack_halves<true>(__builtin_nanf(""), __builtin_inff()), 0x7F807FFFU);
  EXPECT_EQ(subtract_halves(pack_halves<false>(1032.0F, 1039.0F), 0x64086408U), pack_halves<false>(0.0F, 7.0F));
}

/// A 16-bit matrix transposed on its way to the registers.
__global__ void transpose(const uint16_t* in, uint32_t* out) {
  CALM_SHARED(uint16_t, tile, 64);
  const int lane = static_cast<int>(threadIdx.x);
  for (int i = lane; i < 64; i += 32) tile[i] = global(in)[i];
  __syncwarp();
  uint32_t r[1];
  load_matrix<1, true>(r, tile + lane % 8 * 8);
  global(out)[lane] = r[0];
}

TEST(CudaEmulator, LdmatrixTransposes) {
  std::vector<uint16_t> values(64);
  std::iota(values.begin(), values.end(), uint16_t{0});
  DeviceBuffer<uint16_t> in(values);
  DeviceBuffer<uint32_t> out(32);
  EXPECT_CLEAN({1, 32}, transpose, in.data(), out.data());
  for (uint32_t lane = 0; lane < 32; ++lane) {
    const uint32_t low = lane % 4 * 2 * 8 + lane / 4;
    EXPECT_EQ(out.values()[lane], low | (low + 8) << 16) << lane;
  }
}

/// The same tables in another notation, that of CUTLASS's traits (include/cute/atom/mma_traits_sm80.hpp): a lane is
/// (lane % 4, lane / 4), a value's index has three digits, and strides lead to row + rows * depth.
struct Strides {
  int lane_low, lane_high, rows;
  int radix[3], value[3];
  Place operator()(int lane, int i) const {
    int at = lane % 4 * lane_low + lane / 4 * lane_high;
    for (int digit = 0; digit < 3; ++digit) {
      at += i % radix[digit] * value[digit];
      i /= radix[digit];
    }
    return {at % rows, at / rows};
  }
};

void expect_same(Place (*table)(int, int), const Strides& strides, int values, bool transposed) {
  for (int lane = 0; lane < 32; ++lane) {
    for (int i = 0; i < values; ++i) {
      const Place a = table(lane, i), b = strides(lane, i);
      EXPECT_EQ(a.row, transposed ? b.col : b.row) << lane << ' ' << i;
      EXPECT_EQ(a.col, transposed ? b.row : b.col) << lane << ' ' << i;
    }
  }
}

TEST(CudaEmulator, FragmentTablesAgreeWithTheStridesOfCutlass) {
  using Bytes = emulation::M16n8k32s8;
  using Floats = emulation::M16n8k8tf32;
  expect_same(Bytes::a, {64, 1, 16, {4, 2, 2}, {16, 8, 256}}, 16, false);
  expect_same(Bytes::b, {32, 1, 8, {4, 2, 1}, {8, 128, 0}}, 8, true);
  expect_same(Bytes::c, {32, 1, 16, {2, 2, 1}, {16, 8, 0}}, 4, false);
  expect_same(Floats::a, {16, 1, 16, {2, 2, 1}, {8, 64, 0}}, 4, false);
  expect_same(Floats::b, {8, 1, 8, {2, 1, 1}, {32, 0, 0}}, 2, true);
  expect_same(Floats::c, {32, 1, 16, {2, 2, 1}, {16, 8, 0}}, 4, false);
}

TEST(CudaEmulator, Dp4aTakesSignedBytes) {
  EXPECT_EQ(__dp4a(static_cast<int>(0x80FF7F01U), static_cast<int>(0x80808080U), 5),
            5 + 128 * 128 + 128 - 127 * 128 - 128);
}

}  // namespace
}  // namespace calm::kernels::cuda
