#include "calm/kernels/gram.h"

#include <algorithm>

#include "aligned_buffer.h"
#include "dispatch.h"
#include "gram/impl.h"

namespace calm::kernels {
namespace {

constexpr int64_t kBlockRows = 512;  // packed at once: a block of 1536 columns is 3 MiB

struct Packed {
  Packed(const GramKernel& kernel, const GramRows& rows, int64_t block)
      : panels((rows.cols + kernel.panel - 1) / kernel.panel),
        data(make_aligned<float>(static_cast<std::size_t>(panels * kernel.panel * block))) {}
  int64_t panels;
  std::unique_ptr<float[], AlignedDelete> data;
};

void check(const GramRows& x, int64_t stride, const char* operation) {
  require(x.rows >= 0 && x.cols > 0 && x.row_stride >= x.cols && stride >= x.cols, operation, "bad sizes");
}

void pack(const GramKernel& kernel, const GramRows& x, int64_t first, int64_t rows, const Packed& to, double* sums,
          const ParallelFor& parallel) {
  parallel(to.panels,
           [&](int64_t begin, int64_t end) { kernel.pack(x, first, rows, to.data.get(), sums, begin, end); });
}

}  // namespace

void accumulate_gram(const GramRows& x, double* gram, int64_t gram_stride, double* column_sums,
                     const ParallelFor& parallel) {
  check(x, gram_stride, "accumulate_gram");
  const GramKernel kernel = dispatch<gram_fn>("gram")();
  const Packed packed(kernel, x, std::min(kBlockRows, x.rows));
  for (int64_t first = 0; first < x.rows; first += kBlockRows) {
    const int64_t rows = std::min(kBlockRows, x.rows - first);
    pack(kernel, x, first, rows, packed, column_sums, parallel);
    const GramArgs args{packed.data.get(), packed.data.get(), rows, x.cols, x.cols, gram, gram_stride, true};
    parallel(packed.panels * (packed.panels + 1) / 2,
             [&](int64_t begin, int64_t end) { kernel.multiply(args, begin, end); });
  }
}

void accumulate_cross_gram(const GramRows& y, const GramRows& x, double* cross, int64_t cross_stride,
                           const ParallelFor& parallel) {
  check(x, cross_stride, "accumulate_cross_gram");
  check(y, y.cols, "accumulate_cross_gram");
  require(y.rows == x.rows, "accumulate_cross_gram", "the two sides have different numbers of rows");
  const GramKernel kernel = dispatch<gram_fn>("gram")();
  const Packed left(kernel, y, std::min(kBlockRows, y.rows));
  const Packed right(kernel, x, std::min(kBlockRows, x.rows));
  for (int64_t first = 0; first < x.rows; first += kBlockRows) {
    const int64_t rows = std::min(kBlockRows, x.rows - first);
    pack(kernel, y, first, rows, left, nullptr, parallel);
    pack(kernel, x, first, rows, right, nullptr, parallel);
    const GramArgs args{left.data.get(), right.data.get(), rows, y.cols, x.cols, cross, cross_stride, false};
    parallel(left.panels * right.panels, [&](int64_t begin, int64_t end) { kernel.multiply(args, begin, end); });
  }
}

void mirror_upper(double* matrix, int64_t size, int64_t stride, const ParallelFor& parallel) {
  constexpr int64_t kTile = 32;
  parallel((size + kTile - 1) / kTile, [&](int64_t begin, int64_t end) {
    for (int64_t tile = begin; tile < end; ++tile) {
      for (int64_t j = 0; j <= tile; ++j) {
        for (int64_t r = tile * kTile; r < std::min(size, (tile + 1) * kTile); ++r) {
          for (int64_t c = j * kTile; c < std::min(r, (j + 1) * kTile); ++c) {
            matrix[r * stride + c] = matrix[c * stride + r];
          }
        }
      }
    }
  });
}

}  // namespace calm::kernels
