#include "ui/panels/scheme_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/models/score_scale.h"
#include "ui/panels/form_rows.h"

namespace calm::ui {

namespace {

// A session may hold a value that this list does not offer: it is shown rather than changed.
void select(QComboBox* combo, int value) {
  const QSignalBlocker blocker(combo);
  int index = combo->findData(value);
  if (index < 0) {
    combo->addItem(QString::number(value), value);
    index = combo->count() - 1;
  }
  combo->setCurrentIndex(index);
}

QString presetTitle(const calm::SchemePreset& preset) {
  calm::Scheme scheme;
  calm::apply_preset(preset, scheme);
  const QString widths = QString::fromStdString(widths_text(scheme));
  if (preset.asymmetric) return SchemeForm::tr("%1, asymmetric").arg(widths);
  return preset.group_size == calm::kPerChannel ? SchemeForm::tr("%1, per channel").arg(widths) : widths;
}

QString presetSummary(const calm::SchemePreset& preset) {
  const QString weights = preset.asymmetric
                              ? SchemeForm::tr("Weights of %1 bits with zero points").arg(preset.weight_bits)
                              : SchemeForm::tr("Weights of %1 bits").arg(preset.weight_bits);
  const QString group = preset.group_size == calm::kPerChannel
                            ? SchemeForm::tr("one scale per output channel")
                            : SchemeForm::tr("one scale per %1 input channels").arg(preset.group_size);
  const QString activations = preset.activation_bits == 16
                                  ? SchemeForm::tr("activations stay as they are")
                                  : SchemeForm::tr("activations of %1 bits").arg(preset.activation_bits);
  return QStringLiteral("%1, %2, %3").arg(weights, group, activations);
}

QString transformText(const calm::Transform& transform) {
  if (transform.kind == calm::Transform::Kind::none) return SchemeForm::tr("None");
  if (transform == calm::Transform{calm::Transform::Kind::quarot}) return SchemeForm::tr("QuaRot rotation");
  if (transform == calm::parse_transform("quip")) return SchemeForm::tr("QuIP (random orthogonal)");
  if (transform == calm::Transform{calm::Transform::Kind::spinquant}) return SchemeForm::tr("SpinQuant (learned)");
  return QString::fromStdString(to_string(transform));
}

}  // namespace

QString siteText(calm::Site site) {
  switch (site) {
    case calm::Site::ffn_output:
      return SchemeForm::tr("FFN output");
    case calm::Site::down_input:
      return SchemeForm::tr("Input of down_proj");
    case calm::Site::attention_output:
      return SchemeForm::tr("Attention output");
    case calm::Site::layer_output:
      return SchemeForm::tr("Layer output");
  }
  return {};
}

QString storageText(calm::StorageType type) {
  switch (type) {
    case calm::StorageType::automatic:
      return SchemeForm::tr("As the checkpoint");
    case calm::StorageType::float32:
      return QStringLiteral("float32");
    case calm::StorageType::bfloat16:
      return QStringLiteral("bfloat16");
    case calm::StorageType::float16:
      return QStringLiteral("float16");
  }
  return {};
}

SchemeForm::SchemeForm(QWidget* parent)
    : QGroupBox(tr("Quantization and comparison"), parent),
      preset_(new QComboBox(this)),
      weights_(new QComboBox(this)),
      activations_(new QComboBox(this)),
      group_(new QComboBox(this)),
      asymmetric_(new QCheckBox(tr("Asymmetric (&zero points)"), this)),
      storage_(new QComboBox(this)),
      float16Scales_(new QCheckBox(tr("Scales exact in &float16"), this)),
      transform_(new QComboBox(this)),
      site_(new QComboBox(this)),
      metric_(new QComboBox(this)),
      beam_(new QSpinBox(this)),
      tuning_(new QSpinBox(this)) {
  for (const calm::SchemePreset& preset : calm::scheme_presets()) {
    preset_->addItem(presetTitle(preset));
    preset_->setItemData(preset_->count() - 1, presetSummary(preset), Qt::ToolTipRole);
  }
  preset_->addItem(tr("Custom"));
  for (const int bits : {2, 3, 4, 5, 6, 7, 8}) weights_->addItem(tr("%1 bits").arg(bits), bits);
  select(weights_, calm::Scheme().weight_bits);
  activations_->addItem(tr("8 bits"), 8);
  activations_->addItem(tr("16 bits (kept)"), 16);
  for (const int size : {128, 64, 32}) group_->addItem(QString::number(size), size);
  group_->addItem(tr("Per channel"), calm::kPerChannel);
  for (const calm::StorageType type : {calm::StorageType::automatic, calm::StorageType::float32,
                                       calm::StorageType::bfloat16, calm::StorageType::float16}) {
    storage_->addItem(storageText(type), static_cast<int>(type));
  }
  for (const char* spec : {"none", "quarot", "quip", "spinquant"}) {
    transform_->addItem(transformText(calm::parse_transform(spec)),
                        QString::fromStdString(to_string(calm::parse_transform(spec))));
  }
  for (const calm::Site site :
       {calm::Site::ffn_output, calm::Site::down_input, calm::Site::attention_output, calm::Site::layer_output}) {
    site_->addItem(siteText(site), static_cast<int>(site));
  }
  for (const calm::MetricInfo& info : calm::metric_infos()) {
    metric_->addItem(metricTitle(info.metric), static_cast<int>(info.metric));
    metric_->setItemData(metric_->count() - 1, tr(info.summary.data()), Qt::ToolTipRole);
  }
  for (QComboBox* combo : {preset_, weights_, activations_, group_, storage_, transform_, site_, metric_})
    prepareCombo(combo);
  asymmetric_->setToolTip(
      tr("Each group gets a zero point beside its scale, so that its codes span from its lowest to its highest weight. "
         "More exact at few bits; code minus zero point then runs on the 8-bit kernels."));
  asymmetric_->setAccessibleName(tr("Asymmetric weights"));
  float16Scales_->setToolTip(
      tr("Round the scales so that float16 holds them exactly, as GGUF Q4_0 needs (asymmetric: Q4_1)"));
  float16Scales_->setAccessibleName(tr("Scales exact in float16"));

  auto* form = makeForm(this);
  addRow(
      form, tr("Sc&heme:"), preset_,
      tr("What weights and activations become: a named choice of the four fields below. W4A8 means weights of 4 bits "
         "and activations of 8."));
  addRow(form, tr("&Weights:"), weights_, tr("Bits of a weight"));
  addRow(form, tr("A&ctivations:"), activations_,
         tr("Bits of the inputs of each linear layer, one scale a token. 16 bits: they stay as they are."));
  addRow(form, tr("&Group:"), group_,
         tr("Input channels that share one weight scale. Where it does not divide a layer's width, that layer takes "
            "64 or 32, or stays 16 bit. Per channel: one scale for all inputs of an output channel."));
  form->addRow(asymmetric_);
  addRow(form, tr("St&orage:"), storage_,
         tr("Type of what is not quantized: scales, norms, embeddings and the output head"));
  form->addRow(float16Scales_);
  addRow(form, tr("Trans&form:"), transform_,
         tr("A change of the whole model before its layers are quantized. The rotation spreads outliers over all "
            "channels; it is merged into the weights and costs nothing at run time."));
  addRow(form, tr("Measured &at:"), site_,
         tr("Where a quantized layer is compared with the original: what its feed-forward network adds (as in the "
            "paper), or another place"));
  addRow(form, tr("&Metric:"), metric_,
         tr("What decides between the methods. All metrics are measured in the same run; changing this measures "
            "nothing again while it leaves the choices alone."));
  beam_->setRange(1, calm::kWidestBeam);
  beam_->setKeyboardTracking(false);
  beam_->setSpecialValueText(tr("1 (greedy)"));
  addRow(
      form, tr("&Beam width:"), beam_,
      tr("How many of the best sequences of choices are kept from layer to layer. 1: each layer takes its best at "
         "once, as in the paper. More are ranked by the metric after the residual, and take as many times the work."));
  tuning_->setRange(0, calm::kMostTuningEpochs);
  tuning_->setKeyboardTracking(false);
  tuning_->setSpecialValueText(tr("none"));
  addRow(form, tr("T&uning epochs:"), tuning_,
         tr("After the analysis, how often the calibration text is read to learn the plan's scales and norms from the "
            "original's answers. Codes, size and format stay; it takes about five passes over the text an epoch."));

  for (QComboBox* combo : {weights_, activations_, group_, storage_, transform_, site_}) {
    connect(combo, &QComboBox::currentIndexChanged, this, &SchemeForm::changed);
  }
  for (QCheckBox* box : {asymmetric_, float16Scales_}) connect(box, &QCheckBox::toggled, this, &SchemeForm::changed);
  connect(this, &SchemeForm::changed, this, &SchemeForm::showPreset);
  connect(preset_, &QComboBox::activated, this, &SchemeForm::applyPreset);
  showPreset();
  connect(metric_, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT metricChanged(metric()); });
  connect(beam_, &QSpinBox::valueChanged, this, &SchemeForm::beamChanged);
  connect(tuning_, &QSpinBox::valueChanged, this, &SchemeForm::tuningChanged);
}

calm::Scheme SchemeForm::scheme() const {
  calm::Scheme scheme;
  scheme.weight_bits = weights_->currentData().toInt();
  scheme.activation_bits = activations_->currentData().toInt();
  scheme.group_size = group_->currentData().toInt();
  scheme.storage = static_cast<calm::StorageType>(storage_->currentData().toInt());
  scheme.float16_scales = float16Scales_->isChecked();
  scheme.asymmetric = asymmetric_->isChecked();
  return scheme;
}

calm::Site SchemeForm::site() const {
  return static_cast<calm::Site>(site_->currentData().toInt());
}
calm::Transform SchemeForm::transform() const {
  return calm::parse_transform(transform_->currentData().toString().toStdString());
}
calm::Metric SchemeForm::metric() const {
  return static_cast<calm::Metric>(metric_->currentData().toInt());
}

void SchemeForm::setScheme(const calm::Scheme& scheme, calm::Site site, const calm::Transform& transform) {
  select(weights_, scheme.weight_bits);
  select(activations_, scheme.activation_bits);
  select(group_, scheme.group_size);
  select(storage_, static_cast<int>(scheme.storage));
  select(site_, static_cast<int>(site));
  const QSignalBlocker transformBlocker(transform_);
  const QString spec = QString::fromStdString(to_string(transform));
  if (transform_->findData(spec) < 0) transform_->addItem(transformText(transform), spec);
  transform_->setCurrentIndex(transform_->findData(spec));
  const QSignalBlocker blockers[] = {QSignalBlocker(float16Scales_), QSignalBlocker(asymmetric_)};
  float16Scales_->setChecked(scheme.float16_scales);
  asymmetric_->setChecked(scheme.asymmetric);
  showPreset();
}

void SchemeForm::applyPreset() {
  const auto index = static_cast<size_t>(preset_->currentIndex());
  if (index >= calm::scheme_presets().size()) return showPreset();  // "Custom" is what the fields say, not a choice
  calm::Scheme wanted = scheme();
  calm::apply_preset(calm::scheme_presets()[index], wanted);
  if (wanted == scheme()) return;
  setScheme(wanted, site(), transform());
  Q_EMIT changed();
}

void SchemeForm::showPreset() {
  const calm::SchemePreset* match = calm::matching_preset(scheme());
  const auto count = static_cast<int>(calm::scheme_presets().size());
  preset_->setCurrentIndex(match == nullptr ? count : static_cast<int>(match - calm::scheme_presets().data()));
}

void SchemeForm::setMetric(calm::Metric metric) {
  select(metric_, static_cast<int>(metric));
}
void SchemeForm::setBeam(int width) {
  const QSignalBlocker blocker(beam_);
  beam_->setValue(width);
}
void SchemeForm::setTuning(int epochs) {
  const QSignalBlocker blocker(tuning_);
  tuning_->setValue(epochs);
}
int SchemeForm::beam() const {
  return beam_->value();
}
int SchemeForm::tuning() const {
  return tuning_->value();
}

}  // namespace calm::ui
