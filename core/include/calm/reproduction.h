#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "calm/events.h"
#include "calm/model.h"
#include "calm/run_control.h"
#include "calm/search.h"

namespace calm {

/// A table of the CALM paper (arXiv 2512.16282) whose recipe can be run on any model.
struct PaperTable {
  int number;
  std::string title;
  bool subject_known;  // else what the table holds is a guess, and `title` is what we run for it
};
/// Tables 1, 3, 4, 5, 7 and 8.
const std::vector<PaperTable>& paper_tables();

struct ReproductionRequest {
  std::shared_ptr<Model> model;
  int table = 1;
  AnalysisOptions analysis;       // the paper's calibration: 128 x 1024 tokens of C4
  PerplexityRequest evaluation;   // the paper's: WikiText-2 and C4
  LatencyRequest latency;         // Table 8
  std::filesystem::path session;  // of its own: its selection and plan are overwritten; scores are shared by the rows
  std::string device = "auto";
  int threads = 0;
};
struct ReproductionRow {
  std::string name;            // "GPTQ everywhere", "Hybrid without AWQ"
  std::vector<double> values;  // one a column; NaN: does not apply
  std::vector<double> paper;   // the paper's figure for the column; NaN: not available here
  std::string plan;            // "12 x gptq, 18 x awq:20"; empty: the original
  int scored = 0, reused = 0;  // scores measured for this row, and known from rows before
};
struct Reproduction {
  PaperTable table;
  std::vector<std::string> columns;  // "perplexity"
  std::vector<ReproductionRow> rows;
  std::vector<std::string> differences;  // of our setup from the paper's, in words
};
/// Throws Error(invalid_argument) for a table that has no recipe, Error(cancelled) where `control` says so.
Reproduction reproduce_table(const ReproductionRequest& request, const ProgressSink& sink, RunControl& control);

}  // namespace calm
