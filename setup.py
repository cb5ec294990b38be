"""What setup.cfg cannot say: build the browser code and fetch the font before the Python packages are gathered."""

import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.errors import ExecError

FRONTEND = Path(__file__).resolve().parent / "frontend"
WITHOUT_FONT = "hall: everything but Chinese paper works; docs/paper.md says how to add a font later"


class BuildPackages(build_py):
    """Build hall/web/static first; then gather packages into an empty folder, so that nothing stale is shipped."""

    def run(self) -> None:
        if run("assets.py"):
            raise ExecError("the browser code was not built; the line above says why")
        # A hall without paper is a hall: what the font comes to is not worth failing an installation.
        if run("font.py"):
            print(WITHOUT_FONT, file=sys.stderr)
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


def run(script: str) -> int:
    """The exit code of one of the browser code's scripts."""
    return subprocess.run([sys.executable, str(FRONTEND / script)], check=False).returncode


setup(cmdclass={"build_py": BuildPackages})
