#pragma once

#include <QWidget>
#include <memory>

#include "calm/log.h"
#include "ui/panels/file_prompt.h"

class QComboBox;
class QLineEdit;
class QTableView;
class QToolButton;

namespace calm::ui {

class LogFilter;
class LogModel;

/// The Log dock: messages with a level filter and a search, copied or saved as text.
class LogPanel : public QWidget {
  Q_OBJECT

 public:
  explicit LogPanel(QWidget* parent = nullptr, std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  LogModel* model() const { return model_; }
  calm::LogLevel minimumLevel() const;
  void setMinimumLevel(calm::LogLevel level);
  /// The selected rows, or all that the filter shows, as lines.
  QString text() const;
  /// Writes text() of all shown rows; false with the reason in `error` where it could not.
  bool saveTo(const QString& path, QString* error) const;

 public Q_SLOTS:
  /// In the window's thread only.
  void append(calm::LogLevel level, const QString& message);
  void copy() const;
  void clear();

 Q_SIGNALS:
  void saveFailed(const QString& message);

 private:
  QString shownText() const;
  void save();
  void updateActions();

  std::shared_ptr<FilePrompt> prompt_;
  LogModel* model_;
  LogFilter* filter_;
  QComboBox* level_;
  QLineEdit* search_;
  QTableView* table_;
  QToolButton* copy_;
  QToolButton* save_;
  QToolButton* clear_;
};

}  // namespace calm::ui
