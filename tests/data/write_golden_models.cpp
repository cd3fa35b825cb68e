// Writes the models of tests/support/golden_models.h, each with ids.json, for make_model_goldens.py.
#include <fstream>
#include <iostream>

#include "support/golden_models.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_golden_models FOLDER\n";
    return 2;
  }
  for (const calm::test::GoldenModel& model : calm::test::golden_models()) {
    const std::filesystem::path folder = std::filesystem::path(argv[1]) / model.name;
    calm::test::write_random_hf_model(folder, model.spec);
    std::ofstream out(folder / "ids.json");
    const char* separator = "[";
    for (const int32_t id : calm::test::golden_ids(model)) {
      out << separator << id;
      separator = ", ";
    }
    out << "]\n";
  }
}
