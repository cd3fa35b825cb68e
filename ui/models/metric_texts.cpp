// Texts that the window shows and core owns: here for lupdate alone, which reads string literals. metricEntries() asks
// for their translations; a test holds this list against metric_infos().
#include <QtGlobal>

namespace calm::ui {
namespace {

[[maybe_unused]] constexpr const char* kMetricTexts[] = {
    QT_TRANSLATE_NOOP("calm::ui", "Linear CKA"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Linear CKA (Kornblith et al. 2019) of the original's and the candidate's rows; 1 is alike up to "
                      "rotation and scale. The paper's."),
    QT_TRANSLATE_NOOP("calm::ui", "CKA without sinks"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Linear CKA over the tokens that are no attention sinks: rows of the original whose norm exceeds "
                      "10 times the median norm are left out."),
    QT_TRANSLATE_NOOP("calm::ui", "CKA standardised"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Linear CKA of columns with mean 0 and deviation 1, so that no outlier channel decides alone."),
    QT_TRANSLATE_NOOP("calm::ui", "Debiased CKA"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "CKA from the unbiased HSIC estimator (Song et al. 2012): not inflated where tokens are few."),
    QT_TRANSLATE_NOOP("calm::ui", "SQNR"),
    QT_TRANSLATE_NOOP("calm::ui", "dB"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Signal to quantization noise, 10 log10(||Y||^2 / ||Y - Yq||^2): the relative MSE in decibel."),
    QT_TRANSLATE_NOOP("calm::ui", "Cosine"),
    QT_TRANSLATE_NOOP("calm::ui", "Cosine between the original's and the candidate's row, mean over the tokens."),
    QT_TRANSLATE_NOOP("calm::ui", "Linear CKA, residual"),
    QT_TRANSLATE_NOOP("calm::ui",
                      "Linear CKA at the layer's output, after the residual, whose stream hides the differences: kept "
                      "for comparison."),
    QT_TRANSLATE_NOOP("calm::ui", "CKA without sinks, residual"),
    QT_TRANSLATE_NOOP("calm::ui", "CKA without sinks at the layer's output, after the residual."),
    QT_TRANSLATE_NOOP("calm::ui", "CKA standardised, residual"),
    QT_TRANSLATE_NOOP("calm::ui", "CKA of standardised columns at the layer's output, after the residual."),
    QT_TRANSLATE_NOOP("calm::ui", "Debiased CKA, residual"),
    QT_TRANSLATE_NOOP("calm::ui", "Debiased CKA at the layer's output, after the residual."),
    QT_TRANSLATE_NOOP("calm::ui", "SQNR, residual"),
    QT_TRANSLATE_NOOP("calm::ui", "SQNR at the layer's output, after the residual: what the layers above receive."),
    QT_TRANSLATE_NOOP("calm::ui", "Cosine, residual"),
    QT_TRANSLATE_NOOP("calm::ui", "Token cosine at the layer's output, after the residual."),
    QT_TRANSLATE_NOOP("calm::ui", "KL of the final logits"),
    QT_TRANSLATE_NOOP("calm::ui", "nats"),
    QT_TRANSLATE_NOOP(
        "calm::ui",
        "KL divergence of the next-token distributions from the original's, with the original layers above the "
        "candidate, on the first tokens of the calibration. Dear: runs the layers above for every candidate."),
};

}  // namespace
}  // namespace calm::ui
