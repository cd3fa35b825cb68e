#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "calm/error.h"
#include "support/widget_checks.h"
#include "ui/panels/add_method_dialog.h"
#include "ui/panels/pool_form.h"
#include "ui/panels/pool_model.h"
#include "ui/panels/setup_catalog.h"

namespace calm::ui {
namespace {

using namespace calm::test;
using Specs = std::vector<std::string>;

Qt::CheckState checkOf(const PoolModel& model, int row) {
  return static_cast<Qt::CheckState>(model.index(row, 0).data(Qt::CheckStateRole).toInt());
}

std::string specOf(const PoolModel& model, int row) {
  return model.index(row, 0).data(PoolModel::SpecRole).toString().toStdString();
}

TEST(PoolModel, KeepsRowsOfMethodsThatLeaveThePool) {
  PoolModel model(SetupCatalog::fromCore());
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
  const QSignalSpy edits(&model, &PoolModel::poolEdited);
  model.setPool({"gptq", "awq"}, {"rtn"});
  EXPECT_EQ(edits.count(), 0);
  ASSERT_EQ(model.rowCount(), 3);
  EXPECT_EQ(specOf(model, 0), "rtn");
  EXPECT_EQ(checkOf(model, 0), Qt::Unchecked);
  EXPECT_EQ(checkOf(model, 1), Qt::Checked);
  ASSERT_TRUE(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
  EXPECT_EQ(edits.count(), 1);
  EXPECT_EQ(model.rowCount(), 3);
  EXPECT_EQ(model.pool(), Specs({"awq"}));
  // Ties go to the first of the pool: a method that comes back comes last.
  model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole);
  EXPECT_EQ(model.pool(), Specs({"awq", "gptq"}));
  EXPECT_FALSE(model.setData(model.index(1, 1), Qt::Checked, Qt::CheckStateRole));
}

TEST(PoolModel, EqualSpecsAreOneRow) {
  PoolModel model(SetupCatalog::fromCore());
  model.setPool({"smoothquant", "smoothquant:0.5", "gptq:percdamp=0.01", "gptq"}, {});
  EXPECT_EQ(model.rowCount(), 2);
  EXPECT_EQ(model.pool().size(), 2u);
}

TEST(PoolModel, SpecsOfAnotherVersionAreShownWithTheReason) {
  PoolModel model(SetupCatalog::fromCore());
  model.setPool({"spinquant:learned"}, {});
  ASSERT_EQ(model.rowCount(), 1);
  EXPECT_EQ(model.index(0, 0).data().toString(), text("spinquant:learned"));
  EXPECT_TRUE(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(text("no method")));
}

TEST(PoolForm, PresetReplacesThePoolAndCustomIsRecognised) {
  PoolForm form(SetupCatalog::fromCore());
  const QSignalSpy changes(&form, &PoolForm::poolChanged);
  form.setPool({"gptq", "awq", "smoothquant:0.5"}, {});
  auto* preset = byName<QComboBox>(form, "Pool");
  ASSERT_NE(preset, nullptr);
  EXPECT_EQ(preset->currentText(), text("CALM"));
  EXPECT_EQ(changes.count(), 0);
  preset->setCurrentIndex(1);
  Q_EMIT preset->activated(1);
  EXPECT_EQ(changes.count(), 1);
  EXPECT_EQ(form.pool().size(), 7u);
  form.model()->setData(form.model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
  EXPECT_EQ(preset->currentText(), text("Custom"));
  EXPECT_TRUE(form.problem().isEmpty());
  form.setPool({}, {});
  EXPECT_FALSE(form.problem().isEmpty());
}

TEST(PoolForm, SpaceKeyTogglesAMethod) {
  PoolForm form(SetupCatalog::fromCore());
  form.setPool({"gptq", "awq"}, {});
  form.show();
  auto* list = form.findChild<QTreeView*>();
  list->setFocus();
  list->setCurrentIndex(form.model()->index(1, 0));
  QTest::keyClick(list, Qt::Key_Space);
  EXPECT_EQ(form.pool(), Specs({"gptq"}));
}

TEST(AddMethodDialog, StagesSpellTheSpec) {
  AddMethodDialog dialog(SetupCatalog::fromCore());
  auto* method = byName<QComboBox>(dialog, "Method");
  ASSERT_NE(method, nullptr);
  method->setCurrentIndex(method->findData(text("smoothquant")));
  EXPECT_EQ(dialog.spec(), text("smoothquant"));
  auto* alpha = byName<QLineEdit>(dialog, "alpha");
  ASSERT_NE(alpha, nullptr);
  alpha->setText(text("0.6"));
  EXPECT_EQ(dialog.spec(), text("smoothquant:0.6"));
  EXPECT_TRUE(dialog.problem().isEmpty()) << dialog.problem().toStdString();
}

TEST(AddMethodDialog, TypedSpecFillsTheStages) {
  AddMethodDialog dialog(SetupCatalog::fromCore());
  dialog.setSpec(text("awq:clip+gptq:act-order:percdamp=0.05"));
  EXPECT_TRUE(dialog.problem().isEmpty()) << dialog.problem().toStdString();
  auto* damping = byName<QLineEdit>(dialog, "percdamp");
  ASSERT_NE(damping, nullptr);
  EXPECT_EQ(damping->text(), text("0.05"));
  damping->setText(text("0.1"));
  EXPECT_EQ(parse_method(dialog.spec().toStdString()).canonical(),
            parse_method("awq:clip+gptq:act-order:percdamp=0.1").canonical());
}

TEST(AddMethodDialog, ErrorIsShownAndNothingIsAdded) {
  AddMethodDialog dialog(SetupCatalog::fromCore());
  const QSignalSpy chosen(&dialog, &AddMethodDialog::methodChosen);
  auto* add = byName<QPushButton>(dialog, "Add the method");
  for (const char* wrong : {"", "gptqq", "gptq:percdamp=fast", "gptq+awq", "awq:loss=nothing", "gptq:percdamp=1e9"}) {
    dialog.setSpec(text(wrong));
    EXPECT_FALSE(dialog.problem().isEmpty()) << wrong;
    EXPECT_FALSE(add->isEnabled()) << wrong;
    EXPECT_EQ(add->toolTip(), dialog.problem());
  }
  dialog.setSpec(text("gptq:clip:act-order"));
  ASSERT_TRUE(add->isEnabled()) << dialog.problem().toStdString();
  add->click();
  ASSERT_EQ(chosen.count(), 1);
  EXPECT_EQ(chosen.at(0).at(0).toString().toStdString(), parse_method("gptq:act-order:clip").canonical());
}

TEST(PoolModel, MethodsForPartsSayWhatEachPartGets) {
  PoolModel model(SetupCatalog::fromCore());
  model.setPool({"attn=awq/ffn=gptq"}, {});
  ASSERT_EQ(model.rowCount(), 1);
  EXPECT_EQ(specOf(model, 0), parse_method("attn=awq/ffn=gptq").canonical());
  const QString tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
  EXPECT_TRUE(tip.contains(text("Attention: q, k, v, o:\n  AWQ:"))) << tip.toStdString();
  EXPECT_TRUE(tip.contains(text("Feed-forward: gate, up, down:\n  GPTQ:"))) << tip.toStdString();
}

TEST(AddMethodDialog, TypedPartsFillTheRows) {
  AddMethodDialog dialog(SetupCatalog::fromCore());
  dialog.show();
  dialog.setSpec(text("attn=awq:clip/ffn=gptq:act-order"));
  EXPECT_TRUE(dialog.problem().isEmpty()) << dialog.problem().toStdString();
  EXPECT_TRUE(byName<QCheckBox>(dialog, "A method for each part of the layer")->isChecked());
  auto* attention = byName<QComboBox>(dialog, "Part 1");
  ASSERT_NE(attention, nullptr);
  EXPECT_EQ(attention->currentData().toString(), text("attn"));
  auto* ffn = byName<QLineEdit>(dialog, "Method of part 2");
  ASSERT_NE(ffn, nullptr);
  EXPECT_TRUE(ffn->isVisible());
  EXPECT_EQ(ffn->text(), text("gptq:act-order"));
  EXPECT_FALSE(byName<QComboBox>(dialog, "Method")->isVisible()) << "the stages of one method are still there";
  // Edits of a row reach the specification, and its errors are live.
  ffn->setText(text("gptqq"));
  EXPECT_EQ(dialog.spec(), text("attn=awq:clip/ffn=gptqq"));
  EXPECT_FALSE(dialog.problem().isEmpty());
  EXPECT_FALSE(byName<QPushButton>(dialog, "Add the method")->isEnabled());
  ffn->setText(text("rtn"));
  EXPECT_TRUE(dialog.problem().isEmpty()) << dialog.problem().toStdString();
  const QSignalSpy chosen(&dialog, &AddMethodDialog::methodChosen);
  byName<QPushButton>(dialog, "Add the method")->click();
  ASSERT_EQ(chosen.count(), 1);
  EXPECT_EQ(chosen.at(0).at(0).toString().toStdString(), parse_method("attn=awq:clip/ffn=rtn").canonical());
}

TEST(AddMethodDialog, PartsThatDoNotFitAreRefused) {
  AddMethodDialog dialog(SetupCatalog::fromCore());
  for (const char* wrong : {"attn=gptq", "attn=gptq/attn=rtn", "attn=gptq/ffn=", "head=gptq/ffn=rtn",
                            "qkv=gptq/ffn=rtn", "q=awq/k=rtn/v=rtn/o=rtn/ffn=rtn", "attn=gptq/ffn=attn=gptq"}) {
    dialog.setSpec(text(wrong));
    EXPECT_FALSE(dialog.problem().isEmpty()) << wrong;
    EXPECT_FALSE(byName<QPushButton>(dialog, "Add the method")->isEnabled()) << wrong;
  }
}

TEST(AddMethodDialog, TheBoxSplitsAMethodIntoPartsAndBack) {
  AddMethodDialog dialog(SetupCatalog::fromCore());
  dialog.show();
  dialog.setSpec(text("gptq:act-order"));
  auto* box = byName<QCheckBox>(dialog, "A method for each part of the layer");
  box->click();
  EXPECT_EQ(dialog.spec(), text("attn=gptq:act-order/ffn=gptq:act-order"));
  EXPECT_FALSE(byName<QToolButton>(dialog, "Remove part 1")->isEnabled()) << "a layer has at least two parts here";
  byName<QLineEdit>(dialog, "Method of part 2")->setText(text("awq"));
  byName<QPushButton>(dialog, "Add part")->click();
  EXPECT_FALSE(dialog.problem().isEmpty()) << "a linear is in two parts now";
  byName<QToolButton>(dialog, "Remove part 3")->click();
  EXPECT_TRUE(dialog.problem().isEmpty()) << dialog.problem().toStdString();
  expectAccessible(dialog);
  expectRenders(dialog, {640, 480}, text("add-method-parts"));
  box->click();
  EXPECT_EQ(dialog.spec(), text("gptq:act-order"));
  EXPECT_TRUE(byName<QComboBox>(dialog, "Method")->isVisible());
}

TEST(AddMethodDialog, StageCanBeAddedAndRemoved) {
  AddMethodDialog dialog(SetupCatalog::fromCore());
  dialog.setSpec(text("awq"));
  byName<QPushButton>(dialog, "Add a second stage")->click();
  dialog.setSpec(text("awq+gptq"));
  EXPECT_EQ(dialog.spec(), text("awq+gptq"));
  byName<QToolButton>(dialog, "Remove stage")->click();
  EXPECT_EQ(dialog.spec(), text("gptq"));
  EXPECT_TRUE(dialog.problem().isEmpty());
}

TEST(AddMethodDialog, AccessibleAndDrawn) {
  AddMethodDialog dialog(SetupCatalog::fromCore());
  dialog.setSpec(text("awq:clip+gptq:act-order"));
  expectAccessible(dialog);
  expectRenders(dialog, {460, 640}, text("add-method"));
  dialog.setSpec(text("gptq:percdamp=fast"));
  expectRenders(dialog, {620, 480}, text("add-method-error"));
}

}  // namespace
}  // namespace calm::ui
