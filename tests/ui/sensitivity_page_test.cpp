#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QListWidget>
#include <QScrollBar>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>
#include <ctime>

#include "support/widget_checks.h"
#include "ui/charts/curves_chart.h"
#include "ui/colormap.h"
#include "ui/panels/message_bar.h"
#include "ui/synthetic_session.h"
#include "ui/views/curves_panel.h"
#include "ui/views/heatmap_delegate.h"
#include "ui/views/plan_page.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class SensitivityPageTest : public SyntheticWindow {
 protected:
  SensitivityPage* page() { return window.sensitivityPage(); }
  QComboBox* combo(const char* name) { return byName<QComboBox>(*page(), name); }
  void choose(const char* name, int index) {
    combo(name)->setCurrentIndex(index);
    Q_EMIT combo(name)->activated(index);
  }
  void showMetric(Metric metric) {
    ScoreScale scale;
    scale.metric = metric;
    page()->setScoreScale(scale);
  }
  QPoint center(int row, int layer) { return heatmap()->visualRect(cells()->index(row, layer)).center(); }
  void drag(int row, int from, int to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::mousePress(heatmap()->viewport(), Qt::LeftButton, modifiers, center(row, from));
    for (int layer = from; layer != to; layer += to > from ? 1 : -1) moveTo(center(row, layer + (to > from ? 1 : -1)));
  }
  void moveTo(const QPoint& at) {
    QMouseEvent event(QEvent::MouseMove, at, heatmap()->viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                      Qt::NoModifier);
    QApplication::sendEvent(heatmap()->viewport(), &event);
  }
  void release(int row, int layer) {
    QTest::mouseRelease(heatmap()->viewport(), Qt::LeftButton, Qt::NoModifier, center(row, layer));
  }
  std::vector<int> overridden(const std::string& method) const {
    std::vector<int> layers;
    for (const auto& [layer, spec] : workspace.selection().overrides) {
      if (spec == method) layers.push_back(layer);
    }
    return layers;
  }
};

TEST_F(SensitivityPageTest, ADragPaintsARangeInOneStep) {
  openSynthetic(12, 4);
  QTest::qWait(20);
  heatmap()->setPainting(true);
  const std::string method = cells()->method(1);
  drag(1, 3, 8);
  EXPECT_EQ(overridden(method), (std::vector<int>{3, 4, 5, 6, 7, 8})) << "live, before the button is released";
  moveTo(center(1, 6));
  release(1, 6);
  EXPECT_EQ(overridden(method), (std::vector<int>{3, 4, 5, 6})) << "the stroke went back";
  EXPECT_EQ(workspace.undoStack()->count(), 1);
  drag(3, 0, 1);
  release(3, 1);
  EXPECT_EQ(workspace.undoStack()->count(), 2);
  drag(1, 4, 5, Qt::AltModifier);
  release(1, 5);
  EXPECT_EQ(overridden(method), (std::vector<int>{3, 6})) << "Alt clears";
  workspace.undoStack()->undo();
  EXPECT_EQ(overridden(method), (std::vector<int>{3, 4, 5, 6}));
  workspace.undoStack()->setIndex(0);
  EXPECT_TRUE(workspace.selection().overrides.empty());
  heatmap()->setPainting(false);
  drag(1, 3, 8);
  release(1, 8);
  EXPECT_TRUE(workspace.selection().overrides.empty()) << "without the brush a drag selects";
  EXPECT_EQ(heatmap()->selectedLayers(), (std::vector<int>{3, 4, 5, 6, 7, 8}));
}

TEST_F(SensitivityPageTest, TheKeyboardPaintsToo) {
  openSynthetic(12, 4);
  heatmap()->setFocus();
  heatmap()->setCurrentIndex(cells()->index(2, 5));
  const Qt::KeyboardModifiers brush = Qt::ControlModifier | Qt::ShiftModifier;
  for (int i = 0; i < 3; ++i) QTest::keyPress(heatmap(), Qt::Key_Right, brush);
  QTest::keyRelease(heatmap(), Qt::Key_Control, Qt::ShiftModifier);
  EXPECT_EQ(overridden(cells()->method(2)), (std::vector<int>{5, 6, 7, 8}));
  EXPECT_EQ(workspace.currentLayer(), 8);
  EXPECT_EQ(workspace.undoStack()->count(), 1);
  // Layer 4 of this method cannot be used: a stroke passes over it.
  for (int i = 0; i < 5; ++i) QTest::keyPress(heatmap(), Qt::Key_Left, brush);
  QTest::keyRelease(heatmap(), Qt::Key_Shift, Qt::ControlModifier);
  EXPECT_EQ(overridden(cells()->method(2)), (std::vector<int>{3, 5, 6, 7, 8}));
  EXPECT_EQ(workspace.undoStack()->count(), 2);
  QTest::keyClick(heatmap(), Qt::Key_P);
  EXPECT_TRUE(byName<QToolButton>(*page(), "Paint methods")->isChecked());
  QTest::keyClick(heatmap(), Qt::Key_Escape);
  EXPECT_FALSE(byName<QToolButton>(*page(), "Paint methods")->isChecked());
}

TEST_F(SensitivityPageTest, TheScaleFollowsTheControls) {
  openSynthetic(10, 3);
  EXPECT_FALSE(byName<QDoubleSpinBox>(*page(), "Lower limit of the scale")->isVisible());
  choose("Range", 1);
  auto* from = byName<QDoubleSpinBox>(*page(), "Lower limit of the scale");
  auto* to = byName<QDoubleSpinBox>(*page(), "Upper limit of the scale");
  ASSERT_TRUE(from->isVisible());
  choose("Scale", 0);
  from->setValue(0.9);
  to->setValue(0.99);
  EXPECT_NEAR(heatmap()->scoreRange().lower, 0.9, 1e-9);
  EXPECT_NEAR(heatmap()->scoreRange().upper, 0.99, 1e-9);
  choose("Scale", 1);
  EXPECT_NEAR(heatmap()->scoreRange().lower, 1, 1e-9) << "one nine";
  EXPECT_NEAR(heatmap()->scoreRange().upper, 2, 1e-6);
  from->setValue(0.999);
  EXPECT_LE(from->value(), to->value()) << "the limits cannot cross";
  // Each metric has limits of its own.
  choose("Score", combo("Score")->findText(metricTitle(Metric::sqnr)));
  EXPECT_EQ(from->value(), 0);
  EXPECT_EQ(to->value(), 40);
  EXPECT_FALSE(combo("Scale")->isEnabled());
  EXPECT_TRUE(from->suffix().contains(QStringLiteral("dB")));
  // A cell has the colour of its place between the limits.
  from->setValue(10);
  to->setValue(20);
  const QModelIndex cell = cells()->index(0, 3);
  const double value = cell.data(HeatmapModel::ValueRole).toDouble();
  const auto* delegate = static_cast<HeatmapDelegate*>(heatmap()->itemDelegate());
  EXPECT_EQ(delegate->cellColor(cell, heatmap()->palette()), mapColor(ColorMap::viridis, (value - 10) / 10));
  choose("Colours", 1);
  EXPECT_EQ(delegate->cellColor(cell, heatmap()->palette()), mapColor(ColorMap::cividis, (value - 10) / 10));
}

TEST_F(SensitivityPageTest, TheLegendListHidesAndShowsCurves) {
  openSynthetic(10, 4);
  QListWidget* legend = page()->curvesPanel()->legend();
  ASSERT_EQ(legend->count(), 4);
  legend->setFocus();
  legend->setCurrentRow(1);
  QTest::keyClick(legend, Qt::Key_Space);
  EXPECT_FALSE(page()->curves()->isMethodVisible(cells()->method(1)));
  EXPECT_TRUE(page()->curves()->isMethodVisible(cells()->method(0)));
  byName<QToolButton>(*page(), "Hide all curves")->click();
  EXPECT_FALSE(page()->curves()->isMethodVisible(cells()->method(0)));
  byName<QToolButton>(*page(), "Show all curves")->click();
  for (int row = 0; row < 4; ++row) EXPECT_TRUE(page()->curves()->isMethodVisible(cells()->method(row)));
}

TEST_F(SensitivityPageTest, CurvesZoomAndReset) {
  openSynthetic(40, 3);
  CurvesChart* chart = page()->curves();
  EXPECT_FALSE(chart->zoom());
  EXPECT_FALSE(byName<QToolButton>(*page(), "Reset the zoom")->isEnabled());
  workspace.setCurrentLayer(20);
  byName<QToolButton>(*page(), "Zoom in")->click();
  ASSERT_TRUE(chart->zoom());
  EXPECT_NEAR(chart->zoom()->width(), 24, 1e-6) << "six tenths of forty layers";
  EXPECT_TRUE(chart->zoom()->left() < 20 && chart->zoom()->right() > 20);
  for (int i = 0; i < 20; ++i) byName<QToolButton>(*page(), "Zoom in")->click();
  EXPECT_GE(chart->zoom()->width(), 2.9);
  byName<QToolButton>(*page(), "Reset the zoom")->click();
  EXPECT_FALSE(chart->zoom());
  chart->zoomBy(5);
  EXPECT_FALSE(chart->zoom()) << "there is nothing beyond all layers";
}

TEST_F(SensitivityPageTest, SavesAndCopiesWhatIsShown) {
  openSynthetic(6, 3, 2);
  const QList<QAction*> exports = page()->exportActions();
  const auto run = [&](const char* label) {
    for (QAction* one : exports) {
      if (QString(one->text()).remove(u'&').startsWith(QString::fromUtf8(label))) return one->trigger();
    }
    ADD_FAILURE() << label;
  };
  files->path = folder.filePath(QStringLiteral("map.png"));
  run("Save heatmap");
  QImage image(files->path);
  ASSERT_FALSE(image.isNull());
  // The cell of layer 0 in the first row has its colour in the file: six columns of 48, at twice the size.
  const auto* delegate = static_cast<HeatmapDelegate*>(heatmap()->itemDelegate());
  const QColor wanted = delegate->cellColor(cells()->index(0, 1), heatmap()->palette());
  bool found = false;
  for (int y = 0; y < image.height() && !found; ++y) {
    for (int x = 0; x < image.width() && !found; ++x) found = image.pixel(x, y) == wanted.rgb();
  }
  EXPECT_TRUE(found);
  files->path = folder.filePath(QStringLiteral("curves.svg"));
  run("Save curves");
  QFile svg(files->path);
  ASSERT_TRUE(svg.open(QIODevice::ReadOnly));
  const QByteArray drawing = svg.readAll();
  EXPECT_TRUE(drawing.contains("<svg"));
  EXPECT_TRUE(drawing.contains(methodTitle(cells()->method(1)).toUtf8())) << "the legend is part of it";

  files->path = folder.filePath(QStringLiteral("scores.csv"));
  run("Save scores");
  QFile csv(files->path);
  ASSERT_TRUE(csv.open(QIODevice::ReadOnly));
  const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
  EXPECT_EQ(lines.size(), 1 + 6 * 3);
  EXPECT_TRUE(lines[0].startsWith("layer,method,cka,"));
  EXPECT_EQ(lines[1].split(',')[2].toDouble(),
            QString::number(workspace.cell(0, cells()->method(0)).score->value(Metric::cka), 'g', 10).toDouble());
  int stale = 0;
  for (const QByteArray& line : lines) stale += line.contains(",yes,yes,") ? 1 : 0;
  EXPECT_EQ(stale, 3 * 3) << "layers 3 to 5";

  run("Copy scores");
  const QStringList rows = QApplication::clipboard()->text().trimmed().split(u'\n');
  ASSERT_EQ(rows.size(), 4);
  EXPECT_EQ(rows[0].split(u'\t').size(), 7);
  run("Copy heatmap");
  EXPECT_FALSE(QApplication::clipboard()->image().isNull());
  files->path = folder.filePath(QStringLiteral("no/such/folder.png"));
  run("Save heatmap");
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
}

TEST_F(SensitivityPageTest, CopiesTheSelection) {
  openSynthetic(6, 3);
  heatmap()->setFocus();
  heatmap()->setCurrentIndex(cells()->index(0, 1));
  QTest::keyClick(heatmap(), Qt::Key_Right, Qt::ShiftModifier);
  QTest::keyClick(heatmap(), Qt::Key_Down, Qt::ShiftModifier);
  QTest::keyClick(heatmap(), Qt::Key_C, Qt::ControlModifier);
  const QStringList rows = QApplication::clipboard()->text().trimmed().split(u'\n');
  ASSERT_EQ(rows.size(), 3);
  EXPECT_EQ(rows[0], QString(metricTitle(Metric::cka) % QStringLiteral("\t1\t2")));
  EXPECT_EQ(rows[2].split(u'\t')[1].toDouble(),
            QString::number(workspace.cell(1, cells()->method(1)).score->value(Metric::cka), 'g', 10).toDouble());
}

/// Of a metric whose low values are good the best has the bright end too.
TEST(HeatmapColors, TheBestIsBrightWhicheverDirectionItIs) {
  ScoreScale similarity, divergence;
  divergence.metric = Metric::kl;
  const ScoreRange range{0, 1, true};
  EXPECT_EQ(colorFraction(similarity, range, 1), 1);
  EXPECT_EQ(colorFraction(divergence, range, 0), 1);
  EXPECT_EQ(colorFraction(divergence, range, 1), 0);
  EXPECT_TRUE(std::isnan(colorFraction(divergence, range, std::nan(""))));
}

/// Every colour that a cell can have, against the text on it.
TEST(HeatmapColors, TextIsLegibleOnAllOfThem) {
  double worst = 21;
  for (const bool dark : {false, true}) {
    QPalette palette = QApplication::palette();
    if (dark) palette = darkPalette();
    for (const ColorMap map : {ColorMap::viridis, ColorMap::cividis}) {
      for (int i = 0; i <= 1000; ++i) {
        for (const bool stale : {false, true}) {
          for (const bool inPool : {false, true}) {
            const QColor fill = HeatmapDelegate::fillFor(map, i / 1000.0, stale, inPool, palette);
            worst = std::min(worst, contrastRatio(textOn(fill), fill));
          }
        }
      }
    }
  }
  EXPECT_GE(worst, 4.5);
}

TEST_F(SensitivityPageTest, TheModelIsSoundWhileScoresComeIn) {
  const QAbstractItemModelTester tester(cells(), QAbstractItemModelTester::FailureReportingMode::Warning);
  open(makeModel(4));
  workspace.setAnalysisOptions(tokenOptions(2, 16));
  analyse();
  EXPECT_TRUE(workspace.plan().complete());
  workspace.setPool({"rtn", "gptq"});
  workspace.setOverride(1, "rtn");
  workspace.undoStack()->setIndex(0);
  showMetric(Metric::sqnr);
  openSynthetic(5, 6);
  EXPECT_EQ(cells()->rowCount(), 6);
}

TEST_F(SensitivityPageTest, ManyLayersAndMethodsStayFast) {
  openSynthetic(80, 20, 40);
  window.resize(1280, 800);
  QTest::qWait(300);
  // The thread's own time: what other programs take of a busy machine is not the window's doing.
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  };
  const auto milliseconds = [&](const std::function<void()>& work) {
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
      const double start = now();
      work();
      best = std::min(best, now() - start);
    }
    return best;
  };
  int layer = 0;
  const std::map<std::string, double> took = {
      {"one override", milliseconds([&] { workspace.setOverride(++layer, "gptq"); })},
      {"another layer", milliseconds([&] { workspace.setCurrentLayer(++layer); })},
      {"paint the heatmap", milliseconds([&] { heatmap()->viewport()->repaint(); })},
      {"paint the curves", milliseconds([&] { page()->curves()->grab(); })},
      {"another metric", milliseconds([&] { showMetric(layer++ % 2 ? Metric::sqnr : Metric::cka); })},
  };
  for (const auto& [what, time] : took) {
    RecordProperty(what.substr(0, what.find(' ')) + "_ms", static_cast<int>(time));
    std::printf("%s: %.1f ms\n", what.c_str(), time);
    EXPECT_LT(time, 50) << what;
  }
  EXPECT_EQ(heatmap()->horizontalScrollBar()->maximum() > 0, heatmap()->viewport()->width() < 80 * 9);
}

TEST_F(SensitivityPageTest, EachControlHasANameAndLooksRight) {
  for (const auto& [layers, methods] : {std::pair{30, 3}, {80, 20}}) {
    openSynthetic(layers, methods, layers * 2 / 3);
    window.showPage(QStringLiteral("sensitivity"));
    workspace.setCurrentLayer(4);
    choose("Range", 1);
    expectAccessible(*page());
    choose("Range", 0);
    for (Theme theme : {Theme::light, Theme::dark}) {
      window.setTheme(theme);
      const QString name = QStringLiteral("sensitivity-%1x%2-%3").arg(methods).arg(layers).arg(themeId(theme));
      picture(name, {1280, 800});
      EXPECT_LE(window.width(), 1280) << "the window does not fit";
      picture(name, {1920, 1080});
    }
    files->path = qEnvironmentVariable("CALM_SCREENSHOT_DIR");
    if (!files->path.isEmpty()) {
      const QString pictures = files->path;
      for (int i : {0, 1}) {
        files->path = QStringLiteral("%1/export-%2-%3x%4.png")
                          .arg(pictures, i ? QStringLiteral("curves") : QStringLiteral("heatmap"))
                          .arg(methods)
                          .arg(layers);
        page()->exportActions()[i]->trigger();
      }
    }
  }
  window.setTheme(Theme::system);
}

}  // namespace
}  // namespace calm::test
