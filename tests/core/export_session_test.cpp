#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "calm/error.h"
#include "calm/export.h"
#include "calm/search.h"
#include "calm/session.h"
#include "model/model_impl.h"
#include "storage/safetensors.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

/// Names and sizes that the check showed before anything was written.
void expect_files_as_announced(const ExportCheck& check, const ExportReport& report) {
  uint64_t parts = 0, files = 0;
  for (const ExportPart& part : check.parts) parts += part.bytes;
  for (const ExportFile& file : check.files) {
    files += file.bytes;
    EXPECT_NE(std::find(report.files.begin(), report.files.end(), file.name), report.files.end()) << file.name;
    if (file.bytes == 0) continue;
    const uint64_t size = fs::file_size(report.path / file.name);
    EXPECT_GE(size, file.bytes) << file.name;
    EXPECT_LT(size, file.bytes + 200'000) << "a header, no more: " << file.name;
  }
  EXPECT_EQ(parts, files) << "kinds and files are the same bytes";
  EXPECT_GT(parts, 0u);
}

TEST(ExportModel, VerificationFindsOneFlippedCode) {
  const test::TempFolder temp;
  test::RandomModelSpec spec;
  test::write_random_hf_model(temp / "source", spec);
  std::ofstream(temp / "ids.json") << R"({"ids": [[1,2,3,4,5,6,7,8],[9,8,7,6,5,4,3,2]]})";
  SearchRequest search;
  search.model = Model::open(temp / "source");
  search.analysis.calibration.source = TextSource::tokens;
  search.analysis.calibration.file = temp / "ids.json";
  search.analysis.calibration.sequences = search.analysis.calibration.length = 0;
  search.selection.pool = {"rtn"};
  search.session = temp / "session";
  search.device = "cpu";
  search.threads = 1;
  RunControl control;
  run_search(search, {}, control);
  ExportRequest request;
  request.model = search.model;
  request.session = search.session;
  request.out = temp / "out";
  request.execution = {"cpu", 1};
  EXPECT_THROW(verify_export(request, {}, control), Error) << "nothing was exported";
  export_model(request, {}, control);
  EXPECT_TRUE(verify_export(request, {}, control).sound());

  const std::string name = "model.layers.0.mlp.up_proj.weight_packed";
  const auto flip = [&] {
    const auto source = open_safetensors(request.out);
    const TensorInfo info = source->at(name);
    std::fstream file(info.file, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(info.offset));
    const char old = static_cast<char>(file.get());
    file.seekp(static_cast<std::streamoff>(info.offset));
    file.put(static_cast<char>(old ^ 1));
  };
  flip();
  const ExportVerification verification = verify_export(request, {}, control);
  EXPECT_FALSE(verification.sound());
  EXPECT_EQ(verification.different_codes, 1);
  EXPECT_EQ(verification.different_scales, 0);
  ASSERT_EQ(verification.different.size(), 1u);
  EXPECT_EQ(verification.different[0], "model.layers.0.mlp.up_proj");
  EXPECT_GT(verification.kl, 0) << "the logits say so too";
  EXPECT_NE(describe(verification)[0].find("1 codes and 0 scales are not the plan's"), std::string::npos);
}

TEST(ExportModel, FromAnAnalysedSessionToAModelThatOpens) {
  const test::TempFolder temp;
  test::RandomModelSpec spec;
  spec.tokenizer = true;
  test::write_random_hf_model(temp / "source", spec);
  std::ofstream(temp / "ids.json") << R"({"ids": [[1,2,3,4,5,6,7,8],[9,8,7,6,5,4,3,2]]})";

  SearchRequest search;
  search.model = Model::open(temp / "source");
  search.analysis.calibration.source = TextSource::tokens;
  search.analysis.calibration.file = temp / "ids.json";
  search.analysis.calibration.sequences = search.analysis.calibration.length = 0;
  search.selection.pool = {"rtn"};
  search.session = temp / "session";
  search.device = "cpu";
  search.threads = 1;
  RunControl control;
  run_search(search, {}, control);

  ExportRequest request;
  request.model = search.model;
  request.session = search.session;
  request.out = temp / "out";
  request.execution = {"cpu", 1};
  const ExportCheck check = check_export(request);
  EXPECT_TRUE(check.errors.empty()) << check.errors.front();
  EXPECT_GT(check.disk_available, check.bytes);
  const ExportReport report = export_model(request, {}, control);
  EXPECT_LE(report.bytes, check.bytes);
  expect_files_as_announced(check, report);
  const ExportVerification verification = verify_export(request, {}, control);
  EXPECT_TRUE(verification.sound()) << describe(verification)[0];
  EXPECT_EQ(verification.linears, 7 * spec.layers);
  EXPECT_EQ(verification.different_codes, 0);
  EXPECT_EQ(verification.kl, 0);
  EXPECT_EQ(verification.top1, 1);
  EXPECT_GT(verification.tokens, 10);
  const auto exported = Model::open(request.out);
  EXPECT_TRUE(exported->info().quantized);
  EXPECT_EQ(exported->impl().quantized_layer(1).method, "rtn");

  EXPECT_FALSE(check_export(request).errors.empty()) << "the target exists now";
  EXPECT_THROW(export_model(request, {}, control), Error);
  request.force = true;
  EXPECT_NO_THROW(export_model(request, {}, control));
  request.format = "onnx";
  EXPECT_THROW(export_model(request, {}, control), Error);
}

TEST(ExportModel, OfARotatedTiedModelHasAHeadOfItsOwn) {
  const test::TempFolder temp;
  test::RandomModelSpec spec;
  spec.tied = true;
  spec.hidden = 96;
  spec.heads = 6;
  test::write_random_hf_model(temp / "source", spec);
  std::ofstream(temp / "ids.json") << R"({"ids": [[1,2,3,4,5,6,7,8],[9,8,7,6,5,4,3,2]]})";
  SearchRequest search;
  search.model = Model::open(temp / "source");
  search.analysis.calibration.source = TextSource::tokens;
  search.analysis.calibration.file = temp / "ids.json";
  search.analysis.calibration.sequences = search.analysis.calibration.length = 0;
  search.analysis.transform = parse_transform("quarot");
  search.selection.pool = {"rtn", "gptq"};
  search.session = temp / "session";
  search.device = "cpu";
  search.threads = 1;
  RunControl control;
  run_search(search, {}, control);
  EXPECT_EQ(load_session(search.session).analysis.transform, search.analysis.transform);

  ExportRequest request;
  request.model = search.model;
  request.session = search.session;
  request.out = temp / "out";
  request.execution = {"cpu", 1};
  const ExportReport report = export_model(request, {}, control);
  EXPECT_LE(report.bytes, check_export(request).bytes);
  const auto exported = Model::open(request.out);
  EXPECT_FALSE(exported->info().tied_embeddings);
  const auto rotated = with_transform(search.model, search.analysis.transform);
  const auto equal = [](const at::Tensor& a, const at::Tensor& b) { return a.equal(b); };
  EXPECT_TRUE(
      equal(exported->impl().head_rows(0, spec.vocab, at::kCPU), rotated->impl().head_rows(0, spec.vocab, at::kCPU)));
  EXPECT_TRUE(equal(exported->impl().embed({0, 7, 300}, at::kCPU), rotated->impl().embed({0, 7, 300}, at::kCPU)));
  EXPECT_TRUE(equal(exported->impl().final_norm(at::kCPU), rotated->impl().final_norm(at::kCPU)));
}

}  // namespace
}  // namespace calm
