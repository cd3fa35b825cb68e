#include "ui/panels/benchmark_comparisons.h"

#include <QHashFunctions>

#include "ui/strings.h"

namespace calm::ui {

namespace {

/// Of all that a comparison depends on.
size_t fingerprint(const calm::BenchmarkResult& row) {
  const auto& kl = row.divergence.window_kl;
  const auto& nll = row.perplexity.window_nll;
  const size_t seed = qHash(toQString(row.measure) + toQString(row.text));
  return qHashRange(nll.begin(), nll.end(), qHashRange(kl.begin(), kl.end(), seed + (row.has_kl ? 1 : 0)));
}

}  // namespace

BenchmarkComparisons::BenchmarkComparisons(QObject* parent) : QObject(parent) {
  pool_.setMaxThreadCount(1);
  timer_.setSingleShot(true);
  timer_.setInterval(0);  // what one look at the rows asks for is one task
  connect(&timer_, &QTimer::timeout, this, &BenchmarkComparisons::start);
}

BenchmarkComparisons::~BenchmarkComparisons() = default;

std::optional<RowComparison> BenchmarkComparisons::find(const calm::BenchmarkResult& row,
                                                        const calm::BenchmarkResult& baseline) {
  const Key key{fingerprint(row), fingerprint(baseline)};
  const auto found = known_.constFind(key);
  if (found != known_.constEnd()) return *found;
  if (asked_.contains(key)) return std::nullopt;
  asked_.insert(key);
  wanted_.push_back({key, row, baseline});
  if (!running_) timer_.start();
  return std::nullopt;
}

void BenchmarkComparisons::start() {
  if (running_ || wanted_.empty()) return;
  running_ = true;
  pool_.start([this, tasks = std::move(wanted_)] {
    std::vector<std::pair<Key, RowComparison>> done;
    for (const Task& task : tasks) {
      done.push_back(
          {task.key, {calm::compare_nll(task.row, task.baseline), calm::compare_kl(task.row, task.baseline)}});
    }
    QMetaObject::invokeMethod(
        this,
        [this, done = std::move(done)] {
          for (const auto& [key, comparison] : done) {
            known_.insert(key, comparison);
            asked_.remove(key);
          }
          running_ = false;
          if (!wanted_.empty()) timer_.start();
          Q_EMIT changed();
        },
        Qt::QueuedConnection);
  });
  wanted_.clear();
}

}  // namespace calm::ui
