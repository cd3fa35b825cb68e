#pragma once

#include <QGroupBox>
#include <QStringList>
#include <string>
#include <vector>

#include "ui/panels/setup_catalog.h"

class QComboBox;
class QPushButton;
class QTreeView;

namespace calm::ui {

class PoolModel;

/// The methods that compete at each layer: a preset, or any set of them.
class PoolForm : public QGroupBox {
  Q_OBJECT

 public:
  explicit PoolForm(SetupCatalog catalog, QWidget* parent = nullptr);

  const std::vector<std::string>& pool() const;
  /// Emits nothing.
  void setPool(const std::vector<std::string>& specs, const QStringList& known);
  /// Forgets the methods of another model's session.
  void clear();
  /// Empty, or what is wrong with the pool.
  QString problem() const;
  PoolModel* model() const { return model_; }

 public Q_SLOTS:
  void openAddMethod();

 Q_SIGNALS:
  void poolChanged(const std::vector<std::string>& pool);

 private:
  void onEdited();
  void showPreset();
  void fitHeight();

  SetupCatalog catalog_;
  PoolModel* model_;
  QComboBox* preset_;
  QTreeView* list_;
  QPushButton* add_;
};

}  // namespace calm::ui
