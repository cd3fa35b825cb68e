#include "ui/panels/restoration_view.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/format.h"
#include "ui/models/score_scale.h"
#include "ui/strings.h"
#include "ui/views/matrix_view.h"

namespace calm::ui {

RestorationView::RestorationView(QWidget* parent)
    : QWidget(parent), matrix_(new MatrixView(this)), facts_(new QLabel(this)) {
  matrix_->setAccessibleName(tr("Restoration matrix"));
  matrix_->setToolTip(
      tr("How much of each output channel (column) the best linear repair takes from each quantized "
         "channel (row), beside itself"));
  facts_->setWordWrap(true);
  facts_->setTextFormat(Qt::PlainText);
  facts_->setAccessibleName(tr("Restoration"));
  facts_->setToolTip(
      tr("M is the matrix that turns the quantized layer's output X_q back into the original's X with the least error. "
         "If M is near the identity, what quantization lost cannot be mended by a linear map."));
  auto* column = new QVBoxLayout(this);
  column->addWidget(matrix_, 1);
  column->addWidget(facts_);
}

QString RestorationView::summary() const {
  return facts_->text();
}

void RestorationView::setRestoration(const calm::Restoration& restoration) {
  MatrixPicture picture;
  picture.rows = picture.columns = restoration.image_side;
  picture.values.assign(restoration.image.begin(), restoration.image.end());
  const double most = picture.values.empty() ? 0 : *std::max_element(picture.values.begin(), picture.values.end());
  const auto text = [](double value) { return QLocale().toString(value, 'g', 2); };
  picture.title = tr("|M − I|");
  picture.fraction = [most](double value) { return most > 0 ? value / most : 0; };
  picture.ticks = {{0, text(0)}, {0.5, text(most / 2)}, {1, text(most)}};
  const double block = restoration.image_side > 0 ? static_cast<double>(restoration.width) / restoration.image_side : 1;
  const auto first = [block](int index) { return static_cast<int>(index * block); };
  picture.label = [first](int index) { return QString::number(first(index)); };
  picture.describe = [first, block, values = picture.values, side = restoration.image_side](int row, int column) {
    const double value = values[static_cast<size_t>(row) * static_cast<size_t>(side) + static_cast<size_t>(column)];
    const QString shown = QLocale().toString(value, 'g', 4);
    if (block <= 1) return tr("From channel %1 to %2: %3").arg(first(row)).arg(first(column)).arg(shown);
    return tr("From channels %1 to %2, into %3 to %4: mean |M − I| %5")
        .arg(first(row))
        .arg(first(row + 1) - 1)
        .arg(first(column))
        .arg(first(column + 1) - 1)
        .arg(shown);
  };
  matrix_->setPicture(std::move(picture));

  const auto errors = [](double before, double after) {
    return tr("%1 → %2").arg(formatPercent(before, 3), formatPercent(after, 3));
  };
  QStringList lines = {
      methodTitle(restoration.method),
      tr("Distance of M from the identity: %1").arg(formatNumber(restoration.distance, 4)),
      tr("Error of the output, as it is → repaired: %1").arg(errors(restoration.error, restoration.restored_error)),
      tr("At the next input, M in its weights: %1")
          .arg(errors(restoration.next_error, restoration.next_restored_error)),
      tr("Fitted to %1 tokens, judged on %2 others")
          .arg(formatCount(restoration.fitted_tokens), formatCount(restoration.held_out_tokens))};
  if (restoration.fitted_tokens < 2 * restoration.width) {
    lines << tr("Fewer tokens than twice the width of %1: the fit says little. Calibrate on more.")
                 .arg(formatCount(restoration.width));
  }
  facts_->setText(lines.join(u'\n'));
}

}  // namespace calm::ui
