// Tables and plots of a report as files and text for other programs.
#include <cmath>
#include <nlohmann/json.hpp>

#include "calm/error.h"
#include "calm/report.h"
#include "export/report_svg.h"
#include "session/atomic_file.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

ordered_json json_number(double value) {
  if (!std::isfinite(value)) return nullptr;
  const bool whole = value == std::floor(value) && std::fabs(value) < 1e15;
  return whole ? ordered_json(static_cast<int64_t>(value)) : ordered_json(value);
}

/// The shortest text that reads back as the same number.
std::string plain_number(double value) {
  return std::isfinite(value) ? json_number(value).dump() : "";
}

std::string separated(const ReportTable& table, char separator) {
  const auto quoted = [separator](std::string text) {
    if (separator == '\t') {
      for (char& c : text) c = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
      return text;
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
  };
  std::string out;
  for (size_t c = 0; c < table.columns.size(); ++c) out += (c ? std::string(1, separator) : "") + table.columns[c].id;
  out += '\n';
  for (const auto& row : table.rows) {
    for (size_t c = 0; c < row.size(); ++c) {
      if (c) out += separator;
      if (const auto* number = std::get_if<double>(&row[c])) out += plain_number(*number);
      if (const auto* text = std::get_if<std::string>(&row[c])) out += quoted(*text);
    }
    out += '\n';
  }
  return out;
}

}  // namespace

std::vector<const ReportTable*> Report::tables() const {
  std::vector<const ReportTable*> all;
  for (const ReportSection& section : sections) {
    for (const ReportTable& table : section.tables) all.push_back(&table);
  }
  return all;
}

std::vector<const ReportPlot*> Report::plots() const {
  std::vector<const ReportPlot*> all;
  for (const ReportSection& section : sections) {
    for (const ReportPlot& plot : section.plots) all.push_back(&plot);
  }
  return all;
}

std::string cell_text(const ReportTable::Cell& cell, const ReportTable::Column& column) {
  if (const auto* number = std::get_if<double>(&cell)) return format_number(*number / column.unit, column.digits);
  const auto* text = std::get_if<std::string>(&cell);
  return text != nullptr ? *text : "-";
}

std::string table_csv(const ReportTable& table) {
  return separated(table, ',');
}

std::string table_tsv(const ReportTable& table) {
  return separated(table, '\t');
}

std::string table_json(const ReportTable& table) {
  ordered_json columns = ordered_json::array(), rows = ordered_json::array();
  for (const ReportTable::Column& column : table.columns)
    columns.push_back({{"id", column.id}, {"title", column.title}});
  for (const auto& cells : table.rows) {
    ordered_json row = ordered_json::object();
    for (size_t c = 0; c < cells.size(); ++c) {
      ordered_json& value = row[table.columns[c].id];
      const auto* number = std::get_if<double>(&cells[c]);
      if (number != nullptr) value = json_number(*number);
      if (const auto* text = std::get_if<std::string>(&cells[c])) value = *text;
    }
    rows.push_back(std::move(row));
  }
  return ordered_json{{"title", table.title}, {"note", table.note}, {"columns", columns}, {"rows", rows}}.dump(
             1, ' ', false, ordered_json::error_handler_t::replace) +
         "\n";
}

std::string plot_svg(const ReportPlot& plot) {
  std::string svg = plot.svg;
  const size_t end = svg.find('>');
  if (!svg.starts_with("<svg ") || end == std::string::npos) return svg;
  svg.insert(end + 1, "\n<title>" + escape_html(plot.title) +
                          "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
  svg.insert(4, " xmlns=\"http://www.w3.org/2000/svg\"");
  return svg;
}

std::vector<fs::path> write_report_files(const Report& report, const fs::path& folder) {
  std::error_code ec;
  fs::create_directories(folder, ec);
  if (ec) throw Error(ErrorCode::io, folder.string() + ": cannot make this folder: " + ec.message());
  std::vector<fs::path> written;
  const auto write = [&](const std::string& name, const std::string& bytes) {
    write_file_atomically(folder / name, bytes);
    written.push_back(folder / name);
  };
  for (const ReportTable* table : report.tables()) {
    write(table->id + ".csv", table_csv(*table));
    write(table->id + ".json", table_json(*table));
  }
  for (const ReportPlot* plot : report.plots()) write(plot->id + ".svg", plot_svg(*plot));
  return written;
}

}  // namespace calm
