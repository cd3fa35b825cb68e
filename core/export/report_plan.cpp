// The plan of a session and those kept beside it: the method, bits and size of every layer.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "calm/error.h"
#include "calm/plan_size.h"
#include "export/report_plots.h"
#include "export/report_sections.h"
#include "export/report_svg.h"

namespace calm {
namespace {

constexpr double kMebibyte = 1 << 20;

/// Of a spec that another version wrote: what the scheme takes.
StorageBits stored(const SessionState& state, const std::string& method) {
  try {
    return layer_storage(state.model_size, state.analysis.scheme, method);
  } catch (const Error&) {
    return layer_storage(state.model_size, state.analysis.scheme, {});
  }
}

StorageBits stored(const SessionState& state, const Plan& plan) {
  StorageBits sum;
  for (const PlanLayer& layer : plan.layers) sum.add(stored(state, layer.method));
  return sum;
}

bool exportable(const std::string& method) {
  try {
    return is_exportable(method);
  } catch (const Error&) {
    return true;
  }
}

std::string mebibytes(double bytes) {
  char text[64];
  std::snprintf(text, sizeof text, "%.1f MiB", bytes / kMebibyte);
  return text;
}

/// "18 x GPTQ, 12 x AWQ", most frequent first.
std::string shares(const Plan& plan) {
  std::vector<std::pair<int, std::string>> counts;
  for (const PlanLayer& layer : plan.layers) {
    const std::string name = layer.method.empty() ? "undecided" : method_title(layer.method);
    const auto same = std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.second == name; });
    if (same != counts.end()) {
      ++same->first;
    } else {
      counts.emplace_back(1, name);
    }
  }
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [count, name] : counts) text += (text.empty() ? "" : ", ") + std::to_string(count) + " x " + name;
  return text;
}

/// "4.25 bits a weight in the decoder's linears (codes 4.00, scales 0.25); the model takes 98.1 MiB, ...".
std::string size_text(const SessionState& state) {
  const StorageBits bits = stored(state, state.plan);
  if (!state.model_size.known() || bits.weights <= 0) return "";
  char text[96];
  std::snprintf(text, sizeof text, "%.2f bits a weight on average in the decoder's linears (", bits.per_weight());
  std::string sentence = text;
  const std::pair<const char*, double> purposes[] = {{"codes", bits.codes},
                                                     {"scales", bits.scales},
                                                     {"zero points", bits.zeros},
                                                     {"outliers", bits.outliers},
                                                     {"linears that are not quantized", bits.plain}};
  std::string parts;
  for (const auto& [name, total] : purposes) {
    if (total <= 0) continue;
    std::snprintf(text, sizeof text, "%s%s %.3f", parts.empty() ? "" : ", ", name, total / bits.weights);
    parts += text;
  }
  const auto bytes = static_cast<double>(
      quantized_model_bytes(state.model_size, bits, state.analysis.scheme, state.analysis.transform));
  sentence += parts + "). They take " + mebibytes(bits.total() / 8) + "; the whole model about " + mebibytes(bytes);
  if (state.model_size.file_bytes > 0) {
    const auto original = static_cast<double>(state.model_size.file_bytes);
    std::snprintf(text, sizeof text, ", %.0f %% of the original's ", 100 * bytes / original);
    sentence += text + mebibytes(original);
  }
  return sentence + ".";
}

/// Of a layer or a whole plan, as the columns that size_columns() adds.
void add_size(const SessionState& state, const StorageBits& bits, std::vector<ReportTable::Cell>& row) {
  if (!state.model_size.known()) return;
  row.emplace_back(bits.weights > 0 ? bits.per_weight() : std::nan(""));
  row.emplace_back(bits.weights > 0 ? bits.total() / 8 : std::nan(""));
}

void add_size_columns(const SessionState& state, ReportTable& table) {
  if (!state.model_size.known()) return;
  table.columns.push_back({"bits", "Bits a weight", true, 3});
  table.columns.push_back({"bytes", "Size, MiB", true, 2, kMebibyte});
}

ReportTable plan_table(const SessionState& state) {
  ReportTable table = {
      "plan",
      "Plan",
      {{"layer", "Layer", true, 0}, {"title", "Method", false, 0}, {"method", "Specification", false, 0}},
      {},
      "Score: " + std::string(metric_info(state.selection.metric).title) +
          "; margin: how much better than the best other method of the pool.",
      false};
  add_size_columns(state, table);
  const std::vector<ReportTable::Column> rest = {{"decided_by", "Decided by", false, 0},
                                                 {"score", "Score", true, 6},
                                                 {"margin", "Margin", true, 6},
                                                 {"state", "State", false, 0}};
  table.columns.insert(table.columns.end(), rest.begin(), rest.end());
  if (state.model_size.known()) {
    table.note +=
        " Bits and size: of the layer's linears with everything stored for them, scales, zero points and outliers.";
  }
  for (size_t l = 0; l < state.plan.layers.size(); ++l) {
    const PlanLayer& layer = state.plan.layers[l];
    std::vector<ReportTable::Cell> row = {static_cast<double>(l),
                                          layer.method.empty() ? std::string("undecided") : method_title(layer.method),
                                          layer.method};
    add_size(state, stored(state, layer.method), row);
    row.emplace_back(std::string(to_string(layer.by)));
    row.emplace_back(layer.score);
    row.emplace_back(layer.margin);
    row.emplace_back(std::string(layer.stale ? "stale" : "current"));
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportTable named_plans_table(const SessionState& state) {
  ReportTable table = {"kept-plans",
                       "Kept plans",
                       {{"name", "Plan", false, 0},
                        {"methods", "Methods", false, 0},
                        {"overrides", "Overrides", true, 0},
                        {"differs", "Layers unlike the current plan", true, 0}},
                       {},
                       "",
                       false};
  add_size_columns(state, table);
  table.columns.push_back({"metric", "Metric", false, 0});
  table.columns.push_back({"date", "Kept on", false, 0});
  const std::vector<std::string> current = methods_of(state.plan);
  for (const NamedPlan& plan : state.named_plans) {
    const std::vector<std::string> methods = methods_of(plan.plan);
    int differs = 0;
    for (size_t l = 0; l < std::min(methods.size(), current.size()); ++l) differs += methods[l] != current[l] ? 1 : 0;
    std::vector<ReportTable::Cell> row = {plan.name, shares(plan.plan),
                                          static_cast<double>(plan.selection.overrides.size()),
                                          static_cast<double>(differs)};
    add_size(state, stored(state, plan.plan), row);
    row.emplace_back(std::string(metric_info(plan.selection.metric).title));
    row.emplace_back(plan.date);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

ReportSection plan_section(const SessionState& state) {
  ReportSection section = {"Plan", {shares(state.plan) + "."}, {}, {}};
  if (std::string text = size_text(state); !text.empty()) section.paragraphs.push_back(std::move(text));
  const auto held = std::count_if(state.plan.layers.begin(), state.plan.layers.end(),
                                  [](const PlanLayer& layer) { return !exportable(layer.method); });
  if (held > 0) {
    section.paragraphs.push_back(std::to_string(held) + " of " + std::to_string(state.plan.layers.size()) +
                                 " layers have SpQR's outliers, which no format of the export holds.");
  }
  std::vector<std::pair<std::string, std::vector<std::string>>> rows = {{"Current plan", methods_of(state.plan)}};
  for (const NamedPlan& plan : state.named_plans) rows.emplace_back(plan.name, methods_of(plan.plan));
  if (std::string svg = plans_svg(rows); !svg.empty()) {
    section.plots.push_back({"plans", "Method of every layer", std::move(svg),
                             state.named_plans.empty() ? "The method of every layer."
                                                       : "The method of every layer, in this plan and in those kept."});
  }
  section.tables.push_back(plan_table(state));
  if (!state.named_plans.empty()) section.tables.push_back(named_plans_table(state));
  return section;
}

}  // namespace calm
