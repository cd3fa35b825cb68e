#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "ui/core_errors.h"
#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/report_texts.h"
#include "ui/strings.h"

namespace calm::ui {
namespace {

// Core's notes, stages and names of variants, which hold numbers and names. The first that fits is taken: the longer of
// two that begin alike comes first. A test holds those that a run gives against this list.
constexpr const char* kMessages[] = {
    // of an estimate
    QT_TRANSLATE_NOOP("calm::ui", "only %1 tokens for %2 features: CKA is inflated below 4 x the width (%3 tokens)"),
    QT_TRANSLATE_NOOP("calm::ui", "%1 stays 16 bit: no group of 32 channels divides its %2 inputs"),
    QT_TRANSLATE_NOOP("calm::ui", "%1 stays 16 bit: no group of %2, 64 or 32 divides its %3 inputs"),
    QT_TRANSLATE_NOOP("calm::ui", "%1 stays 16 bit: no group of %2 or 32 divides its %3 inputs"),
    QT_TRANSLATE_NOOP("calm::ui", "%1 stays 16 bit: no group of %2 divides its %3 inputs"),
    QT_TRANSLATE_NOOP("calm::ui", "%1 inputs are not a multiple of %2: those linears use groups of %3"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "code minus zero point needs more than %1 bits: these weights run on the 8-bit kernels, exactly"),
    QT_TRANSLATE_NOOP(
        "calm::ui",
        "code minus zero point does not fit 8 bits: these weights run dequantized, without integer kernels"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "groups of %1 are no multiple of %2: these weights run dequantized, without integer kernels"),
    QT_TRANSLATE_NOOP("calm::ui", "this needs more memory than is free; use fewer or shorter sequences"),
    QT_TRANSLATE_NOOP("calm::ui", "this needs more disk space than is free in the session's folder"),
    // of an export
    QT_TRANSLATE_NOOP("calm::ui", "Group %1 instead of %2, which does not divide the inputs: %3."),
    QT_TRANSLATE_NOOP("calm::ui", "Stay 16 bit: %1."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Linears that serving runtimes fuse (q, k, v or gate, up) differ in %1: such a runtime may "
                      "refuse the model."),
    QT_TRANSLATE_NOOP("calm::ui", "Bits a weight: %1."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Weights of %1 bits: transformers with compressed-tensors 0.19 reads them (older versions pack "
                      "them differently); vLLM's kernels take 4 and 8 bits only."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Some layers have a method for each part. q, k, v and gate, up share bits and group in every "
                      "layer, so that runtimes that fuse them can."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Runtimes that fuse q, k, v and gate, up need one scheme for each; it differs at %1."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Scales and norms are tuned: %1 epochs over %2 tokens; KL to the original %3 -> %4 on held-out "
                      "text (%5)."),
    QT_TRANSLATE_NOOP("calm::ui", "Scales and norms are tuned: %1."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "%1 of %2 layers are stale: their methods were chosen under other choices below them. Recompute "
                      "to choose them again."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Weights are exactly the plan's. llama.cpp quantizes activations in blocks of 32 (Q8_0) instead "
                      "of by token, so its logits differ a little."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "transformers loads the export as it is; vLLM reads this layout, but it was not run here."),
    QT_TRANSLATE_NOOP("calm::ui", "Layers %1: v -> o not folded: grouped-query attention (option gqa-vo)"),
    // what a run is at
    QT_TRANSLATE_NOOP("calm::ui", "statistics"),
    QT_TRANSLATE_NOOP("calm::ui", "quantizing"),
    QT_TRANSLATE_NOOP("calm::ui", "scoring"),
    QT_TRANSLATE_NOOP("calm::ui", "embedding"),
    QT_TRANSLATE_NOOP("calm::ui", "final norm and head"),
    QT_TRANSLATE_NOOP("calm::ui", "done"),
    QT_TRANSLATE_NOOP("calm::ui", "reading layer %1 back"),
    QT_TRANSLATE_NOOP("calm::ui", "reading embedding and head back"),
    QT_TRANSLATE_NOOP("calm::ui", "comparing the logits"),
    QT_TRANSLATE_NOOP("calm::ui", "replaying the layers below %1"),
    QT_TRANSLATE_NOOP("calm::ui", "quantizing the plan's layers"),
    QT_TRANSLATE_NOOP("calm::ui", "the plan's layers"),
    QT_TRANSLATE_NOOP("calm::ui", "the original's answers"),
    QT_TRANSLATE_NOOP("calm::ui", "the plan as it is"),
    QT_TRANSLATE_NOOP("calm::ui", "Hessian traces"),
    QT_TRANSLATE_NOOP("calm::ui", "rounding errors at %1 bits"),
    QT_TRANSLATE_NOOP("calm::ui", "gain on held-out text: %1"),
    QT_TRANSLATE_NOOP("calm::ui", "divergence and perplexity of %1, %2 windows"),
    QT_TRANSLATE_NOOP("calm::ui", "perplexity of %1, %2 windows"),
    QT_TRANSLATE_NOOP("calm::ui", "warming up: %1"),
    QT_TRANSLATE_NOOP("calm::ui", "timing: %1"),
    QT_TRANSLATE_NOOP("calm::ui", "layer %1: %2 instead of %3"),
    QT_TRANSLATE_NOOP("calm::ui", "layer %1 of %2: %3"),
    QT_TRANSLATE_NOOP("calm::ui", "layer %1 of %2"),
    // variants
    QT_TRANSLATE_NOOP("calm::ui", "%1 = %2"),
    QT_TRANSLATE_NOOP("calm::ui", "Original"),
    QT_TRANSLATE_NOOP("calm::ui", "Hybrid"),
    QT_TRANSLATE_NOOP("calm::ui", "Hybrid before tuning"),
    QT_TRANSLATE_NOOP("calm::ui", "Hybrid before refinement"),
    QT_TRANSLATE_NOOP("calm::ui", "%1 everywhere"),
    QT_TRANSLATE_NOOP("calm::ui", "Plan by %1"),
    QT_TRANSLATE_NOOP("calm::ui", "Random plan, seed %1"),
};

struct Pattern {
  const char* message;
  QString part;  // its longest text without a place: what lacks it does not fit
  QRegularExpression shape;
};

std::vector<Pattern> compile(std::initializer_list<std::span<const char* const>> lists) {
  std::vector<Pattern> made;
  for (const std::span<const char* const> list : lists) {
    for (const char* message : list) {
      const QStringList parts = QString::fromLatin1(message).split(QRegularExpression(QStringLiteral("%\\d")));
      QStringList shape;
      for (const QString& part : parts) shape << QRegularExpression::escape(part);
      made.push_back({message,
                      *std::max_element(parts.begin(), parts.end(),
                                        [](const QString& a, const QString& b) { return a.size() < b.size(); }),
                      QRegularExpression(QRegularExpression::anchoredPattern(shape.join(QLatin1String("(.*?)"))))});
    }
  }
  return made;
}

/// `text` by the first pattern that fits, and what that took from it likewise.
QString translated(const std::vector<Pattern>& patterns, std::string_view text) {
  const QString plain = toQString(text);
  const QString whole = coreText(text);  // most have no number
  if (whole != plain) return whole;
  for (const Pattern& pattern : patterns) {
    if (!plain.contains(pattern.part)) continue;
    const QRegularExpressionMatch match = pattern.shape.match(plain);
    if (!match.hasMatch()) continue;
    const QString shape = coreText(pattern.message);
    // Once from the left: a name may hold a percent sign itself.
    QString made;
    for (qsizetype at = 0; at < shape.size(); ++at) {
      const bool place = shape[at] == u'%' && at + 1 < shape.size() && shape[at + 1].isDigit();
      made += place ? translated(patterns, toStd(match.captured(shape[at + 1].digitValue()))) : QString(shape[at]);
      if (place) ++at;
    }
    return made;
  }
  return plain;
}

}  // namespace

QString coreMessage(std::string_view text) {
  static const std::vector<Pattern> all = compile({kMessages});
  return translated(all, text);
}

QString reportText(std::string_view text) {
  static const std::vector<Pattern> all = compile({reportTexts(), kMessages});
  return translated(all, text);
}

QString messageText(const QString& message) {
  static const std::vector<Pattern> all = compile({coreErrors(), kMessages});
  return inWindowWords(translated(all, toStd(message)));
}

}  // namespace calm::ui
