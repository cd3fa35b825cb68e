#include <algorithm>
#include <ctime>

#include "calm/error.h"
#include "calm/export.h"
#include "calm/proof.h"
#include "calm/session.h"
#include "export/recipe.h"
#include "export/report_svg.h"
#include "session/atomic_file.h"

namespace calm {
namespace {

constexpr const char* kStyle = R"(<style>
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --paper: #ffffff; --panel: #f4f6f9; --line: #d5dbe3;
  --accent: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf0; --soft: #9aa6b5; --paper: #14181f; --panel: #1d232c; --line: #323b48; --accent: #ff8a80; } }
body { margin: 0 auto; max-width: 1160px; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .7rem; } .sub { color: var(--soft); }
figure { margin: 0; padding: 1rem; background: var(--panel); border-radius: 8px; overflow-x: auto; }
figcaption { color: var(--soft); font-size: .85rem; margin-top: .5rem; }
svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 12px; }
.none { fill: none; stroke: var(--line); } .winner { fill: none; stroke: var(--accent); stroke-width: 2; }
.grid { stroke: var(--line); } .curve { fill: none; stroke-width: 1.8; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .7rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } td.n, th.n { text-align: right; } .stale { color: var(--accent); }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
</style>
)";

std::string cell(const std::string& text) {
  return "<td>" + escape_html(text) + "</td>";
}
std::string number_cell(const std::string& text) {
  return "<td class=\"n\">" + escape_html(text) + "</td>";
}

std::string setup_row(const std::string& name, const std::string& value) {
  return "<tr><th>" + escape_html(name) + "</th>" + cell(value) + "</tr>\n";
}

std::string describe(const CalibrationOptions& c) {
  std::string text = c.source == TextSource::bundled ? "bundled text" : c.file.string();
  if (c.sequences > 0 && c.length > 0) {
    text += ", " + std::to_string(c.sequences) + " x " + std::to_string(c.length) + " tokens";
  }
  return c.source == TextSource::tokens ? text : text + ", seed " + std::to_string(c.seed);
}

std::string setup_table(const SessionState& state) {
  const Scheme& s = state.analysis.scheme;
  std::string pool;
  for (const std::string& method : state.selection.pool) pool += (pool.empty() ? "" : ", ") + method;
  return "<table class=\"setup\">\n" + setup_row("Model", state.model_name + " (" + state.model_path + ")") +
         setup_row("Fingerprint", state.model_fingerprint) +
         setup_row("Calibration", describe(state.analysis.calibration)) +
         setup_row("Scheme", describe(s) + ", stored as " + std::string(to_string(s.storage))) +
         setup_row("Transform", to_string(state.analysis.transform)) +
         setup_row("Metric", std::string(to_string(state.selection.metric)) + " at " +
                                 std::string(to_string(state.analysis.site))) +
         setup_row("Pool", pool) + setup_row("Host", state.host) +
         setup_row("Device", state.device + ", threads " + std::to_string(state.threads)) +
         setup_row("Made by", product()) + "</table>\n";
}

std::string plan_table(const SessionState& state) {
  std::string html =
      "<table class=\"plan\">\n<tr><th class=\"n\">Layer</th><th>Method</th><th>Decided by</th>"
      "<th class=\"n\">Score</th><th class=\"n\">Margin</th><th></th></tr>\n";
  for (size_t l = 0; l < state.plan.layers.size(); ++l) {
    const PlanLayer& layer = state.plan.layers[l];
    html += "<tr>" + number_cell(std::to_string(l)) + "<td><code>" +
            escape_html(layer.method.empty() ? "undecided" : layer.method) + "</code></td>" +
            cell(std::string(to_string(layer.by))) + number_cell(format_number(layer.score, 6)) +
            number_cell(format_number(layer.margin, 6)) +
            (layer.stale ? "<td class=\"stale\">stale</td>" : "<td></td>") + "</tr>\n";
  }
  return html + "</table>\n";
}

std::string benchmark_table(const SessionState& state) {
  std::string html =
      "<table class=\"benchmarks\">\n<tr><th>Model</th><th class=\"n\">Perplexity</th><th class=\"n\">Prefill "
      "tokens/s</th><th class=\"n\">Decode tokens/s</th><th class=\"n\">Peak memory, MB</th><th class=\"n\">"
      "Weights, MB</th><th>Measured on</th></tr>\n";
  const auto megabytes = [](uint64_t bytes) { return std::to_string(bytes / 1'000'000); };
  for (const BenchmarkResult& row : state.benchmarks) {
    html += "<tr>" + cell(row.name) + number_cell(row.has_perplexity ? format_number(row.perplexity.ppl, 3) : "-");
    if (row.has_latency) {
      html += number_cell(format_number(row.latency.prefill_tokens_per_second, 1)) +
              number_cell(format_number(row.latency.decode_tokens_per_second, 1)) +
              number_cell(megabytes(row.latency.peak_rss_bytes)) + number_cell(megabytes(row.latency.weight_bytes));
    } else {
      for (int i = 0; i < 4; ++i) html += number_cell("-");
    }
    html += cell(row.text + (row.text.empty() || row.host.empty() ? "" : "; ") + row.host + " " + row.date) + "</tr>\n";
  }
  return html + "</table>\n";
}

std::string comparison_text(const PairedComparison& c) {
  return format_number(c.difference, 4) + " (" + format_number(c.low, 4) + " to " + format_number(c.high, 4) + ")";
}

/// The plan against the original, uniform plans and others on the same windows, and what follows in words.
std::string proof_section(const SessionState& state) {
  const Proof proof = assess(state);
  if (proof.rows.empty()) return "";
  std::string html = "<h2>Proof on held-out text</h2>\n";
  for (size_t first = 0; first < proof.verdict.size();) {
    const size_t end = std::min(proof.verdict.find('\n', first), proof.verdict.size());
    html += "<p class=\"verdict\">" + escape_html(proof.verdict.substr(first, end - first)) + "</p>\n";
    first = end + 1;
  }
  html +=
      "<table class=\"proof\">\n<tr><th>Model</th><th class=\"n\">Perplexity</th><th class=\"n\">KL to the original, "
      "nats</th><th class=\"n\">Same top token</th><th class=\"n\">Hybrid's KL minus this (95 % interval)</th></tr>\n";
  for (const ProofRow& row : proof.rows) {
    html += "<tr>" + cell(row.result.name) + number_cell(format_number(row.result.perplexity.ppl, 3)) +
            number_cell(format_number(row.result.divergence.kl, 4)) +
            number_cell(format_number(100 * row.result.divergence.top1, 2) + " %") +
            number_cell(row.kl ? comparison_text(*row.kl) : "-") + "</tr>\n";
  }
  return html + "</table>\n<p class=\"sub\">" + escape_html(proof.rows.front().result.text) +
         "; intervals from a paired bootstrap over the windows.</p>\n";
}

}  // namespace

void write_report(const std::filesystem::path& session, const std::filesystem::path& html) {
  const SessionState state = load_session(session);
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char date[32];
  std::strftime(date, sizeof date, "%Y-%m-%d %H:%M UTC", &utc);

  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      escape_html(state.model_name) + ": CALM report</title>\n" + kStyle + "</head>\n<body>\n<h1>" +
      escape_html(state.model_name) + "</h1>\n<p class=\"sub\">Method by layer, chosen by " +
      escape_html(std::string(to_string(state.selection.metric))) + ". " + date + "</p>\n";
  page += "<h2>Setup</h2>\n" + setup_table(state);
  const std::string heatmap = heatmap_svg(state), curves = curves_svg(state);
  if (!heatmap.empty()) {
    page += "<h2>Scores</h2>\n<figure>\n" + heatmap +
            "<figcaption>Methods by layers; the plan's choice is outlined, stale scores are pale.</figcaption>\n"
            "</figure>\n<h2>Scores over the layers</h2>\n<figure>\n" +
            curves + "</figure>\n";
  } else {
    page += "<h2>Scores</h2>\n<p>Nothing was scored yet.</p>\n";
  }
  if (!state.plan.layers.empty()) page += "<h2>Plan</h2>\n" + plan_table(state);
  page += proof_section(state);
  if (!state.benchmarks.empty()) page += "<h2>Benchmarks</h2>\n" + benchmark_table(state);
  write_file_atomically(html, page + "</body>\n</html>\n");
}

}  // namespace calm
