#include "ui/preferences.h"

#include <QSettings>

#include "ui/language.h"

namespace calm::ui {

namespace {

const QString kDevice = QStringLiteral("execution/device");
const QString kThreads = QStringLiteral("execution/threads");
const QString kMemory = QStringLiteral("limits/memory");
const QString kCheckpoints = QStringLiteral("limits/checkpoints");
const QString kCache = QStringLiteral("files/cache");
const QString kTheme = QStringLiteral("theme");
const QString kColors = QStringLiteral("colors");
const QString kLanguage = QStringLiteral("language");
const QString kStart = QStringLiteral("start");
constexpr int kMostThreads = 4096;

}  // namespace

Preferences Preferences::load(const QSettings& settings) {
  Preferences p;
  if (const QString device = settings.value(kDevice).toString(); !device.isEmpty()) p.device = device;
  p.threads = qBound(0, settings.value(kThreads, 0).toInt(), kMostThreads);
  p.memoryLimit = settings.value(kMemory, 0).toULongLong();
  bool number = false;
  const quint64 budget = settings.value(kCheckpoints).toULongLong(&number);
  if (number) p.checkpointBudget = budget;
  p.cacheFolder = settings.value(kCache).toString();
  p.theme = themeFromId(settings.value(kTheme).toString());
  p.colors = settings.value(kColors).toString() == QLatin1String("cividis") ? ColorMap::cividis : ColorMap::viridis;
  const QString language = settings.value(kLanguage).toString();
  if (languageIds().contains(language)) p.language = language;
  if (const QString start = settings.value(kStart).toString(); !start.isEmpty()) p.start = start;
  return p;
}

void Preferences::save(QSettings& settings) const {
  settings.setValue(kDevice, device);
  settings.setValue(kThreads, threads);
  settings.setValue(kMemory, static_cast<qulonglong>(memoryLimit));
  settings.setValue(kCheckpoints, static_cast<qulonglong>(checkpointBudget));
  settings.setValue(kCache, cacheFolder);
  settings.setValue(kTheme, themeId(theme));
  settings.setValue(kColors, colors == ColorMap::cividis ? QStringLiteral("cividis") : QStringLiteral("viridis"));
  settings.setValue(kLanguage, language);
  settings.setValue(kStart, start);
}

}  // namespace calm::ui
