#pragma once

#include <QWidget>
#include <vector>

#include "ui/recent_list.h"

class QAction;
class QLabel;
class QListWidget;
class QStackedWidget;
class QVBoxLayout;

namespace calm::ui {

/// What is shown while nothing is open: ways to open something, what was open before, and a model to try.
class StartPage : public QWidget {
  Q_OBJECT

 public:
  explicit StartPage(QWidget* parent = nullptr);

  /// One large button an action; its tool tip is the line below the text.
  void setActions(const QList<QAction*>& actions);
  void setRecent(const std::vector<RecentEntry>& entries);
  QListWidget* recentList() const { return recent_; }

 Q_SIGNALS:
  void openRequested(const QString& path);
  /// The user asked to drop an entry from the list.
  void forgetRequested(const QString& path);
  /// Shown again: files may have come or gone.
  void shown();

 protected:
  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeWays();
  QWidget* makeRecent();
  void activateCurrent();
  void showMenu(const QPoint& position);
  void updateFonts();

  QVBoxLayout* ways_;
  QListWidget* recent_;
  QLabel* none_;
  QLabel* title_;
  std::vector<QLabel*> headings_;
  QStackedWidget* recentStack_;
};

}  // namespace calm::ui
