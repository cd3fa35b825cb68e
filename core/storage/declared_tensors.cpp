#include "storage/declared_tensors.h"

#include <utility>

#include "calm/error.h"

namespace calm {

void DeclaredTensors::misuse(const std::string& what) const {
  throw Error(ErrorCode::invalid_argument, file_.string() + ": " + what);
}

TensorInfo& DeclaredTensors::add(const std::string& name, StoredType type, std::vector<int64_t> shape, uint64_t bytes) {
  if (!names_.insert(name).second) misuse("tensor " + name + " is declared twice.");
  TensorInfo& info = tensors_.emplace_back();
  info.name = name;
  info.type = type;
  info.shape = std::move(shape);
  info.bytes = bytes;
  return info;
}

DeclaredTensors::Part DeclaredTensors::take(const std::string& name, uint64_t bytes) {
  const std::string expected = next_ < tensors_.size() ? tensors_[next_].name : "no more tensors";
  if (name != expected) misuse("tensor " + name + " is written where " + expected + " was declared.");
  const TensorInfo& info = tensors_[next_];
  if (bytes > info.bytes - part_) {
    misuse("tensor " + info.describe() + " takes " + std::to_string(info.bytes) + " bytes, but " +
           std::to_string(part_ + bytes) + " were given.");
  }
  const uint64_t first = std::exchange(part_, part_ + bytes);
  const bool last = part_ == info.bytes;
  if (last) {
    part_ = 0;
    ++next_;
  }
  return {info, first, last};
}

void DeclaredTensors::finish() {
  if (finished_) misuse("is finished twice.");
  if (next_ != tensors_.size()) {
    misuse("tensor " + tensors_[next_].name + " was declared, but not written" + (part_ > 0 ? " whole." : "."));
  }
  finished_ = true;
}

}  // namespace calm
