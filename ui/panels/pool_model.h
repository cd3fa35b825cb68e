#pragma once

#include <QAbstractTableModel>
#include <string>
#include <vector>

#include "ui/panels/setup_catalog.h"

namespace calm::ui {

/// Every method that ever was in the pool; checked: in the pool now. Rows are never taken away, so that scores of
/// methods that left the pool can be chosen again.
class PoolModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Method, Spec, ColumnCount };
  enum Role { SpecRole = Qt::UserRole };

  explicit PoolModel(SetupCatalog catalog, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

  /// In the order that settles ties: a method that joins comes last.
  const std::vector<std::string>& pool() const { return pool_; }
  /// Specs in any spelling; emits no poolEdited().
  void setPool(const std::vector<std::string>& specs, const std::vector<std::string>& known);
  /// As an edit of the user's.
  void replacePool(const std::vector<std::string>& specs);
  void addToPool(const std::string& spec);
  void clear();

 Q_SIGNALS:
  void poolEdited();

 private:
  struct Row {
    std::string spec;  // canonical
    QString title, summary;
  };
  QStringList stageLines(const std::vector<calm::MethodSpec::Stage>& stages) const;
  int ensureRow(const std::string& canonical);
  bool contains(const std::string& canonical) const;
  void refreshChecks();

  SetupCatalog catalog_;
  std::vector<Row> rows_;
  std::vector<std::string> pool_;
};

}  // namespace calm::ui
