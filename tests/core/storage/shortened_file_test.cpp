#include <gtest/gtest.h>
#include <sys/mman.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "calm/fault.h"
#include "storage/mapped_file.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

fs::path file_of(const test::TempFolder& folder, const char* name) {
  fs::path file = folder / name;
  std::ofstream(file) << std::string(1 << 16, 'x');
  return file;
}

int sum(std::span<const std::byte> bytes) {
  int total = 0;
  for (const std::byte byte : bytes) total += static_cast<int>(byte);
  return total;
}

void read_while_it_is_shortened(const fs::path& file, const fs::path& other) {
  explain_shortened_files();
  const MappedFile kept(other);
  const MappedFile mapped(file);
  fs::resize_file(file, 0);
  std::printf("%d", sum(kept.bytes()) + sum(mapped.bytes()));
}

void read_what_is_not_ours(const fs::path& file) {
  explain_shortened_files();
  std::span<const std::byte> bytes;
  {
    const MappedFile mapped(file);  // not known any more once it is unmapped
    bytes = mapped.bytes();
  }
  std::FILE* stream = std::fopen(file.c_str(), "r");
  void* again = ::mmap(const_cast<std::byte*>(bytes.data()), bytes.size(), PROT_READ, MAP_PRIVATE | MAP_FIXED,
                       ::fileno(stream), 0);
  fs::resize_file(file, 0);
  std::printf("%d", sum({static_cast<const std::byte*>(again), bytes.size()}));
}

// EXPECT_EXIT runs its statement in a process of its own.
TEST(ShortenedFileDeathTest, IsNamedAndEndsTheProgramOrderly) {
  const test::TempFolder folder;
  const fs::path file = file_of(folder, "model.gguf"), other = file_of(folder, "other.gguf");
  EXPECT_EXIT(read_while_it_is_shortened(file, other), testing::ExitedWithCode(1),
              "error: .*/model\\.gguf: the file became shorter while it was read");
}

TEST(ShortenedFileDeathTest, AnotherBusErrorEndsTheProgramAsBefore) {
  const test::TempFolder folder;
  const fs::path file = file_of(folder, "model.gguf");
  EXPECT_EXIT(read_what_is_not_ours(file), testing::KilledBySignal(SIGBUS), "");
}

}  // namespace
}  // namespace calm
