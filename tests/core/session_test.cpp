#include "calm/session.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "calm/error.h"
#include "calm/session_lock.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

constexpr double kInf = std::numeric_limits<double>::infinity();

class SessionTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("calm-session-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path file() const { return folder_ / "session.json"; }
  std::string text() const {
    std::ifstream stream(file());
    std::ostringstream out;
    out << stream.rdbuf();
    return out.str();
  }
  void write(const std::string& bytes) const {
    fs::create_directories(folder_);
    std::ofstream(file()) << bytes;
  }

  fs::path folder_;
};

/// Any bit pattern that is a number, so that printing is tested where it is hard.
double any_double(std::mt19937_64& random) {
  const double value = std::bit_cast<double>(random());
  return std::isnan(value) ? 0.1 : value;
}

SessionState full_state() {
  std::mt19937_64 random(3);
  SessionState state;
  state.model_path = "/models/Smöl \"LM\"\n.gguf";
  state.model_fingerprint = "f00d";
  state.model_name = "SmolLM2 135M";
  state.layers = 4;
  state.model_size = {{{0, "self_attn.q_proj", 576, 576, "", 0}, {0, "mlp.down_proj", 576, 1536, "", 0}},
                      134'515'008,
                      49152 * 576,
                      true,
                      98'000'001};
  state.analysis.calibration = {TextSource::tokens, "/data/ids.json", 7, 99, 0xffffffffffffffffULL, true};
  state.analysis.scheme = {4, 16, kPerChannel, StorageType::bfloat16, true, true};
  state.analysis.site = Site::down_input;
  state.analysis.arithmetic = Arithmetic::reference;
  state.context = "ctx";
  state.device = "cuda:1";
  state.threads = 3;
  state.scored_pool = {"gptq", "awq:clip"};
  state.selection = {{"awq:clip", "gptq"}, Metric::sqnr, {{2, "rtn"}, {0, "gptq"}}};
  for (int l = 0; l < 4; ++l) {
    for (const char* prefix : {"aa", "bb"}) {
      for (int m = 0; m < 20; ++m) {
        CandidateScore score;
        score.method = "m" + std::to_string(m);
        score.applicable = m % 5 != 0;
        score.note = m % 3 ? "" : "damping raised to 0.1";
        score.values.set(Metric::cka, any_double(random));
        score.values.set(Metric::sqnr, m == 1 ? kInf : m == 2 ? -kInf : any_double(random));
        score.values.set(Metric::cosine, m == 3 ? std::nan("") : -0.0);
        if (m % 2 == 0) score.values.set(Metric::cka_debiased_after, any_double(random));
        if (m == 4) score.values.set(Metric::kl, 0.25);
        score.seconds = 1.0 / 3;
        state.scores.add(l, prefix, score);
      }
    }
    PlanLayer layer;
    layer.method = l == 3 ? "" : "gptq";
    layer.by = static_cast<DecidedBy>(l % 3);
    layer.stale = l == 1;
    layer.score = l == 1 ? std::nan("") : any_double(random);
    layer.prefix = "p" + std::to_string(l);
    state.plan.layers.push_back(layer);
  }
  BenchmarkResult row;
  row.name = "Hybrid";
  row.kind = Variant::Kind::plan;
  row.context = "k";
  row.date = "2026-01-01T00:00:00Z";
  row.host = "a host";
  row.text = "evaluation text";
  row.has_perplexity = row.has_latency = true;
  row.perplexity = {23.77, 3.1684, 4092, {3.1, 3.2}};
  row.latency.prefill_tokens_per_second = 109.5;
  row.latency.decode_spread = 0.25;
  row.latency.peak_rss_bytes = 1ULL << 40;
  row.latency.weight_bytes = 77;
  row.latency.isa = "avx2";
  row.latency.threads = 2;
  row.latency.time_to_first_token = 0.125;
  row.latency.resident_weight_bytes = 78;
  row.latency.head = "int8";
  row.latency.kv_cache = "float16";
  row.latency.arithmetic = "kernels";
  row.latency.kernels = {"w4a8_gemv avx2", "attention avx2"};
  row.has_kl = true;
  row.divergence = {0.125, 0.875, 4092, {0.1, 0.15}, {0.9, 0.85}};
  row.method = "gptq:act-order";
  row.measure = "key";
  row.perplexity.window_tokens = {4000, 92};
  row.has_memory = true;
  row.setup = {"cpu", 2, "reference", {512, 128, 3}};
  state.benchmarks.push_back(row);
  state.refinement = {{2, "gptq", "awq", "plan key", 0.5, 0.25, true},
                      {1, "awq", "gptq", "k", 0.25, std::nan(""), false}};
  BenchmarkResult empty;
  empty.name = "Original";
  state.benchmarks.push_back(empty);
  state.host = "cpu, avx2, 2 threads";
  return state;
}

bool same_bits(double a, double b) {
  return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

TEST_F(SessionTest, MetricsDivergenceAndRefinementComeBack) {
  const SessionState in = full_state();
  save_session(folder_, in);
  const SessionState out = load_session(folder_);
  for (size_t e = 0; e < in.scores.entries().size(); ++e) {
    for (size_t m = 0; m < in.scores.entries()[e].candidates.size(); ++m) {
      for (const MetricInfo& info : metric_infos()) {
        const MetricValues& a = in.scores.entries()[e].candidates[m].values;
        const MetricValues& b = out.scores.entries()[e].candidates[m].values;
        EXPECT_EQ(b.has(info.metric), a.has(info.metric)) << info.id;
        EXPECT_TRUE(same_bits(a[info.metric], b[info.metric])) << info.id;
      }
    }
  }
  const BenchmarkResult& row = out.benchmarks.front();
  EXPECT_TRUE(row.has_kl);
  EXPECT_EQ(row.divergence.window_kl, (std::vector<double>{0.1, 0.15}));
  EXPECT_EQ(row.divergence.window_top1, (std::vector<double>{0.9, 0.85}));
  EXPECT_EQ(row.divergence.kl, 0.125);
  EXPECT_EQ(row.divergence.top1, 0.875);
  EXPECT_EQ(row.method, "gptq:act-order");
  EXPECT_EQ(row.measure, "key");
  EXPECT_FALSE(out.benchmarks.back().has_kl);
  EXPECT_EQ(row.perplexity.window_tokens, (std::vector<int64_t>{4000, 92}));
  EXPECT_EQ(row.setup, (BenchmarkSetup{"cpu", 2, "reference", {512, 128, 3}}));
  EXPECT_TRUE(row.has_memory);
  EXPECT_FALSE(out.benchmarks.back().has_memory);
  ASSERT_EQ(out.refinement.size(), 2u);
  EXPECT_EQ(out.refinement[0].to, "awq");
  EXPECT_EQ(out.refinement[0].plan, "plan key");
  EXPECT_TRUE(out.refinement[0].kept);
  EXPECT_TRUE(std::isnan(out.refinement[1].kl_after));
}

TEST_F(SessionTest, ASessionOfTheFirstVersionKnowsItsThreeMetrics) {
  SessionState in = full_state();
  save_session(folder_, in);
  std::ifstream file(folder_ / "session.json");
  nlohmann::json document = nlohmann::json::parse(file);
  document.erase("refinement");
  for (auto& entry : document["scores"]) {
    for (auto& one : entry["candidates"]) {
      one.erase("cka-debiased-after-residual");
      one.erase("kl");
    }
  }
  for (auto& row : document["benchmarks"]) {
    for (const char* key : {"divergence", "method", "measure"}) row.erase(key);
  }
  std::ofstream(folder_ / "session.json") << document.dump();
  const SessionState out = load_session(folder_);
  const CandidateScore& score = out.scores.entries()[0].candidates[4];
  EXPECT_TRUE(score.settles(Metric::cka));
  EXPECT_TRUE(score.settles(Metric::sqnr));
  EXPECT_FALSE(score.values.has(Metric::cka_debiased_after));
  EXPECT_TRUE(out.refinement.empty());
}

TEST_F(SessionTest, EverythingComesBackBitForBit) {
  const SessionState in = full_state();
  EXPECT_FALSE(is_session(folder_));
  save_session(folder_, in);
  EXPECT_TRUE(is_session(folder_));
  const SessionState out = load_session(folder_);
  EXPECT_EQ(out.model_path, in.model_path);
  EXPECT_EQ(out.model_fingerprint, in.model_fingerprint);
  EXPECT_EQ(out.model_name, in.model_name);
  EXPECT_EQ(out.layers, in.layers);
  ASSERT_EQ(out.model_size.linears.size(), 2u);
  EXPECT_EQ(out.model_size.linears[1].name, "mlp.down_proj");
  EXPECT_EQ(out.model_size.linears[1].out_features, 576);
  EXPECT_EQ(out.model_size.linears[1].in_features, 1536);
  EXPECT_EQ(out.model_size.parameters, in.model_size.parameters);
  EXPECT_EQ(out.model_size.head, in.model_size.head);
  EXPECT_TRUE(out.model_size.tied_embeddings);
  EXPECT_EQ(out.model_size.file_bytes, in.model_size.file_bytes);
  EXPECT_EQ(out.analysis, in.analysis);
  EXPECT_EQ(out.context, in.context);
  EXPECT_EQ(out.device, in.device);
  EXPECT_EQ(out.threads, in.threads);
  EXPECT_EQ(out.scored_pool, in.scored_pool);
  EXPECT_EQ(out.selection, in.selection);
  EXPECT_EQ(out.host, in.host);

  ASSERT_EQ(out.scores.entries().size(), in.scores.entries().size());
  for (size_t e = 0; e < in.scores.entries().size(); ++e) {
    const ScoreBook::Entry &a = in.scores.entries()[e], &b = out.scores.entries()[e];
    EXPECT_EQ(a.layer, b.layer);
    EXPECT_EQ(a.prefix, b.prefix);
    ASSERT_EQ(a.candidates.size(), b.candidates.size());
    for (size_t c = 0; c < a.candidates.size(); ++c) {
      SCOPED_TRACE(a.candidates[c].method);
      EXPECT_EQ(a.candidates[c].method, b.candidates[c].method);
      EXPECT_EQ(a.candidates[c].applicable, b.candidates[c].applicable);
      EXPECT_EQ(a.candidates[c].note, b.candidates[c].note);
      EXPECT_TRUE(same_bits(a.candidates[c].seconds, b.candidates[c].seconds));
    }
  }
  ASSERT_EQ(out.plan.layers.size(), in.plan.layers.size());
  for (size_t l = 0; l < in.plan.layers.size(); ++l) {
    EXPECT_EQ(out.plan.layers[l].method, in.plan.layers[l].method);
    EXPECT_EQ(out.plan.layers[l].by, in.plan.layers[l].by);
    EXPECT_EQ(out.plan.layers[l].stale, in.plan.layers[l].stale);
    EXPECT_EQ(out.plan.layers[l].prefix, in.plan.layers[l].prefix);
    EXPECT_TRUE(same_bits(out.plan.layers[l].score, in.plan.layers[l].score));
    EXPECT_TRUE(same_bits(out.plan.layers[l].margin, in.plan.layers[l].margin));
  }
  ASSERT_EQ(out.benchmarks.size(), 2u);
  const BenchmarkResult &a = in.benchmarks[0], &b = out.benchmarks[0];
  EXPECT_EQ(b.name, a.name);
  EXPECT_EQ(b.kind, a.kind);
  EXPECT_EQ(b.date, a.date);
  EXPECT_EQ(b.perplexity.ppl, a.perplexity.ppl);
  EXPECT_EQ(b.perplexity.tokens, a.perplexity.tokens);
  EXPECT_EQ(b.perplexity.window_nll, a.perplexity.window_nll);
  EXPECT_EQ(b.latency.prefill_tokens_per_second, a.latency.prefill_tokens_per_second);
  EXPECT_EQ(b.latency.decode_spread, a.latency.decode_spread);
  EXPECT_EQ(b.latency.peak_rss_bytes, a.latency.peak_rss_bytes);
  EXPECT_EQ(b.latency.isa, a.latency.isa);
  EXPECT_EQ(b.latency.time_to_first_token, a.latency.time_to_first_token);
  EXPECT_EQ(b.latency.resident_weight_bytes, a.latency.resident_weight_bytes);
  EXPECT_EQ(b.latency.head, a.latency.head);
  EXPECT_EQ(b.latency.kv_cache, a.latency.kv_cache);
  EXPECT_EQ(b.latency.arithmetic, a.latency.arithmetic);
  EXPECT_EQ(b.latency.kernels, a.latency.kernels);
  EXPECT_FALSE(out.benchmarks[1].has_perplexity);
  EXPECT_FALSE(out.benchmarks[1].has_latency);

  const std::string first = text();
  save_session(folder_, out);
  EXPECT_EQ(text(), first) << "saving what was loaded changes nothing";
}

TEST_F(SessionTest, SavingLeavesNothingBesideTheFile) {
  save_session(folder_, full_state());
  save_session(folder_, SessionState{});
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    EXPECT_EQ(entry.path().filename(), "session.json");
    ++files;
  }
  EXPECT_EQ(files, 1);
  EXPECT_EQ(load_session(folder_).layers, 0);
}

TEST_F(SessionTest, AFolderThatCannotBeMadeIsNamed) {
  const fs::path blocker = folder_;
  std::ofstream(blocker) << "a file";
  try {
    save_session(blocker / "session", SessionState{});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::io);
    EXPECT_NE(std::string(e.what()).find(blocker.string()), std::string::npos) << e.what();
  }
}

TEST_F(SessionTest, AnUnfinishedSaveKeepsTheOldState) {
  save_session(folder_, full_state());
  // What a kill in the middle leaves behind.
  std::ofstream(folder_ / ".session.json.1.0.tmp") << "{\"schema\":";
  EXPECT_EQ(load_session(folder_).model_fingerprint, "f00d");
}

TEST_F(SessionTest, NoSessionIsNotFound) {
  try {
    load_session(folder_);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::not_found);
    EXPECT_NE(std::string(e.what()).find("holds no session.json"), std::string::npos);
  }
}

TEST_F(SessionTest, OneOfTheFirstVersionHasSymmetricWeights) {
  save_session(folder_, full_state());
  nlohmann::json old = nlohmann::json::parse(text());
  EXPECT_EQ(old["analysis"]["scheme"].erase("asymmetric"), 1u);
  old["analysis"]["scheme"]["group_size"] = 64;
  write(old.dump());
  const Scheme scheme = load_session(folder_).analysis.scheme;
  EXPECT_FALSE(scheme.asymmetric);
  EXPECT_EQ(scheme.group_size, 64);
}

struct Damage {
  const char* pointer;    // what to replace in a sound session
  const char* value;      // by this JSON; empty: remove it
  const char* complaint;  // part of the message
  ErrorCode code = ErrorCode::bad_format;
};

TEST_F(SessionTest, DamageIsNamedByFileAndField) {
  const Damage cases[] = {
      {"/schema", "\"other\"", "schema should be \"calm-session\", found \"other\""},
      {"/schema", "", "schema is missing"},
      {"/version", "2", "version 2; this program reads versions up to 1", ErrorCode::unsupported},
      {"/version", "0", "version should be an integer from 1, found 0"},
      {"/version", "\"1\"", "version should be an integer"},
      {"/model", "[]", "model should be an object, found []"},
      {"/model/layers", "-1", "model.layers should be an integer from 0"},
      {"/model/layers", "1e9", "model.layers should be an integer from 0"},
      {"/model/layers", "99999999999999999999", "model.layers should be an integer"},
      {"/model/name", "3", "model.name should be a string, found 3"},
      {"/analysis/site", "\"ffn\"", "analysis.site should be one of ffn-output, down-input"},
      {"/analysis/calibration/seed", "-3", "analysis.calibration.seed should be an integer from 0"},
      {"/analysis/scheme/storage", "\"int8\"", "analysis.scheme.storage should be one of auto, float32"},
      {"/analysis/scheme/group_size", "0", "group_size should be a number of input channels"},
      {"/analysis/scheme/float16_scales", "1", "float16_scales should be true or false, found 1"},
      {"/threads", "null", "threads should be an integer from 0, found null"},
      {"/scored_pool/1", "{}", "scored_pool[1] should be a string, found {}"},
      {"/selection/metric", "\"mse\"", "selection.metric should be one of cka, cka-no-sinks, "},
      {"/selection/overrides/0/layer", "4",
       "selection.overrides[0].layer should be an integer from 0 up to 3, found 4"},
      {"/plan/3", "", "plan should be one entry for each of the model's 4 layers"},
      {"/plan/2/by", "\"chance\"", "plan[2].by should be one of nobody, search, user"},
      {"/plan/2/stale", "", "plan[2].stale is missing"},
      {"/scores/5/layer", "4", "scores[5].layer should be an integer from 0 up to 3"},
      {"/scores/5/candidates", "7", "scores[5].candidates should be an array, found 7"},
      {"/scores/5/candidates/11/cka", "\"high\"", "scores[5].candidates[11].cka should be a number or null"},
      {"/benchmarks/0/perplexity/tokens", "1.5", "benchmarks[0].perplexity.tokens should be an integer from 0"},
      {"/benchmarks/0/latency/isa", "", "benchmarks[0].latency.isa is missing"},
      {"/benchmarks/0/kind", "\"best\"", "benchmarks[0].kind should be one of original, uniform, plan"},
  };
  save_session(folder_, full_state());
  const nlohmann::json sound = nlohmann::json::parse(text());
  for (const Damage& damage : cases) {
    SCOPED_TRACE(std::string(damage.pointer) + " = " + damage.value);
    const nlohmann::json::json_pointer where(damage.pointer);
    ASSERT_TRUE(sound.contains(where));
    nlohmann::json broken = sound;
    if (*damage.value) {
      broken[where] = nlohmann::json::parse(damage.value);
    } else if (broken[where.parent_pointer()].is_array()) {
      broken[where.parent_pointer()].erase(std::stoul(where.back()));
    } else {
      broken[where.parent_pointer()].erase(where.back());
    }
    write(broken.dump());
    try {
      load_session(folder_);
      ADD_FAILURE() << "opened";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), damage.code);
      EXPECT_NE(std::string(e.what()).find(damage.complaint), std::string::npos) << e.what();
      EXPECT_NE(std::string(e.what()).find(file().string()), std::string::npos) << e.what();
    }
  }
}

TEST_F(SessionTest, AnyTruncationIsAnErrorAndNoCrash) {
  SessionState state = full_state();
  state.scores = {};
  save_session(folder_, state);
  const std::string whole = text();
  for (size_t length = 0; length + 2 < whole.size(); length += 1 + length / 16) {
    write(whole.substr(0, length));
    try {
      load_session(folder_);
      ADD_FAILURE() << "opened at " << length;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::bad_format);
      EXPECT_NE(std::string(e.what()).find("is not valid JSON"), std::string::npos) << e.what();
    }
  }
}

TEST(NewSessionFolder, StandsInTheDataFolderUnderASafeName) {
  const char* old = std::getenv("XDG_DATA_HOME");
  const std::string kept = old ? old : "";
  ::setenv("XDG_DATA_HOME", "/nowhere/data", 1);
  const fs::path folder = new_session_folder("../Qwen/2.5 7B;rm");
  EXPECT_EQ(folder.parent_path(), "/nowhere/data/calm-workbench/sessions");
  EXPECT_EQ(folder.filename().string().rfind("_._Qwen_2.5_7B_rm-", 0), 0u) << folder;
  EXPECT_FALSE(fs::exists(folder));
  old ? ::setenv("XDG_DATA_HOME", kept.c_str(), 1) : ::unsetenv("XDG_DATA_HOME");
}

// A second holder would overwrite the first one's results.
TEST(SessionLock, IsHeldByOneAndGoesWithIt) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("calm-session-lock-" + std::to_string(getpid()));
  {
    const SessionLock held(folder);
    EXPECT_TRUE(std::filesystem::is_directory(folder));
    EXPECT_TRUE(std::filesystem::is_empty(folder)) << "nothing may be left in a session's folder";
    try {
      const SessionLock second(folder);
      FAIL() << "two holders";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::io);
      EXPECT_NE(std::string(e.what()).find(folder.string()), std::string::npos);
    }
  }
  EXPECT_NO_THROW(SessionLock{folder});
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace calm
