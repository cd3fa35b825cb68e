// The plan refined end to end: the dialog, driven through the window, and what comes of it.
#include <QCheckBox>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include "support/widget_checks.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/refine_dialog.h"
#include "ui/panels/text_source_edit.h"
#include "ui/strings.h"
#include "ui/views/plan_page.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Refine : public WindowTest {
 protected:
  /// Three layers calibrated on 8 of 12 sequences: the others are left for the slice. A plan of the worse method, so
  /// that there is something to gain.
  void prepare() {
    open(makeModel(3));
    AnalysisOptions options = tokenOptions(12);
    options.calibration.sequences = 8;
    workspace.setAnalysisOptions(options);
    workspace.setPool({"rtn:bits=2", "rtn:bits=8"});
    analyse();
    workspace.applyUniform("rtn:bits=2");
    heldOut = folder.filePath(QStringLiteral("held-out.json"));
    QFile file(heldOut);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    QTextStream out(&file);
    out << "{\"ids\":[";
    for (int s = 0; s < 6; ++s) {
      out << (s ? ",[" : "[");
      for (int t = 0; t < 32; ++t) out << (t ? "," : "") << (s * 53 + t * 7 + t * t * 3 + 5) % 256;
      out << "]";
    }
    out << "]}";
    window.showPage(QStringLiteral("plan"));
    auto* button = byName<QPushButton>(*window.planPage(), "Refine");
    ASSERT_TRUE(button->isVisible() && button->isEnabled());
    button->click();
    dialog = window.findChild<RefineDialog*>();
    ASSERT_NE(dialog, nullptr);
    part<QSpinBox>("Slice")->setValue(64);
    part<QDoubleSpinBox>("Time")->setValue(1);
  }
  template <class Widget>
  Widget* part(const char* name) {
    auto* widget = byName<Widget>(*dialog, name);
    EXPECT_NE(widget, nullptr) << name;
    return widget;
  }
  std::vector<std::string> methods() const { return methods_of(workspace.plan()); }

  RefineDialog* dialog = nullptr;
  QString heldOut;
};

TEST_F(Refine, KeepsWhatHelpsAndCanBeTakenBack) {
  prepare();
  expectAccessible(*dialog);
  auto* source = dialog->findChild<TextSourceEdit*>();
  const auto choose = [source](const QString& path) {
    source->setValue(TextSource::tokens, toPath(path));
    Q_EMIT source->changed();
  };
  choose(folder.filePath(QStringLiteral("missing.json")));
  EXPECT_FALSE(part<QPushButton>("Refine")->isEnabled());
  EXPECT_FALSE(part<QLabel>("Why the refinement cannot start")->text().isEmpty());
  choose(heldOut);
  ASSERT_TRUE(part<QPushButton>("Refine")->isEnabled());
  const std::vector<std::string> before = methods();
  part<QPushButton>("Refine")->click();
  ASSERT_TRUE(idle());
  EXPECT_EQ(methods(), std::vector<std::string>(3, "rtn:bits=8")) << "8 bits are nearer to the original everywhere";
  EXPECT_FALSE(workspace.state().refinement.empty());
  ASSERT_TRUE(workspace.state().refinement_gain.has_value());
  EXPECT_LT(workspace.state().refinement_gain->kl_after, workspace.state().refinement_gain->kl_before);
  auto* bar = window.findChild<MessageBar*>();
  EXPECT_TRUE(bar->text().startsWith(QStringLiteral("The plan was refined: KL to the original")))
      << bar->text().toStdString();
  EXPECT_TRUE(bar->text().contains(QStringLiteral("95 % interval")));
  workspace.undoStack()->undo();
  EXPECT_EQ(methods(), before);
  workspace.undoStack()->redo();
  EXPECT_EQ(methods(), std::vector<std::string>(3, "rtn:bits=8"));
}

TEST_F(Refine, IsCancelledAndGoesOn) {
  prepare();
  part<QCheckBox>("Measure the gain on held-out text")->setChecked(false);
  const auto trials = [&] { return load_session(workspace.sessionFolder()).refinement.size(); };
  part<QPushButton>("Refine")->click();
  ASSERT_TRUE(waitFor([&] { return !workspace.jobs()->busy() || trials() > 0; }));
  workspace.cancel();
  ASSERT_TRUE(idle());
  const size_t known = workspace.state().refinement.size();
  EXPECT_GT(known, 0U) << "what was tried is taken over";
  // Saving does not forget it, and another run tries nothing twice.
  workspace.saveSession();
  ASSERT_TRUE(idle());
  EXPECT_EQ(trials(), known);
  RefinementRequest request;
  request.minutes = 1;
  request.tokens = 64;
  request.measure_gain = false;
  workspace.refinePlan(request);
  ASSERT_TRUE(idle());
  EXPECT_GE(workspace.state().refinement.size(), known);
  EXPECT_EQ(methods(), std::vector<std::string>(3, "rtn:bits=8"));
}

TEST_F(Refine, AnEditMeanwhileStands) {
  prepare();
  part<QCheckBox>("Measure the gain on held-out text")->setChecked(false);
  part<QPushButton>("Refine")->click();
  ASSERT_TRUE(workspace.jobs()->busy());
  workspace.setOverride(0, "rtn:bits=2");
  workspace.setMetric(Metric::sqnr);
  ASSERT_TRUE(idle());
  EXPECT_EQ(methods(), std::vector<std::string>(3, "rtn:bits=2"));
  ASSERT_EQ(workspace.namedPlans().size(), 1U);
  EXPECT_EQ(workspace.namedPlans()[0].name, "Refined plan");
  EXPECT_EQ(methods_of(workspace.namedPlans()[0].plan), std::vector<std::string>(3, "rtn:bits=8"));
}

TEST_F(Refine, IsCopiedAsACommandLineAndLooksRight) {
  prepare();
  part<QToolButton>("Copy as command line")->click();
  EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("calm refine --session ")));
  EXPECT_TRUE(QGuiApplication::clipboard()->text().contains(QStringLiteral("--slice-tokens 64")));
  expectRenders(*dialog, {560, 420}, QStringLiteral("refine"));
}

TEST_F(Refine, SaysWhatIsMissing) {
  prepare();
  part<QCheckBox>("Measure the gain on held-out text")->setChecked(false);
  part<QSpinBox>("Slice")->setValue(4096);
  part<QPushButton>("Refine")->click();
  ASSERT_TRUE(idle());
  auto* bar = window.findChild<MessageBar*>();
  EXPECT_EQ(bar->text(), QStringLiteral("The plan could not be refined."));
  EXPECT_TRUE(bar->details().contains(QStringLiteral("take a smaller slice"))) << bar->details().toStdString();
}

}  // namespace
}  // namespace calm::test
