#include "ui/panels/benchmark_charts.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QTabBar>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/charts/bar_chart.h"
#include "ui/core_texts.h"
#include "ui/panels/benchmark_model.h"
#include "ui/strings.h"
#include "ui/views/picture_export.h"

namespace calm::ui {

namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;

BarChart* chart(QWidget* parent, const QString& name) {
  auto* made = new BarChart(parent);
  made->setAccessibleName(name);
  return made;
}

}  // namespace

BenchmarkCharts::BenchmarkCharts(QWidget* parent)
    : QTabWidget(parent),
      perplexity_(chart(this, tr("Perplexity of the variants"))),
      divergence_(chart(this, tr("KL of the variants to the original"))),
      prefill_(chart(this, tr("Prefill speed of the variants"))),
      decode_(chart(this, tr("Decode speed of the variants"))),
      memory_(chart(this, tr("Peak memory of the variants"))),
      weights_(chart(this, tr("Weights of the variants"))),
      quality_(page(perplexity_, divergence_, QStringLiteral("benchmarkQuality"))),
      speed_(page(prefill_, decode_, QStringLiteral("benchmarkSpeed"))),
      sizes_(page(memory_, weights_, QStringLiteral("benchmarkMemory"))) {
  setDocumentMode(true);
  setAccessibleName(tr("Charts of the benchmark"));
  tabBar()->setAccessibleName(tr("Charts of the benchmark"));
  tabBar()->setToolTip(tr("Quality, speed or memory of the newest results"));
}

Picture BenchmarkCharts::picture() const {
  QList<BarChart*> charts;
  for (BarChart* each : currentWidget() ? currentWidget()->findChildren<BarChart*>() : QList<BarChart*>()) {
    if (!each->isHidden()) charts << each;
  }
  QSize size(0, 0);
  for (const BarChart* each : charts) {
    size = QSize(size.width() + each->width(), std::max(size.height(), each->height()));
  }
  return {tabText(currentIndex()), size, palette().color(QPalette::Base), [charts](QPainter* painter) {
            double left = 0;
            for (BarChart* each : charts) {
              each->paintTo(painter, QRectF(QPointF(left, 0), QSizeF(each->size())));
              left += each->width();
            }
          }};
}

void BenchmarkCharts::setExportActions(const QList<QAction*>& actions) {
  auto* button = new QToolButton(this);
  button->setText(tr("Export"));
  button->setToolTip(tr("Save or copy the charts that are shown"));
  button->setAccessibleName(tr("Export the charts"));
  button->setPopupMode(QToolButton::InstantPopup);
  button->setFocusPolicy(Qt::StrongFocus);
  button->addActions(actions);
  setCornerWidget(button);
  setContextMenuPolicy(Qt::ActionsContextMenu);
  addActions(actions);
}

QWidget* BenchmarkCharts::page(BarChart* first, BarChart* second, const QString& name) {
  auto* content = new QWidget;
  auto* row = new QHBoxLayout(content);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(first, 1);
  row->addWidget(second, 1);
  auto* scroll = new QScrollArea(this);  // twenty variants are higher than the page
  scroll->setObjectName(name);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(content);
  scroll->hide();
  return scroll;
}

void BenchmarkCharts::setShown(QWidget* page, const QString& title, bool shown) {
  const int index = indexOf(page);
  if (!shown) {
    if (index >= 0) removeTab(index);
    return;
  }
  if (index >= 0) return;
  // Quality, speed, memory: in this order whichever came first.
  const QList<QWidget*> order{quality_, speed_, sizes_};
  int at = 0;
  for (QWidget* before : order.mid(0, order.indexOf(page))) at += indexOf(before) >= 0 ? 1 : 0;
  insertTab(at, page, title);
}

void BenchmarkCharts::showResults(const BenchmarkModel& model) {
  QVector<Bar> perplexity, divergence, prefill, decode, memory, weights;
  for (const int row : model.latestTextRows()) {
    const calm::BenchmarkResult& result = model.result(row);
    Bar bar{coreMessage(result.name), result.perplexity.ppl};
    bar.reference = model.isBaseline(row);
    if (const auto interval = model.perplexityInterval(row)) std::tie(bar.low, bar.high) = *interval;
    perplexity << bar;
    if (!result.has_kl || result.kind == calm::Variant::Kind::original) continue;  // its own is 0
    bar = {coreMessage(result.name), result.divergence.kl};
    bar.reference = model.isBaseline(row);
    if (const auto interval = model.divergenceInterval(row)) std::tie(bar.low, bar.high) = *interval;
    divergence << bar;
  }
  const auto timed = [](const calm::BenchmarkResult& result) { return result.has_latency; };
  for (const int row : model.latestRows(timed)) {
    const calm::LatencyResult& latency = model.result(row).latency;
    const auto add = [&](QVector<Bar>& bars, double rate, double spread) {
      bars << Bar{coreMessage(model.result(row).name), rate, rate * (1 - spread / 2), rate * (1 + spread / 2),
                  model.isBaseline(row)};
    };
    add(prefill, latency.prefill_tokens_per_second, latency.prefill_spread);
    add(decode, latency.decode_tokens_per_second, latency.decode_spread);
  }
  const auto sized = [](const calm::BenchmarkResult& result) { return result.has_latency || result.has_memory; };
  for (const int row : model.latestRows(sized)) {
    const calm::BenchmarkResult& result = model.result(row);
    Bar bar{coreMessage(result.name), static_cast<double>(result.latency.peak_rss_bytes) / kMebibyte};
    bar.reference = model.isBaseline(row);
    memory << bar;
    bar.value = static_cast<double>(result.latency.weight_bytes) / kMebibyte;
    weights << bar;
  }
  const QString paired =
      tr("Error bars: 95 % interval of the difference to %1 on the same windows").arg(model.baselineName());
  const QString repeats = tr("Error bars: slowest to fastest run");
  perplexity_->setBars(perplexity, tr("Perplexity, lower is better"), {}, paired);
  divergence_->setBars(divergence, tr("KL to the original, lower is better"), tr("nats"), paired);
  prefill_->setBars(prefill, tr("Prefill"), tr("tok/s"), repeats);
  decode_->setBars(decode, tr("Decode"), tr("tok/s"), repeats);
  memory_->setBars(memory, tr("Peak memory"), tr("MiB"));
  weights_->setBars(weights, tr("Weights"), tr("MiB"));
  divergence_->setVisible(!divergence.isEmpty());
  setShown(quality_, tr("Quality"), !perplexity.isEmpty());
  setShown(speed_, tr("Speed"), !prefill.isEmpty());
  setShown(sizes_, tr("Memory"), !memory.isEmpty());
  setVisible(!isEmpty());
}

}  // namespace calm::ui
