#include <QApplication>

#include "ui/main_window.h"
#include "ui/workspace.h"

int main(int argc, char** argv) {
  QApplication app(argc, argv);
  calm::ui::Workspace workspace;
  calm::ui::MainWindow window(&workspace);
  window.show();
  return app.exec();
}
