#pragma once

#include <QString>

namespace calm::ui {

/// Where the set-up script puts the small model that is meant for trying out: $CALM_MODEL, else
/// <cache>/calm-workbench/models/SmolLM2-135M-Instruct.Q4_1.gguf. It need not be there.
QString sampleModelPath();
/// The same model on the Hub, for those who have not run the script.
QString sampleModelRepository();

}  // namespace calm::ui
