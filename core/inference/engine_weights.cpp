#include "inference/engine_weights.h"

#include <ATen/ops/cat.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <set>

#include "calm/error.h"
#include "calm/kernels/quantize_activations.h"
#include "model/model_impl.h"
#include "model/parallel.h"
#include "search/progress_meter.h"
#include "storage/float16.h"

namespace calm {
namespace {

constexpr int64_t kHeadRows = 4096;  // of the embedding, read at a time

std::vector<float> to_vector(const at::Tensor& x) {
  if (!x.defined()) return {};
  const at::Tensor flat = x.contiguous();
  return {flat.const_data_ptr<float>(), flat.const_data_ptr<float>() + flat.numel()};
}

/// Which 16-bit types hold all values seen so far.
struct ExactTypes {
  bool bfloat16 = true, float16 = true;

  void look_at(const float* values, int64_t count) {
    uint32_t low = 0;
    bool half = true;
    for (int64_t i = 0; i < count; ++i) low |= std::bit_cast<uint32_t>(values[i]) & 0xFFFFU;
    if (float16) {
      for (int64_t i = 0; i < count; ++i) half &= f16_to_f32(f32_to_f16(values[i])) == values[i];
    }
    bfloat16 = bfloat16 && low == 0;
    float16 = float16 && half;
  }
  kernels::DenseType type() const {
    if (bfloat16) return kernels::DenseType::bfloat16;
    return float16 ? kernels::DenseType::float16 : kernels::DenseType::float32;
  }
};

DenseMatrix empty_dense(kernels::DenseType type, int64_t out, int64_t in) {
  const size_t element = type == kernels::DenseType::float32 ? 4 : 2;
  return {type, out, in, AlignedArray<std::byte>(static_cast<size_t>(out * in) * element)};
}

void store_rows(DenseMatrix& matrix, int64_t first, int64_t rows, const float* values) {
  const auto offset = static_cast<size_t>(first * matrix.in);
  const auto count = static_cast<size_t>(rows * matrix.in);
  if (matrix.type == kernels::DenseType::float32) {
    std::memcpy(matrix.data.data() + offset * 4, values, count * 4);
    return;
  }
  auto* out = reinterpret_cast<uint16_t*>(matrix.data.data()) + offset;
  if (matrix.type == kernels::DenseType::bfloat16) {
    std::transform(values, values + count, out, f32_to_bf16);
  } else {
    std::transform(values, values + count, out, f32_to_f16);
  }
}

DenseMatrix make_dense(const at::Tensor& weight) {
  const at::Tensor w = weight.contiguous();
  ExactTypes exact;
  exact.look_at(w.const_data_ptr<float>(), w.numel());
  DenseMatrix result = empty_dense(exact.type(), w.size(0), w.size(1));
  store_rows(result, 0, w.size(0), w.const_data_ptr<float>());
  return result;
}

/// Half the bytes where that changes no scale.
kernels::ScaleType exact_scale_type(const at::Tensor& scales) {
  ExactTypes exact;
  exact.look_at(scales.const_data_ptr<float>(), scales.numel());
  return exact.float16 ? kernels::ScaleType::float16 : kernels::ScaleType::float32;
}

/// One linear before it is laid out.
struct Source {
  at::Tensor weight, bias;  // float32; the weight where it is not packed
  at::Tensor codes, scales;
  int group = 0, bits = 16, activation_bits = 16;
  bool less_zero = false;
  bool dequantized = false;

  int64_t out() const { return codes.defined() ? codes.size(0) : weight.size(0); }
  int64_t in() const { return codes.defined() ? codes.size(1) : weight.size(1); }
  bool fits(const Source& other) const {
    return codes.defined() == other.codes.defined() && group == other.group && bits == other.bits &&
           activation_bits == other.activation_bits && less_zero == other.less_zero && dequantized == other.dequantized;
  }
};

Source source_of(const QuantizedLinear& linear) {
  Source source;
  source.bias = linear.bias;
  source.activation_bits = linear.activation_bits;
  if (const auto integers = linear.integers()) {
    source.codes = integers->codes;
    source.scales = linear.scales;
    source.group = linear.group;
    source.bits = integers->bits;
    source.less_zero = linear.zeros.defined();
  } else {
    source.weight = linear.dequantize();
    source.dequantized = linear.quantized() || linear.spqr;
  }
  return source;
}

EngineSite::Part make_part(const std::vector<Source>& sources, int64_t column) {
  EngineSite::Part part;
  part.column = column;
  part.activation_bits = sources.front().activation_bits;
  part.less_zero = sources.front().less_zero;
  part.dequantized = sources.front().dequantized;
  std::vector<at::Tensor> first, second;
  for (const Source& source : sources) {
    first.push_back(source.codes.defined() ? source.codes : source.weight);
    second.push_back(source.scales);
  }
  const at::Tensor rows = at::cat(first).contiguous();
  if (sources.front().codes.defined()) {
    const at::Tensor scales = at::cat(second).contiguous();
    part.weights =
        kernels::pack_weights(rows.const_data_ptr<int8_t>(), scales.const_data_ptr<float>(), rows.size(0), rows.size(1),
                              sources.front().group, sources.front().bits, exact_scale_type(scales));
  } else {
    part.weights = make_dense(rows);
  }
  return part;
}

EngineSite make_site(const std::vector<Source>& sources) {
  EngineSite site;
  site.in = sources.front().in();
  for (size_t begin = 0; begin < sources.size();) {
    size_t end = begin + 1;
    while (end < sources.size() && sources[end].fits(sources[begin])) ++end;
    site.parts.push_back(make_part(
        {sources.begin() + static_cast<std::ptrdiff_t>(begin), sources.begin() + static_cast<std::ptrdiff_t>(end)},
        site.out));
    for (; begin < end; ++begin) site.out += sources[begin].out();
  }
  if (std::any_of(sources.begin(), sources.end(), [](const Source& s) { return s.bias.defined(); })) {
    for (const Source& source : sources) {
      std::vector<float> bias = to_vector(source.bias);
      bias.resize(static_cast<size_t>(source.out()), 0.0F);
      site.bias.insert(site.bias.end(), bias.begin(), bias.end());
    }
  }
  for (const EngineSite::Part& part : site.parts) {
    if (part.activation_bits != 8) {
      site.needs_plain = true;
    } else if (part.packed() != nullptr) {
      site.needs_codes = true;
    } else {
      site.needs_fake = true;
    }
  }
  return site;
}

template <class Layer, class ToSource>
EngineLayer make_layer(const Layer& layer, const ToSource& source) {
  EngineLayer result;
  const auto site = [&](std::initializer_list<LinearId> ids) {
    std::vector<Source> sources;
    for (const LinearId id : ids) sources.push_back(source(layer.at(id)));
    return make_site(sources);
  };
  result.qkv = site({LinearId::q, LinearId::k, LinearId::v});
  result.o = site({LinearId::o});
  result.gate_up = site({LinearId::gate, LinearId::up});
  result.down = site({LinearId::down});
  result.input_norm = to_vector(layer.input_norm);
  result.post_attention_norm = to_vector(layer.post_attention_norm);
  result.q_norm = to_vector(layer.q_norm);
  result.k_norm = to_vector(layer.k_norm);
  result.sliding_window = layer.sliding_window;
  return result;
}

/// Calls body(first, float32 rows) over a [vocab, hidden] table, some rows at a time.
template <class Body>
void for_each_rows(const Model::Impl& model, const std::string& name, const Body& body) {
  const int64_t vocab = model.config.vocab_size;
  for (int64_t first = 0; first < vocab; first += kHeadRows) {
    body(first, model.table_rows(name, first, std::min(kHeadRows, vocab - first), at::kCPU).contiguous());
  }
}

DenseMatrix read_table(const Model::Impl& model, const std::string& name) {
  ExactTypes exact;
  for_each_rows(model, name, [&](int64_t, const at::Tensor& rows) {
    if (exact.bfloat16 || exact.float16) exact.look_at(rows.const_data_ptr<float>(), rows.numel());
  });
  DenseMatrix table = empty_dense(exact.type(), model.config.vocab_size, model.config.hidden_size);
  for_each_rows(model, name, [&](int64_t first, const at::Tensor& rows) {
    store_rows(table, first, rows.size(0), rows.const_data_ptr<float>());
  });
  return table;
}

/// A table in int8, one scale a row, rounded as activations are.
kernels::PackedWeights quantize_table(const Model::Impl& model, const std::string& name) {
  const int64_t vocab = model.config.vocab_size, hidden = model.config.hidden_size;
  if (hidden % 32 != 0) {
    throw Error(ErrorCode::unsupported,
                model.info.path + ": an int8 lm_head needs a hidden size that is a multiple of " +
                    "32, this model's is " + std::to_string(hidden) + "; leave lm_head as it is stored");
  }
  AlignedArray<int8_t> codes(static_cast<size_t>(vocab * hidden));
  std::vector<float> scales(static_cast<size_t>(vocab));
  for_each_rows(model, name, [&](int64_t first, const at::Tensor& rows) {
    kernels::quantize_activations(rows.const_data_ptr<float>(), rows.size(0), hidden, hidden,
                                  codes.data() + first * hidden, scales.data() + first, parallel_for);
  });
  return kernels::pack_weights(codes.data(), scales.data(), vocab, hidden, hidden, 8);
}

void refuse_what_does_not_fit(const Model::Impl& model) {
  const ModelConfig& config = model.config;
  double bytes = static_cast<double>(config.vocab_size * config.hidden_size) * (config.tie_word_embeddings ? 2 : 4);
  for (const LinearId id : kLinearIds) {
    bytes += static_cast<double>(config.num_hidden_layers * config.out_features(id) * config.in_features(id)) *
             (model.quantized_layer ? 0.6 : 2);
  }
  const uint64_t available = available_memory_bytes();
  if (bytes > static_cast<double>(available)) {
    throw Error(ErrorCode::io, model.info.path + ": running it needs at least " +
                                   std::to_string(static_cast<uint64_t>(bytes) >> 20) + " MiB for the weights, but " +
                                   std::to_string(available >> 20) +
                                   " MiB of memory are free; close other programs or take a smaller model");
  }
}

int64_t bytes_of(const std::vector<float>& values) {
  return static_cast<int64_t>(values.size() * sizeof(float));
}

int64_t bytes_of(const EngineSite& site) {
  int64_t bytes = bytes_of(site.bias);
  for (const EngineSite::Part& part : site.parts)
    bytes += part.packed() != nullptr ? part.packed()->bytes() : part.dense()->bytes();
  return bytes;
}

}  // namespace

EngineLayer make_engine_layer(const DecoderLayer& layer) {
  return make_layer(layer, [](const LinearWeights& linear) {
    Source source;
    source.weight = linear.weight;
    source.bias = linear.bias;
    return source;
  });
}

EngineLayer make_engine_layer(const QuantizedLayer& layer) {
  return make_layer(layer, source_of);
}

int64_t EngineWeights::bytes() const {
  int64_t total = embedding.bytes() + bytes_of(final_norm);
  if (const auto* head = std::get_if<DenseMatrix>(&own_head)) total += head->bytes();
  if (const auto* head = std::get_if<kernels::PackedWeights>(&own_head)) total += head->bytes();
  for (const EngineLayer& layer : layers) {
    for (const EngineSite* site : {&layer.qkv, &layer.o, &layer.gate_up, &layer.down}) total += bytes_of(*site);
    for (const auto* norm : {&layer.input_norm, &layer.post_attention_norm, &layer.q_norm, &layer.k_norm})
      total += bytes_of(*norm);
  }
  return total;
}

std::string EngineWeights::head_precision() const {
  if (std::holds_alternative<kernels::PackedWeights>(own_head)) return "int8";
  const auto* own = std::get_if<DenseMatrix>(&own_head);
  switch ((own != nullptr ? *own : embedding).type) {
    case kernels::DenseType::float16:
      return "float16";
    case kernels::DenseType::bfloat16:
      return "bfloat16";
    case kernels::DenseType::float32:
      break;
  }
  return "float32";
}

bool EngineWeights::has_dense_linears() const {
  return std::any_of(layers.begin(), layers.end(), [](const EngineLayer& layer) {
    for (const EngineSite* site : {&layer.qkv, &layer.o, &layer.gate_up, &layer.down}) {
      for (const EngineSite::Part& part : site->parts) {
        if (part.dense() != nullptr) return true;
      }
    }
    return false;
  });
}

std::string EngineWeights::linear_storage() const {
  std::set<std::string> kinds;
  for (const EngineLayer& layer : layers) {
    for (const EngineSite* site : {&layer.qkv, &layer.o, &layer.gate_up, &layer.down}) {
      for (const EngineSite::Part& part : site->parts) {
        const kernels::PackedWeights* packed = part.packed();
        kinds.insert(packed == nullptr ? part.dequantized ? "dequantized weights" : "dense"
                                       : std::string(packed->bits > 4 ? "8-bit codes" : "4-bit codes") +
                                             (part.less_zero ? " (less zero points)" : ""));
      }
    }
  }
  std::string text;
  for (const std::string& kind : kinds) text += (text.empty() ? "" : ", ") + kind;
  return text;
}

std::shared_ptr<const EngineWeights> load_engine_weights(const Model::Impl& model, HeadPrecision head,
                                                         const RunControl* control) {
  refuse_what_does_not_fit(model);
  auto weights = std::make_shared<EngineWeights>();
  weights->config = model.config;
  for (int layer = 0; layer < model.config.num_hidden_layers; ++layer) {
    if (control != nullptr) control->checkpoint();
    weights->layers.push_back(model.quantized_layer ? make_engine_layer(model.quantized_layer(layer))
                                                    : make_engine_layer(model.load_layer(layer, at::kCPU)));
  }
  weights->final_norm = to_vector(model.final_norm(at::kCPU));
  weights->embedding = read_table(model, "model.embed_tokens.weight");
  const std::string head_name = model.config.tie_word_embeddings ? "model.embed_tokens.weight" : "lm_head.weight";
  if (head == HeadPrecision::int8) {
    weights->own_head = quantize_table(model, head_name);
  } else if (!model.config.tie_word_embeddings) {
    weights->own_head = read_table(model, head_name);
  }
  return weights;
}

void fill_rotary(const ModelConfig& config, int64_t length, float* cos, float* sin) {
  const RotaryTable table = make_rotary_table(config, length, at::kCPU);
  const int64_t half = config.head_dim / 2;
  const auto copy = [&](const at::Tensor& from, float* to) {
    const at::Tensor first = from.narrow(1, 0, half).contiguous();
    std::copy_n(first.const_data_ptr<float>(), length * half, to);
  };
  copy(table.cos, cos);
  copy(table.sin, sin);
}

}  // namespace calm
