#pragma once

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>
#include <memory>

#include "calm/log.h"
#include "ui/panels/file_prompt.h"
#include "ui/theme.h"
#include "ui/workspace.h"

class QActionGroup;
class QDockWidget;
class QSettings;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace calm::ui {

class BenchmarkPage;
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

  /// "sensitivity", "plan", "similarity", "benchmark", "tryit", "log", or a dock: "layer", "model", "setup".
  /// False where there is no such page.
  bool showPage(const QString& id);
  void setTheme(Theme theme);

 public Q_SLOTS:
  /// Stops what runs, saves and closes, as after "Stop and quit".
  void closeWithoutAsking();
  /// In the window's thread only.
  void appendLog(calm::LogLevel level, const QString& text);

 Q_SIGNALS:
  void closed();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  struct Actions {
    QAction *openFolder, *openFile, *openHub, *openSession, *save, *saveAs, *exportModel, *saveReport, *quit;
    QAction *undo, *redo, *clearOverrides;
    QAction *analyse, *pause, *cancel, *recompute, *benchmark;
    QAction *resetLayout, *shortcuts, *about;
  };

  QAction* makeAction(const QString& text, const QString& tip, const QKeySequence& shortcut = {});
  void makeActions();
  void makeMenus();
  void makeToolBar();
  void makeDocks();
  void makePages();
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
  void openFromHub();
  void exportPlan();
  void askForReport();
  void writeReport(const QString& html);
  /// Says that `path` was written, with ways to it.
  void announceFile(const QString& text, const QString& path);
  void saveAs();
  void saveLayout();
  void restoreLayout();
  void resetLayout();

  Workspace* workspace_;
  Services services_;
  Actions actions_{};
  QMenu* viewMenu_ = nullptr;
  QActionGroup* themes_ = nullptr;
  QTabWidget* pages_ = nullptr;
  MessageBar* messages_ = nullptr;
  ProgressStrip* strip_ = nullptr;
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
  bool mayClose_ = false;
  bool closing_ = false;
};

}  // namespace calm::ui
