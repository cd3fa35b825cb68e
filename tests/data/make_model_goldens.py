"""Makes model_goldens.safetensors with transformers: logits of the models that write_golden_models writes.

    ninja -C build/release write_golden_models && build/release/bin/write_golden_models DIR
    python make_model_goldens.py DIR [DEFAULT_MODEL.gguf]

Needs: torch, transformers 5.17, safetensors, gguf. Of every model "<name>.logits" [4, vocab]: float32 logits at four
positions spread over ids.json. With the default model also "default.logits" (every 97th column at three positions of
the first 16 tokens of perplexity_text.txt) and "default.window_nll": mean nats of its first two windows of 128 tokens.
"""

import json
import pathlib
import sys

import numpy as np
import torch
from safetensors.numpy import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

HERE = pathlib.Path(__file__).parent


def logits_of(model, ids):
    with torch.inference_mode():
        return model(torch.tensor([ids])).logits[0].float()


def tiny(folder):
    ids = json.loads((folder / "ids.json").read_text())
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    rows = [0, len(ids) // 3, 2 * len(ids) // 3, len(ids) - 1]
    return logits_of(model, ids)[rows].numpy()


def default(gguf):
    where = dict(pretrained_model_name_or_path=str(gguf.parent), gguf_file=gguf.name)
    model = AutoModelForCausalLM.from_pretrained(**where, dtype=torch.float32, attn_implementation="eager").eval()
    tokenizer = AutoTokenizer.from_pretrained(**where)
    ids = tokenizer((HERE / "perplexity_text.txt").read_text(), add_special_tokens=False)["input_ids"]
    nll = []
    for first in (0, 128):
        window = ids[first:first + 128]
        assert len(window) == 128
        scores = torch.log_softmax(logits_of(model, window).double(), -1)
        nll.append(float(-scores[torch.arange(127), torch.tensor(window[1:])].mean()))
    return {
        "default.ids": np.array(ids[:16], dtype=np.float32),
        "default.logits": logits_of(model, ids[:16])[[0, 7, 15], ::97].numpy(),
        "default.window_nll": np.array(nll, dtype=np.float64),
    }


def main():
    goldens = {}
    for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        goldens[folder.name + ".logits"] = tiny(folder)
    if len(sys.argv) > 2:
        goldens.update(default(pathlib.Path(sys.argv[2])))
    save_file({name: np.ascontiguousarray(value) for name, value in goldens.items()}, HERE / "model_goldens.safetensors")


main()
