#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace calm::test {

/// Row-major doubles for slow oracles.
struct Matrix {
  int64_t rows = 0, cols = 0;
  std::vector<double> values;

  Matrix() = default;
  Matrix(int64_t r, int64_t c) : rows(r), cols(c), values(static_cast<size_t>(r * c)) {}
  double& operator()(int64_t r, int64_t c) { return values[static_cast<size_t>(r * cols + c)]; }
  double operator()(int64_t r, int64_t c) const { return values[static_cast<size_t>(r * cols + c)]; }
};

inline Matrix stack_rows(const Matrix& a, const Matrix& b) {
  if (a.rows == 0) return b;
  Matrix out(a.rows + b.rows, a.cols);
  std::copy(a.values.begin(), a.values.end(), out.values.begin());
  std::copy(b.values.begin(), b.values.end(), out.values.begin() + static_cast<std::ptrdiff_t>(a.values.size()));
  return out;
}

inline Matrix transposed(const Matrix& a) {
  Matrix out(a.cols, a.rows);
  for (int64_t i = 0; i < a.rows; ++i) {
    for (int64_t j = 0; j < a.cols; ++j) out(j, i) = a(i, j);
  }
  return out;
}

/// a b^T.
inline Matrix times_transposed(const Matrix& a, const Matrix& b) {
  Matrix out(a.rows, b.rows);
  for (int64_t i = 0; i < a.rows; ++i) {
    for (int64_t j = 0; j < b.rows; ++j) {
      double sum = 0;
      for (int64_t k = 0; k < a.cols; ++k) sum += a(i, k) * b(j, k);
      out(i, j) = sum;
    }
  }
  return out;
}

/// x^T x.
inline Matrix gram_of(const Matrix& x) {
  const Matrix columns = transposed(x);
  return times_transposed(columns, columns);
}

inline double frobenius(const Matrix& a) {
  double sum = 0;
  for (const double v : a.values) sum += v * v;
  return std::sqrt(sum);
}

inline Matrix minus(const Matrix& a, const Matrix& b) {
  Matrix out(a.rows, a.cols);
  for (size_t i = 0; i < a.values.size(); ++i) out.values[i] = a.values[i] - b.values[i];
  return out;
}

/// tr(e g e^T).
inline double weighted_error(const Matrix& e, const Matrix& g) {
  const Matrix product = times_transposed(e, g);  // g is symmetric
  double sum = 0;
  for (size_t i = 0; i < e.values.size(); ++i) sum += product.values[i] * e.values[i];
  return sum;
}

/// Gauss-Jordan with partial pivoting.
inline Matrix inverse(Matrix a) {
  const int64_t n = a.rows;
  Matrix out(n, n);
  for (int64_t i = 0; i < n; ++i) out(i, i) = 1;
  for (int64_t column = 0; column < n; ++column) {
    int64_t pivot = column;
    for (int64_t r = column; r < n; ++r) {
      if (std::fabs(a(r, column)) > std::fabs(a(pivot, column))) pivot = r;
    }
    if (a(pivot, column) == 0) throw std::runtime_error("inverse: singular");
    for (int64_t k = 0; k < n; ++k) {
      std::swap(a(pivot, k), a(column, k));
      std::swap(out(pivot, k), out(column, k));
    }
    const double scale = 1 / a(column, column);
    for (int64_t k = 0; k < n; ++k) {
      a(column, k) *= scale;
      out(column, k) *= scale;
    }
    for (int64_t r = 0; r < n; ++r) {
      const double factor = a(r, column);
      if (r == column || factor == 0) continue;
      for (int64_t k = 0; k < n; ++k) {
        a(r, k) -= factor * a(column, k);
        out(r, k) -= factor * out(column, k);
      }
    }
  }
  return out;
}

/// Linear CKA by its definition: centre the columns, then ||Y^T X||^2 / (||X^T X|| ||Y^T Y||).
inline Matrix centred(Matrix x) {
  for (int64_t j = 0; j < x.cols; ++j) {
    double mean = 0;
    for (int64_t i = 0; i < x.rows; ++i) mean += x(i, j);
    mean /= static_cast<double>(x.rows);
    for (int64_t i = 0; i < x.rows; ++i) x(i, j) -= mean;
  }
  return x;
}

inline double slow_cka(const Matrix& x, const Matrix& y) {
  const Matrix xt = transposed(centred(x));
  const Matrix yt = transposed(centred(y));
  const double cross = frobenius(times_transposed(yt, xt));
  return cross * cross / (frobenius(times_transposed(xt, xt)) * frobenius(times_transposed(yt, yt)));
}

/// The same from the n x n matrices: <K, L> / (||K|| ||L||).
inline double slow_kernel_cka(const Matrix& x, const Matrix& y) {
  const Matrix xc = centred(x);
  const Matrix yc = centred(y);
  const Matrix k = times_transposed(xc, xc);
  const Matrix l = times_transposed(yc, yc);
  double product = 0;
  for (size_t i = 0; i < k.values.size(); ++i) product += k.values[i] * l.values[i];
  return product / (frobenius(k) * frobenius(l));
}

}  // namespace calm::test
