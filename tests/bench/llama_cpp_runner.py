#!/usr/bin/env python3
"""Measures llama.cpp's Q4_0 and calm in turn; see compare_with_llama_cpp.sh. Uses llama_cpp's C bindings only."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

KEYS = ["prefill_tokens_per_second", "decode_tokens_per_second", "prefill_tokens_per_cpu_second", "decode_tokens_per_cpu_second"]


def quantize(library, source, target, head):
    """Q4_0 linears; embedding and head in `head`'s type. The source may be quantized itself: only speed is asked for."""
    quiet = library.llama_log_callback(lambda *_: None)  # kept alive as long as it may be called
    library.llama_log_set(quiet, None)
    params = library.llama_model_quantize_default_params()
    params.ftype = library.LLAMA_FTYPE_MOSTLY_Q4_0
    params.token_embedding_type = params.output_tensor_type = 1 if head == "f16" else 8  # GGML_TYPE_F16, GGML_TYPE_Q8_0
    params.allow_requantize = True
    if library.llama_model_quantize(str(source).encode(), str(target).encode(), params) != 0:
        sys.exit(f"llama.cpp cannot quantize {source}")


def tensor_types(path):
    import gguf
    types = {}
    for tensor in gguf.GGUFReader(path).tensors:
        types.setdefault(tensor.tensor_type.name, []).append(tensor.name)
    return {name: f"{len(names)} ({names[0]} ...)" for name, names in types.items()}


def measure(args):
    """One process, one model: a warm-up, then the timed run. Prints one JSON line."""
    import numpy as np
    import llama_cpp.llama_cpp as library
    library.llama_backend_init()
    params = library.llama_model_default_params()
    params.n_gpu_layers = 0
    model = library.llama_model_load_from_file(args.measure.encode(), params)
    context = library.llama_context_default_params()
    context.n_ctx = args.prompt + args.generate
    context.n_batch = context.n_ubatch = args.prompt
    context.n_threads = context.n_threads_batch = args.threads
    context.no_perf = True
    context = library.llama_init_from_model(model, context)
    vocab = library.llama_vocab_n_tokens(library.llama_model_get_vocab(model))
    prompt = np.random.default_rng(1234).integers(0, vocab, args.prompt).astype(np.int32)

    def feed(ids):
        batch = library.llama_batch_get_one(np.ctypeslib.as_ctypes(ids), len(ids))
        if library.llama_decode(context, batch) != 0:
            sys.exit("llama_decode failed")
        return np.ctypeslib.as_array(library.llama_get_logits_ith(context, -1), (vocab,)).argmax()

    def run(count):
        library.llama_memory_clear(library.llama_get_memory(context), True)
        token = np.zeros(1, np.int32)
        wall, cpu = time.monotonic(), time.process_time()
        token[0] = feed(prompt)
        prefill = time.monotonic() - wall, time.process_time() - cpu
        wall, cpu = time.monotonic(), time.process_time()
        for _ in range(count):
            token[0] = feed(token)
        return prefill, (time.monotonic() - wall, time.process_time() - cpu)

    run(4)
    prefill, decode = run(args.generate)
    print(json.dumps(dict(zip(KEYS, [args.prompt / prefill[0], args.generate / decode[0], args.prompt / prefill[1], args.generate / decode[1]]))))


def calm_bench(args, model):
    out = Path(args.work) / "calm.json"
    subprocess.run([args.calm, "bench", "--quiet", "--model", model, "--prompt", str(args.prompt), "--generate", str(args.generate), "--threads",
                    str(args.threads), "--repeats", "1", "--lm-head", args.lm_head, "--device", "cpu", "--json", str(out)], check=True)
    return json.loads(out.read_text())


def main():
    parser = argparse.ArgumentParser()
    for name in ("calm", "export", "original", "head", "lm-head", "work", "measure"):
        parser.add_argument(f"--{name}")
    for name in ("prompt", "generate", "threads", "repeats"):
        parser.add_argument(f"--{name}", type=int)
    args = parser.parse_args()
    if args.measure:
        return measure(args)
    import llama_cpp.llama_cpp as library
    source = Path(args.original)
    if source.suffix != ".gguf":
        sys.exit(f"{source}: llama.cpp needs a .gguf file as --model")
    target = Path(args.work) / f"{source.stem}.q4_0-{args.head}.gguf"
    if not target.exists():
        part = target.with_suffix(".part")
        quantize(library, source, part, args.head)
        part.rename(target)
    print(f"llama.cpp's file: {tensor_types(target)}")
    print(library.llama_print_system_info().decode().strip())
    rows = {"calm W4A8": [], "llama.cpp Q4_0": [], "calm original": []}
    info = {}
    child = [sys.executable, __file__, "--measure", str(target), "--prompt", str(args.prompt), "--generate", str(args.generate), "--threads", str(args.threads)]
    for repeat in range(args.repeats):  # in turn, so that drift hits all alike
        info = calm_bench(args, args.export)
        rows["calm W4A8"].append(info)
        rows["llama.cpp Q4_0"].append(json.loads(subprocess.run(child, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout))
        rows["calm original"].append(calm_bench(args, args.original))
        print(f"round {repeat + 1} of {args.repeats}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    print(f"calm: {info['isa']}, head {info['head']}, KV cache {info['kv_cache']}, {', '.join(info['kernels'])}")
    print(f"{args.threads} thread(s), prompt {args.prompt}, generated {args.generate}, medians of {args.repeats} (spread)")
    print(f"{'tokens / s':18}" + "".join(f"{key.replace('_tokens_per_', ' / ').replace('_', ' '):>26}" for key in KEYS))
    medians = {}
    for name, runs in rows.items():
        values = {key: [run[key] for run in runs] for key in KEYS}
        medians[name] = {key: statistics.median(values[key]) for key in KEYS}
        print(f"{name:18}" + "".join(f"{medians[name][key]:17.1f} ({100 * (max(values[key]) - min(values[key])) / medians[name][key]:4.1f} %)" for key in KEYS))
    for other in ("llama.cpp Q4_0", "calm original"):
        print(f"{'x ' + other:18}" + "".join(f"{medians['calm W4A8'][key] / medians[other][key]:26.2f}" for key in KEYS))


main()
