#include "ui/report_texts.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include "calm/report.h"
#include "ui/core_texts.h"
#include "ui/strings.h"

namespace calm::ui {
namespace {

/// reportText() of text that comes again and again.
class Words {
 public:
  std::string operator()(const std::string& text) {
    QString& told = told_[QByteArray::fromStdString(text)];
    if (told.isNull()) told = reportText(text);
    return toStd(told);
  }

 private:
  QHash<QByteArray, QString> told_;
};

std::string unescaped(const std::string& text) {
  QString plain = toQString(text);
  plain.replace(QLatin1String("&lt;"), QLatin1String("<")).replace(QLatin1String("&gt;"), QLatin1String(">"));
  plain.replace(QLatin1String("&quot;"), QLatin1String("\"")).replace(QLatin1String("&#39;"), QLatin1String("'"));
  return toStd(plain.replace(QLatin1String("&amp;"), QLatin1String("&")));
}

/// What stands between `before` and `after` in an SVG that core drew, wherever it does.
void translateBetween(std::string& svg, const std::string& before, const std::string& after, Words& words) {
  for (size_t at = svg.find(before); at != std::string::npos; at = svg.find(before, at)) {
    at += before.size();
    // A tag's own attributes end first.
    if (before.front() == '<' && before.back() != '>') at = svg.find('>', at) + 1;
    const size_t end = svg.find(after, at);
    if (at == 0 || end == std::string::npos) return;
    const std::string plain = unescaped(svg.substr(at, end - at)), told = words(plain);
    if (told == plain) continue;
    const std::string shown = toStd(toQString(told).toHtmlEscaped());
    svg.replace(at, end - at, shown);
    at += shown.size();
  }
}

}  // namespace

const std::vector<const char*>& reportTexts() {
  static const std::vector<const char*> all{
      QT_TRANSLATE_NOOP("calm::ui", "Setup"),
      QT_TRANSLATE_NOOP("calm::ui", "Set-up"),
      QT_TRANSLATE_NOOP("calm::ui", "Scores"),
      QT_TRANSLATE_NOOP("calm::ui", "Plan"),
      QT_TRANSLATE_NOOP("calm::ui", "Proof on held-out text"),
      QT_TRANSLATE_NOOP("calm::ui", "Proof"),
      QT_TRANSLATE_NOOP("calm::ui", "Benchmarks"),
      QT_TRANSLATE_NOOP("calm::ui", "Weight errors"),
      QT_TRANSLATE_NOOP("calm::ui", "Restoration"),
      QT_TRANSLATE_NOOP("calm::ui", "Similarity of the layers"),
      QT_TRANSLATE_NOOP("calm::ui", "Similarity of the layers of the original"),
      QT_TRANSLATE_NOOP("calm::ui", "Similarity of the layers of the quantized model"),
      QT_TRANSLATE_NOOP("calm::ui", "Distributions of weights and activations"),
      QT_TRANSLATE_NOOP("calm::ui", "Perplexity"),
      QT_TRANSLATE_NOOP("calm::ui", "Speed and memory"),
      QT_TRANSLATE_NOOP("calm::ui", "Kept plans"),
      QT_TRANSLATE_NOOP("calm::ui", "Histograms"),
      QT_TRANSLATE_NOOP("calm::ui", "Whether a statistic goes with the method that was chosen"),
      QT_TRANSLATE_NOOP("calm::ui", "Methods by layers"),
      QT_TRANSLATE_NOOP("calm::ui", "Scores over the layers"),
      QT_TRANSLATE_NOOP("calm::ui", "Method of every layer"),
      QT_TRANSLATE_NOOP("calm::ui", "The hybrid against each variant"),
      QT_TRANSLATE_NOOP("calm::ui", "Restoration matrices"),
      QT_TRANSLATE_NOOP("calm::ui", "Scores of every method at every layer"),
      QT_TRANSLATE_NOOP("calm::ui", "Score of each method over the layers"),
      QT_TRANSLATE_NOOP("calm::ui", "Weight error of each linear at every layer"),
      QT_TRANSLATE_NOOP("calm::ui", "Restoration over the layers"),
      QT_TRANSLATE_NOOP("calm::ui", "Kurtosis of the activations"),
      QT_TRANSLATE_NOOP("calm::ui", "Kurtosis of the weights"),
      QT_TRANSLATE_NOOP("calm::ui", "Largest activation over the median"),
      QT_TRANSLATE_NOOP("calm::ui", "|M - I| of the layers furthest from the identity"),
      QT_TRANSLATE_NOOP("calm::ui", "Methods by layers; the plan's choice is outlined, stale scores are pale."),
      QT_TRANSLATE_NOOP("calm::ui", "The same scores as curves."),
      QT_TRANSLATE_NOOP("calm::ui", "Nothing was scored yet."),
      QT_TRANSLATE_NOOP("calm::ui", "The hybrid against each variant, with 95 % intervals."),
      QT_TRANSLATE_NOOP("calm::ui", "The hybrid's KL minus each variant's, with 95 % intervals"),
      QT_TRANSLATE_NOOP("calm::ui",
                        "KL of the hybrid minus KL of the variant, nats a token: left of zero the hybrid is better"),
      QT_TRANSLATE_NOOP("calm::ui", "The method of every layer."),
      QT_TRANSLATE_NOOP("calm::ui", "The method of every layer, in this plan and in those kept."),
      QT_TRANSLATE_NOOP("calm::ui", "How far the plan's weights are from the original's; bright is far."),
      QT_TRANSLATE_NOOP("calm::ui", "Kurtosis of what each linear takes in, logarithmic; 3 is a normal distribution."),
      QT_TRANSLATE_NOOP("calm::ui", "Largest |x| over the median |x| of what each linear takes in, logarithmic."),
      QT_TRANSLATE_NOOP("calm::ui", "Kurtosis of each linear's weights, logarithmic."),
      QT_TRANSLATE_NOOP("calm::ui", "Logarithmic."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "|M - I| of the layers whose M is furthest from the identity, with that distance; colours by "
                        "the square root."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "M is the matrix that turns a quantized layer's output back into the original's as well as any "
                        "matrix can. Its distance from the identity says how much there is to restore; the errors, on "
                        "tokens that M was not fitted to, say whether it helps."),
      QT_TRANSLATE_NOOP("calm::ui", "Computed for another plan or set-up than the present one."),
      QT_TRANSLATE_NOOP("calm::ui", "Computed for another set-up than the present one."),
      QT_TRANSLATE_NOOP("calm::ui", "%1; 95 % intervals from a paired bootstrap over the windows."),
      QT_TRANSLATE_NOOP("calm::ui", "95 % intervals from a paired bootstrap over the windows."),
      QT_TRANSLATE_NOOP("calm::ui", "Medians over the repeats; spread: (largest - smallest) / median."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "Score: %1; margin: how much better than the best other method of the pool. Bits and size: of "
                        "the layer's linears with everything stored for them, scales, zero points and outliers."),
      QT_TRANSLATE_NOOP("calm::ui", "Score: %1; margin: how much better than the best other method of the pool."),
      QT_TRANSLATE_NOOP(
          "calm::ui",
          "%1 of each method under the plan's choices below; empty where it was not scored or is not applicable."),
      QT_TRANSLATE_NOOP("calm::ui", "Kurtosis of a normal distribution: 3."),
      QT_TRANSLATE_NOOP("calm::ui", "Equal bins from the least to the largest value."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "Correlation ratio of the statistic's ranks, grouped by chosen method; p: the share of random "
                        "reassignments of the choices that reach it. Many rows are tested: some small p are chance."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "Relative Frobenius error of each linear's weights, scales of rows and columns fitted."),
      QT_TRANSLATE_NOOP("calm::ui", "Distance: ||M - I|| / ||I||; errors: ||X - X_q||^2 / ||X||^2."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "Linear CKA between the hidden states of the original (0: the embedding, i: the output of "
                        "layer i - 1), %1 tokens. Fewer than 4 tokens a dimension: values are too high."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "Linear CKA between the hidden states of the original (0: the embedding, i: the output of "
                        "layer i - 1), %1 tokens."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "Linear CKA between the hidden states of the quantized model (0: the embedding, i: the output "
                        "of layer i - 1), %1 tokens. Fewer than 4 tokens a dimension: values are too high."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "Linear CKA between the hidden states of the quantized model (0: the embedding, i: the output "
                        "of layer i - 1), %1 tokens."),
      QT_TRANSLATE_NOOP("calm::ui", "Method by layer, chosen by %1. %2"),
      QT_TRANSLATE_NOOP("calm::ui",
                        "%1 bits a weight on average in the decoder's linears (%2). They take %3; the whole model "
                        "about %4, %5 of the original's %6."),
      QT_TRANSLATE_NOOP(
          "calm::ui",
          "%1 bits a weight on average in the decoder's linears (%2). They take %3; the whole model about %4."),
      QT_TRANSLATE_NOOP("calm::ui",
                        "codes %1, scales %2, zero points %3, outliers %4, linears that are not quantized %5"),
      QT_TRANSLATE_NOOP("calm::ui", "codes %1, scales %2, zero points %3, outliers %4"),
      QT_TRANSLATE_NOOP("calm::ui", "codes %1, scales %2, zero points %3"),
      QT_TRANSLATE_NOOP("calm::ui", "codes %1, scales %2, outliers %3"),
      QT_TRANSLATE_NOOP("calm::ui", "codes %1, scales %2, linears that are not quantized %3"),
      QT_TRANSLATE_NOOP("calm::ui", "codes %1, scales %2"),
      QT_TRANSLATE_NOOP("calm::ui", "The choice of methods alone: %1."),
      QT_TRANSLATE_NOOP("calm::ui", "The uniform plan wins: use %1 (%2)."),
      QT_TRANSLATE_NOOP("calm::ui", "So nothing speaks against the simpler plan, %1 (%2)."),
      QT_TRANSLATE_NOOP("calm::ui", "The search chose %1 for every layer: the hybrid is that uniform plan."),
      QT_TRANSLATE_NOOP("calm::ui", "It is better than %1 of %2 random plans beyond noise."),
      QT_TRANSLATE_NOOP("calm::ui", "%1 is better than %2 by %3 nats of %4 a token (95 % interval %5)"),
      QT_TRANSLATE_NOOP("calm::ui", "%1 is worse than %2 by %3 nats of %4 a token (95 % interval %5)"),
      QT_TRANSLATE_NOOP(
          "calm::ui",
          "%1 and %2 cannot be told apart from noise: they differ by %3 nats of %4 a token (95 % interval %5)"),
      QT_TRANSLATE_NOOP(
          "calm::ui",
          "%1 and %2 differ by %3 nats of %4 a token, but %5 window says nothing about the noise: measure at least %6"),
      QT_TRANSLATE_NOOP(
          "calm::ui",
          "%1 and %2 differ by %3 nats of %4 a token, but %5 windows say nothing about the noise: measure at least %6"),
      QT_TRANSLATE_NOOP("calm::ui", "The hybrid"),
      QT_TRANSLATE_NOOP("calm::ui", "The tuned hybrid"),
      QT_TRANSLATE_NOOP("calm::ui", "the same before tuning"),
      QT_TRANSLATE_NOOP("calm::ui", "the hybrid before tuning"),
      QT_TRANSLATE_NOOP("calm::ui", "KL"),
      QT_TRANSLATE_NOOP("calm::ui", "negative log-likelihood"),
      QT_TRANSLATE_NOOP("calm::ui", "Model"),
      QT_TRANSLATE_NOOP("calm::ui", "Layers"),
      QT_TRANSLATE_NOOP("calm::ui", "Fingerprint"),
      QT_TRANSLATE_NOOP("calm::ui", "Calibration"),
      QT_TRANSLATE_NOOP("calm::ui", "Scheme"),
      QT_TRANSLATE_NOOP("calm::ui", "Transform"),
      QT_TRANSLATE_NOOP("calm::ui", "Metric"),
      QT_TRANSLATE_NOOP("calm::ui", "A method for each"),
      QT_TRANSLATE_NOOP("calm::ui", "Pool"),
      QT_TRANSLATE_NOOP("calm::ui", "Tuning"),
      QT_TRANSLATE_NOOP("calm::ui", "Host"),
      QT_TRANSLATE_NOOP("calm::ui", "Device"),
      QT_TRANSLATE_NOOP("calm::ui", "Made by"),
      QT_TRANSLATE_NOOP("calm::ui", "bundled text, %1 x %2 tokens, seed %3"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, %2 x %3 tokens, seed %4"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, %2 x %3 tokens"),
      QT_TRANSLATE_NOOP("calm::ui", "bundled text, seed %1"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, symmetric, per channel, stored as %2"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, symmetric, group %2, stored as %3"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, asymmetric, per channel, stored as %2"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, asymmetric, group %2, stored as %3"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, scales exact in float16"),
      QT_TRANSLATE_NOOP("calm::ui", "layer"),
      QT_TRANSLATE_NOOP("calm::ui", "submodule"),
      QT_TRANSLATE_NOOP("calm::ui", "site"),
      QT_TRANSLATE_NOOP("calm::ui", "linear"),
      QT_TRANSLATE_NOOP(
          "calm::ui",
          "%1 epochs over %2 tokens; KL to the original %3 -> %4 on held-out text (%5): a loss, so not used"),
      QT_TRANSLATE_NOOP("calm::ui", "%1 epochs over %2 tokens; KL to the original %3 -> %4 on held-out text (%5)"),
      QT_TRANSLATE_NOOP("calm::ui", "%1 epoch over %2 tokens; KL to the original %3 -> %4 on held-out text (%5)"),
      QT_TRANSLATE_NOOP("calm::ui",
                        "%1 epochs over %2 tokens; KL to the original %3 in the first epoch, %4 in the last; not "
                        "measured on held-out text"),
      QT_TRANSLATE_NOOP("calm::ui",
                        "%1 epoch over %2 tokens; KL to the original %3 in the first epoch, %4 in the last; not "
                        "measured on held-out text"),
      QT_TRANSLATE_NOOP("calm::ui", "bundled evaluation text, %1 windows of %2 tokens"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, %2 windows of %3 tokens"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, %2 windows of the token file"),
      QT_TRANSLATE_NOOP("calm::ui", "Layer"),
      QT_TRANSLATE_NOOP("calm::ui", "Method"),
      QT_TRANSLATE_NOOP("calm::ui", "Methods"),
      QT_TRANSLATE_NOOP("calm::ui", "Specification"),
      QT_TRANSLATE_NOOP("calm::ui", "Decided by"),
      QT_TRANSLATE_NOOP("calm::ui", "Score"),
      QT_TRANSLATE_NOOP("calm::ui", "Margin"),
      QT_TRANSLATE_NOOP("calm::ui", "State"),
      QT_TRANSLATE_NOOP("calm::ui", "Bits a weight"),
      QT_TRANSLATE_NOOP("calm::ui", "Size, MiB"),
      QT_TRANSLATE_NOOP("calm::ui", "Overrides"),
      QT_TRANSLATE_NOOP("calm::ui", "Layers unlike the current plan"),
      QT_TRANSLATE_NOOP("calm::ui", "Kept on"),
      QT_TRANSLATE_NOOP("calm::ui", "Current plan"),
      QT_TRANSLATE_NOOP("calm::ui", "Variant"),
      QT_TRANSLATE_NOOP("calm::ui", "KL to the original, nats"),
      QT_TRANSLATE_NOOP("calm::ui", "Same top token, %"),
      QT_TRANSLATE_NOOP("calm::ui", "Hybrid's KL minus this"),
      QT_TRANSLATE_NOOP("calm::ui", "Hybrid's NLL minus this"),
      QT_TRANSLATE_NOOP("calm::ui", "95 % from"),
      QT_TRANSLATE_NOOP("calm::ui", "to"),
      QT_TRANSLATE_NOOP("calm::ui", "NLL, nats a token"),
      QT_TRANSLATE_NOOP("calm::ui", "NLL minus the original's"),
      QT_TRANSLATE_NOOP("calm::ui", "Text"),
      QT_TRANSLATE_NOOP("calm::ui", "Date"),
      QT_TRANSLATE_NOOP("calm::ui", "Prefill, tokens/s"),
      QT_TRANSLATE_NOOP("calm::ui", "Decode, tokens/s"),
      QT_TRANSLATE_NOOP("calm::ui", "Spread, %"),
      QT_TRANSLATE_NOOP("calm::ui", "First token, s"),
      QT_TRANSLATE_NOOP("calm::ui", "Peak memory, MB"),
      QT_TRANSLATE_NOOP("calm::ui", "Weights, MB"),
      QT_TRANSLATE_NOOP("calm::ui", "Threads"),
      QT_TRANSLATE_NOOP("calm::ui", "Arithmetic"),
      QT_TRANSLATE_NOOP("calm::ui", "Instruction set"),
      QT_TRANSLATE_NOOP("calm::ui", "Of"),
      QT_TRANSLATE_NOOP("calm::ui", "Tensor"),
      QT_TRANSLATE_NOOP("calm::ui", "Mean"),
      QT_TRANSLATE_NOOP("calm::ui", "Deviation"),
      QT_TRANSLATE_NOOP("calm::ui", "Least"),
      QT_TRANSLATE_NOOP("calm::ui", "Largest"),
      QT_TRANSLATE_NOOP("calm::ui", "Skewness"),
      QT_TRANSLATE_NOOP("calm::ui", "Kurtosis"),
      QT_TRANSLATE_NOOP("calm::ui", "Beyond 6 deviations"),
      QT_TRANSLATE_NOOP("calm::ui", "Largest / median"),
      QT_TRANSLATE_NOOP("calm::ui", "Largest channel"),
      QT_TRANSLATE_NOOP("calm::ui", "Values in each of the equal bins"),
      QT_TRANSLATE_NOOP("calm::ui", "Statistic"),
      QT_TRANSLATE_NOOP("calm::ui", "Correlation ratio"),
      QT_TRANSLATE_NOOP("calm::ui", "Distance from identity"),
      QT_TRANSLATE_NOOP("calm::ui", "Error as it is"),
      QT_TRANSLATE_NOOP("calm::ui", "Error restored"),
      QT_TRANSLATE_NOOP("calm::ui", "Next input's error"),
      QT_TRANSLATE_NOOP("calm::ui", "Next input's, restored"),
      QT_TRANSLATE_NOOP("calm::ui", "Fitted tokens"),
      QT_TRANSLATE_NOOP("calm::ui", "Held-out tokens"),
      QT_TRANSLATE_NOOP("calm::ui", "Error"),
      QT_TRANSLATE_NOOP("calm::ui", "Distance, and squared errors"),
      QT_TRANSLATE_NOOP("calm::ui", "undecided"),
      QT_TRANSLATE_NOOP("calm::ui", "nobody"),
      QT_TRANSLATE_NOOP("calm::ui", "search"),
      QT_TRANSLATE_NOOP("calm::ui", "user"),
      QT_TRANSLATE_NOOP("calm::ui", "stale"),
      QT_TRANSLATE_NOOP("calm::ui", "current"),
      QT_TRANSLATE_NOOP("calm::ui", "weights"),
      QT_TRANSLATE_NOOP("calm::ui", "activations"),
      QT_TRANSLATE_NOOP("calm::ui", "kernels"),
      QT_TRANSLATE_NOOP("calm::ui", "reference"),
      QT_TRANSLATE_NOOP("calm::ui", "layer %1, %2: not scored"),
      QT_TRANSLATE_NOOP("calm::ui", "layer %1, %2: not applicable"),
      QT_TRANSLATE_NOOP("calm::ui", "layer %1, %2: %3 (stale)"),
      QT_TRANSLATE_NOOP("calm::ui", "layer %1, %2: %3"),
      QT_TRANSLATE_NOOP("calm::ui", "Layer %1: %2"),
      QT_TRANSLATE_NOOP("calm::ui", "layer %1: %2"),
      QT_TRANSLATE_NOOP("calm::ui", "CALM report"),
      QT_TRANSLATE_NOOP("calm::ui", "rows"),
      QT_TRANSLATE_NOOP("calm::ui", "%1."),
      QT_TRANSLATE_NOOP("calm::ui", "%1 to %2, %3 windows"),
      QT_TRANSLATE_NOOP("calm::ui", "input of %1"),
      QT_TRANSLATE_NOOP("calm::ui", "%1: %2 (%3 to %4)"),
      QT_TRANSLATE_NOOP("calm::ui", "%1 (%2) at %3"),
      QT_TRANSLATE_NOOP("calm::ui", "%1, %2 threads"),
  };
  return all;
}

calm::Report inWindowLanguage(calm::Report report, ReportCells cells) {
  Words words;
  if (const std::string name = words(report.words.report); name != report.words.report) {
    report.words = {toStd(QLocale().bcp47Name()), name, words(report.words.rows)};
  }
  report.subtitle = words(report.subtitle);
  for (calm::ReportSection& section : report.sections) {
    section.title = words(section.title);
    for (std::string& text : section.paragraphs) text = words(text);
    for (calm::ReportPlot& plot : section.plots) {
      plot.title = words(plot.title);
      plot.caption = words(plot.caption);
      translateBetween(plot.svg, "<text ", "</text>", words);
      translateBetween(plot.svg, "<title>", "</title>", words);
      translateBetween(plot.svg, "aria-label=\"", "\"", words);
    }
    for (calm::ReportTable& table : section.tables) {
      table.title = words(table.title);
      table.note = words(table.note);
      for (calm::ReportTable::Column& column : table.columns) column.title = words(column.title);
      if (cells == ReportCells::AsTheyAre) continue;
      for (auto& row : table.rows) {
        for (calm::ReportTable::Cell& cell : row) {
          if (auto* text = std::get_if<std::string>(&cell)) *text = words(*text);
        }
      }
    }
  }
  return report;
}

}  // namespace calm::ui
