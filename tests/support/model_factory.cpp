#include "support/model_factory.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <stdexcept>

#include "storage/float16.h"

namespace calm::test {
namespace {

uint64_t hash(const std::string& text) {  // FNV-1a
  uint64_t value = 0xcbf29ce484222325u;
  for (const char c : text) value = (value ^ static_cast<uint8_t>(c)) * 0x100000001b3u;
  return value;
}

// std::normal_distribution is not specified bit for bit; this is.
class Gaussian {
 public:
  explicit Gaussian(uint64_t seed) : engine_(seed) {}
  uint64_t bits() { return engine_(); }
  double next() {
    const double u = (static_cast<double>(engine_() >> 11) + 1.0) * 0x1p-53;
    const double v = static_cast<double>(engine_() >> 11) * 0x1p-53;
    return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * 3.14159265358979323846 * v);
  }

 private:
  std::mt19937_64 engine_;
};

float round_to(StoredType type, float value) {
  if (type == StoredType::f16) return f16_to_f32(f32_to_f16(value));
  if (type == StoredType::bf16) return bf16_to_f32(f32_to_bf16(value));
  return value;
}

RandomTensor make_tensor(const RandomModelSpec& spec, std::string name, std::vector<int64_t> shape) {
  RandomTensor tensor{std::move(name), std::move(shape), {}};
  Gaussian random(spec.seed * 0x9e3779b97f4a7c15u ^ hash(tensor.name));
  const bool norm = tensor.name.find("norm.weight") != std::string::npos;
  const bool matrix = tensor.shape.size() == 2;
  int64_t count = 1;
  for (const int64_t extent : tensor.shape) count *= extent;
  const int64_t columns = tensor.shape.back();
  std::vector<double> gain(static_cast<size_t>(columns), 1.0);
  for (int64_t k = 0; k < 1 + columns / 64; ++k) {
    gain[random.bits() % static_cast<uint64_t>(columns)] = matrix ? 6.0 : norm ? 3.0 : 1.0;
  }
  tensor.values.resize(static_cast<size_t>(count));
  for (size_t i = 0; i < tensor.values.size(); ++i) {
    const double value = norm ? 1.0 + 0.1 * random.next() : 0.05 * random.next();
    tensor.values[i] = round_to(spec.dtype, static_cast<float>(value * gain[i % gain.size()]));
  }
  return tensor;
}

void encode_q8_0(const float* x, std::byte* block) {
  float largest = 0.0f;
  for (int i = 0; i < 32; ++i) largest = std::max(largest, std::fabs(x[i]));
  const float d = largest / 127.0f;
  const uint16_t half = f32_to_f16(d);
  std::memcpy(block, &half, 2);
  for (int i = 0; i < 32; ++i) {
    block[2 + i] = static_cast<std::byte>(static_cast<int8_t>(d == 0.0f ? 0.0f : std::round(x[i] / d)));
  }
}

void encode_q4_0(const float* x, std::byte* block) {
  float extreme = 0.0f;
  for (int i = 0; i < 32; ++i) extreme = std::fabs(x[i]) > std::fabs(extreme) ? x[i] : extreme;
  const float d = extreme / -8.0f;
  const uint16_t half = f32_to_f16(d);
  std::memcpy(block, &half, 2);
  const auto code = [&](float value) {
    return static_cast<uint8_t>(d == 0.0f ? 8.0f : std::clamp(std::floor(value / d + 8.5f), 0.0f, 15.0f));
  };
  for (int i = 0; i < 16; ++i) block[2 + i] = static_cast<std::byte>(code(x[i]) | code(x[i + 16]) << 4);
}

void append_utf8(std::string& text, uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else {  // the alphabet ends at U+0143
    text += static_cast<char>(0xc0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 63));
  }
}

// GPT-2's alphabet: printable Latin-1 stands for itself, the rest for U+0100 onwards.
std::vector<std::string> byte_alphabet() {
  std::vector<std::string> alphabet(256);
  uint32_t next = 256;
  for (uint32_t byte = 0; byte < 256; ++byte) {
    const bool printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte != 173);
    append_utf8(alphabet[byte], printable ? byte : next++);
  }
  return alphabet;
}

}  // namespace

std::string llama3_rope_scaling(double factor, int64_t original_positions) {
  return R"({"rope_type": "llama3", "factor": )" + std::to_string(factor) +
         R"(, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": )" +
         std::to_string(original_positions) + "}";
}

std::vector<RandomTensor> random_model_tensors(const RandomModelSpec& spec) {
  std::vector<RandomTensor> tensors;
  const auto add = [&](const std::string& name, std::vector<int64_t> shape) {
    tensors.push_back(make_tensor(spec, name, std::move(shape)));
  };
  const int64_t q = spec.heads * spec.head_dim;
  const int64_t kv = spec.kv_heads * spec.head_dim;
  add("model.embed_tokens.weight", {spec.vocab, spec.hidden});
  for (int64_t layer = 0; layer < spec.layers; ++layer) {
    const std::string p = "model.layers." + std::to_string(layer) + ".";
    add(p + "input_layernorm.weight", {spec.hidden});
    add(p + "self_attn.q_proj.weight", {q, spec.hidden});
    add(p + "self_attn.k_proj.weight", {kv, spec.hidden});
    add(p + "self_attn.v_proj.weight", {kv, spec.hidden});
    const bool biased = spec.architecture == "llama" && spec.biases;
    if (spec.architecture == "qwen2" || biased) {
      add(p + "self_attn.q_proj.bias", {q});
      add(p + "self_attn.k_proj.bias", {kv});
      add(p + "self_attn.v_proj.bias", {kv});
    }
    if (spec.architecture == "qwen3") {
      add(p + "self_attn.q_norm.weight", {spec.head_dim});
      add(p + "self_attn.k_norm.weight", {spec.head_dim});
    }
    add(p + "self_attn.o_proj.weight", {spec.hidden, q});
    if (biased) {
      add(p + "self_attn.o_proj.bias", {spec.hidden});
      add(p + "mlp.gate_proj.bias", {spec.intermediate});
      add(p + "mlp.up_proj.bias", {spec.intermediate});
      add(p + "mlp.down_proj.bias", {spec.hidden});
    }
    add(p + "post_attention_layernorm.weight", {spec.hidden});
    add(p + "mlp.gate_proj.weight", {spec.intermediate, spec.hidden});
    add(p + "mlp.up_proj.weight", {spec.intermediate, spec.hidden});
    add(p + "mlp.down_proj.weight", {spec.hidden, spec.intermediate});
  }
  add("model.norm.weight", {spec.hidden});
  if (!spec.tied) add("lm_head.weight", {spec.vocab, spec.hidden});
  return tensors;
}

std::vector<std::byte> encode(StoredType type, const std::vector<float>& values) {
  const StoredTypeTraits& block = traits(type);
  if (static_cast<int64_t>(values.size()) % block.block_elements != 0) {
    throw std::invalid_argument("encode: not a whole number of blocks");
  }
  const auto step = static_cast<size_t>(block.block_elements);
  const auto size = static_cast<size_t>(block.block_bytes);
  std::vector<std::byte> bytes(values.size() / step * size);
  std::byte* out = bytes.data();
  for (size_t i = 0; i < values.size(); i += step, out += size) {
    const float* x = values.data() + i;
    const uint16_t half = type == StoredType::f16 ? f32_to_f16(*x) : f32_to_bf16(*x);
    switch (type) {
      case StoredType::f32:
        std::memcpy(out, x, 4);
        break;
      case StoredType::f16:
      case StoredType::bf16:
        std::memcpy(out, &half, 2);
        break;
      case StoredType::q8_0:
        encode_q8_0(x, out);
        break;
      case StoredType::q4_0:
        encode_q4_0(x, out);
        break;
      default:
        throw std::invalid_argument("encode: " + std::string(block.name));
    }
  }
  return bytes;
}

ByteVocabulary byte_vocabulary() {
  ByteVocabulary vocabulary;
  vocabulary.tokens.emplace_back("<|endoftext|>");
  for (std::string& symbol : byte_alphabet()) vocabulary.tokens.push_back(std::move(symbol));
  vocabulary.merges = {"Ġ t", "Ġ a", "h e", "i n", "r e", "o n", "Ġt he", "e r", "Ġ s", "a t", "n d", "Ġa nd"};
  for (std::string merged : vocabulary.merges) {
    merged.erase(merged.find(' '), 1);
    vocabulary.tokens.push_back(merged);
  }
  return vocabulary;
}

}  // namespace calm::test
