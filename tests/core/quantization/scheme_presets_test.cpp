#include "calm/scheme_presets.h"

#include <gtest/gtest.h>

#include <set>

#include "calm/error.h"

namespace calm {
namespace {

TEST(SchemePresets, HaveTheBitsOfTheirNames) {
  std::set<std::string> ids;
  for (const SchemePreset& preset : scheme_presets()) {
    EXPECT_TRUE(ids.insert(preset.id).second) << preset.id;
    EXPECT_EQ(preset.title, "W" + std::to_string(preset.weight_bits) + "A" + std::to_string(preset.activation_bits));
    Scheme scheme;
    scheme.group_size = 64;
    apply_scheme_preset(parse_scheme_preset(preset.title), scheme);
    EXPECT_EQ(scheme.weight_bits, preset.weight_bits);
    EXPECT_EQ(scheme.activation_bits, preset.activation_bits);
    EXPECT_EQ(scheme.group_size, 64);
    EXPECT_EQ(matching_scheme_preset(scheme), &preset);
  }
  for (const char* id : {"w4a8", "w3a8", "w4a16", "w8a8"}) EXPECT_TRUE(ids.contains(id)) << id;
}

TEST(SchemePresets, AnUnknownOneIsRefusedWithTheIds) {
  try {
    parse_scheme_preset("w5a7");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("w4a16"), std::string::npos) << error.what();
  }
  Scheme odd;
  odd.weight_bits = 5;
  EXPECT_EQ(matching_scheme_preset(odd), nullptr);
}

}  // namespace
}  // namespace calm
