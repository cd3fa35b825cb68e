#include "ui/panels/parts_editor.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr const char* kScopes[] = {"attn", "ffn", "qkv", "o", "gate-up", "down", "q", "k", "v", "gate", "up"};

QString stagesText(const std::vector<calm::MethodSpec::Stage>& stages) {
  calm::MethodSpec spec;
  spec.stages = stages;
  return toQString(spec.canonical());
}

}  // namespace

QString scopeTitle(const std::string& scope) {
  if (scope == "attn") return PartsEditor::tr("Attention: q, k, v, o");
  if (scope == "ffn") return PartsEditor::tr("Feed-forward: gate, up, down");
  if (scope == "qkv") return PartsEditor::tr("q, k and v");
  if (scope == "gate-up") return PartsEditor::tr("gate and up");
  return toQString(scope);
}

PartsEditor::PartsEditor(QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout), add_(new QPushButton(tr("Add pa&rt"), this)) {
  grid_->setColumnStretch(1, 1);
  grid_->addWidget(new QLabel(tr("Part of the layer"), this), 0, 0);
  grid_->addWidget(new QLabel(tr("Method"), this), 0, 1);
  add_->setToolTip(tr("Give another part of the layer a method of its own. Every linear is in exactly one part."));
  add_->setAccessibleName(tr("Add part"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addLayout(grid_);
  column->addWidget(add_, 0, Qt::AlignLeft);
  connect(add_, &QPushButton::clicked, this, [this] {
    // The first part that is not there yet.
    std::string free = "attn";
    for (const char* scope : kScopes) {
      const bool taken = std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
        return row.scope->currentData().toString() == QLatin1String(scope);
      });
      if (taken) continue;
      free = scope;
      break;
    }
    addRow(free, rows_.empty() ? QStringLiteral("gptq") : rows_.back().method->text());
    Q_EMIT changed();
  });
}

QString PartsEditor::spec() const {
  QStringList parts;
  for (const Row& row : rows_) parts += row.scope->currentData().toString() + u'=' + row.method->text().trimmed();
  return parts.join(u'/');
}

void PartsEditor::setParts(const std::vector<calm::MethodSpec::Part>& parts) {
  const QSignalBlocker blocker(this);
  while (rows_.size() > parts.size()) removeRow(rows_.back().remove);
  while (rows_.size() < parts.size()) addRow("attn", {});
  for (size_t i = 0; i < parts.size(); ++i) {
    rows_[i].scope->setCurrentIndex(rows_[i].scope->findData(toQString(parts[i].scope)));
    const QString method = stagesText(parts[i].stages);
    if (rows_[i].method->text() != method) rows_[i].method->setText(method);
  }
}

void PartsEditor::addRow(const std::string& scope, const QString& method) {
  Row row{new QComboBox(this), new QLineEdit(method, this), new QToolButton(this)};
  for (const char* each : kScopes) row.scope->addItem(scopeTitle(each), QString::fromLatin1(each));
  row.scope->setCurrentIndex(row.scope->findData(toQString(scope)));
  row.scope->setToolTip(tr("Which linears this method quantizes"));
  row.scope->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  row.method->setToolTip(tr("Stages joined by +, options after colons, as in awq:clip+gptq:act-order"));
  row.remove->setText(tr("Remove"));
  row.remove->setFocusPolicy(Qt::StrongFocus);
  grid_->addWidget(row.scope, nextRow_, 0);
  grid_->addWidget(row.method, nextRow_, 1);
  grid_->addWidget(row.remove, nextRow_, 2);
  ++nextRow_;
  rows_.push_back(row);
  renumber();
  connect(row.scope, &QComboBox::currentIndexChanged, this, &PartsEditor::changed);
  connect(row.method, &QLineEdit::textChanged, this, &PartsEditor::changed);
  connect(row.remove, &QToolButton::clicked, this, [this, button = row.remove] {
    removeRow(button);
    Q_EMIT changed();
  });
}

void PartsEditor::removeRow(QWidget* button) {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.remove == button; });
  if (found == rows_.end()) return;
  for (QWidget* widget : std::initializer_list<QWidget*>{found->scope, found->method, found->remove}) {
    grid_->removeWidget(widget);
    widget->hide();
    widget->deleteLater();
  }
  rows_.erase(found);
  renumber();
}

void PartsEditor::renumber() {
  for (size_t i = 0; i < rows_.size(); ++i) {
    const QString n = QString::number(i + 1);
    rows_[i].scope->setAccessibleName(tr("Part %1").arg(n));
    rows_[i].method->setAccessibleName(tr("Method of part %1").arg(n));
    rows_[i].remove->setAccessibleName(tr("Remove part %1").arg(n));
    rows_[i].remove->setToolTip(tr("Take part %1 out of the method").arg(n));
    rows_[i].remove->setEnabled(rows_.size() > 2);
  }
}

}  // namespace calm::ui
