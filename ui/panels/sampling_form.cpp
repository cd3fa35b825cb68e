#include "ui/panels/sampling_form.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSpinBox>
#include <limits>

#include "ui/panels/form_rows.h"

namespace calm::ui {

namespace {
// Comparing texts takes the product of their lengths.
constexpr int kLongest = 2048;
}  // namespace

SamplingForm::SamplingForm(QWidget* parent)
    : QWidget(parent),
      temperature_(new QDoubleSpinBox(this)),
      topK_(new QSpinBox(this)),
      topP_(new QDoubleSpinBox(this)),
      length_(new QSpinBox(this)),
      seed_(new QSpinBox(this)) {
  temperature_->setRange(0, 5);
  temperature_->setSingleStep(0.1);
  temperature_->setSpecialValueText(tr("0 (greedy)"));
  topK_->setRange(0, 100'000);
  topK_->setSpecialValueText(tr("all"));
  topP_->setRange(0.01, 1);
  topP_->setSingleStep(0.05);
  topP_->setValue(1);
  length_->setRange(1, kLongest);
  length_->setValue(128);
  seed_->setRange(0, std::numeric_limits<int>::max());
  auto* form = makeForm(this);
  form->setContentsMargins(0, 0, 0, 0);
  addRow(form, tr("Te&mperature:"), temperature_,
         tr("0: always the likeliest token, so that differences come from the variants alone. Higher: more varied."));
  addRow(form, tr("Top-&k:"), topK_, tr("Draw among the k likeliest tokens only"));
  addRow(form, tr("Top-&p:"), topP_, tr("Draw among the likeliest tokens that together hold this share"));
  addRow(form, tr("Ma&x tokens:"), length_, tr("Tokens to generate at most; the model may end earlier"));
  addRow(form, tr("S&eed:"), seed_, tr("The same seed draws the same random numbers on both sides"));
  connect(temperature_, &QDoubleSpinBox::valueChanged, this, &SamplingForm::refresh);
  refresh();
}

void SamplingForm::refresh() {
  // Nothing is drawn at temperature 0.
  const bool draws = temperature_->value() > 0;
  for (QWidget* field : {static_cast<QWidget*>(topK_), static_cast<QWidget*>(topP_), static_cast<QWidget*>(seed_)}) {
    field->setEnabled(draws);
  }
}

calm::GenerateRequest SamplingForm::request() const {
  calm::GenerateRequest request;
  request.max_tokens = length_->value();
  request.temperature = temperature_->value();
  request.top_k = topK_->value();
  request.top_p = topP_->value();
  request.seed = static_cast<uint64_t>(seed_->value());
  return request;
}

}  // namespace calm::ui
