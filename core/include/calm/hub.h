#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "calm/events.h"
#include "calm/run_control.h"

namespace calm {

/// Conventions of huggingface_hub. Empty fields come from the environment: HF_ENDPOINT, HF_TOKEN (or HF_HOME/token),
/// HF_HOME (cache: HF_HOME/hub/models--org--name/{blobs,refs,snapshots}), HF_HUB_CACHE, HF_HUB_OFFLINE.
struct HubRequest {
  std::string repository;  // "HuggingFaceTB/SmolLM2-135M-Instruct"
  std::string revision = "main";
  std::string endpoint, token;
  std::filesystem::path cache;
  bool offline = false;
  /// The .gguf file to take, which must be named where the repository holds no safetensors; empty otherwise.
  std::string file;
};
struct HubFile {
  std::string name;
  uint64_t bytes;
  bool cached;
};
struct HubListing {
  std::string commit;
  /// Those that a model needs: config, tokenizer, safetensors. Without safetensors: the .gguf files, or the one named.
  std::vector<HubFile> files;
  uint64_t bytes_to_download = 0;
};
HubListing hub_list(const HubRequest& request);
/// Downloads what is missing, resuming partial files, checking size and SHA-256 (LFS) or git's SHA-1. Returns what
/// Model::open takes: the snapshot folder, or the .gguf file in it that was named. Throws Error(network) for the
/// server's refusals, Error(bad_format) for file names that leave the folder, Error(cancelled).
std::filesystem::path hub_download(const HubRequest& request, const ProgressSink& sink, RunControl& control);

}  // namespace calm
