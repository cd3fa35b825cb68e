#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace calm {

/// A file of this name is complete or not there: written beside under a temporary name, flushed to disk, renamed.
/// Throws Error(io) naming the path and the operating system's reason; the temporary file is then gone.
void write_file_atomically(const std::filesystem::path& file, std::string_view bytes);

/// The whole file. Throws Error(not_found) or Error(io) naming it.
std::string read_whole_file(const std::filesystem::path& file);

}  // namespace calm
