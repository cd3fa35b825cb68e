#pragma once

#include <QElapsedTimer>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "calm/log.h"
#include "ui/panels/file_prompt.h"
#include "ui/preferences.h"
#include "ui/theme.h"
#include "ui/workspace.h"

namespace calm {
struct Report;
}

class QActionGroup;
class QDockWidget;
class QSettings;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace calm::ui {

struct BenchmarkRequestParts;
struct ExportRequestParts;
class BenchmarkPage;
class CrashGuard;
class DropOverlay;
class HelpPanel;
class LayerDock;
class LogPanel;
class MessageBar;
class ModelDock;
class PlanPage;
class ProgressStrip;
class RecentList;
class RunSetupPanel;
class SensitivityPage;
class SimilarityPage;
class SettingsDialog;
class SettingsWriter;
class StartPage;
class TryItPage;

/// The window: pages in tabs, the set-up and the model in docks, one message bar, one progress strip. It shows the
/// workspace and asks it for changes; it holds no state of its own beside the layout.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  struct Services {
    QSettings* settings = nullptr;  // kept, not owned; must outlive the window
    std::shared_ptr<FilePrompt> files = std::make_shared<FilePrompt>();
  };

  MainWindow(Workspace* workspace, const Services& services, QWidget* parent = nullptr);
  ~MainWindow() override;

  SensitivityPage* sensitivityPage() const { return sensitivity_; }
  PlanPage* planPage() const { return plan_; }
  MessageBar* messageBar() const { return messages_; }
  ProgressStrip* progressStrip() const { return strip_; }
  RunSetupPanel* setupPanel() const { return setup_; }
  BenchmarkPage* benchmarkPage() const { return benchmark_; }
  LayerDock* layerPanel() const { return layer_; }
  SimilarityPage* similarityPage() const { return similarity_; }
  TryItPage* tryItPage() const { return tryIt_; }
  ModelDock* modelPanel() const { return model_; }
  StartPage* startPage() const { return start_; }
  HelpPanel* helpPanel() const { return help_; }
  LogPanel* logPanel() const { return log_; }
  const Preferences& preferences() const { return preferences_; }

  /// A page ("start", "sensitivity", "plan", "benchmark", "similarity", "tryit") or a dock ("setup", "model", "layer",
  /// "log", "history", "help"); false where there is no such thing.
  bool showPage(const QString& id);
  /// What opens a dialog ("settings", "budget", "refine", "export", "report", "hub", "shortcuts", "about"); nullptr
  /// where there is no such one.
  QAction* dialogAction(const QString& id) const;
  void setTheme(Theme theme);

 public Q_SLOTS:
  /// Stops what runs, saves and closes, as after "Stop and quit".
  void closeWithoutAsking();
  void showSettings();
  /// Opens the help on the page or dock that has the focus.
  void showHelp();
  /// In the window's thread only.
  void appendLog(calm::LogLevel level, const QString& text);

 Q_SIGNALS:
  void closed();

 protected:
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  /// A model that is dropped on a text field is opened, not typed.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  /// Stops, saves, closes. With `mayAsk` a save that fails asks first.
  void beginClosing(bool mayAsk);
  struct Actions {
    QAction *openFolder, *openFile, *openHub, *openSession, *sample, *save, *saveAs, *exportModel, *saveReport,
        *saveReportPdf, *reportContents, *reportFiles, *quit;
    QAction *undo, *redo, *clearOverrides;
    QAction *analyse, *pause, *cancel, *recompute, *budget, *refine, *benchmark;
    QAction *copyAnalyse, *copyRecompute, *copyBenchmark, *copyExport, *copyReport;
    QAction *settings, *resetLayout, *help, *shortcuts, *about;
  };
  struct DockEntry {
    QDockWidget* dock;
    Qt::DockWidgetArea area;
    QDockWidget* tabbedWith;  // nullptr: beside the others
    bool shown;               // in the layout of the first start
  };

  QAction* makeAction(const QString& text, const QString& tip, const QKeySequence& shortcut = {});
  void makeActions();
  void makeOpenActions();
  void makeEditActions();
  void makeRunActions();
  void makeHelpActions();
  void makeCommandActions();
  void makeMenus();
  void makeToolBar();
  void makeDocks();
  void makePages();
  /// `menuText`: with a key of its own within the View menu. The page's name is its object name.
  void addPage(QWidget* page, const QString& id, const QString& title, const QString& menuText, const QString& tip);
  /// The dock's object name is `id` % "Dock".
  QDockWidget* addDock(QWidget* widget, const QString& id, const QString& title, const QString& menuText,
                       const QString& tip, Qt::DockWidgetArea area, bool shown, QDockWidget* tabbedWith = nullptr,
                       const QKeySequence& shortcut = {});
  void makeStartPage();
  void connectShell();
  void connectWorkspace();
  void connectSetup();
  void connectProgress();
  void connectBenchmark();

  void updateTitle();
  void updateActions();
  void updateSetup();
  void updatePlanViews();
  void updateBenchmark();
  void updateStrip();
  void onJobStarted(const JobInfo& job);
  void onJobEnded(const JobInfo& job, JobStatus status);
  void showMessage(MessageLevel level, const QString& text, const QString& details);
  void openFromHub(const QString& repository = {});
  void exportPlan();
  void showBudget();
  void showRefine();
  /// suffix: of the name that is proposed, "-report.pdf".
  void askForReport(const QString& suffix);
  /// By the name: PDF or HTML.
  void writeReport(const QString& path);
  void withReport(const QString& title, std::function<void(JobContext&, const calm::Report&)> work,
                  std::function<void(const QString& error)> done);
  void saveReportFiles();
  void writeReportFilesTo(const QString& folder);
  void showReportContents();
  /// Says that `path` was written, with ways to it.
  void announceFile(const QString& text, const QString& path);
  void saveAs();
  void applyPreferences(const Preferences& preferences);
  void usePreferences();
  void offerRecovery();
  void rememberOpen();
  void openSample();
  void copyCommand(const QString& line);
  void copyAnalyseCommand(int fromLayer);
  void copyBenchmarkCommand(const BenchmarkRequestParts& parts);
  void copyExportCommand(const ExportRequestParts& parts);
  void copyReportCommand();
  QString defaultTarget(const QString& suffix) const;
  void saveLayout();
  void setDockWidth();
  void restoreLayout();
  void resetLayout();

  Workspace* workspace_;
  Services services_;
  Actions actions_{};
  Preferences preferences_;
  std::unique_ptr<SettingsWriter> writer_;  // where there are settings
  std::unique_ptr<CrashGuard> guard_;
  QMenu* viewMenu_ = nullptr;
  QList<QAction*> pageActions_;
  std::vector<DockEntry> docks_;
  QActionGroup* themes_ = nullptr;
  QTabWidget* pages_ = nullptr;
  MessageBar* messages_ = nullptr;
  ProgressStrip* strip_ = nullptr;
  StartPage* start_ = nullptr;
  DropOverlay* overlay_ = nullptr;
  HelpPanel* help_ = nullptr;
  QPointer<SettingsDialog> settingsDialog_;
  SensitivityPage* sensitivity_ = nullptr;
  PlanPage* plan_ = nullptr;
  BenchmarkPage* benchmark_ = nullptr;
  SimilarityPage* similarity_ = nullptr;
  TryItPage* tryIt_ = nullptr;
  LogPanel* log_ = nullptr;
  ModelDock* model_ = nullptr;
  LayerDock* layer_ = nullptr;
  RunSetupPanel* setup_ = nullptr;
  QDockWidget* setupDock_ = nullptr;
  QDockWidget* modelDock_ = nullptr;
  QDockWidget* layerDock_ = nullptr;
  RecentList* recent_ = nullptr;
  QTimer benchmarkTimer_;
  QElapsedTimer jobClock_;
  bool layoutRestored_ = false;  // or set on the first show
  bool mayClose_ = false;
  bool closing_ = false;
  std::filesystem::path recentSession_;  // the open one, once it is among the recent
};

}  // namespace calm::ui
