#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "calm/error.h"
#include "calm/kernels/pack_int4.h"
#include "quantization/quantized_layer.h"
#include "quantization/spqr.h"
#include "session/json_field.h"
#include "storage/safetensors.h"

namespace calm {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "calm-quantized-layer";
constexpr int kVersion = 1;
// A reader that does not know what a file holds must refuse it.
constexpr int kVersionWithZeros = 2;
constexpr int kVersionWithSpqr = 3;
/// What the tensors mean, as JSON text in a tensor of bytes: it is checked and mapped like the rest.
constexpr const char* kDescription = "description";

struct Slot {
  const char* name;
  at::Tensor QuantizedLayer::*member;
};
constexpr Slot kNorms[] = {{"input_norm", &QuantizedLayer::input_norm},
                           {"post_attention_norm", &QuantizedLayer::post_attention_norm},
                           {"q_norm", &QuantizedLayer::q_norm},
                           {"k_norm", &QuantizedLayer::k_norm}};

struct SpqrSlot {
  const char* name;
  at::Tensor SpqrWeights::*member;
};
constexpr SpqrSlot kSpqrFloats[] = {{".scale_step", &SpqrWeights::scale_step},
                                    {".scale_least", &SpqrWeights::scale_least},
                                    {".zero_step", &SpqrWeights::zero_step},
                                    {".zero_least", &SpqrWeights::zero_least},
                                    {".outliers", &SpqrWeights::outliers}};

/// Tensors in the order in which they are declared and written.
class LayerFile {
 public:
  void add_f32(const std::string& name, const at::Tensor& tensor) {
    if (!tensor.defined()) return;
    const at::Tensor plain = tensor.to(at::kCPU).to(at::kFloat).contiguous();
    add(name, StoredType::f32, plain.sizes().vec(), plain.const_data_ptr<float>(), plain.numel() * sizeof(float));
  }
  void add_codes(const std::string& name, const at::Tensor& codes, int bits) {
    const at::Tensor plain = codes.to(at::kCPU).to(at::kChar).contiguous();
    const int64_t rows = plain.size(0), cols = plain.size(1);
    if (bits > 4) {
      add(name, StoredType::i8, {rows, cols}, plain.const_data_ptr<int8_t>(), static_cast<size_t>(plain.numel()));
      return;
    }
    std::vector<int32_t> words(static_cast<size_t>(rows * kernels::packed_int4_words(cols)));
    kernels::pack_int4(plain.const_data_ptr<int8_t>(), rows, cols, words.data());
    add(name, StoredType::i32, {rows, kernels::packed_int4_words(cols)}, words.data(), words.size() * sizeof(int32_t));
  }
  void add_bytes(const std::string& name, const at::Tensor& tensor) {
    const at::Tensor plain = tensor.to(at::kCPU).contiguous();
    add(name, StoredType::u8, plain.sizes().vec(), plain.const_data_ptr<uint8_t>(), plain.nbytes());
  }
  void add_spqr(const std::string& name, const SpqrWeights& spqr) {
    // Less half their range they are codes like all others, packed where they are short.
    add_codes(name + ".codes", spqr.codes.to(at::kShort).sub_(1 << (spqr.bits - 1)), spqr.bits);
    add_bytes(name + ".scale_codes", spqr.scale_codes);
    add_bytes(name + ".zero_codes", spqr.zero_codes);
    for (const SpqrSlot& slot : kSpqrFloats) add_f32(name + slot.name, spqr.*slot.member);
    const at::Tensor at_index = spqr.outlier_at.contiguous();
    add(name + ".outlier_at", StoredType::i64, at_index.sizes().vec(), at_index.const_data_ptr<int64_t>(),
        at_index.nbytes());
  }
  void add(const std::string& name, StoredType type, std::vector<int64_t> shape, const void* data, size_t bytes) {
    Entry entry{name, type, std::move(shape), std::vector<std::byte>(bytes)};
    if (bytes > 0) std::memcpy(entry.bytes.data(), data, bytes);
    entries_.push_back(std::move(entry));
  }
  void write(const std::filesystem::path& file) const {
    SafetensorsWriter writer(file);
    for (const Entry& entry : entries_) writer.declare(entry.name, entry.type, entry.shape);
    for (const Entry& entry : entries_) writer.write(entry.name, entry.bytes);
    writer.finish();
  }

 private:
  struct Entry {
    std::string name;
    StoredType type;
    std::vector<int64_t> shape;
    std::vector<std::byte> bytes;
  };
  std::vector<Entry> entries_;
};

class LayerReader {
 public:
  explicit LayerReader(const std::filesystem::path& file) : source_(open_safetensors(file)) {}

  json description() const {
    const std::span<const std::byte> bytes = source_->raw(typed(kDescription, StoredType::u8));
    return parse_json(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()), source_->path());
  }
  at::Tensor f32(const std::string& name) const {
    if (!source_->find(name)) return {};
    const TensorInfo& info = typed(name, StoredType::f32);
    at::Tensor tensor = at::empty(info.shape, at::TensorOptions().dtype(at::kFloat));
    copy(info, tensor.mutable_data_ptr<float>());
    return tensor;
  }
  at::Tensor codes(const std::string& name, int bits, int64_t rows, int64_t cols) const {
    const bool packed = bits <= 4;
    const TensorInfo& info = typed(name, packed ? StoredType::i32 : StoredType::i8);
    expect_shape(info, {rows, packed ? kernels::packed_int4_words(cols) : cols});
    at::Tensor tensor = at::empty({rows, cols}, at::TensorOptions().dtype(at::kChar));
    if (!packed) {
      copy(info, tensor.mutable_data_ptr<int8_t>());
      return tensor;
    }
    std::vector<int32_t> words(static_cast<size_t>(info.elements()));
    copy(info, words.data());
    kernels::unpack_int4(words.data(), rows, cols, tensor.mutable_data_ptr<int8_t>());
    return tensor;
  }
  at::Tensor bytes(const std::string& name, int64_t rows, int64_t cols) const {
    const TensorInfo& info = typed(name, StoredType::u8);
    expect_shape(info, {rows, cols});
    at::Tensor tensor = at::empty(info.shape, at::TensorOptions().dtype(at::kByte));
    copy(info, tensor.mutable_data_ptr<uint8_t>());
    return tensor;
  }
  std::shared_ptr<const SpqrWeights> spqr(const std::string& name, const JsonField& about, int64_t rows,
                                          int64_t cols) const {
    auto result = std::make_shared<SpqrWeights>();
    result->bits = about["bits"].int32(2, 8);
    result->group = about["group"].int32(1, 1 << 20);
    result->statistics_bits = about["statistics_bits"].int32(2, 8);
    result->statistics_group = about["statistics_group"].int32(1, 1 << 20);
    if (cols % result->group != 0) about["group"].fail("a group that divides the inputs");
    const int64_t groups = cols / result->group;
    const int64_t blocks = (rows + result->statistics_group - 1) / result->statistics_group;
    result->codes =
        codes(name + ".codes", result->bits, rows, cols).to(at::kShort).add_(1 << (result->bits - 1)).to(at::kByte);
    result->scale_codes = bytes(name + ".scale_codes", rows, groups);
    result->zero_codes = bytes(name + ".zero_codes", rows, groups);
    for (const SpqrSlot& slot : kSpqrFloats) result.get()->*slot.member = f32(name + slot.name);
    for (const SpqrSlot& slot : kSpqrFloats) {
      if (slot.member != &SpqrWeights::outliers)
        expect_shape((*result).*slot.member, name + slot.name, {blocks, groups});
    }
    const TensorInfo& at_index = typed(name + ".outlier_at", StoredType::i64);
    result->outlier_at = at::empty(at_index.shape, at::TensorOptions().dtype(at::kLong));
    copy(at_index, result->outlier_at.mutable_data_ptr<int64_t>());
    expect_shape(result->outliers, name + ".outliers", {result->outlier_at.numel()});
    const int64_t* index = result->outlier_at.const_data_ptr<int64_t>();
    for (int64_t i = 0; i < result->outlier_at.numel(); ++i) {
      if (index[i] < 0 || index[i] >= rows * cols || (i > 0 && index[i] <= index[i - 1]))
        damaged("tensor " + name + ".outlier_at is not ascending within the matrix");
    }
    return result;
  }
  void expect_shape(const at::Tensor& tensor, const std::string& name, const std::vector<int64_t>& shape) const {
    if (!tensor.defined() || tensor.sizes() != at::IntArrayRef(shape)) {
      damaged("tensor " + name + " is missing or has another shape than its description says");
    }
  }
  [[noreturn]] void damaged(const std::string& what) const {
    throw Error(ErrorCode::bad_format, "'" + source_->path() + "' is damaged: " + what + ".");
  }
  const std::string& path() const { return source_->path(); }

 private:
  const TensorInfo& typed(const std::string& name, StoredType type) const {
    const TensorInfo& info = source_->at(name);
    if (info.type != type) damaged("tensor " + info.describe() + " should be " + std::string(traits(type).name));
    return info;
  }
  void expect_shape(const TensorInfo& info, const std::vector<int64_t>& shape) const {
    if (info.shape != shape) damaged("tensor " + info.describe() + " has another shape than its description says");
  }
  void copy(const TensorInfo& info, void* out) const {
    const std::span<const std::byte> bytes = source_->raw(info);
    if (!bytes.empty()) std::memcpy(out, bytes.data(), bytes.size());
  }

  std::unique_ptr<TensorSource> source_;
};

}  // namespace

void save_quantized_layer(const std::filesystem::path& file, const QuantizedLayer& layer) {
  LayerFile out;
  json linears = json::array();
  int version = kVersion;
  for (const LinearId id : kLinearIds) {
    const QuantizedLinear& linear = layer.at(id);
    const std::string name = linear_name(id);
    const at::Tensor& shaped = linear.quantized() ? linear.codes : linear.weight;
    linears.push_back({{"name", name},
                       {"out", shaped.size(0)},
                       {"in", shaped.size(1)},
                       {"group", linear.group},
                       {"bits", linear.bits},
                       {"zeros", linear.zeros.defined()},
                       {"activation_bits", linear.activation_bits}});
    if (linear.spqr) {
      linears.back()["spqr"] = {{"bits", linear.spqr->bits},
                                {"group", linear.spqr->group},
                                {"statistics_bits", linear.spqr->statistics_bits},
                                {"statistics_group", linear.spqr->statistics_group}};
    }
    if (linear.quantized()) {
      out.add_codes(name + ".codes", linear.codes, linear.bits);
      out.add_f32(name + ".scales", linear.scales);
      if (linear.zeros.defined()) {
        version = std::max(version, kVersionWithZeros);
        out.add_codes(name + ".zeros", linear.zeros, 8);
      }
    } else if (linear.spqr) {
      version = kVersionWithSpqr;
      out.add_spqr(name, *linear.spqr);
    } else {
      out.add_f32(name + ".weight", linear.weight);
    }
    out.add_f32(name + ".bias", linear.bias);
  }
  for (const Slot& norm : kNorms) out.add_f32(norm.name, layer.*norm.member);
  const std::string description = json{
      {"format", kFormat},
      {"version", version},
      {"method", layer.method},
      {"notes", layer.notes},
      {"storage", to_string(layer.storage)},
      {"sliding_window", layer.sliding_window},
      {"linears", linears}}.dump(-1, ' ', false, json::error_handler_t::replace);
  out.add(kDescription, StoredType::u8, {static_cast<int64_t>(description.size())}, description.data(),
          description.size());
  out.write(file);
}

QuantizedLayer load_quantized_layer(const std::filesystem::path& file) {
  const LayerReader reader(file);
  const json document = reader.description();
  const JsonField root(document, reader.path());
  if (root["format"].string() != kFormat) root["format"].fail(kFormat);
  if (root["version"].int32(1) > kVersionWithSpqr) {
    throw Error(ErrorCode::unsupported, "'" + reader.path() + "' was written by a newer CALM Workbench.");
  }
  QuantizedLayer layer;
  layer.method = root["method"].string();
  for (size_t i = 0; i < root["notes"].size(); ++i) layer.notes.push_back(root["notes"].item(i).string());
  try {
    layer.storage = parse_storage_type(root["storage"].string());
  } catch (const Error&) {
    root["storage"].fail("auto, float32, bfloat16 or float16");
  }
  layer.sliding_window = root["sliding_window"].integer(0);
  const JsonField linears = root["linears"];
  if (linears.size() != kLinearsPerLayer) linears.fail("one entry for each of the seven linears");
  for (const LinearId id : kLinearIds) {
    const JsonField one = linears.item(static_cast<size_t>(id));
    const std::string name = linear_name(id);
    if (one["name"].string() != name) one["name"].fail(name);
    constexpr int64_t kMost = int64_t{1} << 31;
    const int64_t rows = one["out"].integer(1, kMost), cols = one["in"].integer(1, kMost);
    QuantizedLinear& linear = layer.at(id);
    linear.group = one["group"].int32(0);
    linear.bits = one["bits"].int32(2, 16);
    linear.activation_bits = one["activation_bits"].int32(2, 16);
    if (linear.quantized()) {
      if (linear.bits > 8 || cols % linear.group != 0) one["group"].fail("a group that divides the inputs");
      linear.codes = reader.codes(name + ".codes", linear.bits, rows, cols);
      linear.scales = reader.f32(name + ".scales");
      reader.expect_shape(linear.scales, name + ".scales", {rows, cols / linear.group});
      if (one.has("zeros") && one["zeros"].boolean())  // files of the first version say nothing
        linear.zeros = reader.codes(name + ".zeros", 8, rows, cols / linear.group);
    } else if (one.has("spqr")) {
      linear.spqr = reader.spqr(name, one["spqr"], rows, cols);
      linear.weight = linear.spqr->dequantize();
    } else {
      linear.weight = reader.f32(name + ".weight");
      reader.expect_shape(linear.weight, name + ".weight", {rows, cols});
    }
    linear.bias = reader.f32(name + ".bias");
    if (linear.bias.defined()) reader.expect_shape(linear.bias, name + ".bias", {rows});
  }
  for (const Slot& norm : kNorms) layer.*norm.member = reader.f32(norm.name);
  if (!layer.input_norm.defined() || !layer.post_attention_norm.defined()) reader.damaged("a norm is missing");
  return layer;
}

}  // namespace calm
