#include <c10/core/InferenceMode.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>

#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/kernels/isa.h"
#include "inference/language_model.h"
#include "inference/runner.h"
#include "inference/sampler.h"
#include "search/progress_meter.h"

namespace calm {
namespace {

using Clock = std::chrono::steady_clock;

struct Timing {
  double wall = 0, cpu = 0;
};

template <typename Body>
Timing timed(const Body& body) {
  const Clock::time_point start = Clock::now();
  const double cpu = process_cpu_seconds();
  body();
  return {std::chrono::duration<double>(Clock::now() - start).count(), process_cpu_seconds() - cpu};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double spread(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return (*high - *low) / median(values);
}

/// The kernel then counts the peak of resident memory anew; where it does not allow that, the peak is of the whole
/// process.
void reset_peak_memory() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

struct Samples {
  std::vector<double> prefill, decode, prefill_cpu, decode_cpu, first;
};

/// One model under measurement. It is alone in memory while it warms up: that gives its peak. After that all stay,
/// where they fit, so that the rounds cost no loading.
struct Subject {
  std::shared_ptr<const Model> model;
  std::unique_ptr<Runner> runner;
  std::vector<int32_t> prompt;
  Samples samples;
  LatencyResult result;
};

class Measurement {
 public:
  Measurement(const std::vector<std::shared_ptr<Model>>& models, const LatencyRequest& request,
              const ExecutionOptions& execution, const ProgressSink& sink, RunControl& control)
      : request_(request),
        execution_(execution),
        control_(control),
        meter_(sink,
               static_cast<double>(models.size()) * (request.repeats + 1) * (request.prompt / 8.0 + request.generate)) {
    for (const auto& model : models) {
      Subject& subject = subjects_.emplace_back();
      subject.model = model;
      std::mt19937_64 random(1234);
      for (int k = 0; k < request.prompt; ++k)
        subject.prompt.push_back(static_cast<int32_t>(random() % static_cast<uint64_t>(model->info().vocab)));
    }
  }

  std::vector<LatencyResult> run() {
    uint64_t together = 0;
    for (Subject& subject : subjects_) {
      meter_.describe("warming up: " + subject.model->info().name);
      reset_peak_memory();
      const uint64_t before = resident_bytes();
      load(subject);
      round(subject, std::min(4, request_.generate), false);
      subject.result.peak_rss_bytes = peak_resident_bytes();
      together += subject.result.peak_rss_bytes - std::min(before, subject.result.peak_rss_bytes);
      subject.runner->describe(subject.result);
      meter_.add(request_.prompt / 8.0 + request_.generate);
      if (subjects_.size() > 1 || request_.repeats == 0) subject.runner.reset();
    }
    const bool keep = together < available_memory_bytes() / 2;
    for (int repeat = 0; repeat < request_.repeats; ++repeat) {
      for (Subject& subject : subjects_) {
        meter_.describe("timing: " + subject.model->info().name);
        if (!subject.runner) {
          load(subject);
          if (!keep || repeat == 0) round(subject, std::min(4, request_.generate), false);  // fresh memory is slower
        }
        round(subject, request_.generate, true);
        if (!keep && subjects_.size() > 1) subject.runner.reset();
      }
    }
    std::vector<LatencyResult> results;
    for (Subject& subject : subjects_) results.push_back(summary(subject));
    return results;
  }

 private:
  void load(Subject& subject) {
    control_.checkpoint();
    subject.runner = make_runner(subject.model, execution_, request_.prompt + request_.generate, &control_);
  }

  void round(Subject& subject, int generated, bool counts) {
    Runner& runner = *subject.runner;
    runner.reset();
    int32_t next = 0;
    const Timing prefill = timed([&] {
      runner.feed(subject.prompt, &control_);
      next = runner.pick(greedy_);
    });
    if (counts) meter_.add(request_.prompt / 8.0);
    const Timing decode = timed([&] {
      for (int k = 0; k < generated; ++k) {
        control_.checkpoint();
        runner.feed({&next, 1}, nullptr);
        next = runner.pick(greedy_);
        if (counts) meter_.add(1);
      }
    });
    if (!counts) return;
    Samples& samples = subject.samples;
    samples.first.push_back(prefill.wall);
    samples.prefill.push_back(request_.prompt / prefill.wall);
    samples.prefill_cpu.push_back(request_.prompt / prefill.cpu);
    samples.decode.push_back(generated / decode.wall);
    samples.decode_cpu.push_back(generated / decode.cpu);
  }

  LatencyResult summary(Subject& subject) const {
    const Samples& samples = subject.samples;
    LatencyResult result = subject.result;
    result.weight_bytes = stored_weight_bytes(subject.model->impl());
    if (result.isa.empty()) result.isa = std::string(kernels::to_string(kernels::active_isa()));
    result.threads = execution_.threads;
    if (request_.repeats == 0) return result;
    result.prefill_tokens_per_second = median(samples.prefill);
    result.decode_tokens_per_second = median(samples.decode);
    result.prefill_tokens_per_cpu_second = median(samples.prefill_cpu);
    result.decode_tokens_per_cpu_second = median(samples.decode_cpu);
    result.time_to_first_token = median(samples.first);
    result.prefill_spread = spread(samples.prefill);
    result.decode_spread = spread(samples.decode);
    return result;
  }

  LatencyRequest request_;
  ExecutionOptions execution_;
  RunControl& control_;
  ProgressMeter meter_;
  Sampler greedy_{GenerateRequest{}};
  std::vector<Subject> subjects_;
};

}  // namespace

std::vector<LatencyResult> latency(const std::vector<std::shared_ptr<Model>>& models, const LatencyRequest& request,
                                   const ExecutionOptions& execution, const ProgressSink& sink, RunControl& control) {
  if (request.prompt < 1 || request.generate < 1 || request.repeats < 0) {
    throw Error(ErrorCode::invalid_argument, "prompt and generate must each be at least 1, repeats at least 0");
  }
  const c10::InferenceMode inference;
  ExecutionOptions used = execution;
  used.threads = use_threads(execution.threads);
  return Measurement(models, request, used, sink, control).run();
}

std::vector<int32_t> generate(const Model& model, const GenerateRequest& request, const ExecutionOptions& execution,
                              const std::function<void(int32_t)>& on_token, RunControl& control,
                              GenerateTimings* timings_or_null) {
  GenerateTimings unused;
  GenerateTimings& timings = timings_or_null != nullptr ? *timings_or_null : unused;
  timings = {};
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  const c10::InferenceMode inference;
  ExecutionOptions used = execution;
  used.threads = use_threads(execution.threads);
  if (request.max_tokens < 1) throw Error(ErrorCode::invalid_argument, "max-tokens must be at least 1");
  if (request.prompt.empty()) throw Error(ErrorCode::invalid_argument, "the prompt is empty; give at least one token");
  control.checkpoint();
  Sampler sampler(request);
  std::vector<int32_t> ends = model.impl().config.eos_token_ids;
  ends.insert(ends.end(), request.stop_ids.begin(), request.stop_ids.end());
  Clock::time_point start = Clock::now();
  const auto runner = make_runner(std::make_shared<const Model>(model), used,
                                  static_cast<int64_t>(request.prompt.size()) + request.max_tokens, &control);
  timings.load = since(start);
  std::vector<int32_t> result;
  result.reserve(static_cast<size_t>(request.max_tokens));
  start = Clock::now();
  runner->feed(request.prompt, &control);
  while (true) {
    control.checkpoint();
    const int32_t id = runner->pick(sampler);
    if (timings.first_token == 0) {
      timings.first_token = since(start);
      start = Clock::now();
    } else {
      timings.decode = since(start);
    }
    timings.ended = std::find(ends.begin(), ends.end(), id) != ends.end();
    if (timings.ended) break;
    result.push_back(id);
    if (on_token) on_token(id);
    if (static_cast<int>(result.size()) == request.max_tokens) break;
    runner->feed({&id, 1}, nullptr);
  }
  return result;
}

}  // namespace calm
