#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace calm::cli {

using Json = nlohmann::ordered_json;

/// Writes beside the file, flushes, renames: never half a file under the final name. Throws Error(io).
void write_atomically(const std::filesystem::path& file, const std::string& text);

/// Before a long run: throws Error(io) where --json names a file that could not be written later.
void check_json_target(const std::string& target);
/// To a file, or to stdout where target is "-". NaN and infinities become null, bytes that are no UTF-8 U+FFFD.
void write_json(const std::string& target, const Json& document);
/// One line, for --json-events.
void print_json_line(const Json& document);

/// Text results. Throws Error(io) once stdout cannot take them (closed, full disk).
void print(const std::string& text);
void flush_stdout();

/// Throws Error(invalid_argument) where `out` exists and --force was not given.
void refuse_existing(const std::filesystem::path& out, bool force);

}  // namespace calm::cli
