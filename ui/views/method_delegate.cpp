#include "ui/views/method_delegate.h"

#include <QApplication>
#include <QComboBox>
#include <QPainter>
#include <QStyle>

#include "ui/models/plan_model.h"
#include "ui/models/score_scale.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kArrowRoom = 28;
}

MethodDelegate::MethodDelegate(Workspace* workspace, QObject* parent)
    : QStyledItemDelegate(parent), workspace_(workspace) {}

QWidget* MethodDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const {
  auto* box = new QComboBox(parent);
  box->setAccessibleName(tr("Method of the layer"));
  box->addItem(tr("As the search decides"), QString());
  for (const std::string& method : workspace_->methodRows()) box->addItem(methodTitle(method), toQString(method));
  box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  auto* self = const_cast<MethodDelegate*>(this);
  connect(box, &QComboBox::activated, self, [self, box] {
    Q_EMIT self->commitData(box);
    Q_EMIT self->closeEditor(box);
  });
  // One click opens the list.
  QMetaObject::invokeMethod(box, &QComboBox::showPopup, Qt::QueuedConnection);
  return box;
}

void MethodDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
  auto* box = qobject_cast<QComboBox*>(editor);
  const int found = box->findData(index.data(PlanModel::MethodRole));
  box->setCurrentIndex(std::max(found, 0));
}

void MethodDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
  const QString chosen = qobject_cast<QComboBox*>(editor)->currentData().toString();
  // Leaving the editor without a choice must not turn the search's method into an override.
  if (chosen == index.data(PlanModel::MethodRole).toString()) return;
  model->setData(index, chosen, Qt::EditRole);
}

void MethodDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                          const QModelIndex&) const {
  editor->setGeometry(option.rect);
}

void MethodDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
  QStyledItemDelegate::initStyleOption(option, index);
  if (option->rect.width() <= 2 * kArrowRoom) return;  // not laid out yet
  option->text = option->fontMetrics.elidedText(option->text, Qt::ElideMiddle, option->rect.width() - kArrowRoom);
}

void MethodDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  // A small arrow says that the cell is a choice.
  QStyleOption arrow;
  arrow.rect = QRect(option.rect.right() - 16, option.rect.center().y() - 5, 11, 11);
  arrow.palette = option.palette;
  arrow.state = QStyle::State_Enabled;
  const QWidget* widget = option.widget;
  (widget ? widget->style() : QApplication::style())
      ->drawPrimitive(QStyle::PE_IndicatorArrowDown, &arrow, painter, widget);
}

QSize MethodDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  return QStyledItemDelegate::sizeHint(option, index) + QSize(24, 4);
}

}  // namespace calm::ui
