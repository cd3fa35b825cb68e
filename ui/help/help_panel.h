#pragma once

#include <QWidget>

class QTextBrowser;
class QComboBox;

namespace calm::ui {

/// Help on the present page, from one text with a section a page, and the glossary.
class HelpPanel : public QWidget {
  Q_OBJECT

 public:
  explicit HelpPanel(QWidget* parent = nullptr);

  /// The id of a page or dock; one without a section of its own shows the start.
  void showTopic(const QString& id);
  QString topic() const { return topic_; }
  QString text() const;
  /// Ids that have a section.
  static QStringList topics();

 private:
  QTextBrowser* browser_;
  QComboBox* contents_;
  QString topic_;
};

}  // namespace calm::ui
