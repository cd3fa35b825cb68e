#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>
#include <optional>
#include <utility>
#include <vector>

#include "calm/benchmark_comparison.h"

namespace calm::ui {

struct RowComparison {
  std::optional<calm::PairedComparison> nll, kl;  // row - baseline
};

/// Rows held against their baselines, with intervals. The bootstrap of many windows takes longer than a frame, so it
/// runs on a thread of its own; what was computed once is kept.
class BenchmarkComparisons : public QObject {
  Q_OBJECT

 public:
  explicit BenchmarkComparisons(QObject* parent = nullptr);
  ~BenchmarkComparisons() override;

  /// No value: not known yet, changed() follows.
  std::optional<RowComparison> find(const calm::BenchmarkResult& row, const calm::BenchmarkResult& baseline);

 Q_SIGNALS:
  void changed();

 private:
  using Key = std::pair<size_t, size_t>;
  struct Task {
    Key key;
    calm::BenchmarkResult row, baseline;
  };
  void start();

  QHash<Key, RowComparison> known_;
  QSet<Key> asked_;  // wanted or under way
  std::vector<Task> wanted_;
  bool running_ = false;
  QTimer timer_;
  QThreadPool pool_;  // last: waits for what runs before the rest goes
};

}  // namespace calm::ui
