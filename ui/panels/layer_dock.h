#pragma once

#include <QTimer>
#include <QWidget>
#include <array>

#include "ui/workspace.h"

class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTabWidget;

namespace calm::ui {

class DistributionView;
class LayerRanking;
class RestorationView;
class WeightErrorView;

/// The Layer dock: what is known about the selected layer.
class LayerDock : public QWidget {
  Q_OBJECT

 public:
  explicit LayerDock(Workspace* workspace, QWidget* parent = nullptr);

  LayerRanking* ranking() const { return ranking_; }
  DistributionView* distributions() const { return distributions_; }
  RestorationView* restoration() const { return restoration_; }
  WeightErrorView* weights() const { return weights_; }
  QTabWidget* tabs() const { return tabs_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  /// A view with the button that computes what it shows, and why it cannot.
  struct Part {
    Analysis analysis;
    QStackedWidget* stack;
    QLabel* invitation;
    QLabel* stale;
    QPushButton* compute;
    QPushButton* again;
  };
  QWidget* makePart(Part& part, Analysis analysis, QWidget* view, const QString& invitation, const QString& button);
  int layer() const;
  void refresh();
  void refreshState();

  Workspace* workspace_;
  QSpinBox* number_;
  QLabel* count_;
  QTabWidget* tabs_;
  LayerRanking* ranking_;
  DistributionView* distributions_;
  WeightErrorView* weights_;
  RestorationView* restoration_;
  std::array<Part, 3> parts_{};
  bool late_ = false;  // something changed while it was hidden
  QTimer timer_;       // scores arrive in batches: a few times a second is enough
};

}  // namespace calm::ui
