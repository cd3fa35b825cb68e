#include "cli/setup.h"

#include <algorithm>

#include "calm/error.h"
#include "calm/export.h"
#include "calm/plan_size.h"
#include "calm/recipes.h"
#include "calm/scheme.h"
#include "calm/session.h"
#include "cli/overrides.h"

namespace calm::cli {
namespace {

namespace fs = std::filesystem;

/// A wrong value of an option is a usage error, whoever finds it.
template <typename Parse>
auto parse_option(const char* option, Parse parse) {
  try {
    return parse();
  } catch (const Error& error) {
    throw UsageError{std::string(option) + ": " + error.what()};
  }
}

void apply_overrides(const Arguments& arguments, int layers, SearchSetup& setup) {
  for (const std::string& text : arguments.overrides) {
    const Override given = parse_override(text);
    if (given.last >= layers) {
      throw UsageError{"--override " + text + ": the model has layers 0 to " + std::to_string(layers - 1)};
    }
    std::string canonical;
    if (given.spec != "search") {
      canonical = parse_option("--override", [&] { return parse_method(given.spec).canonical(); });
      setup.spelled.emplace(canonical, given.spec);
    }
    for (int layer = given.first; layer <= given.last; ++layer) {
      if (canonical.empty()) {
        setup.request.selection.overrides.erase(layer);
      } else {
        setup.request.selection.overrides[layer] = canonical;
      }
    }
  }
}

void apply_scheme(const Arguments& arguments, Scheme& scheme) {
  if (arguments.scheme)
    apply_preset(parse_option("--scheme", [&] { return parse_scheme_preset(*arguments.scheme); }), scheme);
  if (arguments.group) scheme.group_size = parse_option("--group", [&] { return parse_group(*arguments.group); });
  scheme.asymmetric = arguments.asymmetric.value_or(scheme.asymmetric);
  scheme.weight_bits = arguments.weight_bits.value_or(scheme.weight_bits);
  scheme.activation_bits = arguments.activation_bits.value_or(scheme.activation_bits);
  if (arguments.dtype) scheme.storage = parse_option("--dtype", [&] { return parse_storage_type(*arguments.dtype); });
  const bool gguf = arguments.command == Command::quantize && arguments.format == "gguf";
  scheme.float16_scales = scheme.float16_scales || arguments.float16_scales || gguf;
}

}  // namespace

std::string SearchSetup::spelling(const std::string& canonical) const {
  const auto found = spelled.find(canonical);
  return found == spelled.end() ? canonical : found->second;
}

fs::path absolute_path(const std::string& path) {
  fs::path full = fs::absolute(path).lexically_normal();
  return full.has_filename() || full == full.root_path() ? full : full.parent_path();
}

std::shared_ptr<Model> open_model(const std::string& path) {
  return Model::open(absolute_path(path));
}

ExecutionOptions execution_options(const Arguments& arguments) {
  ExecutionOptions options{arguments.device.value_or("auto"), arguments.threads.value_or(0)};
  if (arguments.arithmetic)
    options.arithmetic = parse_option("--arithmetic", [&] { return parse_arithmetic(*arguments.arithmetic); });
  options.head = arguments.lm_head == "int8" ? HeadPrecision::int8 : HeadPrecision::stored;
  options.cache = arguments.kv_cache == "float32" ? CacheType::float32 : CacheType::float16;
  const bool runs = arguments.command == Command::bench || arguments.command == Command::generate;
  if (runs && arguments.dtype)
    options.storage = parse_option("--dtype", [&] { return parse_storage_type(*arguments.dtype); });
  return options;
}

CalibrationOptions calibration_options(const Arguments& arguments, CalibrationOptions options) {
  if (!arguments.tokens.empty()) {
    options.source = TextSource::tokens;
    options.file = absolute_path(arguments.tokens);
    options.sequences = options.length = 0;
  } else if (!arguments.text.empty()) {
    if (options.source == TextSource::tokens) options.sequences = options.length = 0;
    options.source = TextSource::text;
    options.file = absolute_path(arguments.text);
  }
  if (arguments.preset) {
    const auto& presets = calibration_presets();
    const auto preset =
        std::find_if(presets.begin(), presets.end(), [&](const auto& p) { return p.id == *arguments.preset; });
    if (preset == presets.end()) throw UsageError{"--preset " + *arguments.preset + ": there is no such preset"};
    options.sequences = preset->sequences;
    options.length = preset->length;
  }
  options.sequences = arguments.sequences.value_or(options.sequences);
  options.length = arguments.length.value_or(options.length);
  if (options.source != TextSource::tokens) {
    const CalibrationOptions defaults;
    if (options.sequences == 0) options.sequences = defaults.sequences;
    if (options.length == 0) options.length = defaults.length;
  }
  options.seed = arguments.seed.value_or(options.seed);
  options.add_special = options.add_special || arguments.add_special;
  return options;
}

CalibrationOptions text_options(const Arguments& arguments) {
  return calibration_options(arguments, {});
}

SearchSetup prepare_search(const Arguments& arguments) {
  SearchSetup setup;
  SearchRequest& request = setup.request;
  SessionState state;
  if (!arguments.session.empty()) {
    request.session = absolute_path(arguments.session);
    setup.resumed = is_session(request.session);
    if (setup.resumed) state = load_session(request.session);
  }
  if (arguments.model.empty() && !setup.resumed) {
    throw UsageError{"--session " + arguments.session + " holds no session yet: give --model to start one"};
  }

  // Options first: a typing error must not wait for a large model to open.
  request.selection = state.selection;
  request.analysis = state.analysis;
  // Whoever names a part of a recipe builds their own: its other parts would change what that part does.
  const bool own = arguments.pool || arguments.metric || arguments.site || arguments.transform;
  const bool recipe = arguments.recipe || (!setup.resumed && !own);
  if (recipe) {
    apply_recipe(arguments.recipe ? parse_recipe(*arguments.recipe) : default_recipe(), request.analysis,
                 request.selection);
  }
  if (arguments.pool || (!setup.resumed && !recipe)) {
    setup.pool = parse_option("--pool", [&] { return parse_pool(arguments.pool.value_or("calm")); });
    request.selection.pool.clear();
    for (const MethodSpec& spec : setup.pool) request.selection.pool.push_back(spec.canonical());
  } else {
    for (const std::string& spec : request.selection.pool) setup.pool.push_back(parse_method(spec));
  }
  if (!arguments.bits.empty()) {
    setup.pool = pool_with_bits(setup.pool, arguments.bits);
    request.selection.pool.clear();
    for (const MethodSpec& spec : setup.pool) request.selection.pool.push_back(spec.canonical());
  }
  for (const MethodSpec& spec : setup.pool) setup.spelled.emplace(spec.canonical(), spec.text);
  if (arguments.metric)
    request.selection.metric = parse_option("--metric", [&] { return parse_metric(*arguments.metric); });
  if (arguments.granularity) {
    request.selection.granularity =
        parse_option("--granularity", [&] { return parse_granularity(*arguments.granularity); });
  }
  request.selection.beam = arguments.beam.value_or(request.selection.beam);
  request.selection.tuning_epochs = arguments.tune.value_or(request.selection.tuning_epochs);
  for (const std::string& text : arguments.overrides) parse_override(text);

  request.analysis.calibration = calibration_options(arguments, state.analysis.calibration);
  if (arguments.arithmetic)
    request.analysis.arithmetic = parse_option("--arithmetic", [&] { return parse_arithmetic(*arguments.arithmetic); });
  if (arguments.site) request.analysis.site = parse_option("--site", [&] { return parse_site(*arguments.site); });
  if (arguments.transform)
    request.analysis.transform = parse_option("--transform", [&] { return parse_transform(*arguments.transform); });
  apply_scheme(arguments, request.analysis.scheme);
  request.device = arguments.device.value_or(setup.resumed ? state.device : "auto");
  request.threads = arguments.threads.value_or(setup.resumed ? state.threads : 0);

  request.model = open_model(arguments.model.empty() ? state.model_path : arguments.model);
  if (arguments.command == Command::quantize) {
    check_export_format(*request.model, request.analysis.scheme, arguments.format);
    const std::vector<std::string>& pool = request.selection.pool;
    if (const auto held = std::find_if_not(pool.begin(), pool.end(), is_exportable); held != pool.end()) {
      throw UsageError{"--pool: " + *held +
                       " cannot be exported, as no format holds SpQR's outliers; leave it out, or " +
                       "look at it with: calm analyze"};
    }
  }
  const int layers = request.model->info().layers;
  apply_overrides(arguments, layers, setup);
  if (arguments.from_layer >= layers) {
    throw UsageError{"--from-layer " + std::to_string(arguments.from_layer) + ": the model has layers 0 to " +
                     std::to_string(layers - 1)};
  }
  request.from_layer = arguments.from_layer;
  if (request.session.empty()) request.session = new_session_folder(request.model->info().name);
  return setup;
}

}  // namespace calm::cli
