#include "cli/layer_analyses.h"

#include <algorithm>
#include <cmath>

#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {

const std::vector<std::string> kAnalyses = {"distributions", "restoration", "similarity", "weights"};

namespace {

Json to_json(const Distribution& d) {
  Json channels = Json::array();
  for (const Distribution::Channel& c : d.top_channels)
    channels.push_back({{"index", c.index}, {"magnitude", number(c.magnitude)}});
  return {{"name", d.name},
          {"count", d.count},
          {"mean", number(d.mean)},
          {"deviation", number(d.deviation)},
          {"minimum", number(d.minimum)},
          {"maximum", number(d.maximum)},
          {"skewness", number(d.skewness)},
          {"kurtosis", number(d.kurtosis)},
          {"outlier_ratio", number(d.outlier_ratio)},
          {"max_to_median", number(d.max_to_median)},
          {"histogram", d.histogram},
          {"top_channels", channels}};
}

Json to_json(const std::vector<LayerDistributions>& all) {
  Json layers = Json::array();
  for (const LayerDistributions& layer : all) {
    Json weights = Json::array(), activations = Json::array();
    for (const Distribution& d : layer.weights) weights.push_back(to_json(d));
    for (const Distribution& d : layer.activations) activations.push_back(to_json(d));
    layers.push_back({{"layer", layer.layer}, {"weights", weights}, {"activations", activations}});
  }
  return layers;
}

Json to_json(const std::vector<StatisticCorrelation>& all) {
  Json rows = Json::array();
  for (const StatisticCorrelation& c : all) {
    Json methods = Json::array();
    for (const StatisticCorrelation::Method& m : c.methods) {
      methods.push_back({{"method", m.method}, {"score_rho", number(m.score)}, {"advantage_rho", number(m.advantage)}});
    }
    rows.push_back({{"source", c.source},
                    {"statistic", c.statistic},
                    {"layers", c.layers},
                    {"correlation_ratio", number(c.correlation_ratio)},
                    {"p_value", number(c.p_value)},
                    {"methods", methods}});
  }
  return rows;
}

Json to_json(const std::vector<Restoration>& all) {
  Json layers = Json::array();
  for (const Restoration& r : all) {
    layers.push_back({{"layer", r.layer},
                      {"method", r.method},
                      {"width", r.width},
                      {"distance", number(r.distance)},
                      {"error", number(r.error)},
                      {"restored_error", number(r.restored_error)},
                      {"next_error", number(r.next_error)},
                      {"next_restored_error", number(r.next_restored_error)},
                      {"fitted_tokens", r.fitted_tokens},
                      {"held_out_tokens", r.held_out_tokens}});
  }
  return layers;
}

Json to_json(const std::vector<LayerWeightErrors>& all) {
  Json layers = Json::array();
  for (const LayerWeightErrors& layer : all) {
    Json linears = Json::array();
    for (const WeightError& e : layer.linears)
      linears.push_back({{"linear", e.linear}, {"bits", e.bits}, {"error", number(e.error)}});
    layers.push_back({{"layer", layer.layer}, {"method", layer.method}, {"linears", linears}});
  }
  return layers;
}

std::string weight_errors_text(const std::vector<LayerWeightErrors>& all) {
  std::vector<std::string> header = {"layer", "method"};
  std::vector<std::vector<std::string>> rows;
  for (const LayerWeightErrors& layer : all) {
    rows.push_back({std::to_string(layer.layer), layer.method});
    for (const WeightError& e : layer.linears) {
      if (rows.size() == 1) header.push_back(e.linear.substr(e.linear.find('.') + 1));
      rows.back().push_back(format_number(e.error, 3));
    }
  }
  return "\nWeights: relative error of each quantized linear, scales that methods fold into the neighbours aside\n" +
         render_table(header, rows);
}

Json to_json(const LayerSimilarity& s) {
  Json rows = Json::array();
  for (int i = 0; i < s.count; ++i) {
    Json row = Json::array();
    for (int j = 0; j < s.count; ++j) row.push_back(number(s.cka[static_cast<size_t>(i * s.count + j)]));
    rows.push_back(row);
  }
  return {{"model", s.model}, {"count", s.count}, {"tokens", s.tokens}, {"width", s.width}, {"cka", rows}};
}

/// The input that is hardest to quantize at a layer says more than seven rows a layer would.
std::string distributions_text(const std::vector<LayerDistributions>& all) {
  std::vector<std::vector<std::string>> rows;
  const auto row = [&](int layer, const std::vector<Distribution>& candidates) {
    const auto worst = std::max_element(candidates.begin(), candidates.end(),
                                        [](const auto& a, const auto& b) { return a.kurtosis < b.kurtosis; });
    if (worst == candidates.end()) return;
    rows.push_back({std::to_string(layer), worst->name, format_number(worst->kurtosis, 4),
                    format_number(worst->skewness, 3), format_number(worst->outlier_ratio, 3),
                    format_number(worst->max_to_median, 4)});
  };
  for (const LayerDistributions& layer : all) {
    row(layer.layer, layer.weights);
    row(layer.layer, layer.activations);
  }
  return "\nDistributions: each layer's weights and input with the highest kurtosis\n" +
         render_table({"layer", "values", "kurtosis", "skewness", "outliers", "max/median"}, rows);
}

std::string correlations_text(std::vector<StatisticCorrelation> all) {
  std::erase_if(all, [](const auto& c) { return std::isnan(c.correlation_ratio); });
  if (all.empty()) return "\nOne method at all layers: nothing to correlate the statistics with.\n";
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.p_value < b.p_value; });
  const size_t total = all.size();
  all.resize(std::min<size_t>(all.size(), 8));
  std::vector<std::vector<std::string>> rows;
  for (const StatisticCorrelation& c : all)
    rows.push_back({c.source, c.statistic, format_number(c.correlation_ratio, 3), format_number(c.p_value, 3)});
  return "\nStatistics against the chosen method: correlation ratio of the ranks over the layers, and the share of\n"
         "random choices that reach it. Of " +
         std::to_string(total) + " comparisons about " + format_number(0.05 * static_cast<double>(total), 2) +
         " would stay below 0.05 by chance.\n" + render_table({"values", "statistic", "eta^2", "p"}, rows);
}

std::string restorations_text(const std::vector<Restoration>& all) {
  std::vector<std::vector<std::string>> rows;
  for (const Restoration& r : all) {
    rows.push_back({std::to_string(r.layer), r.method, format_number(r.distance, 3), format_number(r.error, 3),
                    format_number(r.restored_error, 3), format_number(r.next_error, 3),
                    format_number(r.next_restored_error, 3)});
  }
  const bool few = !all.empty() && all.front().fitted_tokens < 2 * all.front().width;
  return std::string(few ? "\nThe matrices are fitted to fewer tokens than 2 x width: they say little; calibrate on "
                           "more.\n"
                         : "") +
         "\nRestoration: distance of M = argmin ||X - X_q M|| from the identity; relative error of the layer's output\n"
         "as it is and restored, and of the next layer's input as it is and with M absorbed into the next weights\n" +
         render_table({"layer", "method", "distance", "error", "restored", "next", "absorbed"}, rows);
}

std::string similarity_text(const LayerSimilarity& s) {
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i + 1 < s.count; ++i) {
    rows.push_back({std::to_string(i), format_number(s.cka[static_cast<size_t>(i * s.count + i + 1)], 4),
                    format_number(s.cka[static_cast<size_t>(i)], 4),
                    format_number(s.cka[static_cast<size_t>(i * s.count + s.count - 1)], 4)});
  }
  std::string text = "\nSimilarity of hidden states, " + s.model + ": linear CKA over " + std::to_string(s.tokens) +
                     " tokens (0: the embedding, i: the output of layer i - 1)\n";
  if (s.tokens < 4 * s.width) text += "Fewer tokens than 4 x width: CKA is inflated.\n";
  return text + render_table({"state", "with the next", "with the embedding", "with the last"}, rows);
}

}  // namespace

std::vector<std::string> parse_analyses(const std::string& text) {
  std::vector<std::string> result;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    const std::string name = text.substr(begin, end - begin);
    begin = end + 1;
    if (std::find(kAnalyses.begin(), kAnalyses.end(), name) == kAnalyses.end()) {
      std::string possible;
      for (const std::string& each : kAnalyses) possible += (possible.empty() ? "" : ", ") + each;
      throw UsageError{"--with " + text + ": there is no \"" + name + "\"; possible: " + possible};
    }
    if (std::find(result.begin(), result.end(), name) == result.end()) result.push_back(name);
  }
  return result;
}

LayerAnalyses run_layer_analyses(const Context& context, const SearchOutcome& outcome) {
  LayerAnalyses result;
  const SearchRequest& search = outcome.setup.request;
  AnalysesRequest request;
  request.model = search.model;
  request.analysis = search.analysis;
  request.session = search.session;
  request.plan = outcome.result.plan;
  request.device = search.device;
  request.threads = search.threads;
  const ProgressSink progress = context.progress();
  for (const std::string& name : parse_analyses(context.arguments.with)) {
    if (name == "distributions") {
      const auto distributions = layer_distributions(request, progress, context.control());
      const SessionState state = load_session(search.session);
      const auto correlations = correlate_with_choice(distributions, state.plan, state.scores, state.selection);
      result.document["distributions"] = to_json(distributions);
      result.document["correlations"] = to_json(correlations);
      result.text += distributions_text(distributions) + correlations_text(correlations);
    } else if (name == "restoration") {
      const auto restorations = layer_restorations(request, progress, context.control());
      result.document["restoration"] = to_json(restorations);
      result.text += restorations_text(restorations);
    } else if (name == "weights") {
      const auto errors = layer_weight_errors(request, progress, context.control());
      result.document["weights"] = to_json(errors);
      result.text += weight_errors_text(errors);
    } else if (name == "similarity") {
      const LayerSimilarity original = layer_similarity(request, false, progress, context.control());
      const LayerSimilarity plan = layer_similarity(request, true, progress, context.control());
      result.document["similarity"] = {{"original", to_json(original)}, {"plan", to_json(plan)}};
      result.text += similarity_text(original) + similarity_text(plan);
    }
    context.console.finish_progress();
  }
  return result;
}

}  // namespace calm::cli
