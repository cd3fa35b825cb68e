#include "session/analyses_file.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "calm/error.h"
#include "session/atomic_file.h"
#include "session/json_field.h"

namespace calm {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kDistributions = "distributions";
constexpr const char* kRestoration = "restoration";
constexpr const char* kOriginal = "similarity-original";
constexpr const char* kPlan = "similarity-plan";
constexpr const char* kWeightErrors = "weight-errors";
constexpr int kVersion = 1;

fs::path file_of(const fs::path& session, const char* part) {
  return session / "analyses" / (std::string(part) + ".json");
}

void write_part(const fs::path& session, const char* part, const std::string& key, json data) {
  const fs::path file = file_of(session, part);
  std::error_code ec;
  fs::create_directories(file.parent_path(), ec);
  if (ec) throw Error(ErrorCode::io, "Cannot make the folder '" + file.parent_path().string() + "': " + ec.message());
  const json document = {{"schema", std::string("calm-") + part}, {"version", kVersion}, {"key", key}, {"data", data}};
  write_file_atomically(file, document.dump() + "\n");
}

/// Calls read(key, data) where the part is there.
template <typename Read>
void read_part(const fs::path& session, const char* part, const Read& read) {
  const fs::path file = file_of(session, part);
  std::error_code ec;
  if (!fs::is_regular_file(file, ec)) return;
  const json document = parse_json(read_whole_file(file), file.string());
  const JsonField root(document, file.string());
  if (root["schema"].string() != std::string("calm-") + part) root["schema"].fail(std::string("\"calm-") + part + "\"");
  if (root["version"].int32(1) > kVersion) {
    throw Error(ErrorCode::unsupported, "'" + file.string() + "' was written by a newer version; analyse again.");
  }
  read(root["key"].string(), root["data"]);
}

json to_json(const Distribution& d) {
  json channels = json::array();
  for (const Distribution::Channel& c : d.top_channels) channels.push_back({c.index, number_to_json(c.magnitude)});
  return {{"name", d.name},
          {"count", d.count},
          {"mean", number_to_json(d.mean)},
          {"deviation", number_to_json(d.deviation)},
          {"minimum", number_to_json(d.minimum)},
          {"maximum", number_to_json(d.maximum)},
          {"skewness", number_to_json(d.skewness)},
          {"kurtosis", number_to_json(d.kurtosis)},
          {"outlier_ratio", number_to_json(d.outlier_ratio)},
          {"max_to_median", number_to_json(d.max_to_median)},
          {"histogram", d.histogram},
          {"top_channels", channels}};
}

Distribution read_distribution(const JsonField& field) {
  Distribution d;
  d.name = field["name"].string();
  d.count = field["count"].integer(0);
  d.mean = field["mean"].number();
  d.deviation = field["deviation"].number();
  d.minimum = field["minimum"].number();
  d.maximum = field["maximum"].number();
  d.skewness = field["skewness"].number();
  d.kurtosis = field["kurtosis"].number();
  d.outlier_ratio = field["outlier_ratio"].number();
  d.max_to_median = field["max_to_median"].number();
  const JsonField histogram = field["histogram"];
  for (size_t i = 0; i < histogram.size(); ++i) d.histogram.push_back(histogram.item(i).integer(0));
  const JsonField channels = field["top_channels"];
  for (size_t i = 0; i < channels.size(); ++i) {
    const JsonField channel = channels.item(i);
    if (channel.size() != 2) channel.fail("a channel and its magnitude");
    d.top_channels.push_back({channel.item(0).integer(0), channel.item(1).number()});
  }
  return d;
}

json to_json(const std::vector<Distribution>& all) {
  json out = json::array();
  for (const Distribution& d : all) out.push_back(to_json(d));
  return out;
}

std::vector<Distribution> read_all(const JsonField& field) {
  std::vector<Distribution> all;
  for (size_t i = 0; i < field.size(); ++i) all.push_back(read_distribution(field.item(i)));
  return all;
}

/// Four digits are what a picture shows; float's nine would make a file of tens of megabytes.
double four_digits(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3e", static_cast<double>(value));
  return std::strtod(text, nullptr);
}

Restoration read_restoration(const JsonField& field) {
  Restoration r;
  r.layer = field["layer"].int32(0);
  r.method = field["method"].string();
  r.width = field["width"].integer(1);
  r.distance = field["distance"].number();
  r.error = field["error"].number();
  r.restored_error = field["restored_error"].number();
  r.next_error = field["next_error"].number();
  r.next_restored_error = field["next_restored_error"].number();
  r.fitted_tokens = field["fitted_tokens"].integer(0);
  r.held_out_tokens = field["held_out_tokens"].integer(0);
  r.image_side = field["image_side"].int32(0, 4096);
  const JsonField image = field["image"];
  if (image.size() != static_cast<size_t>(r.image_side) * static_cast<size_t>(r.image_side))
    image.fail("image_side squared numbers");
  for (size_t i = 0; i < image.size(); ++i) r.image.push_back(static_cast<float>(image.item(i).number()));
  return r;
}

LayerSimilarity read_similarity(const JsonField& field) {
  LayerSimilarity s;
  s.model = field["model"].string();
  s.count = field["count"].int32(0, 100000);
  s.tokens = field["tokens"].integer(0);
  s.width = field["width"].integer(0);
  const JsonField cka = field["cka"];
  if (cka.size() != static_cast<size_t>(s.count) * static_cast<size_t>(s.count)) cka.fail("count squared numbers");
  for (size_t i = 0; i < cka.size(); ++i) s.cka.push_back(cka.item(i).number());
  return s;
}

}  // namespace

std::string analyses_key(const std::string& context, const Plan& plan) {
  return prefix_key(context, methods_of(plan));
}

void save_distributions(const fs::path& session, const std::string& key, const std::vector<LayerDistributions>& all) {
  json data = json::array();
  for (const LayerDistributions& layer : all) {
    data.push_back(
        {{"layer", layer.layer}, {"weights", to_json(layer.weights)}, {"activations", to_json(layer.activations)}});
  }
  write_part(session, kDistributions, key, std::move(data));
}

void save_restorations(const fs::path& session, const std::string& key, const std::vector<Restoration>& all) {
  json data = json::array();
  for (const Restoration& r : all) {
    json image = json::array();
    for (const float value : r.image) image.push_back(number_to_json(four_digits(value)));
    data.push_back({{"layer", r.layer},
                    {"method", r.method},
                    {"width", r.width},
                    {"distance", number_to_json(r.distance)},
                    {"error", number_to_json(r.error)},
                    {"restored_error", number_to_json(r.restored_error)},
                    {"next_error", number_to_json(r.next_error)},
                    {"next_restored_error", number_to_json(r.next_restored_error)},
                    {"fitted_tokens", r.fitted_tokens},
                    {"held_out_tokens", r.held_out_tokens},
                    {"image_side", r.image_side},
                    {"image", image}});
  }
  write_part(session, kRestoration, key, std::move(data));
}

void save_similarity(const fs::path& session, const std::string& key, const LayerSimilarity& s, bool quantized) {
  json cka = json::array();
  for (const double value : s.cka) cka.push_back(number_to_json(value));
  write_part(session, quantized ? kPlan : kOriginal, key,
             {{"model", s.model}, {"count", s.count}, {"tokens", s.tokens}, {"width", s.width}, {"cka", cka}});
}

void save_weight_errors(const fs::path& session, const std::string& key, const std::vector<LayerWeightErrors>& all) {
  json data = json::array();
  for (const LayerWeightErrors& layer : all) {
    json linears = json::array();
    for (const WeightError& e : layer.linears)
      linears.push_back({{"linear", e.linear}, {"bits", e.bits}, {"error", number_to_json(e.error)}});
    data.push_back({{"layer", layer.layer}, {"method", layer.method}, {"linears", linears}});
  }
  write_part(session, kWeightErrors, key, std::move(data));
}

SessionAnalyses load_analyses(const fs::path& session) {
  SessionAnalyses result;
  read_part(session, kDistributions, [&](const std::string& key, const JsonField& data) {
    result.distributions_key = key;
    for (size_t i = 0; i < data.size(); ++i) {
      const JsonField layer = data.item(i);
      result.distributions.push_back(
          {layer["layer"].int32(0), read_all(layer["weights"]), read_all(layer["activations"])});
    }
  });
  read_part(session, kRestoration, [&](const std::string& key, const JsonField& data) {
    result.restorations_key = key;
    for (size_t i = 0; i < data.size(); ++i) result.restorations.push_back(read_restoration(data.item(i)));
  });
  read_part(session, kOriginal, [&](const std::string& key, const JsonField& data) {
    result.original_similarity_key = key;
    result.original_similarity = read_similarity(data);
  });
  read_part(session, kPlan, [&](const std::string& key, const JsonField& data) {
    result.plan_similarity_key = key;
    result.plan_similarity = read_similarity(data);
  });
  read_part(session, kWeightErrors, [&](const std::string& key, const JsonField& data) {
    result.weight_errors_key = key;
    for (size_t i = 0; i < data.size(); ++i) {
      const JsonField layer = data.item(i);
      LayerWeightErrors errors{layer["layer"].int32(0), layer["method"].string(), {}};
      const JsonField linears = layer["linears"];
      for (size_t k = 0; k < linears.size(); ++k) {
        const JsonField linear = linears.item(k);
        errors.linears.push_back({linear["linear"].string(), linear["bits"].int32(1, 64), linear["error"].number()});
      }
      result.weight_errors.push_back(std::move(errors));
    }
  });
  return result;
}

}  // namespace calm
