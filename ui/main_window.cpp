#include "ui/main_window.h"

#include <QTabWidget>

#include "ui/workspace.h"

namespace calm::ui {

MainWindow::MainWindow(Workspace* workspace, QWidget* parent)
    : QMainWindow(parent), workspace_(workspace), pages_(new QTabWidget(this)) {
  setCentralWidget(pages_);
  setWindowTitle(tr("CALM Workbench"));
}

}  // namespace calm::ui
