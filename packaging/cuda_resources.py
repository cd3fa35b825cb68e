#!/usr/bin/env python3
"""What each CUDA kernel takes of a multiprocessor: registers, shared memory, spills and theoretical occupancy, as ptxas -v says.

Usage: cuda_resources.py [--keep FOLDER] [--markdown FILE] [OPERATION...]   all operations of kernels.def; FOLDER gets the cubins,
FILE a table with a row a kernel: kernels/cuda/resources.md is made so
Fails where a kernel spills registers or keeps anything else in local memory. Needs nvcc, which is fetched where there is none,
and no GPU. Standard library only.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "calm-workbench"

# CUDA C++ programming guide, "Technical specifications per compute capability": shared memory in KiB, threads and blocks of a
# multiprocessor. All have 65536 registers, given to warps by 256, and 1 KiB of shared memory of each block is the system's.
LIMITS = {80: (164, 2048, 32), 89: (100, 1536, 24), 90: (228, 2048, 32)}
# Shared memory that the launch adds, at its largest.
DYNAMIC_SHARED = {"fwht": 65536}


def find_nvcc():
    """nvcc 12.4 or newer, of the machine or from PyPI."""
    candidates = [os.environ.get("CUDACXX"), shutil.which("nvcc"), "/usr/local/cuda/bin/nvcc", CACHE / "cuda-13.0/bin/nvcc"]
    for candidate in candidates:
        if not candidate or not os.access(candidate, os.X_OK):
            continue
        text = subprocess.run([candidate, "--version"], capture_output=True, text=True).stdout
        release = re.search(r"release (\d+)\.(\d+)", text)
        if release and tuple(map(int, release.groups())) >= (12, 4):
            return Path(os.path.realpath(candidate))
    subprocess.run([sys.executable, SOURCE / "packaging/fetch.py", CACHE, "toolkit"], check=True)
    return CACHE / "cuda-13.0/bin/nvcc"


def operations():
    return re.findall(r"^CALM_CUDA_KERNEL\((\w+)\)", (SOURCE / "kernels/kernels.def").read_text(encoding="utf-8"), re.M)


def run(command):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"cuda_resources: {' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
    return result.stdout + result.stderr


def plain_name(symbol):
    """name<template arguments> of a mangled kernel of an unnamed namespace."""
    text = run(["c++filt", symbol]).strip() if shutil.which("c++filt") else symbol
    text = re.sub(r"\((?:calm::kernels::)?DenseType\)(\d)", lambda m: ("float32", "float16", "bfloat16")[int(m[1])], text)
    text = re.sub(r"\(anonymous namespace\)::|calm::kernels::|cuda::|_GLOBAL__N__\w+::|void ", "", text)
    text = re.sub(r"\((?:bool|int)\)", "", text)
    return text.split("(")[0]


def occupancy(arch, threads, registers, shared):
    """Warps of a multiprocessor that can be there at once, of those it has room for, in percent."""
    kib, most_threads, most_blocks = LIMITS[arch]
    warps = (threads + 31) // 32
    by_registers = 65536 // ((registers + 7) // 8 * 8 * 32) // warps
    by_shared = kib * 1024 // ((shared + 127) // 128 * 128 + 1024)
    blocks = min(by_registers, by_shared, most_threads // (warps * 32), most_blocks)
    return 100 * blocks * warps * 32 // most_threads


def compile_operation(nvcc, operation, folder):
    """Makes folder/<operation>.<arch>.cubin and yields a row a kernel and architecture."""
    kernels = SOURCE / "kernels"
    ptx = folder / f"{operation}.ptx"
    run([nvcc, "-std=c++20", "-O3", "--fmad=false", "-arch=compute_80", "-ptx", f"-I{kernels / 'include'}", f"-I{kernels}",
         kernels / operation / "cuda.cu", "-o", ptx])
    threads = dict(re.findall(r"\.entry (\w+)\(.*?\.maxntid (\d+)", ptx.read_text(encoding="utf-8"), re.S))
    for arch in LIMITS:
        text = run([nvcc.parent / "ptxas", f"-arch=sm_{arch}", "-O3", "-v", ptx, "-o", folder / f"{operation}.{arch}.cubin"])
        for symbol, body in re.findall(r"entry function '(\w+)'(.*?)(?=Compiling entry function|\Z)", text, re.S):
            def number(pattern):
                found = re.search(pattern, body)
                return int(found[1]) if found else 0
            shared = number(r"(\d+) bytes smem") + DYNAMIC_SHARED.get(operation, 0)
            registers = number(r"Used (\d+) registers")
            yield {"operation": operation, "kernel": plain_name(symbol), "arch": arch, "threads": int(threads[symbol]),
                   "registers": registers, "shared": shared,
                   "local": number(r"(\d+) bytes stack frame") + number(r"(\d+) bytes spill stores") + number(r"(\d+) bytes lmem"),
                   "occupancy": occupancy(arch, int(threads[symbol]), registers, shared)}


def write_markdown(rows, file):
    """One row a kernel, its figures on each architecture side by side where they differ."""
    kernels = {}
    for row in rows:
        kernels.setdefault((row["operation"], row["kernel"].replace("> >", ">>")), []).append(row)

    def joined(same_kernel, key, unit=""):
        values = [f"{row[key]}{unit}" for row in same_kernel]
        return values[0] if len(set(values)) == 1 else " / ".join(values)

    archs = " / ".join(f"sm_{arch}" for arch in LIMITS)
    lines = ["# What the CUDA kernels take of a multiprocessor", "",
             f"Made by `packaging/cuda_resources.py --markdown` from what ptxas says for {archs}; where one figure stands, all three",
             "are alike. Shared memory is in bytes a block, dynamic memory at its largest; occupancy is the theoretical one. No kernel",
             "spills registers or keeps anything else in local memory: the script fails where one does. None has run on hardware.", "",
             "| operation | kernel | threads | registers | shared | occupancy |", "|---|---|---|---|---|---|"]
    for (operation, kernel), same in kernels.items():
        lines.append(f"| {operation} | `{kernel}` | {same[0]['threads']} | {joined(same, 'registers')} | {joined(same, 'shared')} | "
                     f"{joined(same, 'occupancy', ' %')} |")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("operation", nargs="*")
    arguments = parser.parse_args()
    nvcc = find_nvcc()
    bad, rows = [], []
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{'operation':20} {'kernel':34} {'arch':5} {'threads':>7} {'registers':>9} {'shared':>7} {'local':>5} {'occupancy':>9}")
        for operation in arguments.operation or operations():
            for row in compile_operation(nvcc, operation, folder):
                print(f"{row['operation']:20} {row['kernel']:34} sm_{row['arch']} {row['threads']:7} {row['registers']:9} "
                      f"{row['shared']:7} {row['local']:5} {row['occupancy']:8}%", flush=True)
                rows.append(row)
                if row["local"]:
                    bad.append(f"{row['operation']}: {row['kernel']} on sm_{row['arch']}")
    if arguments.markdown:
        write_markdown(rows, arguments.markdown)
    if bad:
        raise SystemExit("cuda_resources: local memory is used by " + ", ".join(bad))


if __name__ == "__main__":
    main()
