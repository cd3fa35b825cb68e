// The Layer dock, driven through the window.
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTreeWidget>
#include <cmath>

#include "support/widget_checks.h"
#include "ui/charts/histogram_chart.h"
#include "ui/format.h"
#include "ui/models/score_scale.h"
#include "ui/panels/distribution_view.h"
#include "ui/panels/layer_dock.h"
#include "ui/panels/layer_ranking.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/restoration_view.h"
#include "ui/panels/weight_error_view.h"
#include "ui/views/matrix_view.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

LayerDistributions madeUp() {
  LayerDistributions layer;
  Distribution weights;
  weights.name = "self_attn.q_proj";
  weights.count = 1000;
  weights.minimum = -1;
  weights.maximum = 3;
  weights.kurtosis = 7.5;
  weights.skewness = -0.25;
  weights.outlier_ratio = 2e-4;
  weights.max_to_median = 12;
  weights.histogram = {1, 0, 989, 10};
  weights.top_channels = {{17, 3.0}, {4, 2.5}};
  Distribution inputs = weights;
  inputs.name = "input of self_attn.q_proj, k_proj, v_proj";
  inputs.kurtosis = 99;
  layer.weights = {weights};
  layer.activations = {inputs};
  return layer;
}

TEST(DistributionViewTest, ShowsMomentsHistogramAndChannels) {
  DistributionView view;
  view.setLayer(madeUp());
  EXPECT_TRUE(view.summary().contains(QStringLiteral("Kurtosis 7.5, skewness -0.25"))) << view.summary().toStdString();
  EXPECT_TRUE(view.summary().contains(QStringLiteral("200 in a million"))) << view.summary().toStdString();
  const auto& outline = view.chart()->outline();
  ASSERT_EQ(outline.size(), 8);
  EXPECT_EQ(outline[0].x(), -1);
  EXPECT_EQ(outline[7].x(), 3);
  EXPECT_EQ(outline[2].y(), 0) << "an empty bin stays empty on the logarithmic axis";
  EXPECT_NEAR(outline[4].y(), std::log10(990.0), 1e-12);
  view.chart()->setLogarithmic(false);
  EXPECT_EQ(view.chart()->outline()[4].y(), 989);
  auto* channels = byName<QTreeWidget>(view, "Channels with the largest values");
  ASSERT_EQ(channels->topLevelItemCount(), 2);
  EXPECT_EQ(channels->topLevelItem(0)->text(0), QStringLiteral("17"));
  // The tensor that was chosen stays chosen at the next layer.
  auto* tensor = byName<QComboBox>(view, "Tensor");
  tensor->setCurrentIndex(1);
  EXPECT_TRUE(view.summary().contains(QStringLiteral("Kurtosis 99")));
  view.setLayer(madeUp());
  EXPECT_EQ(tensor->currentIndex(), 1);
  view.setLayer({});
  EXPECT_TRUE(view.summary().isEmpty());
  expectAccessible(view);
}

TEST(RestorationViewTest, ShowsTheMatrixAndItsDistance) {
  RestorationView view;
  Restoration restoration;
  restoration.method = "gptq";
  restoration.width = 8;
  restoration.distance = 0.125;
  restoration.error = 0.02;
  restoration.restored_error = 0.015;
  restoration.fitted_tokens = 10;
  restoration.image_side = 4;
  restoration.image = {0.5F, 0, 0, 0, 0, 0.1F, 0, 0, 0, 0, 0.2F, 0, 0, 0, 0, 0.3F};
  view.setRestoration(restoration);
  EXPECT_EQ(view.matrix()->picture().rows, 4);
  EXPECT_EQ(view.matrix()->picture().fraction(0.5), 1);
  EXPECT_TRUE(view.summary().contains(QStringLiteral("0.1250"))) << view.summary().toStdString();
  EXPECT_TRUE(view.summary().contains(QStringLiteral("2.000 %"))) << view.summary().toStdString();
  EXPECT_TRUE(view.summary().contains(QStringLiteral("says little"))) << "10 tokens for a width of 8";
  EXPECT_TRUE(view.matrix()->picture().describe(0, 1).contains(QStringLiteral("channels 0 to 1, into 2 to 3")))
      << view.matrix()->picture().describe(0, 1).toStdString();
  expectAccessible(view);
}

class LayerDocking : public WindowTest {
 protected:
  LayerDocking() { window.showPage(QStringLiteral("layer")); }
  LayerDock& dock() { return *window.layerPanel(); }
  void compute(const char* name, int tab) {
    dock().tabs()->setCurrentIndex(tab);
    auto* button = byName<QPushButton>(dock(), name);
    ASSERT_NE(button, nullptr);
    ASSERT_TRUE(waitFor([&] { return button->isEnabled(); })) << button->toolTip().toStdString();
    button->click();
    ASSERT_TRUE(idle());
  }
};

TEST_F(LayerDocking, RanksTheCandidatesOfTheSelectedLayer) {
  open(makeModel(4));
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  heatmap()->setCurrentIndex(cells()->index(0, 2));
  EXPECT_EQ(byName<QSpinBox>(dock(), "Layer")->value(), 2);
  QTreeWidget* table = dock().ranking()->table();
  ASSERT_EQ(table->topLevelItemCount(), static_cast<int>(workspace.selection().pool.size()));
  const PlanLayer& layer = workspace.plan().layers[2];
  EXPECT_EQ(table->topLevelItem(0)->text(0), methodTitle(layer.method)) << "the best first";
  EXPECT_TRUE(table->topLevelItem(0)->font(0).bold()) << "the plan's method";
  EXPECT_EQ(table->topLevelItem(0)->text(2), formatDelta(layer.margin, 6));
  const CandidateScore* score = workspace.cell(2, layer.method).score;
  EXPECT_EQ(table->topLevelItem(0)->text(1), scoreText(score->value(Metric::cka), Metric::cka));
  const auto shown = [&](Metric metric) {
    for (int column = 0; column < table->columnCount(); ++column) {
      const bool there = table->headerItem()->text(column).startsWith(metricTitle(metric));
      if (there) return table->topLevelItem(0)->text(column);
    }
    return QString();
  };
  EXPECT_EQ(shown(Metric::sqnr), scoreText(score->value(Metric::sqnr), Metric::sqnr)) << "every stored metric";
  EXPECT_EQ(shown(Metric::cosine), scoreText(score->value(Metric::cosine), Metric::cosine));
  EXPECT_TRUE(table->topLevelItem(1)->text(2).startsWith(u'-') || table->topLevelItem(1)->text(2).startsWith(u'−'))
      << "behind the winner: " << table->topLevelItem(1)->text(2).toStdString();
  // The number in the dock moves the others.
  byName<QSpinBox>(dock(), "Layer")->setValue(3);
  EXPECT_EQ(workspace.currentLayer(), 3);
  EXPECT_EQ(heatmap()->currentIndex().column(), 3);
  // An override below makes what is above stale: in words, not by type alone.
  const std::string other = workspace.plan().layers[0].method == "gptq" ? "awq" : "gptq";
  workspace.setOverride(0, other);
  ASSERT_TRUE(waitFor([&] { return dock().ranking()->verdict().contains(QStringLiteral("stale")); }));
}

TEST_F(LayerDocking, ComputesDistributionsByAButton) {
  open(makeModel(3));
  workspace.setAnalysisOptions(tokenOptions());
  compute("Compute distributions", 1);
  ASSERT_EQ(workspace.analyses().distributions.size(), 3u) << window.messageBar()->details().toStdString();
  workspace.setCurrentLayer(1);
  const Distribution& first = workspace.analyses().distributions[1].weights[0];
  const auto& outline = dock().distributions()->chart()->outline();
  ASSERT_EQ(outline.size(), static_cast<qsizetype>(2 * first.histogram.size()));
  EXPECT_EQ(outline.first().x(), first.minimum);
  EXPECT_NEAR(outline.last().x(), first.maximum, 1e-9);
  EXPECT_TRUE(workspace.isCurrent(Analysis::distributions));
  EXPECT_FALSE(byName<QLabel>(dock(), "Moments and outliers")->text().isEmpty());
  // Other options: still shown, and said to be old.
  workspace.setAnalysisOptions(tokenOptions(4, 16));
  EXPECT_FALSE(workspace.isCurrent(Analysis::distributions));
}

TEST_F(LayerDocking, RestorationNeedsAPlan) {
  open(makeModel(2));
  workspace.setAnalysisOptions(tokenOptions(32, 32));
  ASSERT_TRUE(idle());
  EXPECT_FALSE(byName<QPushButton>(dock(), "Compute restoration")->isEnabled());
  EXPECT_TRUE(
      byName<QPushButton>(dock(), "Compute restoration")->toolTip().contains(QStringLiteral("without a method")));
  workspace.setOverrides({0, 1}, "awq");
  ASSERT_TRUE(idle());
  compute("Compute restoration", 3);
  ASSERT_EQ(workspace.analyses().restorations.size(), 2u) << window.messageBar()->details().toStdString();
  const Restoration& restoration = workspace.analyses().restorations[0];
  EXPECT_EQ(dock().restoration()->matrix()->picture().rows, restoration.image_side);
  EXPECT_TRUE(dock().restoration()->summary().contains(formatNumber(restoration.distance, 4)));
  workspace.setOverride(1, "gptq");
  EXPECT_FALSE(workspace.isCurrent(Analysis::restorations));
}

TEST_F(LayerDocking, ShowsTheErrorOfEachLinear) {
  open(makeModel(2));
  workspace.setAnalysisOptions(tokenOptions());
  workspace.setOverrides({0, 1}, "awq");
  ASSERT_TRUE(idle());
  compute("Compute weight errors", 2);
  ASSERT_EQ(workspace.analyses().weight_errors.size(), 2u) << window.messageBar()->details().toStdString();
  QTreeWidget* table = dock().weights()->table();
  ASSERT_EQ(table->topLevelItemCount(), 7);
  EXPECT_EQ(table->topLevelItem(0)->text(0), QStringLiteral("self_attn.q_proj"));
  EXPECT_EQ(table->topLevelItem(0)->text(2), formatPercent(workspace.analyses().weight_errors[0].linears[0].error, 2));
  EXPECT_TRUE(workspace.isCurrent(Analysis::weightErrors));
}

TEST_F(LayerDocking, CancelsAndLivesOn) {
  open(makeModel(24, 256));
  workspace.setAnalysisOptions(tokenOptions(16, 128));
  ASSERT_TRUE(idle());
  workspace.runAnalysis(Analysis::distributions);
  workspace.cancel();
  ASSERT_TRUE(idle());
  EXPECT_TRUE(workspace.analyses().distributions.empty());
  compute("Compute distributions", 1);
  EXPECT_EQ(workspace.analyses().distributions.size(), 24u);
}

TEST_F(LayerDocking, EachControlHasANameAndItFitsBesideThePages) {
  open(makeModel(3));
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  compute("Compute distributions", 1);
  expectAccessible(dock());
  window.resize(1280, 800);
  QTest::qWait(20);
  EXPECT_LE(window.width(), 1280);
  EXPECT_LE(dock().width(), 420);
}

}  // namespace
}  // namespace calm::test
