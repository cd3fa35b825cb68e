#include "model/rotary.h"

#include <cmath>
#include <numbers>

namespace calm {

std::vector<double> inverse_frequencies(const ModelConfig& config) {
  const auto half = static_cast<size_t>(config.head_dim / 2);
  std::vector<double> result(half);
  const RopeScaling& scaling = config.rope_scaling;
  for (size_t i = 0; i < half; ++i) {
    const auto exponent = static_cast<float>(2 * i) / static_cast<float>(config.head_dim);
    double frequency = 1.0F / std::pow(static_cast<float>(config.rope_theta), exponent);
    if (!scaling.frequency_factors.empty()) {
      frequency /= scaling.frequency_factors[i];
    } else if (scaling.kind == RopeScaling::Kind::linear) {
      frequency /= scaling.factor;
    } else if (scaling.kind == RopeScaling::Kind::llama3) {
      const double original = static_cast<double>(scaling.original_max_positions);
      const double wavelength = 2 * std::numbers::pi / frequency;
      if (wavelength > original / scaling.low_freq_factor) {
        frequency /= scaling.factor;
      } else if (wavelength >= original / scaling.high_freq_factor) {
        const double smooth =
            (original / wavelength - scaling.low_freq_factor) / (scaling.high_freq_factor - scaling.low_freq_factor);
        frequency = (1 - smooth) * frequency / scaling.factor + smooth * frequency;
      }
    }
    result[i] = static_cast<float>(frequency);
  }
  return result;
}

}  // namespace calm
