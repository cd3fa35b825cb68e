// `calm plan`: what the window's list of plans does, without a window.
#include <algorithm>

#include "calm/error.h"
#include "calm/methods.h"
#include "calm/named_plans.h"
#include "calm/plan_size.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

struct View {
  std::string name, date;
  const Selection* selection;
  const Plan* plan;
};

NamedPlan& named(SessionState& state, const std::string& name) {
  auto found = std::find_if(state.named_plans.begin(), state.named_plans.end(),
                            [&](const NamedPlan& plan) { return plan.name == name; });
  if (found != state.named_plans.end()) return *found;
  std::string known;
  for (const NamedPlan& plan : state.named_plans) known += (known.empty() ? "" : ", ") + ("'" + plan.name + "'");
  throw Error(ErrorCode::not_found,
              "the session has no plan '" + name + "'" +
                  (known.empty() ? "; keep one with: calm plan save NAME --session DIR" : "; it has " + known));
}

View view(SessionState& state, const std::string& name) {
  if (name.empty() || name == kCurrentPlan) return {std::string(kCurrentPlan), "", &state.selection, &state.plan};
  const NamedPlan& plan = named(state, name);
  return {plan.name, plan.date, &plan.selection, &plan.plan};
}

int stale_layers(const Plan& plan) {
  return static_cast<int>(
      std::count_if(plan.layers.begin(), plan.layers.end(), [](const PlanLayer& layer) { return layer.stale; }));
}

Json summary(const View& view) {
  Json methods = Json::object();
  for (const PlanLayer& layer : view.plan->layers) {
    Json& count = methods[layer.method];
    count = count.is_null() ? 1 : count.get<int>() + 1;
  }
  return {{"name", view.name},
          {"date", view.date},
          {"metric", to_string(view.selection->metric)},
          {"pool", view.selection->pool},
          {"overrides", view.selection->overrides.size()},
          {"complete", view.plan->complete()},
          {"stale_layers", stale_layers(*view.plan)},
          {"layers_by_method", methods}};
}

std::string title(const std::string& spec) {
  if (spec.empty()) return "undecided";
  try {
    return parse_method(spec).title();
  } catch (const Error&) {  // a session of a version that knew more methods
    return spec;
  }
}

void add(SessionState& state, NamedPlan plan, bool force) {
  if (find_plan(state.named_plans, plan.name)) {
    if (!force) {
      throw Error(ErrorCode::invalid_argument,
                  "the session already has a plan '" + plan.name + "'; replace it with --force");
    }
    named(state, plan.name) = std::move(plan);
  } else {
    state.named_plans.push_back(std::move(plan));
  }
}

/// Of a whole plan or of one layer; nothing where the session does not know its model's size.
StorageBits stored(const SessionState& state, const std::vector<std::string>& methods) {
  StorageBits sum;
  for (const std::string& method : methods) {
    try {
      sum.add(layer_storage(state.model_size, state.analysis.scheme, method));
    } catch (const Error&) {  // a session of a version that knew more methods
      sum.add(layer_storage(state.model_size, state.analysis.scheme, {}));
    }
  }
  return sum;
}

Json bits_json(const StorageBits& bits) {
  return bits.weights > 0 ? number(bits.per_weight()) : Json();
}
Json bytes_json(const StorageBits& bits) {
  return bits.weights > 0 ? number(bits.total() / 8) : Json();
}
std::string bits_text(const StorageBits& bits) {
  return bits.weights > 0 ? format_number(bits.per_weight(), 4) : "-";
}
std::string bytes_text(const StorageBits& bits) {
  return bits.weights > 0 ? format_bytes(bits.total() / 8) : "-";
}

int list(const Context& context, SessionState& state) {
  Json plans = Json::array();
  std::vector<std::vector<std::string>> rows;
  std::vector<View> views = {view(state, "")};
  for (const NamedPlan& plan : state.named_plans) views.push_back(view(state, plan.name));
  for (const View& one : views) {
    plans.push_back(summary(one));
    const StorageBits bits = stored(state, methods_of(*one.plan));
    plans.back()["average_bits"] = bits_json(bits);
    plans.back()["bytes"] = bytes_json(bits);
    std::string methods;
    for (const auto& [method, count] : plans.back()["layers_by_method"].items()) {
      methods += (methods.empty() ? "" : ", ") + title(method) + " " + std::to_string(count.get<int>());
    }
    rows.push_back({one.name, one.date.empty() ? "-" : one.date, std::to_string(one.selection->overrides.size()),
                    std::to_string(stale_layers(*one.plan)), bits_text(bits), methods});
  }
  report_result(context, {{"plans", plans}},
                render_table({"plan", "kept", "overrides", "stale", "bits", "layers by method"}, rows));
  return 0;
}

int show(const Context& context, SessionState& state) {
  const View one = view(state, context.arguments.plan_name);
  const Metric metric = context.arguments.metric ? parse_metric(*context.arguments.metric) : one.selection->metric;
  const StorageBits whole = stored(state, methods_of(*one.plan));
  Json document = summary(one);
  document["average_bits"] = bits_json(whole);
  document["bytes"] = bytes_json(whole);
  document["shown_metric"] = to_string(metric);
  Json layers = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const PlanComparison& layer : compare_plans(*one.plan, *one.plan, state.scores, metric)) {
    const PlanLayer& plan = one.plan->layers[static_cast<size_t>(layer.layer)];
    const StorageBits bits = stored(state, {plan.method});
    layers.push_back({{"layer", layer.layer},
                      {"method", plan.method},
                      {"by", to_string(plan.by)},
                      {"stale", plan.stale},
                      {"score", number(layer.first_score)},
                      {"margin", number(plan.margin)},
                      {"average_bits", bits_json(bits)},
                      {"bytes", bytes_json(bits)}});
    rows.push_back({std::to_string(layer.layer), title(plan.method), std::string(to_string(plan.by)),
                    format_number(layer.first_score), format_number(plan.margin), bits_text(bits), bytes_text(bits),
                    plan.stale ? "stale" : "current"});
  }
  document["layers"] = layers;
  std::string text = render_table(
      {"layer", "method", "decided by", std::string(to_string(metric)), "margin", "bits", "size", "scores"}, rows);
  if (whole.weights > 0) {
    text += bits_text(whole) + " bits a weight of the decoder's linears with everything stored for them, " +
            bytes_text(whole) + ".\n";
  }
  report_result(context, document, text);
  return 0;
}

int diff(const Context& context, SessionState& state) {
  const View first = view(state, context.arguments.plan_name), second = view(state, context.arguments.plan_other);
  const Metric metric = context.arguments.metric ? parse_metric(*context.arguments.metric) : state.selection.metric;
  Json layers = Json::array();
  std::vector<std::vector<std::string>> rows;
  int differing = 0, total = 0;
  for (const PlanComparison& layer : compare_plans(*first.plan, *second.plan, state.scores, metric)) {
    ++total;
    differing += layer.differs() ? 1 : 0;
    if (!layer.differs() && !context.arguments.plan_all_layers) continue;
    layers.push_back({{"layer", layer.layer},
                      {"first", layer.first},
                      {"second", layer.second},
                      {"first_score", number(layer.first_score)},
                      {"second_score", number(layer.second_score)},
                      {"differs", layer.differs()}});
    rows.push_back({std::to_string(layer.layer), title(layer.first), format_number(layer.first_score),
                    title(layer.second), format_number(layer.second_score)});
  }
  const std::string score(to_string(metric));
  const std::string text = std::to_string(differing) + " of " + std::to_string(total) + " layers differ\n";
  report_result(context,
                {{"first", first.name},
                 {"second", second.name},
                 {"metric", score},
                 {"differing", differing},
                 {"total", total},
                 {"layers", layers}},
                rows.empty() ? text : text + render_table({"layer", first.name, score, second.name, score}, rows));
  return 0;
}

/// Changes the session and says what became of it.
std::string edit(const Context& context, SessionState& state) {
  const Arguments& a = context.arguments;
  switch (a.plan_action) {
    case PlanAction::save: {
      NamedPlan plan = name_current_plan(state, a.plan_name);
      const std::string text = "Kept the current plan as '" + plan.name + "'";
      add(state, std::move(plan), a.force);
      return text;
    }
    case PlanAction::copy: {
      NamedPlan copy = named(state, a.plan_name);
      copy.name = checked_plan_name(a.plan_other);
      const std::string text = "Copied '" + a.plan_name + "' as '" + copy.name + "'";
      add(state, std::move(copy), a.force);
      return text;
    }
    case PlanAction::rename: {
      NamedPlan& plan = named(state, a.plan_name);
      const std::string name = checked_plan_name(a.plan_other);
      if (name != plan.name && find_plan(state.named_plans, name)) {
        throw Error(ErrorCode::invalid_argument, "the session already has a plan '" + name + "'");
      }
      plan.name = name;
      return "Renamed '" + a.plan_name + "' to '" + name + "'";
    }
    case PlanAction::remove: {
      named(state, a.plan_name);  // complains where there is none
      std::erase_if(state.named_plans, [&](const NamedPlan& plan) { return plan.name == a.plan_name; });
      return "Deleted '" + a.plan_name + "'";
    }
    case PlanAction::use: {
      SelectedPlan selected = select_plan(state, named(state, a.plan_name));
      state.selection = std::move(selected.selection);
      state.plan = std::move(selected.plan);
      const int stale = stale_layers(state.plan);
      return "'" + a.plan_name + "' is the current plan" +
             (stale > 0 ? "; scores of " + std::to_string(stale) +
                              " layers are stale, renew them with: calm analyze --session DIR"
                        : "");
    }
    default:
      return {};
  }
}

}  // namespace

int run_plan(const Context& context) {
  const std::filesystem::path folder = absolute_path(context.arguments.session);
  SessionState state = load_session(folder);
  switch (context.arguments.plan_action) {
    case PlanAction::list:
      return list(context, state);
    case PlanAction::show:
      return show(context, state);
    case PlanAction::diff:
      return diff(context, state);
    default:
      break;
  }
  const std::string text = edit(context, state);
  save_session(folder, state);
  report_result(context, {{"done", text}, {"plans", state.named_plans.size()}}, text + "\n");
  return 0;
}

}  // namespace calm::cli
