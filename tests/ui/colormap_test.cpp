#include "ui/colormap.h"

#include <gtest/gtest.h>

#include <QLocale>
#include <cmath>

#include "ui/models/score_scale.h"
#include "ui/theme.h"

namespace calm::ui {
namespace {

TEST(ColorMap, GrowsInLightnessAndKeepsLabelsLegible) {
  for (ColorMap map : {ColorMap::viridis, ColorMap::cividis}) {
    double before = -1;
    for (int i = 0; i <= 255; ++i) {
      const QColor color = mapColor(map, i / 255.0);
      const double luminance = relativeLuminance(color);
      EXPECT_GT(luminance, before - 0.004) << i;
      before = luminance;
      EXPECT_GE(contrastRatio(color, textOn(color)), 4.5) << i;
    }
  }
  EXPECT_EQ(mapColor(ColorMap::viridis, 0).name().toStdString(), "#440154");
  EXPECT_EQ(mapColor(ColorMap::viridis, 1).name().toStdString(), "#fde725");
  EXPECT_FALSE(mapColor(ColorMap::viridis, std::nan("")).isValid());
}

TEST(ColorMap, ContrastFollowsWcag) {
  EXPECT_NEAR(contrastRatio(Qt::white, Qt::black), 21, 1e-9);
  EXPECT_NEAR(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.01);  // WCAG's own example of a near miss
}

TEST(ColorMap, SeriesColoursStandOutOnTheirBackgrounds) {
  for (int i = 0; i < 8; ++i) {
    EXPECT_GE(contrastRatio(seriesColor(i, false), Qt::white), 2.2) << i;
    EXPECT_GE(contrastRatio(seriesColor(i, true), QColor(0x1e, 0x1f, 0x22)), 4.5) << i;
  }
}

TEST(ScoreScale, CountsNines) {
  ScoreScale scale;
  scale.logarithmic = true;
  EXPECT_NEAR(scale.position(0.9), 1, 1e-12);
  EXPECT_NEAR(scale.position(0.999), 3, 1e-9);
  EXPECT_DOUBLE_EQ(scale.position(1.0), 7);
  EXPECT_NEAR(scale.value(scale.position(0.9987)), 0.9987, 1e-12);
  EXPECT_TRUE(std::isnan(scale.position(std::nan(""))));
  scale.metric = Metric::sqnr;
  EXPECT_FALSE(scale.usesLog());
  EXPECT_DOUBLE_EQ(scale.position(23.5), 23.5);
}

TEST(ScoreScale, TicksAreRoundNumbers) {
  QLocale::setDefault(QLocale::c());
  const auto labels = [](const ScoreScale& scale, double low, double high) {
    QStringList out;
    for (const auto& [at, label] : scale.ticks(scale.position(low), scale.position(high))) {
      EXPECT_NEAR(scale.value(at), label.toDouble(), 1e-9) << label.toStdString();
      out << label;
    }
    return out.join(QLatin1Char(' ')).toStdString();
  };
  ScoreScale scale;
  scale.logarithmic = true;
  EXPECT_EQ(labels(scale, 0.55, 0.9998), "0.9 0.95 0.99 0.995 0.999 0.9995");
  EXPECT_EQ(labels(scale, 0.5, 0.99998), "0.9 0.99 0.999 0.9999");
  EXPECT_EQ(labels(scale, 0.9911, 0.9925), "0.9912 0.9914 0.9916 0.9918 0.9920 0.9922 0.9924");
  scale.logarithmic = false;
  EXPECT_EQ(labels(scale, 0.07, 1), "0.2 0.4 0.6 0.8");
  scale.metric = Metric::sqnr;
  EXPECT_EQ(labels(scale, 4.2, 31), "5 10 15 20 25 30");
  EXPECT_EQ(labels(scale, -3, 3), "-2 -1 0 1 2");
  EXPECT_EQ(labels(scale, 5, 5), "");
}

TEST(ScoreRange, HoldsWhatItWasGiven) {
  ScoreRange range;
  range.include(std::nan(""));
  EXPECT_FALSE(range.valid);
  range.include(2);
  EXPECT_DOUBLE_EQ(range.fraction(2), 0.5);
  range.include(4);
  EXPECT_DOUBLE_EQ(range.fraction(2), 0);
  EXPECT_DOUBLE_EQ(range.fraction(3), 0.5);
  EXPECT_DOUBLE_EQ(range.fraction(9), 1);
}

}  // namespace
}  // namespace calm::ui
