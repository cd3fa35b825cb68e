#include <map>

#include "calm/kernels/registry.h"
#include "calm/model.h"
#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

std::string option_values(const OptionInfo& option) {
  switch (option.kind) {
    case OptionInfo::Kind::flag:
      return "flag";
    case OptionInfo::Kind::number:
    case OptionInfo::Kind::integer:
      return format_number(option.minimum) + " to " + format_number(option.maximum);
    case OptionInfo::Kind::choice:
      break;
  }
  std::string text;
  for (const std::string& choice : option.choices) text += (text.empty() ? "" : "|") + choice;
  return text;
}

}  // namespace

int run_methods(const Context& context) {
  Json list = Json::array(), pools = Json::array();
  std::string text;
  for (const MethodInfo& method : methods()) {
    list.push_back(to_json(method));
    text += method.id + "  " + method.title + ": " + method.summary + "\n";
    std::vector<std::vector<std::string>> rows;
    for (const OptionInfo& option : method.options) {
      rows.push_back({"  :" + option.name + (option.name == method.main_parameter ? " (or a bare number)" : ""),
                      option_values(option), option.fallback, option.help});
    }
    if (!rows.empty()) text += render_table({"  option", "values", "default", ""}, rows);
    text += "\n";
  }
  text +=
      "A spec is id[:option]*, stages joined by '+': gptq, awq:clip+gptq:act-order:clip, smoothquant:0.5\n\nPools\n";
  for (const PoolPreset& pool : pool_presets()) {
    std::string specs;
    for (const std::string& spec : pool.specs) specs += (specs.empty() ? "" : ",") + spec;
    pools.push_back({{"id", pool.id}, {"title", pool.title}, {"summary", pool.summary}, {"specs", pool.specs}});
    text += "  " + pool.id + "  " + pool.summary + "\n    " + specs + "\n";
  }
  report_result(context, {{"methods", list}, {"pools", pools}}, text);
  return 0;
}

int run_devices(const Context& context) {
  const std::vector<std::string> devices = available_devices();
  std::string text;
  for (const std::string& device : devices) text += device + "\n";
  report_result(context, {{"devices", devices}}, text);
  return 0;
}

int run_kernels(const Context& context) {
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const kernels::KernelInfo& kernel : kernels::kernel_table()) {
    list.push_back({{"operation", kernel.operation},
                    {"variant", kernel.variant},
                    {"available", kernel.available},
                    {"active", kernel.active},
                    {"note", kernel.note}});
    rows.push_back({kernel.operation, kernel.variant,
                    kernel.active      ? "in use"
                    : kernel.available ? "available"
                                       : "not here",
                    kernel.note});
  }
  report_result(context, {{"kernels", list}}, render_table({"operation", "variant", "here", "note"}, rows));
  return 0;
}

}  // namespace calm::cli
