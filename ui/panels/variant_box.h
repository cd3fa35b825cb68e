#pragma once

#include <QComboBox>
#include <string>
#include <vector>

#include "calm/evaluation.h"

namespace calm::ui {

/// Chooses among the original, the current plan, the plans that are kept under a name and each method everywhere, by
/// the names of the Benchmark page.
class VariantBox : public QComboBox {
  Q_OBJECT

 public:
  explicit VariantBox(QWidget* parent = nullptr);

  /// Keeps the choice where it is still there. `complete`: the plan has a method for every layer; `plans`: as
  /// Workspace::planVariants() gives them.
  void setChoices(bool quantized, bool complete, const std::vector<std::string>& methods,
                  std::vector<calm::Variant> plans = {});
  /// The plan's methods are filled in from `plan`.
  calm::Variant variant(const calm::Plan& plan) const;
  /// The plan where there is one, else the first method.
  void chooseQuantized();

 private:
  std::vector<calm::Variant> plans_;
};

}  // namespace calm::ui
