"""Reads our exports with compressed-tensors and transformers: a check for developers, the C++ tests need no Python.

    CALM_KEEP_EXPORTS=/tmp/exports build/release/bin/core_export_test --gtest_filter='*EveryArchitecture*'
    CALM_KEEP_EXPORTS=/tmp/exports build/release/bin/core_schemes_test --gtest_filter='*ComesBack*'
    python3 tests/export_verify.py /tmp/exports        # torch, transformers, compressed-tensors, safetensors

Each folder holds source/ (a random model) and export/ (its plain rounding). Codes and scales are worked out again from the
source with torch, compared with what compressed-tensors unpacks, and the export is loaded by transformers.
"""
import json
import pathlib
import sys

import torch
from compressed_tensors.compressors.pack_quantized.helpers import unpack_from_int32
from safetensors import safe_open
from transformers import AutoModelForCausalLM

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def tensors_of(folder):
    result = {}
    for file in sorted(folder.glob("*.safetensors")):
        with safe_open(file, "pt") as f:
            for name in f.keys():
                result[name] = f.get_tensor(name)
    return result


def verify(folder):
    source, export = tensors_of(folder / "source"), tensors_of(folder / "export")
    config = json.loads((folder / "export/config.json").read_text())
    dtype = DTYPES[config.get("dtype", config.get("torch_dtype"))]
    model, info = AutoModelForCausalLM.from_pretrained(folder / "export", output_loading_info=True, dtype="auto")
    for key in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"):
        assert not info.get(key), f"{folder}: {key}: {info[key]}"

    linears = ignored = 0
    modules = dict(model.named_modules())
    for name, packed in export.items():
        if not name.endswith(".weight_packed"):
            continue
        linears += 1
        linear = name[: -len(".weight_packed")]
        scale = export[linear + ".weight_scale"]
        shape = torch.Size(export[linear + ".weight_shape"].tolist())
        assert scale.dtype == dtype and packed.dtype == torch.int32
        scheme = modules[linear].quantization_scheme
        bits = scheme.weights.num_bits
        least, most = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
        codes = unpack_from_int32(packed, bits, shape)
        group = shape[1] // scale.shape[1]
        weight = source[linear + ".weight"].to(dtype).float().reshape(shape[0], -1, group)
        if scheme.weights.symmetric:
            zeros = torch.zeros(scale.shape)
            expected_scale = (weight.abs().amax(-1) / ((2**bits - 1) / 2)).to(dtype)
        else:
            low, high = weight.amin(-1).clamp(max=0), weight.amax(-1).clamp(min=0)
            expected_scale = ((high - low) / (2**bits - 1)).to(dtype)
            expected_zeros = (least - low / expected_scale.float()).clamp(least, most).round()
            zeros = unpack_from_int32(export[linear + ".weight_zero_point"], bits, scale.shape, packed_dim=0).float()
            assert torch.equal(zeros, expected_zeros), linear
        assert torch.equal(scale, expected_scale), linear
        expected = (weight / expected_scale.float()[..., None] + zeros[..., None]).round().clamp(least, most)
        assert torch.equal(codes, expected.reshape(shape).to(torch.int8)), linear
        channel = scheme.weights.strategy == "channel"
        assert scale.shape[1] == 1 if channel else scheme.weights.group_size == group, linear
        assert scheme.weights.symmetric == (linear + ".weight_zero_point" not in export), linear
        assert scheme.input_activations.num_bits == 8 and scheme.input_activations.dynamic, linear
    for name, module in modules.items():
        if isinstance(module, torch.nn.Linear) and ".layers." in name and name + ".weight" in export:
            ignored += 1
            assert getattr(module, "quantization_scheme", None) is None, name
            assert torch.equal(export[name + ".weight"], source[name + ".weight"].to(dtype)), name
    ids = torch.arange(1, 33).reshape(1, -1)
    with torch.no_grad():
        logits = model(ids).logits
    assert torch.isfinite(logits).all()
    # After the first forward pass the layers are decompressed: code x scale in the scale's type.
    for name, module in model.named_modules():
        if name + ".weight_packed" in export:
            shape = torch.Size(export[name + ".weight_shape"].tolist())
            bits = modules[name].quantization_scheme.weights.num_bits
            codes = unpack_from_int32(export[name + ".weight_packed"], bits, shape).to(dtype)
            scale = export[name + ".weight_scale"]
            if name + ".weight_zero_point" in export:
                zeros = unpack_from_int32(export[name + ".weight_zero_point"], bits, scale.shape, packed_dim=0)
                codes = codes - zeros.to(dtype).repeat_interleave(shape[1] // scale.shape[1], 1)
            wide = scale.repeat_interleave(shape[1] // scale.shape[1], 1)
            assert torch.equal(module.weight.detach(), codes * wide), name
    print(f"{folder.name}: {linears} linears exact, {ignored} left at 16 bit, {dtype}, loads without complaint")


if __name__ == "__main__":
    folders = sorted(p.parent for p in pathlib.Path(sys.argv[1]).glob("*/export"))
    assert folders, "no exports in " + sys.argv[1]
    for each in folders:
        verify(each)
