#pragma once

#include <QObject>
#include <QStringList>
#include <vector>

class QMenu;
class QSettings;

namespace calm::ui {

class SettingsWriter;

/// Something that was opened before.
struct RecentEntry {
  enum class Kind { folder, gguf, session };
  QString path;
  Kind kind = Kind::folder;
  QString problem;  // why it cannot be opened now; empty: it can
  QString name() const;
};

/// "~/models/x" for what lies in the user's home.
QString shortPath(const QString& path);

/// Models and sessions that were opened, the latest first, as a menu (File > Open recent) and as a list for the start
/// page; what is gone is greyed and says why.
class RecentList : public QObject {
  Q_OBJECT

 public:
  /// `writer`, of the same settings, is kept, not owned.
  RecentList(const QSettings& settings, SettingsWriter* writer, QMenu* menu, QObject* parent);
  void add(const QString& path);
  void remove(const QString& path);
  void clear();
  const QStringList& paths() const { return paths_; }
  /// Looks at the disk: files may have come or gone since.
  std::vector<RecentEntry> entries() const;

 Q_SIGNALS:
  void chosen(const QString& path);
  void changed();

 private:
  void fill();
  void store(const QStringList& paths);

  QStringList paths_, sessions_;  // and which of them are sessions
  SettingsWriter* writer_;
  QMenu* menu_;
};

}  // namespace calm::ui
