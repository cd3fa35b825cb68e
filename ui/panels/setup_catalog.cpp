#include "ui/panels/setup_catalog.h"

#include "calm/error.h"

namespace calm::ui {

std::string SetupCatalog::canonical(const std::string& spec) const {
  try {
    return parse(spec).canonical();
  } catch (const calm::Error&) {
    return spec;
  }
}

std::string SetupCatalog::title(const std::string& spec) const {
  try {
    return parse(spec).title();
  } catch (const calm::Error&) {
    return spec;
  }
}

}  // namespace calm::ui
