// Each line that the window copies is split by a real shell, parsed by the command line's own parser, and must ask for
// exactly what the window would do.
#include <QFileInfo>
#include <QProcess>
#include <cstring>

#include "calm/recipes.h"
#include "cli/arguments.h"
#include "cli/setup.h"
#include "ui/command_lines.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

std::vector<std::string> shellWords(const QString& line) {
  QProcess shell;
  shell.start(QStringLiteral("/bin/sh"),
              {QStringLiteral("-c"),
               QStringLiteral("for w in %1; do printf '%s\\0' \"$w\"; done").replace(QStringLiteral("%1"), line)});
  EXPECT_TRUE(shell.waitForFinished(10000)) << line.toStdString();
  EXPECT_EQ(shell.exitCode(), 0) << shell.readAllStandardError().toStdString();
  std::vector<std::string> words;
  for (const QByteArray& word : shell.readAllStandardOutput().split('\0')) words.push_back(word.toStdString());
  words.pop_back();  // behind the last zero
  return words;
}

cli::Arguments parsed(const QString& line) {
  const std::vector<std::string> words = shellWords(line);
  std::vector<const char*> argv;
  for (const std::string& word : words) argv.push_back(word.c_str());
  EXPECT_STREQ(argv.at(0), "calm");
  try {
    const auto arguments = cli::parse_arguments(static_cast<int>(argv.size()), argv.data());
    if (arguments) return *arguments;
    ADD_FAILURE() << "nothing to do: " << line.toStdString();
  } catch (const cli::UsageError& error) {
    ADD_FAILURE() << error.message << "\n" << line.toStdString();
  }
  return {};
}

class CommandLines : public WorkspaceTest {
 protected:
  void expectSameSearch(int fromLayer = -1) {
    const QString line = analyseCommand(workspace.state(), workspace.sessionFolder(), fromLayer);
    const cli::SearchSetup setup = cli::prepare_search(parsed(line));
    const SearchRequest wanted = workspace.searchRequest(fromLayer);
    EXPECT_EQ(setup.request.model->info().fingerprint, workspace.state().model_fingerprint);
    EXPECT_EQ(setup.request.analysis, wanted.analysis) << line.toStdString();
    EXPECT_EQ(setup.request.selection, wanted.selection) << line.toStdString();
    EXPECT_EQ(setup.request.device, wanted.device);
    EXPECT_EQ(setup.request.threads, wanted.threads);
    EXPECT_EQ(setup.request.from_layer, wanted.from_layer);
    if (wanted.session.empty()) return;
    EXPECT_EQ(setup.request.session, wanted.session);
  }
};

TEST_F(CommandLines, AnalysisAsItStandsBeforeAndAfterItIsSaved) {
  open(makeModel(6));
  workspace.setExecution(QStringLiteral("auto"), 0);
  expectSameSearch();
  const QString brief = analyseCommand(workspace.state(), {});
  EXPECT_FALSE(brief.contains(QStringLiteral("--group"))) << "defaults are left out: " << brief.toStdString();
  for (const Recipe& recipe : recipes()) {
    AnalysisOptions analysis = workspace.analysis();
    Selection selection = workspace.selection();
    apply_recipe(recipe, analysis, selection);
    workspace.setAnalysisOptions(analysis);
    workspace.setSelection(selection);
    expectSameSearch();
  }

  AnalysisOptions options = tokenOptions(5, 24);
  options.scheme.group_size = 64;
  options.scheme.weight_bits = 5;
  options.scheme.activation_bits = 16;
  options.scheme.storage = StorageType::bfloat16;
  options.scheme.float16_scales = true;
  options.site = Site::down_input;
  options.arithmetic = Arithmetic::reference;
  options.transform = parse_transform("quarot:no-heads:seed=7");
  options.calibration.seed = 11;
  workspace.setAnalysisOptions(options);
  workspace.setPool({"awq", "gptq:act-order", "rtn"});
  workspace.setMetric(Metric::sqnr);
  workspace.setOverrides({1, 2, 3, 5}, "rtn");
  workspace.setOverride(4, "awq");
  workspace.setExecution(QStringLiteral("cpu"), 3);
  expectSameSearch();
  EXPECT_TRUE(analyseCommand(workspace.state(), {}).contains(QStringLiteral("--override 1-3=rtn")));

  workspace.saveSession();
  ASSERT_TRUE(waitFor([this] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  expectSameSearch();
  expectSameSearch(2);
  // Back to the defaults: the session's own values must not stand where an option is left out.
  AnalysisOptions plain = tokenOptions(5, 24);
  plain.scheme.float16_scales = true;  // flags can be given, not taken back: the window saves before it copies
  workspace.setAnalysisOptions(plain);
  workspace.setMetric(Metric::cka);
  workspace.setExecution(QStringLiteral("auto"), 0);
  expectSameSearch();
}

TEST_F(CommandLines, PathsWithSpacesAndQuotesSurviveTheShell) {
  for (const char* name : {"plain-1.2_x", "two words", "it's $HOME `x` \"y\"", "Modell für später", "-dash"}) {
    const QString word = QString::fromUtf8(name);
    EXPECT_EQ(shellWords(shellQuoted(word)), std::vector<std::string>{name});
  }
  EXPECT_EQ(shellWords(shellQuoted(QString())), std::vector<std::string>{""});
  EXPECT_EQ(shellQuoted(QStringLiteral("/a/b-c.gguf")).toStdString(), "/a/b-c.gguf");
}

TEST_F(CommandLines, BenchmarkExportAndReport) {
  BenchmarkRequest request;
  request.session = "/sessions/my model";
  Variant original, uniform, plan;
  uniform.kind = Variant::Kind::uniform;
  uniform.method = "gptq:act-order";
  plan.kind = Variant::Kind::plan;
  request.variants = {original, uniform, plan};
  request.perplexity.text.source = TextSource::text;
  request.perplexity.text.file = "/texts/a b.txt";
  request.perplexity.window = 256;
  request.perplexity.max_windows = 4;
  request.latency = {64, 16, 5};
  request.execution = {"cpu", 2};
  cli::Arguments a = parsed(benchmarkCommand(request));
  EXPECT_EQ(a.command, cli::Command::bench);
  EXPECT_EQ(a.session, "/sessions/my model");
  EXPECT_EQ(a.variants, (std::vector<std::string>{"original", "gptq:act-order", "plan"}));
  EXPECT_EQ(a.text, "/texts/a b.txt");
  EXPECT_EQ(a.window, 256);
  EXPECT_EQ(a.max_windows, 4);
  EXPECT_EQ(a.prompt_tokens, 64);
  EXPECT_EQ(a.generate_tokens, 16);
  EXPECT_EQ(a.repeats, 5);
  EXPECT_EQ(a.device, "cpu");
  EXPECT_EQ(a.threads, 2);
  EXPECT_FALSE(a.skip_perplexity || a.skip_latency);
  request.run_perplexity = false;
  a = parsed(benchmarkCommand(request));
  EXPECT_TRUE(a.skip_perplexity);
  EXPECT_FALSE(a.skip_latency);
  request.run_perplexity = true;
  request.run_latency = false;
  EXPECT_TRUE(parsed(benchmarkCommand(request)).skip_latency);
  EXPECT_FALSE(parsed(benchmarkCommand(request)).kl || parsed(benchmarkCommand(request)).memory);
  request.run_kl = request.run_memory = true;
  request.variants = {plan, {Variant::Kind::plan, "", {}, "by CKA, it's", "by CKA, it's"}};
  a = parsed(benchmarkCommand(request));
  EXPECT_TRUE(a.kl && a.memory && a.skip_latency && !a.skip_perplexity);
  EXPECT_EQ(a.variants, (std::vector<std::string>{"plan", "plan:by CKA, it's"}));
  EXPECT_EQ(a.prompt_tokens, 64);
  request.run_perplexity = false;
  a = parsed(benchmarkCommand(request));
  EXPECT_TRUE(a.kl && a.skip_perplexity);
  EXPECT_EQ(a.window, 256) << "the KL needs the windows too";

  a = parsed(exportCommand("/s", QStringLiteral("gguf"), "/out/it's.gguf", true, {"auto", 0}));
  EXPECT_EQ(a.command, cli::Command::export_model);
  EXPECT_EQ(a.session, "/s");
  EXPECT_EQ(a.format, "gguf");
  EXPECT_EQ(a.out, "/out/it's.gguf");
  EXPECT_TRUE(a.force);
  EXPECT_FALSE(parsed(exportCommand("/s", QStringLiteral("compressed-tensors"), "/out", false, {})).force);

  ParetoRequest budget;
  budget.session = "/s";
  budget.average_bits = 3.251;
  budget.sensitivity = Sensitivity::hawq;
  budget.pool = {"rtn:bits=2", "gptq:act-order"};
  budget.points = 20;
  a = parsed(budgetCommand(budget));
  EXPECT_EQ(a.command, cli::Command::pareto);
  EXPECT_DOUBLE_EQ(a.budget, 3.251);
  EXPECT_EQ(a.sensitivity, "hawq");
  EXPECT_EQ(a.pool, "rtn:bits=2,gptq:act-order");
  EXPECT_EQ(a.points, 20);
  budget.max_bytes = 90'000'000;
  EXPECT_EQ(parsed(budgetCommand(budget)).max_size, "90000000");

  RefinementRequest refinement;
  refinement.session = "/s";
  refinement.minutes = 2.5;
  refinement.tokens = 2048;
  refinement.held_out.text.source = TextSource::text;
  refinement.held_out.text.file = "/t.txt";
  refinement.held_out.window = 256;
  refinement.held_out.max_windows = 0;
  refinement.execution = {"cpu", 3};
  a = parsed(refineCommand(refinement));
  EXPECT_EQ(a.command, cli::Command::refine);
  EXPECT_EQ(a.session, "/s");
  EXPECT_DOUBLE_EQ(a.minutes, 2.5);
  EXPECT_EQ(a.slice_tokens, 2048);
  EXPECT_EQ(a.text, "/t.txt");
  EXPECT_EQ(a.window, 256);
  EXPECT_EQ(a.few_windows, 0);
  EXPECT_FALSE(a.skip_gain);
  EXPECT_EQ(a.threads, 3);
  refinement = {};
  refinement.session = "/s";
  refinement.held_out.max_windows = 16;
  a = parsed(refineCommand(refinement));
  EXPECT_DOUBLE_EQ(a.minutes, 10);
  EXPECT_EQ(a.slice_tokens, 4096);
  EXPECT_EQ(a.few_windows, 16);
  refinement.measure_gain = false;
  EXPECT_TRUE(parsed(refineCommand(refinement)).skip_gain);

  a = parsed(reportCommand("/s", "/r.html"));
  EXPECT_EQ(a.command, cli::Command::report);
  EXPECT_EQ(a.out, "/r.html");
}

}  // namespace
}  // namespace calm::test
