#include "ui/tuning_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace calm::ui {

namespace {
struct Tuning {
  Q_DECLARE_TR_FUNCTIONS(calm::ui::Tuning)
};
}  // namespace

QString tuningText(const SessionState& state) {
  const TuningRecord* record = tuning_of(state, methods_of(state.plan));
  if (record == nullptr) return {};
  const auto kl = [](double value) { return QLocale().toString(value, 'f', 4); };
  if (!record->gain) {
    return Tuning::tr("Scales tuned: KL to the original %1 → %2 on the calibration text")
        .arg(kl(record->epoch_kl.front()), kl(record->epoch_kl.back()));
  }
  const QString change = Tuning::tr("KL to the original %1 → %2 on held-out text")
                             .arg(kl(record->gain->kl_before), kl(record->gain->kl_after));
  return record->used() ? Tuning::tr("Scales tuned: %1").arg(change)
                        : Tuning::tr("Tuning is not used, it made things worse: %1").arg(change);
}

}  // namespace calm::ui
