#include "storage/dequantize.h"

#include <cstring>

#include "storage/float16.h"

namespace calm {
namespace {

template <typename T>
T load(const uint8_t* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

float load_half(const uint8_t* from) {
  return f16_to_f32(load<uint16_t>(from));
}

// Below, b points at one block and y at its outputs.

void q8_0(const uint8_t* b, float* y) {
  const float d = load_half(b);
  for (int i = 0; i < 32; ++i) y[i] = static_cast<float>(static_cast<int8_t>(b[2 + i])) * d;
}

// The low nibbles are the first 16 weights, the high ones the last 16.
void q4_0(const uint8_t* b, float* y) {
  const float d = load_half(b);
  for (int i = 0; i < 16; ++i) {
    y[i] = d * static_cast<float>((b[2 + i] & 15) - 8);
    y[i + 16] = d * static_cast<float>((b[2 + i] >> 4) - 8);
  }
}

void q4_1(const uint8_t* b, float* y) {
  const float d = load_half(b);
  const float m = load_half(b + 2);
  for (int i = 0; i < 16; ++i) {
    y[i] = d * static_cast<float>(b[4 + i] & 15) + m;
    y[i + 16] = d * static_cast<float>(b[4 + i] >> 4) + m;
  }
}

// Bit i of the 32-bit word is the fifth bit of weight i.
void q5_0(const uint8_t* b, float* y) {
  const float d = load_half(b);
  const auto high = load<uint32_t>(b + 2);
  for (int i = 0; i < 16; ++i) {
    const int low_half = static_cast<int>((b[6 + i] & 15u) | ((high >> i) & 1u) << 4);
    const int high_half = static_cast<int>((b[6 + i] >> 4) | ((high >> (i + 16)) & 1u) << 4);
    y[i] = d * static_cast<float>(low_half - 16);
    y[i + 16] = d * static_cast<float>(high_half - 16);
  }
}

void q5_1(const uint8_t* b, float* y) {
  const float d = load_half(b);
  const float m = load_half(b + 2);
  const auto high = load<uint32_t>(b + 4);
  for (int i = 0; i < 16; ++i) {
    const int low_half = static_cast<int>((b[8 + i] & 15u) | ((high >> i) & 1u) << 4);
    const int high_half = static_cast<int>((b[8 + i] >> 4) | ((high >> (i + 16)) & 1u) << 4);
    y[i] = d * static_cast<float>(low_half) + m;
    y[i + 16] = d * static_cast<float>(high_half) + m;
  }
}

// Eight 6-bit scales and eight 6-bit minima in 12 bytes: bytes 0-3 and 4-7 hold the first four of each and, in their
// two top bits, the top bits of the last four, whose low nibbles are in bytes 8-11 (scale low, minimum high).
struct ScaleMin {
  int scale, min;
};
ScaleMin scale_min_k4(int j, const uint8_t* s) {
  if (j < 4) return {s[j] & 63, s[j + 4] & 63};
  return {(s[j + 4] & 15) | (s[j - 4] >> 6) << 4, (s[j + 4] >> 4) | (s[j] >> 6) << 4};
}

// d, dmin, scales[12], qs[128]: each 32 bytes hold 32 low-nibble weights, then 32 high-nibble ones.
void q4_k(const uint8_t* b, float* y) {
  const float d = load_half(b);
  const float dmin = load_half(b + 2);
  const uint8_t* qs = b + 16;
  for (int j = 0; j < 8; j += 2, qs += 32, y += 64) {
    const ScaleMin first = scale_min_k4(j, b + 4);
    const ScaleMin second = scale_min_k4(j + 1, b + 4);
    const float d1 = d * static_cast<float>(first.scale), m1 = dmin * static_cast<float>(first.min);
    const float d2 = d * static_cast<float>(second.scale), m2 = dmin * static_cast<float>(second.min);
    for (int i = 0; i < 32; ++i) y[i] = d1 * static_cast<float>(qs[i] & 15) - m1;
    for (int i = 0; i < 32; ++i) y[i + 32] = d2 * static_cast<float>(qs[i] >> 4) - m2;
  }
}

// d, dmin, scales[12], qh[32], qs[128]: bit j of qh[i] is the fifth bit of weight 32 j + i.
void q5_k(const uint8_t* b, float* y) {
  const float d = load_half(b);
  const float dmin = load_half(b + 2);
  const uint8_t* qh = b + 16;
  const uint8_t* qs = b + 48;
  for (int j = 0; j < 8; j += 2, qs += 32, y += 64) {
    const ScaleMin first = scale_min_k4(j, b + 4);
    const ScaleMin second = scale_min_k4(j + 1, b + 4);
    const float d1 = d * static_cast<float>(first.scale), m1 = dmin * static_cast<float>(first.min);
    const float d2 = d * static_cast<float>(second.scale), m2 = dmin * static_cast<float>(second.min);
    for (int i = 0; i < 32; ++i) y[i] = d1 * static_cast<float>((qs[i] & 15) | ((qh[i] >> j) & 1) << 4) - m1;
    for (int i = 0; i < 32; ++i) y[i + 32] = d2 * static_cast<float>((qs[i] >> 4) | ((qh[i] >> (j + 1)) & 1) << 4) - m2;
  }
}

// ql[128], qh[64], int8 scales[16], d. Each half of 128 weights: four runs of 32 share 64 bytes of ql and 32 of qh.
void q6_k(const uint8_t* b, float* y) {
  const float d = load_half(b + 208);
  for (int half = 0; half < 2; ++half, y += 128) {
    const uint8_t* ql = b + 64 * half;
    const uint8_t* qh = b + 128 + 32 * half;
    float scale[8];
    for (int i = 0; i < 8; ++i) scale[i] = d * static_cast<float>(static_cast<int8_t>(b[192 + 8 * half + i]));
    for (int i = 0; i < 32; ++i) {
      const int which = i / 16;
      y[i] = scale[which] * static_cast<float>(((ql[i] & 15) | (qh[i] & 3) << 4) - 32);
      y[i + 32] = scale[which + 2] * static_cast<float>(((ql[i + 32] & 15) | ((qh[i] >> 2) & 3) << 4) - 32);
      y[i + 64] = scale[which + 4] * static_cast<float>(((ql[i] >> 4) | ((qh[i] >> 4) & 3) << 4) - 32);
      y[i + 96] = scale[which + 6] * static_cast<float>(((ql[i + 32] >> 4) | (qh[i] >> 6) << 4) - 32);
    }
  }
}

template <typename Stored, typename Convert>
void convert_plain(const uint8_t* in, int64_t count, float* out, Convert convert) {
  for (int64_t i = 0; i < count; ++i) out[i] = convert(load<Stored>(in + i * static_cast<int64_t>(sizeof(Stored))));
}

template <void (*Block)(const uint8_t*, float*), int Bytes, int Elements>
void convert_each(const uint8_t* in, int64_t blocks, float* out) {
  for (int64_t i = 0; i < blocks; ++i) Block(in + i * Bytes, out + i * Elements);
}

}  // namespace

bool is_float_convertible(StoredType type) {
  switch (type) {
    case StoredType::i64:
    case StoredType::i32:
    case StoredType::i16:
    case StoredType::i8:
    case StoredType::u8:
    case StoredType::boolean:
      return false;
    default:
      return true;
  }
}

void convert_blocks(StoredType type, const std::byte* bytes, int64_t blocks, float* out) {
  const auto* in = reinterpret_cast<const uint8_t*>(bytes);
  switch (type) {
    case StoredType::f64:
      convert_plain<double>(in, blocks, out, [](double x) { return static_cast<float>(x); });
      break;
    case StoredType::f32:
      if (blocks > 0) std::memcpy(out, in, static_cast<size_t>(blocks) * sizeof(float));
      break;
    case StoredType::f16:
      convert_plain<uint16_t>(in, blocks, out, f16_to_f32);
      break;
    case StoredType::bf16:
      convert_plain<uint16_t>(in, blocks, out, bf16_to_f32);
      break;
    case StoredType::q8_0:
      convert_each<q8_0, 34, 32>(in, blocks, out);
      break;
    case StoredType::q4_0:
      convert_each<q4_0, 18, 32>(in, blocks, out);
      break;
    case StoredType::q4_1:
      convert_each<q4_1, 20, 32>(in, blocks, out);
      break;
    case StoredType::q5_0:
      convert_each<q5_0, 22, 32>(in, blocks, out);
      break;
    case StoredType::q5_1:
      convert_each<q5_1, 24, 32>(in, blocks, out);
      break;
    case StoredType::q4_k:
      convert_each<q4_k, 144, 256>(in, blocks, out);
      break;
    case StoredType::q5_k:
      convert_each<q5_k, 176, 256>(in, blocks, out);
      break;
    case StoredType::q6_k:
      convert_each<q6_k, 210, 256>(in, blocks, out);
      break;
    default:
      break;  // the caller asked is_float_convertible first
  }
}

}  // namespace calm
