// What a session keeps of its layers: distributions, weight errors, restoration, similarity.
#include <algorithm>
#include <cmath>

#include "export/report_plots.h"
#include "export/report_sections.h"
#include "export/report_svg.h"

namespace calm {
namespace {

using Cell = ReportTable::Cell;

constexpr size_t kTiles = 8;  // restoration matrices that are drawn

/// A sentence where the part was computed for other options or another plan than the session's present ones.
void say_if_stale(ReportSection& section, const SessionState& state, const std::string& key, bool of_plan) {
  if (key != analyses_key(state.context, of_plan ? state.plan : Plan{})) {
    section.paragraphs.push_back(of_plan ? "Computed for another plan or set-up than the present one."
                                         : "Computed for another set-up than the present one.");
  }
}

/// One line a tensor over the layers: the statistic that `value` takes.
LinePlot over_layers(const std::vector<LayerDistributions>& layers, bool weights, const std::string& label,
                     const std::string& y_title, double (*value)(const Distribution&)) {
  LinePlot plot;
  plot.label = label;
  plot.y_title = y_title;
  for (size_t l = 0; l < layers.size(); ++l) {
    for (const Distribution& one : weights ? layers[l].weights : layers[l].activations) {
      auto series =
          std::find_if(plot.series.begin(), plot.series.end(), [&](const LineSeries& s) { return s.name == one.name; });
      if (series == plot.series.end()) series = plot.series.insert(series, {one.name, {}});
      series->values.resize(l, std::nan(""));
      series->values.push_back(value(one));
    }
  }
  return plot;
}

void add_plot(ReportSection& section, const std::string& id, LinePlot plot, const std::string& caption, int digits) {
  plot.logarithmic = true;
  plot.digits = digits;
  std::string svg = line_plot_svg(plot);
  if (!svg.empty()) section.plots.push_back({id, plot.label, std::move(svg), caption});
}

ReportTable distribution_table(const std::vector<LayerDistributions>& layers) {
  ReportTable table = {"distributions",
                       "Distributions of weights and activations",
                       {{"layer", "Layer", true, 0},
                        {"kind", "Of", false, 0},
                        {"tensor", "Tensor", false, 0},
                        {"mean", "Mean", true, 4},
                        {"deviation", "Deviation", true, 4},
                        {"minimum", "Least", true, 3},
                        {"maximum", "Largest", true, 3},
                        {"skewness", "Skewness", true, 3},
                        {"kurtosis", "Kurtosis", true, 2},
                        {"outlier_ratio", "Beyond 6 deviations", true, 6},
                        {"max_to_median", "Largest / median", true, 1},
                        {"top_channel", "Largest channel", true, 0}},
                       {},
                       "Kurtosis of a normal distribution: 3.",
                       true};
  for (const LayerDistributions& layer : layers) {
    for (const bool weights : {true, false}) {
      for (const Distribution& d : weights ? layer.weights : layer.activations) {
        table.rows.push_back({static_cast<double>(layer.layer), std::string(weights ? "weights" : "activations"),
                              d.name, d.mean, d.deviation, d.minimum, d.maximum, d.skewness, d.kurtosis,
                              d.outlier_ratio, d.max_to_median,
                              d.top_channels.empty() ? std::nan("") : static_cast<double>(d.top_channels[0].index)});
      }
    }
  }
  return table;
}

ReportTable histogram_table(const std::vector<LayerDistributions>& layers) {
  ReportTable table = {"histograms",
                       "Histograms",
                       {{"layer", "Layer", true, 0},
                        {"tensor", "Tensor", false, 0},
                        {"minimum", "Least", true, 4},
                        {"maximum", "Largest", true, 4},
                        {"counts", "Values in each of the equal bins", false, 0}},
                       {},
                       "Equal bins from the least to the largest value.",
                       true};
  for (const LayerDistributions& layer : layers) {
    for (const auto* list : {&layer.weights, &layer.activations}) {
      for (const Distribution& d : *list) {
        std::string counts;
        for (const int64_t count : d.histogram) counts += (counts.empty() ? "" : " ") + std::to_string(count);
        table.rows.push_back({static_cast<double>(layer.layer), d.name, d.minimum, d.maximum, counts});
      }
    }
  }
  return table;
}

ReportTable correlation_table(const SessionState& state, const std::vector<LayerDistributions>& layers) {
  ReportTable table = {"statistics-and-choice",
                       "Whether a statistic goes with the method that was chosen",
                       {{"tensor", "Tensor", false, 0},
                        {"statistic", "Statistic", false, 0},
                        {"layers", "Layers", true, 0},
                        {"correlation_ratio", "Correlation ratio", true, 3},
                        {"p_value", "p", true, 4}},
                       {},
                       "Correlation ratio of the statistic's ranks, grouped by chosen method; p: the share of random "
                       "reassignments of the choices that reach it. Many rows are tested: some small p are chance.",
                       true};
  for (const StatisticCorrelation& c : correlate_with_choice(layers, state.plan, state.scores, state.selection)) {
    if (!std::isfinite(c.correlation_ratio)) continue;
    table.rows.push_back({c.source, c.statistic, static_cast<double>(c.layers), c.correlation_ratio, c.p_value});
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) {
    return std::get<double>(a.back()) < std::get<double>(b.back());
  });
  return table;
}

ReportSection distributions_section(const SessionState& state, const SessionAnalyses& analyses) {
  ReportSection section = {"Distributions of weights and activations", {}, {}, {}};
  say_if_stale(section, state, analyses.distributions_key, false);
  const std::vector<LayerDistributions>& layers = analyses.distributions;
  const auto kurtosis = [](const Distribution& d) { return d.kurtosis; };
  const auto spread = [](const Distribution& d) { return d.max_to_median; };
  add_plot(section, "kurtosis-of-activations",
           over_layers(layers, false, "Kurtosis of the activations", "Kurtosis", kurtosis),
           "Kurtosis of what each linear takes in, logarithmic; 3 is a normal distribution.", 1);
  add_plot(section, "outliers-of-activations",
           over_layers(layers, false, "Largest activation over the median", "Largest / median", spread),
           "Largest |x| over the median |x| of what each linear takes in, logarithmic.", 0);
  add_plot(section, "kurtosis-of-weights", over_layers(layers, true, "Kurtosis of the weights", "Kurtosis", kurtosis),
           "Kurtosis of each linear's weights, logarithmic.", 1);
  section.tables = {distribution_table(layers), histogram_table(layers)};
  if (ReportTable table = correlation_table(state, layers); !table.rows.empty()) section.tables.push_back(table);
  return section;
}

ReportSection weight_errors_section(const SessionState& state, const SessionAnalyses& analyses) {
  ReportSection section = {"Weight errors", {}, {}, {}};
  say_if_stale(section, state, analyses.weight_errors_key, true);
  ReportTable table = {
      "weight-errors", "Weight errors", {{"layer", "Layer", true, 0}, {"method", "Method", false, 0}}, {}, "", true};
  MatrixPlot plot;
  plot.columns = static_cast<int>(analyses.weight_errors.size());
  const std::vector<WeightError>& first = analyses.weight_errors.front().linears;
  plot.rows = static_cast<int>(first.size());
  plot.values.assign(first.size() * analyses.weight_errors.size(), std::nan(""));
  for (const WeightError& linear : first) {
    table.columns.push_back({linear.linear, linear.linear.substr(linear.linear.find('.') + 1), true, 4});
    plot.row_names.push_back(table.columns.back().title);
  }
  plot.low = INFINITY;
  plot.high = 0;
  for (size_t l = 0; l < analyses.weight_errors.size(); ++l) {
    const LayerWeightErrors& layer = analyses.weight_errors[l];
    std::vector<Cell> row = {static_cast<double>(layer.layer), method_title(layer.method)};
    for (size_t i = 0; i < first.size(); ++i) {
      const double error = i < layer.linears.size() ? layer.linears[i].error : std::nan("");
      row.emplace_back(error);
      if (!std::isfinite(error)) continue;
      plot.values[i * analyses.weight_errors.size() + l] = error;
      plot.low = std::min(plot.low, error);
      plot.high = std::max(plot.high, error);
    }
    table.rows.push_back(std::move(row));
  }
  table.note = "Relative Frobenius error of each linear's weights, scales of rows and columns fitted.";
  plot.label = "Weight error of each linear at every layer";
  plot.value_title = "Error";
  plot.column_title = "Layer";
  plot.cell_width = std::clamp(740.0 / std::max(1, plot.columns), 8.0, 26.0);
  plot.cell_height = 22;
  if (plot.low <= plot.high) {
    section.plots.push_back({"weight-errors", plot.label, matrix_plot_svg(plot),
                             "How far the plan's weights are from the original's; bright is far."});
  }
  section.tables.push_back(std::move(table));
  return section;
}

ReportSection restoration_section(const SessionState& state, const SessionAnalyses& analyses) {
  ReportSection section = {"Restoration", {}, {}, {}};
  section.paragraphs.push_back(
      "M is the matrix that turns a quantized layer's output back into the original's as well as any matrix can. Its "
      "distance from the identity says how much there is to restore; the errors, on tokens that M was not fitted to, "
      "say whether it helps.");
  say_if_stale(section, state, analyses.restorations_key, true);
  ReportTable table = {"restoration",
                       "Restoration",
                       {{"layer", "Layer", true, 0},
                        {"method", "Method", false, 0},
                        {"distance", "Distance from identity", true, 4},
                        {"error", "Error as it is", true, 5},
                        {"restored_error", "Error restored", true, 5},
                        {"next_error", "Next input's error", true, 5},
                        {"next_restored_error", "Next input's, restored", true, 5},
                        {"fitted_tokens", "Fitted tokens", true, 0},
                        {"held_out_tokens", "Held-out tokens", true, 0}},
                       {},
                       "Distance: ||M - I|| / ||I||; errors: ||X - X_q||^2 / ||X||^2.",
                       false};
  LinePlot plot;
  plot.label = "Restoration over the layers";
  plot.y_title = "Distance, and squared errors";
  plot.series = {{"Distance from identity", {}}, {"Error as it is", {}}, {"Error restored", {}}};
  for (const Restoration& r : analyses.restorations) {
    table.rows.push_back({static_cast<double>(r.layer), method_title(r.method), r.distance, r.error, r.restored_error,
                          r.next_error, r.next_restored_error, static_cast<double>(r.fitted_tokens),
                          static_cast<double>(r.held_out_tokens)});
    plot.series[0].values.push_back(r.distance);
    plot.series[1].values.push_back(r.error);
    plot.series[2].values.push_back(r.restored_error);
  }
  add_plot(section, "restoration", plot, "Logarithmic.", 4);
  std::vector<const Restoration*> far;
  for (const Restoration& r : analyses.restorations) {
    if (r.image_side > 0) far.push_back(&r);
  }
  std::stable_sort(far.begin(), far.end(),
                   [](const Restoration* a, const Restoration* b) { return a->distance > b->distance; });
  if (far.size() > kTiles) far.resize(kTiles);
  std::stable_sort(far.begin(), far.end(),
                   [](const Restoration* a, const Restoration* b) { return a->layer < b->layer; });
  std::vector<Tile> tiles;
  for (const Restoration* r : far) {
    tiles.push_back(
        {"Layer " + std::to_string(r->layer) + ": " + format_number(r->distance, 3), r->image_side, r->image});
  }
  if (!tiles.empty()) {
    section.plots.push_back({"restoration-matrices", "Restoration matrices",
                             tiles_svg("|M - I| of the layers furthest from the identity", "|M - I|", tiles),
                             "|M - I| of the layers whose M is furthest from the identity, with that distance; "
                             "colours by the square root."});
  }
  section.tables.push_back(std::move(table));
  return section;
}

void add_similarity(ReportSection& section, const LayerSimilarity& similarity, const std::string& id,
                    const std::string& whose) {
  MatrixPlot plot;
  plot.label = "Similarity of the layers of " + whose;
  plot.value_title = "CKA";
  plot.rows = plot.columns = similarity.count;
  plot.values = similarity.cka;
  plot.row_title = plot.column_title = "State";
  plot.cell_width = plot.cell_height = std::clamp(520.0 / std::max(1, similarity.count), 5.0, 16.0);
  plot.low = 1;
  for (const double value : similarity.cka) plot.low = std::min(plot.low, value);
  std::string caption = "Linear CKA between the hidden states of " + whose +
                        " (0: the embedding, i: the output of layer i - 1), " + std::to_string(similarity.tokens) +
                        " tokens.";
  if (similarity.tokens < 4 * similarity.width) caption += " Fewer than 4 tokens a dimension: values are too high.";
  section.plots.push_back({id, plot.label, matrix_plot_svg(plot), caption});
  ReportTable table = {id, plot.label, {{"state", "State", true, 0}}, {}, similarity.model, true};
  for (int column = 0; column < similarity.count; ++column) {
    table.columns.push_back({std::to_string(column), std::to_string(column), true, 3});
  }
  for (int row = 0; row < similarity.count; ++row) {
    std::vector<Cell> cells = {static_cast<double>(row)};
    for (int column = 0; column < similarity.count; ++column) {
      cells.emplace_back(similarity.cka[static_cast<size_t>(row * similarity.count + column)]);
    }
    table.rows.push_back(std::move(cells));
  }
  section.tables.push_back(std::move(table));
}

}  // namespace

std::vector<ReportSection> analyses_sections(const SessionState& state, const SessionAnalyses& analyses) {
  std::vector<ReportSection> sections;
  if (!analyses.weight_errors.empty()) sections.push_back(weight_errors_section(state, analyses));
  if (!analyses.restorations.empty()) sections.push_back(restoration_section(state, analyses));
  if (analyses.original_similarity || analyses.plan_similarity) {
    ReportSection section = {"Similarity of the layers", {}, {}, {}};
    if (analyses.original_similarity) {
      say_if_stale(section, state, analyses.original_similarity_key, false);
      add_similarity(section, *analyses.original_similarity, "similarity-original", "the original");
    }
    if (analyses.plan_similarity) {
      say_if_stale(section, state, analyses.plan_similarity_key, true);
      add_similarity(section, *analyses.plan_similarity, "similarity-plan", "the quantized model");
    }
    sections.push_back(std::move(section));
  }
  if (!analyses.distributions.empty()) sections.push_back(distributions_section(state, analyses));
  return sections;
}

}  // namespace calm
