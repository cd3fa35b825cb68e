#pragma once

#include <QObject>
#include <QStringList>

class QMenu;
class QSettings;

namespace calm::ui {

/// File > Open recent: models and sessions, the latest first; what is gone is greyed.
class RecentList : public QObject {
  Q_OBJECT

 public:
  RecentList(QSettings* settings, QMenu* menu, QObject* parent);
  void add(const QString& path);
  QStringList paths() const;

 Q_SIGNALS:
  void chosen(const QString& path);

 private:
  void fill();

  QSettings* settings_;
  QMenu* menu_;
};

}  // namespace calm::ui
