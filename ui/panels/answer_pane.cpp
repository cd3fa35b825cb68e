#include "ui/panels/answer_pane.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QTextCursor>
#include <QTextEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/format.h"
#include "ui/panels/variant_box.h"
#include "ui/strings.h"

namespace calm::ui {

AnswerPane::AnswerPane(const QString& title, const QString& label, QWidget* parent)
    : QWidget(parent), variants_(new VariantBox(this)), view_(new QTextEdit(this)), status_(new QLabel(this)) {
  auto* caption = new QLabel(label, this);
  caption->setBuddy(variants_);
  variants_->setAccessibleName(tr("%1 variant").arg(title));
  variants_->setToolTip(
      tr("What writes this side. Layers that the session does not hold yet are quantized first, and kept."));
  view_->setReadOnly(true);
  view_->setAcceptRichText(false);
  view_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  view_->setTabChangesFocus(true);
  view_->setAccessibleName(tr("%1 text").arg(title));
  view_->setToolTip(tr("Tokens that the other side does not have are underlined; the first difference is inverted"));
  view_->document()->setUndoRedoEnabled(false);
  view_->setMinimumHeight(fontMetrics().lineSpacing() * 4);
  status_->setTextFormat(Qt::PlainText);
  status_->setAccessibleName(tr("%1 speed").arg(title));
  status_->setWordWrap(true);
  auto* head = new QHBoxLayout;
  head->addWidget(caption);
  head->addWidget(variants_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addLayout(head);
  column->addWidget(view_, 1);
  column->addWidget(status_);
}

QString AnswerPane::text() const {
  return view_->toPlainText();
}
QString AnswerPane::status() const {
  return status_->text();
}

void AnswerPane::clear() {
  ids_.clear();
  ends_.clear();
  differs_.clear();
  first_ = static_cast<size_t>(-1);
  view_->setExtraSelections({});
  view_->clear();
  status_->clear();
}

void AnswerPane::setWaiting(const QString& text) {
  status_->setText(text);
}

void AnswerPane::append(int32_t id, const std::string& text, const calm::GenerateTimings& timings) {
  ids_.push_back(id);
  // A cursor of its own: the reader's selection and place stay.
  QScrollBar* bar = view_->verticalScrollBar();
  const bool follows = bar->value() >= bar->maximum() - 2;
  if (!text.empty()) {
    QTextCursor cursor(view_->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(toQString(text));
    if (follows) bar->setValue(bar->maximum());
  }
  ends_.push_back(view_->document()->characterCount() - 1);
  showRate(timings, {});
}

void AnswerPane::finish(const std::string& rest, const calm::GenerateTimings& timings, const QString& reason) {
  if (!rest.empty()) {
    QTextCursor cursor(view_->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(toQString(rest));
    if (!ends_.empty()) ends_.back() = view_->document()->characterCount() - 1;
  }
  showRate(timings, reason);
}

void AnswerPane::showRate(const calm::GenerateTimings& timings, const QString& end) {
  const auto count = static_cast<int>(ids_.size());
  QStringList parts = {count == 1 ? tr("1 token") : tr("%n tokens", nullptr, count)};
  if (count > 1 && timings.decode > 0) parts << formatRate((count - 1) / timings.decode);
  if (timings.first_token > 0) {
    parts << tr("first token after %1 ms").arg(formatNumber(timings.first_token * 1000, 0));
  }
  if (!end.isEmpty()) parts << end;
  status_->setText(parts.join(QStringLiteral(" · ")));
}

void AnswerPane::setMarks(const std::vector<bool>& differs, size_t first) {
  differs_ = differs;
  first_ = first;
  // Where something was put in on the other side only, this side's token there is in both texts: marked all the same.
  if (first < differs_.size()) differs_[first] = true;
  paintMarks();
}

void AnswerPane::paintMarks() {
  const QPalette& colors = view_->palette();
  const QColor base = colors.color(QPalette::Base), accent = colors.color(QPalette::Highlight);
  const auto mix = [&](double share) {
    return QColor::fromRgbF(static_cast<float>(base.redF() * (1 - share) + accent.redF() * share),
                            static_cast<float>(base.greenF() * (1 - share) + accent.greenF() * share),
                            static_cast<float>(base.blueF() * (1 - share) + accent.blueF() * share));
  };
  QList<QTextEdit::ExtraSelection> marks;
  const auto mark = [&](int begin, int end, bool first) {
    if (end <= begin) return;
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(view_->document());
    selection.cursor.setPosition(begin);
    selection.cursor.setPosition(end, QTextCursor::KeepAnchor);
    selection.format.setBackground(first ? accent : mix(0.22));
    if (first) selection.format.setForeground(colors.color(QPalette::HighlightedText));
    selection.format.setFontUnderline(true);
    marks.append(selection);
  };
  // Runs of differing tokens are one mark; tokens within one character share its end.
  const size_t count = std::min(differs_.size(), ends_.size());
  const auto begin = [&](size_t token) { return token == 0 ? 0 : ends_[token - 1]; };
  for (size_t token = 0; token < count;) {
    if (!differs_[token]) {
      ++token;
      continue;
    }
    const size_t from = token;
    bool shown = false;
    while (token < count && differs_[token] && !(shown && token > from && from == first_)) {
      shown = ends_[token] > begin(from);
      ++token;
    }
    mark(begin(from), ends_[token - 1], from == first_);
  }
  view_->setExtraSelections(marks);
}

void AnswerPane::showToken(size_t token) {
  if (ends_.empty()) return;
  QTextCursor cursor(view_->document());
  const size_t at = std::min(token, ends_.size() - 1);
  cursor.setPosition(token >= ends_.size() ? ends_.back() : at == 0 ? 0 : ends_[at - 1]);
  view_->setTextCursor(cursor);
  view_->ensureCursorVisible();
}

void AnswerPane::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) paintMarks();
  QWidget::changeEvent(event);
}

}  // namespace calm::ui
