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
};
struct HubFile {
  std::string name;
  uint64_t bytes;
  bool cached;
};
struct HubListing {
  std::string commit;
  std::vector<HubFile> files;  // those that a model needs: config, tokenizer, safetensors
  uint64_t bytes_to_download = 0;
};
HubListing hub_list(const HubRequest& request);
/// Downloads what is missing, resuming partial files, checking SHA-256 (LFS) and size; returns the snapshot folder.
std::filesystem::path hub_download(const HubRequest& request, const ProgressSink& sink, RunControl& control);

}  // namespace calm
