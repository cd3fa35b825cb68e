#!/usr/bin/env python3
"""Includes go one way: app -> ui -> core (public headers) ; core -> kernels. Usage: layering_test.py SOURCE_FOLDER"""
import re
import sys
from pathlib import Path

TORCH = re.compile(r"(torch|ATen|c10|caffe2)(/|\.h$)")
QT = re.compile(r"(Qt\w*/|Q[A-Z]\w*$|q(t\w*|object|string|widget|application)\.h$)")
CHARTS = re.compile(r"(QtCharts(/|$)|.*/?Q(Chart\w*|\w*Series|\w+Axis|BarSet|Legend\w*|PieSlice|BoxSet|CandlestickSet|\w+ModelMapper)$)")
CORE_PARTS = r"(storage|model|calibration|quantization|similarity|search|inference|evaluation|export|session)/"
CORE_PRIVATE = re.compile(r"(\.\./)*(core/)?" + CORE_PARTS)
STANDARD = re.compile(r"[a-z0-9_]+$")
KERNELS = re.compile(r"calm/kernels/")
PUBLIC = re.compile(r"calm/[a-z0-9_]+\.(h|def)$")


def complaint(path, include):
    """Why the file at path (relative to the source folder) must not have this include; None where it may."""
    layer = path.split("/")[0]
    if path.startswith("core/include/"):
        if not STANDARD.match(include) and not PUBLIC.match(include):
            return "core's public headers include the standard library and each other only"
    if layer == "kernels":
        if TORCH.match(include) or QT.match(include):
            return "kernels know neither a tensor library nor Qt"
        if (include.startswith("calm/") and not KERNELS.match(include)) or CORE_PRIVATE.match(include) and not exists_in(path, include):
            return "kernels do not know core"
    if layer == "core" and QT.match(include):
        return "core knows no Qt"
    if layer in ("core", "kernels") and re.match(r"(\.\./)*(ui|app)/", include):
        return f"{layer} does not know ui or app"
    if layer in ("ui", "app"):
        if TORCH.match(include):
            return f"{layer} does not see libtorch"
        if layer == "app" and include == "calm/kernels/registry.h":
            return None  # "calm --kernels" lists them; the header holds names only
        if KERNELS.match(include) or (CORE_PRIVATE.match(include) and not exists_in(path, include)):
            return f"{layer} sees core's public headers only (core/include)"
        if CHARTS.match(include) and not path.startswith("ui/charts/"):
            return "only ui/charts includes QtCharts"
    if layer == "ui" and re.match(r"(\.\./)*app/", include):
        return "ui does not know app"
    return None


def exists_in(path, include):
    """The include names a file of the includer's own layer: ui/models beside core/model would be told apart by that."""
    layer = source / path.split("/")[0]
    beside = ((source / path).parent / include).resolve()
    return (layer / include).exists() or (beside.exists() and beside.is_relative_to(layer))


def decode_path():
    """What a decoded token runs through sees no tensor library, however indirectly."""
    seen, queue, found = set(), ["core/inference/engine.cpp", "core/inference/thread_pool.cpp"], []
    while queue:
        path = queue.pop()
        if path in seen:
            continue
        seen.add(path)
        for include in re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', (source / path).read_text(encoding="utf-8"), re.M):
            if TORCH.match(include):
                found.append(f"{path}: includes {include}: decoding goes through no tensor library")
            for root in ("core", "core/include", "kernels/include"):
                if (source / root / include).is_file():
                    queue.append(f"{root}/{include}")
    if len(seen) < 10:
        found.append(f"decode path: only {len(seen)} files were followed")
    return found


def self_test():
    """A checker that finds nothing is worse than none."""
    bad = [("kernels/gram/avx2.cpp", "ATen/core/Tensor.h"), ("kernels/gram/avx2.cpp", "calm/plan.h"), ("kernels/gram/x.cpp", "storage/gguf.h"),
           ("kernels/gram/avx2.cpp", "QString"), ("core/include/calm/plan.h", "ATen/core/Tensor.h"), ("core/include/calm/plan.h", "nlohmann/json.hpp"),
           ("core/include/calm/plan.h", "calm/kernels/gram.h"), ("core/search/greedy.cpp", "QtCore/QObject"), ("core/search/greedy.cpp", "QObject"),
           ("core/search/greedy.cpp", "ui/main_window.h"), ("ui/panels/a.cpp", "torch/torch.h"), ("ui/panels/a.cpp", "c10/core/Device.h"),
           ("ui/panels/a.cpp", "storage/gguf.h"), ("ui/panels/a.cpp", "../../core/storage/gguf.h"), ("ui/panels/a.cpp", "calm/kernels/gram.h"),
           ("ui/panels/a.cpp", "QtCharts/QChart"), ("ui/panels/a.cpp", "QLineSeries"), ("ui/panels/a.cpp", "QValueAxis"),
           ("ui/panels/a.cpp", "app/main.h"), ("app/calm.cpp", "ATen/ATen.h"), ("app/calm.cpp", "model/tokenizer.h"), ("app/main.cpp", "QChartView")]
    good = [("kernels/gram/avx2.cpp", "calm/kernels/gram.h"), ("kernels/gram/avx2.cpp", "immintrin.h"), ("kernels/gram/avx2.cpp", "vector"),
            ("core/include/calm/plan.h", "calm/error.h"), ("core/include/calm/plan.h", "stop_token"), ("core/search/greedy.cpp", "calm/kernels/gram.h"),
            ("core/search/greedy.cpp", "ATen/ops/mm.h"), ("core/search/greedy.cpp", "nlohmann/json.hpp"), ("ui/panels/a.cpp", "calm/plan.h"),
            ("ui/panels/a.cpp", "QAbstractTableModel"), ("ui/charts/line.cpp", "QtCharts/QChart"), ("ui/charts/line.cpp", "QLineSeries"),
            ("app/calm.cpp", "calm/search.h"), ("app/main.cpp", "ui/main_window.h"), ("app/main.cpp", "QApplication")]
    wrong = [f"not found: {case}" for case in bad if not complaint(*case)] + [f"found wrongly: {case}" for case in good if complaint(*case)]
    if wrong:
        sys.exit("the checker itself is broken:\n" + "\n".join(wrong))


def main():
    self_test()
    files, failures = 0, []
    for layer in ("kernels", "core", "ui", "app"):
        for file in sorted((source / layer).rglob("*")):
            if file.suffix not in (".h", ".cpp", ".cu", ".cuh", ".def"):
                continue
            files += 1
            path = file.relative_to(source).as_posix()
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                include = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
                reason = include and complaint(path, include.group(1))
                if reason:
                    failures.append(f"{path}:{number}: includes {include.group(1)}: {reason}")
    failures += decode_path()
    if not files:
        failures.append(f"{source}: no source file found")
    print("\n".join(failures) or f"{files} files keep the layers")
    sys.exit(1 if failures else 0)


source = Path(sys.argv[1]).resolve()
main()
