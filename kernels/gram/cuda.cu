#include <stdexcept>
#include <string>

#include "calm/kernels/cuda.h"
#include "gram/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

void run(const char* operation, const GramTileArgs& args, Stream stream) {
  const GramRows& x = args.right;
  const GramRows& y = args.left;
  const int64_t tiles_x = (x.cols + kGramTile - 1) / kGramTile;
  const int64_t tiles_y = (y.cols + kGramTile - 1) / kGramTile;
  if (x.rows < 0 || x.rows != y.rows || x.cols <= 0 || y.cols <= 0 || x.row_stride < x.cols || y.row_stride < y.cols ||
      args.stride < x.cols || tiles_x > INT32_MAX || tiles_y > 65535) {
    throw std::invalid_argument(std::string(operation) + ": bad sizes");
  }
  if (x.rows == 0) return;
  launch(operation, {static_cast<unsigned>(tiles_x), kThreads, static_cast<unsigned>(tiles_y)}, stream, gram_tile,
         args);
}

}  // namespace

void accumulate_gram(const GramRows& x, double* gram, int64_t gram_stride, double* column_sums, Stream stream) {
  run("accumulate_gram", {x, x, gram, gram_stride, column_sums, true}, stream);
}

void accumulate_cross_gram(const GramRows& y, const GramRows& x, double* cross, int64_t cross_stride, Stream stream) {
  run("accumulate_cross_gram", {y, x, cross, cross_stride, nullptr, false}, stream);
}

void mirror_upper(double* matrix, int64_t size, int64_t stride, Stream stream) {
  if (size < 0 || stride < size) throw std::invalid_argument("mirror_upper: bad sizes");
  if (size == 0) return;
  launch("mirror_upper", {blocks_for(size * size), kThreads}, stream, mirror, matrix, size, stride);
}

}  // namespace calm::kernels::cuda
