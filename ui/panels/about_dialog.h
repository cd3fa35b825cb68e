#pragma once

#include <QDialog>

namespace calm::ui {

/// What this program is, its version and licence, and what it is built with.
class AboutDialog : public QDialog {
  Q_OBJECT

 public:
  explicit AboutDialog(QWidget* parent = nullptr);

  /// The version facts as plain text, for bug reports.
  QString versionText() const;
};

}  // namespace calm::ui
