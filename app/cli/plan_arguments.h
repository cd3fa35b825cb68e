#pragma once

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace calm::cli {

/// `calm plan list|show|diff|save|use|copy|rename|delete`.
void define_plan_commands(CLI::App& app, Arguments& arguments);

}  // namespace calm::cli
