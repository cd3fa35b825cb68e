#include <gtest/gtest.h>

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <cmath>

#include "support/widget_checks.h"
#include "ui/panels/about_dialog.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/progress_strip.h"
#include "ui/panels/shortcuts_dialog.h"

namespace calm::ui {
namespace {

using namespace calm::test;

TEST(MessageBar, ShowsTheMostSevereAndComesBackToTheOthers) {
  MessageBar bar;
  EXPECT_TRUE(bar.isHidden());
  bar.showMessage(MessageBar::Severity::Warning, text("Little memory"));
  bar.showMessage(MessageBar::Severity::Error, text("Disk full"), text("write(2): ENOSPC"));
  bar.showMessage(MessageBar::Severity::Warning, text("Slow disk"));
  EXPECT_EQ(bar.text(), text("Disk full"));
  EXPECT_EQ(bar.details(), text("write(2): ENOSPC"));
  EXPECT_EQ(bar.accessibleDescription(), text("Error: Disk full write(2): ENOSPC"));
  EXPECT_EQ(bar.pendingCount(), 3);
  bar.closeMessage();
  EXPECT_EQ(bar.text(), text("Slow disk"));
  bar.closeMessage();
  EXPECT_EQ(bar.text(), text("Little memory"));
  bar.closeMessage();
  EXPECT_TRUE(bar.isHidden());
  bar.closeMessage();  // nothing left: harmless
}

TEST(MessageBar, RepeatedMessageIsKeptOnce) {
  MessageBar bar;
  for (int i = 0; i < 5; ++i) bar.showMessage(MessageBar::Severity::Error, text("No such file"));
  EXPECT_EQ(bar.pendingCount(), 1);
}

TEST(MessageBar, ActionRunsOnceAndClosesItsMessage) {
  MessageBar bar;
  int runs = 0;
  // The action may itself show a message: it must not be closed with the old one.
  bar.showMessage(MessageBar::Severity::Error, text("Download failed"), {},
                  {{text("Retry"), [&] {
                      ++runs;
                      bar.showMessage(MessageBar::Severity::Info, text("Trying again"));
                    }}});
  auto* retry = byName<QPushButton>(bar, "Retry");
  ASSERT_NE(retry, nullptr);
  QTest::mouseClick(retry, Qt::LeftButton);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(bar.text(), text("Trying again"));
  EXPECT_TRUE(retry->isHidden());
}

TEST(MessageBar, ABriefReasonStandsBesideTheText) {
  MessageBar bar;
  bar.showMessage(MessageBar::Severity::Error, text("x.gguf could not be opened."), text("It ends in tensor 3."));
  EXPECT_EQ(bar.accessibleDescription(), text("Error: x.gguf could not be opened. It ends in tensor 3."));
  EXPECT_TRUE(byName<QToolButton>(bar, "Details")->isHidden());
  bar.showMessage(MessageBar::Severity::Error, text("y.gguf could not be opened."), QString(500, QLatin1Char('x')));
  EXPECT_FALSE(byName<QToolButton>(bar, "Details")->isHidden());
}

TEST(MessageBar, ShowsEachActionOfTheMessageOnTop) {
  MessageBar bar;
  std::string ran;
  const std::vector<MessageBar::Action> ways = {{text("Open"), [&] { ran = "open"; }},
                                                {text("Show in folder"), [&] { ran = "folder"; }}};
  bar.showMessage(MessageBar::Severity::Info, text("Saved"), {}, ways);
  ASSERT_NE(byName<QPushButton>(bar, "Open"), nullptr);
  auto* second = byName<QPushButton>(bar, "Show in folder");
  ASSERT_NE(second, nullptr);
  bar.showMessage(MessageBar::Severity::Warning, text("Slow disk"));
  EXPECT_TRUE(second->isHidden()) << "of a message that is no longer shown";
  bar.clear();
  bar.showMessage(MessageBar::Severity::Info, text("Saved"), {}, ways);
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  byName<QPushButton>(bar, "Show in folder")->click();
  EXPECT_EQ(ran, "folder");
  EXPECT_TRUE(bar.isHidden());
}

TEST(MessageBar, InfoGoesAwayAndErrorStays) {
  QWidget page;
  auto* column = new QVBoxLayout(&page);
  auto* field = new QLineEdit(&page);
  auto* bar = new MessageBar(&page);
  column->addWidget(field);
  column->addWidget(bar);
  page.show();
  field->setFocus();
  bar->setInfoTimeout(20);
  bar->showMessage(MessageBar::Severity::Error, text("Broken"));
  bar->showMessage(MessageBar::Severity::Info, text("Saved"));
  EXPECT_EQ(bar->text(), text("Broken"));
  bar->clear();
  bar->showMessage(MessageBar::Severity::Info, text("Saved"));
  EXPECT_FALSE(bar->isHidden());
  EXPECT_TRUE(QTest::qWaitFor([&] { return bar->isHidden(); }, 5000)) << "an info stayed";
}

TEST(MessageBar, EscapeClosesAndDetailsUnfold) {
  MessageBar bar;
  bar.showMessage(MessageBar::Severity::Warning, text("Careful"), text("why\nand how"));
  auto* details = byName<QToolButton>(bar, "Details");
  ASSERT_NE(details, nullptr);
  details->click();
  auto* field = byName<QWidget>(bar, "Details of the message");
  ASSERT_NE(field, nullptr);
  EXPECT_FALSE(field->isHidden());
  QTest::keyClick(&bar, Qt::Key_Escape);
  EXPECT_TRUE(bar.isHidden());
}

TEST(MessageBar, AccessibleAndDrawn) {
  MessageBar bar;
  bar.showMessage(MessageBar::Severity::Error,
                  text("/models/broken.gguf: tensor \"blk.3.attn_q.weight\" ends at byte 9120, the file has 8000. "
                       "Fetch the file again."),
                  text("GGUF version 3, 272 tensors"), {{text("Open another..."), [] {}}, {text("Show log"), [] {}}});
  expectAccessible(bar);
  expectRenders(bar, {560, 60}, text("message-error-narrow"));
  expectRenders(bar, {1200, 40}, text("message-error-wide"));
}

Progress progress(double done, double eta, const char* what) {
  return {done, eta, what, uint64_t{600} << 20, 812.0};
}

TEST(ProgressStrip, BusyUntilThePercentageIsKnown) {
  ProgressStrip strip;
  auto* bar = strip.findChild<QProgressBar*>();
  ASSERT_NE(bar, nullptr);
  EXPECT_TRUE(bar->isHidden());
  strip.setState(ProgressStrip::State::Running, text("Analysing"));
  EXPECT_EQ(bar->maximum(), 0);
  strip.setProgress(progress(0, std::nan(""), "opening"));
  EXPECT_EQ(bar->maximum(), 0);
  strip.setProgress(progress(0.25, 170, "layer 3 of 30, awq"));
  EXPECT_EQ(bar->maximum(), 1000);
  EXPECT_EQ(bar->value(), 250);
  EXPECT_EQ(byName<QLabel>(strip, "Time left")->text(), text("about 3 min left"));
  EXPECT_EQ(byName<QLabel>(strip, "Speed")->text(), text("812 tok/s"));
  EXPECT_EQ(byName<QLabel>(strip, "Memory")->text(), text("600 MiB"));
  EXPECT_EQ(byName<QLabel>(strip, "Current work")->accessibleDescription(), text("layer 3 of 30, awq"));
  strip.setProgress(progress(7.0, -1, ""));  // nonsense is clamped
  EXPECT_EQ(bar->value(), 1000);
}

TEST(ProgressStrip, ButtonsFollowTheState) {
  ProgressStrip strip;
  const QSignalSpy pauses(&strip, &ProgressStrip::pauseRequested);
  const QSignalSpy resumes(&strip, &ProgressStrip::resumeRequested);
  const QSignalSpy cancels(&strip, &ProgressStrip::cancelRequested);
  strip.setState(ProgressStrip::State::Running, text("Analysing"));
  byName<QToolButton>(strip, "Pause")->click();
  EXPECT_EQ(pauses.count(), 1);
  strip.setState(ProgressStrip::State::Paused);
  EXPECT_EQ(byName<QLabel>(strip, "Current work")->accessibleDescription(), text("Paused: Analysing"));
  byName<QToolButton>(strip, "Resume")->click();
  EXPECT_EQ(resumes.count(), 1);
  byName<QToolButton>(strip, "Cancel the current work")->click();
  EXPECT_EQ(cancels.count(), 1);
  strip.setState(ProgressStrip::State::Cancelling);
  EXPECT_FALSE(byName<QToolButton>(strip, "Cancel the current work")->isEnabled());
  EXPECT_FALSE(byName<QToolButton>(strip, "Pause")->isEnabled());
  strip.setState(ProgressStrip::State::Idle);
  strip.setProgress(progress(0.5, 10, "late event"));
  EXPECT_EQ(byName<QLabel>(strip, "Current work")->accessibleDescription(), text("Ready"));
}

TEST(ProgressStrip, WorkThatCannotBePausedSaysSo) {
  ProgressStrip strip;
  strip.setPausable(false);
  strip.setState(ProgressStrip::State::Running, text("Exporting"));
  auto* pause = byName<QToolButton>(strip, "Pause");
  EXPECT_FALSE(pause->isEnabled());
  EXPECT_EQ(pause->toolTip(), text("This work cannot be paused"));
}

TEST(ProgressStrip, AccessibleAndDrawn) {
  ProgressStrip strip;
  strip.setState(ProgressStrip::State::Running, text("Analysing"));
  strip.setProgress(progress(0.41, 170, "layer 12 of 30, smoothquant:0.5+gptq:act-order:clip"));
  expectAccessible(strip);
  expectRenders(strip, {620, 30}, text("progress-narrow"));
  expectRenders(strip, {1200, 30}, text("progress-wide"));
}

TEST(AboutDialog, NamesVersionAndLicence) {
  AboutDialog dialog;
  EXPECT_TRUE(dialog.versionText().contains(QString::fromLatin1(qVersion())));
  expectAccessible(dialog);
  expectRenders(dialog, {620, 330}, text("about"));
}

TEST(ShortcutsDialog, ListsActionsWithKeysOnly) {
  QAction open(text("&Open..."), nullptr);
  open.setShortcut(QKeySequence(text("Ctrl+O")));
  QMenu file(text("&File"));
  file.addAction(&open);
  QAction plain(text("No key"), nullptr);
  QAction both(text("Save && close"), nullptr);
  file.addAction(&both);
  both.setShortcut(QKeySequence(text("Ctrl+Shift+S")));
  ShortcutsDialog dialog({&open, &plain, &both, nullptr}, nullptr, {{text("Grid"), text("Jump"), text("J")}});
  auto* list = dialog.findChild<QTreeWidget*>();
  ASSERT_EQ(list->topLevelItemCount(), 3);
  EXPECT_EQ(list->topLevelItem(0)->text(0), text("File"));
  EXPECT_EQ(list->topLevelItem(0)->text(1), text("Open"));
  EXPECT_EQ(list->topLevelItem(0)->text(2), text("Ctrl+O"));
  EXPECT_EQ(list->topLevelItem(1)->text(1), text("Save & close"));
  EXPECT_EQ(list->topLevelItem(2)->text(0), text("Grid"));
  EXPECT_EQ(list->topLevelItem(2)->text(1), text("Jump"));
  dialog.findChild<QLineEdit*>()->setText(text("save"));
  EXPECT_TRUE(list->topLevelItem(0)->isHidden());
  EXPECT_FALSE(list->topLevelItem(1)->isHidden());
  expectAccessible(dialog);
  expectRenders(dialog, {460, 300}, text("shortcuts"));
}

}  // namespace
}  // namespace calm::ui
