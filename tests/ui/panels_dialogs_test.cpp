#include <gtest/gtest.h>
#include <QFileDialog>

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>

#include "support/fixed_answer.h"
#include "support/small_model.h"
#include "support/widget_checks.h"
#include "ui/command_lines.h"
#include "ui/format.h"
#include "ui/panels/export_dialog.h"
#include "ui/panels/file_prompt.h"
#include "ui/panels/hub_dialog.h"

namespace calm::ui {
namespace {

using namespace calm::test;

std::string label(const QWidget& root, const char* name) {
  const auto* found = byName<QLabel>(root, name);
  return found == nullptr ? "no such label" : found->text().toStdString();
}

bool contains(const std::string& all, const char* part) {
  return all.find(part) != std::string::npos;
}

ExportCheck soundCheck() {
  ExportCheck check;
  check.bytes = uint64_t{87} << 20;
  check.disk_available = uint64_t{50} << 30;
  check.notes = {"down_proj: group 128, all others group 64", "2 stale layers"};
  check.parts = {{ExportPart::Kind::codes, uint64_t{50} << 20, 210},
                 {ExportPart::Kind::embedding, uint64_t{27} << 20, 1}};
  check.files = {{"model.safetensors", uint64_t{77} << 20}, {"config.json", 0}};
  return check;
}

ExportVerification soundVerification() {
  ExportVerification v;
  v.linears = 210;
  v.codes = 106168320;
  v.scales = 1658880;
  v.tensors = 62;
  v.tokens = 4000;
  v.windows = 2;
  v.window_tokens = 256;
  v.planned_ppl = v.exported_ppl = 24.0331;
  v.top1 = 1;
  return v;
}

class Export : public ::testing::Test {
 protected:
  void SetUp() override { dialog.setModel(smallModelInfo(), {}, text("/data/out")); }
  void makeReady() {
    QSignalSpy checks(&dialog, &ExportDialog::checkRequested);
    ASSERT_TRUE(checks.wait(5000));
    dialog.setCheck(soundCheck());
  }
  QPushButton* button() { return byName<QPushButton>(dialog, "Export"); }
  QLineEdit* target() { return byName<QLineEdit>(dialog, "Target"); }

  ExportDialog dialog{nullptr, std::make_shared<FixedAnswer>(text("/elsewhere"))};
};

TEST_F(Export, TargetIsNamedAfterTheModelAndChecked) {
  EXPECT_EQ(target()->text(), text("/data/out/SmolLM2-135M-Instruct-W4A8"));
  EXPECT_FALSE(button()->isEnabled());
  makeReady();
  EXPECT_TRUE(button()->isEnabled());
  EXPECT_TRUE(contains(label(dialog, "Size"), "87.0 MiB")) << label(dialog, "Size");
  EXPECT_TRUE(contains(label(dialog, "Notes"), "2 stale layers"));
  EXPECT_TRUE(label(dialog, "What prevents the export").empty());
}

TEST_F(Export, WhatTheCheckRefusesCannotBeExported) {
  makeReady();
  const QSignalSpy exports(&dialog, &ExportDialog::exportRequested);
  QSignalSpy checks(&dialog, &ExportDialog::checkRequested);
  target()->setText(text("/data/taken"));
  EXPECT_FALSE(button()->isEnabled()) << "a target that was not checked";
  ASSERT_TRUE(checks.wait(5000));
  ExportCheck refused;
  refused.errors = {"/data/taken exists: choose another folder, or replace it"};
  dialog.setCheck(refused);
  EXPECT_EQ(byName<QTreeWidget>(dialog, "What is written")->topLevelItemCount(), 0) << "of the target before";
  EXPECT_FALSE(button()->isEnabled());
  EXPECT_TRUE(contains(label(dialog, "What prevents the export"), "/data/taken exists"));
  EXPECT_EQ(label(dialog, "Size"), "–") << "what is refused has no size";
  button()->click();
  EXPECT_EQ(exports.count(), 0);
  byName<QCheckBox>(dialog, "Replace what is there")->setChecked(true);
  ASSERT_TRUE(checks.wait(5000));
  EXPECT_TRUE(dialog.request().force);
}

TEST_F(Export, BadTargetsAreRefusedAtOnce) {
  for (const char* wrong : {"", "   ", "relative/folder"}) {
    QSignalSpy checks(&dialog, &ExportDialog::checkRequested);
    target()->setText(text(wrong));
    EXPECT_FALSE(label(dialog, "What prevents the export").empty()) << wrong;
    EXPECT_FALSE(checks.wait(450)) << "an unusable target was sent for checking: " << wrong;
  }
}

TEST_F(Export, ShowsWhatWillBeWrittenWithSizes) {
  makeReady();
  dialog.show();
  auto* parts = byName<QTreeWidget>(dialog, "What is written");
  ASSERT_EQ(parts->topLevelItemCount(), 2);
  EXPECT_EQ(parts->topLevelItem(0)->text(0), text("Codes of the quantized linears"));
  EXPECT_EQ(parts->topLevelItem(0)->text(1), text("50.0 MiB"));
  EXPECT_EQ(parts->topLevelItem(0)->text(2), text("210"));
  EXPECT_EQ(parts->topLevelItem(1)->text(0), text("Embedding"));
  EXPECT_TRUE(parts->isVisible());
  EXPECT_EQ(label(dialog, "Files"), "model.safetensors (77.0 MiB), config.json");
  target()->setText(text("relative"));
  EXPECT_EQ(parts->topLevelItemCount(), 0) << "nothing is known of another target";
  EXPECT_FALSE(parts->isVisible());
}

TEST_F(Export, ReadsBackAndSaysWhatWasCompared) {
  makeReady();
  dialog.show();
  EXPECT_TRUE(byName<QPushButton>(dialog, "Reload and verify")->isHidden()) << "nothing is written yet";
  button()->click();
  dialog.setFinished({"/data/out", uint64_t{87} << 20, {"config.json"}, {}});
  auto* verify = byName<QPushButton>(dialog, "Reload and verify");
  ASSERT_TRUE(verify->isVisible());
  const QSignalSpy verifications(&dialog, &ExportDialog::verifyRequested);
  const QSignalSpy cancels(&dialog, &ExportDialog::cancelRequested);
  verify->click();
  ASSERT_EQ(verifications.count(), 1);
  EXPECT_FALSE(verify->isEnabled());
  dialog.reject();
  EXPECT_EQ(cancels.count(), 1);
  EXPECT_TRUE(dialog.isVisible()) << "closed while it reads";
  dialog.setVerifyFailed({});
  EXPECT_TRUE(contains(label(dialog, "Verdict of the verification"), "cancelled"));
  verify->click();
  dialog.setVerified(soundVerification());
  EXPECT_EQ(label(dialog, "Verdict of the verification"), "Read back: the export is the plan.");
  const std::string compared = label(dialog, "What was compared");
  for (const char* part : {"106,168,320 codes and 1,658,880 scales of 210 linears", "62 tensors", "same 4,000 tokens",
                           "2 windows of 256 tokens", "24.0331 as exported, 24.0331 as planned", "100.00 %"}) {
    EXPECT_TRUE(contains(compared, part)) << part << " in " << compared;
  }
  expectAccessible(dialog);
  expectRenders(dialog, {820, 640}, text("export-verified"));

  ExportVerification wrong = soundVerification();
  wrong.different_codes = 3;
  wrong.different = {"model.layers.4.mlp.up_proj"};
  dialog.setVerified(wrong);
  EXPECT_TRUE(contains(label(dialog, "Verdict of the verification"), "NOT the plan"));
  EXPECT_TRUE(contains(label(dialog, "What was compared"), "3 codes and 0 scales are not the plan's"));
  EXPECT_TRUE(contains(label(dialog, "What was compared"), "model.layers.4.mlp.up_proj"));
  dialog.setVerifyFailed(text("/data/out/config.json: damaged"));
  EXPECT_TRUE(contains(label(dialog, "What was compared"), "config.json: damaged"));
}

TEST_F(Export, GgufIsLoadedWithLlamaCpp) {
  byName<QComboBox>(dialog, "Format")->setCurrentIndex(1);
  makeReady();
  EXPECT_EQ(dialog.request().format, text("gguf"));
  button()->click();
  dialog.setFinished({"/data/my out", uint64_t{87} << 20, {"README.md", "SmolLM2.gguf"}, {}});
  byName<QToolButton>(dialog, "Copy the command for llama.cpp")->click();
  EXPECT_EQ(QGuiApplication::clipboard()->text(), text("llama-cli -m '/data/my out/SmolLM2.gguf' -p \"Hello\""));
  byName<QToolButton>(dialog, "Copy the command for llama.cpp as a server")->click();
  EXPECT_EQ(QGuiApplication::clipboard()->text(), text("llama-server -m '/data/my out/SmolLM2.gguf'"));
  EXPECT_EQ(byName<QToolButton>(dialog, "Copy the command for vLLM"), nullptr);
  expectRenders(dialog, {820, 640}, text("export-gguf-done"));
}

TEST_F(Export, LateCheckOfAnOlderTargetIsIgnored) {
  makeReady();
  target()->setText(text("relative"));
  dialog.setCheck(soundCheck());
  EXPECT_FALSE(button()->isEnabled());
}

TEST_F(Export, FailedCheckIsNotRepeatedForEver) {
  QSignalSpy checks(&dialog, &ExportDialog::checkRequested);
  ASSERT_TRUE(checks.wait(5000));
  dialog.setFailed(text("session.json: damaged"));
  EXPECT_TRUE(contains(label(dialog, "What prevents the export"), "session.json: damaged"));
  EXPECT_FALSE(button()->isEnabled());
  EXPECT_FALSE(checks.wait(600)) << "the same check again";
}

TEST_F(Export, BrowsingKeepsTheName) {
  byName<QToolButton>(dialog, "Browse for the target folder")->click();
  EXPECT_EQ(target()->text(), text("/elsewhere/SmolLM2-135M-Instruct-W4A8"));
}

TEST_F(Export, GgufIsGreyedWithItsReason) {
  auto* format = byName<QComboBox>(dialog, "Format");
  auto* model = qobject_cast<QStandardItemModel*>(format->model());
  EXPECT_TRUE(model->item(1)->isEnabled());
  dialog.setGgufUnavailable(text("scales are not exact in float16"));
  EXPECT_FALSE(model->item(1)->isEnabled());
  EXPECT_TRUE(model->item(1)->toolTip().contains(text("not exact")));
  dialog.setGgufUnavailable({});
  EXPECT_TRUE(model->item(1)->isEnabled());
  format->setCurrentIndex(1);
  EXPECT_EQ(dialog.request().format, text("gguf"));
  dialog.setGgufUnavailable(text("no"));
  EXPECT_EQ(dialog.request().format, text("compressed-tensors"));
}

TEST_F(Export, RunsCancelsAndFails) {
  makeReady();
  const QSignalSpy exports(&dialog, &ExportDialog::exportRequested);
  const QSignalSpy cancels(&dialog, &ExportDialog::cancelRequested);
  dialog.show();
  button()->click();
  ASSERT_EQ(exports.count(), 1);
  EXPECT_FALSE(target()->isEnabled());
  dialog.setProgress({0.5, 20, "layer 15 of 30", 0, 0});
  dialog.reject();
  EXPECT_EQ(cancels.count(), 1);
  EXPECT_TRUE(dialog.isVisible()) << "closed although the export still runs";
  dialog.reject();
  EXPECT_EQ(cancels.count(), 1);
  dialog.setFailed(text("/data/out: the disk is full"));
  EXPECT_TRUE(target()->isEnabled());
  QSignalSpy checks(&dialog, &ExportDialog::checkRequested);
  ASSERT_TRUE(checks.wait(5000));
  dialog.setCheck(soundCheck());
  EXPECT_TRUE(contains(label(dialog, "What prevents the export"), "the disk is full"));
  EXPECT_TRUE(button()->isEnabled()) << "no second attempt";
  dialog.reject();
  EXPECT_FALSE(dialog.isVisible());
}

TEST_F(Export, ResultListsFilesAndCommands) {
  const QTemporaryDir folder;
  QDir(folder.path()).mkdir(text("it's here"));
  const QString out = folder.filePath(text("it's here"));
  QFile config(out + text("/config.json"));
  ASSERT_TRUE(config.open(QIODevice::WriteOnly));
  config.write(QByteArray(2048, 'x'));
  config.close();
  makeReady();
  button()->click();
  dialog.setFinished({out.toStdString(), uint64_t{87} << 20, {"config.json", "gone.safetensors"}, {"stale layers: 2"}});
  auto* files = dialog.findChild<QListWidget*>();
  ASSERT_EQ(files->count(), 2);
  EXPECT_EQ(files->item(0)->text(), text("config.json (2.00 KiB)"));
  EXPECT_EQ(files->item(1)->text(), text("gone.safetensors"));
  byName<QToolButton>(dialog, "Copy the command for vLLM")->click();
  const QString command = QGuiApplication::clipboard()->text();
  EXPECT_TRUE(command.startsWith(text("vllm serve '"))) << command.toStdString();
  EXPECT_TRUE(command.contains(text("it'\\''s here")));
  EXPECT_NE(byName<QToolButton>(dialog, "Copy the command for transformers"), nullptr);
  EXPECT_FALSE(byName<QPushButton>(dialog, "Show in folder")->isHidden());
  expectAccessible(dialog);
  expectRenders(dialog, {640, 460}, text("export-done"));
}

TEST_F(Export, AccessibleAndDrawn) {
  makeReady();
  expectAccessible(dialog);
  expectRenders(dialog, {480, 420}, text("export-narrow"));
  EXPECT_TRUE(byName<QPushButton>(dialog, "Show in folder")->isHidden());
  button()->click();
  dialog.setProgress({0.4, 100, "layer 12 of 30", uint64_t{700} << 20, 0});
  expectRenders(dialog, {760, 420}, text("export-running"));
}

TEST(InWindowWords, GgufScalesAreCalledAsInSetUp) {
  const QString told = inWindowWords(text(
      "Q4_0 holds its scales as float16. Analyse again with scales exact in float16 (calm quantize --format gguf, or "
      "--float16-scales)."));
  EXPECT_TRUE(told.contains(text("\"Scales exact in float16\" in Set-up"))) << told.toStdString();
  EXPECT_FALSE(told.contains(text("--")));
}

TEST(ShellQuoted, LeavesPlainWordsAndQuotesOthers) {
  EXPECT_EQ(shellQuoted(text("/data/out-W4A8")), text("/data/out-W4A8"));
  EXPECT_EQ(shellQuoted(text("/my models/$x")), text("'/my models/$x'"));
}

class Hub : public ::testing::Test {
 protected:
  QLineEdit* field(const char* name) { return byName<QLineEdit>(dialog, name); }
  void edit(const char* name, const char* value) {
    field(name)->setText(text(value));
    Q_EMIT field(name)->textEdited(text(value));
  }
  QPushButton* button(const char* name) { return byName<QPushButton>(dialog, name); }
  static HubListing listing() {
    return {"0123456789abcdef0123",
            {{"config.json", 900, true}, {"model.safetensors", uint64_t{269} << 20, false}},
            uint64_t{269} << 20};
  }

  HubDialog dialog;
};

TEST_F(Hub, BadInputsAreNamedAndNotSent) {
  const QSignalSpy lists(&dialog, &HubDialog::listRequested);
  for (const char* wrong : {"", "https://huggingface.co/a/b", "a/b/c", "a b", "../etc"}) {
    edit("Repository", wrong);
    button("Look up")->click();
    EXPECT_FALSE(label(dialog, "Message").empty()) << wrong;
  }
  edit("Repository", "org/model");
  edit("Endpoint", "not an address");
  button("Look up")->click();
  EXPECT_TRUE(contains(label(dialog, "Message"), "endpoint"));
  edit("Endpoint", "");
  edit("Revision", "two words");
  button("Look up")->click();
  EXPECT_EQ(lists.count(), 0);
}

TEST_F(Hub, SizeIsShownBeforeTheDownload) {
  HubRequest sent;
  QObject::connect(&dialog, &HubDialog::listRequested, &dialog, [&](const HubRequest& request) { sent = request; });
  const QSignalSpy downloads(&dialog, &HubDialog::downloadRequested);
  edit("Repository", " org/model ");
  edit("Token", "secret");
  EXPECT_EQ(field("Token")->echoMode(), QLineEdit::Password);
  EXPECT_FALSE(button("Download and open")->isEnabled());
  button("Look up")->click();
  EXPECT_EQ(sent.repository, "org/model");
  EXPECT_EQ(sent.revision, "main");
  EXPECT_EQ(sent.token, "secret");
  dialog.setListing(listing());
  EXPECT_TRUE(contains(label(dialog, "Download size"), "269 MiB to download")) << label(dialog, "Download size");
  EXPECT_EQ(dialog.findChild<QTreeWidget*>()->topLevelItemCount(), 2);
  button("Download and open")->click();
  EXPECT_EQ(downloads.count(), 1);
}

TEST_F(Hub, EditingForgetsTheListing) {
  edit("Repository", "org/model");
  button("Look up")->click();
  edit("Repository", "org/other");
  dialog.setListing(listing());  // late answer about the first
  EXPECT_EQ(dialog.findChild<QTreeWidget*>()->topLevelItemCount(), 0);
  EXPECT_FALSE(button("Download and open")->isEnabled());
}

TEST_F(Hub, CancelledDownloadCanGoOn) {
  const QSignalSpy cancels(&dialog, &HubDialog::cancelRequested);
  dialog.show();
  edit("Repository", "org/model");
  button("Look up")->click();
  dialog.setListing(listing());
  button("Download and open")->click();
  dialog.setProgress({0.3, 60, "model.safetensors", 0, 0});
  dialog.reject();
  EXPECT_EQ(cancels.count(), 1);
  EXPECT_TRUE(dialog.isVisible());
  dialog.setFailed({});
  EXPECT_TRUE(contains(label(dialog, "Message"), "goes on from there"));
  EXPECT_TRUE(button("Download and open")->isEnabled());
  const QSignalSpy opens(&dialog, &HubDialog::openRequested);
  button("Download and open")->click();
  dialog.setFinished(text("/cache/snapshot"));
  ASSERT_EQ(opens.count(), 1);
  EXPECT_EQ(opens.at(0).at(0).toString(), text("/cache/snapshot"));
  EXPECT_FALSE(dialog.isVisible());
}

TEST_F(Hub, RefusalAndEmptyListingAreSaid) {
  edit("Repository", "org/gated");
  button("Look up")->click();
  dialog.setFailed(text("org/gated: 401, a token is needed"));
  EXPECT_TRUE(contains(label(dialog, "Message"), "401"));
  button("Look up")->click();
  dialog.setListing({"abc", {}, 0});
  EXPECT_TRUE(contains(label(dialog, "Message"), "no file"));
  EXPECT_FALSE(button("Download and open")->isEnabled());
}

TEST_F(Hub, AccessibleAndDrawn) {
  edit("Repository", "HuggingFaceTB/SmolLM2-135M-Instruct");
  button("Look up")->click();
  dialog.setListing(listing());
  expectAccessible(dialog);
  expectRenders(dialog, {460, 400}, text("hub-narrow"));
  button("Download and open")->click();
  dialog.setProgress({0.3, 60, "model.safetensors: 80.7 of 269 MiB", 0, 0});
  expectRenders(dialog, {700, 400}, text("hub-running"));
}

TEST(FilePrompt, OpensFromAnyStart) {
  QWidget window;
  using calm::ui::FilePrompt;
  for (const char* start : {"", "/", "/no/such/folder/plan.csv", "plan.csv", "no/such/plan.csv", "/tmp"}) {
    for (const FilePrompt::Kind kind :
         {FilePrompt::Kind::OpenFile, FilePrompt::Kind::OpenFolder, FilePrompt::Kind::SaveFile}) {
      FilePrompt().ask(&window, kind, QStringLiteral("Choose"), QString::fromLatin1(start), QString(),
                       [](const QString&) {});
      auto* dialog = window.findChild<QFileDialog*>();
      ASSERT_TRUE(dialog) << start;
      EXPECT_TRUE(dialog->directory().exists()) << start;
      delete dialog;
    }
  }
}

}  // namespace
}  // namespace calm::ui
