#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "calm/similarity_blocks.h"
#include "ui/models/score_scale.h"
#include "ui/panels/file_prompt.h"

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTreeWidget;

namespace calm {
struct LayerSimilarity;
}

namespace calm::ui {

class EmptyState;
class MatrixView;
class Workspace;

/// The Similarity page: CKA between all pairs of layers of the original or of the plan's model, and which layers form
/// blocks.
class SimilarityPage : public QWidget {
  Q_OBJECT

 public:
  explicit SimilarityPage(Workspace* workspace, QWidget* parent = nullptr,
                          std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  MatrixView* matrix() const { return matrix_; }
  const std::vector<SimilarityBlock>& blocks() const { return blocks_; }
  QString reading() const;
  void setThreshold(double threshold);
  /// What the empty page offers before a model is open.
  void setActions(const QList<QAction*>& open);

  QString csv() const;
  /// ".png", ".svg" or ".csv" by the name; false with the reason where it cannot be written.
  bool saveTo(const QString& path, QString* error) const;
  void copy() const;

 Q_SIGNALS:
  void cellDescribed(const QString& text);
  void saveFailed(const QString& message);

 private:
  QWidget* makeControls();
  QWidget* makeBlocks();
  bool ofPlan() const;
  const calm::LayerSimilarity* shown() const;
  void compute();
  void save();
  void refresh();
  void refreshState();
  void refreshBlocks();
  void showBlock();

  Workspace* workspace_;
  std::shared_ptr<FilePrompt> prompt_;
  QList<QAction*> openActions_;
  QStackedWidget* stack_;
  QStackedWidget* inner_;
  EmptyState* closed_;
  EmptyState* empty_;
  QAction* compute_;
  QComboBox* model_;
  QComboBox* form_;
  QComboBox* range_;
  QComboBox* colors_;
  MatrixView* matrix_;
  QLabel* note_;
  QPushButton* copy_;
  QPushButton* save_;
  QSlider* slider_;
  QDoubleSpinBox* threshold_;
  QLabel* reading_;
  QTreeWidget* list_;
  std::vector<SimilarityBlock> blocks_;
};

}  // namespace calm::ui
