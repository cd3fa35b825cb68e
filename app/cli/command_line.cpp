#include "cli/command_line.h"

#include <exception>
#include <new>

#include "calm/error.h"
#include "calm/log.h"
#include "cli/run.h"

namespace calm::cli {
namespace {

int guarded(const Context& context) {
  Console& console = context.console;
  try {
    return run(context);
  } catch (const UsageError& error) {
    console.error(error.message);
    return 2;
  } catch (const Error& error) {
    const int stopped = context.interrupt.exit_status();
    if (error.code() == ErrorCode::cancelled && stopped != 0) {
      console.message("Stopped.");
      return stopped;
    }
    console.error(error.what());
  } catch (const std::bad_alloc&) {
    console.error("out of memory; `calm analyze --estimate` says what a run needs");
  } catch (const std::exception& error) {
    console.error(std::string("internal error: ") + error.what());
  }
  return 1;
}

}  // namespace

int main(int argc, const char* const* argv) {
  std::optional<Arguments> arguments;
  try {
    arguments = parse_arguments(argc, argv);
  } catch (const UsageError& error) {
    Console(true).error(error.message + "\nRun `calm --help` or `calm COMMAND --help` for the options.");
    return 2;
  }
  if (!arguments) return 0;
  Console console(arguments->quiet);
  Interrupt interrupt(console);
  set_log_sink([&console](LogLevel level, const std::string& text) {
    if (level == LogLevel::warning) console.warning(text);
    if (level == LogLevel::error) console.error(text);
  });
  const int status = guarded({*arguments, console, interrupt});
  set_log_sink({});
  return status;
}

}  // namespace calm::cli
