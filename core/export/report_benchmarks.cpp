// The report's figures on held-out text, and its timings.
#include <algorithm>
#include <limits>

#include "calm/benchmark_comparison.h"
#include "calm/proof.h"
#include "export/report_plots.h"
#include "export/report_sections.h"
#include "export/report_svg.h"

namespace calm {
namespace {

using Cell = ReportTable::Cell;

void add_interval(std::vector<Cell>& row, const std::optional<PairedComparison>& c) {
  for (const auto value : {&PairedComparison::difference, &PairedComparison::low, &PairedComparison::high}) {
    row.emplace_back(c ? (*c).*value : std::numeric_limits<double>::quiet_NaN());
  }
}

/// The plan against the original, uniform plans and others on the same windows, and what follows in words.
std::optional<ReportSection> proof_section(const SessionState& state) {
  const Proof proof = assess(state);
  if (proof.rows.empty()) return std::nullopt;
  ReportSection section = {"Proof on held-out text", {}, {}, {}};
  for (size_t first = 0; first < proof.verdict.size();) {
    const size_t end = std::min(proof.verdict.find('\n', first), proof.verdict.size());
    section.paragraphs.push_back(proof.verdict.substr(first, end - first));
    first = end + 1;
  }
  ReportTable table = {"proof",
                       "Proof",
                       {{"variant", "Variant", false, 0},
                        {"perplexity", "Perplexity", true, 3},
                        {"kl", "KL to the original, nats", true, 4},
                        {"top1", "Same top token, %", true, 2},
                        {"kl_difference", "Hybrid's KL minus this", true, 4},
                        {"kl_low", "95 % from", true, 4},
                        {"kl_high", "to", true, 4},
                        {"nll_difference", "Hybrid's NLL minus this", true, 4},
                        {"nll_low", "95 % from", true, 4},
                        {"nll_high", "to", true, 4}},
                       {},
                       proof.rows.front().result.text + "; 95 % intervals from a paired bootstrap over the windows.",
                       false};
  std::vector<IntervalRow> differences;
  for (const ProofRow& row : proof.rows) {
    std::vector<Cell> cells = {row.result.name, row.result.perplexity.ppl, row.result.divergence.kl,
                               100 * row.result.divergence.top1};
    add_interval(cells, row.kl);
    add_interval(cells, row.nll);
    table.rows.push_back(std::move(cells));
    if (row.kl) differences.push_back({row.result.name, row.kl->difference, row.kl->low, row.kl->high});
  }
  if (std::string svg = intervals_svg(
          "The hybrid's KL minus each variant's, with 95 % intervals",
          "KL of the hybrid minus KL of the variant, nats a token: left of zero the hybrid is better", differences);
      !svg.empty()) {
    section.plots.push_back({"proof-intervals", "The hybrid against each variant", std::move(svg),
                             "The hybrid against each variant, with 95 % intervals."});
  }
  section.tables.push_back(std::move(table));
  return section;
}

/// The latest row of the original that was measured on the same windows, for differences.
const BenchmarkResult* original_of(const SessionState& state, const BenchmarkResult& row) {
  const auto found =
      std::find_if(state.benchmarks.rbegin(), state.benchmarks.rend(), [&](const BenchmarkResult& other) {
        return other.kind == Variant::Kind::original && other.has_perplexity && other.measure == row.measure &&
               other.perplexity.window_nll.size() == row.perplexity.window_nll.size();
      });
  return found == state.benchmarks.rend() ? nullptr : &*found;
}

ReportTable perplexity_table(const SessionState& state) {
  ReportTable table = {"perplexity",
                       "Perplexity",
                       {{"variant", "Variant", false, 0},
                        {"perplexity", "Perplexity", true, 3},
                        {"nll", "NLL, nats a token", true, 4},
                        {"nll_difference", "NLL minus the original's", true, 4},
                        {"nll_low", "95 % from", true, 4},
                        {"nll_high", "to", true, 4},
                        {"kl", "KL to the original, nats", true, 4},
                        {"text", "Text", false, 0},
                        {"host", "Host", false, 0},
                        {"date", "Date", false, 0}},
                       {},
                       "95 % intervals from a paired bootstrap over the windows.",
                       false};
  for (const BenchmarkResult& row : state.benchmarks) {
    if (!row.has_perplexity) continue;
    std::vector<Cell> cells = {row.name, row.perplexity.ppl, row.perplexity.nll};
    const BenchmarkResult* original = row.kind == Variant::Kind::original ? nullptr : original_of(state, row);
    add_interval(cells, original == nullptr ? std::nullopt : compare_nll(row, *original));
    cells.emplace_back(row.has_kl ? row.divergence.kl : std::numeric_limits<double>::quiet_NaN());
    for (const std::string& text : {row.text, row.host, row.date}) cells.emplace_back(text);
    table.rows.push_back(std::move(cells));
  }
  return table;
}

ReportTable latency_table(const SessionState& state) {
  ReportTable table = {"speed",
                       "Speed and memory",
                       {{"variant", "Variant", false, 0},
                        {"prefill", "Prefill, tokens/s", true, 1},
                        {"prefill_spread", "Spread, %", true, 1},
                        {"decode", "Decode, tokens/s", true, 1},
                        {"decode_spread", "Spread, %", true, 1},
                        {"first_token", "First token, s", true, 3},
                        {"peak_memory", "Peak memory, MB", true, 0},
                        {"weights", "Weights, MB", true, 1},
                        {"threads", "Threads", true, 0},
                        {"arithmetic", "Arithmetic", false, 0},
                        {"isa", "Instruction set", false, 0},
                        {"host", "Host", false, 0},
                        {"date", "Date", false, 0}},
                       {},
                       "Medians over the repeats; spread: (largest - smallest) / median.",
                       false};
  for (const BenchmarkResult& row : state.benchmarks) {
    if (!row.has_latency && !row.has_memory) continue;
    const LatencyResult& l = row.latency;
    const auto speed = [&](double value) { return row.has_latency ? value : std::numeric_limits<double>::quiet_NaN(); };
    table.rows.push_back({row.name, speed(l.prefill_tokens_per_second), speed(100 * l.prefill_spread),
                          speed(l.decode_tokens_per_second), speed(100 * l.decode_spread), speed(l.time_to_first_token),
                          static_cast<double>(l.peak_rss_bytes) / 1e6, static_cast<double>(l.weight_bytes) / 1e6,
                          static_cast<double>(l.threads), l.arithmetic, l.isa, row.host, row.date});
  }
  return table;
}

}  // namespace

std::vector<ReportSection> benchmark_sections(const SessionState& state) {
  std::vector<ReportSection> sections;
  if (std::optional<ReportSection> proof = proof_section(state)) sections.push_back(std::move(*proof));
  ReportSection benchmarks = {"Benchmarks", {}, {}, {}};
  for (ReportTable table : {perplexity_table(state), latency_table(state)}) {
    if (!table.rows.empty()) benchmarks.tables.push_back(std::move(table));
  }
  if (!benchmarks.tables.empty()) sections.push_back(std::move(benchmarks));
  return sections;
}

}  // namespace calm
