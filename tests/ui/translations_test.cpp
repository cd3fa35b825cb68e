// The German and Chinese texts of the window: complete, and true to the English ones in what Qt relies on.
#include <gtest/gtest.h>

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>

#include "calm/calibration.h"
#include "calm/methods.h"
#include "calm/recipes.h"
#include "ui/language.h"
#include "ui/models/score_scale.h"

namespace calm::ui {
namespace {

struct Message {
  QString context, source;
  QStringList translations;
  bool unfinished = false;
};

QVector<Message> read(const QString& path) {
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
  QXmlStreamReader xml(&file);
  QVector<Message> result;
  QString context;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    const auto name = xml.name();
    if (name == u"name") context = xml.readElementText();
    if (name == u"message") result.push_back({context, {}, {}, false});
    if (name == u"source") result.back().source = xml.readElementText();
    if (name == u"translation") {
      result.back().unfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
      QString text;
      while (xml.readNext() != QXmlStreamReader::EndElement || xml.name() != u"translation") {
        if (xml.isStartElement()) result.back().translations << xml.readElementText();
        if (xml.isCharacters()) text += xml.text();
      }
      if (result.back().translations.isEmpty()) result.back().translations << text;
    }
  }
  EXPECT_FALSE(xml.hasError()) << path.toStdString() << ": " << xml.errorString().toStdString();
  return result;
}

QSet<QString> placeholders(const QString& text) {
  static const QRegularExpression pattern(QStringLiteral("%(?:L?\\d+|n)"));
  QSet<QString> found;
  for (auto match = pattern.globalMatch(text); match.hasNext();) found.insert(match.next().captured());
  return found;
}

int mnemonics(QString text) {
  return static_cast<int>(text.remove(QStringLiteral("&&")).count(QRegularExpression(QStringLiteral("&\\w"))));
}

class Translations : public testing::TestWithParam<const char*> {
 protected:
  QString language() const { return QString::fromLatin1(GetParam()); }
  QString file() const {
    return QStringLiteral(CALM_SOURCE_DIR "/resources/translations/calm-workbench_%1.ts").arg(language());
  }
};

TEST_P(Translations, KeepPlaceholdersAndMnemonics) {
  const QVector<Message> messages = read(file());
  ASSERT_GT(messages.size(), 1000);
  for (const Message& message : messages) {
    SCOPED_TRACE(message.context.toStdString() + ": " + message.source.toStdString());
    EXPECT_FALSE(message.unfinished);
    for (const QString& text : message.translations) {
      EXPECT_FALSE(text.isEmpty());
      QSet<QString> expected = placeholders(message.source);
      QSet<QString> got = placeholders(text);
      if (message.translations.size() > 1) {  // "one plan" needs no number
        expected.remove(QStringLiteral("%n"));
        got.remove(QStringLiteral("%n"));
      }
      EXPECT_EQ(got, expected) << text.toStdString();
      EXPECT_EQ(mnemonics(text), mnemonics(message.source)) << text.toStdString();
    }
  }
}

TEST_P(Translations, HaveEveryTextOfTheSources) {
  QTemporaryDir folder;
  const QString copy = folder.filePath(QStringLiteral("copy.ts"));
  ASSERT_TRUE(QFile::copy(file(), copy));
  QProcess lupdate;
  lupdate.setWorkingDirectory(QStringLiteral(CALM_SOURCE_DIR));
  lupdate.start(
      QStringLiteral(CALM_LUPDATE),
      {QStringLiteral("-silent"), QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("-locations"),
       QStringLiteral("none"), QStringLiteral("-disable-heuristic"), QStringLiteral("similartext"),
       QStringLiteral("-recursive"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("-ts"), copy});
  ASSERT_TRUE(lupdate.waitForFinished(120000)) << lupdate.errorString().toStdString();
  ASSERT_EQ(lupdate.exitCode(), 0) << lupdate.readAllStandardError().toStdString();
  QStringList missing;
  for (const Message& message : read(copy)) {
    if (message.unfinished) missing << message.context + QStringLiteral(": ") + message.source;
  }
  EXPECT_TRUE(missing.isEmpty()) << "run resources/translations/update.sh and translate what is unfinished:\n"
                                 << missing.join(u'\n').toStdString();
}

TEST_P(Translations, ReachTheTextsOfTheWindowAndOfCore) {
  QTranslator translator;
  ASSERT_TRUE(translator.load(QStringLiteral(":/calm-workbench/i18n/calm-workbench_%1.qm").arg(language())));
  EXPECT_TRUE(hasTranslation(language()));
  for (const MetricInfo& info : metric_infos()) {
    EXPECT_FALSE(translator.translate("calm::ui", info.title.data()).isEmpty()) << info.title;
    EXPECT_FALSE(translator.translate("calm::ui", info.summary.data()).isEmpty()) << info.summary;
    if (info.unit.empty()) continue;
    EXPECT_FALSE(translator.translate("calm::ui", info.unit.data()).isEmpty()) << info.unit;
  }
  const auto expectThere = [&](std::string_view text) {
    EXPECT_FALSE(translator.translate("calm::ui", std::string(text).c_str()).isEmpty()) << text;
  };
  for (const MethodInfo& method : methods()) {
    expectThere(method.summary);
    for (const OptionInfo& option : method.options) expectThere(option.help);
  }
  for (const PoolPreset& preset : pool_presets()) expectThere(preset.summary);
  for (const Recipe& recipe : recipes()) {
    expectThere(recipe.title);
    expectThere(recipe.summary);
  }
  for (const CalibrationPreset& preset : calibration_presets())
    expectThere(preset.title.substr(0, preset.title.find(" (")));
  EXPECT_NE(translator.translate("calm::ui::MainWindow", "&File"), QString());
}

TEST_P(Translations, HaveEveryPageOfTheHelp) {
  const auto sections = [](const QString& language) {
    QFile file(QStringLiteral(":/calm-workbench/docs/help-%1.md").arg(language));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << language.toStdString();
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression heading(QStringLiteral("^## .+ \\{#([a-z-]+)\\}\n\n(?=\\S)"),
                                            QRegularExpression::MultilineOption);
    QStringList ids;
    for (auto match = heading.globalMatch(text); match.hasNext();) ids << match.next().captured(1);
    EXPECT_EQ(ids.size(), text.count(QStringLiteral("\n## ")) + 1) << language.toStdString();
    return ids;
  };
  EXPECT_EQ(sections(language()), sections(QStringLiteral("en")));
  EXPECT_GT(sections(language()).size(), 10);
}

INSTANTIATE_TEST_SUITE_P(Languages, Translations, testing::Values("de", "zh_CN"),
                         [](const auto& p) { return std::string(p.param); });

}  // namespace
}  // namespace calm::ui
