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
  std::vector<double> prefill, decode, prefill_cpu, decode_cpu;
  uint64_t peak = 0;
};

int32_t arg_max(const at::Tensor& logits) {
  return static_cast<int32_t>(logits.argmax().item<int64_t>());
}

}  // namespace

std::vector<LatencyResult> latency(const std::vector<std::shared_ptr<Model>>& models, const LatencyRequest& request,
                                   const ExecutionOptions& execution, const ProgressSink& sink, RunControl& control) {
  if (request.prompt < 1 || request.generate < 1 || request.repeats < 1) {
    throw Error(ErrorCode::invalid_argument, "prompt, generate and repeats must each be at least 1");
  }
  const c10::InferenceMode inference;
  const int threads = use_threads(execution.threads);
  const at::Device device = parse_device(execution.device);
  ProgressMeter meter(
      sink, static_cast<double>(models.size()) * (request.repeats + 1) * (request.prompt / 8.0 + request.generate));
  std::vector<Samples> samples(models.size());
  for (int repeat = -1; repeat < request.repeats; ++repeat) {  // the first round only warms up
    for (size_t i = 0; i < models.size(); ++i) {
      control.checkpoint();
      const Model::Impl& model = models[i]->impl();
      meter.describe((repeat < 0 ? "warming up: " : "timing: ") + models[i]->info().name);
      if (repeat >= 0) reset_peak_memory();
      Decoder decoder(model, device, request.prompt + request.generate);
      std::mt19937_64 random(1234);
      std::vector<int32_t> prompt;
      for (int k = 0; k < request.prompt; ++k)
        prompt.push_back(static_cast<int32_t>(random() % static_cast<uint64_t>(model.config.vocab_size)));
      int32_t next = 0;
      const Timing prefill = timed([&] { next = arg_max(decoder.feed(prompt)); });
      meter.add(request.prompt / 8.0);
      const int generated = repeat < 0 ? std::min(4, request.generate) : request.generate;
      const Timing decode = timed([&] {
        for (int k = 0; k < generated; ++k) {
          control.checkpoint();
          next = arg_max(decoder.feed({next}));
          meter.add(1);
        }
      });
      if (repeat < 0) {
        meter.add(request.generate - generated);
        continue;
      }
      samples[i].prefill.push_back(request.prompt / prefill.wall);
      samples[i].prefill_cpu.push_back(request.prompt / prefill.cpu);
      samples[i].decode.push_back(generated / decode.wall);
      samples[i].decode_cpu.push_back(generated / decode.cpu);
      samples[i].peak = std::max(samples[i].peak, peak_resident_bytes());
    }
  }
  std::vector<LatencyResult> results;
  for (size_t i = 0; i < models.size(); ++i) {
    LatencyResult result;
    result.prefill_tokens_per_second = median(samples[i].prefill);
    result.decode_tokens_per_second = median(samples[i].decode);
    result.prefill_tokens_per_cpu_second = median(samples[i].prefill_cpu);
    result.decode_tokens_per_cpu_second = median(samples[i].decode_cpu);
    result.prefill_spread = spread(samples[i].prefill);
    result.decode_spread = spread(samples[i].decode);
    result.peak_rss_bytes = samples[i].peak;
    result.weight_bytes = stored_weight_bytes(models[i]->impl());
    result.isa = std::string(kernels::to_string(kernels::active_isa()));
    result.threads = threads;
    results.push_back(result);
  }
  return results;
}

std::vector<int32_t> generate(const Model& model, const GenerateRequest& request, const ExecutionOptions& execution,
                              const std::function<void(int32_t)>& on_token, RunControl& control) {
  const c10::InferenceMode inference;
  use_threads(execution.threads);
  if (request.max_tokens < 1) throw Error(ErrorCode::invalid_argument, "max-tokens must be at least 1");
  Sampler sampler(request);
  const Model::Impl& impl = model.impl();
  Decoder decoder(impl, parse_device(execution.device),
                  static_cast<int64_t>(request.prompt.size()) + request.max_tokens);
  std::vector<int32_t> result;
  at::Tensor logits = decoder.feed(request.prompt);
  while (true) {
    control.checkpoint();
    const at::Tensor row = logits.cpu().contiguous();
    const int32_t id = sampler.pick(row.const_data_ptr<float>(), row.numel());
    const std::vector<int32_t>& ends = impl.config.eos_token_ids;
    if (std::find(ends.begin(), ends.end(), id) != ends.end()) break;
    result.push_back(id);
    if (on_token) on_token(id);
    if (static_cast<int>(result.size()) == request.max_tokens) break;
    logits = decoder.feed({id});
  }
  return result;
}

}  // namespace calm
