#include "ui/panels/export_texts.h"

#include <QStringList>

#include "ui/format.h"
#include "ui/panels/export_dialog.h"
#include "ui/strings.h"

namespace calm::ui {

QString partText(calm::ExportPart::Kind kind) {
  switch (kind) {
    case calm::ExportPart::Kind::codes:
      return ExportDialog::tr("Codes of the quantized linears");
    case calm::ExportPart::Kind::scales:
      return ExportDialog::tr("Scales and zero points");
    case calm::ExportPart::Kind::plain_linears:
      return ExportDialog::tr("Linears that are not quantized");
    case calm::ExportPart::Kind::embedding:
      return ExportDialog::tr("Embedding");
    case calm::ExportPart::Kind::head:
      return ExportDialog::tr("Head");
    case calm::ExportPart::Kind::rest:
      return ExportDialog::tr("Norms, biases and shapes");
  }
  return {};
}

QString verificationText(const calm::ExportVerification& v) {
  QStringList lines;
  const QString codes = formatCount(v.codes), scales = formatCount(v.scales);
  if (v.different_codes + v.different_scales == 0) {
    lines << ExportDialog::tr("All %1 codes and %2 scales of %3 linears are the plan's.")
                 .arg(codes, scales, formatCount(v.linears));
  } else {
    lines << ExportDialog::tr("Of %1 codes and %2 scales, %3 codes and %4 scales are not the plan's.")
                 .arg(codes, scales, formatCount(v.different_codes), formatCount(v.different_scales));
  }
  if (v.different.empty()) {
    lines << ExportDialog::tr(
                 "The other %1 tensors (embedding, norms and what else is not quantized) are the model's, "
                 "bit by bit.")
                 .arg(formatCount(v.tensors));
  } else {
    QStringList names;
    for (size_t i = 0; i < v.different.size() && i < 5; ++i) names << toQString(v.different[i]);
    if (v.different.size() > 5) names << ExportDialog::tr("%1 more").arg(v.different.size() - 5);
    lines << ExportDialog::tr("Different: %1").arg(names.join(QLatin1String(", ")));
  }
  if (v.tokens > 0) {
    lines << (v.same_tokens
                  ? ExportDialog::tr("Its tokenizer makes the same %1 tokens of a text.").arg(formatCount(v.tokens))
                  : ExportDialog::tr("Its tokenizer makes other tokens of a text."));
  }
  const QString text = v.random_tokens ? ExportDialog::tr("%1 windows of %2 random tokens")
                                       : ExportDialog::tr("%1 windows of %2 tokens of the bundled evaluation text");
  lines << ExportDialog::tr(
               "Perplexity over %1: %2 as exported, %3 as planned; KL between them %4 nats a token, same "
               "top token in %5.")
               .arg(text.arg(v.windows).arg(v.window_tokens), formatNumber(v.exported_ppl, 4),
                    formatNumber(v.planned_ppl, 4), QString::number(v.kl, 'g', 2), formatPercent(v.top1, 2));
  if (v.float_activations) {
    lines << ExportDialog::tr("Activations were not rounded on either side: llama.cpp rounds them its own way.");
  }
  return lines.join(QLatin1Char('\n'));
}

}  // namespace calm::ui
