#include "ui/panels/log_panel.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSaveFile>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/log_model.h"

namespace calm::ui {

class LogFilter : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;

  void setLevel(int level) {
    level_ = level;
    invalidateFilter();
  }
  void setSearch(const QString& text) {
    search_ = text;
    invalidateFilter();
  }

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    const QModelIndex level = sourceModel()->index(row, LogModel::Level, parent);
    if (level.data(LogModel::LevelRole).toInt() < level_) return false;
    if (search_.isEmpty()) return true;
    return sourceModel()
        ->index(row, LogModel::Message, parent)
        .data()
        .toString()
        .contains(search_, Qt::CaseInsensitive);
  }

 private:
  int level_ = static_cast<int>(calm::LogLevel::info);
  QString search_;
};

namespace {

QToolButton* textButton(QWidget* parent, const QString& text, const QString& tip) {
  auto* button = new QToolButton(parent);
  button->setText(text);
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

}  // namespace

LogPanel::LogPanel(QWidget* parent, std::shared_ptr<FilePrompt> prompt)
    : QWidget(parent),
      prompt_(std::move(prompt)),
      model_(new LogModel(this)),
      filter_(new LogFilter(this)),
      level_(new QComboBox(this)),
      search_(new QLineEdit(this)),
      table_(new QTableView(this)),
      copy_(textButton(this, tr("Copy"), tr("Copy the selected messages, or all that are shown"))),
      save_(textButton(this, tr("Save..."), tr("Save the messages that are shown to a text file"))),
      clear_(textButton(this, tr("Clear"), tr("Remove all messages from this list"))) {
  filter_->setSourceModel(model_);

  auto* levelLabel = new QLabel(tr("&Level:"), this);
  levelLabel->setBuddy(level_);
  for (const calm::LogLevel level :
       {calm::LogLevel::debug, calm::LogLevel::info, calm::LogLevel::warning, calm::LogLevel::error}) {
    level_->addItem(logLevelText(level), static_cast<int>(level));
  }
  level_->setCurrentIndex(level_->findData(static_cast<int>(calm::LogLevel::info)));
  level_->setToolTip(tr("Show messages of this level and above"));
  level_->setAccessibleName(tr("Lowest level shown"));
  search_->setPlaceholderText(tr("Filter"));
  search_->setClearButtonEnabled(true);
  search_->setToolTip(tr("Show only messages that contain this text"));
  search_->setAccessibleName(tr("Filter messages"));

  table_->setModel(filter_);
  table_->setAccessibleName(tr("Log messages"));
  table_->setToolTip(tr("Messages, the newest at the bottom"));
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setWordWrap(false);
  table_->setShowGrid(false);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 5 / 4);
  QHeaderView* header = table_->horizontalHeader();
  header->setStretchLastSection(true);
  header->setHighlightSections(false);
  header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  header->resizeSection(LogModel::Time, fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000  ")));
  header->resizeSection(LogModel::Level, fontMetrics().horizontalAdvance(tr("Warning") + QStringLiteral("    ")));

  auto* copyAction = new QAction(tr("Copy"), this);
  copyAction->setShortcut(QKeySequence::Copy);
  copyAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  table_->addAction(copyAction);
  table_->setContextMenuPolicy(Qt::ActionsContextMenu);

  auto* row = new QHBoxLayout;
  row->addWidget(levelLabel);
  row->addWidget(level_);
  row->addWidget(search_, 1);
  row->addWidget(copy_);
  row->addWidget(save_);
  row->addWidget(clear_);
  auto* column = new QVBoxLayout(this);
  column->addLayout(row);
  column->addWidget(table_, 1);

  connect(copyAction, &QAction::triggered, this, &LogPanel::copy);
  connect(copy_, &QToolButton::clicked, this, &LogPanel::copy);
  connect(save_, &QToolButton::clicked, this, &LogPanel::save);
  connect(clear_, &QToolButton::clicked, this, &LogPanel::clear);
  connect(level_, &QComboBox::currentIndexChanged, this, [this] {
    filter_->setLevel(level_->currentData().toInt());
    updateActions();
  });
  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    filter_->setSearch(text);
    updateActions();
  });
  updateActions();
}

calm::LogLevel LogPanel::minimumLevel() const {
  return static_cast<calm::LogLevel>(level_->currentData().toInt());
}

void LogPanel::setMinimumLevel(calm::LogLevel level) {
  level_->setCurrentIndex(level_->findData(static_cast<int>(level)));
}

void LogPanel::append(calm::LogLevel level, const QString& message) {
  const QScrollBar* bar = table_->verticalScrollBar();
  const bool atEnd = bar->value() == bar->maximum();  // do not pull away a reader who has scrolled up
  model_->append(level, message);
  if (atEnd) table_->scrollToBottom();
  updateActions();
}

QString LogPanel::shownText() const {
  QString out;
  for (int row = 0; row < filter_->rowCount(); ++row) {
    out += model_->line(filter_->mapToSource(filter_->index(row, 0)).row()) + QLatin1Char('\n');
  }
  return out;
}

QString LogPanel::text() const {
  QModelIndexList rows = table_->selectionModel()->selectedRows();
  if (rows.isEmpty()) return shownText();
  std::sort(rows.begin(), rows.end());
  QString out;
  for (const QModelIndex& row : rows) out += model_->line(filter_->mapToSource(row).row()) + QLatin1Char('\n');
  return out;
}

bool LogPanel::saveTo(const QString& path, QString* error) const {
  QSaveFile file(path);
  const QByteArray bytes = shownText().toUtf8();
  if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return true;
  if (error != nullptr) *error = tr("The log could not be written to %1: %2").arg(path, file.errorString());
  return false;
}

void LogPanel::copy() const {
  QGuiApplication::clipboard()->setText(text());
}

void LogPanel::clear() {
  model_->clear();
  updateActions();
}

void LogPanel::save() {
  prompt_->ask(this, FilePrompt::Kind::SaveFile, tr("Save the log"), QStringLiteral("calm-workbench.log"),
               tr("Text files (*.log *.txt);;All files (*)"), [this](const QString& path) {
                 QString error;
                 if (!saveTo(path, &error)) Q_EMIT saveFailed(error);
               });
}

void LogPanel::updateActions() {
  const bool any = filter_->rowCount() > 0;
  copy_->setEnabled(any);
  save_->setEnabled(any);
  clear_->setEnabled(model_->rowCount() > 0);
}

}  // namespace calm::ui
