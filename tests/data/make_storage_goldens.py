"""Makes the golden files of tests/core/storage with gguf-py and the reference safetensors package.

    python make_storage_goldens.py [DEFAULT_MODEL.gguf]

Needs: gguf 0.19.0, safetensors, numpy. With the default model it also writes default_model_sums.json.
"""

import json
import pathlib
import sys

import numpy as np
from gguf import GGUFReader, GGUFWriter, GGMLQuantizationType, GGUFValueType
from gguf.constants import GGML_QUANT_SIZES
from gguf.quants import dequantize
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent
TYPES = ["Q8_0", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q4_K", "Q5_K", "Q6_K", "F16", "BF16"]
# Where the float16 scales of a block are, in bytes.
SCALES = {"Q8_0": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q4_K": [0, 2], "Q5_K": [0, 2],
          "Q6_K": [208]}


def blocks_of(name, rng):
    """Random bytes; the scales are finite and among them zero, a subnormal, a negative and a large one."""
    elements, size = GGML_QUANT_SIZES[GGMLQuantizationType[name]]
    count = 6 if elements == 256 else 12 if elements == 32 else 64
    raw = rng.integers(0, 256, (count, size), dtype=np.uint8)
    if elements == 1:
        values = rng.normal(0, 1, count).astype(np.float32)
        bits = values.astype(np.float16).view(np.uint16) if name == "F16" else (values.view(np.uint32) >> 16).astype(np.uint16)
        return bits.view(np.uint8).reshape(count, 2)
    for at in SCALES[name]:
        scale = rng.normal(0, 0.02, count).astype(np.float16)
        scale[:4] = np.array([0.0, 3e-7, -0.013, 1000.0], dtype=np.float16)
        raw[:, at:at + 2] = scale.view(np.uint8).reshape(count, 2)
    return raw


def dequantize_golden():
    rng = np.random.default_rng(20)
    out = {}
    for name in TYPES:
        raw = blocks_of(name, rng)
        out[name + ".blocks"] = raw
        out[name + ".values"] = dequantize(raw.reshape(1, -1), GGMLQuantizationType[name]).astype(np.float32).reshape(-1)
    save_file(out, HERE / "dequantize_golden.safetensors")


def reference_safetensors():
    save_file({"matrix": np.arange(6, dtype=np.float32).reshape(2, 3) / 4, "half": np.array([1.5, -2.0], np.float16),
               "double": np.array([[0.1]], np.float64), "long": np.array([-5, 7], np.int64),
               "int": np.array([-5], np.int32), "short": np.array([-300], np.int16), "byte": np.array([-1, 2], np.int8),
               "unsigned": np.array([255], np.uint8), "truth": np.array([True, False]),
               "scalar": np.array(2.5, np.float32), "empty": np.zeros((0, 4), np.float32)},
              HERE / "reference.safetensors", metadata={"format": "pt", "note": "grüße"})


def reference_gguf():
    writer = GGUFWriter(HERE / "reference.gguf", "llama")
    writer.add_uint8("t.u8", 200)
    writer.add_int8("t.i8", -100)
    writer.add_uint16("t.u16", 60000)
    writer.add_int16("t.i16", -30000)
    writer.add_uint32("t.u32", 4000000000)
    writer.add_int32("t.i32", -2000000000)
    writer.add_uint64("t.u64", 2**63 + 5)
    writer.add_int64("t.i64", -(2**62))
    writer.add_float32("t.f32", 0.1)
    writer.add_float64("t.f64", 0.1)
    writer.add_bool("t.bool", True)
    writer.add_string("t.string", "grüße")
    writer.add_array("t.strings", ["a", "", "日本"])
    writer.add_array("t.floats", [0.5, -1.25])
    writer.add_array("t.bools", [True, False, True])
    writer.add_key_value("t.bytes", [1, 2, 255], GGUFValueType.ARRAY, sub_type=GGUFValueType.UINT8)
    writer.add_key_value("t.ints", [-1, 2], GGUFValueType.ARRAY, sub_type=GGUFValueType.INT32)
    writer.add_tensor("matrix", np.arange(12, dtype=np.float32).reshape(3, 4))
    writer.add_tensor("cube", np.arange(24, dtype=np.float16).reshape(2, 3, 4))
    rng = np.random.default_rng(3)
    writer.add_tensor("blocks", blocks_of("Q4_0", rng)[:4].reshape(2, 36), raw_dtype=GGMLQuantizationType.Q4_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def default_model_sums(path):
    """Two sums over the float32 bit patterns of each tensor: plain, and weighted by the position modulo 65521 plus one."""
    sums = {}
    for tensor in GGUFReader(path).tensors:
        bits = np.ascontiguousarray(dequantize(tensor.data, tensor.tensor_type), np.float32).reshape(-1).view(np.uint32)
        weights = np.arange(bits.size, dtype=np.uint64) % np.uint64(65521) + np.uint64(1)
        sums[tensor.name] = {"shape": [int(x) for x in reversed(tensor.shape)], "type": tensor.tensor_type.name,
                             "plain": int(bits.astype(np.uint64).sum(dtype=np.uint64)),
                             "weighted": int((bits.astype(np.uint64) * weights).sum(dtype=np.uint64))}
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in sums.items())
    (HERE / "default_model_sums.json").write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    dequantize_golden()
    reference_safetensors()
    reference_gguf()
    if len(sys.argv) > 1:
        default_model_sums(sys.argv[1])
