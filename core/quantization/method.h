#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "calm/methods.h"
#include "calm/run_control.h"
#include "calm/scheme.h"
#include "model/decoder_layer.h"
#include "quantization/grouped.h"
#include "quantization/layer_statistics.h"
#include "quantization/quantized_layer.h"

namespace calm {

/// Options of one stage: those given, the defaults for the rest.
class StageOptions {
 public:
  StageOptions(const MethodInfo& info, const MethodSpec::Stage& stage) : info_(info), stage_(stage) {}
  bool flag(std::string_view name) const;
  double number(std::string_view name) const;
  int integer(std::string_view name) const;
  std::string text(std::string_view name) const;

 private:
  const MethodInfo& info_;
  const MethodSpec::Stage& stage_;
};

/// What the stages of a method work on: weights that are still float32, and the scales moved out of the linears' inputs
/// so far.
struct WorkingLayer {
  DecoderLayer weights;  // columns already multiplied by input_scale
  std::array<at::Tensor, kInputSites>
      input_scale;  // float32 [d]: the linears of the site now read x / input_scale; undefined: 1
  std::vector<std::string> notes;
  /// Folds at closed sites do nothing: another method takes care of them.
  std::array<bool, kInputSites> open = {true, true, true, true};

  /// Moves scale s [d] out of a site's input: the site's weights are multiplied, the norm or linear in front is
  /// divided. The divided norm is rounded to `storage` first and s corrected to what was really divided, so that the
  /// layer's function stays.
  void fold(InputSite site, const at::Tensor& scale, const ModelConfig& config, StorageType storage);
};

/// The linears that share one input, stacked by rows: what is rounded in one go.
struct RoundingProblem {
  InputSite site;
  at::Tensor weight;  // float32 [rows, d]
  at::Tensor gram;    // float64 [d, d] of the scaled input; undefined where the pool has no need of it
  at::Tensor cross;   // float64 [d, d] likewise: the full-precision stream's input against this one's
  std::vector<LinearId> linears;
  std::vector<int64_t> rows;  // of each linear
  GroupGrid grid;
};
struct Rounded {
  at::Tensor codes;   // int8 [rows, d]
  at::Tensor scales;  // float32 [rows, d / group]
  at::Tensor zeros;   // int8 [rows, d / group]; undefined where the grid is symmetric
  /// Instead of both, one a linear, where the method has a form of its own.
  std::vector<std::shared_ptr<const SpqrWeights>> spqr = {};
};

struct MethodContext {
  const ModelConfig& config;
  const LayerStatistics& statistics;
  const Scheme& scheme;  // storage is not automatic
  const RunControl& control;
};

/// A PTQ method. Stateless: everything comes in with the call, nothing is read from files or globals; the same input
/// gives the same bits.
class PtqMethod {
 public:
  virtual ~PtqMethod() = default;
  virtual MethodInfo info() const = 0;
  virtual StatisticsNeeds needs(const StageOptions& options, const ModelConfig& config) const = 0;
  /// The work on one layer, for estimates: FLOPs of float32 matrix products that take as long. The default: none worth
  /// counting.
  virtual double flops(const StageOptions&, const ModelConfig&, const Scheme&, int64_t tokens) const;
  /// Moves scales between activations and weights; the default does nothing. A rounding method may do it too: its own
  /// move is the last.
  virtual void transform(WorkingLayer&, const StageOptions&, const MethodContext&) const {}
  /// Whether a rounding method has such a move of its own: the linears of one input must then share it.
  virtual bool folds_while_rounding() const { return false; }
  /// Rounds one site; only called on a method whose info().transform is false.
  virtual Rounded round(const RoundingProblem&, const StageOptions&, const MethodContext&,
                        std::vector<std::string>& notes) const;
};

/// By id; throws std::logic_error for an unknown one (specs are checked when they are parsed).
const PtqMethod& method_by_id(std::string_view id);

StatisticsNeeds needs_of(const MethodSpec& spec, const ModelConfig& config);

/// PtqMethod::flops of all its stages.
double flops_of(const MethodSpec& spec, const ModelConfig& config, const Scheme& scheme, int64_t tokens);

/// Only the spec's transforms: what quantize_layer rounds. Same function as the layer, to float32 rounding.
WorkingLayer transform_layer(const DecoderLayer& layer, const MethodSpec& spec, const MethodContext& context);

/// Applies the spec to a layer whose weights are already rounded to the storage type. Throws Error(numeric) or
/// Error(unsupported) where the method cannot be applied to this layer; the message is what the results show.
QuantizedLayer quantize_layer(const DecoderLayer& layer, const MethodSpec& spec, const MethodContext& context);

/// D^-1 G D^-1 for a Gram matrix of inputs divided by scale (undefined: G).
at::Tensor scaled_gram(const at::Tensor& gram, const at::Tensor& scale);

/// The clip options that several methods share.
std::vector<OptionInfo> clip_option_infos();
ClipOptions clip_options(const StageOptions& options);
/// Of the clipping search of all linears, where the options ask for it.
double clip_flops(const StageOptions& options, const ModelConfig& config, const Scheme& scheme);

/// Rows of a site's linears together.
int64_t site_rows(const ModelConfig& config, InputSite site);
/// What a float64 factorization of a d x d matrix costs, in float32 products' FLOPs: `thirds` / 3 d^3 of its own.
double factor_flops(int64_t d, int thirds);

}  // namespace calm
