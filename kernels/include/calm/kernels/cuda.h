#pragma once

#include <cstdint>

#include "calm/kernels/gptq_update.h"
#include "calm/kernels/scale_type.h"

struct CUstream_st;

/// The CUDA versions: the arguments and results of their namesakes on the CPU, with every pointer in device memory.
/// They queue work on `stream`, never synchronise, and throw std::runtime_error when a launch is refused. In a build
/// without CUDA each throws std::runtime_error("<operation>: built without CUDA").
///
/// Never run on hardware so far: they compile, and run on the host in an emulator of CUDA's threads, where they are
/// held against the portable versions.
namespace calm::kernels::cuda {

using Stream = CUstream_st*;  // cudaStream_t

/// Whether this build holds the kernels; says nothing about a device.
bool built();

void quantize_activations(const float* x, int64_t tokens, int64_t width, int64_t row_stride, int8_t* codes,
                          float* scales, Stream stream);
void fake_quantize_activations(const float* x, int64_t tokens, int64_t width, float* out, Stream stream);

/// Codes outside -8..7 are not reported here: their low four bits of code + 8 are stored.
void pack_int4(const int8_t* codes, int64_t rows, int64_t cols, int32_t* words, Stream stream);
void unpack_int4(const int32_t* words, int64_t rows, int64_t cols, int8_t* codes, Stream stream);
void quantize_groups(const float* w, int64_t rows, int64_t cols, int64_t group, const float* scales, int8_t* codes,
                     int bits, Stream stream);

/// At most 256 columns.
void gptq_quantize_block(const GptqBlock& block, Stream stream);
void gptq_quantize_block(const GptqBlock& block, const GptqScaleSearch& search, Stream stream);

/// PackedWeights in device memory: the same layout byte for byte, the arrays 16-byte aligned.
struct DeviceWeights {
  const uint8_t* codes = nullptr;  // PackedWeights::nibbles, or ::wide
  const float* scales = nullptr;   // this or half_scales
  const uint16_t* half_scales = nullptr;
  int64_t out = 0;
  int64_t in = 0;
  int64_t group = 0;  // at most 65536
  bool wide = false;  // 5 to 8 bits
};

/// x 16-byte aligned. The same bits as on the CPU.
void w4a8_gemm(const DeviceWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, Stream stream);
/// 1 to 8 tokens; x 8-byte aligned. The same bits.
void w4a8_gemv(const DeviceWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, Stream stream);

}  // namespace calm::kernels::cuda
