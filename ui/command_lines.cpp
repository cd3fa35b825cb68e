#include "ui/command_lines.h"

#include <QRegularExpression>
#include <algorithm>

#include "ui/strings.h"

namespace calm::ui {

namespace {

void add(QStringList& words, const char* option, const QString& value) {
  words << QString::fromLatin1(option) << value;
}

/// With a session every option is given: one that is left out would keep the session's value.
class Options {
 public:
  Options(QStringList& words, bool all) : words_(words), all_(all) {}
  void number(const char* option, int64_t value, int64_t usual) {
    if (all_ || value != usual) add(words_, option, QString::number(value));
  }
  void text(const char* option, std::string_view value, std::string_view usual) {
    if (all_ || value != usual) add(words_, option, toQString(value));
  }

 private:
  QStringList& words_;
  bool all_;
};

void addText(QStringList& words, const CalibrationOptions& text) {
  if (text.source == TextSource::text) add(words, "--text", pathToQString(text.file));
  if (text.source == TextSource::tokens) add(words, "--tokens", pathToQString(text.file));
  if (text.add_special) words << QStringLiteral("--add-special");
}

void addExecution(QStringList& words, const std::string& device, int threads, bool all) {
  Options options(words, all);
  options.text("--device", device, "auto");
  options.number("--threads", threads, 0);
}

/// "3=awq 5-9=gptq": neighbours that share a method are one range.
void addOverrides(QStringList& words, const std::map<int, std::string>& overrides) {
  for (auto first = overrides.begin(); first != overrides.end();) {
    auto last = first;
    for (auto next = std::next(last);
         next != overrides.end() && next->first == last->first + 1 && next->second == first->second; ++next) {
      last = next;
    }
    const QString layers =
        first == last ? QString::number(first->first) : QStringLiteral("%1-%2").arg(first->first).arg(last->first);
    add(words, "--override", layers + u'=' + toQString(first->second));
    first = std::next(last);
  }
}

}  // namespace

QString shellQuoted(const QString& word) {
  static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./+:@%,=-]+$"));
  if (word.contains(plain)) return word;
  QString inner = word;
  inner.replace(QLatin1Char('\''), QLatin1String("'\\''"));
  return u'\'' + inner + u'\'';
}

QString shellLine(const QStringList& words) {
  QStringList quoted;
  for (const QString& word : words) quoted << shellQuoted(word);
  return quoted.join(u' ');
}

QString analyseCommand(const SessionState& state, const std::filesystem::path& session, int fromLayer) {
  QStringList words{QStringLiteral("calm"), QStringLiteral("analyze"), QStringLiteral("--model"),
                    toQString(state.model_path)};
  const bool all = !session.empty();
  if (all) add(words, "--session", pathToQString(session));
  const AnalysisOptions& analysis = state.analysis;
  const AnalysisOptions usual;
  addText(words, analysis.calibration);
  // 0: as the token file has it, which is what the command line does without the option.
  if (analysis.calibration.sequences > 0) add(words, "--sequences", QString::number(analysis.calibration.sequences));
  if (analysis.calibration.length > 0) add(words, "--length", QString::number(analysis.calibration.length));
  Options options(words, all);
  if (all || analysis.calibration.seed != 0) add(words, "--seed", QString::number(analysis.calibration.seed));
  QStringList pool;
  for (const std::string& method : state.selection.pool) pool << toQString(method);
  add(words, "--pool", pool.join(u','));
  options.text("--metric", to_string(state.selection.metric), to_string(Metric::cka));
  options.text("--granularity", to_string(state.selection.granularity), to_string(Granularity{}));
  options.number("--beam", state.selection.beam, 1);
  options.number("--tune", state.selection.tuning_epochs, 0);
  std::string site(to_string(analysis.site));
  std::replace(site.begin(), site.end(), '-', '_');  // as the command line spells it
  if (all || analysis.site != usual.site) add(words, "--site", toQString(site));
  options.text("--transform", to_string(analysis.transform), to_string(usual.transform));
  options.text("--group", group_text(analysis.scheme.group_size), group_text(usual.scheme.group_size));
  options.number("--weight-bits", analysis.scheme.weight_bits, usual.scheme.weight_bits);
  options.number("--activation-bits", analysis.scheme.activation_bits, usual.scheme.activation_bits);
  options.text("--dtype", to_string(analysis.scheme.storage), to_string(usual.scheme.storage));
  if (all || analysis.scheme.asymmetric)
    words << (analysis.scheme.asymmetric ? QStringLiteral("--asymmetric") : QStringLiteral("--symmetric"));
  if (analysis.scheme.float16_scales) words << QStringLiteral("--float16-scales");
  options.text("--arithmetic", to_string(analysis.arithmetic), to_string(usual.arithmetic));
  addOverrides(words, state.selection.overrides);
  if (fromLayer >= 0) add(words, "--from-layer", QString::number(fromLayer));
  addExecution(words, state.device, state.threads, all);
  return shellLine(words);
}

QString variantArgument(const Variant& variant) {
  switch (variant.kind) {
    case Variant::Kind::original:
      return QStringLiteral("original");
    case Variant::Kind::plan:
      if (variant.scales == Scales::chosen) return QStringLiteral("untuned");
      return variant.plan_name.empty() ? QStringLiteral("plan") : u"plan:" + toQString(variant.plan_name);
    case Variant::Kind::uniform:
      break;
  }
  return toQString(variant.method);
}

QString benchmarkCommand(const BenchmarkRequest& request) {
  QStringList words{QStringLiteral("calm"), QStringLiteral("bench"), QStringLiteral("--session"),
                    pathToQString(request.session)};
  for (const Variant& variant : request.variants) {
    add(words, "--variant", variantArgument(variant));
  }
  if (!request.run_perplexity) words << QStringLiteral("--skip-perplexity");
  if (request.run_kl) words << QStringLiteral("--kl");
  if (!request.run_latency) words << QStringLiteral("--skip-latency");
  if (!request.run_latency && request.run_memory) words << QStringLiteral("--memory");
  Options options(words, false);
  if (request.run_perplexity || request.run_kl) {
    const PerplexityRequest usual;
    CalibrationOptions text = request.perplexity.text;
    text.add_special = false;  // the benchmark's command has no such option
    addText(words, text);
    options.number("--window", request.perplexity.window, usual.window);
    options.number("--max-windows", request.perplexity.max_windows, usual.max_windows);
  }
  if (request.run_latency || request.run_memory) {
    const LatencyRequest usual;
    options.number("--prompt", request.latency.prompt, usual.prompt);
    options.number("--generate", request.latency.generate, usual.generate);
    if (request.run_latency) options.number("--repeats", request.latency.repeats, usual.repeats);
  }
  addExecution(words, request.execution.device, request.execution.threads, false);
  return shellLine(words);
}

QString budgetCommand(const ParetoRequest& request) {
  QStringList words{QStringLiteral("calm"), QStringLiteral("pareto"), QStringLiteral("--session"),
                    pathToQString(request.session)};
  if (request.max_bytes > 0) {
    add(words, "--max-size", QString::number(request.max_bytes));
  } else {
    add(words, "--budget", QString::number(request.average_bits));
  }
  if (request.sensitivity) add(words, "--sensitivity", toQString(to_string(*request.sensitivity)));
  QStringList pool;
  for (const std::string& method : request.pool) pool << toQString(method);
  if (!pool.isEmpty()) add(words, "--pool", pool.join(u','));
  const ParetoRequest usual;
  Options(words, false).number("--points", request.points, usual.points);
  addExecution(words, request.execution.device, request.execution.threads, false);
  return shellLine(words);
}

QString refineCommand(const RefinementRequest& request) {
  QStringList words{QStringLiteral("calm"), QStringLiteral("refine"), QStringLiteral("--session"),
                    pathToQString(request.session)};
  const RefinementRequest usual;
  if (request.minutes != usual.minutes) add(words, "--minutes", QString::number(request.minutes));
  Options options(words, false);
  options.number("--slice-tokens", request.tokens, usual.tokens);
  if (request.measure_gain) {
    addText(words, request.held_out.text);
    options.number("--window", request.held_out.window, usual.held_out.window);
    options.number("--max-windows", request.held_out.max_windows, kUsualGainWindows);
  } else {
    words << QStringLiteral("--skip-gain");
  }
  addExecution(words, request.execution.device, request.execution.threads, false);
  return shellLine(words);
}

QString exportCommand(const std::filesystem::path& session, const QString& format, const std::filesystem::path& out,
                      bool replace, const ExecutionOptions& execution) {
  QStringList words{QStringLiteral("calm"), QStringLiteral("export"), QStringLiteral("--session"),
                    pathToQString(session)};
  add(words, "--format", format);
  add(words, "--out", pathToQString(out));
  if (replace) words << QStringLiteral("--force");
  addExecution(words, execution.device, execution.threads, false);
  return shellLine(words);
}

QString reportCommand(const std::filesystem::path& session, const std::filesystem::path& out) {
  return shellLine({QStringLiteral("calm"), QStringLiteral("report"), QStringLiteral("--session"),
                    pathToQString(session), QStringLiteral("--out"), pathToQString(out), QStringLiteral("--force")});
}

}  // namespace calm::ui
