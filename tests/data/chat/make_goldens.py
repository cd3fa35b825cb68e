#!/usr/bin/env python3
"""Writes small chat tokenizers and what transformers' apply_chat_template makes of conversations with them.

    pip install transformers==5.17.0 jinja2 && ./make_goldens.py [folder of SmolLM2's real tokenizer]

Nothing here is computed by CALM Workbench. The tokenizers are those of ../tokenizers with the families' special tokens
added; the templates are written for this test in the manner of the families' own.
"""
import json
import sys
import tempfile
from pathlib import Path

from tokenizers import AddedToken, Tokenizer
from transformers import PreTrainedTokenizerFast

HERE = Path(__file__).parent

CHATML = ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>'"
          " + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")
CHATML_DEFAULT = ("{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
                  "{{ '<|im_start|>system\\nYou answer briefly.<|im_end|>\\n' }}{% endif %}"
                  "{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}"
                  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")
LLAMA3 = ("{% for message in messages %}{% set content = '<|start_header_id|>' + message['role'] + "
          "'<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}"
          "{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{% if add_generation_prompt %}"
          "{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}")
LLAMA31 = """{{- bos_token }}
{%- if not date_string is defined %}
    {%- set date_string = "26 Jul 2024" %}
{%- endif %}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{{- "Cutting Knowledge Date: December 2023\\n" }}
{{- "Today Date: " + date_string + "\\n\\n" }}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}"""
MISTRAL_HEAD = ("{%- if messages[0]['role'] == 'system' %}{%- set system_message = messages[0]['content'] %}"
                "{%- set loop_messages = messages[1:] %}{%- else %}{%- set loop_messages = messages %}{%- endif %}"
                "{{- bos_token }}{%- for message in loop_messages %}{%- if message['role'] == 'user' %}")
MISTRAL_TAIL = "{%- else %}{{- message['content'] + eos_token }}{%- endif %}{%- endfor %}"
MISTRAL_JOINED = ("{%- if loop.first and system_message is defined %}{{- 'OPEN' + system_message + '\\n\\n' + message['content']"
                  " + 'CLOSE' }}{%- else %}{{- 'OPEN' + message['content'] + 'CLOSE' }}{%- endif %}")


def mistral(opening, closing):
    return MISTRAL_HEAD + MISTRAL_JOINED.replace("OPEN", opening).replace("CLOSE", closing) + MISTRAL_TAIL


MISTRAL_SYSTEM = ("{{- bos_token }}{%- for message in messages %}{%- if message['role'] == 'system' %}"
                  "{{- '[SYSTEM_PROMPT]' + message['content'] + '[/SYSTEM_PROMPT]' }}{%- elif message['role'] == 'user' %}"
                  "{{- '[INST]' + message['content'] + '[/INST]' }}{%- else %}{{- message['content'] + eos_token }}"
                  "{%- endif %}{%- endfor %}")
LLAMA2 = ("{% if messages[0]['role'] == 'system' %}{% set system_message = messages[0]['content'] %}"
          "{% set loop_messages = messages[1:] %}{% else %}{% set loop_messages = messages %}{% set system_message = false %}"
          "{% endif %}{% for message in loop_messages %}{% if loop.index0 == 0 and system_message != false %}"
          "{% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}"
          "{% set content = message['content'] %}{% endif %}{{ bos_token + '[INST] ' + content + ' [/INST]' }}{% endfor %}")

CONVERSATIONS = [
    (None, "Hello!"), ("Be brief.", "What is the capital of France?"), (None, "  spaces around \n"),
    ("Antworte auf Deutsch: ä ö ü", "今天天气很好，我们去公园散步。\n\nWhy?"), (None, "def f(x):\n\treturn x ** 2  # 123456"),
    ("  trim me\n", "emoji 👍🏽 and <|not_special|> [inst] text"), (None, "the marker <|im_end|> in a text, and [/INST] too"),
]

FAMILIES = {  # name: (base tokenizer, special tokens, bos, eos, template)
    "chatml": ("smollm2", ["<|im_start|>", "<|im_end|>"], None, "<|im_end|>", CHATML),
    "chatml_default": ("smollm2", ["<|im_start|>", "<|im_end|>"], "<|im_start|>", "<|im_end|>", CHATML_DEFAULT),
    "llama3": ("llama3", ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"],
               "<|begin_of_text|>", "<|eot_id|>", LLAMA3),
    "llama31": ("llama3", ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"],
                "<|begin_of_text|>", "<|eot_id|>", LLAMA31),
    "mistral1": ("mistral", [], "<s>", "</s>", mistral(" [INST] ", " [/INST]")),
    "mistral3": ("mistral", ["[INST]", "[/INST]"], "<s>", "</s>", mistral("[INST] ", "[/INST]")),
    "mistral_tekken": ("llama3", ["<s>", "</s>", "[INST]", "[/INST]"], "<s>", "</s>", mistral("[INST]", "[/INST]")),
    "mistral_system": ("llama3", ["<s>", "</s>", "[INST]", "[/INST]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]"], "<s>", "</s>",
                       MISTRAL_SYSTEM),
    "llama2": ("llama2", [], "<s>", "</s>", LLAMA2),
}


def cases(tokenizer):
    for system, user in CONVERSATIONS:
        messages = ([{"role": "system", "content": system}] if system else []) + [{"role": "user", "content": user}]
        text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        ids = tokenizer.apply_chat_template(messages, tokenize=True, add_generation_prompt=True, return_dict=False)
        yield {"system": system or "", "user": user, "text": text, "ids": ids}


def write(path, data):
    path.parent.mkdir(exist_ok=True)
    lines = ["[" + ",\n ".join(json.dumps(case) for case in data) + "]"] if isinstance(data, list) else [json.dumps(data, indent=1)]
    path.write_text("\n".join(lines) + "\n")


def main():
    for name, (base, special, bos, eos, template) in FAMILIES.items():
        tokenizer = Tokenizer.from_file(str(HERE.parent / "tokenizers" / base / "tokenizer.json"))
        tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in special])
        with tempfile.TemporaryDirectory() as folder:
            tokenizer.save(folder + "/tokenizer.json")
            fast = PreTrainedTokenizerFast(tokenizer_file=folder + "/tokenizer.json", bos_token=bos, eos_token=eos,
                                           chat_template=template)
            write(HERE / name / "cases.json", list(cases(fast)))
        write(HERE / name / "tokenizer_config.json",
              {"added": special, "base": base, "bos_token": bos, "eos_token": eos, "chat_template": template})
    if len(sys.argv) > 1:
        config = json.loads((Path(sys.argv[1]) / "tokenizer_config.json").read_text())
        real = PreTrainedTokenizerFast(tokenizer_file=sys.argv[1] + "/tokenizer.json", bos_token=config["bos_token"],
                                       eos_token=config["eos_token"], chat_template=config["chat_template"])
        write(HERE / "smollm2_cases.json", list(cases(real)))


if __name__ == "__main__":
    main()
