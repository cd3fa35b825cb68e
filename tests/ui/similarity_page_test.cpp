// The Similarity page, driven through the window.
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>
#include <QWheelEvent>

#include "support/widget_checks.h"
#include "ui/colormap.h"
#include "ui/panels/message_bar.h"
#include "ui/views/matrix_view.h"
#include "ui/views/similarity_page.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Similarity : public WindowTest {
 protected:
  Similarity() { window.showPage(QStringLiteral("similarity")); }
  SimilarityPage& page() { return *window.similarityPage(); }
  MatrixView& matrix() { return *page().matrix(); }
  void compute() {
    auto* button = byName<QToolButton>(page(), "Compute similarity");
    ASSERT_NE(button, nullptr);
    ASSERT_TRUE(waitFor([&] { return button->isEnabled(); })) << button->toolTip().toStdString();
    button->click();
    ASSERT_TRUE(waitFor([&] { return !workspace.jobs()->busy(); }));
    ASSERT_EQ(window.messageBar()->isVisible() && window.messageBar()->severity() == MessageBar::Severity::Error, false)
        << window.messageBar()->details().toStdString();
  }
  void computeOriginal(int layers = 4) {
    open(makeModel(layers));
    workspace.setAnalysisOptions(tokenOptions(16, 32));
    compute();
    ASSERT_TRUE(workspace.analyses().original_similarity);
  }
  QString savedAs(const char* name) {
    files->path = folder.filePath(QString::fromLatin1(name));
    byName<QPushButton>(page(), "Save the similarity")->click();
    return files->path;
  }
};

TEST_F(Similarity, IsComputedByAButtonAndShownExactly) {
  computeOriginal();
  const LayerSimilarity& similarity = *workspace.analyses().original_similarity;
  ASSERT_EQ(matrix().picture().rows, 5);
  EXPECT_EQ(matrix().picture().values, similarity.cka);
  // Hovering says the exact value, in the status strip too.
  const QRectF cell = matrix().cellRect(1, 3);
  QString said;
  QObject::connect(&matrix(), &MatrixView::cellDescribed, &page(), [&](const QString& text) { said = text; });
  QTest::mouseMove(&matrix(), cell.center().toPoint());
  QMouseEvent move(QEvent::MouseMove, cell.center(), matrix().mapToGlobal(cell.center()), Qt::NoButton, Qt::NoButton,
                   Qt::NoModifier);
  QCoreApplication::sendEvent(&matrix(), &move);
  EXPECT_TRUE(said.contains(QString::number(similarity.cka[1 * 5 + 3], 'f', 6))) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("layer 0"))) << said.toStdString();
  EXPECT_TRUE(said.contains(QStringLiteral("layer 2"))) << said.toStdString();
  // Its colour is that of its value.
  const QImage image = matrix().grab().toImage();
  const QColor expected = mapColor(ColorMap::viridis, matrix().picture().fraction(similarity.cka[1 * 5 + 3]));
  EXPECT_EQ(image.pixelColor(cell.center().toPoint()).rgb(), expected.rgb());
  // The diagonal is 1.
  EXPECT_EQ(image.pixelColor(matrix().cellRect(2, 2).center().toPoint()).rgb(), mapColor(ColorMap::viridis, 1.0).rgb());
}

TEST_F(Similarity, OfThePlanNeedsACompletePlanAndSaysWhenItIsOld) {
  computeOriginal(3);
  byName<QComboBox>(page(), "Model")->setCurrentIndex(1);
  Q_EMIT byName<QComboBox>(page(), "Model")->activated(1);
  EXPECT_FALSE(byName<QToolButton>(page(), "Compute similarity")->isEnabled());
  workspace.setOverrides({0, 1, 2}, "gptq");
  ASSERT_TRUE(idle());
  compute();
  ASSERT_TRUE(workspace.analyses().plan_similarity);
  EXPECT_TRUE(workspace.isCurrent(Analysis::planSimilarity));
  auto* note = byName<QLabel>(page(), "About this similarity");
  EXPECT_TRUE(note->text().contains(QStringLiteral("gptq"))) << note->text().toStdString();
  EXPECT_FALSE(note->text().contains(QStringLiteral("earlier"))) << note->text().toStdString();
  workspace.setOverride(1, "awq");
  EXPECT_FALSE(workspace.isCurrent(Analysis::planSimilarity));
  EXPECT_TRUE(note->text().contains(QStringLiteral("earlier"))) << note->text().toStdString();
  workspace.undoStack()->undo();
  EXPECT_FALSE(note->text().contains(QStringLiteral("earlier"))) << note->text().toStdString();
}

TEST_F(Similarity, IsKeptWithTheSession) {
  computeOriginal(3);
  const std::vector<double> before = workspace.analyses().original_similarity->cka;
  workspace.saveSession();
  ASSERT_TRUE(idle());
  const QString session = pathToQString(workspace.sessionFolder());
  open(makeModel(2));
  EXPECT_FALSE(workspace.analyses().original_similarity);
  workspace.openPath(session);
  ASSERT_TRUE(waitFor([&] { return workspace.layers() == 3 && workspace.analyses().original_similarity.has_value(); }));
  EXPECT_EQ(workspace.analyses().original_similarity->cka, before);
  EXPECT_TRUE(workspace.isCurrent(Analysis::originalSimilarity));
  EXPECT_EQ(matrix().picture().rows, 4);
}

TEST_F(Similarity, TheThresholdCutsTheBlocks) {
  computeOriginal();
  const auto rows = [&] { return byName<QTreeWidget>(page(), "Blocks")->topLevelItemCount(); };
  page().setThreshold(0);
  EXPECT_EQ(rows(), 1);
  page().setThreshold(1);
  EXPECT_GE(rows(), 3);
  const auto& cka = workspace.analyses().original_similarity->cka;
  page().setThreshold(0.8);
  const auto expected = similarity_blocks(cka, 5, 0.8);
  ASSERT_EQ(rows(), static_cast<int>(expected.size()));
  EXPECT_FALSE(page().reading().isEmpty());
  // Choosing a block selects its first layer everywhere.
  auto* list = byName<QTreeWidget>(page(), "Blocks");
  list->setCurrentItem(list->topLevelItem(rows() - 1));
  EXPECT_EQ(workspace.currentLayer(), std::max(0, expected.back().first - 1));
}

TEST_F(Similarity, ZoomsByWheelAndKeys) {
  computeOriginal(12);
  matrix().setFocus();
  EXPECT_EQ(matrix().zoom(), 1);
  const QPointF at = matrix().cellRect(9, 9).center();
  QWheelEvent wheel(at, matrix().mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&matrix(), &wheel);
  EXPECT_GT(matrix().zoom(), 1.5);
  EXPECT_EQ(matrix().cellAt(at), QPoint(9, 9)) << "the cell under the mouse stays";
  QTest::keyClick(&matrix(), Qt::Key_0);
  EXPECT_EQ(matrix().zoom(), 1);
  matrix().setCursorCell({2, 3});
  QTest::keyClick(&matrix(), Qt::Key_Right);
  EXPECT_EQ(matrix().cursorCell(), QPoint(3, 3));
  EXPECT_EQ(workspace.currentLayer(), 2);
  for (int i = 0; i < 4; ++i) QTest::keyClick(&matrix(), Qt::Key_Plus);
  EXPECT_TRUE(matrix().visibleCells().contains(QPointF(3.5, 3.5)));
  EXPECT_TRUE(matrix().accessibleDescription().contains(QStringLiteral("CKA")))
      << matrix().accessibleDescription().toStdString();
  QTest::keyClick(&matrix(), Qt::Key_End);
  EXPECT_TRUE(matrix().visibleCells().contains(QPointF(12.5, 12.5))) << "the cursor is always seen";
}

TEST_F(Similarity, SavesAndCopies) {
  computeOriginal(3);
  QFile table(savedAs("s.csv"));
  ASSERT_TRUE(table.open(QIODevice::ReadOnly));
  const QList<QByteArray> lines = table.readAll().split('\n');
  ASSERT_EQ(lines.size(), 6);
  EXPECT_EQ(lines[0], "state,embedding,layer 0,layer 1,layer 2");
  const auto& cka = workspace.analyses().original_similarity->cka;
  EXPECT_NEAR(lines[2].split(',')[4].toDouble(), cka[1 * 4 + 3], 1e-9);
  const QImage picture(savedAs("s.png"));
  EXPECT_EQ(picture.size(), matrix().size() * 2);
  QFile vector(savedAs("s.svg"));
  ASSERT_TRUE(vector.open(QIODevice::ReadOnly));
  const QByteArray svg = vector.readAll();
  EXPECT_TRUE(svg.contains("<svg") && svg.contains("emb.")) << svg.left(300).toStdString();
  EXPECT_FALSE(svg.contains("<image")) << "cells are vectors";
  savedAs("nowhere/s.png");
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
  EXPECT_TRUE(window.messageBar()->details().contains(QStringLiteral("nowhere")));
  byName<QPushButton>(page(), "Copy the similarity")->click();
  const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
  EXPECT_TRUE(copied->hasImage());
  EXPECT_TRUE(copied->text().startsWith(QStringLiteral("state\tembedding\tlayer 0")));
}

TEST_F(Similarity, EightyLayersPaintFastAndEachControlHasAName) {
  computeOriginal(2);
  expectAccessible(page());
  MatrixPicture picture = matrix().picture();
  const int count = 81;
  picture.rows = picture.columns = count;
  picture.values.assign(static_cast<size_t>(count) * count, 0.5);
  picture.describe = [](int, int) { return QStringLiteral("x"); };
  matrix().setPicture(picture);
  QElapsedTimer clock;
  clock.start();
  for (int i = 0; i < 10; ++i) matrix().grab();
  EXPECT_LT(clock.elapsed() / 10, 50) << "milliseconds a picture";
}

}  // namespace
}  // namespace calm::test
