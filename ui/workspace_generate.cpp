// The half of Workspace that writes text with two variants.
#include "calm/error.h"
#include "calm/text_stream.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {

/// One side's text, posted token by token.
void writeSide(const JobContext& job, const std::function<void(TryItEvent)>& emitEvent, const Model& model, int side,
               const TryItRequest& request, const ExecutionOptions& execution) {
  GenerateTimings timings;
  StreamDecoder decoder([&model](const std::vector<int32_t>& ids) { return model.detokenize(ids); },
                        request.sampling.prompt);
  const std::string& name = request.variants[static_cast<size_t>(side)].name;
  int tokens = 0;
  const auto onToken = [&](int32_t id) {
    ++tokens;
    Progress progress{};
    progress.done = (side + static_cast<double>(tokens) / request.sampling.max_tokens) / 2;
    progress.eta_seconds = std::numeric_limits<double>::quiet_NaN();
    progress.text = name;
    progress.tokens_per_second = timings.decode > 0 ? (tokens - 1) / timings.decode : 0;
    job.progress(progress);
    emitEvent(TryItToken{side, id, decoder.add(id), timings});
  };
  generate(model, request.sampling, execution, onToken, job.control(), &timings);
  emitEvent(TryItSideEnded{side, decoder.finish(), timings});
}

}  // namespace

void Workspace::tryIt(TryItRequest request) {
  if (!hasModel()) {
    report(MessageLevel::info, tr("Open a model first."));
    return;
  }
  bool quantizes = false;
  for (const Variant& variant : request.variants) quantizes = quantizes || variant.kind != Variant::Kind::original;
  const std::filesystem::path session = quantizes ? ensureSessionFolder() : std::filesystem::path();
  const ExecutionOptions execution{state_.device, state_.threads};
  jobs_.submit(
      JobKind::generate, tr("Generating with %1").arg(toQString(state_.model_name)),
      [this, request = std::move(request), session, execution, model = model_,
       state = state_](JobContext& job) mutable {
        const auto emitEvent = [this, &job](TryItEvent event) {
          job.post([this, event = std::move(event)] { Q_EMIT tryItEvent(event); });
        };
        const ChatPrompt prompt =
            format_chat(*model, request.chat ? chat_template(*model) : ChatTemplate{}, request.system, request.text);
        request.sampling.prompt = prompt.ids;
        request.sampling.stop_ids = prompt.stop_ids;
        emitEvent(TryItPrompted{prompt.formatted, static_cast<int>(prompt.ids.size())});
        if (!session.empty()) save_session(session, state);
        for (int side = 0; side < 2; ++side) {
          emitEvent(TryItSideStarted{side});
          const auto made = variant_model(model, session, request.variants[static_cast<size_t>(side)], execution,
                                          job.sink(), job.control());
          writeSide(job, emitEvent, *made, side, request, execution);
        }
      },
      [this](JobStatus status, const QString& error) {
        if (status == JobStatus::failed) report(MessageLevel::error, tr("The text could not be generated."), error);
        Q_EMIT tryItEvent(TryItEnded{status == JobStatus::finished    ? EndStatus::finished
                                     : status == JobStatus::cancelled ? EndStatus::cancelled
                                                                      : EndStatus::failed});
      });
}

}  // namespace calm::ui
