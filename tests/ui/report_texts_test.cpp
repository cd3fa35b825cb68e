// The report in the window's language: all of it, and nothing but its words.
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>

#include "calm/report.h"
#include "support/reported_session.h"
#include "ui/report_texts.h"
#include "ui/strings.h"

namespace calm::ui {
namespace {

calm::Report wholeReport() {
  SessionState state = test::proved_session();
  state.model_size = {{{0, "mlp.up_proj", 64, 128, "", 0}}, 3 * 64 * 128 + 1000, 0, false, 40'000};
  NamedPlan kept;
  kept.name = "every layer is RTN";  // a name: it stays
  kept.plan = uniform_plan(3, "ctx", "rtn");
  state.named_plans.push_back(kept);
  BenchmarkResult speed;
  speed.name = "Original";
  speed.has_latency = true;
  speed.latency.arithmetic = "kernels";
  state.benchmarks.push_back(speed);
  return make_report(state, test::some_analyses());
}

/// What a reader sees or hears: text between tags, and the labels of drawings.
QStringList textsOf(const calm::Report& report) {
  QString page = toQString(report_html(report));
  static const QRegularExpression style(QStringLiteral("<style>.*?</style>"),
                                        QRegularExpression::DotMatchesEverythingOption);
  static const QRegularExpression shown(QStringLiteral(">([^<]*[^\\s<][^<]*)<|aria-label=\"([^\"]*)\""));
  page.remove(style);
  QStringList texts;
  for (auto match = shown.globalMatch(page); match.hasNext();) {
    const QRegularExpressionMatch one = match.next();
    texts << QString(one.captured(1) + one.captured(2)).trimmed();
  }
  return texts;
}

class ReportTexts : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const QString language = QLatin1String(GetParam());
    ASSERT_TRUE(translator_.load(QStringLiteral(":/calm-workbench/i18n/calm-workbench_%1.qm").arg(language)));
    QCoreApplication::installTranslator(&translator_);
    QLocale::setDefault(QLocale(language));
  }
  void TearDown() override {
    QCoreApplication::removeTranslator(&translator_);
    QLocale::setDefault(QLocale::c());
  }

 private:
  QTranslator translator_;
};

TEST_P(ReportTexts, LeaveNoEnglishOnThePage) {
  const QStringList english = textsOf(wholeReport());
  const QStringList told = textsOf(inWindowLanguage(wholeReport(), ReportCells::Translated));
  ASSERT_EQ(told.size(), english.size());
  ASSERT_GT(told.size(), 150);
  static const QRegularExpression words(
      QStringLiteral("\\b(the|of|is|and|to|each|with|by|at|a|layer|error|score|weights|rows|not|from)\\b"));
  for (const QString& text : told) {
    if (text.contains(QLatin1String("every layer is RTN"))) continue;
    EXPECT_FALSE(words.match(text).hasMatch()) << text.toStdString();
  }
}

TEST_P(ReportTexts, KeepNumbersNamesAndDrawings) {
  const calm::Report made = wholeReport(), told = inWindowLanguage(made, ReportCells::AsTheyAre);
  EXPECT_EQ(told.title, made.title);
  EXPECT_EQ(toQString(told.words.language), QLocale(QLatin1String(GetParam())).bcp47Name());
  ASSERT_EQ(told.tables().size(), made.tables().size());
  for (size_t i = 0; i < made.tables().size(); ++i)
    EXPECT_EQ(table_csv(*told.tables()[i]), table_csv(*made.tables()[i]));
  static const QRegularExpression numbers(QStringLiteral("\\d+(?:\\.\\d+)?"));
  const auto sorted = [](QString text) {
    text.remove(QLatin1String("&#39;"));
    QStringList found;
    for (auto match = numbers.globalMatch(text); match.hasNext();) found << match.next().captured();
    found.sort();
    return found;
  };
  ASSERT_EQ(told.plots().size(), made.plots().size());
  for (size_t i = 0; i < made.plots().size(); ++i) {
    const QString svg = toQString(plot_svg(*told.plots()[i]));
    EXPECT_EQ(sorted(svg), sorted(toQString(plot_svg(*made.plots()[i])))) << made.plots()[i]->id;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) xml.readNext();
    EXPECT_FALSE(xml.hasError()) << made.plots()[i]->id << ": " << xml.errorString().toStdString();
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, ReportTexts, testing::Values("de", "zh_CN"));

TEST(ReportInEnglish, StaysAsItIs) {
  const calm::Report made = wholeReport();
  EXPECT_EQ(report_html(inWindowLanguage(made, ReportCells::Translated)), report_html(made));
}

}  // namespace
}  // namespace calm::ui
