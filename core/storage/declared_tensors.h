#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "storage/tensor_source.h"

namespace calm {

/// The order that both writers keep: tensors are declared, then their bytes come in the same order, whole or part after
/// part, then the file is finished. Throws Error(invalid_argument) naming the file and the tensor that breaks it.
class DeclaredTensors {
 public:
  explicit DeclaredTensors(std::filesystem::path file) : file_(std::move(file)) {}

  [[noreturn]] void misuse(const std::string& what) const;

  /// `bytes` of the shape, or none where it has no size; offsets are the writer's.
  TensorInfo& add(const std::string& name, StoredType type, std::vector<int64_t> shape, uint64_t bytes);
  std::vector<TensorInfo>& all() { return tensors_; }
  const std::vector<TensorInfo>& all() const { return tensors_; }
  bool contains(const std::string& name) const { return names_.contains(name); }

  /// Takes the next part of the tensor that is due: which one, from which of its bytes on, and whether it is then
  /// whole.
  struct Part {
    const TensorInfo& tensor;
    uint64_t first;
    bool last;
  };
  Part take(const std::string& name, uint64_t bytes);
  /// Once, after the last.
  void finish();

 private:
  std::filesystem::path file_;
  std::vector<TensorInfo> tensors_;
  std::unordered_set<std::string> names_;
  size_t next_ = 0;
  uint64_t part_ = 0;  // bytes of tensors_[next_] taken so far
  bool finished_ = false;
};

}  // namespace calm
