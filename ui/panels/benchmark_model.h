#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "calm/evaluation.h"

namespace calm::ui {

/// Benchmark results, newest run last: those of the session, and the run that is going on.
class BenchmarkModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    Variant,
    Perplexity,
    Delta,  // perplexity against the original's on the same text
    Tokens,
    Prefill,
    PrefillSpread,
    Decode,
    DecodeSpread,
    Memory,
    Weights,
    Date,
    Note,
    ColumnCount
  };
  enum Role { SortRole = Qt::UserRole, StaleRole };

  explicit BenchmarkModel(QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  /// The session's results. While a run goes on its own rows stay below them.
  void setResults(const std::vector<calm::BenchmarkResult>& results);
  /// Context that a row of the present plan would have; empty: not known, nothing is marked.
  void setCurrentContext(const QString& context);
  /// The same for uniform variants, by the row's name.
  void setUniformContexts(const QHash<QString, QString>& contexts);

  /// Started: one row a name, waiting. Row: fills it. Ended: rows that got nothing go away.
  void apply(const calm::BenchmarkEvent& event);

  bool isStale(int row) const;
  const calm::BenchmarkResult& result(int row) const { return rows_[static_cast<size_t>(row)].result; }
  /// Rows to compare in a chart: the newest measured row of each name, without those of an earlier plan, among those
  /// that fit (none given: all).
  std::vector<int> latestRows(const std::function<bool(const calm::BenchmarkResult&)>& fits = {}) const;

  /// With a header line; numbers in the C locale, full precision. `rows` empty: all.
  QString separated(QChar separator, const std::vector<int>& rows = {}) const;
  QByteArray json() const;

 private:
  struct Row {
    calm::BenchmarkResult result;
    int runIndex = -1;  // of the present run, or the last where the session has not sent its results yet
    bool waiting = false;
  };
  QString display(const Row& row, int column) const;
  QVariant raw(const Row& row, int column) const;
  /// Perplexity of the original on the same text: of the same run where it has one, else the newest.
  std::optional<double> baseline(const Row& row) const;
  void refreshAll();

  std::vector<Row> rows_;
  bool running_ = false;
  QString context_;
  QHash<QString, QString> uniformContexts_;
};

}  // namespace calm::ui
