// Plans under a budget: the dialog, driven through the window.
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

#include "support/widget_checks.h"
#include "ui/charts/pareto_chart.h"
#include "ui/models/pareto_model.h"
#include "ui/panels/budget_dialog.h"
#include "ui/panels/message_bar.h"
#include "ui/views/plan_page.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Budget : public WindowTest {
 protected:
  /// Three layers, each scored at 2, 4 and 8 bits, and the dialog from the Plan page's button.
  void openDialog() {
    open(makeModel(3));
    workspace.setAnalysisOptions(tokenOptions());
    workspace.setPool({"rtn:bits=2", "rtn", "rtn:bits=8"});
    analyse();
    window.showPage(QStringLiteral("plan"));
    auto* button = byName<QPushButton>(*window.planPage(), "Budget");
    ASSERT_TRUE(button->isVisible() && button->isEnabled());
    button->click();
    dialog = window.findChild<BudgetDialog*>();
    ASSERT_NE(dialog, nullptr);
    solved();
  }
  void solved() {
    ASSERT_TRUE(waitFor([&] { return part<QPushButton>("Solve")->isEnabled() && !workspace.jobs()->busy(); }));
  }
  /// Another budget, until its curve is there.
  void limit(double bits) {
    const QSignalSpy reset(dialog->model(), &QAbstractItemModel::modelReset);
    part<QDoubleSpinBox>("At most this many bits a weight")->setValue(bits);
    ASSERT_TRUE(waitFor([&] { return reset.count() > 0; }));
    solved();
  }
  template <class Widget>
  Widget* part(const char* name) {
    auto* widget = byName<Widget>(*dialog, name);
    EXPECT_NE(widget, nullptr) << name;
    return widget;
  }
  const ParetoCurve& curve() const { return dialog->model()->curve(); }
  QByteArray read(const QString& path) {
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
  }

  BudgetDialog* dialog = nullptr;
};

TEST_F(Budget, AnotherBudgetIsSolvedWithoutScoringAgain) {
  openDialog();
  const size_t scores = workspace.state().scores.entries().size();
  limit(5);
  ASSERT_GE(curve().plans.size(), 3U);
  EXPECT_EQ(curve().sensitivity, Sensitivity::error);
  const auto bits = [&](size_t i) { return curve().plans[i].storage.per_weight(); };
  for (size_t i = 1; i < curve().plans.size(); ++i) {
    EXPECT_LT(bits(i - 1), bits(i));
    EXPECT_GT(curve().plans[i - 1].loss, curve().plans[i].loss);
  }
  const auto chosen = static_cast<size_t>(curve().chosen);
  EXPECT_LE(bits(chosen), 5);
  ASSERT_LT(chosen + 1, curve().plans.size()) << "8 bits everywhere is larger";
  EXPECT_GT(bits(chosen + 1), 5);
  // As a user sees it: the row is selected and bold, the chart has one dot a plan.
  auto* table = part<QTableView>("Plans on the curve");
  EXPECT_EQ(table->currentIndex().row(), curve().chosen);
  EXPECT_TRUE(table->currentIndex().data(Qt::FontRole).value<QFont>().bold());
  EXPECT_EQ(part<ParetoChart>("Size against predicted loss")->dots().size(), table->model()->rowCount());
  EXPECT_TRUE(part<QLabel>("What the predicted loss is")
                  ->text()
                  .contains(QStringLiteral("It is a prediction"), Qt::CaseInsensitive));
  limit(9);
  EXPECT_EQ(curve().chosen + 1, static_cast<int>(curve().plans.size()));
  EXPECT_EQ(workspace.state().scores.entries().size(), scores);
  // Too small a budget: why, and what the smallest is.
  limit(1);
  EXPECT_EQ(table->model()->rowCount(), 0);
  bool said = false;
  for (const QLabel* label : dialog->findChildren<QLabel*>()) {
    said = said || (label->isVisible() && label->text().contains(QStringLiteral("the smallest takes")));
  }
  EXPECT_TRUE(said);
  EXPECT_FALSE(part<QPushButton>("Keep plan")->isEnabled());
}

TEST_F(Budget, APointIsKeptUsedAndTakenBack) {
  openDialog();
  limit(9);
  auto* table = part<QTableView>("Plans on the curve");
  auto* chart = part<ParetoChart>("Size against predicted loss");
  const QPoint dot = chart->positionOf(0);
  QTest::mouseClick(chart->childAt(dot), Qt::LeftButton, {}, chart->childAt(dot)->mapFrom(chart, dot));
  ASSERT_EQ(table->currentIndex().row(), 0) << "a click takes the plan";
  part<QPushButton>("Keep plan")->click();
  ASSERT_EQ(workspace.namedPlans().size(), 1U);
  EXPECT_EQ(methods_of(workspace.namedPlans()[0].plan), curve().plans[0].methods);
  EXPECT_TRUE(part<QLabel>("About this curve")->text().contains(toQString(workspace.namedPlans()[0].name)));
  part<QPushButton>("Keep plan")->click();
  EXPECT_EQ(workspace.namedPlans().size(), 1U) << "once is enough";
  part<QPushButton>("Keep all")->click();
  EXPECT_EQ(workspace.namedPlans().size(), curve().plans.size());
  const std::vector<std::string> before = methods_of(workspace.plan());
  part<QPushButton>("Make current")->click();
  EXPECT_EQ(methods_of(workspace.plan()), curve().plans[0].methods);
  workspace.undoStack()->undo();
  EXPECT_EQ(methods_of(workspace.plan()), before);
  workspace.undoStack()->undo();
  EXPECT_EQ(workspace.namedPlans().size(), 1U);
}

TEST_F(Budget, IsSavedCopiedAndAccessible) {
  openDialog();
  limit(9);
  files->path = folder.filePath(QStringLiteral("budget.csv"));
  part<QPushButton>("Save")->click();
  const QList<QByteArray> lines = read(files->path).trimmed().split('\n');
  ASSERT_EQ(lines.size(), static_cast<qsizetype>(curve().plans.size()) + 1);
  EXPECT_TRUE(lines[0].startsWith("name,average_bits,file_bytes,predicted_loss,within_budget,layer_0,"));
  EXPECT_TRUE(lines[1].endsWith("rtn:bits=2")) << lines[1].constData();
  files->path = folder.filePath(QStringLiteral("budget.svg"));
  part<QPushButton>("Save")->click();
  EXPECT_TRUE(read(files->path).contains("Predicted loss"));
  files->path = folder.filePath(QStringLiteral("budget.png"));
  part<QPushButton>("Save")->click();
  EXPECT_FALSE(QImage(files->path).isNull());
  files->path = folder.filePath(QStringLiteral("model-3/config.json/budget.png"));
  part<QPushButton>("Save")->click();
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
  part<QPushButton>("Copy")->click();
  EXPECT_TRUE(QGuiApplication::clipboard()->mimeData()->hasImage());
  EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("name\taverage_bits")));
  expectAccessible(*dialog);
  expectRenders(*dialog, {1000, 640}, QStringLiteral("budget"));
}

TEST_F(Budget, MeasuresTheKlOnceAndKeepsIt) {
  openDialog();
  auto* loss = part<QComboBox>("Loss");
  loss->setCurrentIndex(loss->findData(static_cast<int>(Sensitivity::kl)));
  EXPECT_EQ(curve().sensitivity, Sensitivity::error) << "minutes of measuring are asked for";
  part<QDoubleSpinBox>("At most this many bits a weight")->setValue(9);
  part<QPushButton>("Solve")->click();
  solved();
  EXPECT_EQ(curve().sensitivity, Sensitivity::kl);
  // The window has it too: what it saves next must not lack it.
  const CandidateScore* first = workspace.state().scores.find(0, workspace.plan().layers[0].prefix, "rtn");
  ASSERT_NE(first, nullptr);
  EXPECT_TRUE(first->values.has(Metric::kl));
  const size_t scores = workspace.state().scores.entries().size();
  part<QPushButton>("Solve")->click();
  solved();
  EXPECT_EQ(workspace.state().scores.entries().size(), scores);
  EXPECT_TRUE(workspace.plan().complete());
}

}  // namespace
}  // namespace calm::test
