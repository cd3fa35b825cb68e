#include <stdexcept>
#include <string>

#include "calm/kernels/cuda.h"
#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

TEST(NoCuda, EveryOperationSaysSo) {
  if (cuda::built()) GTEST_SKIP() << "NOT TESTED HERE: this build has CUDA";
  const auto message = [](auto call) -> std::string {
    try {
      call();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "nothing thrown";
  };
  EXPECT_EQ(message([] { cuda::quantize_activations(nullptr, 1, 1, 1, nullptr, nullptr, nullptr); }),
            "quantize_activations: built without CUDA");
  EXPECT_EQ(message([] { cuda::fake_quantize_activations(nullptr, 1, 1, nullptr, nullptr); }),
            "fake_quantize_activations: built without CUDA");
  EXPECT_EQ(message([] { cuda::pack_int4(nullptr, 1, 1, nullptr, nullptr); }), "pack_int4: built without CUDA");
  EXPECT_EQ(message([] { cuda::unpack_int4(nullptr, 1, 1, nullptr, nullptr); }), "unpack_int4: built without CUDA");
  EXPECT_EQ(message([] { cuda::quantize_groups(nullptr, 1, 1, 1, nullptr, nullptr, 4, nullptr); }),
            "quantize_groups: built without CUDA");
  EXPECT_EQ(message([] { cuda::gptq_quantize_block({}, nullptr); }), "gptq_quantize_block: built without CUDA");
  EXPECT_EQ(message([] { cuda::gptq_quantize_block({}, GptqScaleSearch{}, nullptr); }),
            "gptq_quantize_block: built without CUDA");
  EXPECT_EQ(message([] { cuda::w4a8_gemm({}, nullptr, nullptr, 1, nullptr, 1, nullptr); }),
            "w4a8_gemm: built without CUDA");
  EXPECT_EQ(message([] { cuda::w4a8_gemv({}, nullptr, nullptr, 1, nullptr, 1, nullptr); }),
            "w4a8_gemv: built without CUDA");
  EXPECT_EQ(message([] { cuda::w4a8_linear({}, nullptr, nullptr, 1, nullptr, 1, nullptr, nullptr); }),
            "w4a8_linear: built without CUDA");
  EXPECT_EQ(message([] { cuda::w4a16_gemm({}, nullptr, 1, 1, nullptr, 1, nullptr); }),
            "w4a16_gemm: built without CUDA");
  EXPECT_EQ(message([] { cuda::dense_gemm({}, nullptr, 1, 1, nullptr, 1, nullptr); }),
            "dense_gemm: built without CUDA");
  EXPECT_EQ(message([] { cuda::w4a8_workspace({}, 1); }), "w4a8_linear: built without CUDA");
  EXPECT_EQ(message([] { cuda::add_bias(nullptr, 1, 1, nullptr, 1, nullptr); }), "add_bias: built without CUDA");
  EXPECT_EQ(message([] { cuda::move_position(nullptr, 1, nullptr, nullptr); }), "move_position: built without CUDA");
  EXPECT_EQ(message([] { cuda::rms_norm({}, nullptr, nullptr); }), "rms_norm: built without CUDA");
  EXPECT_EQ(message([] { cuda::rms_norm_quantize({}, nullptr, nullptr, nullptr); }),
            "rms_norm_quantize: built without CUDA");
  EXPECT_EQ(message([] { cuda::silu_multiply(nullptr, nullptr, 1, 1, 1, nullptr, nullptr); }),
            "silu_multiply: built without CUDA");
  EXPECT_EQ(
      message([] { cuda::silu_multiply_quantize(nullptr, nullptr, 1, 1, 1, nullptr, nullptr, nullptr, nullptr); }),
      "silu_multiply_quantize: built without CUDA");
  EXPECT_EQ(message([] { cuda::rope_append({}, {}, {}, nullptr); }), "rope_append: built without CUDA");
  EXPECT_EQ(message([] { cuda::attention({}, {}, 0, 1.0F, nullptr, nullptr, nullptr); }),
            "attention: built without CUDA");
  EXPECT_EQ(message([] { cuda::dense_gemv({}, nullptr, 1, 1, nullptr, 1, nullptr); }),
            "dense_gemv: built without CUDA");
  EXPECT_EQ(message([] { cuda::embed({}, nullptr, 1, nullptr, nullptr); }), "embed: built without CUDA");
  EXPECT_EQ(message([] { cuda::argmax(nullptr, 1, nullptr, nullptr); }), "argmax: built without CUDA");
  EXPECT_EQ(message([] { cuda::sample(nullptr, 1, {}, nullptr, nullptr, nullptr, nullptr); }),
            "sample: built without CUDA");
  EXPECT_EQ(message([] { cuda::fwht(nullptr, 1, 1, 1, 1, 1.0F, nullptr); }), "fwht: built without CUDA");
  EXPECT_EQ(message([] { cuda::accumulate_gram({}, nullptr, 1, nullptr, nullptr); }),
            "accumulate_gram: built without CUDA");
  EXPECT_EQ(message([] { cuda::accumulate_cross_gram({}, {}, nullptr, 1, nullptr); }),
            "accumulate_cross_gram: built without CUDA");
  EXPECT_EQ(message([] { cuda::mirror_upper(nullptr, 1, 1, nullptr); }), "mirror_upper: built without CUDA");
  EXPECT_EQ(message([] { cuda::attention_workspace(1, {}); }), "attention: built without CUDA");
}

}  // namespace
}  // namespace calm::kernels
