#pragma once

#include <QAbstractTableModel>
#include <string>
#include <vector>

#include "calm/plan.h"

namespace calm::ui {

class Workspace;

/// One row a layer of the plan. The method column is edited through the workspace, so each edit can be undone.
class PlanModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Layer, Method, Decider, Score, Margin, Bits, Size, State, ColumnCount };
  enum Role {
    SortRole = Qt::UserRole,  // numbers stay numbers
    StaleRole,
    MethodRole,  // canonical spec, QString; writable through Qt::EditRole too
  };

  explicit PlanModel(Workspace* workspace, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  /// Method column: a canonical spec overrides, an empty string clears the override.
  bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

  /// Bits a weight of this layer takes with its scales; 0 where nothing is known.
  double layerBits(int layer) const;
  /// Bytes that the weights of this layer take with their scales.
  double layerBytes(int layer) const;
  /// The rows as text for other programs: raw numbers, C locale. With ',' fields are quoted.
  QString separated(QChar separator, const std::vector<int>& layers) const;

 private:
  void reset();
  void measure();
  QVariant display(const PlanLayer& plan, int row, int column) const;
  QString groupText(int layer) const;

  Workspace* workspace_;
  int rows_ = 0;
  struct Storage {
    double bits = 0, weights = 0;
    QString groups;
  };
  std::vector<Storage> storage_;
};

/// Bits a weight of the whole plan takes, averaged over all decoder linears; 0 without a model.
double averageBits(const Workspace& workspace);
/// Whether a method's result has no place in any format of the export.
bool isUnexportable(const std::string& method);

}  // namespace calm::ui
