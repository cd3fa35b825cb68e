#include "similarity/row_sums.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "model/parallel.h"

namespace calm {
namespace {

constexpr int64_t kBlockRows = 64;
constexpr int kLanes = 16;  // independent float32 sums of a row, so that each has few terms

struct PairSums {
  float xx[kLanes] = {}, yy[kLanes] = {}, xy[kLanes] = {}, error[kLanes] = {};
};

double total(const float* lanes) {
  double sum = 0;
  for (int i = 0; i < kLanes; ++i) sum += static_cast<double>(lanes[i]);
  return sum;
}

void add_errors(const float* x, const float* y, int64_t cols, RowErrors& to) {
  PairSums sums;
  int64_t c = 0;
  for (; c + kLanes <= cols; c += kLanes) {
    for (int i = 0; i < kLanes; ++i) {
      const float a = x[c + i], b = y[c + i];
      sums.xx[i] += a * a;
      sums.yy[i] += b * b;
      sums.xy[i] += a * b;
      sums.error[i] += (a - b) * (a - b);
    }
  }
  for (int i = 0; c + i < cols; ++i) {
    const float a = x[c + i], b = y[c + i];
    sums.xx[i] += a * a;
    sums.yy[i] += b * b;
    sums.xy[i] += a * b;
    sums.error[i] += (a - b) * (a - b);
  }
  const double xx = total(sums.xx), yy = total(sums.yy);
  to.signal += xx;
  to.noise += total(sums.error);
  to.cosines += total(sums.xy) / std::sqrt(std::max(xx * yy, 1e-16));
}

double add_moments(const float* y, const float* pivot, double weight, int64_t cols, float* u, double* weighted) {
  constexpr int kWide = 8;
  double lanes[kWide] = {};
  int64_t c = 0;
  for (; c + kWide <= cols; c += kWide) {
    for (int i = 0; i < kWide; ++i) {
      u[c + i] = y[c + i] - pivot[c + i];
      lanes[i] += static_cast<double>(u[c + i]) * static_cast<double>(u[c + i]);
    }
  }
  for (; c < cols; ++c) {
    u[c] = y[c] - pivot[c];
    lanes[0] += static_cast<double>(u[c]) * static_cast<double>(u[c]);
  }
  double norm = 0;
  for (const double lane : lanes) norm += lane;
  double *by_weight = weighted, *by_norm = weighted + cols;
  for (int64_t k = 0; k < cols; ++k) {
    const auto value = static_cast<double>(u[k]);
    by_weight[k] += weight * value;
    by_norm[k] += norm * value;
  }
  return norm;
}

}  // namespace

RowErrors sum_row_errors(const FloatRows& x, const FloatRows& y) {
  std::vector<RowErrors> blocks(static_cast<size_t>((y.rows + kBlockRows - 1) / kBlockRows));
  parallel_for(static_cast<int64_t>(blocks.size()), [&](int64_t begin, int64_t end) {
    for (int64_t block = begin; block < end; ++block) {
      for (int64_t r = block * kBlockRows; r < std::min(y.rows, (block + 1) * kBlockRows); ++r)
        add_errors(x.data + r * x.stride, y.data + r * y.stride, y.cols, blocks[static_cast<size_t>(block)]);
    }
  });
  RowErrors result;
  for (const RowErrors& block : blocks) {
    result.signal += block.signal;
    result.noise += block.noise;
    result.cosines += block.cosines;
  }
  return result;
}

RowMoments sum_row_moments(const FloatRows& y, const float* pivot, const double* weights, double* weighted) {
  struct Block {
    RowMoments moments;
    std::vector<double> weighted;
  };
  std::vector<Block> blocks(static_cast<size_t>((y.rows + kBlockRows - 1) / kBlockRows));
  parallel_for(static_cast<int64_t>(blocks.size()), [&](int64_t begin, int64_t end) {
    std::vector<float> u(static_cast<size_t>(y.cols));
    for (int64_t b = begin; b < end; ++b) {
      Block& block = blocks[static_cast<size_t>(b)];
      block.weighted.assign(static_cast<size_t>(2 * y.cols), 0);
      for (int64_t r = b * kBlockRows; r < std::min(y.rows, (b + 1) * kBlockRows); ++r) {
        const double norm =
            add_moments(y.data + r * y.stride, pivot, weights[r], y.cols, u.data(), block.weighted.data());
        block.moments.norms += norm;
        block.moments.squared_norms += norm * norm;
        block.moments.weighted_norms += weights[r] * norm;
      }
    }
  });
  RowMoments result;
  for (const Block& block : blocks) {
    result.norms += block.moments.norms;
    result.squared_norms += block.moments.squared_norms;
    result.weighted_norms += block.moments.weighted_norms;
    for (size_t k = 0; k < block.weighted.size(); ++k) weighted[k] += block.weighted[k];
  }
  return result;
}

MatrixSums sum_matrix(const RawMatrix& matrix, const MatrixSide& left, const MatrixSide& right, double others,
                      double all) {
  std::vector<MatrixSums> rows(static_cast<size_t>(matrix.size));
  parallel_for(matrix.size, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const double* values = matrix.values + i * matrix.size;
      const double* sinks = matrix.sinks == nullptr ? nullptr : matrix.sinks + i * matrix.size;
      const double by_others = left.others[i] / others, by_all = left.all[i] / all;
      MatrixSums& sums = rows[static_cast<size_t>(i)];
      for (int64_t j = matrix.symmetric ? i : 0; j < matrix.size; ++j) {
        const double twice = matrix.symmetric && j > i ? 2 : 1;
        const double without = values[j] - by_others * right.others[j];
        const double value = values[j] + (sinks == nullptr ? 0 : sinks[j]) - by_all * right.all[j];
        sums.others += twice * without * without;
        sums.all += twice * value * value;
        sums.quadratic += twice * value * right.all[j];
        if (left.scale == nullptr) continue;
        const double scaled = value * left.scale[i] * right.scale[j];
        sums.scaled += twice * scaled * scaled;
      }
      sums.quadratic *= left.all[i];
    }
  });
  MatrixSums result;
  for (const MatrixSums& sums : rows) {
    result.others += sums.others;
    result.all += sums.all;
    result.scaled += sums.scaled;
    result.quadratic += sums.quadratic;
  }
  return result;
}

}  // namespace calm
