#include "ui/format.h"

#include <gtest/gtest.h>

#include <QLocale>
#include <cmath>
#include <limits>

namespace calm::ui {
namespace {

class Format : public ::testing::Test {
 protected:
  void SetUp() override { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
  void TearDown() override { QLocale::setDefault(before_); }
  QLocale before_;
};

TEST_F(Format, BytesInPowersOf1024) {
  EXPECT_EQ(formatBytes(0).toStdString(), "0 bytes");
  EXPECT_EQ(formatBytes(1023).toStdString(), "1,023 bytes");
  EXPECT_EQ(formatBytes(1024).toStdString(), "1.00 KiB");
  EXPECT_EQ(formatBytes(20 * 1024).toStdString(), "20.0 KiB");
  EXPECT_EQ(formatBytes(quint64{300} << 20).toStdString(), "300 MiB");
  EXPECT_EQ(formatBytes((quint64{1} << 30) * 13 / 10).toStdString(), "1.30 GiB");
  EXPECT_EQ(formatBytes(std::numeric_limits<quint64>::max()).right(3).toStdString(), "EiB");
}

TEST_F(Format, Durations) {
  EXPECT_EQ(formatDuration(0.42).toStdString(), "0.4 s");
  EXPECT_EQ(formatDuration(-3).toStdString(), "0.0 s");
  EXPECT_EQ(formatDuration(9.96).toStdString(), "10 s");
  EXPECT_EQ(formatDuration(59.6).toStdString(), "1 min");
  EXPECT_EQ(formatDuration(200).toStdString(), "3 min 20 s");
  EXPECT_EQ(formatDuration(3600).toStdString(), "1 h");
  EXPECT_EQ(formatDuration(7500).toStdString(), "2 h 5 min");
  EXPECT_EQ(formatDuration(std::nan("")), noValue());
}

TEST_F(Format, TimeLeftIsCoarse) {
  EXPECT_TRUE(formatTimeLeft(std::nan("")).isEmpty());
  EXPECT_TRUE(formatTimeLeft(-1).isEmpty());
  EXPECT_EQ(formatTimeLeft(10).toStdString(), "less than a minute left");
  EXPECT_EQ(formatTimeLeft(170).toStdString(), "about 3 min left");
  EXPECT_EQ(formatTimeLeft(4000).toStdString(), "about 1 h left");
  EXPECT_EQ(formatTimeLeft(5500).toStdString(), "about 1 h 30 min left");
  EXPECT_EQ(formatTimeLeft(3599).toStdString(), "about 1 h left");
}

TEST_F(Format, PercentsAndDeltas) {
  EXPECT_EQ(formatPercent(0.0312).toStdString(), "3.1 %");
  EXPECT_EQ(formatPercentDelta(0.5, 0).toStdString(), "+50 %");
  EXPECT_EQ(formatPercentDelta(-0.5, 0).toStdString(), "-50 %");
  EXPECT_EQ(formatPercentDelta(0, 0).toStdString(), "0 %");
  EXPECT_EQ(formatDelta(1.25, 2).toStdString(), "+1.25");
  EXPECT_EQ(formatDelta(std::nan(""), 2), noValue());
  EXPECT_EQ(formatNumber(std::numeric_limits<double>::infinity(), 2), noValue());
}

TEST_F(Format, CountsAndRates) {
  EXPECT_EQ(formatCount(49152).toStdString(), "49,152");
  EXPECT_EQ(formatParameters(576).toStdString(), "576");
  EXPECT_EQ(formatParameters(134515008).toStdString(), "135 M");
  EXPECT_EQ(formatParameters(7241732096).toStdString(), "7.24 B");
  EXPECT_EQ(formatRate(12.34).toStdString(), "12.3 tok/s");
  EXPECT_EQ(formatRate(1240).toStdString(), "1,240 tok/s");
}

TEST_F(Format, OptionsAreCalledAsInTheWindow) {
  EXPECT_EQ(
      inWindowWords(QStringLiteral("'/x' exists. Choose another folder, or replace it with --force.")).toStdString(),
      "'/x' exists. Choose another folder, or check \"Replace what is there\".");
  EXPECT_EQ(inWindowWords(QStringLiteral("nothing to change")).toStdString(), "nothing to change");
}

TEST_F(Format, ReadsAControlsText) {
  EXPECT_EQ(withoutMnemonic(QStringLiteral("Open &model folder…")).toStdString(), "Open model folder…");
  EXPECT_EQ(withoutMnemonic(QStringLiteral("打开(&O)…")).toStdString(), "打开…");
  EXPECT_EQ(withoutMnemonic(QStringLiteral("文件 (&F)")).toStdString(), "文件");
  EXPECT_EQ(withoutMnemonic(QStringLiteral("Cut && paste (all)")).toStdString(), "Cut & paste (all)");
}

TEST_F(Format, FollowsTheLocale) {
  QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
  EXPECT_EQ(formatNumber(1234.5, 1).toStdString(), "1.234,5");
  EXPECT_EQ(formatPercent(0.0312).toStdString(), "3,1 %");
}

}  // namespace
}  // namespace calm::ui
