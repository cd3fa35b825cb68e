#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeWidget>

#include "support/small_model.h"
#include "support/widget_checks.h"
#include "ui/panels/model_dock.h"
#include "ui/panels/quantized_size.h"

namespace calm::ui {
namespace {

using namespace calm::test;

TEST(QuantizedSize, CountsCodesScalesAndWhatStays) {
  ModelInfo info;
  info.parameters = 100 * 256 + 10 * 40 + 7;
  info.linears = {{0, "a", 100, 256, "F16", 128}, {0, "b", 10, 40, "F16", 0}};
  // a: 25600/2 codes + 200 scales x 2; b: 400 x 2; the rest: 7 x 2.
  EXPECT_EQ(expectedQuantizedBytes(info, {}), 12800u + 400u + 800u + 14u);
  // A rotation makes the head a tensor of its own.
  info.vocab = 30;
  info.hidden = 20;
  EXPECT_EQ(expectedQuantizedBytes(info, {}, parse_transform("quarot")), 12800u + 400u + 800u + 14u);
  info.tied_embeddings = true;
  EXPECT_EQ(expectedQuantizedBytes(info, {}), 12800u + 400u + 800u + 14u);
  EXPECT_EQ(expectedQuantizedBytes(info, {}, parse_transform("quarot")), 12800u + 400u + 800u + 14u + 30 * 20 * 2);
}

TEST(QuantizedSize, KeepsTheTypeOfAFloat32Checkpoint) {
  ModelInfo info;
  info.dtype = "F32";
  info.parameters = 100 * 256 + 7;
  info.linears = {{0, "a", 100, 256, "F32", 128}};
  // 25600/2 codes + 200 scales x 4; the rest: 7 x 4.
  EXPECT_EQ(expectedQuantizedBytes(info, {}), 12800u + 800u + 28u);
  Scheme half;
  half.storage = StorageType::float16;
  EXPECT_EQ(expectedQuantizedBytes(info, half), 12800u + 400u + 14u) << "a type that was chosen stands";
}

TEST(ModelDock, ListsLayersLinearsAndGroups) {
  ModelDock dock;
  dock.setModel(smallModelInfo(3));
  auto* tree = dock.findChild<QTreeWidget*>();
  ASSERT_EQ(tree->topLevelItemCount(), 3);
  const QTreeWidgetItem* layer = tree->topLevelItem(1);
  ASSERT_EQ(layer->childCount(), 7);
  EXPECT_EQ(layer->child(3)->text(ModelDock::Group), text("none"));
  EXPECT_EQ(layer->child(3)->text(ModelDock::Bits), text("16"));
  EXPECT_EQ(layer->child(0)->text(ModelDock::Bits), text("W4A8"));
  EXPECT_TRUE(layer->child(3)->toolTip(ModelDock::Name).contains(text("40 inputs")));
  EXPECT_EQ(layer->child(0)->text(ModelDock::Group), text("64"));
  EXPECT_EQ(layer->child(6)->text(ModelDock::Group), text("128"));
  const QString note = byName<QLabel>(dock, "Note on groups")->text();
  EXPECT_TRUE(note.contains(text("Stay 16 bit: self_attn.o_proj"))) << note.toStdString();
  Scheme small;
  small.group_size = 64;
  dock.setScheme(small);
  EXPECT_EQ(layer->child(6)->text(ModelDock::Group), text("64"));
  EXPECT_FALSE(byName<QLabel>(dock, "Note on groups")->text().contains(text("Smaller group")));
}

TEST(ModelDock, ShowsTheMethodsOfThePlan) {
  ModelDock dock(nullptr,
                 [](const std::string& spec) { return text("Title of %1").arg(QString::fromStdString(spec)); });
  dock.setModel(smallModelInfo(3));
  Plan plan;
  plan.layers.resize(3);
  plan.layers[0].method = "awq";
  plan.layers[0].by = DecidedBy::search;
  plan.layers[1].method = "gptq";
  plan.layers[1].by = DecidedBy::user;
  plan.layers[1].stale = true;
  dock.setPlan(plan);
  auto* tree = dock.findChild<QTreeWidget*>();
  EXPECT_EQ(tree->topLevelItem(0)->text(ModelDock::Method), text("Title of awq"));
  EXPECT_EQ(tree->topLevelItem(1)->text(ModelDock::Method), text("Title of gptq (yours) (stale)"));
  EXPECT_TRUE(tree->topLevelItem(2)->text(ModelDock::Method).isEmpty());
  dock.setPlan({});
  EXPECT_TRUE(tree->topLevelItem(0)->text(ModelDock::Method).isEmpty());
}

TEST(ModelDock, CopiesItsFacts) {
  ModelDock dock;
  dock.setModel(smallModelInfo(2));
  byName<QToolButton>(dock, "Copy the model's description")->click();
  const QString copied = QGuiApplication::clipboard()->text();
  EXPECT_TRUE(copied.contains(text("Architecture: LlamaForCausalLM"))) << copied.toStdString();
  EXPECT_TRUE(copied.contains(text("self_attn.q_proj")));
  EXPECT_TRUE(copied.contains(text("theta 100000")));
}

TEST(ModelDock, EnterOnALinearChoosesItsLayer) {
  ModelDock dock;
  dock.setModel(smallModelInfo(3));
  const QSignalSpy chosen(&dock, &ModelDock::layerActivated);
  auto* tree = dock.findChild<QTreeWidget*>();
  Q_EMIT tree->itemActivated(tree->topLevelItem(2)->child(1), 0);
  ASSERT_EQ(chosen.count(), 1);
  EXPECT_EQ(chosen.at(0).at(0).toInt(), 2);
}

TEST(ModelDock, LyingModelInfoIsHarmless) {
  ModelInfo info = smallModelInfo(1);
  info.linears.push_back({9, "out of range", 1, 1, "F16", 0});
  info.linears.push_back({-1, "negative", 1, 1, "F16", 0});
  ModelDock dock;
  dock.setModel(info);
  EXPECT_EQ(dock.findChild<QTreeWidget*>()->topLevelItem(0)->childCount(), 7);
  dock.clearModel();
  EXPECT_EQ(dock.findChild<QTreeWidget*>()->topLevelItemCount(), 0);
}

TEST(ModelDock, AccessibleAndDrawn) {
  ModelDock dock;
  expectRenders(dock, {300, 300}, text("model-empty"));
  dock.setModel(smallModelInfo(30));
  Plan plan;
  plan.layers.resize(30);
  for (int i = 0; i < 30; ++i) plan.layers[static_cast<size_t>(i)].method = i % 3 == 0 ? "awq" : "gptq:act-order:clip";
  dock.setPlan(plan);
  expectAccessible(dock);
  expectRenders(dock, {300, 800}, text("model-narrow"));
  dock.findChild<QTreeWidget*>()->topLevelItem(1)->setExpanded(true);
  expectRenders(dock, {620, 640}, text("model-wide"));
}

}  // namespace
}  // namespace calm::ui
