#include "calm/report.h"
#include "export/report_svg.h"

namespace calm {
namespace {

constexpr const char* kStyle = R"(<style>
:root { color-scheme: light dark; --ink: #1c2430; --soft: #566070; --paper: #ffffff; --panel: #f4f6f9; --line: #d5dbe3;
  --accent: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa6b5; --paper: #14181f; --panel: #1d232c;
  --line: #3a4453; --accent: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1160px; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2.6rem 0 .7rem; } p { margin: .4rem 0; }
nav { margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
nav a { color: inherit; } .sub { color: var(--soft); } h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
figure { margin: 1rem 0; padding: 1rem; background: var(--panel); border-radius: 8px; overflow-x: auto; }
figcaption { color: var(--soft); font-size: .85rem; margin-top: .5rem; }
svg { max-width: 100%; height: auto; display: block; } svg text { fill: var(--ink); } .grid { stroke: var(--line); }
.none { stroke: var(--line); } .winner { stroke: var(--accent); } .zero { stroke: var(--ink); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .28rem .9rem .28rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; vertical-align: bottom; } td.n, th.n { text-align: right; } td.n, td.s { white-space: nowrap; } td.t { min-width: 11rem; } details { margin: .8rem 0; } summary { cursor: pointer; color: var(--soft); }
details[open] summary { margin-bottom: .5rem; }
@media print { :root { color-scheme: light; --ink: #000000; --soft: #444444; --paper: #ffffff; --panel: #ffffff;
  --line: #bbbbbb; --accent: #b3261e; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav, details { display: none; }
  figure { padding: 0; overflow: visible; break-inside: avoid; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
  thead { display: table-header-group; } .wide { overflow: visible; } table { font-size: 8.5pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
</style>
)";

constexpr size_t kShort = 28;  // text up to here stays on one line

std::string table_html(const ReportTable& table) {
  std::string html = "<div class=\"wide\"><table class=\"" + escape_html(table.id) + "\">\n";
  bool head = false;
  for (const ReportTable::Column& column : table.columns) head = head || !column.title.empty();
  if (head) {
    html += "<thead><tr>";
    for (const ReportTable::Column& column : table.columns) {
      html += std::string("<th scope=\"col\"") + (column.number ? " class=\"n\">" : ">") + escape_html(column.title) +
              "</th>";
    }
    html += "</tr></thead>\n";
  }
  html += "<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (size_t c = 0; c < row.size(); ++c) {
      const std::string plain = cell_text(row[c], table.columns[c]), text = escape_html(plain);
      const std::string kind = table.columns[c].number ? "n" : plain.size() <= kShort ? "s" : "t";
      if (!head && c == 0) {
        html += "<th scope=\"row\">" + text + "</th>";
      } else {
        html += "<td class=\"" + kind + "\">" + text + "</td>";
      }
    }
    html += "</tr>\n";
  }
  html += "</tbody></table></div>\n";
  if (!table.note.empty()) html += "<p class=\"sub\">" + escape_html(table.note) + "</p>\n";
  return html;
}

std::string section_id(size_t index) {
  return "section-" + std::to_string(index + 1);
}

}  // namespace

std::string report_html(const Report& report) {
  std::string page = "<!DOCTYPE html>\n<html lang=\"" + escape_html(report.words.language) +
                     "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                     escape_html(report.title + ": " + report.words.report) + "</title>\n" + kStyle +
                     "</head>\n<body>\n<header>\n<h1>" + escape_html(report.title) + "</h1>\n<p class=\"sub\">" +
                     escape_html(report.subtitle) + "</p>\n<nav>\n";
  for (size_t i = 0; i < report.sections.size(); ++i) {
    page += "<a href=\"#" + section_id(i) + "\">" + escape_html(report.sections[i].title) + "</a>\n";
  }
  page += "</nav>\n</header>\n<main>\n";
  for (size_t i = 0; i < report.sections.size(); ++i) {
    const ReportSection& section = report.sections[i];
    page += "<section>\n<h2 id=\"" + section_id(i) + "\">" + escape_html(section.title) + "</h2>\n";
    for (const std::string& text : section.paragraphs) page += "<p>" + escape_html(text) + "</p>\n";
    for (const ReportPlot& plot : section.plots) {
      page += "<figure>\n" + plot.svg;
      if (!plot.caption.empty()) page += "<figcaption>" + escape_html(plot.caption) + "</figcaption>\n";
      page += "</figure>\n";
    }
    for (const ReportTable& table : section.tables) {
      if (table.folded) {
        page += "<details><summary>" + escape_html(table.title) + ": " + std::to_string(table.rows.size()) + " " +
                escape_html(report.words.rows) + "</summary>\n" + table_html(table) + "</details>\n";
      } else {
        if (section.tables.size() > 1) page += "<h3>" + escape_html(table.title) + "</h3>\n";
        page += table_html(table);
      }
    }
    page += "</section>\n";
  }
  return page + "</main>\n</body>\n</html>\n";
}

}  // namespace calm
