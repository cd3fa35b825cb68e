#include "session/session_json.h"

#include "session/improvements_json.h"

#include "calm/error.h"
#include "calm/proof.h"

namespace calm {
namespace {

using nlohmann::json;

constexpr int kMaxLayers = 100000;

/// The value of `values` whose name stands in the field.
template <typename Enum>
Enum read_enum(const JsonField& field, std::initializer_list<Enum> values) {
  const std::string text = field.string();
  std::string expected;
  for (const Enum value : values) {
    if (text == to_string(value)) return value;
    expected += (expected.empty() ? "one of " : ", ") + std::string(to_string(value));
  }
  field.fail(expected);
}

Metric read_metric(const JsonField& field) {
  const std::string text = field.string();
  std::string expected;
  for (const MetricInfo& info : metric_infos()) {
    if (text == info.id) return info.metric;
    expected += (expected.empty() ? "one of " : ", ") + std::string(info.id);
  }
  field.fail(expected);
}

json to_json(const Selection& selection) {
  json overrides = json::array();
  for (const auto& [layer, method] : selection.overrides) overrides.push_back({{"layer", layer}, {"method", method}});
  return {{"pool", selection.pool}, {"metric", to_string(selection.metric)},
          {"overrides", overrides}, {"granularity", to_string(selection.granularity)},
          {"beam", selection.beam}, {"tuning_epochs", selection.tuning_epochs}};
}

Selection read_selection(const JsonField& field, int layers) {
  Selection selection;
  selection.pool = read_strings(field["pool"]);
  selection.metric = read_metric(field["metric"]);
  const JsonField overrides = field["overrides"];
  for (size_t i = 0; i < overrides.size(); ++i) {
    const JsonField one = overrides.item(i);
    selection.overrides[one["layer"].int32(0, layers - 1)] = one["method"].string();
  }
  if (field.has("granularity")) selection.granularity = parse_granularity(field["granularity"].string());
  if (field.has("beam")) selection.beam = field["beam"].int32(1, kWidestBeam);
  if (field.has("tuning_epochs")) selection.tuning_epochs = field["tuning_epochs"].int32(0, kMostTuningEpochs);
  return selection;
}

json to_json(const ModelSize& size) {
  json linears = json::array();
  for (const LinearInfo& linear : size.linears)
    linears.push_back({{"name", linear.name}, {"out", linear.out_features}, {"in", linear.in_features}});
  return {{"linears", linears},
          {"parameters", size.parameters},
          {"head", size.head},
          {"tied_embeddings", size.tied_embeddings},
          {"file_bytes", size.file_bytes}};
}

ModelSize read_model_size(const JsonField& field) {
  constexpr int64_t kMost = int64_t{1} << 31;
  ModelSize size;
  const JsonField linears = field["linears"];
  for (size_t i = 0; i < linears.size(); ++i) {
    const JsonField one = linears.item(i);
    size.linears.push_back({0, one["name"].string(), one["out"].integer(1, kMost), one["in"].integer(1, kMost), "", 0});
  }
  size.parameters = field["parameters"].integer(0);
  size.head = field["head"].integer(0);
  size.tied_embeddings = field["tied_embeddings"].boolean();
  size.file_bytes = field["file_bytes"].unsigned_integer();
  return size;
}

json to_json(const ScoreBook& book) {
  json out = json::array();
  for (const ScoreBook::Entry& entry : book.entries()) {
    json candidates = json::array();
    for (const CandidateScore& c : entry.candidates) {
      json one = {
          {"method", c.method}, {"applicable", c.applicable}, {"note", c.note}, {"seconds", number_to_json(c.seconds)}};
      for (const MetricInfo& info : metric_infos()) {
        if (c.values.has(info.metric)) one[std::string(info.id)] = number_to_json(c.values[info.metric]);
      }
      candidates.push_back(std::move(one));
    }
    out.push_back({{"layer", entry.layer}, {"prefix", entry.prefix}, {"candidates", candidates}});
  }
  return out;
}

ScoreBook read_scores(const JsonField& field, int layers) {
  ScoreBook book;
  for (size_t i = 0; i < field.size(); ++i) {
    const JsonField entry = field.item(i);
    const int layer = entry["layer"].int32(0, layers - 1);
    const std::string prefix = entry["prefix"].string();
    const JsonField candidates = entry["candidates"];
    for (size_t k = 0; k < candidates.size(); ++k) {
      const JsonField one = candidates.item(k);
      CandidateScore score;
      score.method = one["method"].string();
      score.applicable = one["applicable"].boolean();
      score.note = one["note"].string();
      // A metric that is not there was not measured: sessions of the first version have three.
      for (const MetricInfo& info : metric_infos()) {
        const std::string id(info.id);
        if (one.raw().contains(id)) score.values.set(info.metric, one[id.c_str()].number());
      }
      score.seconds = one["seconds"].number();
      book.add(layer, prefix, std::move(score));
    }
  }
  return book;
}

json to_json(const BenchmarkResult& row) {
  json windows = json::array();
  for (const double nll : row.perplexity.window_nll) windows.push_back(number_to_json(nll));
  json out = {{"name", row.name},       {"kind", to_string(row.kind)},
              {"context", row.context}, {"date", row.date},
              {"host", row.host},       {"text", row.text},
              {"method", row.method},   {"measure", row.measure}};
  if (row.has_perplexity) {
    out["perplexity"] = {{"ppl", number_to_json(row.perplexity.ppl)},
                         {"nll", number_to_json(row.perplexity.nll)},
                         {"tokens", row.perplexity.tokens},
                         {"window_nll", windows}};
    if (!row.perplexity.window_tokens.empty()) out["perplexity"]["window_tokens"] = row.perplexity.window_tokens;
  }
  if (row.has_kl) {
    const DivergenceResult& d = row.divergence;
    json kl = json::array(), top1 = json::array();
    for (const double value : d.window_kl) kl.push_back(number_to_json(value));
    for (const double value : d.window_top1) top1.push_back(number_to_json(value));
    out["divergence"] = {{"kl", number_to_json(d.kl)},
                         {"top1", number_to_json(d.top1)},
                         {"tokens", d.tokens},
                         {"window_kl", kl},
                         {"window_top1", top1}};
  }
  if (row.has_latency) {
    const LatencyResult& l = row.latency;
    out["latency"] = {{"prefill_tokens_per_second", number_to_json(l.prefill_tokens_per_second)},
                      {"decode_tokens_per_second", number_to_json(l.decode_tokens_per_second)},
                      {"prefill_tokens_per_cpu_second", number_to_json(l.prefill_tokens_per_cpu_second)},
                      {"decode_tokens_per_cpu_second", number_to_json(l.decode_tokens_per_cpu_second)},
                      {"prefill_spread", number_to_json(l.prefill_spread)},
                      {"decode_spread", number_to_json(l.decode_spread)},
                      {"peak_rss_bytes", l.peak_rss_bytes},
                      {"weight_bytes", l.weight_bytes},
                      {"isa", l.isa},
                      {"threads", l.threads},
                      {"time_to_first_token", number_to_json(l.time_to_first_token)},
                      {"resident_weight_bytes", l.resident_weight_bytes},
                      {"head", l.head},
                      {"kv_cache", l.kv_cache},
                      {"arithmetic", l.arithmetic},
                      {"kernels", l.kernels}};
  } else if (row.has_memory) {
    out["memory"] = {{"peak_rss_bytes", row.latency.peak_rss_bytes},
                     {"weight_bytes", row.latency.weight_bytes},
                     {"resident_weight_bytes", row.latency.resident_weight_bytes}};
  }
  if (!row.setup.device.empty()) {
    out["setup"] = {{"device", row.setup.device},
                    {"threads", row.setup.threads},
                    {"arithmetic", row.setup.arithmetic},
                    {"prompt", row.setup.timing.prompt},
                    {"generate", row.setup.timing.generate},
                    {"repeats", row.setup.timing.repeats}};
  }
  return out;
}

BenchmarkResult read_benchmark(const JsonField& field) {
  BenchmarkResult row;
  row.name = field["name"].string();
  row.kind = read_enum(field["kind"], {Variant::Kind::original, Variant::Kind::uniform, Variant::Kind::plan});
  row.context = field["context"].string();
  row.date = field["date"].string();
  row.host = field["host"].string();
  row.text = field["text"].string();
  if (field.has("method")) row.method = field["method"].string();
  if (field.has("measure")) row.measure = field["measure"].string();
  if (field.has("divergence")) {
    const JsonField d = field["divergence"];
    row.has_kl = true;
    row.divergence.kl = d["kl"].number();
    row.divergence.top1 = d["top1"].number();
    row.divergence.tokens = d["tokens"].integer(0);
    row.divergence.window_kl = read_numbers(d["window_kl"]);
    row.divergence.window_top1 = read_numbers(d["window_top1"]);
  }
  if (field.has("perplexity")) {
    const JsonField p = field["perplexity"];
    row.has_perplexity = true;
    row.perplexity.ppl = p["ppl"].number();
    row.perplexity.nll = p["nll"].number();
    row.perplexity.tokens = p["tokens"].integer(0);
    row.perplexity.window_nll = read_numbers(p["window_nll"]);
    if (p.has("window_tokens")) {
      const JsonField tokens = p["window_tokens"];
      for (size_t i = 0; i < tokens.size(); ++i) row.perplexity.window_tokens.push_back(tokens.item(i).integer(0));
    }
  }
  if (field.has("memory")) {
    const JsonField m = field["memory"];
    row.has_memory = true;
    row.latency.peak_rss_bytes = m["peak_rss_bytes"].unsigned_integer();
    row.latency.weight_bytes = m["weight_bytes"].unsigned_integer();
    row.latency.resident_weight_bytes = m["resident_weight_bytes"].unsigned_integer();
  }
  if (field.has("setup")) {
    const JsonField s = field["setup"];
    row.setup.device = s["device"].string();
    row.setup.threads = s["threads"].int32(0);
    row.setup.arithmetic = s["arithmetic"].string();
    row.setup.timing = {s["prompt"].int32(0), s["generate"].int32(0), s["repeats"].int32(0)};
  }
  if (field.has("latency")) {
    const JsonField l = field["latency"];
    row.has_latency = row.has_memory = true;
    row.latency.prefill_tokens_per_second = l["prefill_tokens_per_second"].number();
    row.latency.decode_tokens_per_second = l["decode_tokens_per_second"].number();
    row.latency.prefill_tokens_per_cpu_second = l["prefill_tokens_per_cpu_second"].number();
    row.latency.decode_tokens_per_cpu_second = l["decode_tokens_per_cpu_second"].number();
    row.latency.prefill_spread = l["prefill_spread"].number();
    row.latency.decode_spread = l["decode_spread"].number();
    row.latency.peak_rss_bytes = l["peak_rss_bytes"].unsigned_integer();
    row.latency.weight_bytes = l["weight_bytes"].unsigned_integer();
    row.latency.isa = l["isa"].string();
    row.latency.threads = l["threads"].int32(0);
    if (l.has("head")) {  // rows of the first version end here
      row.latency.time_to_first_token = l["time_to_first_token"].number();
      row.latency.resident_weight_bytes = l["resident_weight_bytes"].unsigned_integer();
      row.latency.head = l["head"].string();
      row.latency.kv_cache = l["kv_cache"].string();
      row.latency.arithmetic = l["arithmetic"].string();
      const JsonField kernels = l["kernels"];
      for (size_t i = 0; i < kernels.size(); ++i) row.latency.kernels.push_back(kernels.item(i).string());
    }
  }
  return row;
}

}  // namespace

json to_json(const AnalysisOptions& options) {
  const CalibrationOptions& c = options.calibration;
  const Scheme& s = options.scheme;
  return {{"calibration",
           {{"source", to_string(c.source)},
            {"file", c.file.string()},
            {"sequences", c.sequences},
            {"length", c.length},
            {"seed", c.seed},
            {"add_special", c.add_special}}},
          {"scheme",
           {{"weight_bits", s.weight_bits},
            {"activation_bits", s.activation_bits},
            {"group_size", s.group_size},
            {"storage", to_string(s.storage)},
            {"float16_scales", s.float16_scales},
            {"asymmetric", s.asymmetric}}},
          {"site", to_string(options.site)},
          {"transform", to_string(options.transform)},
          {"arithmetic", to_string(options.arithmetic)}};
}

AnalysisOptions read_analysis(const JsonField& field) {
  AnalysisOptions options;
  const JsonField calibration = field["calibration"];
  CalibrationOptions& c = options.calibration;
  c.source = read_enum(calibration["source"], {TextSource::bundled, TextSource::text, TextSource::tokens});
  c.file = calibration["file"].string();
  c.sequences = calibration["sequences"].int32(0);
  c.length = calibration["length"].int32(0);
  c.seed = calibration["seed"].unsigned_integer();
  c.add_special = calibration["add_special"].boolean();
  const JsonField scheme = field["scheme"];
  Scheme& s = options.scheme;
  s.weight_bits = scheme["weight_bits"].int32(1, 16);
  s.activation_bits = scheme["activation_bits"].int32(1, 16);
  s.group_size = scheme["group_size"].int32(kPerChannel);
  if (s.group_size == 0) scheme["group_size"].fail("a number of input channels, or -1 for one scale per channel");
  s.storage = read_enum(scheme["storage"],
                        {StorageType::automatic, StorageType::float32, StorageType::bfloat16, StorageType::float16});
  s.float16_scales = scheme["float16_scales"].boolean();
  if (scheme.has("asymmetric")) s.asymmetric = scheme["asymmetric"].boolean();  // sessions of the first version: no
  options.site =
      read_enum(field["site"], {Site::ffn_output, Site::down_input, Site::attention_output, Site::layer_output});
  if (field.has("transform")) options.transform = parse_transform(field["transform"].string());
  if (field.has("arithmetic"))  // sessions of the first version have none
    options.arithmetic = read_enum(field["arithmetic"], {Arithmetic::kernels, Arithmetic::reference});
  return options;
}

json to_json(const Plan& plan) {
  json out = json::array();
  for (const PlanLayer& layer : plan.layers) {
    out.push_back({{"method", layer.method},
                   {"by", to_string(layer.by)},
                   {"stale", layer.stale},
                   {"score", number_to_json(layer.score)},
                   {"margin", number_to_json(layer.margin)},
                   {"prefix", layer.prefix}});
  }
  return out;
}

Plan read_plan(const JsonField& field) {
  Plan plan;
  for (size_t i = 0; i < field.size(); ++i) {
    const JsonField one = field.item(i);
    PlanLayer layer;
    layer.method = one["method"].string();
    layer.by = read_enum(one["by"], {DecidedBy::nobody, DecidedBy::search, DecidedBy::user});
    layer.stale = one["stale"].boolean();
    layer.score = one["score"].number();
    layer.margin = one["margin"].number();
    layer.prefix = one["prefix"].string();
    plan.layers.push_back(std::move(layer));
  }
  return plan;
}

namespace {

json to_json(const NamedPlan& plan) {
  return {
      {"name", plan.name}, {"date", plan.date}, {"selection", to_json(plan.selection)}, {"plan", to_json(plan.plan)}};
}

NamedPlan read_named_plan(const JsonField& field, int layers) {
  NamedPlan plan;
  plan.name = field["name"].string();
  plan.date = field["date"].string();
  plan.selection = read_selection(field["selection"], layers);
  plan.plan = read_plan(field["plan"]);
  return plan;
}

}  // namespace

json to_json(const SessionState& state) {
  json benchmarks = json::array();
  for (const BenchmarkResult& row : state.benchmarks) benchmarks.push_back(to_json(row));
  json plans = json::array();
  for (const NamedPlan& plan : state.named_plans) plans.push_back(to_json(plan));
  json refinement = json::array();
  for (const RefinementTrial& trial : state.refinement) refinement.push_back(to_json(trial));
  json tunings = json::array();
  for (const TuningRecord& record : state.tunings) tunings.push_back(to_json(record));
  return {{"model",
           {{"path", state.model_path},
            {"fingerprint", state.model_fingerprint},
            {"name", state.model_name},
            {"layers", state.layers},
            {"size", to_json(state.model_size)}}},
          {"analysis", to_json(state.analysis)},
          {"context", state.context},
          {"device", state.device},
          {"threads", state.threads},
          {"scored_pool", state.scored_pool},
          {"selection", to_json(state.selection)},
          {"plan", to_json(state.plan)},
          {"named_plans", plans},
          {"scores", to_json(state.scores)},
          {"benchmarks", benchmarks},
          {"refinement", refinement},
          {"refinement_gain", state.refinement_gain ? to_json(*state.refinement_gain) : json()},
          {"tunings", tunings},
          {"host", state.host}};
}

SessionState read_session_state(const JsonField& field) {
  SessionState state;
  const JsonField model = field["model"];
  state.model_path = model["path"].string();
  state.model_fingerprint = model["fingerprint"].string();
  state.model_name = model["name"].string();
  state.layers = model["layers"].int32(0, kMaxLayers);
  if (model.has("size")) state.model_size = read_model_size(model["size"]);
  state.analysis = read_analysis(field["analysis"]);
  state.context = field["context"].string();
  state.device = field["device"].string();
  state.threads = field["threads"].int32(0);
  state.scored_pool = read_strings(field["scored_pool"]);
  state.selection = read_selection(field["selection"], state.layers);
  state.plan = read_plan(field["plan"]);
  if (!state.plan.layers.empty() && state.plan.layers.size() != static_cast<size_t>(state.layers)) {
    field["plan"].fail("one entry for each of the model's " + std::to_string(state.layers) + " layers");
  }
  if (field.has("named_plans")) {  // sessions of the first version have none
    const JsonField plans = field["named_plans"];
    for (size_t i = 0; i < plans.size(); ++i) {
      state.named_plans.push_back(read_named_plan(plans.item(i), state.layers));
    }
  }
  state.scores = read_scores(field["scores"], state.layers);
  const JsonField benchmarks = field["benchmarks"];
  for (size_t i = 0; i < benchmarks.size(); ++i) state.benchmarks.push_back(read_benchmark(benchmarks.item(i)));
  if (field.has("refinement")) {
    const JsonField refinement = field["refinement"];
    for (size_t i = 0; i < refinement.size(); ++i)
      state.refinement.push_back(read_trial(refinement.item(i), state.layers));
  }
  if (field.has("refinement_gain")) state.refinement_gain = read_refinement_gain(field["refinement_gain"]);
  if (field.has("tunings")) {
    const JsonField tunings = field["tunings"];
    for (size_t i = 0; i < tunings.size(); ++i) state.tunings.push_back(read_tuning(tunings.item(i)));
  }
  state.host = field["host"].string();
  return state;
}

}  // namespace calm
