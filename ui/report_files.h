#pragma once

#include <QImage>
#include <filesystem>
#include <vector>

#include "calm/report.h"

namespace calm::ui {

/// The plot as it is in files, on white, `scale` times its size.
QImage plotImage(const calm::ReportPlot& plot, double scale = 2);

/// The report on A4 pages: plots as drawings, tables with their heads on every page; long tables are named only. May be
/// called on any thread; needs a QGuiApplication. Throws calm::Error(io).
void writeReportPdf(const calm::Report& report, const std::filesystem::path& pdf);
/// What calm::write_report_files writes, and <id>.png of every plot.
std::vector<std::filesystem::path> writeReportFiles(const calm::Report& report, const std::filesystem::path& folder);
/// .pdf: writeReportPdf; else the HTML page.
void writeReportAs(const calm::Report& report, const std::filesystem::path& file);

}  // namespace calm::ui
