#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTreeView>

#include "support/widget_checks.h"
#include "ui/models/named_plans_model.h"
#include "ui/models/plan_diff_model.h"
#include "ui/models/plan_model.h"
#include "ui/panels/message_bar.h"
#include "ui/synthetic_session.h"
#include "ui/views/plan_compare_view.h"
#include "ui/views/plan_page.h"
#include "ui/views/plans_panel.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class PlanPageTest : public SyntheticWindow {
 protected:
  PlanPage* page() { return window.planPage(); }
  QTableView* table() { return page()->table(); }
  PlansPanel* plans() { return page()->plans(); }
  QPushButton* button(const QString& label) {
    for (QPushButton* one : page()->findChildren<QPushButton*>()) {
      if (QString(one->text()).remove(u'&') == label) return one;
    }
    ADD_FAILURE() << "no button " << label.toStdString();
    return nullptr;
  }
  QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
  void selectRows(int first, int last) {
    table()->selectRow(first);
    table()->selectionModel()->select(
        QItemSelection(table()->model()->index(first, 0), table()->model()->index(last, PlanModel::ColumnCount - 1)),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  }
  void choose(const std::string& method) {
    auto* box = byName<QComboBox>(*page(), "Method for the selected layers");
    box->setCurrentIndex(box->findData(toQString(method)));
  }
  std::vector<std::string> methods() const {
    std::vector<std::string> out;
    for (const PlanLayer& layer : workspace.plan().layers) out.push_back(layer.method);
    return out;
  }
  int undoSteps() { return workspace.undoStack()->index(); }
};

TEST_F(PlanPageTest, TheTableSaysWhatEachLayerUsesAndTakes) {
  openSynthetic(6, 3);
  window.showPage(QStringLiteral("plan"));
  ASSERT_EQ(table()->model()->rowCount(), 6);
  for (int layer = 0; layer < 6; ++layer) {
    const PlanLayer& plan = workspace.plan().layers[static_cast<size_t>(layer)];
    EXPECT_EQ(cell(layer, PlanModel::Method), methodTitle(plan.method));
    EXPECT_EQ(cell(layer, PlanModel::Score), scoreText(plan.score, Metric::cka));
    EXPECT_EQ(cell(layer, PlanModel::Decider), QStringLiteral("search"));
    EXPECT_EQ(cell(layer, PlanModel::State), QStringLiteral("current"));
  }
  // hidden 32, intermediate 64: by hand from the shapes of the model's linears. A float32 checkpoint keeps its type.
  double bits = 0;
  for (const LinearInfo& linear : workspace.model()->info().linears) {
    if (linear.layer != 0) continue;
    const int group = effective_group(workspace.analysis().scheme, linear.in_features);
    bits += static_cast<double>(linear.in_features * linear.out_features) * (group > 0 ? 4 + 32.0 / group : 32);
  }
  EXPECT_NEAR(page()->planModel()->layerBytes(0), bits / 8, 1e-6);
  EXPECT_FALSE(cell(0, PlanModel::Size).isEmpty());
  EXPECT_TRUE(page()->summary()->text().contains(QStringLiteral("of the original")))
      << page()->summary()->text().toStdString();
}

TEST_F(PlanPageTest, BitsAndSizeFollowTheMethodsOfTheLayers) {
  openSynthetic(4, 3);
  window.showPage(QStringLiteral("plan"));
  const PlanModel* model = page()->planModel();
  const double average = averageBits(workspace), bits = model->layerBits(1), other = model->layerBits(2);
  workspace.setOverride(1, "rtn:bits=8");
  EXPECT_NEAR(model->layerBits(1), bits + 4, 1e-9) << "groups of 32 divide every linear";
  EXPECT_NEAR(model->layerBits(2), other, 1e-9);
  EXPECT_NEAR(averageBits(workspace), average + 1, 1e-9);
  workspace.setOverride(1, "attn=rtn:bits=2/ffn=rtn");
  EXPECT_LT(model->layerBits(1), bits);
  EXPECT_GT(model->layerBits(1), bits - 2);
  EXPECT_FALSE(page()->summary()->text().contains(QStringLiteral("exported")));
  workspace.setOverride(1, "spqr:bits=3");
  EXPECT_TRUE(page()->summary()->text().contains(QStringLiteral("Cannot be exported (SpQR's outliers): 1")));
  const QVariant tip = model->index(1, PlanModel::Bits).data(Qt::ToolTipRole);
  EXPECT_TRUE(tip.toString().contains(QStringLiteral("group 16"))) << tip.toString().toStdString();
}

TEST_F(PlanPageTest, EditsOfARangeAreOneStepEach) {
  openSynthetic(8, 4);
  window.showPage(QStringLiteral("plan"));
  const auto before = methods();
  selectRows(2, 4);
  choose("rtn");
  button(QStringLiteral("Use for selection"))->click();
  for (int layer = 2; layer <= 4; ++layer) {
    EXPECT_EQ(cell(layer, PlanModel::Method), methodTitle("rtn"));
    EXPECT_EQ(cell(layer, PlanModel::Decider), QStringLiteral("you"));
  }
  EXPECT_EQ(undoSteps(), 1);
  EXPECT_EQ(cell(7, PlanModel::State), QStringLiteral("stale"));
  EXPECT_TRUE(page()->summary()->text().contains(QStringLiteral("Chosen by you: 3")));
  selectRows(3, 3);
  button(QStringLiteral("Clear overrides"))->click();
  EXPECT_EQ(workspace.selection().overrides.size(), 2u);
  button(QStringLiteral("Apply uniform"))->click();
  EXPECT_EQ(undoSteps(), 3);
  EXPECT_EQ(methods(), std::vector<std::string>(8, "rtn"));
  for (int i = 0; i < 3; ++i) workspace.undoStack()->undo();
  EXPECT_EQ(methods(), before);
  EXPECT_EQ(staleCount(), 0);
}

TEST_F(PlanPageTest, FiltersAndSorts) {
  openSynthetic(12, 3, 5);
  window.showPage(QStringLiteral("plan"));
  auto* filter = byName<QLineEdit>(*page(), "Filter the plan");
  QTest::keyClicks(filter, QStringLiteral("stale"));
  EXPECT_EQ(table()->model()->rowCount(), 6) << "layers 6 to 11";
  EXPECT_EQ(cell(0, PlanModel::Layer), QStringLiteral("6"));
  filter->setText(QStringLiteral("you"));
  ASSERT_EQ(table()->model()->rowCount(), 1);
  EXPECT_EQ(cell(0, PlanModel::Layer), QStringLiteral("5"));
  filter->clear();
  table()->sortByColumn(PlanModel::Score, Qt::DescendingOrder);
  double last = 1e300;
  for (int row = 0; row < 12; ++row) {
    const double score = table()->model()->index(row, PlanModel::Score).data(PlanModel::SortRole).toDouble();
    EXPECT_LE(score, last);
    last = score;
  }
  selectRows(0, 1);
  const std::vector<int> layers = page()->selectedLayers();
  choose("rtn");
  table()->sortByColumn(PlanModel::Layer, Qt::AscendingOrder);
  EXPECT_EQ(page()->selectedLayers(), layers) << "the selection goes with the layers";
}

TEST_F(PlanPageTest, KeepsComparesAndTakesBackPlans) {
  openSynthetic(6, 3);
  window.showPage(QStringLiteral("plan"));
  const auto original = methods();
  button(QStringLiteral("Keep current plan"))->click();
  ASSERT_EQ(workspace.namedPlans().size(), 1u);
  EXPECT_EQ(plans()->selectedNames(), QStringList{QStringLiteral("Plan 1")});
  // The name stands open for editing.
  auto* editor = plans()->list()->findChild<QLineEdit*>();
  ASSERT_NE(editor, nullptr);
  editor->setText(QStringLiteral("by score"));
  QTest::keyClick(editor, Qt::Key_Return);
  ASSERT_TRUE(waitFor([&] { return workspace.namedPlans()[0].name == "by score"; }, 5000));
  EXPECT_EQ(plans()->selectedNames(), QStringList{QStringLiteral("by score")}) << "renaming keeps it selected";

  const std::string other = original[1] == "gptq" ? "awq" : "gptq";
  workspace.setOverride(1, other);
  EXPECT_EQ(plans()->list()->model()->index(0, NamedPlansModel::Differs).data().toString(), QStringLiteral("1 layer"));
  button(QStringLiteral("Compare"))->click();
  ASSERT_TRUE(page()->comparison()->isVisible());
  PlanDiffModel* diff = page()->comparison()->model();
  ASSERT_EQ(diff->rowCount(), 1);
  const auto at = [&](int column) { return diff->index(0, column).data().toString(); };
  EXPECT_EQ(at(PlanDiffModel::Layer), QStringLiteral("1"));
  EXPECT_EQ(at(PlanDiffModel::FirstMethod), methodTitle(original[1]));
  EXPECT_EQ(at(PlanDiffModel::SecondMethod), methodTitle(other));
  EXPECT_EQ(at(PlanDiffModel::FirstScore),
            scoreText(workspace.cell(1, original[1]).score->value(Metric::cka), Metric::cka));
  EXPECT_EQ(at(PlanDiffModel::SecondScore), scoreText(workspace.cell(1, other).score->value(Metric::cka), Metric::cka));
  EXPECT_TRUE(page()->comparison()->summary()->text().contains(QStringLiteral("of 6 layers")));
  diff->setShowAll(true);
  EXPECT_EQ(diff->rowCount(), 6);
  page()->comparison()->table()->setFocus();
  QTest::keyClick(page()->comparison()->table(), Qt::Key_Escape);
  EXPECT_FALSE(page()->comparison()->isVisible());

  button(QStringLiteral("Make current"))->click();
  EXPECT_EQ(methods(), original);
  EXPECT_TRUE(workspace.selection().overrides.empty());
  EXPECT_EQ(staleCount(), 0);
  workspace.undoStack()->undo();
  EXPECT_EQ(workspace.plan().layers[1].method, other);
  EXPECT_EQ(workspace.plan().layers[1].by, DecidedBy::user);
  workspace.undoStack()->redo();
  EXPECT_EQ(methods(), original);
}

TEST_F(PlanPageTest, DuplicatesAndDeletesWithUndo) {
  openSynthetic(4, 3);
  window.showPage(QStringLiteral("plan"));
  ASSERT_TRUE(workspace.keepPlan(QStringLiteral("a")));
  plans()->list()->setCurrentIndex(plans()->list()->model()->index(0, 0));
  button(QStringLiteral("Duplicate"))->click();
  ASSERT_EQ(workspace.namedPlans().size(), 2u);
  EXPECT_EQ(workspace.namedPlans()[1].name, "a (copy)");
  QTest::keyClick(plans()->list()->findChild<QLineEdit*>(), Qt::Key_Escape);
  plans()->list()->selectAll();
  QTest::keyClick(plans()->list(), Qt::Key_Delete);
  EXPECT_TRUE(workspace.namedPlans().empty());
  workspace.undoStack()->undo();
  EXPECT_EQ(workspace.namedPlans().size(), 2u);
  workspace.undoStack()->undo();
  ASSERT_EQ(workspace.namedPlans().size(), 1u);
  ASSERT_EQ(workspace.planVariants().size(), 1u);
  EXPECT_EQ(workspace.planVariants()[0].name, "a");
  EXPECT_EQ(workspace.planVariants()[0].kind, Variant::Kind::plan);
}

TEST_F(PlanPageTest, RefusesNamesThatWontDo) {
  openSynthetic(4, 3);
  ASSERT_TRUE(workspace.keepPlan(QStringLiteral("a")));
  ASSERT_TRUE(workspace.keepPlan(QStringLiteral("b")));
  EXPECT_FALSE(workspace.keepPlan(QStringLiteral("a")));
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Warning);
  EXPECT_TRUE(window.messageBar()->details().contains(QStringLiteral("'a'")));
  EXPECT_FALSE(workspace.keepPlan(QStringLiteral("  ")));
  EXPECT_FALSE(workspace.renamePlan(QStringLiteral("a"), QStringLiteral("b")));
  EXPECT_FALSE(workspace.renamePlan(QStringLiteral("a"), QStringLiteral("current")));
  EXPECT_FALSE(workspace.usePlan(QStringLiteral("z")));
  EXPECT_EQ(workspace.namedPlans().size(), 2u);
  EXPECT_EQ(undoSteps(), 2) << "what was refused leaves no step";
}

TEST_F(PlanPageTest, PlansAreSavedWithTheSession) {
  openSynthetic(4, 3);
  workspace.keepPlan(QStringLiteral("kept"));
  EXPECT_TRUE(workspace.dirty());
  workspace.saveSession();
  ASSERT_TRUE(waitFor([&] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  const SessionState saved = load_session(workspace.sessionFolder());
  ASSERT_EQ(saved.named_plans.size(), 1u);
  EXPECT_EQ(saved.named_plans[0].name, "kept");
  EXPECT_EQ(saved.named_plans[0].plan.layers.size(), 4u);
}

TEST_F(PlanPageTest, TheTableGoesToAFileAndToTheClipboard) {
  openSynthetic(6, 3, 2);
  window.showPage(QStringLiteral("plan"));
  files->path = folder.filePath(QStringLiteral("plan.csv"));
  page()->exportActions()[0]->trigger();
  QFile file(files->path);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
  ASSERT_EQ(lines.size(), 7);
  EXPECT_EQ(lines[0], "layer,method,decided_by,cka,margin,bits,bytes,stale");
  EXPECT_TRUE(lines[3].startsWith("2,\"") && lines[3].contains(",user,") && lines[3].endsWith(",no"));
  EXPECT_TRUE(lines[6].contains(",search,,,") && lines[6].endsWith(",yes")) << "stale: no score";
  selectRows(1, 2);
  table()->setFocus();
  QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
  const QStringList rows = QApplication::clipboard()->text().trimmed().split(u'\n');
  ASSERT_EQ(rows.size(), 3);
  EXPECT_TRUE(rows[1].startsWith(QStringLiteral("1\t")));
}

TEST_F(PlanPageTest, ModelsAreSoundThroughAllEdits) {
  const QAbstractItemModelTester plan(page()->planModel(), QAbstractItemModelTester::FailureReportingMode::Warning);
  const QAbstractItemModelTester named(plans()->list()->model(),
                                       QAbstractItemModelTester::FailureReportingMode::Warning);
  const QAbstractItemModelTester diff(page()->comparison()->model(),
                                      QAbstractItemModelTester::FailureReportingMode::Warning);
  openSynthetic(6, 3);
  workspace.keepPlan(QStringLiteral("a"));
  page()->comparison()->compare(QStringLiteral("a"), QString());
  workspace.setOverrides({1, 2, 3}, "rtn");
  EXPECT_GE(page()->comparison()->model()->rowCount(), 3);
  workspace.usePlan(QStringLiteral("a"));
  EXPECT_EQ(page()->comparison()->model()->rowCount(), 0);
  workspace.renamePlan(QStringLiteral("a"), QStringLiteral("b"));
  workspace.deletePlans({QStringLiteral("b")});
  workspace.applyUniform("awq");
  workspace.undoStack()->setIndex(0);
  openSynthetic(3, 4);
  EXPECT_EQ(page()->planModel()->rowCount(), 3);
}

TEST_F(PlanPageTest, EachControlHasANameAndLooksRight) {
  for (const auto& [layers, methods] : {std::pair{30, 3}, {80, 20}}) {
    openSynthetic(layers, methods, layers / 2);
    window.showPage(QStringLiteral("plan"));
    workspace.keepPlan(QStringLiteral("First try"));
    workspace.setOverrides({3, 4, 5, 6}, workspace.selection().pool[1]);
    workspace.keepPlan(QStringLiteral("GPTQ in the middle"));
    workspace.setCurrentLayer(4);
    expectAccessible(*page());
    for (Theme theme : {Theme::light, Theme::dark}) {
      window.setTheme(theme);
      const QString name = QStringLiteral("plan-%1x%2-%3").arg(methods).arg(layers).arg(themeId(theme));
      picture(name, {1280, 800});
      EXPECT_LE(window.width(), 1280) << "the window does not fit";
      picture(name, {1920, 1080});
      page()->comparison()->compare(QStringLiteral("First try"), QString());
      plans()->list()->setCurrentIndex(plans()->list()->model()->index(0, 0));
      button(QStringLiteral("Compare"))->click();
      picture(name + QStringLiteral("-diff"), {1280, 800});
      Q_EMIT page()->comparison()->closed();
    }
  }
  window.setTheme(Theme::system);
}

}  // namespace
}  // namespace calm::test
