#pragma once

#include <QLabel>

namespace calm::ui {

/// A label of one line that gives way: it shortens its text to the width it gets and keeps the whole in its tooltip.
class ElidedLabel : public QLabel {
 public:
  explicit ElidedLabel(QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideMiddle)
      : QLabel(parent), mode_(mode) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  }

  void setFullText(const QString& text) {
    if (text == fullText_) return;
    fullText_ = text;
    setToolTip(text);
    setAccessibleDescription(text);
    elide();
  }
  QString fullText() const { return fullText_; }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QLabel::resizeEvent(event);
    elide();
  }
  void changeEvent(QEvent* event) override {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) elide();
  }

 private:
  void elide() { setText(fontMetrics().elidedText(fullText_, mode_, contentsRect().width())); }

  Qt::TextElideMode mode_;
  QString fullText_;
};

}  // namespace calm::ui
