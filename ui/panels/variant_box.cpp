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
constexpr int kPlanRole = Qt::UserRole + 2;  // name that the plan is kept under
}  // namespace

VariantBox::VariantBox(QWidget* parent) : QComboBox(parent) {
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(12);
}

void VariantBox::setChoices(bool quantized, bool complete, const std::vector<std::string>& methods,
                            std::vector<calm::Variant> plans) {
  plans_ = std::move(plans);
  const QVariant kind = currentData(kKindRole), spec = currentData(kSpecRole), chosen = currentData(kPlanRole);
  const QSignalBlocker blocker(this);
  clear();
  const auto add = [&](const QString& name, calm::Variant::Kind kindOf, const std::string& method,
                       const std::string& plan = {}) {
    addItem(name);
    setItemData(count() - 1, static_cast<int>(kindOf), kKindRole);
    setItemData(count() - 1, toQString(method), kSpecRole);
    if (!method.empty()) setItemData(count() - 1, toQString(method), Qt::ToolTipRole);
    setItemData(count() - 1, toQString(plan), kPlanRole);
    if (kind == itemData(count() - 1, kKindRole) && spec == itemData(count() - 1, kSpecRole) &&
        chosen == itemData(count() - 1, kPlanRole)) {
      setCurrentIndex(count() - 1);
    }
  };
  add(quantized ? tr("This model") : tr("Original"), calm::Variant::Kind::original, {});
  if (quantized) return;
  if (complete) add(tr("Hybrid (the plan)"), calm::Variant::Kind::plan, {});
  for (const calm::Variant& plan : plans_) {
    add(tr("Plan: %1").arg(toQString(plan.plan_name)), calm::Variant::Kind::plan, {}, plan.plan_name);
  }
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
  variant.plan_name = toStd(currentData(kPlanRole).toString());
  for (const calm::Variant& named : plans_) {
    if (!variant.plan_name.empty() && named.plan_name == variant.plan_name) variant.plan = named.plan;
  }
  return variant;
}

}  // namespace calm::ui
