#pragma once

#include <QWidget>

namespace calm::ui {

/// Laid over the window while something that can be opened is dragged above it.
class DropOverlay : public QWidget {
  Q_OBJECT

 public:
  explicit DropOverlay(QWidget* parent);
  void showFor(const QString& path);
  QString text() const { return text_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString text_;
};

}  // namespace calm::ui
