#pragma once

#include <string>

#include "cli/arguments.h"

namespace CLI {
class App;
class Option_group;
}  // namespace CLI

namespace calm::cli {

// Options that several commands share, added to one.

void add_output(CLI::App& app, Arguments& a);
void add_model(CLI::App& app, Arguments& a, bool required, const std::string& otherwise = "");
void add_execution(CLI::App& app, Arguments& a);
void add_arithmetic(CLI::App& app, Arguments& a, const std::string& otherwise);
void add_engine(CLI::App& app, Arguments& a);
CLI::Option_group* add_text(CLI::App& app, Arguments& a, const std::string& otherwise, bool required = false);
void add_special(CLI::App& app, Arguments& a);
void add_session(CLI::App& app, Arguments& a, bool required);
void add_analysis(CLI::App& app, Arguments& a);
/// Widths for every method of a pool.
void add_bits(CLI::App& app, Arguments& a);
void add_out(CLI::App& app, Arguments& a, const std::string& what, bool required);
void add_format(CLI::App& app, Arguments& a);
void add_hub(CLI::App& app, Arguments& a);
/// few: a handful by default, in Arguments::few_windows.
void add_windows(CLI::App& app, Arguments& a, bool few = false);

}  // namespace calm::cli
