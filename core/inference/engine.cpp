// No header of the tensor library may be included here: a decode step is kernels only.
#include "inference/engine.h"

#include <algorithm>
#include <string>

#include "calm/error.h"
#include "calm/kernels/quantize_activations.h"
#include "calm/kernels/rms_norm.h"
#include "calm/kernels/silu_multiply.h"
#include "calm/kernels/w4a16_gemm.h"
#include "calm/kernels/w4a8_gemv.h"
#include "inference/dense_matmul.h"

namespace calm {
namespace {

/// Hands out 64-byte aligned pieces of one allocation; with no base it only adds up.
class Carver {
 public:
  explicit Carver(std::byte* base) : base_(base) {}
  template <class T>
  void take(T*& pointer, int64_t count) {
    pointer = base_ == nullptr ? nullptr : reinterpret_cast<T*>(base_ + used_);
    used_ += (static_cast<size_t>(count) * sizeof(T) + 63) / 64 * 64;
  }
  size_t used() const { return used_; }

 private:
  std::byte* base_;
  size_t used_ = 0;
};

/// The forward pass on the CPU's kernels.
struct CpuOps {
  using Packed = const kernels::PackedWeights*;
  kernels::ParallelFor parallel;
  int32_t first = 0;  // position of the pass's first token
  int32_t last = 0;

  const int32_t* position() const { return &first; }
  const int32_t* last_position(int64_t tokens) {
    last = first + static_cast<int32_t>(tokens - 1);
    return &last;
  }
  void embed(const kernels::DenseWeights& table, const int32_t* ids, int64_t tokens, float* x) const {
    kernels::embed(table, ids, tokens, x);
  }
  void rms_norm(const kernels::RmsNorm& norm, float* y) const { kernels::rms_norm(norm, y, parallel); }
  void rms_norm_quantize(const kernels::RmsNorm& norm, int8_t* codes, float* scales) const {
    kernels::rms_norm_quantize(norm, codes, scales, parallel);
  }
  void quantize_activations(const float* x, int64_t tokens, int64_t width, int8_t* codes, float* scales) const {
    kernels::quantize_activations(x, tokens, width, width, codes, scales, parallel);
  }
  void fake_quantize_activations(const float* x, int64_t tokens, int64_t width, float* out) const {
    kernels::fake_quantize_activations(x, tokens, width, out, parallel);
  }
  void silu_multiply(const float* gate_up, int64_t tokens, int64_t inner, float* y) const {
    kernels::silu_multiply(gate_up, gate_up + inner, tokens, inner, 2 * inner, y, parallel);
  }
  void silu_multiply_quantize(const float* gate_up, int64_t tokens, int64_t inner, float* y, int8_t* codes,
                              float* scales) const {
    kernels::silu_multiply_quantize(gate_up, gate_up + inner, tokens, inner, 2 * inner, y, codes, scales, parallel);
  }
  void rope_append(const kernels::QkvRows& rows, const kernels::Rotary& rotary, const kernels::KvCache& cache) const {
    kernels::rope_append(rows, rotary, cache, parallel);
  }
  void attention(const kernels::QkvRows& rows, const kernels::KvCache& cache, int64_t window, float scale,
                 float* out) const {
    kernels::attention(rows, cache, window, scale, out, parallel);
  }
  void multiply(Packed weights, const int8_t* codes, const float* scales, int64_t tokens, float* y,
                int64_t y_stride) const {
    const auto kernel = tokens <= kernels::kGemvTokens ? kernels::w4a8_gemv : kernels::w4a8_gemm;
    kernel(*weights, codes, scales, tokens, y, y_stride, parallel);
  }
  void multiply(Packed weights, const float* x, int64_t tokens, float* y, int64_t y_stride) const {
    kernels::w4a16_gemm(*weights, x, weights->in, tokens, y, y_stride, parallel);
  }
  void multiply(const kernels::DenseWeights& weights, const float* x, int64_t tokens, float* y,
                int64_t y_stride) const {
    if (tokens <= kernels::kGemvTokens) {
      kernels::dense_gemv(weights, x, weights.in, tokens, y, y_stride, parallel);
    } else {
      dense_matmul(weights, x, weights.in, tokens, y, y_stride);
    }
  }
  void add_bias(const float* bias, int64_t tokens, int64_t width, float* y) const {
    for (int64_t t = 0; t < tokens; ++t) {
      for (int64_t n = 0; n < width; ++n) y[t * width + n] += bias[n];
    }
  }
};

}  // namespace

EngineContext::EngineContext(std::shared_ptr<const EngineWeights> weights, const ContextOptions& options,
                             std::shared_ptr<ThreadPool> pool)
    : weights_(std::move(weights)),
      model_(view_of(*weights_)),
      options_(options),
      pool_(std::move(pool)),
      has_dense_(weights_->has_dense_linears()) {
  if (options_.capacity < 1 || options_.chunk < 1)
    throw Error(ErrorCode::invalid_argument, "a context needs a capacity and a chunk of at least one token");
  options_.chunk = std::min(options_.chunk, options_.capacity);
  lay_out();
  memory_ = AlignedArray<std::byte>(memory_bytes_);
  lay_out();
  fill_rotary(weights_->config, options_.capacity, buffers_.cos, buffers_.sin);
}

/// Called twice: without memory it finds the bytes, with memory it sets the pointers.
void EngineContext::lay_out() {
  Carver carver(memory_.data());
  buffers_.lay_out(weights_->config, options_, has_dense_,
                   [&](auto*& pointer, int64_t count) { carver.take(pointer, count); });
  memory_bytes_ = carver.used();
}

const float* EngineContext::feed(std::span<const int32_t> ids, const RunControl* control) {
  check_feed(ids, position_, options_.capacity, weights_->config.vocab_size);
  const auto length = static_cast<int64_t>(ids.size());
  for (int64_t done = 0; done < length; done += options_.chunk) {
    const int64_t count = std::min(options_.chunk, length - done);
    CpuOps ops{parallel_for(count), position_};
    ForwardPass<CpuOps>(model_, buffers_, options_, ops, count).run(ids.data() + done, done + count == length, control);
    position_ += static_cast<int32_t>(count);
  }
  return buffers_.logits;
}

void EngineContext::run_layer(int index, const float* x, int64_t tokens, float* y) {
  if (tokens < 1 || tokens > options_.chunk)
    throw Error(ErrorCode::invalid_argument, "run_layer takes 1 to " + std::to_string(options_.chunk) + " tokens");
  reset();
  const int64_t count = tokens * weights_->config.hidden_size;
  std::copy_n(x, count, buffers_.x);
  CpuOps ops{parallel_for(tokens), position_};
  ForwardPass<CpuOps>(model_, buffers_, options_, ops, tokens).layer(index, PassRows::all, false);
  for (int64_t i = 0; i < count; ++i) y[i] = buffers_.x[i] + buffers_.delta[i];
}

/// One pool a call: the tensor library's where it multiplies, else our own.
kernels::ParallelFor EngineContext::parallel_for(int64_t tokens) const {
  if (has_dense_ && tokens > kernels::kGemvTokens) return tensor_library_threads();
  return *pool_;
}

}  // namespace calm
