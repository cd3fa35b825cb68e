#include "ui/panels/calibration_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <algorithm>
#include <limits>

#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/text_source_edit.h"
#include "ui/strings.h"

namespace calm::ui {

CalibrationForm::CalibrationForm(std::vector<calm::CalibrationPreset> presets, std::shared_ptr<FilePrompt> prompt,
                                 QWidget* parent)
    : QGroupBox(tr("Calibration"), parent),
      presets_(std::move(presets)),
      preset_(new QComboBox(this)),
      source_(new TextSourceEdit(tr("Bundled text"), std::move(prompt), this)),
      sequences_(new QSpinBox(this)),
      length_(new QSpinBox(this)),
      seed_(new QSpinBox(this)),
      special_(new QCheckBox(tr("Put &special tokens first"), this)),
      total_(new QLabel(this)) {
  // Core's titles count tokens, as the line below does: the short form fits a narrow dock.
  for (const calm::CalibrationPreset& preset : presets_) {
    preset_->addItem(tr("%1 (%2 × %3)")
                         .arg(coreText(preset.title.substr(0, preset.title.find(" ("))), formatCount(preset.sequences),
                              formatCount(preset.length)));
    preset_->setItemData(preset_->count() - 1, tr("%1 sequences of %2 tokens").arg(preset.sequences).arg(preset.length),
                         Qt::ToolTipRole);
  }
  preset_->addItem(tr("Custom"));
  prepareCombo(preset_);
  for (QSpinBox* box : {sequences_, length_, seed_}) {
    box->setKeyboardTracking(false);  // a number counts when it is complete
    box->setGroupSeparatorShown(true);
  }
  seed_->setRange(0, std::numeric_limits<int>::max());
  special_->setToolTip(tr("Put the model's leading special tokens once before the text"));
  special_->setAccessibleName(tr("Put special tokens first"));
  total_->setAccessibleName(tr("Calibration tokens"));

  auto* form = makeForm(this);
  addRow(form, tr("&Preset:"), preset_, tr("How many tokens: more tokens make steadier scores and longer runs"));
  addRow(form, tr("&Text:"), source_, {}, source_->buddy());
  addRow(form, tr("Se&quences:"), sequences_, tr("How many windows of the text are drawn"));
  addRow(form, tr("&Length:"), length_, tr("Tokens in each sequence"));
  addRow(form, tr("S&eed:"), seed_, tr("Chooses which windows of the text are drawn"));
  form->addRow(special_);
  form->addRow(total_);

  connect(preset_, &QComboBox::activated, this, &CalibrationForm::applyPreset);
  connect(source_, &TextSourceEdit::changed, this, &CalibrationForm::onSourceChanged);
  const auto edited = [this] {
    showPreset();
    Q_EMIT changed();
  };
  connect(sequences_, &QSpinBox::valueChanged, this, edited);
  connect(length_, &QSpinBox::valueChanged, this, edited);
  connect(seed_, &QSpinBox::valueChanged, this, [this, edited](int value) {
    seedValue_ = static_cast<uint64_t>(value);
    edited();
  });
  connect(special_, &QCheckBox::toggled, this, edited);
  setOptions({});
}

calm::CalibrationOptions CalibrationForm::options() const {
  calm::CalibrationOptions options;
  options.source = source_->source();
  options.file = source_->file();
  options.sequences = sequences_->value();
  options.length = length_->value();
  options.seed = seedValue_;
  options.add_special = special_->isChecked();
  return options;
}

void CalibrationForm::setOptions(const calm::CalibrationOptions& options) {
  const QSignalBlocker blockers[] = {QSignalBlocker(sequences_), QSignalBlocker(length_), QSignalBlocker(seed_),
                                     QSignalBlocker(special_)};
  source_->setValue(options.source, options.file);
  updateLimits();
  sequences_->setValue(options.sequences);
  length_->setValue(options.length);
  seedValue_ = options.seed;
  seed_->setValue(static_cast<int>(std::min<uint64_t>(options.seed, std::numeric_limits<int>::max())));
  special_->setChecked(options.add_special);
  showPreset();
}

QString CalibrationForm::problem() const {
  return source_->problem();
}

void CalibrationForm::applyPreset() {
  const auto index = static_cast<size_t>(preset_->currentIndex());
  if (index >= presets_.size()) return;  // "Custom" leaves the numbers as they are
  {
    const QSignalBlocker blockers[] = {QSignalBlocker(sequences_), QSignalBlocker(length_)};
    sequences_->setValue(presets_[index].sequences);
    length_->setValue(presets_[index].length);
  }
  showPreset();
  Q_EMIT changed();
}

void CalibrationForm::showPreset() {
  const auto match = std::find_if(presets_.begin(), presets_.end(), [this](const calm::CalibrationPreset& preset) {
    return preset.sequences == sequences_->value() && preset.length == length_->value();
  });
  preset_->setCurrentIndex(static_cast<int>(match - presets_.begin()));  // past the presets: "Custom"
  const qint64 tokens = static_cast<qint64>(sequences_->value()) * length_->value();
  total_->setText(tokens > 0 ? tr("%1 tokens").arg(formatCount(tokens)) : tr("As many tokens as the file has"));
}

void CalibrationForm::onSourceChanged() {
  updateLimits();
  showPreset();
  Q_EMIT changed();
}

// Only a token file can be taken as it is.
void CalibrationForm::updateLimits() {
  const bool tokens = source_->source() == calm::TextSource::tokens;
  const QSignalBlocker blockers[] = {QSignalBlocker(sequences_), QSignalBlocker(length_)};
  const bool wasWhole = !tokens && (sequences_->value() == 0 || length_->value() == 0);
  const calm::CalibrationOptions usual;
  sequences_->setRange(tokens ? 0 : 1, 1'000'000);
  length_->setRange(tokens ? 0 : 2, 1'000'000);
  if (wasWhole) {
    sequences_->setValue(usual.sequences);
    length_->setValue(usual.length);
  }
  const QString whole = tokens ? tr("all") : QString();
  sequences_->setSpecialValueText(whole);
  length_->setSpecialValueText(whole);
  length_->setSuffix(tr(" tokens"));
  seed_->setEnabled(!tokens);
  special_->setEnabled(!tokens);
}

}  // namespace calm::ui
