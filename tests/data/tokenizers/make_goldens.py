#!/usr/bin/env python3
"""Trains the small tokenizers in this folder and writes what Hugging Face tokenizers and SentencePiece make of hard texts.

    pip install tokenizers==0.23.3 sentencepiece==0.2.3 && ./make_goldens.py

Nothing here is computed by CALM Workbench. Training text: the topics of Python's own documentation and the lines below.
"""
import json
import pydoc_data.topics
import random
from pathlib import Path

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = Path(__file__).parent
LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
          r"|\s+(?!\S)|\s+")
QWEN2 = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")
LINES = [
    "Tokenizers cut text into pieces; naïve façade, Ångström, Straße, crème brûlée, coöperate.",
    "Привет, мир! Как дела? Ελληνικά γράμματα και λέξεις. עברית ועוד מילים.",
    "今天天气很好，我们去公园散步。東京は日本の首都です。ひらがなとカタカナ。한국어 문장입니다.",
    "مرحبا بالعالم، كيف حالك؟ ١٢٣٤٥ हिन्दी में एक वाक्य। ภาษาไทย",
    "👍🏽 👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ 😀😃😄 🇩🇪🇫🇷",
    "def f(x):\n    return x ** 2 + 1  # square\n\tif (a && b) { c[i] = 0x1F; }\r\n",
]
CORPUS = LINES * 20 + list(pydoc_data.topics.topics.values())[:30]

TEXTS = [
    "", " ", "  ", "   ", "a", " a", "a ", "\n", "\n\n\n", " \n ", "\r\n", "a\r\nb\r\n\r\nc", "\t\ttabs\n    four", "Hello, world!",
    "  leading and trailing  ", "one  two   three    four", "It's what they'll do, we've DON'T I'M he'd 'S 'ſ 'LL",
    "1234567890 3.14159 1,000,000 0x1F 2^64 ½ ² Ⅷ ١٢٣ ९", "12345678901234567890123", "def f(x):\n    return x**2  # ok\n\n\n\nclass A:\n\tpass\n",
    "naïve façade cafe\u0301 e\u0301\u0323 A\u030a \u212b \ufb01 ﬀ ㍿ ½", "Привет, мир! Ελληνικά עברית", "今天天气很好，我们去公园。東京は。한국어",
    "مرحبا بالعالم، كيف حالك؟", "हिन्दी में ภาษาไทย", "👍🏽👨‍👩‍👧‍👦🏳️‍🌈❤️🇩🇪", "a\u200bb\ufeffc\u2028d\u2029e\u180ef\u00a0g\u3000h\u0085i",
    "".join(map(chr, range(32))), "".join(map(chr, range(0x7F, 0xA1))), "x\x00y\x00", "\x0b\x0c \x1c\x1d\x1e\x1f", "…—–“quoted”‘s ’s",
    "<s>text</s> <unk> <0x0A> <|endoftext|>", "a<|endoftext|>b <|endoftext|> c", "  <mask>  x<mask>y", "<rstrip>   z  <rstrip>\n\n.",
    "[word] a[word] [word]b ([word]) [word]", "<norm> x<norm>", "<Café> <Cafe\u0301> <café>", "a <norm> b <Café>", "<|endo<|endoftext|>ftext|>", "<ab><abc><abcd>",
    "▁ ▁▁ a▁b ▁a", "Ġ Ċ â", "\U0001F9FF\U000E0001\U0010FFFF\uE000\uFFFD\uFFFF", "\u0301\u0323 leading marks", "ǅ ǈ İI ı ẞ ß Σς ΑΣ",
    "가각힣 \u1100\u1161\u11a8", "\u0344\u0958\u2ADC\uFB1D", "𝒜𝓑 𝟙𝟚𝟛 Ⓐⓑ ㊙", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", " " * 70 + "x" + " " * 33, "\n" * 40,
    "=" * 50 + "-" * 51, "!?!?...;;::", "\U00010D4A\U000323AF\U0001E5F1 \u0897\U00011938\U00011935\U00011930 x\u08cb\u0301y",
]
ALPHABETS = [
    "abc xyz", "aeiou stn  .,'", "0123456789 .", " \t\n\r", "'sStTrReEvVmMlLdD ſ", "éèüñçøå ", "e\u0301\u0323\u0327o\u0334\u0345", "漢字かなカナ한글。、",
    "ابجدهوز ٠١٢", "हिन्दी", "👍🏽👨\u200d👩❤\ufe0f🇩🇪", "\x00\x01\x07\x0b\x0c\x1b\x1f\x7f\x80\x85\x9f\xa0", "\u200b\ufeff\u2028\u2029\u180e\u3000\u2009",
    "<|endoftext|>", "{}[]();=+-*/&#_\"\\", "▁Ġ ▁", "½²Ⅷ①", "\uac00\u1100\u1161\u11a8",
]


def random_text(rng):
    """Runs from one to four alphabets, or from any code points."""
    out = []
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.25:
            top = rng.choice([0x250, 0x3000, 0x10000, 0x110000])
            run = [chr(c) for c in (rng.randrange(top) for _ in range(rng.randint(1, 12))) if not 0xD800 <= c < 0xE000]
        else:
            run = [rng.choice(rng.choice(ALPHABETS)) if rng.random() < 0.05 else c
                   for c in rng.choices(rng.choice(ALPHABETS), k=rng.randint(1, 20))]
        out += run
    if rng.random() < 0.2:
        rng.shuffle(out)
    return "".join(out)


def byte_level(pre, normalizer=None, template=None, **model):
    tokenizer = Tokenizer(models.BPE(**model))
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(
        vocab_size=700, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=["<|endoftext|>"], show_progress=False))
    if template:
        tokenizer.post_processor = template
    return tokenizer


def metaspace(normalizer, pre, decoder, fuse_unk=True):
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=fuse_unk, byte_fallback=True))
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre or pre_tokenizers.Metaspace()
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]
    tokenizer.train_from_iterator([line.replace("\n", " ") for line in CORPUS], trainers.BpeTrainer(
        vocab_size=900, special_tokens=special, limit_alphabet=300, show_progress=False))
    data = json.loads(tokenizer.to_str())
    data["added_tokens"] = [t for t in data["added_tokens"] if t["id"] < 3]  # the byte tokens are ordinary ones
    data["pre_tokenizer"] = json.loads(pre.__getstate__()) if pre else None
    data["decoder"] = json.loads(decoder.__getstate__())
    tokenizer = Tokenizer.from_str(json.dumps(data))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s>:1 $B:1", special_tokens=[("<s>", 1)])
    return tokenizer


def without_some_bytes(tokenizer, fuse_unk):
    """Byte fallback that fails for some characters, so that the unknown token appears."""
    data = json.loads(tokenizer.to_str())
    model = data["model"]
    model["fuse_unk"] = fuse_unk
    gap = max(model["vocab"].values()) + 1
    for i, byte in enumerate((0xE4, 0xF0, 0xD8)):
        model["vocab"][f"<gap{i}>"] = model["vocab"].pop(f"<0x{byte:02X}>")
    assert gap == max(model["vocab"].values()) + 1
    return Tokenizer.from_str(json.dumps(data))


def add_tokens(tokenizer):
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True), AddedToken("<rstrip>", rstrip=True)])
    tokenizer.add_tokens([
        AddedToken("[word]", single_word=True, normalized=False), AddedToken("<norm>", normalized=True),
        AddedToken("<Caf\u00e9>", normalized=True), AddedToken("<ab>", normalized=False), AddedToken("<abcd>", normalized=False)])


def tokenizers():
    digits = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True),
                                      pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])
    split = lambda regex: pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(regex), "isolated", invert=False),
                                                   pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    yield "gpt2", byte_level(pre_tokenizers.ByteLevel(add_prefix_space=False))
    yield "smollm2", byte_level(digits)
    llama3 = byte_level(split(LLAMA3), ignore_merges=True, template=processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(single="<|endoftext|> $A", pair=None, special_tokens=[("<|endoftext|>", 0)])]))
    data = json.loads(llama3.to_str())  # tokens that no merge reaches: ignore_merges alone finds them
    end = max(data["model"]["vocab"].values()) + 1
    for i, token in enumerate(["Ġxyzzy", "public", "123", "ĠÐ¼Ð¸ÑĢ"]):
        data["model"]["vocab"].setdefault(token, end + i)
    yield "llama3", Tokenizer.from_str(json.dumps(data))
    yield "qwen2", byte_level(split(QWEN2), normalizer=normalizers.NFC())
    llama2_decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    yield "llama2", metaspace(normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]), None, llama2_decoder)
    first = metaspace(None, pre_tokenizers.Metaspace(prepend_scheme="first", split=False), decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]))
    yield "mistral", first
    yield "metaspace", metaspace(normalizers.NFKC(), pre_tokenizers.Metaspace(prepend_scheme="always", split=True),
                                 decoders.Metaspace(prepend_scheme="always"))
    yield "unknown", without_some_bytes(first, False)
    yield "unknown_fused", without_some_bytes(first, True)


def sentencepieces():
    corpus = HERE / "corpus.tmp"
    rules = HERE / "rules.tmp"  # NFKC's own table would take 240 kB
    rules.write_text("FB01\t66 69\n3000\t20\nA0\t20\n41 30A\tC5\nBD\t31 2044 32\n200B\t\n")
    corpus.write_text("\n".join(line for text in CORPUS for line in text.splitlines()))
    for name, options in {
        "sentencepiece": dict(normalization_rule_name="identity", remove_extra_whitespaces=False),
        "sentencepiece_rules": dict(normalization_rule_tsv=str(rules), add_dummy_prefix=False, user_defined_symbols=["<ab>", "<abcd>"]),
    }.items():
        model = HERE / name / "tokenizer.model"
        model.parent.mkdir(exist_ok=True)
        sentencepiece.SentencePieceTrainer.train(
            input=str(corpus), model_prefix=str(model.with_suffix("")), vocab_size=900, model_type="bpe", byte_fallback=True,
            character_coverage=0.99, num_threads=1, minloglevel=2, self_test_sample_size=0, **options)
        model.with_suffix(".vocab").unlink()
        yield name, sentencepiece.SentencePieceProcessor(str(model))
    corpus.unlink()
    rules.unlink()


def dump(path, head, rows):
    """One row a line."""
    lines = [json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows]
    path.write_text(f"{{{head}\n" + ",\n".join(lines) + "\n]}\n")


def row(text, ids, decoded, skipped):
    """[ids, decoded, decoded without special tokens]; null: the same as the one before, text first."""
    return [ids, None if decoded == text else decoded, None if skipped == decoded else skipped]


def components():
    """Single normalizers, pre-tokenizers and decoders: [in, out] each; out null: unchanged."""
    rows = []
    model = {"type": "BPE", "vocab": {"a": 0}, "merges": []}

    def make(kind, spec):
        data = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None, "pre_tokenizer": None,
                "post_processor": None, "decoder": None, "model": model}
        return getattr(Tokenizer.from_str(json.dumps(data | {kind: spec})), kind)

    short = [t for t in TEXTS if len(t) < 34][3::2]
    space = {"Regex": r"\s+"}
    for spec in [{"type": f} for f in ("NFC", "NFD", "NFKC", "NFKD", "Lowercase")] + [
            {"type": "Strip", "strip_left": a, "strip_right": b} for a in (True, False) for b in (True, False)] + [
            {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
            {"type": "Replace", "pattern": space, "content": "_"}, {"type": "Replace", "pattern": {"Regex": r"\d*"}, "content": "#"},
            {"type": "Replace", "pattern": {"String": "ll"}, "content": ""},
            {"type": "Sequence", "normalizers": [{"type": "NFKD"}, {"type": "Replace", "pattern": {"Regex": r"\p{Mn}"}, "content": ""}]}]:
        normalizer = make("normalizer", spec)
        rows.append({"kind": "normalizer", "spec": spec, "cases": [[t, out if (out := normalizer.normalize_str(t)) != t else None] for t in short]})
    splits = [{"type": "Split", "pattern": p, "behavior": b, "invert": i}
              for p in (space, {"String": "a"}, {"String": "="}, {"Regex": r"\p{L}+|\p{N}"}, {"Regex": r"(?=[A-Z])"})
              for b in ("Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous") for i in (False, True)]
    for spec in splits:
        pre = make("pre_tokenizer", spec)
        rows.append({"kind": "pre_tokenizer", "spec": spec, "cases": [[t, [p for p, _ in pre.pre_tokenize_str(t)]] for t in (
            "one  two\n aaa baab=ABc==12", "aa", " = ", "a b", "漢 字a½")]})
    for spec in [{"type": "Digits", "individual_digits": i} for i in (True, False)] + [
            {"type": "ByteLevel", "add_prefix_space": p, "trim_offsets": True, "use_regex": r} for p in (True, False) for r in (True, False)] + [
            {"type": "Metaspace", "replacement": "▁", "prepend_scheme": s, "split": c}
            for s in ("always", "first", "never") for c in (True, False)] + [
            {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True},
            {"type": "Split", "pattern": {"Regex": LLAMA3}, "behavior": "Removed", "invert": True},
            {"type": "Split", "pattern": {"Regex": r"\d+|\D\P{L}|[^\S\n]+|[\d.]{2,}|\u0041"}, "behavior": "Isolated", "invert": False},
            {"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"String": ","}, "behavior": "MergedWithNext", "invert": False},
                                                   {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": True}]}]:
        pre = make("pre_tokenizer", spec)
        rows.append({"kind": "pre_tokenizer", "spec": spec, "cases": [[t, [p for p, _ in pre.pre_tokenize_str(t)]] for t in short]})
    strip = lambda c, a, b: {"type": "Strip", "content": c, "start": a, "stop": b}
    tokens = [["▁Hello", ",", "▁", "▁wor", "ld"], ["<0xE4>", "<0xBD>", "<0xA0>", "x", "<0xFF>", "<0xE4>", "<0xBD>"], ["<0x0A>", "<0xZZ>", "<0x0a>"],
              ["Hello", "Ġworld", "Ċ", "Ģ"], ["é", "ðŁ", "ĺĢ", "漢"], ["  a  ", "  ", " "], [], ["▁▁a", "▁▁b▁"], ["ll▁ll", "l"]]
    for spec in [{"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}, {"type": "ByteFallback"}, {"type": "Fuse"},
                 {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "Replace", "pattern": {"Regex": "l+"}, "content": ""},
                 strip(" ", 1, 0), strip(" ", 2, 1), strip("▁", 0, 1),
                 {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
                 {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": True},
                 {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
                                                   {"type": "Fuse"}, strip(" ", 1, 0)]}]:
        decoder = make("decoder", spec)
        # The library panics where Strip's stop meets a shorter token.
        usable = [t for t in tokens if not (spec["type"] == "Strip" and spec["stop"] and any(len(x) < 3 for x in t))]
        rows.append({"kind": "decoder", "spec": spec, "cases": [[t, decoder.decode(t)] for t in usable]})
    return rows


def main():
    rng = random.Random(20)
    texts = TEXTS + [random_text(rng) for _ in range(40)]
    for name, tokenizer in tokenizers():
        if not name.startswith("unknown"):
            add_tokens(tokenizer)
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        data = json.loads(tokenizer.to_str())
        if name in ("gpt2", "llama2"):  # the older spelling
            data["model"]["merges"] = [" ".join(pair) for pair in data["model"]["merges"]]
        (folder / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
        rows, prefix = [], tokenizer.encode("", add_special_tokens=True).ids
        for text in texts:
            ids = tokenizer.encode(text, add_special_tokens=False).ids
            assert tokenizer.encode(text, add_special_tokens=True).ids == prefix + ids
            rows.append(row(text, ids, tokenizer.decode(ids, skip_special_tokens=False), tokenizer.decode(ids, skip_special_tokens=True)))
        dump(folder / "cases.json", f'"prefix":{prefix},"cases":[', rows)
    for name, processor in sentencepieces():
        rows = [row(text, ids, processor.decode(ids), processor.decode(ids)) for text in texts for ids in [processor.encode(text)]]
        if name == "sentencepiece":  # what a GGUF file keeps of it
            kind = lambda i: 2 if processor.is_unknown(i) else 3 if processor.is_control(i) else 6 if processor.is_byte(i) else 1
            dump(HERE / name / "pieces.json", '"pieces":[', [[processor.id_to_piece(i), processor.get_score(i), kind(i)] for i in range(len(processor))])
        dump(HERE / name / "cases.json", f'"prefix":[{processor.bos_id()}],"cases":[', rows)
    dump(HERE / "components.json", '"components":[', components())
    dump(HERE / "texts.json", '"texts":[', texts)


if __name__ == "__main__":
    main()
