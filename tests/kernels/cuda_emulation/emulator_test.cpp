// The emulator itself: kernels that each hold one bug, which it must name, and their correct twins, which must pass.

#include "cuda_emulation/emulator_test.h"

namespace calm::kernels::cuda {
namespace {

using emulation::DeviceBuffer;
using emulation::Schedule;

class EachSchedule : public ::testing::TestWithParam<Schedule> {
 protected:
  void SetUp() override { emulation::schedule(GetParam()); }
  void TearDown() override { emulation::schedule(Schedule::forward); }
};
INSTANTIATE_TEST_SUITE_P(, EachSchedule, ::testing::Values(Schedule::forward, Schedule::reverse, Schedule::shuffled),
                         [](const auto& each) { return "order" + std::to_string(static_cast<int>(each.param)); });

/// Reverses a block's values through shared memory.
template <bool kBarrier>
__global__ void reverse_block(const int* in, int* out) {
  CALM_SHARED(int, tile, 64);
  const Global<const int> from = in;
  const Global<int> to = out;
  tile[threadIdx.x] = from[threadIdx.x];
  if (kBarrier) __syncthreads();
  to[threadIdx.x] = tile[63 - threadIdx.x];
}

TEST_P(EachSchedule, MissingBarrierAfterAWriteIsARace) {
  std::vector<int> values(64);
  std::iota(values.begin(), values.end(), 0);
  DeviceBuffer<int> in(values), out(64);
  EXPECT_NE(report({1, 64}, reverse_block<false>, in.data(), out.data()), "");
  EXPECT_CLEAN({1, 64}, reverse_block<true>, in.data(), out.data());
  std::reverse(values.begin(), values.end());
  EXPECT_EQ(out.values(), values);
}

template <bool kBarrier>
__global__ void read_then_overwrite(int* out) {
  CALM_SHARED(int, tile, 64);
  const int i = static_cast<int>(threadIdx.x);
  tile[i] = i;
  __syncthreads();
  const int next = tile[(i + 1) % 64];
  if (kBarrier) __syncthreads();
  tile[i] = next;
  global(out)[i] = next;
}

TEST_P(EachSchedule, MissingBarrierBeforeAWriteIsARace) {
  DeviceBuffer<int> out(64);
  EXPECT_FAULT("race at byte", {1, 64}, read_then_overwrite<false>, out.data());
  EXPECT_CLEAN({1, 64}, read_then_overwrite<true>, out.data());
}

template <bool kAllTheSame>
__global__ void all_write(int) {
  CALM_SHARED(int, tile, 64);
  tile[kAllTheSame ? 0 : threadIdx.x] = 5;
}

TEST_P(EachSchedule, TwoWritersOfAByteAreARace) {
  EXPECT_FAULT("written here, written by", {1, 64}, all_write<true>, 0);
  EXPECT_CLEAN({1, 64}, all_write<false>, 0);
}

/// Neighbours exchange values: within a warp, or across warps.
template <int kShift, unsigned kMask>
__global__ void exchange_in_warps(int) {
  CALM_SHARED(int, tile, 64);
  const int i = static_cast<int>(threadIdx.x);
  tile[i] = i;
  const bool halves = kMask == 0x0000FFFFU;
  if (kMask != 0) __syncwarp(halves && i % 32 >= 16 ? ~kMask : kMask);
  const int other = tile[i ^ kShift];
  if (other != (i ^ kShift)) tile[i] = -1;
}

TEST_P(EachSchedule, SyncWarpOrdersItsMaskOnly) {
  EXPECT_CLEAN({1, 64}, exchange_in_warps<1, 0xFFFFFFFFU>, 0);
  EXPECT_CLEAN({1, 64}, exchange_in_warps<1, 0x0000FFFFU>, 0);
  EXPECT_NE(report({1, 64}, exchange_in_warps<1, 0>, 0), "");
  EXPECT_NE(report({1, 64}, exchange_in_warps<16, 0x0000FFFFU>, 0), "");  // the halves never meet
  EXPECT_NE(report({1, 64}, exchange_in_warps<32, 0xFFFFFFFFU>, 0), "");  // two warps
}

__global__ void shuffle_is_no_barrier(int) {
  CALM_SHARED(int, tile, 32);
  tile[threadIdx.x] = 1;
  __shfl_xor_sync(kFullWarp, 1, 1);
  const int other = tile[threadIdx.x ^ 1];
  if (other == 0) tile[threadIdx.x] = 0;
}

TEST_P(EachSchedule, AShuffleOrdersNoMemory) {
  EXPECT_FAULT("race", {1, 32}, shuffle_is_no_barrier, 0);
}

__global__ void read_unwritten(int) {
  CALM_SHARED(int, tile, 32);
  const int value = tile[threadIdx.x];
  tile[threadIdx.x] = value;
}

TEST(CudaEmulator, UnwrittenSharedMemoryIsNamed) {
  EXPECT_FAULT("nothing has written it", {1, 32}, read_unwritten, 0);
}

/// Blocks start with nothing: what an earlier block wrote is gone.
__global__ void first_block_writes(int) {
  CALM_SHARED(int, tile, 1);
  if (blockIdx.x == 0 && threadIdx.x == 0) tile[0] = 1;
  __syncthreads();
  const int value = tile[0];
  if (value != 1) __syncthreads();
}

TEST(CudaEmulator, SharedMemoryDiesWithItsBlock) {
  EXPECT_CLEAN({1, 32}, first_block_writes, 0);
  EXPECT_FAULT("block (1, 0, 0)", {2, 32}, first_block_writes, 0);
}

template <int kCase>
__global__ void barriers(int) {
  if (kCase == 0) __syncthreads();
  if (kCase == 1 && threadIdx.x < 32) __syncthreads();
  if (kCase == 2) {
    if (threadIdx.x < 32) {
      __syncthreads();
    } else {
      __syncthreads();
    }
  }
  if (kCase == 3 && threadIdx.x == 5) return;
  if (kCase == 3) __syncthreads();
  if (kCase == 4 && threadIdx.x % 32 < 16) __syncwarp();
  if (kCase == 4) __syncthreads();
}

TEST_P(EachSchedule, DivergentBarriersAreNamed) {
  EXPECT_CLEAN({1, 64}, barriers<0>, 0);
  EXPECT_FAULT("divergent barrier", {1, 64}, barriers<1>, 0);
  EXPECT_FAULT("divergent barrier", {1, 64}, barriers<2>, 0);
  EXPECT_FAULT("has exited", {1, 64}, barriers<3>, 0);
  EXPECT_FAULT("waits in a warp operation", {1, 64}, barriers<4>, 0);
}

template <int kOffset>
__global__ void shared_bounds(int) {
  CALM_SHARED(int, before, 32);
  CALM_SHARED(int, tile, 32);
  CALM_SHARED(int, after, 32);
  before[threadIdx.x] = 0;
  after[threadIdx.x] = 0;
  tile[static_cast<int>(threadIdx.x) + kOffset] = 1;
}

__global__ void dynamic_bounds(int count) {
  const auto tile = dynamic_shared<float>(64, count);
  tile[threadIdx.x] = 1.0F;
}

TEST(CudaEmulator, SharedAccessesStayInTheirOwnArray) {
  EXPECT_CLEAN({1, 32}, shared_bounds<0>, 0);
  EXPECT_FAULT("out of bounds: 4 bytes at offset 128 of a shared array of 128", {1, 32}, shared_bounds<1>, 0);
  EXPECT_FAULT("out of bounds: 4 bytes at offset -4", {1, 32}, shared_bounds<-1>, 0);
  EXPECT_CLEAN({1, 32, 1, 1, 192}, dynamic_bounds, 32);
  EXPECT_FAULT("out of bounds", {1, 32, 1, 1, 192}, dynamic_bounds, 31);
  EXPECT_FAULT("dynamic shared memory of 192 bytes", {1, 32, 1, 1, 192}, dynamic_bounds, 33);
}

__global__ void copy_global(const int* in, int* out, int offset) {
  const Global<const int> from = in;
  const int value = from[static_cast<int>(threadIdx.x) + offset];
  global(out)[threadIdx.x] = value;
}

TEST(CudaEmulator, GlobalAccessesStayInTheirOwnBuffer) {
  DeviceBuffer<int> in(std::vector<int>(33, 7)), out(32), empty(0);
  std::vector<int> unknown(64);
  EXPECT_CLEAN({1, 32}, copy_global, in.data(), out.data(), 1);
  EXPECT_EQ(out.values(), std::vector<int>(32, 7));
  EXPECT_FAULT("out of bounds: 4 bytes at offset 132 of a global array of 132", {1, 32}, copy_global, in.data(),
               out.data(), 2);
  EXPECT_FAULT("offset -4", {1, 32}, copy_global, in.data(), out.data(), -1);
  EXPECT_FAULT("no buffer registered", {1, 32}, copy_global, unknown.data(), out.data(), 0);
  EXPECT_FAULT("null pointer", {1, 32}, copy_global, static_cast<const int*>(nullptr), out.data(), 0);
  EXPECT_TRUE(out.intact() && in.intact());
}

__global__ void vectors(const float* in, float* out, int offset) {
  const float4 four = load_vector<float4>(global(in) + offset);
  store_vector(global(out), four);
}

TEST(CudaEmulator, MisalignedVectorsAreNamed) {
  DeviceBuffer<float> in({0, 1, 2, 3, 4, 5, 6, 7}), out(4);
  EXPECT_CLEAN({1, 1}, vectors, in.data(), out.data(), 4);
  EXPECT_EQ(out.values(), (std::vector<float>{4, 5, 6, 7}));
  EXPECT_FAULT("misaligned: an access of 16 bytes at offset 8", {1, 1}, vectors, in.data(), out.data(), 2);
  EXPECT_FAULT("out of bounds: 16 bytes at offset 32", {1, 1}, vectors, in.data(), out.data(), 8);
}

template <bool kAtomic>
__global__ void count_threads(int* counter) {
  const Global<int> c = counter;
  if (kAtomic) {
    atomic_add(c, 1);
  } else {
    c[0] += 1;
  }
}

TEST_P(EachSchedule, PlainUpdatesOfGlobalMemoryRaceAtomicOnesDoNot) {
  DeviceBuffer<int> counter(std::vector<int>{0});
  EXPECT_CLEAN({3, 64}, count_threads<true>, counter.data());
  EXPECT_CLEAN({1, 64}, count_threads<true>, counter.data());
  EXPECT_EQ(counter.values()[0], 256);
  EXPECT_FAULT("race", {1, 2}, count_threads<false>, counter.data());
  EXPECT_FAULT("of another block", {2, 1}, count_threads<false>, counter.data());
  EXPECT_CLEAN({1, 1}, count_threads<false>, counter.data());
}

/// Stages 16 bytes a thread and reads those of thread (i + shift).
template <bool kCommit, bool kWait, bool kBarrier, int kShift>
__global__ void stage(const int* in, int* out, bool valid) {
  CALM_SHARED(int, tile, 4 * 32);
  const int i = static_cast<int>(threadIdx.x);
  cp_async<16>(tile + i * 4, global(in) + i * 4, valid);
  if (kCommit) cp_async_commit();
  if (kWait) cp_async_wait<0>();
  if (kBarrier) __syncthreads();
  const int value = tile[(i + kShift) % 32 * 4];
  global(out)[i] = value;
}

TEST_P(EachSchedule, CopiesArriveAtTheWaitAndForOthersAtTheBarrier) {
  std::vector<int> values(128);
  std::iota(values.begin(), values.end(), 1);
  DeviceBuffer<int> in(values), out(32);
  EXPECT_CLEAN({1, 32}, stage<true, true, true, 1>, in.data(), out.data(), true);
  EXPECT_EQ(out.values()[0], 5);
  EXPECT_CLEAN({1, 32}, stage<true, true, false, 0>, in.data(), out.data(), true);
  EXPECT_EQ(out.values()[1], 5);
  EXPECT_CLEAN({1, 32}, stage<true, true, true, 1>, static_cast<const int*>(nullptr), out.data(), false);
  EXPECT_EQ(out.values(), std::vector<int>(32, 0));
  EXPECT_FAULT("while a cp.async to it is under way", {1, 32}, stage<true, false, true, 0>, in.data(), out.data(),
               true);
  EXPECT_FAULT("under way", {1, 32}, stage<true, false, true, 1>, in.data(), out.data(), true);
  EXPECT_FAULT("under way", {1, 32}, stage<false, true, true, 0>, in.data(), out.data(), true);
  EXPECT_NE(report({1, 32}, stage<true, true, false, 1>, in.data(), out.data(), true), "");
}

/// Two stages under way, of which all but kLeft groups are waited for; reads stage `which`.
template <int kLeft>
__global__ void two_stages(const int* in, int* out, int which) {
  CALM_SHARED(int, tile, 8);
  cp_async<16>(tile, global(in));
  cp_async_commit();
  cp_async<16>(tile + 4, global(in) + 4);
  cp_async_commit();
  cp_async_wait<kLeft>();
  const int value = tile[which * 4];
  global(out)[0] = value;
  cp_async_wait<0>();
}

__global__ void never_waits(const int* in) {
  CALM_SHARED(int, tile, 4);
  cp_async<16>(tile, global(in));
  cp_async_commit();
}

TEST(CudaEmulator, WaitingLeavesTheLatestGroups) {
  DeviceBuffer<int> in({1, 2, 3, 4, 5, 6, 7, 8}), out(1);
  EXPECT_CLEAN({1, 1}, two_stages<1>, in.data(), out.data(), 0);
  EXPECT_EQ(out.values()[0], 1);
  EXPECT_FAULT("under way", {1, 1}, two_stages<1>, in.data(), out.data(), 1);
  EXPECT_FAULT("under way", {1, 1}, two_stages<2>, in.data(), out.data(), 0);
  EXPECT_CLEAN({1, 1}, two_stages<0>, in.data(), out.data(), 1);
  EXPECT_EQ(out.values()[0], 5);
  EXPECT_FAULT("never waited for", {1, 1}, never_waits, in.data());
}

/// Refills a stage that another thread may still read.
template <bool kBarrier>
__global__ void refill(const int* in, int* out) {
  CALM_SHARED(int, tile, 4 * 32);
  const int i = static_cast<int>(threadIdx.x);
  for (int round = 0; round < 2; ++round) {
    if (round == 1 && kBarrier) __syncthreads();
    cp_async<16>(tile + i * 4, global(in) + i * 4);
    cp_async_commit();
    cp_async_wait<0>();
    __syncthreads();
    const int value = tile[(i + 1) % 32 * 4];
    global(out)[i] = value;
  }
}

TEST_P(EachSchedule, RefillingAStageThatIsStillReadIsARace) {
  DeviceBuffer<int> in(std::vector<int>(128, 3)), out(32);
  EXPECT_NE(report({1, 32}, refill<false>, in.data(), out.data()), "");
  EXPECT_CLEAN({1, 32}, refill<true>, in.data(), out.data());
}

template <int kCase>
__global__ void warp_bugs(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int value = lane;
  if (kCase == 0) value = __shfl_sync(kFullWarp, value, 31 - lane);
  if (kCase == 1 && lane < 16) value = __shfl_sync(0xFFFFU, value, lane + 1);  // lane 15 reads lane 16
  if (kCase == 2 && lane < 16) value = __shfl_sync(kFullWarp, value, 0);       // the others never come
  if (kCase == 3) value = __shfl_sync(0xFFFFU, value, 0);                      // lanes 16.. are not in it
  if (kCase == 4 && lane == 7) return;
  if (kCase == 4) value = static_cast<int>(__ballot_sync(kFullWarp, 1));
  if (kCase == 5) value = lane < 16 ? __shfl_xor_sync(kFullWarp, value, 1) : __shfl_down_sync(kFullWarp, value, 1);
  if (kCase == 6) value = __shfl_sync(kFullWarp, value, 0, 12);
  global(out)[lane] = value;
}

TEST_P(EachSchedule, MisusedWarpOperationsAreNamed) {
  DeviceBuffer<int> out(32);
  EXPECT_CLEAN({1, 32}, warp_bugs<0>, out.data());
  EXPECT_EQ(out.values()[3], 28);
  EXPECT_FAULT("lane 15 reads lane 16, which is not in the mask", {1, 32}, warp_bugs<1>, out.data());
  EXPECT_FAULT("divergent: thread 0 waits in a warp operation", {1, 32}, warp_bugs<2>, out.data());
  EXPECT_FAULT("lacks its own lane", {1, 32}, warp_bugs<3>, out.data());
  EXPECT_FAULT("7 (exited)", {1, 32}, warp_bugs<4>, out.data());
  EXPECT_FAULT("in another one at", {1, 32}, warp_bugs<5>, out.data());
  EXPECT_FAULT("a width of 12", {1, 32}, warp_bugs<6>, out.data());
  EXPECT_FAULT("(missing)", {1, 24}, warp_bugs<0>, out.data());
}

__global__ void warp_results(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  const Global<int> to = out;
  to[lane] = __shfl_up_sync(kFullWarp, lane, 3, 8);
  to[32 + lane] = __shfl_down_sync(kFullWarp, lane, 3, 8);
  to[64 + lane] = __shfl_xor_sync(kFullWarp, lane, 12, 8);
  to[96 + lane] = __shfl_sync(kFullWarp, lane, 10, 8);
  to[128 + lane] = static_cast<int>(__ballot_sync(kFullWarp, lane % 3 == 0));
  to[160 + lane] = __all_sync(kFullWarp, lane < 32) * 2 + __any_sync(kFullWarp, lane > 31);
  to[192 + lane] = __reduce_add_sync(kFullWarp, lane);
  to[224 + lane] = __reduce_min_sync(kFullWarp, -lane);
  to[256 + lane] = static_cast<int>(__reduce_max_sync(kFullWarp, static_cast<unsigned>(-lane)));
  const double wide = __shfl_sync(kFullWarp, lane + 0.5, 4);
  to[288 + lane] = wide == 4.5 ? 1 : 0;
}

/// From the CUDA programming guide: outside its part of `width` lanes a lane keeps its value, __shfl_sync wraps around
/// in the part, and __shfl_xor_sync reads earlier parts but no later ones.
TEST_P(EachSchedule, WarpOperationsGiveWhatTheGuideSays) {
  DeviceBuffer<int> out(320);
  EXPECT_CLEAN({1, 32}, warp_results, out.data());
  const std::vector<int> v = out.values();
  for (int lane = 0; lane < 32; ++lane) {
    EXPECT_EQ(v[lane], lane % 8 < 3 ? lane : lane - 3);
    EXPECT_EQ(v[32 + lane], lane % 8 > 4 ? lane : lane + 3);
    EXPECT_EQ(v[64 + lane], (lane ^ 12) < (lane / 8 + 1) * 8 ? lane ^ 12 : lane);
    EXPECT_EQ(v[96 + lane], lane / 8 * 8 + 2);
    EXPECT_EQ(v[128 + lane], 0x49249249);
    EXPECT_EQ(v[160 + lane], 2);
    EXPECT_EQ(v[192 + lane], 496);
    EXPECT_EQ(v[224 + lane], -31);
    EXPECT_EQ(v[256 + lane], -1);
    EXPECT_EQ(v[288 + lane], 1);
  }
}

TEST(CudaEmulator, RefusesLaunchesThatTheDeviceWouldRefuse) {
  EXPECT_FAULT("a block of 1025 threads", {1, 1025}, barriers<0>, 0);
  EXPECT_FAULT("a grid of", {0, 32}, barriers<0>, 0);
  EXPECT_FAULT("a grid of", {1, 32, 65536}, barriers<0>, 0);
  EXPECT_FAULT("99 KiB", {1, 32, 1, 1, 100 * 1024}, barriers<0>, 0);
  EXPECT_CLEAN({1, 32}, barriers<0>, 0);
}

}  // namespace
}  // namespace calm::kernels::cuda
