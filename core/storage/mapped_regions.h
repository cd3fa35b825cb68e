#pragma once

#include <cstddef>
#include <filesystem>

namespace calm {

/// What is mapped where, for the fault handler, which may neither lock nor allocate. Beyond some hundred files it knows
/// the first ones only.
void add_mapped_region(const void* begin, size_t size, const std::filesystem::path& file);
void remove_mapped_region(const void* begin);

}  // namespace calm
