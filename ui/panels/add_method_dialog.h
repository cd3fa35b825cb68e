#pragma once

#include <QDialog>
#include <vector>

#include "ui/panels/setup_catalog.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace calm::ui {

class PartsEditor;
class StageEditor;

/// Builds a method for the pool from stages and options, from a method for each part of a layer, or from a spec that is
/// typed; they follow each other, and an error is shown as it arises. Opened with open().
class AddMethodDialog : public QDialog {
  Q_OBJECT

 public:
  explicit AddMethodDialog(SetupCatalog catalog, QWidget* parent = nullptr);

  QString spec() const;
  void setSpec(const QString& spec);
  QString problem() const { return problem_; }

 Q_SIGNALS:
  void methodChosen(const QString& canonicalSpec);

 private:
  StageEditor* appendStage();
  void removeStage(StageEditor* stage);
  void updateStages();
  void onStagesEdited();
  void onPartsEdited();
  void onSpecEdited();
  void showParts(bool on);
  void check();

  SetupCatalog catalog_;
  QCheckBox* byParts_;
  PartsEditor* parts_;
  QLineEdit* spec_;
  QLabel* title_;
  QLabel* error_;
  QPushButton* addStage_;
  QPushButton* ok_;
  QVBoxLayout* stageLayout_;
  std::vector<StageEditor*> stages_;
  QString problem_;
};

}  // namespace calm::ui
