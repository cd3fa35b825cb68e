#!/usr/bin/env python3
"""packaging/setup.sh's package check and packaging/check_skips.py, by process. Usage: scripts_test.py SOURCE_FOLDER"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

source = Path(sys.argv.pop(1))


class Scratch(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="calm scripts "))
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, name, content, mode=0o644):
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        path.chmod(mode)
        return path


class Packages(Scratch):
    def set_up(self, installed, user_id, **programs):
        """Runs setup.sh on a machine made of stand-ins; returns its status, its messages and what apt-get was asked."""
        log = self.root / "apt-get was called"
        self.write("bin/dpkg-query", "#!/bin/sh\nprintf '%s\\n' " + " ".join(f"'installed {name}'" for name in installed) + "\n", 0o755)
        self.write("bin/id", f"#!/bin/sh\necho {user_id}\n", 0o755)
        self.write("bin/python3", "#!/bin/sh\nexit 0\n", 0o755)
        self.write("bin/apt-get", f"#!/bin/sh\necho \"$@\" >>'{log}'\n", 0o755)
        self.write("bin/sudo", programs.get("sudo", "#!/bin/sh\nexit 1\n"), 0o755)
        environment = {"PATH": f"{self.root / 'bin'}:{os.environ['PATH']}", "HOME": str(self.root), "XDG_CACHE_HOME": str(self.root / "my cache")}
        result = subprocess.run([source / "packaging/setup.sh", "--no-cuda"], env=environment, stdin=subprocess.DEVNULL,
                                capture_output=True, text=True, timeout=60)
        return result.returncode, result.stderr, log.read_text(encoding="utf-8") if log.exists() else ""

    def wanted(self):
        lines = (source / "packaging/apt-packages.txt").read_text(encoding="utf-8").splitlines()
        return [line.split()[0] for line in lines if line and not line.startswith("#")]

    def test_all_there_asks_apt_nothing(self):
        status, messages, asked = self.set_up(self.wanted(), 1000)
        self.assertEqual((status, asked), (0, ""), messages)

    def test_without_root_and_sudo_names_what_to_install(self):
        status, messages, asked = self.set_up([name for name in self.wanted() if name not in ("cmake", "xvfb")], 1000)
        self.assertEqual((status, asked), (1, ""))
        self.assertIn("apt-get install --no-install-recommends cmake xvfb", messages)

    def test_root_installs_what_is_missing_and_nothing_else(self):
        status, messages, asked = self.set_up([name for name in self.wanted() if name != "ccache"], 0)
        self.assertEqual(status, 0, messages)
        self.assertRegex(asked.splitlines()[-1], r"install --no-install-recommends ccache$")

    def test_sudo_is_used_where_it_works(self):
        status, messages, asked = self.set_up(self.wanted()[1:], 1000, sudo='#!/bin/sh\ncase "$1" in -n) shift ;; esac\nexec "$@"\n')
        self.assertEqual(status, 0, messages)
        self.assertIn("ca-certificates", asked)


class Skips(Scratch):
    RESULTS = """<testsuite name="x" tests="3">
      <testcase name="Cka.identity" status="run"/>
      <testcase name="Gpu.gemm" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/><system-out>x.cpp:1: Skipped
no device</system-out></testcase>{more}</testsuite>"""

    def check(self, more="", allowed="Gpu.* | needs a GPU\n"):
        result = subprocess.run([sys.executable, source / "packaging/check_skips.py", self.write("r.xml", self.RESULTS.format(more=more)),
                                 self.write("allowed.txt", allowed)], capture_output=True, text=True)
        return result.returncode, result.stderr

    def test_allowed_skip_passes(self):
        self.assertEqual(self.check()[0], 0)

    def test_other_skip_fails_and_is_named(self):
        status, messages = self.check(allowed="Other.* | no reason\n")
        self.assertEqual(status, 1)
        self.assertIn("Gpu.gemm: no device", messages)

    def test_disabled_test_is_a_skip(self):
        status, messages = self.check(more='<testcase name="Gptq.slow" status="disabled"/>')
        self.assertEqual(status, 1)
        self.assertIn("Gptq.slow", messages)

    def test_entry_without_a_reason_is_refused(self):
        status, messages = self.check(allowed="Gpu.*\n")
        self.assertEqual(status, 1)
        self.assertIn("allowed.txt:1", messages)


if __name__ == "__main__":
    unittest.main()
