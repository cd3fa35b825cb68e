#pragma once

// Which element of a matrix each register of each lane holds, transcribed from the tables of the PTX ISA manual,
// "Warp-level matrix instructions". Names as there: groupID = lane / 4, threadID_in_group = lane % 4. Written down
// apart from the kernels on purpose: these must not follow from each other.
//
// Compared line by line, A, B and C/D alike, with the text of PTX ISA 9.x: sections 9.7.14.5.7 (m16n8k8), 9.7.14.5.8
// (m16n8k16), 9.7.14.5.10 (m16n8k32) and of ldmatrix (its figure of an 8 x 8 matrix of 16-bit elements, the table of
// addresses, .trans: "loaded in column-major format"). The figures themselves were not at hand, and no device was:
// tests/gpu/fragment_test.cu probes every element on one.

namespace calm::cuda_emulation {

struct Place {
  int row, col;
};

constexpr int group_id(int lane) {
  return lane >> 2;
}
constexpr int thread_in_group(int lane) {
  return lane % 4;
}

/// mma.m16n8k32 with .s8 operands ("Matrix Fragments for mma.m16n8k32", 8-bit integers).
struct M16n8k32s8 {
  static constexpr int kRows = 16, kCols = 8, kDepth = 32;

  /// A, 16 x 32: a_i for i in 0..15, four to a register, the lowest byte first.
  ///   row = groupID for 0 <= i < 4 and 8 <= i < 12, else groupID + 8
  ///   col = threadID_in_group * 4 + (i & 3) for i < 8, + 16 for i >= 8
  static constexpr Place a(int lane, int i) {
    const bool upper = (0 <= i && i < 4) || (8 <= i && i < 12);
    const int row = upper ? group_id(lane) : group_id(lane) + 8;
    const int col = thread_in_group(lane) * 4 + (i & 3);
    return {row, i < 8 ? col : col + 16};
  }

  /// B, 32 x 8: b_i for i in 0..7.
  ///   row = threadID_in_group * 4 + (i & 3) for i < 4, + 16 for i >= 4;  col = groupID
  static constexpr Place b(int lane, int i) {
    const int row = thread_in_group(lane) * 4 + (i & 3);
    return {i < 4 ? row : row + 16, group_id(lane)};
  }

  /// C and D, 16 x 8: c_i for i in 0..3.
  ///   row = groupID for i < 2, groupID + 8 for i >= 2;  col = threadID_in_group * 2 + (i & 1)
  static constexpr Place c(int lane, int i) {
    return {i < 2 ? group_id(lane) : group_id(lane) + 8, thread_in_group(lane) * 2 + (i & 1)};
  }
};

/// mma.m16n8k16 with .f16 or .bf16 operands ("Matrix Fragments for mma.m16n8k16 with floating point type"), two to a
/// register, the first in its lower half.
struct M16n8k16half {
  static constexpr int kRows = 16, kCols = 8, kDepth = 16;

  /// A, 16 x 16: a_i for i in 0..7.
  ///   row = groupID for 0 <= i < 2 and 4 <= i < 6, else groupID + 8
  ///   col = threadID_in_group * 2 + (i & 1) for i < 4, + 8 for i >= 4
  static constexpr Place a(int lane, int i) {
    const bool upper = (0 <= i && i < 2) || (4 <= i && i < 6);
    const int col = thread_in_group(lane) * 2 + (i & 1);
    return {upper ? group_id(lane) : group_id(lane) + 8, i < 4 ? col : col + 8};
  }

  /// B, 16 x 8: b_i for i in 0..3.
  ///   row = threadID_in_group * 2 + (i & 1) for i < 2, + 8 for i >= 2;  col = groupID
  static constexpr Place b(int lane, int i) {
    const int row = thread_in_group(lane) * 2 + (i & 1);
    return {i < 2 ? row : row + 8, group_id(lane)};
  }

  /// C and D, 16 x 8: row = groupID for i < 2, groupID + 8 for i >= 2; col = threadID_in_group * 2 + (i & 1).
  static constexpr Place c(int lane, int i) {
    return {i < 2 ? group_id(lane) : group_id(lane) + 8, thread_in_group(lane) * 2 + (i & 1)};
  }
};

/// mma.m16n8k8 with .tf32 operands ("Matrix Fragments for mma.m16n8k8").
struct M16n8k8tf32 {
  static constexpr int kRows = 16, kCols = 8, kDepth = 8;

  /// A, 16 x 8: row = groupID for a0 and a2, groupID + 8 for a1 and a3; col = threadID_in_group for a0 and a1,
  /// threadID_in_group + 4 for a2 and a3.
  static constexpr Place a(int lane, int i) {
    return {i == 0 || i == 2 ? group_id(lane) : group_id(lane) + 8,
            i == 0 || i == 1 ? thread_in_group(lane) : thread_in_group(lane) + 4};
  }

  /// B, 8 x 8: row = threadID_in_group for b0, + 4 for b1; col = groupID.
  static constexpr Place b(int lane, int i) {
    return {i == 0 ? thread_in_group(lane) : thread_in_group(lane) + 4, group_id(lane)};
  }

  /// C and D, 16 x 8: row = groupID for c0 and c1, groupID + 8 for c2 and c3; col = threadID_in_group * 2 + (i & 1).
  static constexpr Place c(int lane, int i) {
    return {i == 0 || i == 1 ? group_id(lane) : group_id(lane) + 8, thread_in_group(lane) * 2 + (i & 1)};
  }
};

/// ldmatrix .m8n8 .b16: lanes 8q .. 8q + 7 give the addresses of the rows of matrix q, and register q of a lane
/// receives two neighbouring elements of it: row lane / 4, columns 2 * (lane % 4) and one more. With .trans the matrix
/// is transposed on the way: the two elements come from rows 2 * (lane % 4) and one more, column lane / 4.
struct LoadMatrix {
  static constexpr int address_lane(int matrix, int row) { return matrix * 8 + row; }
  static constexpr Place element(int lane, int half, bool transposed) {
    const Place place{lane / 4, 2 * (lane % 4) + half};
    return transposed ? Place{place.col, place.row} : place;
  }
};

}  // namespace calm::cuda_emulation
