#include "ui/views/curves_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/charts/chart_style.h"
#include "ui/charts/curves_chart.h"
#include "ui/colormap.h"
#include "ui/models/score_scale.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kSwatch = 26;
constexpr double kZoomStep = 0.6;

void paintSwatch(QPainter* painter, const QRectF& box, int index, bool dark, bool visible) {
  QColor color = seriesColor(index, dark);
  if (!visible) color.setAlphaF(0.35F);
  painter->setPen(QPen(color, 2.5, seriesPenStyle(index)));
  painter->drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
}

}  // namespace

CurvesPanel::CurvesPanel(Workspace* workspace, QWidget* parent)
    : QWidget(parent), chart_(new CurvesChart(workspace, this)), legend_(new QListWidget(this)) {
  legend_->setObjectName(QStringLiteral("curvesLegend"));
  legend_->setAccessibleName(tr("Methods of the curves"));
  legend_->setAccessibleDescription(tr("Space hides or shows the curve of a method."));
  legend_->setToolTip(tr("Tick a method to show its curve; the selected one stands out"));
  legend_->setFrameShape(QFrame::NoFrame);
  legend_->setIconSize(QSize(kSwatch, fontMetrics().height()));
  legend_->setTextElideMode(Qt::ElideMiddle);
  legend_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  legend_->setUniformItemSizes(true);

  auto* all = makeButton(tr("All"), tr("Show the curves of all methods"));
  auto* none = makeButton(tr("None"), tr("Hide all curves"));
  all->setAccessibleName(tr("Show all curves"));
  none->setAccessibleName(tr("Hide all curves"));
  in_ = makeButton(tr("+"), tr("Zoom in along the layers, around the current one; the wheel does the same"));
  in_->setAccessibleName(tr("Zoom in"));
  out_ = makeButton(tr("−"), tr("Zoom out along the layers"));
  out_->setAccessibleName(tr("Zoom out"));
  reset_ = makeButton(tr("Reset"), tr("Show all layers and scores again; a double click in the curves does the same"));
  reset_->setAccessibleName(tr("Reset the zoom"));

  auto* choose = new QHBoxLayout;
  for (QToolButton* button : {all, none}) choose->addWidget(button);
  choose->addStretch(1);
  for (QToolButton* button : {in_, out_, reset_}) choose->addWidget(button);
  side_ = new QWidget(this);
  auto* side = new QVBoxLayout(side_);
  side->setContentsMargins(0, 0, 0, 0);
  side->addLayout(choose);
  side->addWidget(legend_, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(chart_, 1);
  row->addWidget(side_);
  sideWidth_ = std::max(fontMetrics().averageCharWidth() * 32, choose->sizeHint().width());

  connect(all, &QToolButton::clicked, this, [this] { showAll(true); });
  connect(none, &QToolButton::clicked, this, [this] { showAll(false); });
  connect(in_, &QToolButton::clicked, this, [this] { chart_->zoomBy(kZoomStep); });
  connect(out_, &QToolButton::clicked, this, [this] { chart_->zoomBy(1 / kZoomStep); });
  connect(reset_, &QToolButton::clicked, this, [this] { chart_->setZoom({}); });
  const auto zoomed = [this] {
    out_->setEnabled(chart_->zoom().has_value());
    reset_->setEnabled(chart_->zoom().has_value());
  };
  connect(chart_, &CurvesChart::zoomChanged, this, zoomed);
  connect(chart_, &CurvesChart::curvesChanged, this, &CurvesPanel::fillLegend);
  connect(legend_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
    chart_->setMethodVisible(toStd(item->data(Qt::UserRole).toString()), item->checkState() == Qt::Checked);
    updateIcons();
  });
  connect(legend_, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
    chart_->setHighlighted(item && legend_->hasFocus() ? toStd(item->data(Qt::UserRole).toString()) : std::string());
  });
  zoomed();
  fillLegend();
}

QToolButton* CurvesPanel::makeButton(const QString& text, const QString& tip) {
  auto* button = new QToolButton(this);
  button->setText(text);
  button->setToolTip(tip);
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

void CurvesPanel::fillLegend() {
  const QSignalBlocker blocker(legend_);
  legend_->clear();
  for (const std::string& method : chart_->methods()) {
    auto* item = new QListWidgetItem(methodTitle(method), legend_);
    item->setData(Qt::UserRole, toQString(method));
    item->setToolTip(methodTitle(method));
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(chart_->isMethodVisible(method) ? Qt::Checked : Qt::Unchecked);
  }
  updateIcons();
  fitLegend();
}

/// Whole names where a quarter of the width has room for them.
void CurvesPanel::fitLegend() {
  const int names =
      legend_->sizeHintForColumn(0) + 2 * legend_->frameWidth() + style()->pixelMetric(QStyle::PM_ScrollBarExtent);
  side_->setFixedWidth(std::max(sideWidth_, std::min(names, width() / 4)));
}

void CurvesPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitLegend();
}

void CurvesPanel::updateIcons() {
  const QSignalBlocker blocker(legend_);
  const double ratio = devicePixelRatioF();
  for (int row = 0; row < legend_->count(); ++row) {
    QPixmap pixmap(legend_->iconSize() * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSwatch(&painter, QRectF(QPointF(0, 0), legend_->iconSize()), row, isDark(this),
                legend_->item(row)->checkState() == Qt::Checked);
    legend_->item(row)->setIcon(QIcon(pixmap));
  }
  legend_->viewport()->update();
}

void CurvesPanel::showAll(bool all) {
  for (int row = 0; row < legend_->count(); ++row) {
    legend_->item(row)->setCheckState(all ? Qt::Checked : Qt::Unchecked);
  }
}

void CurvesPanel::setHighlighted(const std::string& method) {
  chart_->setHighlighted(method);
}

void CurvesPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) updateIcons();
}

void CurvesPanel::paintPicture(QPainter* painter, const QRectF& target) {
  const QFontMetricsF metrics(font());
  const double line = metrics.height() + 6;
  // The legend's rows are counted before the chart gets what is left.
  const auto flow = [&](double top, bool paint) {
    double x = target.left() + 8, y = top;
    for (int row = 0; row < legend_->count(); ++row) {
      const QListWidgetItem* item = legend_->item(row);
      if (item->checkState() != Qt::Checked) continue;
      const double width = kSwatch + 6 + metrics.horizontalAdvance(item->text()) + 18;
      if (x + width > target.right() && x > target.left() + 8) {
        x = target.left() + 8;
        y += line;
      }
      if (paint) {
        paintSwatch(painter, QRectF(x, y, kSwatch, line), row, isDark(this), true);
        painter->setPen(palette().color(QPalette::Text));
        painter->drawText(QRectF(x + kSwatch + 6, y, width, line), Qt::AlignVCenter, item->text());
      }
      x += width;
    }
    return y + line;
  };
  painter->setFont(font());
  const double height = flow(0, false) + 4;
  const QRectF plot = target.adjusted(0, 0, 0, -height);
  chart_->paintTo(painter, plot);
  painter->setRenderHint(QPainter::Antialiasing);
  flow(plot.bottom(), true);
}

}  // namespace calm::ui
