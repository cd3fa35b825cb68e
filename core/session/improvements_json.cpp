#include "session/improvements_json.h"

namespace calm {

using nlohmann::json;

namespace {

json to_json(const HeldOutGain& gain) {
  return {{"text", gain.text},
          {"kl_before", number_to_json(gain.kl_before)},
          {"kl_after", number_to_json(gain.kl_after)},
          {"ppl_before", number_to_json(gain.ppl_before)},
          {"ppl_after", number_to_json(gain.ppl_after)},
          {"difference", number_to_json(gain.kl.difference)},
          {"low", number_to_json(gain.kl.low)},
          {"high", number_to_json(gain.kl.high)},
          {"windows", gain.kl.windows}};
}

HeldOutGain read_held_out_gain(const JsonField& field) {
  HeldOutGain gain;
  gain.text = field["text"].string();
  gain.kl_before = field["kl_before"].number();
  gain.kl_after = field["kl_after"].number();
  gain.ppl_before = field["ppl_before"].number();
  gain.ppl_after = field["ppl_after"].number();
  gain.kl.difference = field["difference"].number();
  gain.kl.low = field["low"].number();
  gain.kl.high = field["high"].number();
  gain.kl.windows = field["windows"].int32(0);
  gain.kl.outcome = outcome_of(gain.kl);
  return gain;
}

}  // namespace

json to_json(const RefinementTrial& trial) {
  return {{"layer", trial.layer},
          {"from", trial.from},
          {"to", trial.to},
          {"plan", trial.plan},
          {"kl_before", number_to_json(trial.kl_before)},
          {"kl_after", number_to_json(trial.kl_after)},
          {"kept", trial.kept}};
}

RefinementTrial read_trial(const JsonField& field, int layers) {
  RefinementTrial trial;
  trial.layer = field["layer"].int32(0, layers - 1);
  trial.from = field["from"].string();
  trial.to = field["to"].string();
  trial.plan = field["plan"].string();
  trial.kl_before = field["kl_before"].number();
  trial.kl_after = field["kl_after"].number();
  trial.kept = field["kept"].boolean();
  return trial;
}

json to_json(const RefinementGain& gain) {
  json out = to_json(static_cast<const HeldOutGain&>(gain));
  out["before"] = gain.before;
  out["after"] = gain.after;
  return out;
}

RefinementGain read_refinement_gain(const JsonField& field) {
  RefinementGain gain;
  static_cast<HeldOutGain&>(gain) = read_held_out_gain(field);
  gain.before = read_strings(field["before"]);
  gain.after = read_strings(field["after"]);
  return gain;
}

json to_json(const TuningRecord& record) {
  json epochs = json::array();
  for (const double kl : record.epoch_kl) epochs.push_back(number_to_json(kl));
  return {{"plan", record.plan},
          {"epochs", record.options.epochs},
          {"batch", record.options.batch},
          {"rate", record.options.rate},
          {"seed", record.options.seed},
          {"date", record.date},
          {"epoch_kl", epochs},
          {"tokens", record.tokens},
          {"parameters", record.parameters},
          {"seconds", number_to_json(record.seconds)},
          {"gain", record.gain ? to_json(*record.gain) : json()}};
}

TuningRecord read_tuning(const JsonField& field) {
  TuningRecord record;
  record.plan = field["plan"].string();
  record.options.epochs = field["epochs"].int32(1);
  record.options.batch = field["batch"].int32(1);
  record.options.rate = field["rate"].number();
  record.options.seed = field["seed"].unsigned_integer();
  record.date = field["date"].string();
  record.epoch_kl = read_numbers(field["epoch_kl"]);
  if (record.epoch_kl.empty()) field["epoch_kl"].fail("a number for every epoch");
  record.tokens = field["tokens"].integer(0);
  record.parameters = field["parameters"].integer(0);
  record.seconds = field["seconds"].number();
  if (field.has("gain")) record.gain = read_held_out_gain(field["gain"]);
  return record;
}

}  // namespace calm
