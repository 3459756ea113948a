"""install.sh where something is missing."""

import os
import shutil
import subprocess
import tempfile
import unittest
import zipfile

from harness import HERE

INSTALL = os.path.join(HERE, "install.sh")


class Install(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="zoom-linux-test-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.programs = os.path.join(self.folder, "programs")
        os.mkdir(self.programs)

    def program(self, name, text):
        """Puts a program in front of the real one."""
        path = os.path.join(self.programs, name)
        with open(path, "w") as file:
            file.write("#!/bin/sh\n" + text)
        os.chmod(path, 0o755)

    def without_registry(self):
        return {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.programs}

    def install(self, *arguments, script=INSTALL, **environment):
        run = subprocess.run(
            [script, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PATH": self.programs + ":" + os.environ["PATH"], **environment},
            text=True,
        )
        return run.returncode, run.stderr

    def test_no_python(self):
        for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
            self.program(name, "exit 1\n")
        code, said = self.install(self.folder + "/bot")
        self.assertEqual(code, 3)
        self.assertIn("apt install python3 python3-venv", said)
        self.assertFalse(os.path.exists(self.folder + "/bot"))

    def test_no_registry(self):
        code, said = self.install(self.folder + "/bot", **self.without_registry())
        self.assertEqual(code, 4)
        self.assertIn("could not be had", said)

    def test_another_package_than_the_pinned_one(self):
        copy = os.path.join(self.folder, "copy")
        shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        with open(copy + "/requirements.txt", "w") as file:
            file.write("tiny==1.0 --hash=sha256:" + "0" * 64)
        with zipfile.ZipFile(self.programs + "/tiny-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
            wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr("tiny-1.0.dist-info/RECORD", "")
        code, said = self.install(self.folder + "/bot", script=copy + "/install.sh", **self.without_registry())
        self.assertEqual(code, 4)
        self.assertIn("DO NOT MATCH THE HASHES", said)

    def test_missing_library(self):
        if not os.environ.get("ZOOM_LINUX_BOT"):
            self.skipTest("the package could not be had")
        self.program("ldd", "echo '\tlibGL.so.1 => not found'; echo '\tlibm.so.6 => /lib/libm.so.6 (0x0)'\n")
        code, said = self.install(os.path.dirname(os.environ["ZOOM_LINUX_BOT"]))
        self.assertEqual(code, 5)
        self.assertIn("libGL.so.1, in libgl1\n", said)
        self.assertNotIn("libm", said)

    def test_again(self):
        if not os.environ.get("ZOOM_LINUX_BOT"):
            self.skipTest("the package could not be had")
        self.assertEqual(self.install(os.path.dirname(os.environ["ZOOM_LINUX_BOT"])), (0, ""))

    def test_folder_of_somebody_else(self):
        with open(self.folder + "/letter", "w"):
            pass
        code, said = self.install(self.folder)
        self.assertEqual(code, 1)
        self.assertIn("is not this bot", said)
        self.assertEqual(sorted(os.listdir(self.folder)), ["letter", "programs"])

    def test_another_machine(self):
        self.program("uname", 'test "$1" = -m && echo aarch64 || echo Linux\n')
        code, said = self.install(self.folder + "/bot")
        self.assertEqual(code, 1)
        self.assertIn("Linux on aarch64", said)


if __name__ == "__main__":
    unittest.main()
