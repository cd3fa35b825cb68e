#pragma once

#include <QWidget>
#include <vector>

#include "calm/methods.h"

class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace calm::ui {

/// "Attention: q, k, v, o" of "attn"; the scope itself where it is unknown.
QString scopeTitle(const std::string& scope);

/// The parts of a layer and the method of each, one row a part: "attn=awq/ffn=gptq".
class PartsEditor : public QWidget {
  Q_OBJECT

 public:
  explicit PartsEditor(QWidget* parent = nullptr);

  QString spec() const;
  /// Emits nothing.
  void setParts(const std::vector<calm::MethodSpec::Part>& parts);

 Q_SIGNALS:
  void changed();

 private:
  struct Row {
    QComboBox* scope;
    QLineEdit* method;
    QToolButton* remove;
  };
  void addRow(const std::string& scope, const QString& method);
  void removeRow(QWidget* button);
  void renumber();

  QGridLayout* grid_;
  QPushButton* add_;
  std::vector<Row> rows_;
  int nextRow_ = 1;
};

}  // namespace calm::ui
