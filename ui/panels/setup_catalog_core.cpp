// Apart from setup_catalog.cpp so that tests of the widgets need no method of core.
#include "ui/panels/setup_catalog.h"

namespace calm::ui {

SetupCatalog SetupCatalog::fromCore() {
  return {calm::methods(), calm::pool_presets(), calm::calibration_presets(),
          [](const std::string& text) { return calm::parse_method(text); }};
}

}  // namespace calm::ui
