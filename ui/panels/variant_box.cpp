#include "ui/panels/variant_box.h"

#include <QSignalBlocker>

#include "ui/models/score_scale.h"
#include "ui/panels/benchmark_form.h"
#include "ui/panels/form_rows.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {
constexpr int kKindRole = Qt::UserRole;
constexpr int kSpecRole = Qt::UserRole + 1;
}  // namespace

VariantBox::VariantBox(QWidget* parent) : QComboBox(parent) {
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(12);
}

void VariantBox::setChoices(bool quantized, bool complete, const std::vector<std::string>& methods) {
  const QVariant kind = currentData(kKindRole), spec = currentData(kSpecRole);
  const QSignalBlocker blocker(this);
  clear();
  const auto add = [&](const QString& name, calm::Variant::Kind kindOf, const std::string& method) {
    addItem(name);
    setItemData(count() - 1, static_cast<int>(kindOf), kKindRole);
    setItemData(count() - 1, toQString(method), kSpecRole);
    if (!method.empty()) setItemData(count() - 1, toQString(method), Qt::ToolTipRole);
    if (kind == itemData(count() - 1, kKindRole) && spec == itemData(count() - 1, kSpecRole)) {
      setCurrentIndex(count() - 1);
    }
  };
  add(quantized ? tr("This model") : tr("Original"), calm::Variant::Kind::original, {});
  if (quantized) return;
  if (complete) add(tr("Hybrid (the plan)"), calm::Variant::Kind::plan, {});
  for (const std::string& method : methods) {
    add(uniformVariantName(methodTitle(method)), calm::Variant::Kind::uniform, method);
  }
}

void VariantBox::chooseQuantized() {
  if (count() > 1) setCurrentIndex(1);
}

calm::Variant VariantBox::variant(const calm::Plan& plan) const {
  calm::Variant variant;
  variant.kind = static_cast<calm::Variant::Kind>(currentData(kKindRole).toInt());
  variant.method = toStd(currentData(kSpecRole).toString());
  variant.name = toStd(currentText());
  if (variant.kind == calm::Variant::Kind::plan) variant.plan = plan;
  return variant;
}

}  // namespace calm::ui
