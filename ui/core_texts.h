#pragma once

#include <QString>
#include <string_view>

namespace calm::ui {

/// A fixed text of core's (a method's or an option's description, a recipe's, a preset's) in the window's language;
/// the text itself where there is no translation.
QString coreText(std::string_view text);

/// A note, a stage or a variant's name that core made, numbers and names and all, in the window's language; as it is
/// where there is no translation.
QString coreMessage(std::string_view text);

/// The same of a report's texts.
QString reportText(std::string_view text);

/// A note or an error of core, in the window's language and words: see inWindowWords().
QString messageText(const QString& message);

}  // namespace calm::ui
