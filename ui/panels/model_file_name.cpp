#include "ui/panels/model_file_name.h"

#include <QFileInfo>
#include <QRegularExpression>

#include "ui/strings.h"

namespace calm::ui {

QString modelFileName(const calm::ModelInfo& model) {
  const QFileInfo file(toQString(model.path));
  // What a GGUF says of its own name is often something else than people know it as.
  const bool gguf = file.suffix().compare(QLatin1String("gguf"), Qt::CaseInsensitive) == 0;
  QString name = gguf ? file.completeBaseName() : toQString(model.name);
  static const QRegularExpression ending(QStringLiteral("[.-](gguf|Q\\d_\\w+|[Bb]?[Ff](16|32))$"));
  while (name.contains(ending)) name.remove(ending);
  static const QRegularExpression awkward(QStringLiteral("[/\\s]+"));
  return name.trimmed().replace(awkward, QStringLiteral("-"));
}

}  // namespace calm::ui
