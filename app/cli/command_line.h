#pragma once

namespace calm::cli {

/// The whole program. 0: success, 1: an error, 2: a wrong command line, 130 and 143: stopped by SIGINT and SIGTERM.
int main(int argc, const char* const* argv);

}  // namespace calm::cli
