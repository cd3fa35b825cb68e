#include "ui/commands/edit_texts.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <set>
#include <vector>

#include "ui/models/score_scale.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

class Edit {
  Q_DECLARE_TR_FUNCTIONS(calm::ui::Edit)

 public:
  static QString pool(const Selection& before, const Selection& after) {
    std::vector<std::string> added, removed;
    const auto missing = [](const auto& from, const auto& in, auto& out) {
      for (const std::string& method : from) {
        if (std::find(in.begin(), in.end(), method) == in.end()) out.push_back(method);
      }
    };
    missing(after.pool, before.pool, added);
    missing(before.pool, after.pool, removed);
    if (added.empty() && removed.empty()) return tr("reorder the pool");
    if (removed.empty()) {
      return added.size() == 1 ? tr("add %1 to the pool").arg(methodTitle(added.front()))
                               : tr("add %n methods to the pool", nullptr, static_cast<int>(added.size()));
    }
    if (added.empty()) {
      return removed.size() == 1 ? tr("take %1 out of the pool").arg(methodTitle(removed.front()))
                                 : tr("take %n methods out of the pool", nullptr, static_cast<int>(removed.size()));
    }
    return tr("change the pool to %n methods", nullptr, static_cast<int>(after.pool.size()));
  }

  static QString overrides(const Selection& before, const Selection& after) {
    std::vector<int> set, cleared;
    std::set<std::string> methods;
    for (const auto& [layer, method] : after.overrides) {
      const auto old = before.overrides.find(layer);
      if (old != before.overrides.end() && old->second == method) continue;
      set.push_back(layer);
      methods.insert(method);
    }
    for (const auto& [layer, method] : before.overrides) {
      if (after.overrides.find(layer) == after.overrides.end()) cleared.push_back(layer);
    }
    if (set.empty()) {
      if (cleared.size() == 1) return tr("clear the override of layer %1").arg(cleared.front());
      return after.overrides.empty() ? tr("clear all overrides") : tr("clear the overrides of %1").arg(layers(cleared));
    }
    if (cleared.empty() && methods.size() == 1) {
      const QString title = methodTitle(*methods.begin());
      return set.size() == 1 ? tr("use %1 for layer %2").arg(title).arg(set.front())
                             : tr("use %1 for %2").arg(title, layers(set));
    }
    return tr("change the overrides of %n layers", nullptr, static_cast<int>(set.size() + cleared.size()));
  }

  /// `sorted` has two at least.
  static QString layers(const std::vector<int>& sorted) {
    const bool range = sorted.back() - sorted.front() + 1 == static_cast<int>(sorted.size());
    return range ? tr("layers %1 to %2").arg(sorted.front()).arg(sorted.back())
                 : tr("%n layers", nullptr, static_cast<int>(sorted.size()));
  }

  static QString selection(const Selection& before, const Selection& after) {
    const bool pools = before.pool != after.pool, metrics = before.metric != after.metric,
               choices = before.overrides != after.overrides;
    if (pools && !metrics && !choices) return pool(before, after);
    if (metrics && !pools && !choices) return tr("decide by %1").arg(metricTitle(after.metric));
    if (choices && !pools && !metrics) return overrides(before, after);
    return tr("change the pool and the overrides");
  }

  static QString analysis(const AnalysisOptions& before, const AnalysisOptions& after) {
    const CalibrationOptions &a = before.calibration, &b = after.calibration;
    QStringList changes;
    const auto number = [&](int64_t x, int64_t y, const QString& text) {
      if (x != y) changes << text.arg(y);
    };
    if (a.source != b.source || a.file != b.file) {
      changes << (b.source == TextSource::bundled
                      ? tr("calibrate on the bundled text")
                      : tr("calibrate on %1").arg(QFileInfo(pathToQString(b.file)).fileName()));
    }
    if (a.sequences != b.sequences && a.length != b.length) {
      changes << tr("calibrate on %1 × %2 tokens").arg(b.sequences).arg(b.length);
    } else {
      number(a.sequences, b.sequences, tr("calibrate on %1 sequences"));
      number(a.length, b.length, tr("set the sequences to %1 tokens"));
    }
    if (a.seed != b.seed) changes << tr("set the calibration's seed to %1").arg(b.seed);
    if (a.add_special != b.add_special) {
      changes << (b.add_special ? tr("put special tokens before the text") : tr("leave out special tokens"));
    }
    number(before.scheme.weight_bits, after.scheme.weight_bits, tr("set weights to %1 bits"));
    number(before.scheme.activation_bits, after.scheme.activation_bits, tr("set activations to %1 bits"));
    if (after.scheme.group_size != calm::kPerChannel) {
      number(before.scheme.group_size, after.scheme.group_size, tr("set the group to %1 channels"));
    } else if (before.scheme.group_size != after.scheme.group_size) {
      changes << tr("set one scale per channel");
    }
    if (before.scheme.asymmetric != after.scheme.asymmetric)
      changes << (after.scheme.asymmetric ? tr("give weights zero points") : tr("take weights' zero points away"));
    if (before.scheme.storage != after.scheme.storage)
      changes << tr("store what stays 16 bit as %1").arg(toQString(to_string(after.scheme.storage)));
    if (before.scheme.float16_scales != after.scheme.float16_scales) {
      changes << (after.scheme.float16_scales ? tr("keep scales exact in float16")
                                              : tr("let scales have the storage's type"));
    }
    if (before.site != after.site) changes << tr("measure at %1").arg(toQString(to_string(after.site)));
    if (before.arithmetic != after.arithmetic)
      changes << tr("compute with %1").arg(toQString(to_string(after.arithmetic)));
    if (before.transform != after.transform)
      changes << tr("set the transform to %1").arg(toQString(to_string(after.transform)));
    return changes.size() == 1 ? changes.front() : tr("change the set-up");
  }
};

}  // namespace

QString describeEdit(const Selection& before, const Selection& after) {
  return Edit::selection(before, after);
}
QString describeEdit(const AnalysisOptions& before, const AnalysisOptions& after) {
  return Edit::analysis(before, after);
}

QString undoText(const QString& edit) {
  // QUndoCommand: a line for the history, and one for the menu.
  return edit.left(1).toUpper() + edit.mid(1) + u'\n' + edit;
}

}  // namespace calm::ui
