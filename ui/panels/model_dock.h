#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "calm/model.h"
#include "calm/plan.h"
#include "calm/scheme.h"
#include "calm/search.h"

class QFormLayout;
class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace calm::ui {

/// What the opened model is: its facts, and its layers and linears with group and, once decided, method.
class ModelDock : public QWidget {
  Q_OBJECT

 public:
  enum Column { Name, Shape, Stored, Bits, Group, Method, ColumnCount };

  /// `methodTitle`: a spec as a label ("AWQ clip"); empty: the spec itself.
  explicit ModelDock(QWidget* parent = nullptr, std::function<QString(const std::string&)> methodTitle = {});

  void setModel(const calm::ModelInfo& model);
  void clearModel();
  /// Groups and the expected size follow the scheme.
  void setScheme(const calm::Scheme& scheme, const calm::Transform& transform = {});
  void setPlan(const calm::Plan& plan);
  /// What an analysis with the present set-up needs, and what the machine has; unset: not known (yet).
  void setEstimate(const std::optional<calm::CostEstimate>& estimate);
  /// Follows the layer that is selected elsewhere; -1: none.
  void setCurrentLayer(int layer);
  /// All that is shown, as text.
  QString text() const;

 public Q_SLOTS:
  void copy() const;

 Q_SIGNALS:
  /// A layer, or one of its linears, was selected by the user.
  void layerActivated(int layer);

 private:
  struct Fact {
    QString name;
    QString value;
  };
  std::vector<Fact> facts() const;
  void rebuildFacts();
  void rebuildTree();
  void showGroups();
  void showMethod(int layer);
  QString bitsText(int group) const;

  std::function<QString(const std::string&)> methodTitle_;
  calm::ModelInfo model_;
  calm::Scheme scheme_;
  calm::Transform transform_;
  calm::Plan plan_;
  std::optional<calm::CostEstimate> estimate_;
  bool following_ = false;
  QStackedWidget* stack_;
  QWidget* factBox_;
  QTreeWidget* tree_;
  QLabel* note_;
  QToolButton* copy_;
  std::vector<QTreeWidgetItem*> layers_;
  std::vector<QTreeWidgetItem*> linears_;  // as model_.linears
};

}  // namespace calm::ui
