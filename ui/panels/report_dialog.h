#pragma once

#include <QDialog>
#include <memory>

#include "calm/report.h"
#include "ui/panels/file_prompt.h"

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace calm::ui {

class PlotView;

/// Every plot and table of the report, each to look at, to copy and to save. Shown with show().
class ReportDialog : public QDialog {
  Q_OBJECT

 public:
  explicit ReportDialog(QWidget* parent = nullptr, std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());
  ~ReportDialog() override;

  /// Tables are saved as `report` has them, and read as `shown` does: the same ones with their cells translated.
  void setReport(calm::Report report, calm::Report shown);
  /// Instead of a report: why there is none.
  void setFailed(const QString& message);

 Q_SIGNALS:
  void saveReportRequested();
  void saveAllRequested(const QString& folder);
  /// A picture or table was written to `path`, or why it was not.
  void saved(const QString& path);
  void saveFailed(const QString& message);

 private:
  void showCurrent();
  void copyCurrent();
  void saveCurrent();
  const calm::ReportPlot* plot() const;
  const calm::ReportTable* table() const;
  void fillTable(const calm::ReportTable& table);

  std::shared_ptr<FilePrompt> prompt_;
  calm::Report report_, shown_;
  QListWidget* list_;
  QStackedWidget* stack_;
  PlotView* plot_;
  QTableWidget* table_;
  QLabel* caption_;
  QPushButton *copy_, *save_, *saveAll_, *savePage_;
};

}  // namespace calm::ui
