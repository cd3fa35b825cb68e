#pragma once

#include <QString>
#include <vector>

namespace calm::ui {

/// A word of the field and what it means here.
struct Term {
  QString word;         // "CKA", as it is titled
  QString pattern;      // regular expression of the words that stand for it
  QString explanation;  // one or two sentences
};

/// In the order of the alphabet.
const std::vector<Term>& glossary();
/// The terms that occur in a text as whole words.
std::vector<const Term*> termsIn(const QString& text);
/// The terms of `text` and `toolTip` explained, below the tool tip: rich text; empty where there is nothing to say.
QString explainedToolTip(const QString& text, const QString& toolTip);

}  // namespace calm::ui
