#include "ui/sample_model.h"

#include <QDir>

namespace calm::ui {

QString sampleModelPath() {
  const QString given = qEnvironmentVariable("CALM_MODEL");
  if (!given.isEmpty()) return QDir::cleanPath(given);
  const QString cache = qEnvironmentVariable("XDG_CACHE_HOME");
  return QDir::cleanPath((cache.isEmpty() ? QDir::home().filePath(QStringLiteral(".cache")) : cache) +
                         QStringLiteral("/calm-workbench/models/SmolLM2-135M-Instruct.Q4_1.gguf"));
}

QString sampleModelRepository() {
  return QStringLiteral("HuggingFaceTB/SmolLM2-135M-Instruct");
}

}  // namespace calm::ui
