#include "ui/core_texts.h"

#include <QCoreApplication>
#include <string>

namespace calm::ui {
namespace {

// For lupdate alone, which reads string literals. A test holds this list against what core has.
[[maybe_unused]] constexpr const char* kTexts[] = {
    QT_TRANSLATE_NOOP("calm::ui", "Rounds each weight to the nearest code of its group."),
    QT_TRANSLATE_NOOP("calm::ui", "Search each group's clipping ratio for the least output error."),
    QT_TRANSLATE_NOOP("calm::ui", "Ratios tried by the clipping search."),
    QT_TRANSLATE_NOOP("calm::ui", "How far the clipping search goes down."),
    QT_TRANSLATE_NOOP("calm::ui", "Rounds column by column and corrects the columns to come, by the inverse Hessian."),
    QT_TRANSLATE_NOOP("calm::ui", "Damping, as a share of the Hessian's mean diagonal."),
    QT_TRANSLATE_NOOP("calm::ui", "Columns updated together; changes speed, not results."),
    QT_TRANSLATE_NOOP("calm::ui", "Columns by falling Hessian diagonal; implies static-groups."),
    QT_TRANSLATE_NOOP("calm::ui", "Scales found on the original weights, not on the updated ones."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "How far weights are moved to undo the error that the layers below left in the input (GPTAQ)."),
    QT_TRANSLATE_NOOP("calm::ui", "Sweeps of coordinate descent over codes and scales afterwards (QuantEase)."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Scales salient input channels up before rounding, by a grid search on the output error."),
    QT_TRANSLATE_NOOP("calm::ui", "Points of the exponent grid."),
    QT_TRANSLATE_NOOP("calm::ui", "Divide by the weights' mean magnitude as well (duo scaling)."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "What the grid compares: the linears' own outputs, or the attention's and the FFN's on up to "
                      "2048 tokens (the official release; slower)."),
    QT_TRANSLATE_NOOP("calm::ui", "Fold v -> o under grouped-query attention too, one scale a KV channel."),
    QT_TRANSLATE_NOOP("calm::ui", "Moves the activations' outliers into the weights, by the exponent alpha."),
    QT_TRANSLATE_NOOP("calm::ui", "How much of the difficulty moves from activations to weights."),
    QT_TRANSLATE_NOOP(
        "calm::ui",
        "Learns each weight's rounding and each group's clipping by sign gradient descent on the output error."),
    QT_TRANSLATE_NOOP("calm::ui", "Gradient steps a site."),
    QT_TRANSLATE_NOOP("calm::ui", "First step's size in codes, falling to nothing; 0: one over the number of steps."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Where the descent begins: plain scales (the paper), those of the clipping search, or the codes "
                      "of gptq:act-order:clip:refine=4."),
    QT_TRANSLATE_NOOP("calm::ui", "Learn the rounding only."),
    QT_TRANSLATE_NOOP(
        "calm::ui", "Learns each group's clipping, and on request the scales of the norm folds, by gradient descent."),
    QT_TRANSLATE_NOOP("calm::ui", "Adam's step for the clipping strengths."),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Where the clipping begins: almost none (the paper), or where the clipping search ends."),
    QT_TRANSLATE_NOOP(
        "calm::ui",
        "Learn the scales of norm -> q,k,v, norm -> gate,up and up -> down first (equivalent transformation)."),
    QT_TRANSLATE_NOOP("calm::ui", "Adam's step for these scales' logarithms."),
    QT_TRANSLATE_NOOP("calm::ui", "Gradient steps for these scales."),
    QT_TRANSLATE_NOOP(
        "calm::ui",
        "Conditions the Hessian before rounding: compresses its large input channels, merged into the norms."),
    QT_TRANSLATE_NOOP(
        "calm::ui",
        "Strength of the compression, 1 makes the Hessian's diagonal even; 0: the best of ten by output error."),
    QT_TRANSLATE_NOOP(
        "calm::ui",
        "Small groups with quantized scales and zeros, and the costliest weights kept beside them; not exportable."),
    QT_TRANSLATE_NOOP("calm::ui", "Share of the weights that is kept."),
    QT_TRANSLATE_NOOP("calm::ui", "Weights a scale and a zero."),
    QT_TRANSLATE_NOOP("calm::ui", "Bits of a scale's and a zero's code."),
    QT_TRANSLATE_NOOP("calm::ui", "Rows that share their statistics."),
    QT_TRANSLATE_NOOP("calm::ui", "The paper's pool of three."),
    QT_TRANSLATE_NOOP("calm::ui", "The paper's pool with five strengths of SmoothQuant."),
    QT_TRANSLATE_NOOP("calm::ui", "Strong"),
    QT_TRANSLATE_NOOP("calm::ui", "Clipping, act-order and compositions: what wins end to end."),
    QT_TRANSLATE_NOOP("calm::ui", "Paper"),
    QT_TRANSLATE_NOOP("calm::ui", "Algorithm 1 of CALM exactly: GPTQ, AWQ and SmoothQuant, chosen by linear CKA."),
    QT_TRANSLATE_NOOP("calm::ui", "Best"),
    QT_TRANSLATE_NOOP("calm::ui", "Quick"),
    QT_TRANSLATE_NOOP("calm::ui", "Balanced"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "What gives the best model end to end: a rotated model, strong candidates, chosen by the error "
                      "that the layers above receive, then scales and norms learned from the original's answers."),
    QT_TRANSLATE_NOOP("calm::ui", "Bits a weight; goes to the last stage."),
};

}  // namespace

QString coreText(std::string_view text) {
  return QCoreApplication::translate("calm::ui", std::string(text).c_str());
}

}  // namespace calm::ui
