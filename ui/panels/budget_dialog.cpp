#include "ui/panels/budget_dialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/charts/pareto_chart.h"
#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/models/pareto_model.h"
#include "ui/panels/command_row.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/progress_strip.h"
#include "ui/strings.h"
#include "ui/views/empty_state.h"
#include "ui/views/picture_export.h"

namespace calm::ui {

namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;
constexpr int kSolveDelay = 300;  // ms after the last change of the budget
constexpr int kBits = 0, kBytes = 1;
constexpr QSize kPicture(1100, 620);

QPushButton* button(QWidget* parent, const QString& text, const QString& tip) {
  auto* made = new QPushButton(text, parent);
  made->setAccessibleName(withoutMnemonic(text).remove(u'…'));
  made->setToolTip(tip);
  made->setAutoDefault(false);
  return made;
}

}  // namespace

BudgetDialog::BudgetDialog(QWidget* parent, std::shared_ptr<FilePrompt> prompt)
    : QDialog(parent), prompt_(std::move(prompt)), model_(new ParetoModel(this)) {
  setWindowTitle(tr("Plans under a budget"));
  auto* splitter = new QSplitter(Qt::Horizontal, this);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(makeForm());
  splitter->addWidget(makeResult());
  splitter->setStretchFactor(1, 1);
  strip_ = new ProgressStrip(this);
  strip_->setPauseShown(false);
  strip_->hide();
  connect(strip_, &ProgressStrip::cancelRequested, this, &BudgetDialog::cancelRequested);
  auto* column = new QVBoxLayout(this);
  column->addWidget(splitter, 1);
  column->addWidget(strip_);
  column->addLayout(makeButtons());
  resize(fontMetrics().averageCharWidth() * 150, fontMetrics().lineSpacing() * 42);

  timer_.setSingleShot(true);
  timer_.setInterval(kSolveDelay);
  connect(&timer_, &QTimer::timeout, this, &BudgetDialog::solve);
  showBudgetKind();
  showCurve();
}

QWidget* BudgetDialog::makeForm() {
  auto* side = new QWidget(this);
  kind_ = new QComboBox(side);
  kind_->addItems({tr("Average bits"), tr("File size")});
  bits_ = new QDoubleSpinBox(side);
  bits_->setRange(1, 32);
  bits_->setDecimals(3);
  bits_->setSingleStep(0.05);
  bits_->setSuffix(tr(" bits"));
  bits_->setAccessibleName(tr("At most this many bits a weight"));
  bits_->setToolTip(
      tr("Average bits a weight of the decoder's linears, with its share of scales, zero points and outliers"));
  size_ = new QDoubleSpinBox(side);
  size_->setRange(0.1, 1e7);
  size_->setDecimals(1);
  size_->setSuffix(tr(" MiB"));
  size_->setAccessibleName(tr("At most this large a file"));
  size_->setToolTip(tr("The weights' file as compressed-tensors, embeddings and all"));
  loss_ = new QComboBox(side);
  const auto add = [this](const QString& text, const QString& tip, const QVariant& value) {
    loss_->addItem(text, value);
    loss_->setItemData(loss_->count() - 1, tip, Qt::ToolTipRole);
  };
  add(tr("Automatic"), tr("KL where the session holds it for these methods, else the error of the layers"), -1);
  for (const calm::Sensitivity each : {calm::Sensitivity::kl, calm::Sensitivity::error, calm::Sensitivity::hawq}) {
    const QString text = each == calm::Sensitivity::kl      ? tr("KL of the output")
                         : each == calm::Sensitivity::error ? tr("Error of each layer")
                                                            : tr("HAWQ: Hessian trace");
    add(text, lossExplanation(each), static_cast<int>(each));
  }
  prepareCombo(kind_);
  prepareCombo(loss_);
  auto* widthRow = new QWidget(side);
  auto* widths = new QHBoxLayout(widthRow);
  widths->setContentsMargins(0, 0, 0, 0);
  for (const int bits : {2, 3, 4, 8}) {
    auto* box = new QCheckBox(QString::number(bits), widthRow);
    box->setAccessibleName(tr("%1 bits").arg(bits));
    box->setToolTip(tr("Try every method of the pool at %1 bits").arg(bits));
    box->setObjectName(QStringLiteral("budgetWidth%1").arg(bits));
    widths->addWidget(box);
    widths_.push_back(box);
  }
  widths->addStretch(1);
  points_ = new QSpinBox(side);
  points_->setRange(2, 100);
  points_->setValue(12);
  solve_ = new QPushButton(tr("&Solve"), side);
  solve_->setObjectName(QStringLiteral("budgetSolve"));
  solve_->setAccessibleName(tr("Solve"));
  solve_->setToolTip(tr("Find the best plans; what is not scored yet is measured once and kept with the session"));
  solve_->setDefault(true);
  auto* hint = wrappedLabel(side, tr("About the budget"));
  hint->setText(tr(
      "Solves for the method of every layer with the least predicted loss at every size. Another budget scores "
      "nothing again. What is missing for KL is measured first, which takes about as long as an analysis; HAWQ takes "
      "a few minutes once; the error is known of what was analysed."));
  hint->setForegroundRole(QPalette::PlaceholderText);

  auto* form = ui::makeForm(side);
  addRow(form, tr("Bud&get:"), kind_, tr("What is limited"));
  addRow(form, tr("At &most:"), bits_);
  addRow(form, tr("At m&ost:"), size_);
  addRow(form, tr("&Loss:"), loss_, tr("What a method is taken to cost a layer"));
  addRow(form, tr("Widths (bits):"), widthRow,
         tr("Bits of the weights that every method of the pool is tried at; none: as the pool says"), widths_.front());
  addRow(form, tr("&Points:"), points_, tr("How many plans of the curve are shown, about evenly spaced in size"));
  form->addRow(solve_);
  form->addRow(hint);
  widths_.front()->setAccessibleName(tr("%1 bits").arg(2));
  widths_.front()->setToolTip(tr("Try every method of the pool at %1 bits").arg(2));
  side->setMinimumWidth(fontMetrics().averageCharWidth() * 40);

  connect(kind_, &QComboBox::currentIndexChanged, this, &BudgetDialog::showBudgetKind);
  connect(kind_, &QComboBox::activated, this, &BudgetDialog::onBudgetEdited);
  for (QDoubleSpinBox* box : {bits_, size_}) {
    connect(box, &QDoubleSpinBox::valueChanged, this, &BudgetDialog::onBudgetEdited);
  }
  connect(points_, &QSpinBox::valueChanged, this, &BudgetDialog::onBudgetEdited);
  connect(solve_, &QPushButton::clicked, this, &BudgetDialog::solve);
  return side;
}

QWidget* BudgetDialog::makeResult() {
  empty_ = new EmptyState(this);
  auto* content = new QWidget(this);
  chart_ = new ParetoChart(content);
  chart_->setAccessibleName(tr("Size against predicted loss"));
  chart_->setToolTip(tr("Click a plan to look at it. Dashed: the budget; orange: the largest plan within it."));
  logarithmic_ = new QCheckBox(tr("Lo&garithmic loss"), content);
  logarithmic_->setAccessibleName(tr("Logarithmic loss"));
  logarithmic_->setToolTip(tr("Show the loss by powers of ten"));
  note_ = wrappedLabel(content, tr("About this curve"));
  auto* bar = new QHBoxLayout;
  bar->addWidget(note_, 1);
  bar->addWidget(logarithmic_, 0, Qt::AlignTop);
  table_ = new QTableView(content);
  table_->setObjectName(QStringLiteral("budgetTable"));
  table_->setModel(model_);
  table_->setAccessibleName(tr("Plans on the curve"));
  table_->setToolTip(tr("One row a plan; bold: the largest within the budget. Enter makes one the current plan."));
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setAlternatingRowColors(true);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->horizontalHeader()->setAccessibleName(tr("Columns of the plans"));
  explanation_ = wrappedLabel(content, tr("What the predicted loss is"));
  explanation_->setForegroundRole(QPalette::PlaceholderText);
  auto* top = new QWidget(content);
  auto* topColumn = new QVBoxLayout(top);
  topColumn->setContentsMargins(0, 0, 0, 0);
  topColumn->addLayout(bar);
  topColumn->addWidget(chart_, 1);
  auto* split = new QSplitter(Qt::Vertical, content);
  split->setChildrenCollapsible(false);
  split->addWidget(top);
  split->addWidget(table_);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 2);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(split, 1);
  column->addWidget(explanation_);
  stack_ = new QStackedWidget(this);
  stack_->addWidget(empty_);
  stack_->addWidget(content);
  connect(chart_, &ParetoChart::clicked, this, [this](int row) { table_->selectRow(row); });
  connect(logarithmic_, &QCheckBox::toggled, chart_, &ParetoChart::setLogarithmic);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BudgetDialog::showCurrent);
  connect(table_, &QTableView::activated, this, [this] { use_->click(); });
  return stack_;
}

QLayout* BudgetDialog::makeButtons() {
  command_ = copyCommandButton(this, tr("Copy the calm command that solves the same without the window"));
  copy_ = button(this, tr("&Copy"),
                 tr("Copy the curve as a picture, and the plans as a table for programs that take text"));
  save_ = button(this, tr("Sa&ve…"), tr("Save the curve (PNG, SVG), or the plans layer by layer (CSV)"));
  keep_ = button(this, tr("&Keep plan"), tr("Keep the selected plan under a name, to compare, benchmark and export"));
  keepAll_ = button(this, tr("Keep &all"), tr("Keep every plan of the curve under a name"));
  use_ = button(this, tr("Make c&urrent"), tr("Use the selected plan at every layer; can be undone"));
  close_ = button(this, tr("Clos&e"), tr("Close this window"));
  auto* row = new QHBoxLayout;
  row->addWidget(command_);
  row->addWidget(copy_);
  row->addWidget(save_);
  row->addStretch(1);
  for (QPushButton* each : {keepAll_, keep_, use_, close_}) row->addWidget(each);
  connect(command_, &QToolButton::clicked, this, [this] { Q_EMIT commandRequested(request()); });
  connect(copy_, &QPushButton::clicked, this, [this] { copyPicture(picture(), model_->separated(u'\t')); });
  connect(save_, &QPushButton::clicked, this, &BudgetDialog::save);
  connect(keep_, &QPushButton::clicked, this, [this] { Q_EMIT keepRequested({currentPoint()}); });
  connect(keepAll_, &QPushButton::clicked, this, [this] {
    std::vector<int> all(static_cast<size_t>(model_->rowCount()));
    std::iota(all.begin(), all.end(), 0);
    Q_EMIT keepRequested(all);
  });
  connect(use_, &QPushButton::clicked, this, [this] { Q_EMIT useRequested(currentPoint()); });
  connect(close_, &QPushButton::clicked, this, &BudgetDialog::reject);
  return row;
}

void BudgetDialog::setStart(double averageBits, quint64 fileBytes) {
  const QSignalBlocker blockers[] = {QSignalBlocker(bits_), QSignalBlocker(size_)};
  // Rounded up: the plan itself is within it.
  bits_->setValue(std::ceil(averageBits * 1000) / 1000);
  size_->setValue(std::ceil(static_cast<double>(fileBytes) / kMebibyte * 10 + 1) / 10);
}

BudgetRequestParts BudgetDialog::request() const {
  BudgetRequestParts parts;
  parts.averageBits = bits_->value();
  if (kind_->currentIndex() == kBytes) parts.maxBytes = static_cast<quint64>(size_->value() * kMebibyte);
  if (const int loss = loss_->currentData().toInt(); loss >= 0) {
    parts.sensitivity = static_cast<calm::Sensitivity>(loss);
  }
  for (const QCheckBox* box : widths_) {
    if (box->isChecked()) parts.widths.push_back(box->text().toInt());
  }
  parts.points = points_->value();
  return parts;
}

int BudgetDialog::currentPoint() const {
  return table_->currentIndex().row();
}

void BudgetDialog::showBudgetKind() {
  auto* form = qobject_cast<QFormLayout*>(bits_->parentWidget()->layout());
  for (const auto& [field, shown] :
       {std::pair<QWidget*, bool>{bits_, kind_->currentIndex() == kBits}, {size_, kind_->currentIndex() == kBytes}}) {
    field->setVisible(shown);
    form->labelForField(field)->setVisible(shown);
  }
}

/// Another budget of a curve that is known takes milliseconds; other methods or losses may take minutes, and are asked
/// for.
void BudgetDialog::onBudgetEdited() {
  const BudgetRequestParts now = request();
  if (model_->rowCount() > 0 && !running_ && now.sensitivity == asked_.sensitivity && now.widths == asked_.widths) {
    timer_.start();
  }
}

void BudgetDialog::solve() {
  timer_.stop();
  if (running_) return;
  asked_ = request();
  setRunning(true);
  Q_EMIT solveRequested(asked_);
}

void BudgetDialog::setRunning(bool running) {
  running_ = running;
  strip_->setVisible(running);
  strip_->setState(running ? ProgressStrip::State::Running : ProgressStrip::State::Idle, tr("Solving"));
  solve_->setEnabled(!running);
  showCurrent();
}

void BudgetDialog::setProgress(const calm::Progress& progress) {
  if (running_) strip_->setProgress(progress);
}

void BudgetDialog::setCurve(const calm::ParetoCurve& curve) {
  model_->setCurve(curve);
  setRunning(false);
  showCurve();
}

void BudgetDialog::setFailed(const QString& message) {
  setRunning(false);
  if (message.isEmpty() && model_->rowCount() > 0) return;
  model_->clear();
  showCurve();
  if (!message.isEmpty()) empty_->setText(tr("No plan was found"), messageText(message));
}

void BudgetDialog::setNotice(const QString& text) {
  note_->setText(text);
}

void BudgetDialog::showCurve() {
  const calm::ParetoCurve& curve = model_->curve();
  const bool any = !curve.plans.empty();
  stack_->setCurrentIndex(any ? 1 : 0);
  empty_->setText(tr("No curve yet"),
                  tr("Name a budget and press \"Solve\": the plans that no other one beats in size and predicted loss "
                     "at once appear here, each ready to be kept, used or saved."));
  if (!any) {
    showCurrent();
    return;
  }
  const bool bytes = asked_.maxBytes > 0;
  QVector<ParetoDot> dots;
  double least = 0, most = 0;
  for (const calm::ParetoPlan& plan : curve.plans) {
    dots << ParetoDot{bytes ? static_cast<double>(plan.file_bytes) / kMebibyte : plan.storage.per_weight(), plan.loss};
    if (plan.loss > 0) least = least > 0 ? std::min(least, plan.loss) : plan.loss;
    most = std::max(most, plan.loss);
  }
  const bool wide = least > 0 && most / least > 50;
  logarithmic_->setChecked(wide);
  chart_->setDots(dots, curve.chosen, bytes ? static_cast<double>(asked_.maxBytes) / kMebibyte : asked_.averageBits,
                  bytes ? tr("File size (MiB)") : tr("Average bits a weight"), lossTitle(curve.sensitivity));
  QString note = tr("%1 of the %2 plans on the front are shown.").arg(curve.plans.size()).arg(curve.front);
  if (!curve.exact) note += u' ' + tr("It was thinned: not every plan was looked at.");
  if (curve.plans.front().storage.total() >= curve.plans.back().storage.total() * 0.99) {
    note = tr("The methods of the pool take about the same bits: check further widths to get a curve.");
  }
  note_->setText(note);
  explanation_->setText(lossExplanation(curve.sensitivity));
  table_->resizeColumnsToContents();
  const int unit = fontMetrics().averageCharWidth();
  for (const int column : {ParetoModel::Bits, ParetoModel::FileSize, ParetoModel::Loss}) {
    table_->setColumnWidth(column, std::max(table_->columnWidth(column) + unit * 2, unit * 12));
  }
  table_->selectRow(curve.chosen);
  showCurrent();
}

void BudgetDialog::showCurrent() {
  const int row = currentPoint();
  if (row >= 0) chart_->setCurrent(row);
  const bool any = model_->rowCount() > 0;
  for (QPushButton* each : {copy_, save_, keepAll_}) each->setEnabled(any);
  for (QPushButton* each : {keep_, use_}) each->setEnabled(any && row >= 0);
}

Picture BudgetDialog::picture() const {
  const QString title = windowTitle();
  return {title, kPicture, palette().color(QPalette::Base), [this, title](QPainter* painter) {
            const int line = fontMetrics().height() + 8;
            painter->setFont(font());
            painter->setPen(palette().color(QPalette::Text));
            painter->drawText(QRect(12, 4, kPicture.width() - 24, line), Qt::AlignVCenter, title);
            chart_->paintTo(painter, QRectF(8, line, kPicture.width() - 16, kPicture.height() - line - 8));
          }};
}

void BudgetDialog::save() {
  const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  prompt_->ask(this, FilePrompt::Kind::SaveFile, tr("Save the curve"), folder.filePath(QStringLiteral("budget.png")),
               tr("PNG picture (*.png);;SVG drawing (*.svg);;Table (*.csv)"), [this](const QString& path) {
                 QString error;
                 const bool good = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)
                                       ? saveText(model_->separated(u','), path, &error)
                                       : savePicture(picture(), path, &error);
                 if (good) {
                   Q_EMIT saved(path);
                 } else {
                   Q_EMIT saveFailed(error);
                 }
               });
}

void BudgetDialog::reject() {
  if (running_) Q_EMIT cancelRequested();
  QDialog::reject();
}

}  // namespace calm::ui
