#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "calm/methods.h"
#include "calm/model.h"
#include "calm/session.h"
#include "ui/window_fixture.h"

namespace calm::test {

/// A session with scores that nobody measured: what an analysis of many layers and methods looks like, at once.
inline std::vector<std::string> syntheticPool(int methods) {
  const std::vector<std::string> specs = {"gptq",
                                          "awq",
                                          "smoothquant",
                                          "rtn",
                                          "gptq:act-order",
                                          "awq:clip",
                                          "smoothquant:0.3",
                                          "smoothquant:0.4",
                                          "smoothquant:0.6",
                                          "smoothquant:0.7",
                                          "rtn:clip",
                                          "gptq:clip",
                                          "awq+gptq",
                                          "awq:clip+gptq:act-order",
                                          "smoothquant:0.3+gptq",
                                          "smoothquant:0.5+gptq",
                                          "smoothquant:0.7+gptq",
                                          "gptq:static-groups",
                                          "awq:duo",
                                          "gptq:refine=2"};
  std::vector<std::string> pool;
  for (int i = 0; i < methods; ++i) pool.push_back(parse_method(specs.at(static_cast<size_t>(i))).canonical());
  return pool;
}

inline CandidateScore syntheticScore(const std::string& method, int row, int layer) {
  CandidateScore score;
  score.method = method;
  score.seconds = 0.5 + 0.1 * row;
  if (row == 2 && layer % 11 == 4) {
    score.applicable = false;
    score.note = "no layer norm in front of this linear";
    return score;
  }
  const double nines = 2.2 + 0.9 * std::sin(0.35 * layer + 0.9 * row) + 0.35 * std::cos(1.7 * layer) - 0.06 * (row % 7);
  score.values.set(Metric::cka, 1 - std::pow(10.0, -nines));
  score.values.set(Metric::sqnr, 8 + 6 * nines);
  score.values.set(Metric::cosine, 1 - std::pow(10.0, -nines) / 3);
  return score;
}

class SyntheticWindow : public WindowTest {
 protected:
  /// `overridden`: a layer that the user decided, so that all above it is stale; -1: none.
  void openSynthetic(int layers, int methods, int overridden = -1) {
    const QString path = makeModel(layers, 32);
    SessionState state;
    const ModelInfo info = Model::open(ui::toPath(path))->info();
    state.model_path = info.path;
    state.model_name = "SmolLM2-135M-Instruct";
    state.model_fingerprint = info.fingerprint;
    state.layers = layers;
    state.analysis = tokenOptions(2, 16);
    state.context = "synthetic";
    state.selection.pool = state.scored_pool = syntheticPool(methods);
    for (int layer = 0; layer < layers; ++layer) {
      state.plan = resolve_plan(layers, state.context, state.scores, state.selection, state.plan);
      for (int row = 0; row < methods; ++row) {
        state.scores.add(layer, state.plan.layers[static_cast<size_t>(layer)].prefix,
                         syntheticScore(state.selection.pool[static_cast<size_t>(row)], row, layer));
      }
    }
    state.plan = resolve_plan(layers, state.context, state.scores, state.selection, state.plan);
    if (overridden >= 0) {
      const std::string& winner = state.plan.layers[static_cast<size_t>(overridden)].method;
      state.selection.overrides[overridden] =
          winner == state.selection.pool[0] ? state.selection.pool[1] : state.selection.pool[0];
      state.plan = resolve_plan(layers, state.context, state.scores, state.selection, state.plan);
    }
    const QString folderName =
        folder.filePath(QStringLiteral("session-%1-%2-%3").arg(layers).arg(methods).arg(overridden));
    save_session(ui::toPath(folderName), state);
    workspace.openSession(folderName);
    ASSERT_TRUE(
        waitFor([&] { return workspace.hasModel() && workspace.layers() == layers && !workspace.jobs()->busy(); }));
  }

  /// <name>.png under $CALM_SCREENSHOT_DIR, where that is set.
  void picture(const QString& name, const QSize& size) {
    window.resize(size);
    QTest::qWait(200);  // curves follow at ten pictures a second
    const QString pictures = qEnvironmentVariable("CALM_SCREENSHOT_DIR");
    if (!pictures.isEmpty()) window.grab().save(QStringLiteral("%1/%2-%3.png").arg(pictures, name).arg(size.width()));
  }
};

}  // namespace calm::test
