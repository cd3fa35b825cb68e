#include "search/hawq.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "calibration/token_windows.h"
#include "calm/error.h"
#include "calm/methods.h"
#include "quantization/grouped.h"
#include "search/learned_rotation.h"
#include "search/progress_meter.h"
#include "session/atomic_file.h"
#include "session/json_field.h"

namespace calm {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kSchema = "calm-hawq";
constexpr uint64_t kSeed = 0;
using LinearValues = std::vector<std::array<double, kLinearsPerLayer>>;

/// What is measured once.
struct Measured {
  MeanTraces traces;
  std::map<int, LinearValues> errors;  // bits -> ||Q(W) - W||_F^2
};

std::string key_of(const ParetoRequest& request, const SessionState& state) {
  return state.context + ":" + std::to_string(request.probes) + ":" + std::to_string(request.sequences) + ":" +
         std::to_string(request.length);
}

fs::path file_of(const fs::path& session) {
  return session / "analyses" / "hawq.json";
}

void save(const fs::path& session, const std::string& key, const Measured& measured) {
  json traces = json::array(), errors = json::object();
  for (const auto& layer : measured.traces) {
    json row = json::array();
    for (const MeanTrace& trace : layer)
      row.push_back({number_to_json(trace.value), number_to_json(trace.standard_error)});
    traces.push_back(row);
  }
  for (const auto& [bits, values] : measured.errors) errors[std::to_string(bits)] = values;
  std::error_code ec;
  fs::create_directories(file_of(session).parent_path(), ec);
  if (ec) throw Error(ErrorCode::io, "Cannot make the folder of '" + file_of(session).string() + "': " + ec.message());
  write_file_atomically(
      file_of(session),
      json{{"schema", kSchema}, {"version", 1}, {"key", key}, {"traces", traces}, {"errors", errors}}.dump() + "\n");
}

/// Nothing where it belongs to another analysis or to other settings.
Measured load(const fs::path& session, const std::string& key, int layers) {
  std::error_code ec;
  const fs::path file = file_of(session);
  if (!fs::is_regular_file(file, ec)) return {};
  const json document = parse_json(read_whole_file(file), file.string());
  const JsonField root(document, file.string());
  if (root["schema"].string() != kSchema || root["version"].int32(1) != 1 || root["key"].string() != key) return {};
  Measured measured;
  const auto check = [&](const JsonField& field, size_t expected) {
    if (field.size() != expected) field.fail(std::to_string(expected) + " entries");
  };
  const JsonField traces = root["traces"], errors = root["errors"];
  check(traces, static_cast<size_t>(layers));
  for (size_t l = 0; l < traces.size(); ++l) {
    const JsonField row = traces.item(l);
    check(row, kLinearsPerLayer);
    measured.traces.emplace_back();
    for (size_t i = 0; i < kLinearsPerLayer; ++i) {
      check(row.item(i), 2);
      measured.traces.back()[i] = {row.item(i).item(0).number(), row.item(i).item(1).number()};
    }
  }
  for (int bits = 2; bits <= 8; ++bits) {
    const std::string name = std::to_string(bits);
    if (!errors.has(name.c_str())) continue;
    const JsonField rows = errors[name.c_str()];
    check(rows, static_cast<size_t>(layers));
    LinearValues& values = measured.errors[bits];
    for (size_t l = 0; l < rows.size(); ++l) {
      check(rows.item(l), kLinearsPerLayer);
      values.emplace_back();
      for (size_t i = 0; i < kLinearsPerLayer; ++i) values.back()[i] = rows.item(l).item(i).number();
    }
  }
  return measured;
}

LinearValues rounding_errors(const Model::Impl& model, Scheme scheme, int bits, const RunControl& control) {
  scheme.weight_bits = bits;
  if (scheme.storage == StorageType::automatic) scheme.storage = model.native_storage;
  LinearValues result;
  for (int64_t l = 0; l < model.config.num_hidden_layers; ++l) {
    control.checkpoint();
    const DecoderLayer layer = model.load_layer(static_cast<int>(l), at::kCPU);
    result.emplace_back();
    for (const LinearId id : kLinearIds) {
      const GroupGrid grid = weight_grid(scheme, model.config.in_features(id));
      const at::Tensor& weight = layer.at(id).weight;
      // A linear that no group divides stays 16 bit, whatever the method.
      result.back()[static_cast<size_t>(id)] =
          grid.group == 0 ? 0 : round_trip(weight, grid).sub_(weight).square_().sum(at::kDouble).item<double>();
    }
  }
  return result;
}

}  // namespace

std::vector<std::vector<double>> hawq_losses(const ParetoRequest& request, const SessionState& state,
                                             const std::vector<std::string>& pool, const ProgressSink& sink,
                                             RunControl& control) {
  std::vector<std::array<int, 7>> bits_of_method;
  std::set<int> needed;
  for (const std::string& method : pool) {
    bits_of_method.push_back(weight_bits_of(parse_method(method), state.analysis.scheme));
    needed.insert(bits_of_method.back().begin(), bits_of_method.back().end());
  }
  const std::string key = key_of(request, state);
  Measured measured = load(request.session, key, state.layers);
  for (const auto& known : measured.errors) needed.erase(known.first);
  if (measured.traces.empty() || !needed.empty()) {
    use_threads(request.execution.threads);
    const TokenSequences tokens = load_calibration(*request.model, state.analysis.calibration);
    const auto model = transformed_model(request.model, tokens, state.analysis, request.session, control);
    ProgressMeter meter(sink, (measured.traces.empty() ? request.probes : 0) + static_cast<double>(needed.size()));
    if (measured.traces.empty()) {
      std::vector<std::vector<int32_t>> sequences(
          tokens.sequences.begin(),
          tokens.sequences.begin() +
              std::min<std::ptrdiff_t>(request.sequences, static_cast<std::ptrdiff_t>(tokens.sequences.size())));
      for (auto& ids : sequences) ids.resize(std::min(ids.size(), static_cast<size_t>(request.length)));
      meter.describe("Hessian traces");
      measured.traces = hessian_traces(model->impl(), sequences, request.probes, kSeed,
                                       parse_device(request.execution.device), control, [&](int) { meter.add(1); });
    }
    for (const int bits : needed) {
      meter.describe("rounding errors at " + std::to_string(bits) + " bits");
      measured.errors[bits] = rounding_errors(model->impl(), state.analysis.scheme, bits, control);
      meter.add(1);
    }
    for (size_t l = 0; l < measured.traces.size(); ++l) {
      for (const LinearId id : kLinearIds) {
        if (std::isfinite(measured.traces[l][static_cast<size_t>(id)].value)) continue;
        throw Error(ErrorCode::numeric, "layer " + std::to_string(l) + "'s " + linear_name(id) +
                                            ": its Hessian trace is not finite on this calibration text; choose "
                                            "another --sensitivity");
      }
    }
    save(request.session, key, measured);
  }
  std::vector<std::vector<double>> losses(static_cast<size_t>(state.layers));
  for (size_t l = 0; l < losses.size(); ++l) {
    for (const auto& bits : bits_of_method) {
      double omega = 0;
      // The loss is at no minimum on calibration text: a negative estimate would reward coarse rounding.
      for (size_t i = 0; i < kLinearsPerLayer; ++i)
        omega += std::max(0.0, measured.traces[l][i].value) * measured.errors.at(bits[i])[l][i];
      losses[l].push_back(omega);
    }
  }
  return losses;
}

}  // namespace calm
