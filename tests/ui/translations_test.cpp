// The German and Chinese texts of the window: complete, and true to the English ones in what Qt relies on.
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFile>
#include <QHash>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>
#include <memory>

#include "calm/calibration.h"
#include "calm/methods.h"
#include "calm/recipes.h"
#include "ui/core_texts.h"
#include "ui/language.h"
#include "ui/models/score_scale.h"
#include "ui/panels/about_dialog.h"
#include "ui/panels/add_method_dialog.h"
#include "ui/panels/budget_dialog.h"
#include "ui/panels/export_dialog.h"
#include "ui/panels/hub_dialog.h"
#include "ui/panels/refine_dialog.h"
#include "ui/panels/report_dialog.h"
#include "ui/panels/settings_dialog.h"

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

/// Our own translation alone, as on a machine without Qt's.
class OurTexts {
 public:
  explicit OurTexts(const QString& language) {
    EXPECT_TRUE(translator_.load(QStringLiteral(":/calm-workbench/i18n/calm-workbench_%1.qm").arg(language)));
    QCoreApplication::installTranslator(&translator_);
  }
  ~OurTexts() { QCoreApplication::removeTranslator(&translator_); }

 private:
  QTranslator translator_;
};

TEST_P(Translations, HaveQtsOwnTextsToo) {
  const auto texts = [] {
    QStringList found;
    QDialogButtonBox buttons;
    for (int button = QDialogButtonBox::FirstButton; button <= QDialogButtonBox::LastButton; button <<= 1) {
      const auto each = static_cast<QDialogButtonBox::StandardButton>(button);
      if (each != QDialogButtonBox::Ok) found << buttons.addButton(each)->text();  // the same word everywhere
    }
    QLineEdit line;
    const std::unique_ptr<QMenu> menu(line.createStandardContextMenu());
    for (const QAction* action : menu->actions()) {
      if (!action->isSeparator()) found << action->text().section(u'\t', 0, 0);
    }
    QMessageBox box;
    box.setDetailedText(QStringLiteral("details"));
    for (QAbstractButton* button : box.buttons()) {
      if (box.buttonRole(button) == QMessageBox::ActionRole) found << button->text();
    }
    found << QDockWidget::tr("Float") << QKeySequence(Qt::Key_Space).toString(QKeySequence::NativeText);
    return found;
  };
  const QStringList english = texts();
  ASSERT_GT(english.size(), 24);
  const OurTexts ours(language());
  const QStringList translated = texts();
  ASSERT_EQ(translated.size(), english.size());
  for (qsizetype i = 0; i < english.size(); ++i) {
    EXPECT_NE(translated[i], english[i]) << english[i].toStdString() << ": add it to ui/qt_texts.cpp";
  }
}

TEST_P(Translations, ReachWhatCoreSaysWithNumbersAndNames) {
  const OurTexts ours(language());
  const bool german = language() == QStringLiteral("de");
  EXPECT_EQ(coreMessage("576 inputs are not a multiple of 128: those linears use groups of 64"),
            german ? QStringLiteral("576 Eingänge sind kein Vielfaches von 128: Diese linearen Schichten verwenden "
                                    "Gruppen von 64")
                   : QStringLiteral("576 个输入不是 128 的倍数：这些线性层使用 64 的分组"));
  // A name with a percent sign, one within the other, and the longer of two that begin alike.
  for (const char* tried : {"32 channels", "96, 64 or 32", "64 or 32", "32"}) {
    const QString told =
        coreMessage("down_proj stays 16 bit: no group of " + std::string(tried) + " divides its 144 inputs");
    EXPECT_FALSE(told.contains(QStringLiteral("stays"))) << tried;
    EXPECT_FALSE(told.contains(QStringLiteral(" or "))) << told.toStdString();
  }
  EXPECT_FALSE(coreMessage("groups of 48 are no multiple of 32: these weights run dequantized, without integer kernels")
                   .contains(QStringLiteral("these weights")));
  EXPECT_EQ(coreMessage("100%1 everywhere"),
            german ? QStringLiteral("Überall 100%1") : QStringLiteral("全部使用 100%1"));
  EXPECT_EQ(coreMessage("Hybrid = GPTQ everywhere"),
            german ? QStringLiteral("Hybrid = Überall GPTQ") : QStringLiteral("混合 = 全部使用 GPTQ"));
  EXPECT_EQ(coreMessage("layer 3 of 30: scoring"),
            german ? QStringLiteral("Schicht 3 von 30: Bewerten") : QStringLiteral("第 3 层，共 30 层：评分"));
  EXPECT_EQ(coreMessage("my plan"), QStringLiteral("my plan"));
}

/// Letters with Alt that two controls of one dialog share.
QStringList sharedKeys(const QWidget& dialog) {
  QHash<QString, QStringList> byKey;
  const auto add = [&](const QString& text) {
    if (const QString key = QKeySequence::mnemonic(text).toString(); !key.isEmpty()) byKey[key] << text;
  };
  for (const QWidget* widget : dialog.findChildren<QWidget*>()) {
    if (!widget->isVisibleTo(&dialog)) continue;
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) add(button->text());
    const auto* label = qobject_cast<const QLabel*>(widget);
    if (label != nullptr && label->buddy() != nullptr) add(label->text());
  }
  QStringList shared;
  for (auto key = byKey.begin(); key != byKey.end(); ++key) {
    if (key->size() > 1) shared << key->join(QStringLiteral(" / "));
  }
  return shared;
}

void expectOwnKeys() {
  SettingsDialog settings({}, {});
  BudgetDialog budget;
  RefineDialog refine;
  ExportDialog exporting;
  HubDialog hub;
  AddMethodDialog addMethod(SetupCatalog::fromCore());
  ReportDialog report;
  AboutDialog about;
  for (const QWidget* dialog : std::initializer_list<const QWidget*>{&settings, &budget, &refine, &exporting, &hub,
                                                                     &addMethod, &report, &about}) {
    EXPECT_EQ(sharedKeys(*dialog).join(u'\n').toStdString(), "") << dialog->windowTitle().toStdString();
  }
}

TEST(Dialogs, GiveEachKeyOnce) {
  expectOwnKeys();
}

TEST_P(Translations, GiveEachKeyOnce) {
  const OurTexts ours(language());
  expectOwnKeys();
}

TEST(CoreMessages, StayAsTheyAreInEnglish) {
  for (const char* text : {"576 inputs are not a multiple of 128: those linears use groups of 64", "my plan", ""})
    EXPECT_EQ(coreMessage(text), QString::fromLatin1(text));
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
