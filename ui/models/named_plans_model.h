#pragma once

#include <QAbstractTableModel>

namespace calm::ui {

class Workspace;

/// The plans that were kept under a name, and how far each is from the current one. The name is edited in place.
class NamedPlansModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Name, Differs, ColumnCount };

  explicit NamedPlansModel(Workspace* workspace, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

  QString name(int row) const;
  int rowOf(const QString& name) const;  // -1: none

 private:
  int differing(int row) const;

  Workspace* workspace_;
  int rows_ = 0;
};

}  // namespace calm::ui
