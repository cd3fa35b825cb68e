#pragma once

#include <QGroupBox>
#include <map>
#include <vector>

#include "calm/methods.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QToolButton;

namespace calm::ui {

/// One stage of a method: which one, and its options; what is left at its default is not spelled.
class StageEditor : public QGroupBox {
  Q_OBJECT

 public:
  StageEditor(const std::vector<calm::MethodInfo>& methods, QWidget* parent = nullptr);

  /// "gptq:act-order:percdamp=0.05"
  QString spec() const;
  /// Emits nothing; false where the stage is not one of the methods.
  bool setStage(const calm::MethodSpec::Stage& stage);
  void setRemovable(bool removable);

 Q_SIGNALS:
  void changed();
  void removeRequested();

 private:
  const calm::MethodInfo* method() const;
  void rebuild(const std::map<std::string, std::string>& values);
  QWidget* makeField(const calm::OptionInfo& option, const QString& value);

  const std::vector<calm::MethodInfo>& methods_;  // outlives the editor
  QComboBox* method_;
  QLabel* summary_;
  QToolButton* remove_;
  QWidget* optionBox_ = nullptr;
  std::vector<QWidget*> fields_;  // in the order of the method's options
};

}  // namespace calm::ui
