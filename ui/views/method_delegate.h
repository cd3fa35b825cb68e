#pragma once

#include <QStyledItemDelegate>

namespace calm::ui {

class Workspace;

/// A combo box with the methods of the pool (and those that were scored), and "as the search decided".
class MethodDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  explicit MethodDelegate(Workspace* workspace, QObject* parent = nullptr);

  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void setEditorData(QWidget* editor, const QModelIndex& index) const override;
  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  Workspace* workspace_;
};

}  // namespace calm::ui
