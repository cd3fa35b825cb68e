#include "calm/reproduction.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "calm/error.h"
#include "calm/methods.h"

namespace calm {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const std::vector<std::string>& preset_pool(const std::string& id) {
  for (const PoolPreset& preset : pool_presets()) {
    if (preset.id == id) return preset.specs;
  }
  throw std::logic_error("no pool " + id);
}

std::vector<std::string> canonical(const std::vector<std::string>& specs) {
  std::vector<std::string> result;
  for (const std::string& spec : specs) result.push_back(parse_method(spec).canonical());
  return result;
}

std::string summary(const Plan& plan) {
  std::vector<std::pair<std::string, int>> counts;
  for (const PlanLayer& layer : plan.layers) {
    const auto known =
        std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.first == layer.method; });
    if (known == counts.end()) {
      counts.emplace_back(layer.method, 1);
    } else {
      ++known->second;
    }
  }
  std::string text;
  for (const auto& [method, count] : counts)
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " x " + method;
  return text;
}

/// Runs the rows of a table one after the other in one session, so that each only scores what is not known yet.
class Recipe {
 public:
  Recipe(const ReproductionRequest& request, const ProgressSink& sink, RunControl& control)
      : request_(request), sink_(sink), control_(control) {}

  Reproduction run() {
    const auto& tables = paper_tables();
    const auto table =
        std::find_if(tables.begin(), tables.end(), [&](const PaperTable& t) { return t.number == request_.table; });
    if (table == tables.end()) {
      throw Error(ErrorCode::invalid_argument,
                  "there is no recipe for Table " + std::to_string(request_.table) + "; possible: 1, 3, 4, 5, 7, 8");
    }
    result_.table = *table;
    result_.columns = {"perplexity"};
    switch (request_.table) {
      case 1:
        table_1();
        break;
      case 3:
        table_3();
        break;
      case 4:
        table_4();
        break;
      case 5:
        table_5();
        break;
      case 7:
        table_7();
        break;
      case 8:
        table_8();
        break;
      default:
        break;
    }
    finish();
    return result_;
  }

 private:
  // The uniform members of the pool against the hybrids.
  void table_1() {
    variants_.push_back({Variant::Kind::original, "", {}, "Original"});
    search("CALM", preset_pool("calm"));
    search("CALM+", preset_pool("calm+"));
    for (const std::string& method : preset_pool("calm")) uniform(method);
  }

  // The pool without each of its members.
  void table_3() {
    const std::vector<std::string> pool = preset_pool("calm");
    search("CALM", pool);
    for (const std::string& left_out : pool) {
      std::vector<std::string> rest = pool;
      std::erase(rest, left_out);
      search("without " + title(left_out), rest);
    }
  }

  // Strengths of SmoothQuant: alone, and in the pool of three.
  void table_4() {
    for (const std::string& method : preset_pool("calm+")) {
      if (!method.starts_with("smoothquant")) continue;
      search("CALM with " + title(method), {"gptq", "awq", method});
      uniform(method);
    }
    search("CALM+", preset_pool("calm+"));
  }

  // What decides.
  void table_5() {
    for (const Metric metric : {Metric::cka, Metric::sqnr, Metric::cosine}) {
      Selection selection;
      selection.metric = metric;
      search("by " + std::string(to_string(metric)), preset_pool("calm"), selection);
    }
  }

  void table_7() {
    for (const int layers : {1, 2, 4, 8}) {
      Selection selection;
      if (layers > 1) selection.granularity = {Granularity::Kind::block, layers};
      search(layers == 1 ? "each layer" : "blocks of " + std::to_string(layers) + " layers", preset_pool("calm"),
             selection);
    }
  }

  // What the hybrid costs at run time against uniform plans, and offline.
  void table_8() {
    result_.columns = {"prefill tokens/s", "decode tokens/s", "weights MB", "analysis seconds"};
    latency_ = true;
    variants_.push_back({Variant::Kind::original, "", {}, "Original"});
    search("CALM", preset_pool("calm"));
    for (const std::string& method : preset_pool("calm")) uniform(method);
  }

  static std::string title(const std::string& method) { return parse_method(method).title(); }

  void search(const std::string& name, const std::vector<std::string>& pool, Selection selection = {}) {
    SearchRequest search;
    search.model = request_.model;
    search.analysis = request_.analysis;
    search.selection = std::move(selection);
    search.selection.pool = canonical(pool);
    search.device = request_.device;
    search.threads = request_.threads;
    search.session = request_.session;
    int scored = 0;
    int reused = 0;
    const SearchResult found = run_search(
        search,
        [&](const SearchEvent& event) {
          if (const auto* progress = std::get_if<Progress>(&event); progress != nullptr && sink_) {
            Progress p = *progress;
            p.text = name + ": " + p.text;
            sink_(p);
          }
          if (const auto* score = std::get_if<CandidateScored>(&event)) ++(score->cached ? reused : scored);
        },
        control_);
    if (found.status == EndStatus::cancelled) throw Error(ErrorCode::cancelled, "stopped");
    variants_.push_back({Variant::Kind::plan, "", found.plan, name});
    rows_[name] = {scored, reused, found.seconds};
  }

  void uniform(const std::string& method) {
    variants_.push_back({Variant::Kind::uniform, parse_method(method).canonical(), {}, title(method) + " everywhere"});
  }

  void finish() {
    BenchmarkRequest benchmark;
    benchmark.model = request_.model;
    benchmark.session = request_.session;
    benchmark.variants = variants_;
    benchmark.run_perplexity = !latency_;
    benchmark.run_latency = latency_;
    benchmark.perplexity = request_.evaluation;
    benchmark.latency = request_.latency;
    benchmark.execution.device = request_.device;
    benchmark.execution.threads = request_.threads;
    EndStatus status = EndStatus::finished;
    const std::vector<BenchmarkResult> results = run_benchmark(
        benchmark,
        [&](const BenchmarkEvent& event) {
          if (const auto* progress = std::get_if<Progress>(&event); progress != nullptr && sink_) sink_(*progress);
          if (const auto* ended = std::get_if<BenchmarkEnded>(&event)) status = ended->status;
        },
        control_);
    if (status == EndStatus::cancelled) throw Error(ErrorCode::cancelled, "stopped");
    for (size_t i = 0; i < results.size(); ++i) {
      const Variant& variant = variants_[i];
      ReproductionRow row;
      row.name = variant.name;
      const auto known = rows_.find(variant.name);
      if (known != rows_.end()) {
        row.scored = known->second.scored;
        row.reused = known->second.reused;
      }
      if (variant.kind == Variant::Kind::plan) row.plan = summary(variant.plan);
      if (variant.kind == Variant::Kind::uniform)
        row.plan = std::to_string(request_.model->info().layers) + " x " + variant.method;
      if (latency_) {
        const LatencyResult& l = results[i].latency;
        row.values = {l.prefill_tokens_per_second, l.decode_tokens_per_second,
                      static_cast<double>(l.weight_bytes) / 1e6, known != rows_.end() ? known->second.seconds : kNaN};
      } else {
        row.values = {results[i].perplexity.ppl};
      }
      row.paper.assign(row.values.size(), kNaN);
      result_.rows.push_back(std::move(row));
    }
    describe_differences(results);
  }

  void describe_differences(const std::vector<BenchmarkResult>& results) {
    const auto say = [&](std::string text) { result_.differences.push_back(std::move(text)); };
    say("Paper's figures: not available offline; none is stated here.");
    if (!result_.table.subject_known) {
      say("What the paper's Table " + std::to_string(result_.table.number) +
          " holds is not known here: this recipe is a guess at its subject.");
    }
    const ModelInfo& info = request_.model->info();
    say("Model: ours " + info.name + " (" + std::to_string(info.parameters / 1000000) +
        " M parameters); the paper's are of the LLaMA and Qwen families.");
    const CalibrationOptions& c = request_.analysis.calibration;
    say("Calibration: ours " + (c.source == TextSource::bundled ? std::string("the bundled text") : c.file.string()) +
        ", " + std::to_string(c.sequences) + " x " + std::to_string(c.length) +
        " tokens; the paper's 128 x 1024 tokens of C4.");
    if (!latency_ && !results.empty())
      say("Evaluation: ours " + results.front().text + "; the paper's perplexity is on WikiText-2 and C4.");
    const Scheme& s = request_.analysis.scheme;
    say("Scheme: ours " + describe(s) + (s.group_size == kPerChannel ? "" : " (64 or 32 where it does not divide)") +
        "; the paper's W4A8, group 128.");
    say("CKA: at " + std::string(to_string(request_.analysis.site)) +
        "; the paper says \"FFN output\" and gives the intermediate width.");
    say("Methods: our own implementations with this product's defaults; no code of the paper is public.");
    if (latency_)
      say("Speed: this machine and this product's kernels; every method runs on the same kernels, so that differences "
          "between plans are noise.");
  }

  struct Counts {
    int scored = 0, reused = 0;
    double seconds = 0;
  };
  const ReproductionRequest& request_;
  const ProgressSink& sink_;
  RunControl& control_;
  Reproduction result_;
  std::vector<Variant> variants_;
  std::map<std::string, Counts> rows_;
  bool latency_ = false;
};

}  // namespace

const std::vector<PaperTable>& paper_tables() {
  static const std::vector<PaperTable> tables = {{1, "Perplexity of the hybrid against uniform plans", true},
                                                 {3, "The pool without each of its methods", true},
                                                 {4, "Strengths of SmoothQuant: CALM+ and each alpha", false},
                                                 {5, "What decides: CKA against other metrics", false},
                                                 {7, "One method a block of layers", true},
                                                 {8, "Overhead of the hybrid against uniform plans", true}};
  return tables;
}

Reproduction reproduce_table(const ReproductionRequest& request, const ProgressSink& sink, RunControl& control) {
  if (!request.model) throw Error(ErrorCode::invalid_argument, "no model is open");
  return Recipe(request, sink, control).run();
}

}  // namespace calm
