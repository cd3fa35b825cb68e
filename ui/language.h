#pragma once

#include <QString>
#include <QStringList>

namespace calm::ui {

/// What the settings offer: "" (the system's), "en", "de", "zh_CN".
QStringList languageIds();
/// "Deutsch": each language in itself; the system's names what that is here.
QString languageTitle(const QString& id);
/// The language that `id` comes to: the system's where it is empty, English where there is no translation of it.
QString effectiveLanguage(const QString& id);
/// Whether this build has a translation for it (English needs none).
bool hasTranslation(const QString& id);

/// Installs the translators of `id` and sets the locale of numbers and dates. Before the first widget is made; widgets
/// that exist keep their texts. Returns effectiveLanguage(id).
QString applyLanguage(const QString& id);

}  // namespace calm::ui
