#include "session/atomic_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <span>
#include <sstream>

#include "calm/error.h"
#include "storage/output_file.h"

namespace calm {

void write_file_atomically(const std::filesystem::path& file, std::string_view bytes) {
  OutputFile out(file);
  out.write(std::as_bytes(std::span(bytes.data(), bytes.size())));
  out.commit();
}

std::string read_whole_file(const std::filesystem::path& file) {
  std::error_code ec;
  const auto status = std::filesystem::status(file, ec);
  if (!std::filesystem::exists(status)) {
    throw Error(ErrorCode::not_found, "There is no file '" + file.string() + "'.");
  }
  if (std::filesystem::is_directory(status)) {
    throw Error(ErrorCode::io, "'" + file.string() + "' is a folder where a file was expected.");
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(ErrorCode::io, "Cannot read '" + file.string() + "': " + std::strerror(errno) + ".");
  std::ostringstream bytes;
  // An empty file would set the stream's fail bit.
  if (stream.peek() != std::ifstream::traits_type::eof()) bytes << stream.rdbuf();
  if (stream.bad() || bytes.bad()) throw Error(ErrorCode::io, "Reading '" + file.string() + "' failed.");
  return std::move(bytes).str();
}

}  // namespace calm
