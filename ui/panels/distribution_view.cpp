#include "ui/panels/distribution_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <cmath>

#include "ui/charts/histogram_chart.h"
#include "ui/format.h"
#include "ui/panels/form_rows.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kDigits = 4;

QString number(double value) {
  return std::isfinite(value) ? QLocale().toString(value, 'g', kDigits) : noValue();
}

}  // namespace

DistributionView::DistributionView(QWidget* parent)
    : QWidget(parent),
      tensor_(new QComboBox(this)),
      chart_(new HistogramChart(this)),
      logarithmic_(new QCheckBox(tr("Lo&garithmic counts"), this)),
      facts_(new QLabel(this)),
      channels_(new QTreeWidget(this)) {
  tensor_->setAccessibleName(tr("Tensor"));
  tensor_->setToolTip(tr("Weights of a linear, or the values that arrive at its input on the calibration text"));
  tensor_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  tensor_->setMinimumContentsLength(12);
  chart_->setAccessibleName(tr("Histogram"));
  logarithmic_->setChecked(true);
  logarithmic_->setAccessibleName(tr("Logarithmic counts"));
  logarithmic_->setToolTip(tr("Shows the few outliers beside the many ordinary values"));
  facts_->setTextFormat(Qt::RichText);
  facts_->setWordWrap(true);
  facts_->setAccessibleName(tr("Moments and outliers"));
  facts_->setToolTip(
      tr("Kurtosis: 3 for a normal distribution, higher with heavier tails. Skewness: 0 where both sides are alike. "
         "Outliers: values further than 6 standard deviations from the mean."));
  channels_->setColumnCount(2);
  channels_->setHeaderLabels({tr("Channel"), tr("Largest |x|")});
  channels_->setRootIsDecorated(false);
  channels_->setUniformRowHeights(true);
  channels_->header()->setStretchLastSection(false);
  channels_->setAccessibleName(tr("Channels with the largest values"));
  channels_->setToolTip(tr("Input channels with the largest magnitude: what smoothing and rotation are for"));
  channels_->setMinimumHeight(fontMetrics().lineSpacing() * 6);
  auto* column = new QVBoxLayout(this);
  column->addWidget(tensor_);
  column->addWidget(chart_, 2);
  column->addWidget(logarithmic_);
  column->addWidget(facts_);
  column->addWidget(channels_, 1);
  connect(tensor_, &QComboBox::currentIndexChanged, this, &DistributionView::refresh);
  connect(logarithmic_, &QCheckBox::toggled, chart_, &HistogramChart::setLogarithmic);
}

void DistributionView::setLayer(const calm::LayerDistributions& layer) {
  const int before = tensor_->currentIndex();
  layer_ = layer;
  const QSignalBlocker blocker(tensor_);
  tensor_->clear();
  for (const calm::Distribution& weights : layer.weights) {
    tensor_->addItem(tr("Weights of %1").arg(toQString(weights.name)));
  }
  for (const calm::Distribution& activations : layer.activations) {
    // "input of self_attn.q_proj, k_proj, v_proj"
    QString name = toQString(activations.name);
    if (name.startsWith(QStringLiteral("input of "))) name = tr("Input of %1").arg(name.mid(9));
    tensor_->addItem(name);
  }
  for (int item = 0; item < tensor_->count(); ++item) {
    tensor_->setItemData(item, tensor_->itemText(item), Qt::ToolTipRole);
  }
  if (before >= 0 && before < tensor_->count()) tensor_->setCurrentIndex(before);
  refresh();
}

const calm::Distribution* DistributionView::chosen() const {
  const int index = tensor_->currentIndex();
  const int weights = static_cast<int>(layer_.weights.size());
  if (index < 0) return nullptr;
  if (index < weights) return &layer_.weights[static_cast<size_t>(index)];
  const auto activation = static_cast<size_t>(index - weights);
  return activation < layer_.activations.size() ? &layer_.activations[activation] : nullptr;
}

QString DistributionView::summary() const {
  const calm::Distribution* one = chosen();
  if (one == nullptr) return {};
  return QStringList{
      tr("%1 values from %2 to %3").arg(formatCount(one->count), number(one->minimum), number(one->maximum)),
      tr("Mean %1, standard deviation %2").arg(number(one->mean), number(one->deviation)),
      tr("Kurtosis %1, skewness %2").arg(number(one->kurtosis), number(one->skewness)),
      tr("Outliers beyond 6 deviations: %1")
          .arg(one->outlier_ratio > 0 ? tr("%1 in a million").arg(number(one->outlier_ratio * 1e6)) : tr("none")),
      tr("Largest over median magnitude: %1").arg(number(one->max_to_median))}
      .join(u'\n');
}

void DistributionView::refresh() {
  channels_->clear();
  const calm::Distribution* one = chosen();
  if (one == nullptr) {
    chart_->setData({}, 0, 0, {});
    facts_->clear();
    return;
  }
  const bool weights = tensor_->currentIndex() < static_cast<int>(layer_.weights.size());
  chart_->setData(one->histogram, one->minimum, one->maximum, weights ? tr("Weight") : tr("Activation"));
  chart_->setAccessibleDescription(summary());
  facts_->setText(summary().toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
  for (const calm::Distribution::Channel& channel : one->top_channels) {
    auto* item = new QTreeWidgetItem(channels_, {QString::number(channel.index), number(channel.magnitude)});
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
  }
}

}  // namespace calm::ui
