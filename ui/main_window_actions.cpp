// Actions, menus and the tool bar of the window.
#include <QActionGroup>
#include <QDockWidget>
#include <QMenuBar>
#include <QToolBar>

#include "ui/format.h"
#include "ui/icons.h"
#include "ui/main_window.h"
#include "ui/panels/about_dialog.h"
#include "ui/panels/benchmark_page.h"
#include "ui/panels/export_dialog.h"
#include "ui/panels/shortcuts_dialog.h"
#include "ui/recent_list.h"
#include "ui/strings.h"
#include "ui/views/plan_page.h"
#include "ui/views/sensitivity_page.h"

namespace calm::ui {

QAction* MainWindow::makeAction(const QString& text, const QString& tip, const QKeySequence& shortcut) {
  auto* action = new QAction(text, this);
  action->setIconText(withoutMnemonic(text).remove(u'…'));
  action->setShortcut(shortcut);
  action->setToolTip(shortcut.isEmpty() ? tip : tr("%1 (%2)").arg(tip, shortcut.toString(QKeySequence::NativeText)));
  action->setWhatsThis(tip);
  action->setStatusTip(QString());
  addAction(action);
  return action;
}

void MainWindow::makeActions() {
  makeOpenActions();
  makeEditActions();
  makeRunActions();
  makeCommandActions();
  makeHelpActions();
}

void MainWindow::makeOpenActions() {
  const auto ask = [this](FilePrompt::Kind kind, const QString& title, const QString& filter, auto open,
                          const QString& start = {}) { services_.files->ask(this, kind, title, start, filter, open); };
  Actions& a = actions_;
  a.openFolder = makeAction(tr("Open &model folder…"), tr("Open a Hugging Face folder, or one that was exported here"),
                            QKeySequence::Open);
  a.openFolder->setIcon(makeIcon(Icon::open));
  a.openFolder->setIconText(tr("Open"));
  a.openFolder->setWhatsThis(tr("Safetensors with config.json, or what was exported here"));
  connect(a.openFolder, &QAction::triggered, this, [this, ask] {
    ask(FilePrompt::Kind::OpenFolder, tr("Open model folder"), QString(),
        [this](const QString& path) { workspace_->openPath(path); });
  });
  a.openFile = makeAction(tr("Open &GGUF…"), tr("Open a GGUF file"), QKeySequence(QStringLiteral("Ctrl+Shift+O")));
  a.openFile->setWhatsThis(tr("A model in the one-file format of llama.cpp"));
  a.openFile->setIcon(makeIcon(Icon::file));
  connect(a.openFile, &QAction::triggered, this, [this, ask] {
    ask(FilePrompt::Kind::OpenFile, tr("Open GGUF file"), tr("GGUF models (*.gguf);;All files (*)"),
        [this](const QString& path) { workspace_->openPath(path); });
  });
  a.openHub = makeAction(tr("Open from &Hub…"), tr("Download a model from the Hugging Face Hub and open it"),
                         QKeySequence(QStringLiteral("Ctrl+H")));
  a.openHub->setWhatsThis(tr("Download from the Hugging Face Hub; files and size are shown first"));
  a.openHub->setIcon(makeIcon(Icon::download));
  connect(a.openHub, &QAction::triggered, this, [this] { openFromHub(); });
  a.sample = makeAction(tr("&Try the sample model"), tr("SmolLM2-135M-Instruct: small, analysed in minutes"));
  a.sample->setIcon(makeIcon(Icon::analyse));
  connect(a.sample, &QAction::triggered, this, &MainWindow::openSample);
  a.openSession =
      makeAction(tr("Open sess&ion…"), tr("Go on with a saved session"), QKeySequence(QStringLiteral("Ctrl+Shift+R")));
  a.openSession->setWhatsThis(tr("Go on where you left: scores, plan and benchmarks are kept"));
  a.openSession->setIcon(makeIcon(Icon::session));
  connect(a.openSession, &QAction::triggered, this, [this, ask] {
    ask(
        FilePrompt::Kind::OpenFolder, tr("Open session folder"), QString(),
        [this](const QString& path) { workspace_->openSession(path); },
        pathToQString(new_session_folder("session").parent_path()));
  });
  a.save =
      makeAction(tr("&Save session"), tr("Save the session now; it is also saved after each edit"), QKeySequence::Save);
  connect(a.save, &QAction::triggered, workspace_, &Workspace::saveSession);
  a.saveAs = makeAction(tr("Save session &as…"), tr("Save the session in another folder"),
                        QKeySequence(QStringLiteral("Ctrl+Shift+S")));
  connect(a.saveAs, &QAction::triggered, this, &MainWindow::saveAs);
  a.exportModel = makeAction(tr("&Export…"), tr("Write the quantized model"), QKeySequence(QStringLiteral("Ctrl+E")));
  a.exportModel->setIcon(makeIcon(Icon::exportModel));
  a.exportModel->setIconText(tr("Export"));
  connect(a.exportModel, &QAction::triggered, this, &MainWindow::exportPlan);
  a.saveReport =
      makeAction(tr("Save re&port…"), tr("Write model, scores, plan and benchmarks as one HTML page or as PDF"),
                 QKeySequence(QStringLiteral("Ctrl+Shift+E")));
  connect(a.saveReport, &QAction::triggered, this, [this] { askForReport(QStringLiteral("-report.html")); });
  a.saveReportPdf = makeAction(tr("Save report as P&DF…"), tr("Write the same report as a PDF for paper"));
  connect(a.saveReportPdf, &QAction::triggered, this, [this] { askForReport(QStringLiteral("-report.pdf")); });
  a.reportContents = makeAction(tr("Plots and tables of the &report…"),
                                tr("Look at every plot and table of the report, copy or save it"));
  connect(a.reportContents, &QAction::triggered, this, &MainWindow::showReportContents);
  a.reportFiles = makeAction(tr("Save &every plot and table…"),
                             tr("Save all plots as SVG and PNG and all tables as CSV and JSON in one folder"));
  connect(a.reportFiles, &QAction::triggered, this, &MainWindow::saveReportFiles);
  a.quit = makeAction(tr("&Quit"), tr("Save and quit"), QKeySequence(QStringLiteral("Ctrl+Q")));
  connect(a.quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::makeEditActions() {
  Actions& a = actions_;
  a.undo = workspace_->undoStack()->createUndoAction(this, tr("&Undo"));
  a.undo->setShortcut(QKeySequence::Undo);
  a.undo->setWhatsThis(tr("Take back the last edit of plan, pool or set-up"));
  a.undo->setIcon(makeIcon(Icon::undo));
  a.undo->setIconText(tr("Undo"));
  a.redo = workspace_->undoStack()->createRedoAction(this, tr("&Redo"));
  a.redo->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Y"))});
  a.redo->setWhatsThis(tr("Make the edit again that was taken back"));
  a.redo->setIcon(makeIcon(Icon::redo));
  a.redo->setIconText(tr("Redo"));
  addActions({a.undo, a.redo});
  a.clearOverrides = makeAction(tr("&Clear all overrides"), tr("Let the search decide every layer again"));
  connect(a.clearOverrides, &QAction::triggered, workspace_, &Workspace::clearAllOverrides);
  a.settings = makeAction(tr("&Settings…"), tr("Threads, device, limits, theme, language and defaults"),
                          QKeySequence(QStringLiteral("Ctrl+,")));
  connect(a.settings, &QAction::triggered, this, &MainWindow::showSettings);
}

void MainWindow::makeRunActions() {
  Actions& a = actions_;
  a.analyse = makeAction(tr("&Analyse"), tr("Score every method of the pool at every layer"),
                         QKeySequence(QStringLiteral("Ctrl+Return")));
  a.analyse->setIcon(makeIcon(Icon::analyse));
  connect(a.analyse, &QAction::triggered, this, [this] { workspace_->analyse(); });
  a.pause = makeAction(tr("&Pause"), tr("Pause the running job, or go on"), QKeySequence(QStringLiteral("Ctrl+P")));
  a.pause->setIcon(makeIcon(Icon::pause));
  a.pause->setCheckable(true);
  connect(a.pause, &QAction::triggered, this, [this](bool on) { on ? workspace_->pause() : workspace_->resume(); });
  a.cancel = makeAction(tr("&Cancel"), tr("Stop the running job; what is done is kept"),
                        QKeySequence(QStringLiteral("Ctrl+.")));
  a.cancel->setIcon(makeIcon(Icon::stop));
  connect(a.cancel, &QAction::triggered, workspace_, &Workspace::cancel);
  a.recompute = makeAction(tr("&Recompute from the stale layer"), tr("Score again from the first stale layer on"),
                           QKeySequence(QStringLiteral("Ctrl+R")));
  a.recompute->setIcon(makeIcon(Icon::recompute));
  a.recompute->setIconText(tr("Recompute"));
  connect(a.recompute, &QAction::triggered, this,
          [this] { workspace_->recomputeFrom(workspace_->plan().first_stale()); });
  a.budget = makeAction(tr("Bud&get…"), tr("Find the best plans for an average of bits or a file size"),
                        QKeySequence(QStringLiteral("Ctrl+G")));
  connect(a.budget, &QAction::triggered, this, &MainWindow::showBudget);
  a.refine = makeAction(tr("Re&fine plan…"),
                        tr("Try other methods layer by layer on the whole model, and keep what brings it closer to the "
                           "original"));
  connect(a.refine, &QAction::triggered, this, &MainWindow::showRefine);
  a.benchmark = makeAction(tr("&Benchmark"), tr("Compare perplexity and speed of the original and the plan"),
                           QKeySequence(QStringLiteral("Ctrl+B")));
  a.benchmark->setIcon(makeIcon(Icon::benchmark));
  connect(a.benchmark, &QAction::triggered, this, [this] { showPage(QStringLiteral("benchmark")); });
}

void MainWindow::makeCommandActions() {
  Actions& a = actions_;
  a.copyAnalyse = makeAction(tr("&Analysis"), tr("Copy the calm command that runs this analysis without the window"),
                             QKeySequence(QStringLiteral("Ctrl+Shift+C")));
  connect(a.copyAnalyse, &QAction::triggered, this, [this] { copyAnalyseCommand(-1); });
  a.copyRecompute =
      makeAction(tr("&Recompute from the stale layer"), tr("Copy the calm command that scores the stale layers again"));
  connect(a.copyRecompute, &QAction::triggered, this, [this] { copyAnalyseCommand(workspace_->plan().first_stale()); });
  a.copyBenchmark =
      makeAction(tr("&Benchmark"), tr("Copy the calm command that measures what is checked on the Benchmark page"));
  connect(a.copyBenchmark, &QAction::triggered, this, [this] { copyBenchmarkCommand(benchmark_->form()->request()); });
  a.copyExport = makeAction(tr("&Export"), tr("Copy the calm command that writes the plan's model, as the export "
                                              "dialog would by itself"));
  connect(a.copyExport, &QAction::triggered, this, [this] {
    const QString suffix = u'-' + toQString(widths_text(workspace_->analysis().scheme));
    copyExportCommand({QStringLiteral("compressed-tensors"), toPath(defaultTarget(suffix)), false});
  });
  a.copyReport = makeAction(tr("Re&port"), tr("Copy the calm command that writes the report"));
  connect(a.copyReport, &QAction::triggered, this, &MainWindow::copyReportCommand);
}

void MainWindow::makeHelpActions() {
  Actions& a = actions_;
  a.resetLayout = makeAction(tr("&Reset layout"), tr("Put docks and splitters back"));
  connect(a.resetLayout, &QAction::triggered, this, &MainWindow::resetLayout);
  a.help = makeAction(tr("&Help on this page"), tr("What this page is for, and how it is used"),
                      QKeySequence(QKeySequence::HelpContents));
  connect(a.help, &QAction::triggered, this, &MainWindow::showHelp);
  a.shortcuts =
      makeAction(tr("&Keyboard shortcuts"), tr("All keyboard shortcuts"), QKeySequence(QStringLiteral("Ctrl+/")));
  connect(a.shortcuts, &QAction::triggered, this, [this] {
    const QString heatmap = tr("Heatmap"), plan = tr("Plan");
    auto* dialog = new ShortcutsDialog(
        findChildren<QAction*>(), this,
        {{heatmap, tr("Use the method for the selected layers"), tr("Enter, Space")},
         {heatmap, tr("Use the method of that row"), tr("1 … 9")},
         {heatmap, tr("Clear the override"), tr("Del")},
         {heatmap, tr("Select several layers"), tr("Shift+Arrow")},
         {heatmap, tr("Paint the method over further layers"), tr("Ctrl+Shift+Left, Ctrl+Shift+Right")},
         {heatmap, tr("Paint by dragging, on or off"), tr("P")},
         {heatmap, tr("Widen or narrow the columns"), tr("Ctrl+Wheel")},
         {heatmap, tr("Copy the selected scores"), tr("Ctrl+C")},
         {plan, tr("Choose another method"), tr("F2")},
         {plan, tr("Clear the override"), tr("Del")},
         {tr("Kept plans"), tr("Rename"), tr("F2")},
         {tr("Kept plans"), tr("Make the plan current"), tr("Enter")},
         {tr("Kept plans"), tr("Delete"), tr("Del")},
         {tr("Similarity"), tr("Zoom in, zoom out, show all"), tr("+, −, 0")},
         {tr("Similarity"), tr("Move the view"), tr("Shift+Arrow")},
         {tr("Try it"), tr("Generate with both variants"), tr("Ctrl+Enter")},
         {tr("Message bar"), tr("Close the message"), tr("Esc")}});
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  });
  a.about = makeAction(tr("&About CALM Workbench"), tr("Version and licence"));
  connect(a.about, &QAction::triggered, this, [this] {
    auto* dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  });
}

void MainWindow::makeMenus() {
  QMenu* file = menuBar()->addMenu(tr("&File"));
  file->addActions({actions_.openFolder, actions_.openFile, actions_.openHub, actions_.openSession, actions_.sample});
  if (services_.settings) {
    QMenu* recent = file->addMenu(tr("Open &recent"));
    recent_ = new RecentList(*services_.settings, writer_.get(), recent, this);
    connect(recent_, &RecentList::chosen, workspace_, &Workspace::openPath);
  }
  file->addSeparator();
  file->addActions({actions_.save, actions_.saveAs});
  file->addSeparator();
  file->addActions({actions_.exportModel, actions_.saveReport, actions_.saveReportPdf});
  QMenu* figures = file->addMenu(tr("&Figures and tables"));
  figures->addActions({actions_.reportContents, actions_.reportFiles});
  figures->addSeparator();
  figures->addActions(sensitivity_->exportActions());
  figures->addSeparator();
  figures->addActions(plan_->exportActions());
  figures->addSeparator();
  figures->addActions(benchmark_->exportActions());
  file->addSeparator();
  file->addAction(actions_.quit);

  QMenu* edit = menuBar()->addMenu(tr("&Edit"));
  edit->addActions({actions_.undo, actions_.redo});
  edit->addSeparator();
  edit->addAction(actions_.clearOverrides);
  edit->addSeparator();
  edit->addAction(actions_.settings);

  QMenu* run = menuBar()->addMenu(tr("&Run"));
  run->addActions({actions_.analyse, actions_.recompute});
  run->addSeparator();
  run->addActions({actions_.pause, actions_.cancel});
  run->addSeparator();
  run->addActions({actions_.budget, actions_.refine, actions_.benchmark});
  run->addSeparator();
  QMenu* copy = run->addMenu(tr("Copy as command &line"));
  copy->setToolTipsVisible(true);
  copy->addActions(
      {actions_.copyAnalyse, actions_.copyRecompute, actions_.copyBenchmark, actions_.copyExport, actions_.copyReport});

  viewMenu_ = menuBar()->addMenu(tr("&View"));
  viewMenu_->addActions(pageActions_);
  viewMenu_->addSeparator();
  for (const DockEntry& entry : docks_) viewMenu_->addAction(entry.dock->toggleViewAction());
  viewMenu_->addSeparator();
  QMenu* theme = viewMenu_->addMenu(tr("&Colour theme"));
  themes_ = new QActionGroup(this);
  const QList<std::pair<Theme, QString>> choices = {
      {Theme::system, tr("&System")}, {Theme::light, tr("&Light")}, {Theme::dark, tr("&Dark")}};
  for (const auto& [value, text] : choices) {
    QAction* action = theme->addAction(text);
    action->setCheckable(true);
    action->setData(themeId(value));
    themes_->addAction(action);
    connect(action, &QAction::triggered, this, [this, chosen = value] { setTheme(chosen); });
  }
  themes_->actions().first()->setChecked(true);
  viewMenu_->addAction(actions_.resetLayout);

  QMenu* help = menuBar()->addMenu(tr("&Help"));
  help->addActions({actions_.help, actions_.shortcuts, actions_.about});
}

void MainWindow::makeToolBar() {
  QToolBar* bar = addToolBar(tr("Main tool bar"));
  bar->setObjectName(QStringLiteral("mainToolBar"));
  bar->toggleViewAction()->setText(tr("Tool b&ar"));
  bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  bar->setMovable(false);
  const int icon = fontMetrics().height() + 2;
  bar->setIconSize(QSize(icon, icon));
  bar->addAction(actions_.openFolder);
  bar->addSeparator();
  bar->addActions({actions_.analyse, actions_.pause, actions_.cancel, actions_.recompute});
  bar->addSeparator();
  bar->addActions({actions_.undo, actions_.redo});
  bar->addSeparator();
  bar->addActions({actions_.benchmark, actions_.exportModel});
  viewMenu_->insertAction(viewMenu_->actions().last(), bar->toggleViewAction());
}

}  // namespace calm::ui
