#pragma once

#include <QObject>
#include <QPixmap>
#include <QStringList>
#include <QTimer>

class QWidget;

namespace calm::ui {

/// The window with its open dialogs on top, each under a bar with its title.
QPixmap pictureOf(QWidget& window);

/// Clicks buttons one after another, each as soon as it is shown and enabled: the way to a state that a picture shows.
class ClickRun : public QObject {
 public:
  explicit ClickRun(QStringList names);
  void start();

 private:
  void next();

  QStringList names_;
  QTimer timer_;
};

}  // namespace calm::ui
