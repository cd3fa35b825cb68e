#include "calm/export.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>

#include "calm/error.h"
#include "calm/plan_size.h"
#include "calm/session.h"
#include "export/compressed_tensors.h"
#include "export/export_job.h"
#include "export/gguf_model.h"
#include "export/gguf_tokenizer_metadata.h"
#include "export/staged_folder.h"
#include "model/model_impl.h"
#include "search/progress_meter.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCompressedTensors = "compressed-tensors";
constexpr const char* kGguf = "gguf";
constexpr const char* kLlamaCppNote =
    "Weights are exactly the plan's. llama.cpp quantizes activations in blocks of 32 (Q8_0) instead of by token, so "
    "its "
    "logits differ a little.";
/// Tokenizer, config, recipe and model card, generously.
constexpr uint64_t kSmallFiles = 20'000'000;

StorageType storage_of(const Model& model, const Scheme& scheme) {
  return scheme.storage == StorageType::automatic ? model.impl().native_storage : scheme.storage;
}

/// "Layer 3 (spqr:bits=3) cannot be ...", with the first of them.
void refuse_unexportable(const std::vector<std::string>& methods, const std::string& format) {
  std::vector<size_t> layers;
  for (size_t l = 0; l < methods.size(); ++l) {
    if (!is_exportable(methods[l])) layers.push_back(l);
  }
  if (layers.empty()) return;
  std::string others;
  constexpr size_t kNamed = 8;
  for (size_t i = 1; i < std::min(layers.size(), kNamed); ++i)
    others += (others.empty() ? "" : ", ") + std::to_string(layers[i]);
  if (layers.size() > kNamed) others += " and " + std::to_string(layers.size() - kNamed) + " more";
  throw Error(ErrorCode::unsupported,
              "Layer " + std::to_string(layers.front()) + " (" + methods[layers.front()] + ") cannot be written as " +
                  format +
                  ", which has no place for SpQR's outliers and quantized scales. Choose another method there" +
                  (others.empty() ? "." : ", and at layers " + others + "."));
}

/// GGUF's types of 4 bits are one width for all linears.
void require_four_bits(const ExportJob& job) {
  for (size_t l = 0; l < job.linears.size(); ++l) {
    for (const LinearId id : kLinearIds) {
      const StoredLinear& linear = job.linears[l][static_cast<size_t>(id)];
      if (!linear.quantized() || linear.bits == 4) continue;
      throw Error(ErrorCode::unsupported,
                  gguf_type_name(job.session.analysis.scheme) + " holds 4 bits a weight; layer " + std::to_string(l) +
                      "'s " + linear_name(id) + " has " + std::to_string(linear.bits) + " (" + job.methods[l] +
                      "). Export as compressed-tensors, or choose methods of 4 bits.");
    }
  }
}

/// "3 in 4 layers, 4 in 26": where a plan mixes widths, or has one that serving runtimes do not take.
std::vector<std::string> width_notes(const ExportJob& job) {
  std::map<int, int> layers;  // bits -> layers that have a linear of them
  for (const auto& layer : job.linears) {
    std::set<int> widths;
    for (const StoredLinear& linear : layer) {
      if (linear.quantized()) widths.insert(linear.bits);
    }
    for (const int bits : widths) ++layers[bits];
  }
  std::vector<std::string> notes;
  std::string mixed, unusual;
  for (const auto& [bits, count] : layers) {
    mixed += (mixed.empty() ? "" : ", ") + std::to_string(bits) + " in " + std::to_string(count) + " layers";
    if (bits != 4 && bits != 8) unusual += (unusual.empty() ? "" : ", ") + std::to_string(bits);
  }
  if (layers.size() > 1) notes.push_back("Bits a weight: " + mixed + ".");
  if (!unusual.empty()) {
    notes.push_back("Weights of " + unusual +
                    " bits: transformers with compressed-tensors 0.19 reads them (older versions pack them "
                    "differently); vLLM's kernels take 4 and 8 bits only.");
  }
  return notes;
}

/// Serving runtimes fuse q, k, v and gate, up into one matrix each, whose shards must share bits and group.
std::string fusion_note(const ExportJob& job) {
  const auto has_parts = [](const PlanLayer& layer) { return layer.method.find('/') != std::string::npos; };
  if (std::none_of(job.plan.layers.begin(), job.plan.layers.end(), has_parts)) return "";
  std::string split;
  for (size_t l = 0; l < job.linears.size(); ++l) {
    for (const InputSite site : {InputSite::attention_in, InputSite::ffn_in}) {
      const auto& first = job.linears[l][static_cast<size_t>(linears_of(site).front())];
      for (const LinearId id : linears_of(site)) {
        const auto& other = job.linears[l][static_cast<size_t>(id)];
        if (other.group != first.group || other.bits != first.bits)
          split += (split.empty() ? "" : ", ") + std::to_string(l) + " " + linear_name(id);
      }
    }
  }
  return split.empty()
             ? "Some layers have a method for each part. q, k, v and gate, up share bits and group in every "
               "layer, so that runtimes that fuse them can."
             : "Runtimes that fuse q, k, v and gate, up need one scheme for each; it differs at " + split + ".";
}

std::vector<std::string> plan_notes(const ExportJob& job) {
  std::vector<std::string> notes = layout_notes(job.linears, job.session.analysis.scheme);
  for (std::string& note : width_notes(job)) notes.push_back(std::move(note));
  if (std::string note = fusion_note(job); !note.empty()) notes.push_back(std::move(note));
  if (const TuningRecord* tuning = tuning_of(job.session, methods_of(job.plan)); tuning != nullptr && tuning->used())
    notes.push_back("Scales and norms are tuned: " + describe(*tuning) + ".");
  const auto stale =
      std::count_if(job.plan.layers.begin(), job.plan.layers.end(), [](const PlanLayer& layer) { return layer.stale; });
  if (stale > 0) {
    notes.push_back(std::to_string(stale) + " of " + std::to_string(job.plan.layers.size()) +
                    " layers are stale: their methods were chosen under other choices below them. Recompute to choose "
                    "them again.");
  }
  return notes;
}

std::vector<std::string> target_errors(const ExportRequest& request, const ExportCheck& check) {
  std::vector<std::string> errors;
  if (std::string problem = target_problem(request.out, request.force); !problem.empty()) errors.push_back(problem);
  std::error_code ec;
  const fs::path out = fs::weakly_canonical(request.out, ec);
  const fs::path model = fs::weakly_canonical(request.model->info().path, ec);
  if (!out.empty() && (out == model || out == model.parent_path())) {
    errors.push_back("'" + request.out.string() + "' holds the model that is exported. Choose another folder.");
  }
  const fs::path ancestor = existing_ancestor(request.out.parent_path().empty() ? "." : request.out.parent_path());
  if (::access(ancestor.c_str(), W_OK | X_OK) != 0) {
    errors.push_back("'" + ancestor.string() + "' cannot be written to. Choose another folder.");
  }
  if (check.disk_available < check.bytes) {
    errors.push_back("The export needs " + std::to_string((check.bytes + 999'999) / 1'000'000) + " MB, but '" +
                     ancestor.string() + "' has " + std::to_string(check.disk_available / 1'000'000) +
                     " MB left. Free some space, or choose another folder.");
  }
  return errors;
}

ExportCheck check_job(const ExportRequest& request, const ExportJob& job) {
  ExportCheck check;
  ModelConfig config = request.model->impl().config;
  if (job.session.analysis.transform.kind != Transform::Kind::none) config.tie_word_embeddings = false;
  const bool gguf = request.format == kGguf;
  check.bytes = kSmallFiles + (gguf ? gguf_model_bytes(config, job.storage, job.linears)
                                    : compressed_tensors_bytes(config, job.storage, job.linears));
  std::error_code ec;
  const fs::space_info space = fs::space(existing_ancestor(request.out), ec);
  check.disk_available = ec ? 0 : space.available;
  check.parts = parts_of(gguf ? gguf_model_plan(config, job.storage, job.linears)
                              : compressed_tensors_plan(config, job.storage, job.linears, check.files));
  if (gguf) {
    uint64_t tensors = 0;
    for (const ExportPart& part : check.parts) tensors += part.bytes;
    check.files = {{gguf_file_name(request.model->info().name), tensors}};
  } else {
    check.files.insert(check.files.end(), {{"config.json", 0}, {"tokenizer.json", 0}});
  }
  check.files.insert(check.files.end(), {{"calm_recipe.json", 0}, {"README.md", 0}});
  check.notes = plan_notes(job);
  check.notes.push_back(gguf ? kLlamaCppNote
                             : "transformers loads the export as it is; vLLM reads this layout, but it was not run "
                               "here.");
  check.errors = target_errors(request, check);
  return check;
}

RecipeInfo recipe_of(const ExportRequest& request, const ExportJob& job) {
  const ModelInfo& info = request.model->info();
  RecipeInfo recipe;
  recipe.model_name = info.name;
  recipe.model_path = info.path;
  recipe.model_fingerprint = info.fingerprint;
  recipe.architecture = info.architecture;
  recipe.analysis = job.session.analysis;
  recipe.storage = job.storage;
  recipe.selection = job.session.selection;
  recipe.plan = job.plan;
  recipe.context = job.session.context;
  recipe.format = request.format == kGguf ? "gguf (" + gguf_type_name(recipe.analysis.scheme) + ")"
                                          : "compressed-tensors (pack-quantized)";
  recipe.notes = plan_notes(job);
  if (request.format == kGguf) recipe.notes.push_back(kLlamaCppNote);
  return recipe;
}

}  // namespace

ExportJob prepare_export(const ExportRequest& request) {
  if (!request.model) throw Error(ErrorCode::invalid_argument, "No model is open to export.");
  ExportJob job;
  job.session = load_session(request.session);
  const ModelInfo& info = request.model->info();
  if (info.quantized) {
    throw Error(ErrorCode::unsupported, "'" + info.path + "' is quantized already: export from the original model.");
  }
  if (job.session.model_fingerprint != info.fingerprint) {
    throw Error(ErrorCode::invalid_argument, "The session '" + request.session.string() + "' belongs to '" +
                                                 job.session.model_path + "', not to '" + info.path +
                                                 "' as it is now. Open that model, or analyse this one.");
  }
  job.plan = request.plan.layers.empty() ? job.session.plan : request.plan;
  if (static_cast<int>(job.plan.layers.size()) != info.layers || !job.plan.complete()) {
    throw Error(ErrorCode::invalid_argument,
                "The plan does not name a method for every layer: analyse the model to the end, or choose the "
                "missing ones by hand.");
  }
  job.methods = methods_of(job.plan);
  refuse_unexportable(job.methods, request.format);
  const Scheme& scheme = job.session.analysis.scheme;
  job.storage = storage_of(*request.model, scheme);
  job.linears = stored_linears(request.model->impl().config, scheme, job.methods);
  const auto is_plain = [](const auto& layer) {
    return std::none_of(layer.begin(), layer.end(), [](const StoredLinear& linear) { return linear.quantized(); });
  };
  if (std::all_of(job.linears.begin(), job.linears.end(), is_plain)) {
    throw Error(ErrorCode::unsupported, "'" + info.path + "' has no linear that " + describe(scheme) +
                                            " quantizes, so the export would be the model itself. Analyse it with a "
                                            "group that divides its inputs.");
  }
  check_export_format(*request.model, scheme, request.format);
  if (request.format == kGguf) require_four_bits(job);
  return job;
}

void check_export_format(const Model& model, const Scheme& scheme, const std::string& format) {
  if (format == kCompressedTensors) return;
  if (format != kGguf) {
    throw Error(ErrorCode::invalid_argument, "Format '" + format + "' is unknown: choose compressed-tensors or gguf.");
  }
  if (const std::string problem = gguf_problem(scheme, storage_of(model, scheme)); !problem.empty())
    throw Error(ErrorCode::unsupported, problem);
  (void)gguf_tokenizer_metadata(model.impl());
}

ExportCheck check_export(const ExportRequest& request) {
  try {
    return check_job(request, prepare_export(request));
  } catch (const Error& e) {
    ExportCheck check;
    check.errors.push_back(e.what());
    return check;
  }
}

ExportReport export_model(const ExportRequest& request, const ProgressSink& sink, RunControl& control) {
  const ExportJob job = prepare_export(request);
  const ExportCheck check = check_job(request, job);
  if (!check.errors.empty()) throw Error(ErrorCode::invalid_argument, check.errors.front());

  const std::shared_ptr<Model> quantized =
      quantized_model(request.model, request.session, job.plan, request.execution, sink, control);
  StagedFolder staged(request.out, request.force);
  ProgressMeter meter(sink, 1);
  const auto progress = [&](double done, const std::string& text) {
    meter.describe("writing " + text);
    meter.add(done - meter.done());
  };
  const Model::Impl& source = quantized->impl();
  ExportReport report;
  if (request.format == kGguf) {
    report.notes =
        write_gguf_model({source, job.storage, job.linears, source.quantized_layer, recipe_of(request, job), progress},
                         staged.path(), control);
  } else {
    report.notes = write_compressed_tensors({source, job.storage, job.linears, source.quantized_layer,
                                             recipe_of(request, job), ShardedWriter::kShardBytes, progress},
                                            staged.path(), control);
  }
  for (const auto& entry : fs::directory_iterator(staged.path())) {
    report.files.push_back(entry.path().filename().string());
    report.bytes += entry.file_size();
  }
  std::sort(report.files.begin(), report.files.end());
  staged.commit();
  report.path = request.out;
  return report;
}

}  // namespace calm
