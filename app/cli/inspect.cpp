#include <cmath>
#include <map>
#include <set>

#include "calm/error.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// The linears by name: one line where all layers agree.
std::string linears_text(const ModelInfo& info) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<const LinearInfo*>> by_name;
  for (const LinearInfo& linear : info.linears) {
    auto& list = by_name[linear.name];
    if (list.empty()) order.push_back(linear.name);
    list.push_back(&linear);
  }
  Rows rows;
  for (const std::string& name : order) {
    std::set<std::string> shapes, types, groups;
    for (const LinearInfo* linear : by_name[name]) {
      shapes.insert(std::to_string(linear->out_features) + " x " + std::to_string(linear->in_features));
      types.insert(linear->dtype);
      groups.insert(linear->group_size == 0 ? "stays 16 bit" : std::to_string(linear->group_size));
    }
    const auto join = [](const std::set<std::string>& values) {
      std::string text;
      for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
      return text;
    };
    rows.push_back({name, join(shapes), join(types), join(groups)});
  }
  return render_table({"linear", "out x in", "stored", "group"}, rows);
}

std::string model_text(const ModelInfo& info) {
  const auto integer = [](int64_t value) { return std::to_string(value); };
  Rows rows = {{"name", info.name},
               {"path", info.path},
               {"format", info.format + (info.quantized ? " (quantized)" : "")},
               {"architecture", info.architecture},
               {"parameters", format_number(static_cast<double>(info.parameters) / 1e6, 4) + " million"},
               {"file", format_bytes(static_cast<double>(info.file_bytes)) + ", mostly " + info.dtype},
               {"layers", integer(info.layers)},
               {"hidden, FFN", integer(info.hidden) + ", " + integer(info.intermediate)},
               {"heads", integer(info.heads) + " of " + integer(info.head_dim) + ", " + integer(info.kv_heads) +
                             " for keys and values"},
               {"vocabulary", integer(info.vocab) + (info.tied_embeddings ? ", embeddings tied to the head" : "")},
               {"positions", integer(info.max_positions) + ", " + info.rope},
               {"tokenizer", info.tokenizer}};
  std::string text;
  for (const auto& row : rows) text += row[0] + std::string(14 - row[0].size(), ' ') + row[1] + "\n";
  return text + "\n" + linears_text(info);
}

SearchOutcome outcome_of(const std::filesystem::path& folder, const SessionState& state) {
  SearchOutcome outcome;
  outcome.context = state.context;
  outcome.setup.request.selection = state.selection;
  outcome.setup.request.analysis = state.analysis;
  outcome.setup.request.session = folder;
  if (const TuningRecord* tuning = tuning_of(state, methods_of(state.plan))) outcome.tuning = *tuning;
  outcome.result.plan = state.plan;
  for (const std::string& spec : state.selection.pool) outcome.setup.pool.push_back(parse_method(spec));
  for (const PlanLayer& layer : state.plan.layers) {
    outcome.result.scores.emplace_back();
    const int l = static_cast<int>(outcome.result.scores.size()) - 1;
    for (const std::string& method : state.selection.pool) {
      const CandidateScore* score = state.scores.find(l, layer.prefix, method);
      outcome.result.scores.back().push_back(score ? *score
                                                   : CandidateScore{.method = method, .applicable = false, .note = ""});
    }
  }
  return outcome;
}

Json session_json(const std::filesystem::path& folder, const SessionState& state) {
  Json benchmarks = Json::array();
  for (const BenchmarkResult& result : state.benchmarks) benchmarks.push_back(to_json(result));
  Json document = analysis_json(outcome_of(folder, state));
  for (const char* key : {"seconds", "cpu_seconds", "estimate"}) document.erase(key);
  document["model"] = state.model_path;
  document["model_name"] = state.model_name;
  document["host"] = state.host;
  document["benchmarks"] = benchmarks;
  return document;
}

std::string session_text(const std::filesystem::path& folder, const SessionState& state) {
  const CalibrationOptions& text = state.analysis.calibration;
  const std::string source = text.source == TextSource::bundled ? "bundled text" : text.file.string();
  std::string out = "session       " + folder.string() + "\nmodel         " + state.model_name + " (" +
                    state.model_path + ")\ncalibration   " + source + ", " +
                    (text.sequences ? std::to_string(text.sequences) : "all") + " x " +
                    (text.length ? std::to_string(text.length) : "all") + " tokens, seed " + std::to_string(text.seed) +
                    "\nscheme        " + describe(state.analysis.scheme) + "\nhost          " + state.host + "\n\n";
  const SearchOutcome outcome = outcome_of(folder, state);
  return out + analysis_text(outcome) + (outcome.tuning ? "\n" + tuning_text(*outcome.tuning) : "");
}

}  // namespace

int run_inspect(const Context& context) {
  const Arguments& arguments = context.arguments;
  const std::filesystem::path path = absolute_path(arguments.model.empty() ? arguments.session : arguments.model);
  if (!arguments.session.empty() || is_session(path)) {
    const SessionState state = load_session(path);
    report_result(context, session_json(path, state), session_text(path, state));
  } else {
    const auto model = Model::open(path);
    report_result(context, to_json(model->info()), model_text(model->info()));
  }
  return 0;
}

}  // namespace calm::cli
