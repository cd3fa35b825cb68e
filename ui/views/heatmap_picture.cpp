#include "ui/views/heatmap_picture.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <algorithm>

#include "ui/models/heatmap_model.h"
#include "ui/strings.h"
#include "ui/views/heatmap_delegate.h"
#include "ui/views/heatmap_legend.h"
#include "ui/views/heatmap_view.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kMargin = 12;
constexpr int kCellWidth = 48;
}  // namespace

Picture heatmapPicture(const HeatmapView& view, const Workspace& workspace) {
  const HeatmapModel* model = view.heatmapModel();
  const QFontMetrics metrics = view.fontMetrics();
  const int rows = model->rowCount(), columns = model->columnCount(), line = metrics.height() + 6;
  int names = 0;
  for (int row = 0; row < rows; ++row) {
    names = std::max(names, metrics.horizontalAdvance(model->headerData(row, Qt::Vertical).toString()));
  }
  names += 10;
  const QSize size(2 * kMargin + names + columns * kCellWidth, 2 * kMargin + (rows + 3) * line + kMargin);
  const QString title = QCoreApplication::translate("calm::ui::HeatmapView", "%1: %2 of each method at each layer")
                            .arg(toQString(workspace.state().model_name), metricTitle(view.scoreScale().metric));
  const auto paint = [&view, model, metrics, rows, columns, line, names, title, size](QPainter* painter) {
    const QPalette palette = view.palette();
    painter->setFont(view.font());
    painter->setPen(palette.color(QPalette::WindowText));
    painter->drawText(QRect(kMargin, kMargin, size.width() - 2 * kMargin, line), Qt::AlignVCenter, title);
    const int left = kMargin + names, top = kMargin + 2 * line;
    for (int column = 0; column < columns; ++column) {
      painter->drawText(QRect(left + column * kCellWidth, top - line, kCellWidth, line), Qt::AlignCenter,
                        QString::number(column));
    }
    QStyleOptionViewItem option;
    option.palette = palette;
    option.font = view.font();
    option.fontMetrics = metrics;
    option.state = QStyle::State_Enabled;
    const auto* delegate = static_cast<const HeatmapDelegate*>(view.itemDelegate());
    for (int row = 0; row < rows; ++row) {
      painter->setPen(palette.color(QPalette::WindowText));
      painter->drawText(QRect(kMargin, top + row * line, names - 6, line), Qt::AlignVCenter | Qt::AlignRight,
                        model->headerData(row, Qt::Vertical).toString());
      for (int column = 0; column < columns; ++column) {
        option.rect = QRect(left + column * kCellWidth, top + row * line, kCellWidth, line);
        delegate->paint(painter, option, model->index(row, column));
      }
    }
    painter->translate(kMargin, top + rows * line + kMargin);
    HeatmapLegend::paintLegend(painter, QSize(size.width() - 2 * kMargin, line), view.scoreScale(), view.scoreRange(),
                               palette, view.font());
  };
  return {title, size, view.palette().color(QPalette::Window), paint};
}

}  // namespace calm::ui
