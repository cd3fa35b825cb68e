#!/usr/bin/env python3
"""Reads the machine code of the CUDA kernels: tensor-core products and asynchronous copies in the GEMM's main loop, dp4a and
vector loads in the GEMV's, local memory nowhere. nvcc and nvdisasm are fetched where there are none; without them the test
fails. Needs no GPU.

Usage: sass_test.py SOURCE_DIR
"""
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(sys.argv.pop(1)).resolve()
sys.path.insert(0, str(SOURCE / "packaging"))
import cuda_resources  # noqa: E402

NVDISASM = cuda_resources.CACHE / "nvdisasm-13.2.51/bin/nvdisasm"


def disassemble(cubin):
    """Mangled kernel name -> its lines: labels, and instructions without their addresses."""
    text = subprocess.run([NVDISASM, "-c", cubin], check=True, capture_output=True, text=True).stdout
    kernels, lines = {}, None
    for line in text.splitlines():
        section = re.match(r"\.text\.(\w+):", line)
        if section:
            lines = kernels.setdefault(section[1], [])
        elif lines is not None:
            label = re.match(r"(\.L_x_\d+):", line)
            instruction = re.match(r"\s+/\*[0-9a-f]+\*/\s+(.*?)\s*;", line)
            if label or instruction:
                lines.append(label[1] + ":" if label else instruction[1])
    return kernels


def loops(lines):
    """The instructions between each label and a branch back to it."""
    labels = {line[:-1]: i for i, line in enumerate(lines) if line.endswith(":")}
    for i, line in enumerate(lines):
        branch = re.search(r"BRA.*?`\((\.L_x_\d+)\)", line)
        if branch and labels[branch[1]] < i - 1:
            yield [text for text in lines[labels[branch[1]]:i] if not text.endswith(":")]


def count(lines, opcode):
    return sum(1 for line in lines if re.match(rf"(@!?U?P\d )?{opcode}\b", line))


class Sass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.scratch.name)
        subprocess.run([sys.executable, SOURCE / "packaging/fetch.py", cuda_resources.CACHE, "nvdisasm"], check=True)
        nvcc = cuda_resources.find_nvcc()
        cls.rows = [row for operation in cuda_resources.operations()
                    for row in cuda_resources.compile_operation(nvcc, operation, cls.folder)]

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_every_operation_compiles_for_every_target(self):
        self.assertEqual({row["operation"] for row in self.rows}, set(cuda_resources.operations()))
        for arch in cuda_resources.LIMITS:
            self.assertEqual({row["operation"] for row in self.rows if row["arch"] == arch}, set(cuda_resources.operations()))

    def test_ptxas_spills_nothing_and_blocks_fit(self):
        for row in self.rows:
            with self.subTest(row["kernel"], arch=row["arch"]):
                self.assertEqual(row["local"], 0)
                self.assertGreater(row["registers"], 0)
                self.assertGreater(row["occupancy"], 0)

    def test_local_memory_is_not_touched(self):
        seen = 0
        for operation in cuda_resources.operations():
            for arch in cuda_resources.LIMITS:
                for kernel, lines in disassemble(self.folder / f"{operation}.{arch}.cubin").items():
                    seen += 1
                    with self.subTest(operation, kernel=kernel, arch=arch):
                        self.assertGreater(len(lines), 20)
                        self.assertEqual(count(lines, "LDL") + count(lines, "STL"), 0)
        self.assertEqual(seen, len(self.rows))

    def test_the_gemm_multiplies_on_tensor_cores_while_it_copies(self):
        for arch in cuda_resources.LIMITS:
            kernels = disassemble(self.folder / f"w4a8_gemm.{arch}.cubin")
            shapes = {kernel: re.search(r"gemm_w4a8ILb([01])ELi([12])ELi([12])E", kernel) for kernel in kernels}
            self.assertEqual(sum(1 for shape in shapes.values() if shape), 6)
            for kernel, shape in shapes.items():
                if not shape:
                    continue
                wide, tiles, token_warps = (int(number) for number in shape.groups())
                with self.subTest(kernel, arch=arch):
                    main = [loop for loop in loops(kernels[kernel]) if count(loop, "IMMA")]
                    self.assertEqual(len(main), 1, "one main loop")
                    self.assertEqual(count(main[0], r"IMMA\.16832\.S8\.S8"), 4 * tiles)  # of a warp
                    self.assertEqual(count(main[0], "IMMA"), count(kernels[kernel], "IMMA"))
                    # Activations, and 4 words a thread for two panels of nibbles or four, twice that for bytes.
                    self.assertEqual(count(main[0], r"LDGSTS\.E\.BYPASS\.128"), 3 if wide and token_warps == 1 else 2)
                    self.assertEqual(count(main[0], "LDGDEPBAR"), 1)
                    self.assertGreaterEqual(count(main[0], r"DEPBAR\.LE"), 1)
                    self.assertEqual(count(main[0], r"BAR\.SYNC\.DEFER_BLOCKING"), 1)

    def test_the_16_bit_gemms_multiply_on_tensor_cores_while_they_copy(self):
        for arch in cuda_resources.LIMITS:
            seen = []
            for operation in ("w4a16_gemm", "dense_gemm"):
                for kernel, lines in disassemble(self.folder / f"{operation}.{arch}.cubin").items():
                    if "gemm_half" not in kernel:
                        continue
                    seen.append(kernel)
                    with self.subTest(kernel, arch=arch):
                        bfloat = "DenseHalvesILb1E" in kernel
                        main = [loop for loop in loops(lines) if count(loop, "HMMA")]
                        self.assertEqual(len(main), 1, "one main loop")
                        # 2 x 4 tiles a warp, two products each
                        self.assertEqual(count(main[0], r"HMMA\.16816\.F32" + (r"\.BF16" if bfloat else "")), 16)
                        self.assertEqual(count(main[0], "HMMA"), count(lines, "HMMA"))
                        # 512 vectors of activations and, by 128 threads, 64 of nibbles, 128 of bytes, 256 of halves
                        self.assertEqual(count(main[0], r"LDGSTS\.E\.BYPASS\.128"), 6 if operation == "dense_gemm" else 5)
                        self.assertEqual(count(main[0], r"BAR\.SYNC\.DEFER_BLOCKING"), 1)
            self.assertEqual(len(seen), 4)

    def test_prefill_attends_on_tensor_cores_while_it_copies(self):
        for arch in cuda_resources.LIMITS:
            kernels = {kernel: lines for kernel, lines in disassemble(self.folder / f"attention.{arch}.cubin").items()
                       if "attend_tile" in kernel}
            self.assertEqual(len(kernels), 2)
            for kernel, lines in kernels.items():
                width = 128 if "Li128E" in kernel else 64
                with self.subTest(kernel, arch=arch):
                    main = [loop for loop in loops(lines) if count(loop, "HMMA")]
                    self.assertEqual(len(main), 1, "one main loop")
                    # 4 tiles of keys and width / 8 of values, both parts of each operand
                    self.assertEqual(count(main[0], r"HMMA\.16816\.F32"), 2 * (4 * width // 16 + 2 * width // 8))
                    self.assertEqual(count(main[0], r"LDSM\.16\.MT88\.4"), width // 8)
                    self.assertEqual(count(main[0], r"LDGSTS\.E\.BYPASS\.128"), width // 16)

    def test_the_gemv_multiplies_with_dp4a_and_loads_vectors(self):
        for arch in cuda_resources.LIMITS:
            for kernel, lines in disassemble(self.folder / f"w4a8_gemv.{arch}.cubin").items():
                with self.subTest(kernel, arch=arch):
                    main = [loop for loop in loops(lines) if count(loop, r"IDP\.4A\.S8\.S8")]
                    self.assertTrue(main)
                    self.assertTrue(any(count(loop, r"LDG\.E\.128\.CONSTANT") >= 4 for loop in main))


if __name__ == "__main__":
    unittest.main()
