// The events of run_search: order, exactly one end, cancelling, pausing, errors.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <thread>

#include "core/search/search_rig.h"
#include "storage/safetensors.h"
#include "support/error_of.h"
#include "support/files.h"

namespace calm {
namespace {

using namespace std::chrono_literals;
using test::Recording;
using test::SearchRig;

const std::vector<std::string> kPool = {"rtn", "gptq", "awq"};

void expect_started_and_ended_once(const std::vector<SearchEvent>& events) {
  ASSERT_GE(events.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<SearchStarted>(events.front()));
  EXPECT_TRUE(std::holds_alternative<SearchEnded>(events.back()));
  int started = 0, ended = 0;
  for (const SearchEvent& event : events) {
    started += std::holds_alternative<SearchStarted>(event) ? 1 : 0;
    ended += std::holds_alternative<SearchEnded>(event) ? 1 : 0;
  }
  EXPECT_EQ(started, 1);
  EXPECT_EQ(ended, 1);
}

TEST(SearchEvents, ComeInOrderFromTheCallingThread) {
  const SearchRig rig;
  std::vector<SearchEvent> events;
  bool elsewhere = false;
  RunControl control;
  const auto caller = std::this_thread::get_id();
  const SearchResult result = run_search(
      rig.request(kPool),
      [&](const SearchEvent& event) {
        elsewhere = elsewhere || std::this_thread::get_id() != caller;
        events.push_back(event);
      },
      control);
  EXPECT_FALSE(elsewhere);
  expect_started_and_ended_once(events);
  const auto& started = std::get<SearchStarted>(events.front());
  EXPECT_EQ(started.layers, 4);
  EXPECT_EQ(started.first_layer, 0);
  EXPECT_EQ(started.device, "cpu");
  EXPECT_EQ(started.threads, 1);
  EXPECT_EQ(started.pool, (std::vector<std::string>{"rtn", "gptq", "awq"}));
  EXPECT_EQ(std::get<SearchEnded>(events.back()).status, EndStatus::finished);

  // Each candidate in the pool's order, then the layer's decision, then the next layer.
  std::vector<std::string> order;
  double done = 0;
  for (const SearchEvent& event : events) {
    if (const auto* scored = std::get_if<CandidateScored>(&event)) {
      order.push_back(std::to_string(scored->layer) + " " + scored->score.method);
      EXPECT_FALSE(scored->cached);
      EXPECT_TRUE(std::isfinite(scored->score.values[Metric::cka]));
      EXPECT_GT(scored->score.seconds, 0);
    }
    if (const auto* decided = std::get_if<LayerDecided>(&event)) {
      order.push_back(std::to_string(decided->layer) + " decided");
      EXPECT_EQ(decided->method, result.plan.layers[static_cast<size_t>(decided->layer)].method);
      EXPECT_EQ(decided->by, DecidedBy::search);
      EXPECT_GE(decided->margin, 0);
    }
    if (const auto* progress = std::get_if<Progress>(&event)) {
      EXPECT_GE(progress->done, done - 1e-9);
      EXPECT_LE(progress->done, 1 + 1e-9);
      EXPECT_GT(progress->rss_bytes, 0U);
      done = progress->done;
    }
  }
  std::vector<std::string> expected;
  for (int layer = 0; layer < 4; ++layer) {
    for (const char* what : {"rtn", "gptq", "awq", "decided"}) {
      expected.push_back(std::to_string(layer) + " " + std::string(what));
    }
  }
  EXPECT_EQ(order, expected);
}

class CancelAt : public testing::TestWithParam<int> {};

TEST_P(CancelAt, EndsOnceAndWithinABatch) {
  const SearchRig rig;
  std::vector<SearchEvent> events;
  RunControl control;
  int after = 0;
  const SearchResult result = run_search(
      rig.request(kPool),
      [&](const SearchEvent& event) {
        if (control.stop_requested() && !std::holds_alternative<SearchEnded>(event)) ++after;
        events.push_back(event);
        if (static_cast<int>(events.size()) == GetParam()) control.request_stop();
      },
      control);
  EXPECT_EQ(result.status, EndStatus::cancelled);
  expect_started_and_ended_once(events);
  EXPECT_EQ(std::get<SearchEnded>(events.back()).status, EndStatus::cancelled);
  EXPECT_TRUE(std::get<SearchEnded>(events.back()).error.empty());
  // At most what belongs to the unit of work under way: a candidate's end, the decision, the next one's start.
  EXPECT_LE(after, 4);
  int measured = 0;
  for (size_t i = static_cast<size_t>(GetParam()); i < events.size(); ++i) {
    measured += std::holds_alternative<CandidateScored>(events[i]) ? 1 : 0;
  }
  EXPECT_LE(measured, 1);
}

INSTANTIATE_TEST_SUITE_P(Events, CancelAt, testing::Values(1, 2, 3, 4, 5, 6, 9, 12, 17, 23));

TEST(SearchControl, StoppedBeforeItStartsStillStartsAndEnds) {
  const SearchRig rig;
  std::vector<SearchEvent> events;
  RunControl control;
  control.request_stop();
  const SearchResult result = run_search(
      rig.request(kPool), [&](const SearchEvent& e) { events.push_back(e); }, control);
  EXPECT_EQ(result.status, EndStatus::cancelled);
  expect_started_and_ended_once(events);
}

TEST(SearchControl, PausedEmitsNothingAndThenGoesOn) {
  const SearchRig rig;
  const SearchResult expected = test::record(rig.request(kPool, "other")).result;
  RunControl control;
  std::atomic<int> count{0};
  std::atomic<bool> paused{false};
  int before = 0, later = 0;
  std::jthread helper([&] {
    while (!paused) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(300ms);  // the batch under way ends
    before = count;
    std::this_thread::sleep_for(300ms);
    later = count;
    control.resume();
  });
  int candidates = 0;
  const SearchResult result = run_search(
      rig.request(kPool),
      [&](const SearchEvent& event) {
        ++count;
        if (std::holds_alternative<CandidateScored>(event) && ++candidates == 4) {
          control.pause();
          paused = true;
        }
      },
      control);
  helper.join();
  EXPECT_EQ(before, later);
  EXPECT_GT(count, later);
  EXPECT_EQ(result.status, EndStatus::finished);
  EXPECT_EQ(methods_of(result.plan), methods_of(expected.plan));
}

TEST(SearchControl, StopsWhilePaused) {
  const SearchRig rig;
  RunControl control;
  std::atomic<bool> paused{false};
  std::jthread helper([&] {
    while (!paused) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(50ms);
    control.request_stop();
  });
  const SearchResult result = run_search(
      rig.request(kPool),
      [&](const SearchEvent& event) {
        if (std::holds_alternative<CandidateScored>(event) && !paused) {
          control.pause();
          paused = true;
        }
      },
      control);
  EXPECT_EQ(result.status, EndStatus::cancelled);
}

/// Runs a request that must fail; the error must be both thrown and in the ended event.
void expect_failure(const SearchRequest& request, ErrorCode code, const std::vector<std::string>& parts) {
  std::vector<SearchEvent> events;
  RunControl control;
  const test::ErrorOf error = test::error_of([&] {
    run_search(
        request, [&](const SearchEvent& e) { events.push_back(e); }, control);
  });
  ASSERT_TRUE(error.thrown);
  EXPECT_EQ(error.code, code) << error.message;
  for (const std::string& part : parts) {
    EXPECT_NE(error.message.find(part), std::string::npos) << error.message << " lacks " << part;
  }
  expect_started_and_ended_once(events);
  EXPECT_EQ(std::get<SearchEnded>(events.back()).status, EndStatus::failed);
  EXPECT_EQ(std::get<SearchEnded>(events.back()).error, error.message);
}

TEST(SearchErrors, AreThrownAndEndTheEvents) {
  const SearchRig rig;
  expect_failure(rig.request({}), ErrorCode::invalid_argument, {"pool"});
  expect_failure(rig.request({"bogus"}), ErrorCode::invalid_argument, {"bogus"});
  SearchRequest request = rig.request(kPool);
  request.selection.overrides[9] = "rtn";
  expect_failure(request, ErrorCode::invalid_argument, {"layer 9", "0 to 3"});
  request = rig.request(kPool);
  request.from_layer = 2;
  expect_failure(request, ErrorCode::invalid_argument, {"layer 2", "layer 0"});
  request = rig.request(kPool);
  request.analysis.calibration.file = rig.folder / "nothing.json";
  expect_failure(request, ErrorCode::not_found, {"nothing.json"});
  request = rig.request(kPool);
  request.analysis.calibration.sequences = 99;
  expect_failure(request, ErrorCode::invalid_argument, {"99", "24"});
  request = rig.request(kPool);
  request.device = "cuda:77";
  expect_failure(request, ErrorCode::device, {"77"});
  request = rig.request(kPool);
  request.model = nullptr;
  expect_failure(request, ErrorCode::invalid_argument, {"no model"});
}

/// Overwrites one float of a model's file.
void patch(const std::filesystem::path& folder, const std::string& tensor, size_t index, float value) {
  std::string bytes = test::read_file(folder / "model.safetensors");
  size_t offset = 0;
  {
    const auto source = open_safetensors(folder / "model.safetensors");
    offset = source->at(tensor).offset;
  }
  std::memcpy(bytes.data() + offset + index * sizeof value, &value, sizeof value);
  test::write_file(folder / "model.safetensors", bytes);
}

TEST(SearchErrors, NaNWeightsNameTheTensorAfterTheLayersBelow) {
  const SearchRig rig({}, [](const auto& folder) {
    patch(folder, "model.layers.2.mlp.up_proj.weight", 77, std::numeric_limits<float>::quiet_NaN());
  });
  expect_failure(rig.request(kPool), ErrorCode::numeric, {"model.layers.2.mlp.up_proj.weight"});
  // What was decided before is on disk.
  const SessionState state = load_session(rig.folder / "session");
  EXPECT_EQ(state.plan.layers[1].by, DecidedBy::search);
  EXPECT_EQ(state.plan.layers[2].by, DecidedBy::nobody);
}

TEST(SearchErrors, AModelThatNoGroupFitsIsRefused) {
  test::RandomModelSpec spec;
  spec.hidden = 60;
  spec.intermediate = 100;
  spec.heads = 3;
  spec.kv_heads = 1;
  spec.head_dim = 20;
  const SearchRig rig(spec);
  expect_failure(rig.request(kPool), ErrorCode::unsupported, {"self_attn.q_proj has 60", "choose a group"});
  EXPECT_FALSE(is_session(rig.folder / "session"));
  // A group that fits, but no kernel: computed dequantized.
  SearchRequest request = rig.request({"rtn", "gptq"});
  request.analysis.scheme.group_size = 20;
  RunControl control;
  EXPECT_TRUE(run_search(request, {}, control).plan.complete());
  bool warned = false;
  for (const std::string& warning : estimate_search(request).warnings)
    warned = warned || warning.find("no multiple of 32") != std::string::npos;
  EXPECT_TRUE(warned);
}

TEST(SearchErrors, AMethodThatCannotBeAppliedIsPassedOverAndSaid) {
  const auto unfoldable = [](const std::filesystem::path& folder) {
    // alpha 1 multiplies this column by the activations' maximum: its scale then overflows float16.
    patch(folder, "model.layers.1.input_layernorm.weight", 0, 3e4F);
    patch(folder, "model.layers.1.self_attn.v_proj.weight", 0, 20.0F);
  };
  const SearchRig rig({}, unfoldable);
  SearchRequest request = rig.request({"smoothquant:1", "rtn"});
  request.analysis.scheme.storage = StorageType::float16;
  const Recording recording = test::record(request);
  EXPECT_EQ(recording.result.status, EndStatus::finished);
  const CandidateScore& failed = recording.result.scores[1][0];
  EXPECT_FALSE(failed.applicable);
  EXPECT_TRUE(std::isnan(failed.value(Metric::cka)));
  EXPECT_FALSE(failed.note.empty());
  EXPECT_EQ(recording.result.plan.layers[1].method, "rtn");
  EXPECT_TRUE(recording.result.scores[0][0].applicable) << recording.result.scores[0][0].note;
  // Alone, there is nothing to choose.
  request = rig.request({"smoothquant:1"}, "alone");
  request.analysis.scheme.storage = StorageType::float16;
  expect_failure(request, ErrorCode::numeric, {"layer 1", "smoothquant:1"});
}

}  // namespace
}  // namespace calm
