// The Try it page, driven through the window.
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTextEdit>
#include <QToolButton>

#include "support/widget_checks.h"
#include "ui/panels/answer_pane.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/progress_strip.h"
#include "ui/panels/try_it_page.h"
#include "ui/panels/variant_box.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class TryIt : public WindowTest {
 protected:
  TryIt() { window.showPage(QStringLiteral("tryit")); }
  TryItPage& page() { return *window.tryItPage(); }
  template <class Widget>
  Widget* part(const char* name) {
    auto* widget = byName<Widget>(page(), name);
    EXPECT_NE(widget, nullptr) << name;
    return widget;
  }
  void setLength(int tokens) { part<QSpinBox>("Max tokens")->setValue(tokens); }
  void write() {
    ASSERT_TRUE(waitFor([&] { return part<QPushButton>("Generate with both variants")->isEnabled(); }));
    part<QPushButton>("Generate with both variants")->click();
    ASSERT_TRUE(waitFor([&] { return !page().running(); })) << "the texts did not end";
  }
  void writeTemplate(const QString& model, const QByteArray& jinja) {
    QFile file(model + QStringLiteral("/chat_template.jinja"));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(jinja);
  }
};

TEST_F(TryIt, SaysWhatToDoBeforeAModelIsOpen) {
  EXPECT_FALSE(part<QPushButton>("Generate with both variants")->isVisible());
  open(makeModel(2));
  EXPECT_TRUE(part<QPushButton>("Generate with both variants")->isVisible());
  part<QPlainTextEdit>("Prompt")->clear();
  EXPECT_FALSE(part<QPushButton>("Generate with both variants")->isEnabled());
}

TEST_F(TryIt, TheSameVariantWritesTheSameTextTwice) {
  open(makeModel(2));
  setLength(12);
  part<QDoubleSpinBox>("Temperature")->setValue(1.0);
  part<QSpinBox>("Seed")->setValue(7);
  page().pane(1)->variants()->setCurrentIndex(0);
  write();
  const AnswerPane &left = *page().pane(0), &right = *page().pane(1);
  ASSERT_FALSE(left.ids().empty());
  EXPECT_EQ(left.ids(), right.ids()) << "one seed for both";
  EXPECT_EQ(left.text().toStdString(), right.text().toStdString());
  EXPECT_EQ(left.text(), toQString(workspace.model()->detokenize(left.ids())));
  EXPECT_EQ(page().comparison().first_difference, TokenComparison::kSame);
  EXPECT_TRUE(page().verdict().contains(QStringLiteral("same"))) << page().verdict().toStdString();
  EXPECT_TRUE(left.view()->extraSelections().isEmpty());
  EXPECT_TRUE(left.status().contains(QStringLiteral("tok/s"))) << left.status().toStdString();
  EXPECT_TRUE(left.status().contains(QStringLiteral("first token after"))) << left.status().toStdString();
  // Another seed: another text.
  const std::vector<int32_t> before = left.ids();
  part<QSpinBox>("Seed")->setValue(8);
  write();
  EXPECT_NE(left.ids(), before);
}

TEST_F(TryIt, MarksWhereAQuantizedVariantParts) {
  open(makeModel(3));
  workspace.setAnalysisOptions(tokenOptions());
  setLength(40);
  part<QDoubleSpinBox>("Temperature")->setValue(1.5);
  // No analysis ran: what is missing is quantized for this.
  ASSERT_EQ(page().pane(1)->variants()->variant({}).kind, Variant::Kind::uniform);
  write();
  const TokenComparison expected = compare_tokens(page().pane(0)->ids(), page().pane(1)->ids());
  ASSERT_NE(expected.first_difference, TokenComparison::kSame) << "choose another seed";
  EXPECT_EQ(page().comparison().first_difference, expected.first_difference);
  EXPECT_EQ(page().comparison().left, expected.left);
  const QString number = QString::number(expected.first_difference + 1);
  EXPECT_TRUE(page().verdict().contains(QStringLiteral("token %1.").arg(number))) << page().verdict().toStdString();
  const auto marks = page().pane(0)->view()->extraSelections();
  ASSERT_FALSE(marks.isEmpty());
  EXPECT_TRUE(marks.first().format.fontUnderline()) << "not by colour alone";
  // The text up to the first mark is the same on both sides.
  const int begin = marks.first().cursor.selectionStart();
  EXPECT_EQ(page().pane(0)->text().left(begin), page().pane(1)->text().left(begin));
  part<QToolButton>("Show the first difference")->click();
  EXPECT_EQ(page().pane(0)->view()->textCursor().position(), begin);
}

TEST_F(TryIt, StopsWithinATextAndKeepsIt) {
  open(makeModel(8, 256));
  setLength(2048);
  page().pane(1)->variants()->setCurrentIndex(0);
  ASSERT_TRUE(idle());
  part<QPlainTextEdit>("Prompt")->setFocus();
  QTest::keyClick(part<QPlainTextEdit>("Prompt"), Qt::Key_Return, Qt::ControlModifier);
  EXPECT_FALSE(workspace.searching()) << "Ctrl+Enter writes here";
  ASSERT_TRUE(page().running());
  ASSERT_TRUE(waitFor([&] { return page().pane(0)->ids().size() > 3; }));
  EXPECT_EQ(window.progressStrip()->state(), ProgressStrip::State::Running);
  part<QPushButton>("Stop generating")->click();
  ASSERT_TRUE(waitFor([&] { return !page().running(); }));
  EXPECT_LT(page().pane(0)->ids().size(), 2048u) << "too fast to be stopped: make the model larger";
  EXPECT_FALSE(page().pane(0)->text().isEmpty());
  EXPECT_TRUE(page().pane(1)->status().contains(QStringLiteral("stopped")));
  setLength(4);
  write();
  EXPECT_LE(page().pane(0)->ids().size(), 4u);
}

TEST_F(TryIt, SaysWhichChatTemplateItUses) {
  const QString model = makeModel(2);
  open(model);
  EXPECT_FALSE(part<QCheckBox>("Use the model's chat template")->isEnabled());
  EXPECT_TRUE(part<QLabel>("Chat template")->text().contains(QStringLiteral("plain text")));
  writeTemplate(model, "{{ '<|im_start|>' + message['content'] + '<|im_end|>' }}");
  open(model);
  EXPECT_TRUE(part<QCheckBox>("Use the model's chat template")->isEnabled());
  EXPECT_EQ(part<QLabel>("Chat template")->text(), QStringLiteral("ChatML"));
  writeTemplate(model, "<start_of_turn>{{ message['content'] }}<end_of_turn>");
  open(model);
  EXPECT_FALSE(part<QCheckBox>("Use the model's chat template")->isEnabled());
  EXPECT_EQ(part<QLabel>("Chat template")->text(), QStringLiteral("Template not supported: sent as plain text."));
}

TEST_F(TryIt, GivesTheCommandThatDoesTheSame) {
  const QString model = makeModel(2);
  writeTemplate(model, "[INST] {{ message['content'] }} [/INST]");
  open(model);
  part<QPlainTextEdit>("Prompt")->setPlainText(QStringLiteral("It's here"));
  page().pane(1)->variants()->setCurrentIndex(0);
  part<QToolButton>("Copy as command line")->click();
  const QString command = QGuiApplication::clipboard()->text();
  EXPECT_TRUE(command.startsWith(QStringLiteral("calm generate --model "))) << command.toStdString();
  EXPECT_TRUE(command.contains(QStringLiteral("--chat --prompt 'It'\\''s here' --max-tokens 128")))
      << command.toStdString();
  page().pane(1)->variants()->setCurrentIndex(1);
  const QString both = page().commandLine();
  EXPECT_TRUE(both.contains(QStringLiteral("--session "))) << both.toStdString();
  EXPECT_TRUE(both.contains(QStringLiteral("--variant original --variant "))) << both.toStdString();
}

TEST_F(TryIt, NamedPlansAreVariants) {
  open(makeModel(2));
  workspace.setAnalysisOptions(tokenOptions());
  workspace.setPool({"rtn", "gptq"});
  workspace.applyUniform("gptq");
  ASSERT_TRUE(workspace.plan().complete());
  VariantBox& box = *page().pane(1)->variants();
  const int before = box.count();
  ASSERT_TRUE(workspace.keepPlan(QStringLiteral("by CKA")));
  ASSERT_EQ(box.count(), before + 1);
  const int index = box.findText(QStringLiteral("Plan: by CKA"));
  ASSERT_GE(index, 0);
  box.setCurrentIndex(index);
  workspace.applyUniform("rtn");
  EXPECT_EQ(box.currentIndex(), index) << "the choice stays";
  const Variant variant = box.variant(workspace.plan());
  EXPECT_EQ(variant.plan_name, "by CKA");
  EXPECT_EQ(variant.plan.layers[0].method, "gptq") << "the plan as it was kept, not the current one";
  EXPECT_TRUE(page().commandLine().contains(QStringLiteral("--variant original --variant 'plan:by CKA'")))
      << page().commandLine().toStdString();
  setLength(4);
  write();
  EXPECT_FALSE(page().pane(1)->ids().empty());
  ASSERT_TRUE(workspace.deletePlans({QStringLiteral("by CKA")}));
  EXPECT_EQ(box.count(), before);
}

TEST_F(TryIt, AFailureIsShownAndTheNextRunWorks) {
  open(makeModel(2));
  setLength(4);
  workspace.setAnalysisOptions([&] {
    AnalysisOptions options = tokenOptions();
    options.calibration.file = toPath(folder.filePath(QStringLiteral("gone.json")));
    return options;
  }());
  write();  // the right side must be quantized, and its calibration is gone
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
  EXPECT_TRUE(window.messageBar()->details().contains(QStringLiteral("gone.json")))
      << window.messageBar()->details().toStdString();
  workspace.setAnalysisOptions(tokenOptions());
  write();
  EXPECT_FALSE(page().pane(1)->ids().empty());
}

TEST_F(TryIt, EachControlHasANameAndItFits) {
  open(makeModel(3));
  expectAccessible(page());
  window.resize(1280, 800);
  QTest::qWait(20);
  EXPECT_LE(window.width(), 1280);
  EXPECT_GE(page().pane(0)->view()->height(), page().fontMetrics().lineSpacing() * 4);
}

}  // namespace
}  // namespace calm::test
