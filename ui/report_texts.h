#pragma once

#include <vector>

namespace calm {
struct Report;
}

namespace calm::ui {

/// The report's texts as core words them, with %1 to %6 where it puts names and numbers in; for reportText().
const std::vector<const char*>& reportTexts();

enum class ReportCells {
  AsTheyAre,   // tables for other programs say the same in every language
  Translated,  // to be read
};
/// A report that core made, in the window's language. Ids, names, numbers and specs stay.
calm::Report inWindowLanguage(calm::Report report, ReportCells cells);

}  // namespace calm::ui
