#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "calm/evaluation.h"
#include "ui/panels/benchmark_comparisons.h"

namespace calm::ui {

/// Benchmark results, newest run last: those of the session, and the run that is going on; each held against the newest
/// row of the baseline that was measured alike.
class BenchmarkModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    Variant,
    Perplexity,
    Delta,  // to the baseline's perplexity on the same windows
    Divergence,
    DivergenceDelta,
    SameTop,
    Verdict,  // whether the difference is beyond noise, in words
    Prefill,
    PrefillSpread,
    PrefillDelta,
    Decode,
    DecodeSpread,
    DecodeDelta,
    Memory,
    MemoryDelta,
    Weights,
    WeightsDelta,
    Text,
    Date,
    Host,
    Options,
    Note,
    ColumnCount
  };
  enum Role { SortRole = Qt::UserRole, StaleRole };
  /// A variant of which there are rows.
  struct Baseline {
    QString key, name;
  };

  explicit BenchmarkModel(QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  /// The session's results. While a run goes on its own rows stay below them.
  void setResults(const std::vector<calm::BenchmarkResult>& results);
  /// Context that a row of the present plan would have; empty: not known, nothing is marked.
  /// Of the current plan, and of the same before tuning where it was tuned.
  void setCurrentContext(const QString& context, const QString& beforeTuning = {});
  /// The same for uniform variants, by the row's name.
  void setUniformContexts(const QHash<QString, QString>& contexts);
  /// The same for the plans that are kept under a name.
  void setNamedContexts(const QHash<QString, QString>& contexts);

  /// The original where it was measured, then the others, each once.
  std::vector<Baseline> baselines() const;
  QString baseline() const { return baseline_; }
  QString baselineName() const;
  void setBaseline(const QString& key);
  /// Of a result: a key of baselines().
  static QString keyOf(const calm::BenchmarkResult& result);

  /// Started: one row a name, waiting. Row: fills it. Ended: rows that got nothing go away.
  void apply(const calm::BenchmarkEvent& event);

  bool isStale(int row) const;
  bool isBaseline(int row) const;
  const calm::BenchmarkResult& result(int row) const { return rows_[static_cast<size_t>(row)].result; }
  /// Rows to compare in a chart: the newest measured row of each variant, without those of an earlier plan, among those
  /// that fit (none given: all).
  std::vector<int> latestRows(const std::function<bool(const calm::BenchmarkResult&)>& fits = {}) const;
  /// Those with perplexities that compare: of the newest text and windows.
  std::vector<int> latestTextRows() const;
  /// Ends of the 95 % interval of a row's perplexity or KL, from the difference to its baseline's; none where too few
  /// windows tell it.
  std::optional<std::pair<double, double>> perplexityInterval(int row) const;
  std::optional<std::pair<double, double>> divergenceInterval(int row) const;
  /// Whether the row can be told from its baseline: a few words for a column, or a sentence with all numbers (`full`).
  QString verdict(int row, bool full) const;

  /// Whether a column has anything to show.
  bool isColumnUsed(int column) const;
  /// With a header line; numbers in the C locale, full precision. `rows` empty: all.
  QString separated(QChar separator, const std::vector<int>& rows = {}) const;
  QByteArray json() const;

 private:
  struct Row {
    calm::BenchmarkResult result;
    int runIndex = -1;  // of the present run, or the last where the session has not sent its results yet
    bool waiting = false;
    int windowsOf = -1, timingOf = -1;  // rows of the baseline that it is held against; -1: none
    RowComparison comparison = {};
    bool compared = false;
  };
  QString display(int index, int column) const;
  QVariant raw(int index, int column) const;
  QString toolTip(int index) const;
  QString qualityVerdict(int index, bool full) const;
  QString speedVerdict(int index, bool full) const;
  /// This row's minus its baseline's, over their common windows.
  std::optional<double> perplexityDelta(int index) const;
  std::optional<double> divergenceDelta(int index) const;
  /// This row's share of its baseline's, less one.
  std::optional<double> ratioDelta(int index, int column) const;
  static Qt::Alignment alignment(int column);
  static QString optionsText(const calm::BenchmarkResult& result);
  bool isBeforeTuning(const calm::BenchmarkResult& result) const;
  void compareRows();
  void refreshAll();

  std::vector<Row> rows_;
  bool running_ = false;
  QString baseline_;
  QString context_, beforeTuning_;
  QHash<QString, QString> uniformContexts_, namedContexts_;
  BenchmarkComparisons* comparisons_;
};

/// A KL as tables, words and charts show it: "0.0123".
QString divergenceText(double nats);

}  // namespace calm::ui
