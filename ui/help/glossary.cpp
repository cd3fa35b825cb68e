#include "ui/help/glossary.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTextDocument>

#include "ui/format.h"

namespace calm::ui {

namespace {

class Glossary {
  Q_DECLARE_TR_FUNCTIONS(calm::ui::Glossary)

 public:
  /// The patterns are for the translated interface: translators adapt them to their word forms.
  static std::vector<Term> terms() {
    return {
        {tr("Activation"), tr("activations?"),
         tr("What a layer receives and hands on while the model runs. Here they are rounded to 8 bits, one scale a "
            "token.")},
        {tr("Arithmetic"), tr("arithmetic"),
         tr("What multiplies when scores are taken: the integer kernels that a deployment uses, or float32 on rounded "
            "values.")},
        {tr("Calibration"), tr("calibration|calibrate"),
         tr("A small text that is run through the model, so that methods see typical activations and layers can be "
            "compared.")},
        {tr("CKA"), tr("CKA"),
         tr("Linear centred kernel alignment: how alike two layers' outputs are as a whole, 0 to 1. 1 means the same "
            "up to "
            "rotation and scale.")},
        {tr("Cosine"), tr("cosine"),
         tr("Cosine of the angle between the original's and the quantized output, averaged over tokens. 1 is "
            "identical.")},
        {tr("Decode"), tr("decode"), tr("Writing token after token: bound by how fast weights are read from memory.")},
        {tr("GGUF"), tr("GGUF"), tr("The one-file model format of llama.cpp.")},
        {tr("Group"), tr("group|groups"),
         tr("Input channels that share one weight scale, 128 by default. Smaller groups are more exact and a little "
            "larger.")},
        {tr("KL divergence"), tr("KL"),
         tr("Kullback-Leibler divergence: how far the quantized model's next-token probabilities are from the "
            "original's. 0 "
            "is identical.")},
        {tr("Margin"), tr("margin"),
         tr("How much better the chosen method scored than the best other one. Near 0 the choice hardly matters.")},
        {tr("Override"), tr("overrides?|overridden"),
         tr("A layer whose method you decided yourself; the search leaves it alone.")},
        {tr("Perplexity"), tr("perplexity"),
         tr("How well a model predicts a text: exp of the mean loss a token. Lower is better; compare on the same text "
            "only.")},
        {tr("Plan"), tr("plan|plans"), tr("Which method each layer uses: what is benchmarked and exported.")},
        {tr("Pool"), tr("pool"), tr("The methods that the search may choose from at every layer.")},
        {tr("Prefill"), tr("prefill"),
         tr("Reading the prompt, many tokens at once: bound by how fast the machine computes.")},
        {tr("Session"), tr("sessions?"),
         tr("A folder with all that was measured and decided for a model: it can be closed and taken up again.")},
        {tr("SQNR"), tr("SQNR"),
         tr("Signal to quantization noise ratio in decibel: 10 more means a tenth of the error. Higher is better.")},
        {tr("Stale"), tr("stale"),
         tr("Measured while other choices stood in the layers below, or with other settings. Still shown, but "
            "recompute "
            "before you trust it.")},
        {tr("W4A8"), tr("W\\dA\\d+"),
         tr("Weights of 4 bits, activations of 8 bits: a quarter of the size, multiplied as integers.")},
    };
  }
};

}  // namespace

const std::vector<Term>& glossary() {
  static const std::vector<Term> terms = Glossary::terms();
  return terms;
}

std::vector<const Term*> termsIn(const QString& text) {
  std::vector<const Term*> found;
  if (text.isEmpty()) return found;
  for (const Term& term : glossary()) {
    const QRegularExpression pattern(
        QStringLiteral("(?<![\\w-])(?:%1)(?![\\w-])").arg(term.pattern),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    if (text.contains(pattern)) found.push_back(&term);
  }
  return found;
}

QString explainedToolTip(const QString& text, const QString& toolTip) {
  constexpr size_t kMost = 3;  // of a long text the first ones: a tool tip is no page
  const QString plain = withoutMnemonic(text);
  std::vector<const Term*> terms = termsIn(plain);
  if (terms.empty()) terms = termsIn(toolTip);
  if (terms.empty()) return {};
  QString html = toolTip.isEmpty() || Qt::mightBeRichText(toolTip)
                     ? toolTip
                     : toolTip.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
  for (size_t i = 0; i < terms.size() && i < kMost; ++i) {
    html += QStringLiteral("<p><b>%1</b>: %2</p>")
                .arg(terms[i]->word.toHtmlEscaped(), terms[i]->explanation.toHtmlEscaped());
  }
  return QStringLiteral("<qt>%1</qt>").arg(html);
}

}  // namespace calm::ui
