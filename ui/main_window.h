#pragma once

#include <QMainWindow>

class QTabWidget;

namespace calm::ui {

class Workspace;

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(Workspace* workspace, QWidget* parent = nullptr);

 private:
  Workspace* workspace_;
  QTabWidget* pages_;
};

}  // namespace calm::ui
