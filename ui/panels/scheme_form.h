#pragma once

#include <QGroupBox>

#include "calm/plan.h"
#include "calm/scheme.h"
#include "calm/transform.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace calm::ui {

QString siteText(calm::Site site);
QString metricText(calm::Metric metric);
QString storageText(calm::StorageType type);

/// What numbers the model is quantized to, and where and how the result is compared.
class SchemeForm : public QGroupBox {
  Q_OBJECT

 public:
  explicit SchemeForm(QWidget* parent = nullptr);

  calm::Scheme scheme() const;
  calm::Site site() const;
  calm::Transform transform() const;
  calm::Metric metric() const;
  /// Emit nothing.
  void setScheme(const calm::Scheme& scheme, calm::Site site, const calm::Transform& transform);
  void setMetric(calm::Metric metric);
  int beam() const;
  int tuning() const;  // epochs
  void setBeam(int width);
  void setTuning(int epochs);

 Q_SIGNALS:
  void changed();
  void metricChanged(calm::Metric metric);
  void beamChanged(int width);
  void tuningChanged(int epochs);

 private:
  void applyPreset();
  void showPreset();

  QComboBox* preset_;
  QComboBox* weights_;
  QComboBox* activations_;
  QComboBox* group_;
  QCheckBox* asymmetric_;
  QComboBox* storage_;
  QCheckBox* float16Scales_;
  QComboBox* transform_;
  QComboBox* site_;
  QComboBox* metric_;
  QSpinBox* beam_;
  QSpinBox* tuning_;
};

}  // namespace calm::ui
