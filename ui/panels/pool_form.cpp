#include "ui/panels/pool_form.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

#include "calm/error.h"
#include "ui/core_texts.h"
#include "ui/panels/add_method_dialog.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/pool_model.h"
#include "ui/strings.h"

namespace calm::ui {

PoolForm::PoolForm(SetupCatalog catalog, QWidget* parent)
    : QGroupBox(tr("Method pool"), parent),
      catalog_(std::move(catalog)),
      model_(new PoolModel(catalog_, this)),
      preset_(new QComboBox(this)),
      list_(new QTreeView(this)),
      add_(new QPushButton(tr("Add &method..."), this)) {
  for (const calm::PoolPreset& preset : catalog_.poolPresets) {
    preset_->addItem(coreText(preset.title));
    preset_->setItemData(preset_->count() - 1, coreText(preset.summary), Qt::ToolTipRole);
  }
  preset_->addItem(tr("Custom"));
  prepareCombo(preset_);
  list_->setModel(model_);
  list_->setRootIsDecorated(false);
  list_->setUniformRowHeights(true);
  list_->setAllColumnsShowFocus(true);
  list_->setTabKeyNavigation(false);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // what is cut is in the tool tip
  list_->setAccessibleName(tr("Methods of the pool"));
  list_->setToolTip(tr("Checked methods compete at each layer. Taking one out changes no score of the others."));
  list_->header()->setSectionResizeMode(PoolModel::Method, QHeaderView::Interactive);
  list_->header()->setStretchLastSection(true);
  list_->header()->resizeSection(PoolModel::Method, fontMetrics().averageCharWidth() * 22);
  add_->setToolTip(tr("Build a method from stages and options and put it in the pool"));
  add_->setAccessibleName(tr("Add method"));

  auto* column = new QVBoxLayout(this);
  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  addRow(form, tr("Poo&l:"), preset_, tr("A ready-made set of methods"));
  column->addLayout(form);
  column->addWidget(list_);
  column->addWidget(add_, 0, Qt::AlignLeft);

  connect(preset_, &QComboBox::activated, this, [this](int index) {
    if (index >= static_cast<int>(catalog_.poolPresets.size())) return;
    model_->replacePool(catalog_.poolPresets[static_cast<size_t>(index)].specs);
  });
  connect(model_, &PoolModel::poolEdited, this, &PoolForm::onEdited);
  connect(model_, &QAbstractItemModel::rowsInserted, this, &PoolForm::fitHeight);
  connect(add_, &QPushButton::clicked, this, &PoolForm::openAddMethod);
  showPreset();
  fitHeight();
}

const std::vector<std::string>& PoolForm::pool() const {
  return model_->pool();
}

void PoolForm::setPool(const std::vector<std::string>& specs, const QStringList& known) {
  std::vector<std::string> names;
  for (const QString& spec : known) names.push_back(toStd(spec));
  model_->setPool(specs, names);
  showPreset();
}

void PoolForm::clear() {
  model_->clear();
  showPreset();
  fitHeight();
}

QString PoolForm::problem() const {
  if (pool().empty()) return tr("The pool is empty: check at least one method.");
  for (const std::string& spec : pool()) {
    try {
      catalog_.parse(spec);
    } catch (const calm::Error& error) {
      return messageText(toQString(error.what()));
    }
  }
  return {};
}

void PoolForm::openAddMethod() {
  auto* dialog = new AddMethodDialog(catalog_, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &AddMethodDialog::methodChosen, this,
          [this](const QString& spec) { model_->addToPool(toStd(spec)); });
  dialog->open();
}

void PoolForm::onEdited() {
  showPreset();
  Q_EMIT poolChanged(pool());
}

void PoolForm::showPreset() {
  const auto sorted = [](std::vector<std::string> specs) {
    std::sort(specs.begin(), specs.end());
    return specs;
  };
  int index = static_cast<int>(catalog_.poolPresets.size());
  for (size_t i = 0; i < catalog_.poolPresets.size(); ++i) {
    std::vector<std::string> specs;
    for (const std::string& spec : catalog_.poolPresets[i].specs) specs.push_back(catalog_.canonical(spec));
    if (sorted(specs) == sorted(pool())) index = static_cast<int>(i);
  }
  preset_->setCurrentIndex(index);
}

// Few rows take little room, many scroll.
void PoolForm::fitHeight() {
  const int rows = std::clamp(model_->rowCount(), 4, 10);
  const int row = std::max(list_->sizeHintForRow(0), fontMetrics().height() * 5 / 4);
  list_->setFixedHeight(rows * row + list_->header()->sizeHint().height() + 2 * list_->frameWidth());
}

}  // namespace calm::ui
