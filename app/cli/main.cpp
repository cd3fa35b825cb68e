#include "cli/command_line.h"

int main(int argc, char** argv) {
  return calm::cli::main(argc, argv);
}
