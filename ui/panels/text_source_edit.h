#pragma once

#include <QWidget>
#include <filesystem>
#include <memory>

#include "calm/calibration.h"
#include "ui/panels/file_prompt.h"

class QComboBox;
class QLineEdit;
class QToolButton;

namespace calm::ui {

/// Bundled text, a text or JSONL file, or a file of token ids; a file can be typed, browsed for or dropped.
class TextSourceEdit : public QWidget {
  Q_OBJECT

 public:
  /// `bundledLabel`: what the bundled text is for ("Bundled calibration text").
  TextSourceEdit(const QString& bundledLabel, std::shared_ptr<FilePrompt> prompt, QWidget* parent = nullptr);

  calm::TextSource source() const;
  std::filesystem::path file() const;
  /// Emits nothing.
  void setValue(calm::TextSource source, const std::filesystem::path& file);
  /// Empty, or what is wrong with the file.
  QString problem() const;
  /// For QLabel::setBuddy().
  QWidget* buddy() const;

 Q_SIGNALS:
  void changed();

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void take(const QString& path);
  void browse();
  void showFields();

  std::shared_ptr<FilePrompt> prompt_;
  QComboBox* kind_;
  QWidget* row_;
  QLineEdit* path_;
  QToolButton* browse_;
};

}  // namespace calm::ui
