#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "calm/analyses.h"
#include "calm/session.h"

namespace calm {

/// One table of a report, as values: the page, CSV, JSON and the window's PDF show the same.
struct ReportTable {
  using Cell = std::variant<double, std::string>;  // NaN: not measured, not applicable
  struct Column {
    std::string id;     // "decided_by": head of the CSV, key of the JSON
    std::string title;  // "Decided by"
    bool number = false;
    int digits = 0;   // behind the point, where people read it; files have every digit
    double unit = 1;  // that people read it in
  };
  std::string id;  // "plan": names the files plan.csv and plan.json
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  // as many cells as columns
  std::string note;                     // one sentence under the table; may be empty
  bool folded = false;                  // long: one line to open it on the page, only named in the PDF
};

/// One plot as SVG in light colours, readable by itself; the page's style gives it the dark ones.
struct ReportPlot {
  std::string id;  // "heatmap": names the file heatmap.svg
  std::string title;
  std::string svg;      // an <svg> element without a namespace, as HTML takes it
  std::string caption;  // may be empty
};

struct ReportSection {
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<ReportPlot> plots;
  std::vector<ReportTable> tables;
};

/// What a session has to say: setup, scores, plan, kept plans, proof, benchmarks, analyses of the layers, versions.
struct Report {
  std::string title;     // the model's name
  std::string subtitle;  // what this is, and when it was made
  std::vector<ReportSection> sections;
  /// The page's own: its language (BCP 47), and what it writes of itself.
  struct Words {
    std::string language = "en";
    std::string report = "CALM report";
    std::string rows = "rows";
  } words;

  std::vector<const ReportTable*> tables() const;
  std::vector<const ReportPlot*> plots() const;
};

/// Pure. Parts that were never measured are left out.
Report make_report(const SessionState& state, const SessionAnalyses& analyses);
/// Of a session's folder; throws what load_session and load_analyses throw.
Report read_report(const std::filesystem::path& session);

/// A self-contained HTML page: no script, nothing from outside; light and dark, and for paper.
std::string report_html(const Report& report);
/// Written whole or not at all. Throws Error(io).
void write_report(const Report& report, const std::filesystem::path& html);
/// A cell as people read it: "-" for NaN.
std::string cell_text(const ReportTable::Cell& cell, const ReportTable::Column& column);
/// Ids of the columns first, numbers with every digit, empty where there is nothing; quoted as RFC 4180 has it.
std::string table_csv(const ReportTable& table);
/// The same with tabs, as a spreadsheet takes it from the clipboard.
std::string table_tsv(const ReportTable& table);
/// {"title", "note", "columns": [{"id", "title"}], "rows": [{id: value}]}; null where there is nothing.
std::string table_json(const ReportTable& table);
/// A file of its own: with its namespace and a white ground.
std::string plot_svg(const ReportPlot& plot);
/// <id>.csv and <id>.json of every table and <id>.svg of every plot; the folder is made. Returns what was written.
std::vector<std::filesystem::path> write_report_files(const Report& report, const std::filesystem::path& folder);

}  // namespace calm
