#include "cli/heatmap.h"

#include <gtest/gtest.h>

#include <cmath>

#include "cli/console.h"

namespace calm::cli {
namespace {

using Mark = Heatmap::Mark;

Heatmap small() {
  return {"CKA",
          {"gptq", "awq"},
          {{0.5, 0.9, std::nan("")}, {1.0, 0.75, 0.6}},
          {{Mark::none, Mark::user, Mark::none}, {Mark::search, Mark::none, Mark::search}}};
}

TEST(HeatmapText, DigitsOverTheRangeWithTheChoicesMarked) {
  EXPECT_EQ(render_heatmap(small(), {false, 80}),
            "layer   0  1  2\n"
            "gptq   0 <8> - \n"
            "awq   [9] 5 [1]\n"
            "\n"
            "CKA  0 = 0.5 ... 9 = 1   [ ] chosen   < > chosen by you   - no score\n");
}

TEST(HeatmapText, WrapsToTheWidth) {
  // Label (5), a space and two cells of three columns.
  EXPECT_EQ(render_heatmap(small(), {false, 13}),
            "layer   0  1\n"
            "gptq   0 <8>\n"
            "awq   [9] 5 \n"
            "\n"
            "layer   2\n"
            "gptq   - \n"
            "awq   [1]\n"
            "\n"
            "CKA  0 = 0.5 ... 9 = 1   [ ] chosen   < > chosen by you   - no score\n");
}

TEST(HeatmapText, ColourRunsFromViridisDarkToLight) {
  const std::string text = render_heatmap(small(), {true, 80});
  EXPECT_NE(text.find("48;2;68;1;84m   \x1b[0m"), std::string::npos) << text;     // the lowest value
  EXPECT_NE(text.find("48;2;253;231;37m[ ]\x1b[0m"), std::string::npos) << text;  // the highest, chosen
}

TEST(HeatmapText, NoScoresAndEqualScores) {
  EXPECT_NE(render_heatmap({"CKA", {"a"}, {{std::nan("")}}, {{Mark::none}}}, {}).find("No scores yet"),
            std::string::npos);
  EXPECT_NE(render_heatmap({"CKA", {"a"}, {{0.5, 0.5}}, {{Mark::none, Mark::none}}}, {}).find(" 9  9 "),
            std::string::npos);
}

TEST(Table, NumbersRightTextLeft) {
  EXPECT_EQ(render_table({"layer", "method", "CKA"}, {{"0", "gptq", "0.5"}, {"10", "awq", "n/a"}}),
            "layer  method  CKA\n"
            "    0  gptq    0.5\n"
            "   10  awq     n/a\n");
}

TEST(Formats, DurationsAndBytes) {
  EXPECT_EQ(format_duration(0.44), "0.4 s");
  EXPECT_EQ(format_duration(59.4), "59 s");
  EXPECT_EQ(format_duration(59.6), "1 min 00 s");
  EXPECT_EQ(format_duration(3725), "1 h 02 min");
  EXPECT_EQ(format_duration(std::nan("")), "unknown");
  EXPECT_EQ(format_bytes(12), "12 bytes");
  EXPECT_EQ(format_bytes(1.5 * 1024 * 1024), "1.5 MiB");
}

TEST(ConsoleText, ATerminalRewritesOneLineAndMessagesKeepItClean) {
  std::string text;
  {
    Console console(false, true, 30, [&](const std::string& piece) { text += piece; });
    console.progress({0.5, 100, "layer 3 of 30, awq", 0, 0});
    console.message("hello");
  }
  EXPECT_EQ(text, "\r\x1b[K[ 50 %] layer 3 of 30, awq, 1\r\x1b[Khello\n");
}

TEST(ConsoleText, ElsewherePlainLinesAndNotTooMany) {
  std::string text;
  Console console(false, false, 80, [&](const std::string& piece) { text += piece; });
  for (int i = 0; i < 100; ++i) console.progress({i / 100.0, std::nan(""), "working", 1 << 20, 12});
  EXPECT_EQ(text, "[  0 %] working, 12 tokens/s, 1.0 MiB\n");
}

TEST(ConsoleText, QuietKeepsWarningsAndErrors) {
  std::string text;
  Console console(true, false, 80, [&](const std::string& piece) { text += piece; });
  console.message("no");
  console.progress({0.5, 1, "no", 0, 0});
  console.warning("yes");
  console.error("bad");
  EXPECT_EQ(text, "warning: yes\ncalm: bad\n");
}

}  // namespace
}  // namespace calm::cli
