#pragma once

#include <QAbstractTableModel>

#include "calm/pareto.h"

namespace calm::ui {

/// "KL to the original", with its unit.
QString lossTitle(calm::Sensitivity sensitivity);
/// What the predicted loss is, in two sentences.
QString lossExplanation(calm::Sensitivity sensitivity);

/// The plans of a curve of size against predicted loss, one a row, by rising size.
class ParetoModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Bits, FileSize, Loss, Methods, ColumnCount };

  using QAbstractTableModel::QAbstractTableModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  void setCurve(calm::ParetoCurve curve);
  void clear();
  const calm::ParetoCurve& curve() const { return curve_; }
  /// With a header line; numbers in the C locale, full precision, and a column of methods for each layer.
  QString separated(QChar separator) const;

 private:
  QString mix(const calm::ParetoPlan& plan) const;

  calm::ParetoCurve curve_;
};

}  // namespace calm::ui
