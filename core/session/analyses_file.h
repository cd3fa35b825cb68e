#pragma once

#include <filesystem>
#include <string>

#include "calm/analyses.h"

namespace calm {

/// Files of a session's folder "analyses"; written atomically.
void save_distributions(const std::filesystem::path& session, const std::string& key,
                        const std::vector<LayerDistributions>& distributions);
void save_restorations(const std::filesystem::path& session, const std::string& key,
                       const std::vector<Restoration>& restorations);
void save_similarity(const std::filesystem::path& session, const std::string& key, const LayerSimilarity& similarity,
                     bool quantized);
void save_weight_errors(const std::filesystem::path& session, const std::string& key,
                        const std::vector<LayerWeightErrors>& errors);

}  // namespace calm
