#include "ui/panels/report_dialog.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/core_texts.h"
#include "ui/report_files.h"
#include "ui/strings.h"
#include "ui/views/picture_export.h"

namespace calm::ui {

/// One plot, as large as there is room, on white as in its file.
class PlotView : public QWidget {
 public:
  using QWidget::QWidget;
  void show(const calm::ReportPlot& plot) {
    renderer_.load(QByteArray::fromStdString(calm::plot_svg(plot)));
    setAccessibleName(toQString(plot.title));
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(rect(), Qt::white);
    const QSizeF natural = renderer_.defaultSize();
    if (natural.isEmpty()) return;
    const QRectF room = QRectF(rect()).adjusted(12, 12, -12, -12);
    const QSizeF size = natural.scaled(room.size(), Qt::KeepAspectRatio);
    renderer_.render(&painter, QRectF(room.topLeft(), size));
  }

 private:
  QSvgRenderer renderer_;
};

namespace {

constexpr int kKindRole = Qt::UserRole, kIndexRole = Qt::UserRole + 1;
enum Kind { PlotItem = 1, TableItem };

void heading(QListWidget* list, const QString& text) {
  auto* item = new QListWidgetItem(text, list);
  QFont bold = list->font();
  bold.setBold(true);
  item->setFont(bold);
  item->setFlags(Qt::NoItemFlags);
}

QPushButton* button(QWidget* parent, const QString& text, const QString& name, const QString& tip) {
  auto* made = new QPushButton(text, parent);
  made->setAccessibleName(name);
  made->setToolTip(tip);
  made->setAutoDefault(false);
  return made;
}

}  // namespace

ReportDialog::ReportDialog(QWidget* parent, std::shared_ptr<FilePrompt> prompt)
    : QDialog(parent),
      prompt_(std::move(prompt)),
      list_(new QListWidget(this)),
      stack_(new QStackedWidget(this)),
      plot_(new PlotView(this)),
      table_(new QTableWidget(this)),
      caption_(new QLabel(tr("Reading the session…"), this)) {
  setWindowTitle(tr("Plots and tables of the report"));
  list_->setAccessibleName(tr("Plots and tables"));
  list_->setToolTip(tr("Everything that the report holds"));
  table_->setAccessibleName(tr("Table"));
  table_->setToolTip(tr("The table as it is in the report"));
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
  table_->setAlternatingRowColors(true);
  caption_->setWordWrap(true);
  caption_->setTextFormat(Qt::PlainText);
  caption_->setAccessibleName(tr("Caption"));
  stack_->addWidget(plot_);
  stack_->addWidget(table_);
  stack_->hide();
  copy_ = button(this, tr("&Copy"), tr("Copy"), tr("Copy the picture, or the table for a spreadsheet"));
  save_ = button(this, tr("&Save…"), tr("Save"), tr("Save the picture as SVG or PNG, the table as CSV or JSON"));
  saveAll_ = button(this, tr("Save &all…"), tr("Save all"),
                    tr("Save every plot as SVG and PNG and every table as CSV and JSON in one folder"));
  savePage_ = button(this, tr("Save &report…"), tr("Save report"), tr("Save the report as one HTML page or as PDF"));
  auto* close = button(this, tr("C&lose"), tr("Close"), tr("Close this window"));

  auto* side = new QWidget(this);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(stack_, 1);
  column->addWidget(caption_);
  auto* splitter = new QSplitter(this);
  splitter->addWidget(list_);
  splitter->addWidget(side);
  splitter->setStretchFactor(1, 1);
  splitter->setChildrenCollapsible(false);
  list_->setMinimumWidth(fontMetrics().averageCharWidth() * 26);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(copy_);
  buttons->addWidget(save_);
  buttons->addStretch(1);
  for (QPushButton* each : {saveAll_, savePage_, close}) buttons->addWidget(each);
  auto* all = new QVBoxLayout(this);
  all->addWidget(splitter, 1);
  all->addLayout(buttons);
  resize(fontMetrics().averageCharWidth() * 150, fontMetrics().lineSpacing() * 36);

  connect(list_, &QListWidget::currentRowChanged, this, &ReportDialog::showCurrent);
  connect(copy_, &QPushButton::clicked, this, &ReportDialog::copyCurrent);
  connect(save_, &QPushButton::clicked, this, &ReportDialog::saveCurrent);
  connect(saveAll_, &QPushButton::clicked, this, [this] {
    prompt_->ask(this, FilePrompt::Kind::OpenFolder, tr("Save every plot and table in this folder"), {}, {},
                 [this](const QString& folder) { Q_EMIT saveAllRequested(folder); });
  });
  connect(savePage_, &QPushButton::clicked, this, &ReportDialog::saveReportRequested);
  connect(close, &QPushButton::clicked, this, &QDialog::reject);
  for (QPushButton* each : {copy_, save_, saveAll_}) each->setEnabled(false);
}

ReportDialog::~ReportDialog() = default;

void ReportDialog::setReport(calm::Report report, calm::Report shown) {
  report_ = std::move(report);
  shown_ = std::move(shown);
  list_->clear();
  const auto add = [this](const std::string& title, Kind kind, size_t index) {
    auto* item = new QListWidgetItem(toQString(title), list_);
    item->setToolTip(item->text());
    item->setData(kKindRole, kind);
    item->setData(kIndexRole, static_cast<int>(index));
  };
  const auto plots = report_.plots();
  const auto tables = report_.tables();
  if (!plots.empty()) heading(list_, tr("Plots"));
  for (size_t i = 0; i < plots.size(); ++i) add(plots[i]->title, PlotItem, i);
  if (!tables.empty()) heading(list_, tr("Tables"));
  for (size_t i = 0; i < tables.size(); ++i) add(tables[i]->title, TableItem, i);
  // Whole titles, as far as the picture keeps most of the room; a narrower list shortens them.
  const int titles = list_->sizeHintForColumn(0) + list_->verticalScrollBar()->sizeHint().width() + 8;
  list_->setMinimumWidth(std::min(std::max(titles, list_->minimumWidth()), width() * 2 / 5));
  saveAll_->setEnabled(list_->count() > 0);
  stack_->show();
  list_->setCurrentRow(1);
}

void ReportDialog::setFailed(const QString& message) {
  stack_->hide();
  caption_->setText(messageText(message));
}

const calm::ReportPlot* ReportDialog::plot() const {
  const QListWidgetItem* item = list_->currentItem();
  if (item == nullptr || item->data(kKindRole).toInt() != PlotItem) return nullptr;
  return report_.plots()[static_cast<size_t>(item->data(kIndexRole).toInt())];
}

const calm::ReportTable* ReportDialog::table() const {
  const QListWidgetItem* item = list_->currentItem();
  if (item == nullptr || item->data(kKindRole).toInt() != TableItem) return nullptr;
  return report_.tables()[static_cast<size_t>(item->data(kIndexRole).toInt())];
}

void ReportDialog::showCurrent() {
  const calm::ReportPlot* picture = plot();
  const calm::ReportTable* values = table();
  for (QPushButton* each : {copy_, save_}) each->setEnabled(picture != nullptr || values != nullptr);
  if (picture != nullptr) {
    plot_->show(*picture);
    caption_->setText(toQString(picture->caption));
    stack_->setCurrentWidget(plot_);
  } else if (values != nullptr) {
    fillTable(*shown_.tables()[static_cast<size_t>(list_->currentItem()->data(kIndexRole).toInt())]);
    caption_->setText(toQString(values->note));
    stack_->setCurrentWidget(table_);
  }
}

void ReportDialog::fillTable(const calm::ReportTable& values) {
  table_->clear();
  table_->setColumnCount(static_cast<int>(values.columns.size()));
  table_->setRowCount(static_cast<int>(values.rows.size()));
  QStringList heads;
  bool named = false;
  for (const auto& column : values.columns) {
    heads << toQString(column.title);
    named = named || !column.title.empty();
  }
  table_->setHorizontalHeaderLabels(heads);
  table_->horizontalHeader()->setVisible(named);
  for (size_t r = 0; r < values.rows.size(); ++r) {
    for (size_t c = 0; c < values.rows[r].size(); ++c) {
      auto* item = new QTableWidgetItem(toQString(calm::cell_text(values.rows[r][c], values.columns[c])));
      if (values.columns[c].number) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      table_->setItem(static_cast<int>(r), static_cast<int>(c), item);
    }
  }
  table_->setAccessibleName(toQString(values.title));
  table_->resizeColumnsToContents();
  for (int c = 0; c < table_->columnCount(); ++c) {
    table_->setColumnWidth(c, std::min(table_->columnWidth(c), fontMetrics().averageCharWidth() * 60));
  }
}

void ReportDialog::copyCurrent() {
  if (const calm::ReportPlot* picture = plot()) {
    auto* mime = new QMimeData;
    mime->setImageData(plotImage(*picture));
    mime->setData(QStringLiteral("image/svg+xml"), QByteArray::fromStdString(calm::plot_svg(*picture)));
    QGuiApplication::clipboard()->setMimeData(mime);
  } else if (const calm::ReportTable* values = table()) {
    QGuiApplication::clipboard()->setText(toQString(calm::table_tsv(*values)));
  }
}

void ReportDialog::saveCurrent() {
  const calm::ReportPlot* picture = plot();
  const calm::ReportTable* values = table();
  if (picture == nullptr && values == nullptr) return;
  const QString name =
      toQString(picture != nullptr ? picture->id : values->id) + (picture != nullptr ? u".svg" : u".csv");
  const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  const QString filter =
      picture != nullptr ? tr("SVG drawing (*.svg);;PNG picture (*.png)") : tr("Table (*.csv);;JSON (*.json)");
  prompt_->ask(
      this, FilePrompt::Kind::SaveFile, tr("Save"), folder.filePath(name), filter, [=, this](const QString& path) {
        QString error;
        bool good = false;
        if (picture != nullptr && path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) {
          good = plotImage(*picture).save(path, "PNG");
          if (!good) error = tr("%1 cannot be written.").arg(path);
        } else if (picture != nullptr) {
          good = saveText(toQString(calm::plot_svg(*picture)), path, &error);
        } else {
          const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
          good = saveText(toQString(json ? calm::table_json(*values) : calm::table_csv(*values)), path, &error);
        }
        if (good) {
          Q_EMIT saved(path);
        } else {
          Q_EMIT saveFailed(error);
        }
      });
}

}  // namespace calm::ui
