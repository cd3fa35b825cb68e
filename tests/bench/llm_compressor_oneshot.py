"""One method, int4 weights and int8 activations, by llm-compressor on given token ids: the other side of the comparison.

    python3 llm_compressor_oneshot.py --method gptq|smoothquant|awq --model FOLDER|FILE.gguf --tokens FILE --threads N --json OUT

Groups of 128 inputs, 64 where 128 does not divide them, as calm does (one group_size of 128 stops with an error at 576
inputs). float32, because bfloat16 products are emulated on most CPUs. Without act-order, like calm's plain `gptq`.
Writes the process's CPU seconds, and those of oneshot() alone: imports and loading the model are left out of the latter.
"""
import argparse
import json
import pathlib
import resource
import tempfile
import time


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime + children.ru_utime + children.ru_stime


def scheme(group, targets):
    from compressed_tensors.quantization import QuantizationArgs, QuantizationScheme

    return QuantizationScheme(
        targets=targets,
        weights=QuantizationArgs(num_bits=4, type="int", symmetric=True, strategy="group", group_size=group, dynamic=False),
        input_activations=QuantizationArgs(num_bits=8, type="int", symmetric=True, strategy="token", dynamic=True),
    )


def groups_by_width(model):
    """{group: regular expressions of the decoder's linears that get it}"""
    import torch

    result = {}
    for name, module in model.named_modules():
        if not isinstance(module, torch.nn.Linear) or ".layers." not in name:
            continue
        group = next((g for g in (128, 64, 32) if module.in_features % g == 0), None)
        if group:
            result.setdefault(group, set()).add("re:.*" + name.rsplit(".", 1)[1] + "$")
    return {group: sorted(targets) for group, targets in result.items()}


def recipe_of(method, groups):
    from llmcompressor.modifiers.gptq import GPTQModifier
    from llmcompressor.modifiers.quantization import QuantizationModifier

    rounding = {
        "config_groups": {f"group_{i}": scheme(group, targets) for i, (group, targets) in enumerate(sorted(groups.items()))},
        "ignore": ["lm_head"],
    }
    if method == "gptq":
        return [GPTQModifier(**rounding, block_size=128, dampening_frac=0.01, actorder=None)]
    if method == "smoothquant":
        from llmcompressor.modifiers.transform.smoothquant import SmoothQuantModifier

        return [SmoothQuantModifier(smoothing_strength=0.5), QuantizationModifier(**rounding)]
    from llmcompressor.modifiers.transform.awq import AWQModifier

    return [AWQModifier(n_grid=20), QuantizationModifier(**rounding)]


def save_dequantized(model, folder):
    """save_pretrained() refuses what came from GGUF, although it is plain float32 by now."""
    from safetensors.torch import save_file

    tied = model.config.tie_word_embeddings
    tensors = {name: t.contiguous().clone() for name, t in model.state_dict().items() if not (tied and name == "lm_head.weight")}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    config = model.config.to_dict()
    config.pop("quantization_config", None)
    config["architectures"] = [type(model).__name__]
    config["dtype"] = "float32"
    (folder / "config.json").write_text(json.dumps(config, default=str))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--method", choices=("gptq", "smoothquant", "awq"), default="gptq")
    parser.add_argument("--model", required=True)
    parser.add_argument("--tokens", required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--json", required=True)
    arguments = parser.parse_args()

    import torch
    from datasets import Dataset
    from llmcompressor import __version__, oneshot
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.set_num_threads(arguments.threads)
    path = pathlib.Path(arguments.model)
    scratch = tempfile.TemporaryDirectory()
    if path.suffix == ".gguf":  # oneshot() wants a model that came from a folder
        where = {"pretrained_model_name_or_path": path.parent, "gguf_file": path.name}
        save_dequantized(AutoModelForCausalLM.from_pretrained(**where, dtype=torch.float32), pathlib.Path(scratch.name))
        AutoTokenizer.from_pretrained(**where).save_pretrained(scratch.name)
        path = pathlib.Path(scratch.name)
    model = AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(path)  # oneshot() asks for one beside any data set
    sequences = json.loads(pathlib.Path(arguments.tokens).read_text())["ids"]
    data = Dataset.from_dict({"input_ids": sequences, "attention_mask": [[1] * len(ids) for ids in sequences]})
    groups = groups_by_width(model)
    recipe = recipe_of(arguments.method, groups)
    if not torch.cuda.is_available():  # AWQ's cache pins host memory, which asks for an NVIDIA driver
        torch.Tensor.pin_memory = lambda tensor, *_: tensor
    start_cpu, start = cpu_seconds(), time.monotonic()
    oneshot(
        model=model,
        processor=tokenizer,
        dataset=data,
        recipe=recipe,
        num_calibration_samples=len(sequences),
        max_seq_length=max(map(len, sequences)),
        shuffle_calibration_samples=False,
        pipeline="sequential",
    )
    result = {
        "llmcompressor": __version__,
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "sequences": len(sequences),
        "tokens": sum(map(len, sequences)),
        "groups": {str(group): targets for group, targets in groups.items()},
        "oneshot_seconds": time.monotonic() - start,
        "oneshot_cpu_seconds": cpu_seconds() - start_cpu,
        "process_cpu_seconds": cpu_seconds(),
    }
    pathlib.Path(arguments.json).write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
