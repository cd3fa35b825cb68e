#include "storage/ggml_types.h"

#include <array>
#include <utility>

namespace calm {
namespace {

constexpr std::array<std::pair<uint32_t, StoredType>, 16> kSupported = {{
    {0, StoredType::f32},
    {1, StoredType::f16},
    {2, StoredType::q4_0},
    {3, StoredType::q4_1},
    {6, StoredType::q5_0},
    {7, StoredType::q5_1},
    {8, StoredType::q8_0},
    {12, StoredType::q4_k},
    {13, StoredType::q5_k},
    {14, StoredType::q6_k},
    {24, StoredType::i8},
    {25, StoredType::i16},
    {26, StoredType::i32},
    {27, StoredType::i64},
    {28, StoredType::f64},
    {30, StoredType::bf16},
}};

// Only to name them in messages.
constexpr std::array<std::pair<uint32_t, const char*>, 24> kOthers = {{
    {4, "Q4_2 (removed)"},
    {5, "Q4_3 (removed)"},
    {9, "Q8_1"},
    {10, "Q2_K"},
    {11, "Q3_K"},
    {15, "Q8_K"},
    {16, "IQ2_XXS"},
    {17, "IQ2_XS"},
    {18, "IQ3_XXS"},
    {19, "IQ1_S"},
    {20, "IQ4_NL"},
    {21, "IQ3_S"},
    {22, "IQ2_S"},
    {23, "IQ4_XS"},
    {29, "IQ1_M"},
    {31, "Q4_0_4_4 (removed)"},
    {32, "Q4_0_4_8 (removed)"},
    {33, "Q4_0_8_8 (removed)"},
    {34, "TQ1_0"},
    {35, "TQ2_0"},
    {36, "IQ4_NL_4_4 (removed)"},
    {37, "IQ4_NL_4_8 (removed)"},
    {38, "IQ4_NL_8_8 (removed)"},
    {39, "MXFP4"},
}};

}  // namespace

std::optional<StoredType> from_ggml_type(uint32_t number) {
  for (const auto& [known, type] : kSupported) {
    if (known == number) return type;
  }
  return std::nullopt;
}

std::optional<uint32_t> to_ggml_type(StoredType type) {
  for (const auto& [number, known] : kSupported) {
    if (known == type) return number;
  }
  return std::nullopt;
}

std::string ggml_type_name(uint32_t number) {
  if (const auto type = from_ggml_type(number)) return std::string(traits(*type).name);
  for (const auto& [known, name] : kOthers) {
    if (known == number) return name;
  }
  return "type " + std::to_string(number);
}

}  // namespace calm
