#include "calm/fault.h"
#include "cli/command_line.h"
#include "openmp_policy.h"

int main(int argc, char** argv) {
  calm::shorten_openmp_spinning(argv);
  calm::explain_shortened_files();
  return calm::cli::main(argc, argv);
}
