#include "ui/panels/progress_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStyle>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/panels/elided_label.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kBarSteps = 1000;
constexpr int kHintMilliseconds = 5000;

// Equal text is not set again: a label that is set repaints and lays out its row.
void setIfChanged(QLabel* label, const QString& text) {
  if (label->text() != text) label->setText(text);
}

}  // namespace

ProgressStrip::ProgressStrip(QWidget* parent)
    : QWidget(parent),
      text_(new ElidedLabel(this)),
      bar_(new QProgressBar(this)),
      timeLeft_(new QLabel(this)),
      speed_(new QLabel(this)),
      memory_(new QLabel(this)),
      pause_(new QToolButton(this)),
      cancel_(new QToolButton(this)) {
  setAccessibleName(tr("Progress"));
  text_->setAccessibleName(tr("Current work"));
  bar_->setTextVisible(true);
  bar_->setAccessibleName(tr("Progress of the current work"));
  timeLeft_->setAccessibleName(tr("Time left"));
  timeLeft_->setToolTip(tr("Estimated from the work done so far"));
  speed_->setAccessibleName(tr("Speed"));
  speed_->setToolTip(tr("Tokens processed a second"));
  memory_->setAccessibleName(tr("Memory"));
  memory_->setToolTip(tr("Memory that this program uses now"));
  for (QLabel* label : {timeLeft_, speed_, memory_}) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  cancel_->setText(tr("Cancel"));
  cancel_->setToolTip(tr("Stop the current work; what is decided so far is kept"));
  cancel_->setAccessibleName(tr("Cancel the current work"));

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(fontMetrics().averageCharWidth() * 3 / 2);
  row->addWidget(text_, 2);
  row->addWidget(bar_, 1);
  row->addWidget(timeLeft_);
  row->addWidget(speed_);
  row->addWidget(memory_);
  row->addWidget(pause_);
  row->addWidget(cancel_);

  connect(pause_, &QToolButton::clicked, this, [this] {
    if (state_ == State::Paused) {
      Q_EMIT resumeRequested();
    } else if (state_ == State::Running) {
      Q_EMIT pauseRequested();
    }
  });
  connect(cancel_, &QToolButton::clicked, this, &ProgressStrip::cancelRequested);
  hintTimer_.setSingleShot(true);
  hintTimer_.setInterval(kHintMilliseconds);
  connect(&hintTimer_, &QTimer::timeout, this, [this] {
    if (state_ == State::Idle) return;
    hint_.clear();
    updateText();
  });
  setIdleText(tr("Ready"));
  updateWidths();
  updateButtons();
}

void ProgressStrip::setPausable(bool pausable) {
  pausable_ = pausable;
  updateButtons();
}

void ProgressStrip::setPauseShown(bool shown) {
  pauseShown_ = shown;
  updateButtons();
}

void ProgressStrip::setProgress(const calm::Progress& progress) {
  if (state_ == State::Idle) return;  // a late event of a job that has ended
  const bool known = std::isfinite(progress.done) && progress.done > 0;
  if (known) {
    bar_->setRange(0, kBarSteps);
    bar_->setValue(static_cast<int>(std::lround(std::clamp(progress.done, 0.0, 1.0) * kBarSteps)));
  }
  if (!progress.text.empty()) {
    title_ = coreMessage(progress.text);
    updateText();
  }
  setIfChanged(timeLeft_, state_ == State::Running ? formatTimeLeft(progress.eta_seconds) : QString());
  setIfChanged(speed_, progress.tokens_per_second > 0 ? formatRate(progress.tokens_per_second) : QString());
  setIfChanged(memory_, progress.rss_bytes > 0 ? formatBytes(progress.rss_bytes) : QString());
}

void ProgressStrip::setState(State state, const QString& title) {
  const State before = state_;
  state_ = state;
  if (!title.isEmpty()) title_ = title;
  if (state == State::Idle) {
    title_.clear();
    for (QLabel* label : {timeLeft_, speed_, memory_}) label->clear();
  } else {
    if (before == State::Idle) hint_.clear();
    if (before == State::Idle) bar_->setRange(0, 0);  // busy until the first real percentage arrives
    if (state != State::Running) timeLeft_->clear();
  }
  updateText();
  updateButtons();
}

void ProgressStrip::updateText() {
  const QString running = title_.isEmpty() ? tr("Working") : title_;
  text_->setFullText(!hint_.isEmpty()              ? hint_
                     : state_ == State::Idle       ? idleText_
                     : state_ == State::Paused     ? tr("Paused: %1").arg(running)
                     : state_ == State::Cancelling ? tr("Cancelling: finishing the current step")
                                                   : running);
}

void ProgressStrip::setHint(const QString& hint) {
  hint_ = hint;
  hintTimer_.start();
  updateText();
}

void ProgressStrip::setIdleText(const QString& text) {
  idleText_ = text;
  updateText();
}

void ProgressStrip::updateButtons() {
  const bool active = state_ != State::Idle;
  for (QWidget* widget : std::initializer_list<QWidget*>{bar_, timeLeft_, speed_, memory_, pause_, cancel_}) {
    widget->setVisible(active);
  }
  pause_->setVisible(active && pauseShown_);
  const bool paused = state_ == State::Paused;
  const QString name = paused ? tr("Resume") : tr("Pause");
  pause_->setText(name);
  pause_->setAccessibleName(name);
  pause_->setToolTip(!pausable_ ? tr("This work cannot be paused")
                     : paused   ? tr("Go on with the work")
                                : tr("Hold the work where it is, leaving the processor free"));
  pause_->setEnabled(pausable_ && (state_ == State::Running || paused));
  cancel_->setEnabled(state_ == State::Running || paused);
}

// Numbers that grow must not push the row about.
void ProgressStrip::updateWidths() {
  const QFontMetrics metrics = fontMetrics();
  text_->setMinimumWidth(metrics.averageCharWidth() * 22);
  bar_->setMinimumWidth(metrics.averageCharWidth() * 12);
  memory_->setMinimumWidth(metrics.horizontalAdvance(formatBytes(quint64{999} << 20)));
  speed_->setMinimumWidth(metrics.horizontalAdvance(formatRate(8888)));
  const int button = std::max(metrics.horizontalAdvance(tr("Pause")), metrics.horizontalAdvance(tr("Resume")));
  pause_->setMinimumWidth(button + metrics.averageCharWidth() * 2);
  setMinimumHeight(
      std::max(cancel_->sizeHint().height(), bar_->sizeHint().height()));  // the pages do not move when a job starts
}

void ProgressStrip::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) {
    updateWidths();
  }
  QWidget::changeEvent(event);
}

}  // namespace calm::ui
