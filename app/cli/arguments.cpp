#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "cli/layer_analyses.h"
#include "cli/option_groups.h"
#include "cli/plan_arguments.h"

namespace calm::cli {
namespace {

class CommandTable {
 public:
  CommandTable(CLI::App& app, Arguments& a) : app_(app), arguments_(a) {}

  CLI::App& add(const std::string& name, Command command, const std::string& help) {
    return add(app_, name, command, help);
  }
  CLI::App& add(CLI::App& parent, const std::string& name, Command command, const std::string& help) {
    CLI::App* sub = parent.add_subcommand(name, help);
    Arguments& a = arguments_;
    sub->callback([&a, command] { a.command = command; });
    return *sub;
  }

 private:
  CLI::App& app_;
  Arguments& arguments_;
};

void define_search_commands(CommandTable& table, Arguments& a) {
  CLI::App& inspect = table.add("inspect", Command::inspect, "Say what a model or a session holds");
  inspect.add_option("path", a.model, "A model (folder or .gguf file) or a session's folder");
  inspect.add_option("--model,-m", a.model, "The same, by name")->type_name("PATH");
  inspect.add_option("--session", a.session, "A session's folder")->type_name("DIR");
  add_output(inspect, a);

  CLI::App& analyze = table.add("analyze", Command::analyze, "Score the methods of a pool layer by layer and choose");
  add_analysis(analyze, a);
  analyze
      .add_option("--with", a.with,
                  "Analyses of the layers as well, kept in the session: distributions, restoration, similarity, "
                  "weights. With a "
                  "session that is decided nothing is scored again")
      ->type_name("NAME,NAME");
  add_session(analyze, a, false);
  add_execution(analyze, a);
  add_output(analyze, a);

  CLI::App& quantize =
      table.add("quantize", Command::quantize, "Analyze and export in one call, with a report beside it");
  add_analysis(quantize, a);
  add_session(quantize, a, false);
  add_format(quantize, a);
  add_out(quantize, a, "The folder to write", true);
  add_execution(quantize, a);
  add_output(quantize, a);

  CLI::App& exporting = table.add("export", Command::export_model, "Write a session's quantized model");
  add_session(exporting, a, true);
  add_model(exporting, a, false, " (default: the session's)");
  exporting.add_option("--plan", a.plan_name, "A named plan of the session (default: its current one)")
      ->type_name("NAME");
  add_format(exporting, a);
  add_out(exporting, a, "The folder to write", true);
  exporting.add_flag("--verify", a.verify,
                     "Read the export back and compare it with the plan: codes, scales, all other tensors, tokenizer, "
                     "logits. Exit status 1 where it differs");
  add_execution(exporting, a);
  add_output(exporting, a);

  CLI::App& reproduce = table.add("reproduce", Command::reproduce,
                                  "Run the recipe of a table of the CALM paper on a model, beside the paper's figures");
  reproduce.add_option("--table", a.table, "1, 3, 4, 5, 7 or 8")
      ->required()
      ->check(CLI::IsMember(std::vector<int>{1, 3, 4, 5, 7, 8}));
  add_model(reproduce, a, true);
  add_text(reproduce, a, " to calibrate on (default: the bundled calibration text)");
  reproduce.add_option("--sequences", a.sequences, "Calibration sequences (default: 128, the paper's)")
      ->type_name("N")
      ->check(CLI::Range(1, 1 << 20));
  reproduce.add_option("--length", a.length, "Tokens a sequence (default: 1024, the paper's)")
      ->type_name("T")
      ->check(CLI::Range(1, 1 << 20));
  reproduce
      .add_option("--evaluate", a.evaluation_text,
                  "The text that perplexity is measured on, in windows of 2048 (default: the bundled one)")
      ->type_name("FILE");
  reproduce.add_option("--max-windows", a.max_windows, "Windows at most (default: 0 = all)")
      ->type_name("K")
      ->check(CLI::Range(0, 1 << 30));
  reproduce.add_flag("--quick", a.quick, "8 x 128 tokens to calibrate on, two windows of 512: a trial, not a result");
  add_session(reproduce, a, false);
  add_execution(reproduce, a);
  add_output(reproduce, a);

  CLI::App& report = table.add("report", Command::report, "Write a session as one self-contained HTML page");
  add_session(report, a, true);
  add_out(report, a, "The .html file to write", true);
  report
      .add_option("--tables", a.tables,
                  "Write every table of the report as CSV and JSON and every plot as SVG into this folder as well")
      ->type_name("DIR");
  add_output(report, a);
}

void define_evaluation_commands(CommandTable& table, Arguments& a) {
  const auto positive = CLI::Range(1, 1 << 24);
  CLI::App& ppl = table.add("ppl", Command::ppl, "Perplexity over non-overlapping windows");
  add_model(ppl, a, true);
  add_text(ppl, a, " (default: the bundled evaluation text)");
  add_special(ppl, a);
  ppl.add_option("--window", a.window, "Tokens a window; with --tokens each sequence is one (default: 1024)")
      ->type_name("T")
      ->check(CLI::Range(2, 1 << 20));
  ppl.add_option("--max-windows", a.max_windows, "Windows at most (default: 0 = all)")
      ->type_name("K")
      ->check(CLI::Range(0, 1 << 30));
  add_arithmetic(ppl, a, "reference, for it is compared with transformers");
  add_execution(ppl, a);
  add_output(ppl, a);

  CLI::App& bench = table.add("bench", Command::bench, "Measure speed and memory; with --session perplexity as well");
  add_model(bench, a, false);
  bench.add_option("--against", a.against, "A second model, measured in turn with the first")->type_name("PATH");
  bench.add_option("--prompt", a.prompt_tokens, "Tokens of the prompt (default: 512)")->type_name("N")->check(positive);
  bench.add_option("--generate", a.generate_tokens, "Tokens generated (default: 128)")->type_name("N")->check(positive);
  bench.add_option("--repeats", a.repeats, "Repeats, whose median counts (default: 3)")
      ->type_name("N")
      ->check(CLI::Range(1, 1000));
  bench.add_option("--session", a.session, "Compare the variants of a session instead")->type_name("DIR");
  bench
      .add_option("--variant", a.variants,
                  "With --session: original, plan, untuned (the plan before tuning), plan:NAME (see `calm plan`), or a "
                  "method's spec for all layers. "
                  "Repeatable (default: original "
                  "and plan)")
      ->type_name("VARIANT")
      ->allow_extra_args(false);
  bench.add_flag("--skip-perplexity", a.skip_perplexity, "With --session: speed and memory only");
  bench.add_flag("--kl", a.kl, "With --session: the KL divergence from the original and the top-1 agreement as well");
  bench.add_flag("--skip-latency", a.skip_latency, "With --session: perplexity only");
  bench.add_flag("--memory", a.memory,
                 "With --session and --skip-latency: what weights and a prompt take in memory, without timing");
  add_text(bench, a, " for the perplexity (default: the bundled evaluation text)");
  bench.add_option("--window", a.window, "Tokens a window of the perplexity (default: 1024)")
      ->type_name("T")
      ->check(CLI::Range(2, 1 << 20));
  bench.add_option("--max-windows", a.max_windows, "Windows at most (default: 0 = all)")
      ->type_name("K")
      ->check(CLI::Range(0, 1 << 30));
  add_engine(bench, a);
  add_execution(bench, a);
  add_output(bench, a);

  CLI::App& logits = table.add("logits", Command::logits, "Write the logits of token sequences as .safetensors");
  add_model(logits, a, true);
  logits.add_option("--tokens", a.tokens, "A JSON file of token ids: {\"ids\":[...]} or {\"ids\":[[...],[...]]}")
      ->type_name("FILE")
      ->required();
  add_out(logits, a, "The .safetensors file to write", true);
  add_arithmetic(logits, a, "reference, for they are compared with transformers");
  add_execution(logits, a);
  logits.add_flag("--quiet,-q", a.quiet, "No progress and no messages, only warnings and errors");

  CLI::App& generate = table.add("generate", Command::generate, "Continue a text, or answer a chat message");
  add_model(generate, a, false, " (or name a --session)");
  generate.add_option("--session", a.session, "Write with the variants of a session instead")->type_name("DIR");
  generate
      .add_option("--variant", a.variants,
                  "With --session: original, plan, untuned (the plan before tuning), plan:NAME (see `calm plan`), or a "
                  "method used everywhere; may be "
                  "given several times (default: original and plan)")
      ->type_name("VARIANT")
      ->allow_extra_args(false);
  CLI::Option_group* source = generate.add_option_group("source");
  source->add_option("--prompt,-p", a.prompt, "The text to continue")->type_name("TEXT");
  source->add_option("--text", a.text, "A UTF-8 file with the text to continue")->type_name("FILE");
  source->require_option(1);
  add_special(generate, a);
  CLI::Option* chat = generate.add_flag(
      "--chat", a.chat, "Put the text into the model's chat template (ChatML, Llama 3 or Mistral), as the user's turn");
  generate.add_option("--system", a.system, "With --chat: the system message")->type_name("TEXT")->needs(chat);
  generate.add_option("--max-tokens", a.max_tokens, "Tokens to generate at most (default: 64)")
      ->type_name("N")
      ->check(positive);
  generate.add_option("--temperature", a.temperature, "Sampling temperature (default: 0 = always the likeliest token)")
      ->type_name("T")
      ->check(CLI::Range(0.0, 100.0));
  generate.add_option("--top-k", a.top_k, "Sample among the K likeliest tokens (default: 0 = all)")
      ->type_name("K")
      ->check(CLI::Range(0, 1 << 24));
  generate.add_option("--top-p", a.top_p, "Sample among the likeliest tokens that hold this share (default: 1)")
      ->type_name("P")
      ->check(CLI::Range(0.0, 1.0));
  generate.add_option("--seed", a.seed, "Seed of the sampling (default: 0)")->type_name("S");
  add_engine(generate, a);
  add_execution(generate, a);
  add_output(generate, a);

  CLI::App& tokenize = table.add("tokenize", Command::tokenize, "Turn a text into token ids");
  add_model(tokenize, a, true);
  tokenize.add_option("--text", a.text, "A UTF-8 text file, or .jsonl: the \"text\" of each line")
      ->type_name("FILE")
      ->required();
  add_special(tokenize, a);
  add_output(tokenize, a);
}

void define_proof_commands(CommandTable& table, Arguments& a) {
  const auto common = [&a](CLI::App& app) {
    add_session(app, a, true);
    add_model(app, a, false, " (default: the session's)");
  };
  CLI::App& prove = table.add("prove", Command::prove,
                              "Hold a session's plan against the uniform plans, other metrics' and random plans: "
                              "perplexity, KL to the original, intervals, verdict");
  CLI::App& compare = table.add("compare-metrics", Command::compare_metrics,
                                "Evaluate the plan that each metric would choose, each by its own walk");
  for (CLI::App* app : {&prove, &compare}) {
    common(*app);
    app->add_option("--metrics", a.metrics,
                    "Metrics whose plans are evaluated: comma-separated ids, all (but kl), or none (default: all)")
        ->type_name("METRIC,METRIC");
    add_windows(*app, a);
  }
  prove.add_option("--random-plans", a.random_plans, "Random plans as a control, seeds 1 to N (default: 3)")
      ->type_name("N")
      ->check(CLI::Range(0, 1000));
  CLI::App& refine =
      table.add("refine", Command::refine,
                "Swap the methods of the layers with the smallest margins, keeping what lowers the KL of "
                "the final logits on tokens that scored no candidate");
  common(refine);
  refine.add_option("--minutes", a.minutes, "No swap is begun after this time (default: 10)")
      ->type_name("M")
      ->check(CLI::Range(0.0, 1e6));
  refine.add_option("--slice-tokens", a.slice_tokens, "Tokens of the slice that swaps are judged on (default: 4096)")
      ->type_name("N")
      ->check(CLI::Range(2, 1 << 24));
  add_windows(refine, a, /*few=*/true);
  refine.add_flag("--skip-gain", a.skip_gain, "Do not measure the gain on that text");
  for (CLI::App* app : {&prove, &compare}) add_arithmetic(*app, a, "reference, for it is compared with transformers");
  CLI::App& tune = table.add("tune", Command::tune,
                             "Learn the scales and norms of a session's plan, its codes fixed, by the KL of the final "
                             "logits on the calibration text");
  common(tune);
  tune.add_option("--plan", a.plan_name, "A named plan of the session (default: its current one)")->type_name("NAME");
  tune.add_option("--epochs", a.epochs, "Times that every calibration sequence is seen (default: 3)")
      ->type_name("N")
      ->check(CLI::Range(1, kMostTuningEpochs));
  tune.add_option("--batch", a.batch, "Sequences a step (default: 2)")->type_name("N")->check(CLI::Range(1, 4096));
  tune.add_option("--rate", a.rate, "Relative change of a scale in a step, at most (default: 0.001)")
      ->type_name("R")
      ->check(CLI::Range(1e-7, 0.1));
  tune.add_flag("--estimate", a.estimate, "Only say what it will take");
  add_windows(tune, a, /*few=*/true);
  tune.add_flag("--skip-gain", a.skip_gain, "Do not measure the gain on that text");
  for (CLI::App* app : {&refine, &tune}) add_arithmetic(*app, a, "kernels: the arithmetic that is deployed");
  for (CLI::App* app : {&prove, &compare, &refine, &tune}) {
    add_execution(*app, a);
    add_output(*app, a);
  }
}

void define_budget_command(CommandTable& table, Arguments& a) {
  CLI::App& pareto = table.add("pareto", Command::pareto,
                               "Solve a session's scores for a budget of bits or bytes: the curve of size against "
                               "loss over bits and methods, without scoring anything again");
  add_session(pareto, a, true);
  add_model(pareto, a, false, " (default: the session's)");
  pareto
      .add_option("--budget", a.budget,
                  "Average bits a weight of the decoder's linears, scales and all counted (default: 4)")
      ->type_name("BITS")
      ->check(CLI::Range(1.0, 32.0));
  pareto
      .add_option("--max-size", a.max_size,
                  "Instead: size of the exported weights' file, as in 90MB (compressed-tensors)")
      ->type_name("SIZE");
  pareto
      .add_option("--sensitivity", a.sensitivity,
                  "What a method costs a layer: kl (of the final logits; measured once where the session lacks it), "
                  "error (relative, after the residual), hawq (HAWQ-V2: Hessian trace x rounding error) (default: kl "
                  "where the session holds it, else error)")
      ->check(CLI::IsMember(std::vector<std::string>{"kl", "error", "hawq"}));
  pareto.add_option("--pool", a.pool, "Methods to choose from (default: the session's pool)")->type_name("SPEC,SPEC");
  add_bits(pareto, a);
  pareto.add_option("--points", a.points, "Points of the curve that are printed (default: 12)")
      ->type_name("N")
      ->check(CLI::Range(2, 1000));
  pareto.add_option("--probes", a.probes, "hawq: products with the Hessian (default: 8)")
      ->type_name("N")
      ->check(CLI::Range(1, 100000));
  pareto
      .add_option("--probe-sequences", a.probe_sequences, "hawq: calibration sequences they take in turn (default: 8)")
      ->type_name("N")
      ->check(CLI::Range(1, 1 << 20));
  pareto.add_option("--probe-length", a.probe_length, "hawq: tokens of each, at most (default: 256)")
      ->type_name("T")
      ->check(CLI::Range(2, 1 << 20));
  pareto.add_flag("--keep", a.keep, "Keep every printed point as a plan of the session, named after its bits");
  pareto.add_flag("--use", a.use, "Make the largest plan within the budget the session's current one");
  pareto.add_flag("--evaluate", a.evaluate,
                  "Measure KL to the original and perplexity of every printed point on held-out text");
  add_windows(pareto, a);
  add_arithmetic(pareto, a, "reference, for it is compared with transformers");
  add_execution(pareto, a);
  add_output(pareto, a);
}

void define_listing_commands(CommandTable& table, CLI::App& app, Arguments& a) {
  CLI::App* hub = app.add_subcommand("hub", "Fetch models from a Hugging Face hub");
  hub->require_subcommand(1);
  add_hub(table.add(*hub, "download", Command::hub_download, "Download what a model needs into the cache"), a);
  add_hub(table.add(*hub, "list", Command::hub_list, "List the files that a model needs"), a);

  add_output(table.add("methods", Command::methods, "List the quantization methods, their options and the pools"), a);
  add_output(table.add("devices", Command::devices, "List the devices that this build can use here"), a);
  add_output(table.add("kernels", Command::kernels, "List the kernels and which of them run here"), a);
}

void check(const Arguments& a) {
  if (a.json_events && a.json == "-") {
    throw UsageError{
        "--json-events and --json - both want stdout: give --json a file (the last event holds the result)"};
  }
  switch (a.command) {
    case Command::inspect:
      if (a.model.empty() == a.session.empty()) {
        throw UsageError{"inspect: give a model or a session, as in: calm inspect --model PATH"};
      }
      break;
    case Command::analyze:
    case Command::quantize:
      if (a.model.empty() && a.session.empty()) {
        throw UsageError{"--model is missing (it may be left out only where --session names an existing session)"};
      }
      if (a.preset && (a.sequences || a.length)) {
        throw UsageError{"--preset " + *a.preset + " already sets --sequences and --length: give one or the other"};
      }
      if (a.preset && !a.tokens.empty()) {
        throw UsageError{"--preset is for texts: with --tokens give --sequences and --length, or neither"};
      }
      if (!a.with.empty()) parse_analyses(a.with);
      break;
    case Command::bench:
      if (a.model.empty() == a.session.empty()) throw UsageError{"bench: give --model or --session"};
      if (!a.session.empty() && !a.against.empty()) {
        throw UsageError{"bench: --against goes with --model; with --session name the variants by --variant"};
      }
      if (a.session.empty() && (!a.variants.empty() || a.skip_perplexity || a.skip_latency || a.kl || a.memory)) {
        throw UsageError{"bench: --variant, --kl, --memory, --skip-perplexity and --skip-latency go with --session"};
      }
      if (a.skip_perplexity && a.skip_latency && !a.kl && !a.memory)
        throw UsageError{"bench: both measurements are skipped; nothing is left"};
      break;
    case Command::generate:
      if (a.model.empty() == a.session.empty()) throw UsageError{"generate: give --model or --session"};
      if (a.session.empty() && !a.variants.empty()) throw UsageError{"generate: --variant goes with --session"};
      break;
    default:
      break;
  }
}

}  // namespace

std::optional<Arguments> parse_arguments(int argc, const char* const* argv) {
  Arguments a;
  CLI::App app(
      "Chooses the best post-training quantization method for every layer of a language model, and exports it.",
      "calm");
  app.set_version_flag("--version", "calm " CALM_VERSION);
  bool kernels = false;
  app.add_flag("--kernels", kernels, "List the kernels and which of them run here");
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  CommandTable table(app, a);
  define_search_commands(table, a);
  define_evaluation_commands(table, a);
  define_plan_commands(app, a);
  define_proof_commands(table, a);
  define_budget_command(table, a);
  define_listing_commands(table, app, a);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {  // --help, --version
    app.exit(done);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw UsageError{error.what()};
  }
  if (app.get_subcommands().empty()) {
    if (!kernels) {
      std::fputs(app.help().c_str(), stdout);
      throw UsageError{"a command is missing"};
    }
    a.command = Command::kernels;
  }
  check(a);
  return a;
}

}  // namespace calm::cli
