"""Holds `calm` against transformers on a real model: a check for developers, the C++ tests need no Python.

    python3 tests/model_verify.py --calm build/release/bin/calm --model MODEL --text FILE [--export FOLDER [--session DIR]]

MODEL is a GGUF file or a Hugging Face folder. Checked: token ids, logits and perplexity at full precision. With --export, a
folder that `calm export` made of it: what compressed-tensors unpacks against the session's layers, that transformers loads
it without complaint and quantizes activations, and logits, top-1 and perplexity of both programs.
Needs torch, transformers, gguf, compressed-tensors, tokenizers, safetensors.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import torch
from safetensors import safe_open
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging

failures = []


def check(name, value, limit, at_least=False):
    good = value >= limit if at_least else value <= limit
    print(f"{'ok  ' if good else 'FAIL'}  {name}: {value:.6g} ({'>=' if at_least else '<='} {limit:g})", flush=True)
    if not good:
        failures.append(name)


def location(model):
    """What from_pretrained takes."""
    path = pathlib.Path(model)
    return (path.parent, {"gguf_file": path.name}) if path.suffix == ".gguf" else (path, {})


def tensors_of(folder):
    result = {}
    for file in sorted(pathlib.Path(folder).glob("*.safetensors")):
        with safe_open(file, "pt") as f:
            result.update({name: f.get_tensor(name) for name in f.keys()})
    return result


class Calm:
    def __init__(self, program, scratch):
        self.program, self.scratch = program, scratch

    def run(self, *arguments):
        subprocess.run([self.program, *map(str, arguments), "--quiet"], check=True, stdout=subprocess.DEVNULL)

    def json(self, *arguments):
        out = self.scratch / "result.json"
        self.run(*arguments, "--json", out)
        return json.loads(out.read_text())

    def logits(self, model, tokens):
        out = self.scratch / "logits.safetensors"
        out.unlink(missing_ok=True)
        self.run("logits", "--model", model, "--tokens", tokens, "--out", out)
        with safe_open(out, "pt") as f:
            return f.get_tensor("logits")


@torch.no_grad()
def reference_logits(model, sequences):
    return torch.cat([model(torch.tensor([ids])).logits[0].float() for ids in sequences])


def mean_nll(logits, sequences):
    row, total, count = 0, 0.0, 0
    for ids in sequences:
        scores = logits[row : row + len(ids) - 1].double().log_softmax(-1)
        total -= scores.gather(1, torch.tensor(ids[1:])[:, None]).sum().item()
        row, count = row + len(ids), count + len(ids) - 1
    return total / count


def divergence(ours, theirs):
    """Mean KL(ours || theirs) in nats and the share of equal top-1 tokens."""
    total = 0.0
    for a, b in zip(ours.split(256), theirs.split(256)):
        p, q = a.double().log_softmax(-1), b.double().log_softmax(-1)
        total += (p.exp() * (p - q)).sum().item()
    return total / len(ours), (ours.argmax(-1) == theirs.argmax(-1)).double().mean().item()


def verify_full_precision(calm, arguments, sequences, tokens):
    folder, options = location(arguments.model)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, **options).eval()
    theirs = reference_logits(model, sequences)
    ours = calm.logits(arguments.model, tokens)
    check("full precision: largest difference of a logit / std", ((ours - theirs).abs().max() / theirs.std()).item(), 2e-3)
    their_nll = mean_nll(theirs, sequences)
    our_ppl = calm.json("ppl", "--model", arguments.model, "--tokens", tokens)["ppl"]
    check("full precision: perplexity, relative difference", abs(our_ppl / math.exp(their_nll) - 1), 1e-3)
    print(f"      perplexity {our_ppl:.4f}, transformers {math.exp(their_nll):.4f}")


def verify_codes(session, export):
    """The session's layers (our own files) against what compressed-tensors unpacks from the export."""
    from compressed_tensors.compressors.pack_quantized.helpers import unpack_from_int32

    stored = tensors_of(export)
    recipe = json.loads((export / "calm_recipe.json").read_text())
    linears = 0
    for layer, decided in enumerate(recipe["layers"]):
        candidates = sorted((session / "layers").glob(f"{layer:04d}-*.safetensors"))
        own = None
        for file in candidates:
            with safe_open(file, "pt") as f:
                text = json.loads(bytes(f.get_tensor("description").tolist()))
                if text.get("method") == decided["method"]:
                    own = {name: f.get_tensor(name) for name in f.keys()}
                    bits = {linear["name"]: linear["bits"] for linear in text["linears"]}
        assert own is not None, f"layer {layer}: no file of {decided['method']} among {[c.name for c in candidates]}"
        for name in (n for n in own if n.endswith(".codes")):
            linear = name[: -len(".codes")]
            target = f"model.layers.{layer}.{linear}"
            shape = torch.Size(stored[target + ".weight_shape"].tolist())
            # Our own files hold 4 bits a code up to 4 bits and a byte above.
            codes = own[name] if own[name].dtype is torch.int8 else unpack_from_int32(own[name], 4, shape)
            assert torch.equal(unpack_from_int32(stored[target + ".weight_packed"], bits[linear], shape), codes), target
            assert torch.equal(stored[target + ".weight_scale"].float(), own[linear + ".scales"]), target
            zeros = own.get(linear + ".zeros")
            assert (zeros is None) == (target + ".weight_zero_point" not in stored), target
            if zeros is not None:
                packed = stored[target + ".weight_zero_point"]
                assert torch.equal(unpack_from_int32(packed, bits[linear], zeros.shape, packed_dim=0), zeros), target
            linears += 1
    check("export: linears whose codes and scales are the session's", linears, 7 * len(recipe["layers"]), at_least=True)


def verify_export(calm, arguments, sequences, tokens):
    export = pathlib.Path(arguments.export)
    if arguments.session:
        verify_codes(pathlib.Path(arguments.session), export)
    model, info = AutoModelForCausalLM.from_pretrained(export, dtype=torch.float32, output_loading_info=True)
    model.eval()
    for key in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"):
        check(f"export: {key}", len(info.get(key) or []), 0)
    theirs = reference_logits(model, sequences)
    linears = [m for m in model.modules() if getattr(m, "quantization_scheme", None) is not None]
    x = torch.randn(3, linears[0].in_features)
    with torch.no_grad():
        changed = linears[0](x) - torch.nn.functional.linear(x, linears[0].weight, linears[0].bias)
    quantized = linears[0].quantization_scheme.input_activations is not None
    what = "activations are quantized at run time" if quantized else "activations stay as they are"
    check(f"export: {what}, change of an output", changed.abs().max().item(), 1e-4 if quantized else 0, at_least=quantized)
    ours = calm.logits(export, tokens)
    kl, top = divergence(ours, theirs)
    check("export: mean KL(ours || transformers)", kl, 1e-3)
    check("export: top-1 agreement", top, 0.99, at_least=True)
    our_ppl, their_ppl = calm.json("ppl", "--model", export, "--tokens", tokens)["ppl"], math.exp(mean_nll(theirs, sequences))
    check("export: perplexity, relative difference", abs(our_ppl / their_ppl - 1), 2e-3)
    print(f"      perplexity {our_ppl:.4f}, transformers {their_ppl:.4f}; mean KL {kl:.3g}, top-1 {top:.4%}, {len(ours)} tokens")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("--calm", "--model", "--text"):
        parser.add_argument(name, required=True)
    parser.add_argument("--export")
    parser.add_argument("--session")
    parser.add_argument("--sequences", type=int, default=4)
    parser.add_argument("--length", type=int, default=512)
    parser.add_argument("--skip-full", action="store_true")
    arguments = parser.parse_args()
    logging.disable_progress_bar()
    torch.manual_seed(0)
    torch.set_num_threads(2)
    with tempfile.TemporaryDirectory() as scratch:
        calm = Calm(arguments.calm, pathlib.Path(scratch))
        folder, options = location(arguments.model)
        text = pathlib.Path(scratch, "text.txt")
        text.write_bytes(pathlib.Path(arguments.text).read_bytes()[:200_000].rsplit(b"\n", 1)[0])
        tokenizer = AutoTokenizer.from_pretrained(folder, **options)
        ids = tokenizer(text.read_bytes().decode(), add_special_tokens=False)["input_ids"]
        for source in [arguments.model] + ([arguments.export] if arguments.export else []):
            own = calm.json("tokenize", "--model", source, "--text", text)["ids"]
            check(f"token ids of {pathlib.Path(source).name} that differ", sum(a != b for a, b in zip(own, ids)) + abs(len(own) - len(ids)), 0)
        sequences = [ids[i * arguments.length : (i + 1) * arguments.length] for i in range(arguments.sequences)]
        tokens = pathlib.Path(scratch, "tokens.json")
        tokens.write_text(json.dumps({"ids": sequences}))
        if not arguments.skip_full:
            verify_full_precision(calm, arguments, sequences, tokens)
        if arguments.export:
            verify_export(calm, arguments, sequences, tokens)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
