#include "ui/language.h"

#include <QCoreApplication>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace calm::ui {

namespace {

const QString kEnglish = QStringLiteral("en");

QString resource(const QString& language) {
  return QStringLiteral(":/calm-workbench/i18n/calm-workbench_%1.qm").arg(language);
}

/// The nearest of our languages to a locale.
QString fromLocale(const QLocale& locale) {
  if (locale.language() == QLocale::German) return QStringLiteral("de");
  if (locale.language() == QLocale::Chinese && locale.script() != QLocale::TraditionalHanScript)
    return QStringLiteral("zh_CN");
  return kEnglish;
}

}  // namespace

QStringList languageIds() {
  return {QString(), kEnglish, QStringLiteral("de"), QStringLiteral("zh_CN")};
}

QString languageTitle(const QString& id) {
  // Not translated: whoever cannot read the present language looks for their own.
  if (id == kEnglish) return QStringLiteral("English");
  if (id == QLatin1String("de")) return QStringLiteral("Deutsch");
  if (id == QLatin1String("zh_CN")) return QStringLiteral("简体中文");
  return QCoreApplication::translate("calm::ui::Language", "System (%1)").arg(languageTitle(effectiveLanguage({})));
}

bool hasTranslation(const QString& id) {
  return id == kEnglish || QFile::exists(resource(id));
}

QString effectiveLanguage(const QString& id) {
  const QString wanted = id.isEmpty() ? fromLocale(QLocale::system()) : id;
  return hasTranslation(wanted) ? wanted : kEnglish;
}

QString applyLanguage(const QString& id) {
  const QString language = effectiveLanguage(id);
  // A chosen language has its own numbers; the system's keeps the system's, whatever we can say in it.
  QLocale::setDefault(id.isEmpty() ? QLocale::system() : QLocale(language));
  static QTranslator* installed[2] = {nullptr, nullptr};
  for (QTranslator*& translator : installed) {
    if (translator != nullptr) QCoreApplication::removeTranslator(translator);
    delete translator;
    translator = nullptr;
  }
  if (language == kEnglish) return language;
  const auto install = [](QTranslator*& slot, const QString& file, const QString& folder) {
    auto* translator = new QTranslator;
    if (!translator->load(file, folder)) {
      delete translator;
      return;
    }
    slot = translator;
    QCoreApplication::installTranslator(translator);
  };
  install(installed[0], QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  install(installed[1], resource(language), QString());
  return language;
}

}  // namespace calm::ui
