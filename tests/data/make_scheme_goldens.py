"""Goldens of the weight grids, by compressed-tensors' own code (0.19): writes scheme_goldens.safetensors beside this file.

    python3 tests/data/make_scheme_goldens.py       # torch, compressed-tensors, safetensors

weight.<name>: float32 [rows, cols]. For each bits b, group g (channel: 0) and s in (sym, asym), under
<name>.w<b>.g<g>.<s>: scales, zeros (asym), codes (int8), values (dequantized), packed and packed_zeros (as
pack-quantized stores them).
"""
import pathlib

import torch
from compressed_tensors.compressors.pack_quantized.helpers import pack_to_int32
from compressed_tensors.quantization import QuantizationArgs
from compressed_tensors.quantization.lifecycle.forward import dequantize, quantize
from compressed_tensors.quantization.utils.helpers import calculate_qparams
from safetensors.torch import save_file

torch.manual_seed(20260101)
normal = torch.randn(11, 96) * 0.05  # 11 rows: packed zero points end inside a word
normal[:, 7] *= 6
shifted = torch.randn(6, 64) * 0.02 + 0.05  # most groups lie on one side of zero
shifted[2] = 0.0
shifted[4].abs_()
shifted[5] = -shifted[5].abs()
weights = {"normal": normal, "shifted": shifted}

out = {}
for name, weight in weights.items():
    out[f"weight.{name}"] = weight
    for bits in (2, 3, 4, 8):
        for group in (32, 0):
            for symmetric in (True, False):
                strategy = {"strategy": "group", "group_size": group} if group else {"strategy": "channel"}
                args = QuantizationArgs(num_bits=bits, type="int", symmetric=symmetric, **strategy)
                grouped = weight.reshape(weight.shape[0], -1, group or weight.shape[1])
                scales, zeros = calculate_qparams(grouped.amin(-1), grouped.amax(-1), args)
                zeros = zeros.to(torch.int8)
                codes = quantize(weight, scales, zeros, args, dtype=torch.int8)
                prefix = f"{name}.w{bits}.g{group}.{'sym' if symmetric else 'asym'}."
                out[prefix + "scales"] = scales
                out[prefix + "codes"] = codes
                out[prefix + "values"] = dequantize(codes, scales, zeros, args)
                out[prefix + "packed"] = pack_to_int32(codes, bits).contiguous()
                if not symmetric:
                    out[prefix + "zeros"] = zeros
                    out[prefix + "packed_zeros"] = pack_to_int32(zeros, bits, packed_dim=0).contiguous()
save_file({k: v.contiguous().clone() for k, v in out.items()}, pathlib.Path(__file__).parent / "scheme_goldens.safetensors")
