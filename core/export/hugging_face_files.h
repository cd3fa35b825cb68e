#pragma once

#include <filesystem>

#include "calm/scheme.h"
#include "export/quantization_config.h"
#include "model/model_impl.h"

namespace calm {

/// config.json: the source's own (or one made from a GGUF's metadata), with the quantization and the stored type. Where
/// `quantization` is null it is left out.
void write_config_json(const Model::Impl& model, StorageType storage, const nlohmann::json& quantization,
                       const std::filesystem::path& folder);

/// The source's tokenizer files, generation settings and licence; from a GGUF's metadata tokenizer.json and
/// tokenizer_config.json. A model without tokenizer gets none.
void write_tokenizer_files(const Model::Impl& model, const std::filesystem::path& folder);

}  // namespace calm
