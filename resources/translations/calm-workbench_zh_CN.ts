<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About CALM Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CALM Workbench %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the versions for a bug report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores post-training quantization methods for each decoder layer of a language model by linear CKA, keeps the best mix, and exports a W4A8 model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After “CALM: CKA-guided Adaptive Layer-wise Modularization”, arXiv 2512.16282.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes with no warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CALM Workbench %1
Qt %2 (built with %3)
%4, %5</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddMethodDialog</name>
    <message>
        <source>Then a &amp;second stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a method to the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title of the method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let another method work on what this one leaves: AWQ&apos;s scales, then GPTQ&apos;s rounding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a second stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;pecification:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The method as text: stages joined by +, options after colons, as in awq:clip+gptq:act-order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown as:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without adding a method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add this method to the pool</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BarChart</name>
    <message>
        <source>%1: %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BenchmarkForm</name>
    <message>
        <source>%1 everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked variants are measured in turn, on the same text and prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why the benchmark cannot start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How well the variant predicts a text: lower is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundled text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Window:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of context a window; windows do not overlap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows measured, from the start of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Speed and memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure speed and memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens a second while reading a prompt and while writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rompt:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of the prompt (prefill)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Generate:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens written after it (decode)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repea&amp;ts:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often each is measured; the median counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan has layers without a method: analyse first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check at least one variant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose perplexity, speed, or both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;un benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; rows that are finished are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure the checked variants</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BenchmarkModel</name>
    <message>
        <source>Perplexity %1 (%2 nats a token) on %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median of the repeats, %1, threads: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token after %1 ms; head in %2, KV cache in %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured with an earlier plan or other options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exp of the mean loss a token: lower is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against the original on the same text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slowest to fastest repeat, as a share of the median: differences below it mean nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest memory of the program while it was measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of the weights in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefill tok/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode tok/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of an earlier plan</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BenchmarkPage</name>
    <message>
        <source>State of the benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected rows, or all, as a table (tab-separated)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save all rows as CSV or JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmark results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One row a variant and run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the variants and the measurements on the left, then run the benchmark: perplexity, speed and memory come side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity of the variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefill speed of the variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode speed of the variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. Finished rows are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The benchmark stopped with an error: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The results could not be written to %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the benchmark results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity, lower is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CalibrationForm</name>
    <message>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundled text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put &amp;special tokens first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 × %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sequences of %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the model&apos;s leading special tokens once before the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put special tokens first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preset:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many tokens: more tokens make steadier scores and longer runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;quences:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many windows of the text are drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Length:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens in each sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chooses which windows of the text are drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As many tokens as the file has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandRow</name>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command for %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurvesChart</name>
    <message>
        <source>Score of each method over the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the plan</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the quantized model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder in the file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compressed-tensors (pack-quantized)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF Q4_0: llama.cpp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder for transformers and vLLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder in which the new folder is made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for the target folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Replace what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it, an existing target is refused. The old one stays until the new one is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What prevents the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model is written as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Target:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored as:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files written, with their sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales, norms and embeddings in the checkpoint&apos;s own type; float16 where that is itself quantized (Storage in Set-up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales, norms and embeddings as %1 (Storage in Set-up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF Q4_0 (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the target folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the whole path of the target, starting with /.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to make the new folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on disk, %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written to %1 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what prevents the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>llama.cpp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transformers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs the package compressed-tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vLLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not run here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeatmapLegend</name>
    <message>
        <source>Outlined: the plan uses this method. Pin: chosen by you. Hatched: stale, measured under other choices below or other options. Crossed: the method cannot be used for this layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale: %1 from %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale: no scores yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeatmapModel</name>
    <message>
        <source>n/a</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not scored yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not applicable: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale: measured under other choices or options. Recompute to renew it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen by the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1: undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1: %2, stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2): scored, but not in the pool now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeatmapView</name>
    <message>
        <source>Heatmap of methods by layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One row a method, one column a layer. Enter uses the method for the layer, Delete clears an override.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or double-click: use this method for the layer. Delete: clear the override. 1 to 9: the method of that row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use %1 for layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Use %1 for %n layers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Clear override</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Recompute from layer %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HubDialog</name>
    <message>
        <source>Open a model from the Hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the one of HF_TOKEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only for gated or private models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files that are needed, and which of them are in the cache already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Repository:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner and name, as in the address of the model&apos;s page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;vision:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A branch, a tag or a commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access token. It is used for this request and not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Endpoint:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the hub; empty: HF_ENDPOINT, or huggingface.co</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Download and open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download and open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a repository, such as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a repository: give owner/name, without the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A revision has no spaces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The endpoint must be an address such as https://huggingface.co.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking up %1...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file here that a model needs: config.json, safetensors weights and a tokenizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, all of it here already. Commit %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 to download. Commit %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is downloaded is kept: it goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the files and their size; nothing is downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download what is missing and open the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look the model up first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobRunner</name>
    <message>
        <source>Out of memory. Use fewer or shorter calibration sequences, or close other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unknown error stopped the job.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>Debug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected messages, or all that are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the messages that are shown to a text file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all messages from this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Level:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show messages of this level and above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only messages that contain this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages, the newest at the bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log could not be written to %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text files (*.log *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of every method at every layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which method each layer uses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity and speed of the original, of uniform methods and of the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened, with details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CALM Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and quit?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is still running. What is done so far is kept; the rest is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping and saving …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;model folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a Hugging Face folder, or one that was exported here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;GGUF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a GGUF file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open GGUF file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open from &amp;Hub…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download a model from the Hugging Face Hub and open it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open sess&amp;ion…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with a saved session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open session folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the session now; it is also saved after each edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the session in another folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the quantized model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save re&amp;port…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write model, scores, plan and benchmarks as one HTML page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear all overrides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the search decide every layer again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Analyse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score every method of the pool at every layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the running job, or go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the running job; what is done is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recompute from the stale layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score again from the first stale layer on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare perplexity and speed of the original and the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put docks and splitters back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the method for the selected layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the method of that row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 … 9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the override</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select several layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+Arrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About CALM Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set-&amp;up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool b&amp;ar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The results could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was exported to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report was saved as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program was found here that opens %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking up %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: done in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: stopped after %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the session in this folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide what is known about this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known about this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MethodDelegate</name>
    <message>
        <source>Method of the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the search decides</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelDock</name>
    <message>
        <source>%1 × %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is open.
Open a model folder or a GGUF file, or drop one here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs × inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type of the weights in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channels that share one weight scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The method that the plan gives this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder layers and their linear layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note on groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the facts and the list of layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the model&apos;s description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, quantized by this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden / FFN width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %3, keys and values %2 × %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotary embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared with the output head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>separate output head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantized size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays 16 bit: no group of 32 or more divides its %1 inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group %1 instead of %2, which does not divide its %3 inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller group than %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay 16 bit: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (yours)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (stale)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its scores were measured under other choices below</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>group %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>current</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits a weight with its scales: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale: measured under other choices below or other options, or not for the whole pool. Recompute from here to renew it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the best other method of the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance to the best other method of the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits a weight takes, scales included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the scores were measured under the plan as it stands</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>&amp;Use for selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lear overrides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recompute from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click a method to choose another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One row a layer; F2 or Enter in the method column chooses another method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns of the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: a method, &quot;stale&quot;, &quot;you&quot; …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only the layers whose row contains this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method for the selected layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this method for the selected layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the search decide the selected layers again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score again from the first selected layer on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan says which method each layer uses. Open a model to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;Analyse&quot; scores every method at every layer and fills the plan as it goes. You can change any layer afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bits a weight with scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen by you: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undecided: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale: %1, recompute from layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all scores current</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recompute from layer %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PoolForm</name>
    <message>
        <source>Method pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;method...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods of the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked methods compete at each layer. Taking one out changes no score of the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build a method from stages and options and put it in the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poo&amp;l:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ready-made set of methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pool is empty: check at least one method.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PoolModel</name>
    <message>
        <source>%1, in the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not in the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Specification</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the current work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimated from the work done so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens processed a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that this program uses now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the current work; what is decided so far is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the current work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling: finishing the current step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This work cannot be paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the work where it is, leaving the processor free</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>%1 (missing)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunSetupPanel</name>
    <message>
        <source>Execution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the analysis runs. Auto takes a GPU where this build can use one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;hreads:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads that the work may use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the analysis will take on this machine, from the model&apos;s shapes and a short measurement of its speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why the analysis cannot start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Analyse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time: none, all scores are current</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time: %1, from layer %2 on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory: %1 of %2 available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk: %1 of %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No estimate: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, memory and disk are estimated once the running job has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimating time, memory and disk...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model is already quantized: it can be measured, not analysed. Open the original instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score every method of the pool at every layer and choose the best</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SchemeForm</name>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QuaRot rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of %1 bits can be analysed and benchmarked, not exported: pack-quantized holds 4 and 8 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FFN output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input of down_proj</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear CKA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantization and comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales exact in &amp;float16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bits, no export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be analysed, benchmarked and exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bits (kept)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round the scales so that float16 holds them exactly, as GGUF Q4_0 needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales exact in float16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Weights:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits of a weight. All widths can be analysed and benchmarked; the export&apos;s packed layout holds 4 and 8 bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;ctivations:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits of the inputs of each linear layer, one scale a token. 16 bits: they stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channels that share one weight scale. Where it does not divide a layer&apos;s width, that layer takes 64 or 32, or stays 16 bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;orage:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type of what is not quantized: scales, norms, embeddings and the output head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trans&amp;form:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A change of the whole model before its layers are quantized. The rotation spreads outliers over all channels; it is merged into the weights and costs nothing at run time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured &amp;at:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a quantized layer is compared with the original: what its feed-forward network adds (as in the paper), or another place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Metric:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What decides between the methods. All metrics are measured in the same run; changing this measures nothing again while it leaves the choices alone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreScale</name>
    <message>
        <source>SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, log(1 − %1) scale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SensitivityPage</name>
    <message>
        <source>Which score is shown. CKA: similarity of the layer&apos;s outputs as a whole, 1 is identical. SQNR: signal to error in dB. Cosine: mean over tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log(1 − score)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores crowd just below 1: log(1 − score) spreads them out. SQNR is logarithmic by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range of the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours over the scores that are there, or over the metric&apos;s whole range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour map; Cividis looks the same with colour vision deficiency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sc&amp;ale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model to begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Hugging Face folder, a GGUF file or a session. Drop it anywhere on this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which layers suffer from which method?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;Analyse&quot; quantizes every layer with every method of the pool and compares the outputs with the original&apos;s (CKA). The best method of each layer makes the plan.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShareBar</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of the methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only actions that contain this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions and the keys that trigger them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StageEditor</name>
    <message>
        <source>From %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quantization method of this stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this stage out of the method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextSourceEdit</name>
    <message>
        <source>Text or JSONL file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token file (JSON)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the text comes from. A file can also be dropped here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file, or use the bundled text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: no permission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a token file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token ids (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.jsonl);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A JSON file {&quot;ids&quot;: [[...], [...]]}: one list of token ids a sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A UTF-8 text, or JSON lines with a &quot;text&quot; each</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>The pool needs at least one method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decide by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use %1 for layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>use %1 for %n layers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>clear the override of layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear overrides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear all overrides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the set-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the analysis?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An analysis is running. Its scores so far are kept in the session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening session %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s files changed since this session was saved: all its scores are marked stale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session can move to another folder once the analysis has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analysing %1 from layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analysing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The analysis stopped with an error. What was scored is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The analysis was stopped. &quot;Analyse&quot; goes on from the last decided layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The analysis is complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmarking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The benchmark stopped with an error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimating time and memory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>calm::ui</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 h %2 min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check &quot;Replace what is there&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose compressed-tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose bfloat16 or float32 as Storage in Set-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another Storage in Set-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with this Storage in Set-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CKA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
