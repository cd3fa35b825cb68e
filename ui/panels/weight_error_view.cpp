#include "ui/panels/weight_error_view.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/charts/chart_style.h"
#include "ui/colormap.h"
#include "ui/format.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kShareRole = Qt::UserRole;

/// A bar as long as the error's share of the largest.
class BarDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    QStyledItemDelegate::paint(painter, option, index);
    QRect bar = option.rect.adjusted(4, 5, -4, -5);
    bar.setWidth(static_cast<int>(bar.width() * index.data(kShareRole).toDouble()));
    painter->fillRect(bar, seriesColor(0, option.palette.color(QPalette::Base).lightness() < 128));
  }
};

}  // namespace

WeightErrorView::WeightErrorView(QWidget* parent) : QWidget(parent), table_(new QTreeWidget(this)) {
  table_->setHeaderLabels({tr("Linear"), tr("Bits"), tr("Error"), QString()});
  table_->setRootIsDecorated(false);
  table_->setUniformRowHeights(true);
  table_->setAccessibleName(tr("Weight errors"));
  table_->setToolTip(
      tr("Distance of the quantized weights from the original's, relative to their size. Scales that a method moves "
         "into the neighbouring norm or linear do not count."));
  table_->header()->setDefaultSectionSize(fontMetrics().averageCharWidth() * 8);
  table_->setItemDelegateForColumn(3, new BarDelegate(table_));
  auto* column = new QVBoxLayout(this);
  column->addWidget(table_);
}

void WeightErrorView::setErrors(const calm::LayerWeightErrors& errors) {
  table_->clear();
  double most = 0;
  for (const calm::WeightError& error : errors.linears) most = std::max(most, error.error);
  for (const calm::WeightError& error : errors.linears) {
    auto* item = new QTreeWidgetItem(
        table_, {toQString(error.linear), QString::number(error.bits), formatPercent(error.error, 2), QString()});
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    item->setData(3, kShareRole, most > 0 ? error.error / most : 0);
  }
  for (int column = 0; column < 3; ++column) table_->resizeColumnToContents(column);
}

}  // namespace calm::ui
