// No header of the tensor library and none of CUDA's may be included here: kernels and CudaDevice are all there is, so
// that a test can run this very file on an emulator.
#include "inference/cuda_engine.h"

#include <algorithm>
#include <string>

#include "calm/error.h"

namespace calm {
namespace {

namespace cuda = kernels::cuda;

}  // namespace

/// The forward pass on the CUDA kernels.
struct CudaEngine::Ops {
  using Packed = cuda::DeviceWeights;
  const CudaEngine& engine;
  cuda::Stream stream;

  const int32_t* position() const { return engine.position_on_device_; }
  const int32_t* last_position(int64_t tokens) const {
    if (tokens == 1) return engine.position_on_device_;
    cuda::move_position(engine.position_on_device_, static_cast<int32_t>(tokens - 1), engine.last_position_, stream);
    return engine.last_position_;
  }
  void embed(const kernels::DenseWeights& table, const int32_t* ids, int64_t tokens, float* x) const {
    cuda::embed(table, ids, tokens, x, stream);
  }
  void rms_norm(const kernels::RmsNorm& norm, float* y) const { cuda::rms_norm(norm, y, stream); }
  void rms_norm_quantize(const kernels::RmsNorm& norm, int8_t* codes, float* scales) const {
    cuda::rms_norm_quantize(norm, codes, scales, stream);
  }
  void quantize_activations(const float* x, int64_t tokens, int64_t width, int8_t* codes, float* scales) const {
    cuda::quantize_activations(x, tokens, width, width, codes, scales, stream);
  }
  void fake_quantize_activations(const float* x, int64_t tokens, int64_t width, float* out) const {
    cuda::fake_quantize_activations(x, tokens, width, out, stream);
  }
  void silu_multiply(const float* gate_up, int64_t tokens, int64_t inner, float* y) const {
    cuda::silu_multiply(gate_up, gate_up + inner, tokens, inner, 2 * inner, y, stream);
  }
  void silu_multiply_quantize(const float* gate_up, int64_t tokens, int64_t inner, float* y, int8_t* codes,
                              float* scales) const {
    cuda::silu_multiply_quantize(gate_up, gate_up + inner, tokens, inner, 2 * inner, y, codes, scales, stream);
  }
  void rope_append(const kernels::QkvRows& rows, const kernels::Rotary& rotary, const kernels::KvCache& cache) const {
    cuda::rope_append(rows, rotary, cache, stream);
  }
  void attention(const kernels::QkvRows& rows, const kernels::KvCache& cache, int64_t window, float scale,
                 float* out) const {
    cuda::attention(rows, cache, window, scale, out, engine.attention_workspace_, stream);
  }
  void multiply(const Packed& weights, const int8_t* codes, const float* scales, int64_t tokens, float* y,
                int64_t y_stride) const {
    cuda::w4a8_linear(weights, codes, scales, tokens, y, y_stride, engine.linear_workspace_, stream);
  }
  void multiply(const Packed& weights, const float* x, int64_t tokens, float* y, int64_t y_stride) const {
    cuda::w4a16_gemm(weights, x, weights.in, tokens, y, y_stride, stream);
  }
  void multiply(const kernels::DenseWeights& weights, const float* x, int64_t tokens, float* y,
                int64_t y_stride) const {
    cuda::dense_gemm(weights, x, weights.in, tokens, y, y_stride, stream);
  }
  void add_bias(const float* bias, int64_t tokens, int64_t width, float* y) const {
    cuda::add_bias(bias, tokens, width, y, width, stream);
  }
};

CudaEngine::CudaEngine(std::shared_ptr<const CudaWeights> weights, const ContextOptions& options)
    : weights_(std::move(weights)), device_(weights_->device()), options_(options) {
  if (options_.capacity < 1 || options_.chunk < 1)
    throw Error(ErrorCode::invalid_argument, "a context needs a capacity and a chunk of at least one token");
  device_->enter();
  options_.chunk = std::min(options_.chunk, options_.capacity);
  const ModelConfig& config = weights_->view().config;
  buffers_.lay_out(config, options_, weights_->has_dense_linears(),
                   [&](auto*& pointer, int64_t count) { take(pointer, count); });
  int64_t workspace = 0;
  for (const auto& layer : weights_->view().layers) {
    for (const auto* site : {&layer.qkv, &layer.o, &layer.gate_up, &layer.down}) {
      for (const auto& part : site->parts) {
        const auto* packed = std::get_if<cuda::DeviceWeights>(&part.weights);
        if (packed != nullptr) workspace = std::max(workspace, cuda::w4a8_workspace(*packed, options_.chunk));
      }
    }
  }
  take(linear_workspace_, workspace);
  take(attention_workspace_, cuda::attention_workspace(config.num_attention_heads,
                                                       {options_.cache, nullptr, nullptr, config.num_key_value_heads,
                                                        options_.capacity, config.head_dim}));
  take(ids_, options_.chunk);
  take(position_on_device_, 1);
  take(last_position_, 1);
  take(picked_, 1);
  take(scratch_, config.vocab_size);
  take(random_, 1);
  const int64_t half = options_.capacity * (config.head_dim / 2);
  std::vector<float> cos(static_cast<size_t>(half)), sin(static_cast<size_t>(half));
  fill_rotary(config, options_.capacity, cos.data(), sin.data());
  device_->upload(buffers_.cos, cos.data(), cos.size() * sizeof(float));
  device_->upload(buffers_.sin, sin.data(), sin.size() * sizeof(float));
  reset();
}

template <class T>
void CudaEngine::take(T*& pointer, int64_t count) {
  pointer = count == 0 ? nullptr
                       : static_cast<T*>(arrays_.emplace_back(device_, static_cast<size_t>(count) * sizeof(T)).data());
}

void CudaEngine::reset() {
  device_->enter();
  position_ = 0;
  device_->upload(position_on_device_, &position_, sizeof position_);
}

void CudaEngine::queue_pass(int64_t count, bool ends, const RunControl* control) {
  Ops ops{*this, device_->stream()};
  ForwardPass<Ops>(weights_->view(), buffers_, options_, ops, count).run(ids_, ends, control);
  cuda::move_position(position_on_device_, static_cast<int32_t>(count), position_on_device_, device_->stream());
}

void CudaEngine::feed(std::span<const int32_t> ids, const RunControl* control) {
  check_feed(ids, position_, options_.capacity, weights_->view().config.vocab_size);
  device_->enter();
  const auto length = static_cast<int64_t>(ids.size());
  for (int64_t done = 0; done < length; done += options_.chunk) {
    const int64_t count = std::min(options_.chunk, length - done);
    device_->upload(ids_, ids.data() + done, static_cast<size_t>(count) * sizeof(int32_t));
    if (length == 1) {
      if (!step_) step_ = device_->record([&] { queue_pass(1, true, nullptr); });
      step_->queue();
    } else {
      queue_pass(count, done + count == length, control);
    }
    position_ += static_cast<int32_t>(count);
  }
}

const float* CudaEngine::logits() {
  device_->enter();
  logits_.resize(static_cast<size_t>(weights_->view().config.vocab_size));  // allocates once
  device_->download(logits_.data(), buffers_.logits, logits_.size() * sizeof(float));
  return logits_.data();
}

int32_t CudaEngine::pick(Sampler& sampler) {
  device_->enter();
  const int64_t vocab = weights_->view().config.vocab_size;
  if (sampler.greedy()) {
    cuda::argmax(buffers_.logits, vocab, picked_, device_->stream());
  } else {
    const uint64_t random = sampler.draw();
    device_->upload(random_, &random, sizeof random);
    cuda::sample(buffers_.logits, vocab, sampler.sampling(), random_, scratch_, picked_, device_->stream());
  }
  int32_t id = 0;
  device_->download(&id, picked_, sizeof id);
  return id;
}

int64_t CudaEngine::bytes() const {
  int64_t total = 0;
  for (const CudaArray& array : arrays_) total += static_cast<int64_t>(array.bytes());
  return total;
}

}  // namespace calm
