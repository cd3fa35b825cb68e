#include "cli/plan_arguments.h"

#include <CLI/CLI.hpp>

namespace calm::cli {
namespace {

/// Options of every action; `names` are its positional arguments.
void define(CLI::App& parent, Arguments& a, PlanAction action, const std::string& name, const std::string& help,
            const std::vector<std::string>& names, bool optional = false) {
  CLI::App* sub = parent.add_subcommand(name, help);
  sub->callback([&a, action] {
    a.command = Command::plan;
    a.plan_action = action;
  });
  if (!names.empty()) {
    std::string* const targets[] = {&a.plan_name, &a.plan_other};
    for (size_t i = 0; i < names.size(); ++i) {
      sub->add_option(names[i], *targets[i], i == 0 ? "A plan's name" : "The other name")->required(!optional);
    }
  }
  sub->add_option("--session", a.session, "The session's folder")->type_name("DIR")->required();
  if (action == PlanAction::show || action == PlanAction::diff) {
    sub->add_option("--metric", a.metric, "The score to print (default: the one that the session decides by)");
  }
  if (action == PlanAction::diff) sub->add_flag("--all", a.plan_all_layers, "List layers that are alike too");
  if (action == PlanAction::save || action == PlanAction::copy) {
    sub->add_flag("--force", a.force, "Replace a plan of that name (default: refuse)");
  }
  sub->add_option("--json", a.json, "Write the result as JSON to FILE instead of text; - is stdout")->type_name("FILE");
  sub->add_flag("--quiet,-q", a.quiet, "No messages, only warnings and errors");
}

}  // namespace

void define_plan_commands(CLI::App& app, Arguments& a) {
  CLI::App* plan = app.add_subcommand("plan", "List, show, compare, keep and choose a session's plans");
  plan->require_subcommand(1);
  plan->footer("The session's own plan is called `current`.");
  define(*plan, a, PlanAction::list, "list", "List the plans that were kept under a name", {});
  define(*plan, a, PlanAction::show, "show", "List a plan's layers (default: the current plan)", {"name"}, true);
  define(*plan, a, PlanAction::diff, "diff", "List the layers where two plans differ", {"first", "second"});
  define(*plan, a, PlanAction::save, "save", "Keep the current plan under a name", {"name"});
  define(*plan, a, PlanAction::use, "use", "Make a named plan the current one", {"name"});
  define(*plan, a, PlanAction::copy, "copy", "Copy a named plan", {"name", "copy"});
  define(*plan, a, PlanAction::rename, "rename", "Rename a named plan", {"name", "new-name"});
  define(*plan, a, PlanAction::remove, "delete", "Delete a named plan", {"name"});
}

}  // namespace calm::cli
