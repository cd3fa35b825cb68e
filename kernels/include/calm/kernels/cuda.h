#pragma once

#include <cstdint>

#include "calm/kernels/attention.h"
#include "calm/kernels/gptq_update.h"
#include "calm/kernels/gram.h"
#include "calm/kernels/rms_norm.h"
#include "calm/kernels/sampling.h"

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

/// Whichever is fastest by size: w4a8_gemv up to 8 tokens, then w4a8_gemm, with few tokens and many channels in ranges
/// whose float32 totals are added in their order (split-k): exact int32 sums, float32 sums in an order that depends on
/// the sizes alone. x 16-byte aligned; workspace holds w4a8_workspace floats, or is null: never split, the same bits.
inline constexpr int64_t kLinearWorkspace = 264 * 4096;
/// Floats of the workspace that no more than `tokens` with these weights need: at most kLinearWorkspace, 0 for layers
/// that are never split.
int64_t w4a8_workspace(const DeviceWeights& weights, int64_t tokens);
void w4a8_linear(const DeviceWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
                 int64_t y_stride, float* workspace, Stream stream);

/// Rows of x 16-byte aligned. Up to 8 tokens float32 activations, more are rounded to float16, where what exceeds 65519
/// becomes Inf; codes are exact, sums float32 in an order that depends on the sizes alone.
void w4a16_gemm(const DeviceWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, Stream stream);

/// The same bits, also of the residual stream.
void rms_norm(const RmsNorm& norm, float* y, Stream stream);
void rms_norm_quantize(const RmsNorm& norm, int8_t* codes, float* scales, Stream stream);

/// y[t, i] += bias[i]: rows y_stride apart.
void add_bias(const float* bias, int64_t tokens, int64_t width, float* y, int64_t y_stride, Stream stream);

/// The same bits; scratch holds the products afterwards.
void silu_multiply(const float* gate, const float* up, int64_t tokens, int64_t width, int64_t stride, float* y,
                   Stream stream);
void silu_multiply_quantize(const float* gate, const float* up, int64_t tokens, int64_t width, int64_t stride,
                            float* scratch, int8_t* codes, float* scales, Stream stream);

/// The same bits. *rows.position is read when the kernel runs.
void rope_append(const QkvRows& rows, const Rotary& rotary, const KvCache& cache, Stream stream);

/// *to = *from + by, in device memory; to may be from.
void move_position(const int32_t* from, int32_t by, int32_t* to, Stream stream);

/// float32 sums in an order that depends on the sizes alone. *rows.position is read when the kernel runs. For one
/// token, `workspace` holds attention_workspace floats (0: it may be null). Eight and more over a float16 cache of
/// head_dim 64 or 128 run on tensor cores, with float32's accuracy: there a query beyond 65504 gives NaN, and so does a
/// NaN or Inf among the values, for up to 63 tokens before the first that sees it. Otherwise each token reads the cache
/// by itself.
int64_t attention_workspace(int64_t heads, const KvCache& cache);
void attention(const QkvRows& rows, const KvCache& cache, int64_t window, float scale, float* out, float* workspace,
               Stream stream);

/// Any number of tokens, 8 at a time. float32 sums in an order that depends on `in` and on alignment alone.
void dense_gemv(const DenseWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, Stream stream);
/// dense_gemv for many tokens: with 16-bit weights the activations are rounded to the weights' type and multiplied on
/// tensor cores, float32 sums. Up to 8 tokens, float32 weights and rows that are not 16-byte aligned go to dense_gemv.
void dense_gemm(const DenseWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, Stream stream);
void embed(const DenseWeights& table, const int32_t* ids, int64_t tokens, float* out, Stream stream);

/// index: one int32 in device memory, so that the next step can read it there.
void argmax(const float* values, int64_t n, int32_t* index, Stream stream);
/// *random: 64 uniform bits in device memory. Probabilities are summed as integers of 2^-44 of the largest and less,
/// in any order: the CPU's token but for draws within 1e-6 of the border between two.
void sample(const float* logits, int64_t n, const Sampling& sampling, const uint64_t* random, int32_t* scratch,
            int32_t* index, Stream stream);

/// The same bits.
void fwht(float* x, int64_t rows, int64_t width, int64_t row_stride, int64_t block, float factor, Stream stream);

/// float32 products and sums over 32 rows, longer sums in pairs of float32 that together hold 48 bits.
void accumulate_gram(const GramRows& x, double* gram, int64_t gram_stride, double* column_sums, Stream stream);
void accumulate_cross_gram(const GramRows& y, const GramRows& x, double* cross, int64_t cross_stride, Stream stream);
void mirror_upper(double* matrix, int64_t size, int64_t stride, Stream stream);

}  // namespace calm::kernels::cuda
