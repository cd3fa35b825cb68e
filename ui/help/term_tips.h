#pragma once

#include <QObject>

namespace calm::ui {

/// Adds the meaning of the field's terms to the tool tips of labels, buttons, headers and tabs that use them, whoever
/// made them: an event filter on the application.
class TermTips : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace calm::ui
