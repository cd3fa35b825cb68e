#include "ui/panels/try_it_page.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "calm/error.h"
#include "ui/command_lines.h"
#include "ui/core_texts.h"
#include "ui/icons.h"
#include "ui/panels/answer_pane.h"
#include "ui/panels/sampling_form.h"
#include "ui/panels/variant_box.h"
#include "ui/strings.h"
#include "ui/views/empty_state.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kCompareMilliseconds = 250;
}

TryItPage::TryItPage(Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), stack_(new QStackedWidget(this)), empty_(new EmptyState(this)) {
  auto* content = new QWidget(this);
  auto* splitter = new QSplitter(Qt::Vertical, content);
  splitter->setObjectName(QStringLiteral("tryItSplitter"));
  splitter->addWidget(makeInput());
  splitter->addWidget(makeAnswers());
  splitter->setStretchFactor(0, 0);
  splitter->setStretchFactor(1, 1);
  splitter->setChildrenCollapsible(false);
  splitter->setSizes({1, 4 * splitter->widget(0)->sizeHint().height()});  // the input as low as it goes
  auto* column = new QVBoxLayout(content);
  column->addWidget(splitter, 1);
  stack_->addWidget(empty_);
  stack_->addWidget(content);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);
  empty_->setText(tr("Open a model to try it"),
                  tr("One prompt, two variants side by side: see where a quantized model's answer departs from the "
                     "original's, and how fast each writes."));

  compareTimer_.setSingleShot(true);
  compareTimer_.setInterval(kCompareMilliseconds);
  connect(&compareTimer_, &QTimer::timeout, this, &TryItPage::compare);
  connect(workspace, &Workspace::modelOpened, this, &TryItPage::readModel);
  connect(workspace, &Workspace::methodRowsChanged, this, &TryItPage::refreshVariants);
  connect(workspace, &Workspace::planChanged, this, &TryItPage::refreshVariants);
  connect(workspace, &Workspace::namedPlansChanged, this, &TryItPage::refreshVariants);
  connect(workspace, &Workspace::tryItEvent, this, &TryItPage::apply);
  connect(workspace->jobs(), &JobRunner::stateChanged, this, &TryItPage::refreshState);
  readModel();
}

QWidget* TryItPage::makeInput() {
  auto* side = new QWidget(this);
  prompt_ = new QPlainTextEdit(side);
  prompt_->setPlaceholderText(tr("Ask something, or give the beginning of a text"));
  prompt_->setPlainText(tr("Explain in two sentences why the sky is blue."));
  prompt_->setTabChangesFocus(true);
  prompt_->setAccessibleName(tr("Prompt"));
  prompt_->setToolTip(tr("What both variants are given. Ctrl+Enter generates."));
  prompt_->setMinimumHeight(fontMetrics().lineSpacing() * 3);
  prompt_->installEventFilter(this);
  auto* promptLabel = new QLabel(tr("P&rompt"), side);
  promptLabel->setBuddy(prompt_);
  system_ = new QLineEdit(side);
  system_->setAccessibleName(tr("System message"));
  system_->setToolTip(tr("What the model is told about its role, before the prompt"));
  auto* systemLabel = new QLabel(tr("S&ystem message"), side);
  systemLabel->setBuddy(system_);
  useChat_ = new QCheckBox(tr("Use the model's &chat template"), side);
  useChat_->setChecked(true);
  useChat_->setAccessibleName(tr("Use the model's chat template"));
  useChat_->setToolTip(
      tr("Puts the prompt between the markers that the model was trained to answer to. Without it the "
         "model goes on with the text as it stands."));
  chatNote_ = new QLabel(side);
  chatNote_->setTextFormat(Qt::PlainText);
  chatNote_->setWordWrap(true);
  chatNote_->setAccessibleName(tr("Chat template"));
  run_ = new QPushButton(makeIcon(Icon::analyse), tr("&Generate"), side);
  run_->setAccessibleName(tr("Generate with both variants"));
  stop_ = new QPushButton(makeIcon(Icon::stop), tr("St&op"), side);
  stop_->setAccessibleName(tr("Stop generating"));
  stop_->setToolTip(tr("Stop; what is written stays"));
  copyCommand_ = new QToolButton(side);
  copyCommand_->setText(tr("Copy as command line"));
  copyCommand_->setAccessibleName(tr("Copy as command line"));
  copyCommand_->setToolTip(tr("The same with the calm command, for a terminal or a script"));
  copyCommand_->setFocusPolicy(Qt::StrongFocus);
  sampling_ = new SamplingForm(side);

  auto* left = new QVBoxLayout;
  left->addWidget(promptLabel);
  left->addWidget(prompt_, 1);
  auto* systemRow = new QHBoxLayout;
  systemRow->addWidget(systemLabel);
  systemRow->addWidget(system_, 1);
  left->addLayout(systemRow);
  auto* chatRow = new QHBoxLayout;
  chatRow->addWidget(useChat_);
  chatRow->addWidget(chatNote_, 1);
  left->addLayout(chatRow);
  auto* right = new QVBoxLayout;
  right->addWidget(sampling_);
  right->addStretch(1);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(run_, 1);
  buttons->addWidget(stop_, 1);
  right->addLayout(buttons);
  auto* row = new QHBoxLayout(side);
  row->setContentsMargins(0, 0, 0, 0);
  row->addLayout(left, 1);
  row->addSpacing(fontMetrics().averageCharWidth());
  row->addLayout(right);
  setTabOrder(prompt_, system_);
  setTabOrder(system_, useChat_);
  setTabOrder(useChat_, sampling_);

  connect(prompt_, &QPlainTextEdit::textChanged, this, &TryItPage::refreshState);
  connect(useChat_, &QCheckBox::toggled, this, &TryItPage::refreshState);
  connect(run_, &QPushButton::clicked, this, &TryItPage::start);
  connect(stop_, &QPushButton::clicked, workspace_, &Workspace::cancel);
  connect(copyCommand_, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(commandLine()); });
  return side;
}

QWidget* TryItPage::makeAnswers() {
  auto* side = new QWidget(this);
  auto* both = new QSplitter(Qt::Horizontal, side);
  both->setChildrenCollapsible(false);
  panes_ = {new AnswerPane(tr("Left"), tr("Le&ft"), both), new AnswerPane(tr("Right"), tr("R&ight"), both)};
  for (AnswerPane* pane : panes_) {
    both->addWidget(pane);
    pane->view()->setPlaceholderText(tr("The text appears here as it is generated."));
    connect(pane->variants(), &QComboBox::activated, this, &TryItPage::refreshState);
  }
  both->setSizes({1, 1});
  both->setStretchFactor(0, 1);
  both->setStretchFactor(1, 1);
  verdict_ = new QLabel(side);
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->setWordWrap(true);
  verdict_->setAccessibleName(tr("Difference of the texts"));
  goTo_ = new QToolButton(side);
  goTo_->setText(tr("Show the first difference"));
  goTo_->setAccessibleName(tr("Show the first difference"));
  goTo_->setToolTip(tr("Moves both texts to the first token that differs"));
  goTo_->setFocusPolicy(Qt::StrongFocus);
  auto* row = new QHBoxLayout;
  row->addWidget(verdict_, 1);
  row->addWidget(goTo_);
  row->addWidget(copyCommand_);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(both, 1);
  column->addLayout(row);
  connect(goTo_, &QToolButton::clicked, this, [this] {
    for (AnswerPane* pane : panes_) pane->showToken(comparison_.first_difference);
    panes_[0]->view()->setFocus();
  });
  return side;
}

void TryItPage::setActions(const QList<QAction*>& open) {
  empty_->setActions(open);
}

QString TryItPage::verdict() const {
  return verdict_->text();
}

void TryItPage::readModel() {
  chat_ = {};
  QString problem;
  if (workspace_->hasModel()) {
    try {
      chat_ = chat_template(*workspace_->model());  // in memory, or one small file
    } catch (const Error& error) {
      problem = messageText(toQString(error.what()));
    }
  }
  useChat_->setEnabled(chat_.supported());
  chatNote_->setText(!problem.isEmpty()               ? problem
                     : chat_.supported()              ? toQString(title(chat_.style))
                     : chat_.style == ChatStyle::none ? tr("The model has none: sent as plain text.")
                                                      : tr("Template not supported: sent as plain text."));
  system_->setPlaceholderText(chat_.default_system.empty() ? tr("none") : toQString(chat_.default_system));
  for (AnswerPane* pane : panes_) pane->clear();
  comparison_ = {};
  verdict_->clear();
  refreshVariants();
  panes_[0]->variants()->setCurrentIndex(0);
  panes_[1]->variants()->chooseQuantized();
  refreshState();
}

void TryItPage::refreshVariants() {
  const bool complete = workspace_->layers() > 0 && workspace_->plan().complete();
  const bool quantized = workspace_->hasModel() && workspace_->model()->info().quantized;
  for (AnswerPane* pane : panes_) {
    pane->variants()->setChoices(quantized, complete, workspace_->selection().pool, workspace_->planVariants());
  }
  stack_->setCurrentIndex(workspace_->hasModel() ? 1 : 0);
  refreshState();
}

void TryItPage::refreshState() {
  const JobInfo job = workspace_->jobs()->current();
  const bool busy =
      job.id != 0 && job.kind != JobKind::save && job.kind != JobKind::estimate && job.kind != JobKind::generate;
  const bool empty = prompt_->toPlainText().isEmpty();
  run_->setEnabled(!running_ && !busy && !empty && workspace_->hasModel());
  run_->setToolTip(empty      ? tr("Give a prompt first")
                   : running_ ? tr("The variants are generating")
                   : busy     ? tr("Another job is running: wait for it or cancel it.")
                              : tr("Generate with both variants, one after the other (Ctrl+Enter in the prompt)"));
  stop_->setEnabled(running_ && !workspace_->jobs()->stopping());
  const bool chat = chat_.supported() && useChat_->isChecked();
  system_->setEnabled(chat || !chat_.supported());
  const bool differs = comparison_.first_difference != TokenComparison::kSame;
  goTo_->setEnabled(differs && !panes_[0]->ids().empty());
  copyCommand_->setEnabled(!empty && workspace_->hasModel());
}

TryItRequest TryItPage::request() const {
  TryItRequest request;
  for (size_t side = 0; side < 2; ++side) {
    request.variants[side] = panes_[side]->variants()->variant(workspace_->plan());
  }
  request.text = toStd(prompt_->toPlainText());
  request.chat = chat_.supported() && useChat_->isChecked();
  if (system_->isEnabled()) request.system = toStd(system_->text());
  request.sampling = sampling_->request();
  return request;
}

void TryItPage::start() {
  if (!run_->isEnabled()) return;
  for (AnswerPane* pane : panes_) {
    pane->clear();
    pane->setWaiting(tr("Waiting"));
  }
  comparison_ = {};
  ended_ = {};
  verdict_->clear();
  writing_ = -1;
  running_ = true;
  TryItRequest asked = request();
  lengthAsked_ = asked.sampling.max_tokens;
  workspace_->tryIt(std::move(asked));
  refreshState();
}

void TryItPage::apply(const TryItEvent& event) {
  if (const auto* prompted = std::get_if<TryItPrompted>(&event)) promptTokens_ = prompted->tokens;
  if (const auto* started = std::get_if<TryItSideStarted>(&event)) {
    writing_ = started->side;
    pane(started->side)
        ->setWaiting(tr("Preparing: quantizing what is missing, loading the weights, reading %n tokens "
                        "of prompt",
                        nullptr, promptTokens_));
  }
  if (const auto* token = std::get_if<TryItToken>(&event)) {
    pane(token->side)->append(token->id, token->text, token->timings);
    if (token->side == 1 && !compareTimer_.isActive()) compareTimer_.start();
  }
  if (const auto* ended = std::get_if<TryItSideEnded>(&event)) {
    ended_[static_cast<size_t>(ended->side)] = true;
    const bool full = static_cast<int>(pane(ended->side)->ids().size()) >= lengthAsked_;
    pane(ended->side)
        ->finish(ended->rest, ended->timings,
                 full && !ended->timings.ended ? tr("cut at the length asked for") : tr("ended by the model"));
  }
  if (const auto* ended = std::get_if<TryItEnded>(&event)) {
    running_ = false;
    compareTimer_.stop();
    for (size_t side = 0; side < 2; ++side) {
      if (ended_[side]) continue;
      panes_[side]->setWaiting(ended->status == EndStatus::cancelled
                                   ? tr("%n tokens · stopped", nullptr, static_cast<int>(panes_[side]->ids().size()))
                                   : tr("Failed"));
    }
    compare();
  }
  refreshState();
}

void TryItPage::compare() {
  const std::vector<int32_t>&left = panes_[0]->ids(), &right = panes_[1]->ids();
  // While the right side still writes, what it has not written yet is no difference.
  const bool both = ended_[0] && ended_[1];
  const std::vector<int32_t> start(left.begin(),
                                   left.begin() + static_cast<std::ptrdiff_t>(std::min(left.size(), right.size())));
  comparison_ = compare_tokens(both ? left : start, right);
  const bool same = comparison_.first_difference == TokenComparison::kSame;
  panes_[0]->setMarks(comparison_.left, comparison_.first_difference);
  panes_[1]->setMarks(comparison_.right, comparison_.first_difference);
  if (right.empty()) {
    verdict_->clear();
  } else if (same) {
    verdict_->setText(both ? tr("Both wrote the same %n tokens.", nullptr, static_cast<int>(left.size()))
                           : tr("The same so far: %n tokens.", nullptr, static_cast<int>(right.size())));
  } else {
    verdict_->setText(tr("The first difference is token %1. %2 of %3 tokens on the left and %4 of %5 on the right are "
                         "not in the other text.")
                          .arg(comparison_.first_difference + 1)
                          .arg(comparison_.left_count)
                          .arg(comparison_.left.size())
                          .arg(comparison_.right_count)
                          .arg(right.size()));
  }
  refreshState();
}

QString TryItPage::commandLine() const {
  if (!workspace_->hasModel()) return {};
  const TryItRequest asked = request();
  QStringList words = {QStringLiteral("calm"), QStringLiteral("generate")};
  const auto option = [&](const QString& name, const QString& value) { words << name << shellQuoted(value); };
  const auto quantized = [](const Variant& variant) { return variant.kind != Variant::Kind::original; };
  if (quantized(asked.variants[0]) || quantized(asked.variants[1])) {
    option(QStringLiteral("--session"), pathToQString(workspace_->ensureSessionFolder()));
    for (const Variant& variant : asked.variants) {
      option(QStringLiteral("--variant"), variantArgument(variant));
    }
  } else {
    option(QStringLiteral("--model"), toQString(workspace_->state().model_path));
  }
  if (asked.chat) words << QStringLiteral("--chat");
  if (asked.chat && !asked.system.empty()) option(QStringLiteral("--system"), toQString(asked.system));
  option(QStringLiteral("--prompt"), toQString(asked.text));
  option(QStringLiteral("--max-tokens"), QString::number(asked.sampling.max_tokens));
  if (asked.sampling.temperature > 0) {
    option(QStringLiteral("--temperature"), QString::number(asked.sampling.temperature));
    if (asked.sampling.top_k > 0) option(QStringLiteral("--top-k"), QString::number(asked.sampling.top_k));
    if (asked.sampling.top_p < 1) option(QStringLiteral("--top-p"), QString::number(asked.sampling.top_p));
    option(QStringLiteral("--seed"), QString::number(asked.sampling.seed));
  }
  return words.join(u' ');
}

bool TryItPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched == prompt_ && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress)) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
      // Elsewhere in the window these keys analyse.
      event->accept();
      if (event->type() == QEvent::KeyPress) start();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace calm::ui
