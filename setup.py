"""The one step setup.cfg cannot say: build the browser code before the Python packages are gathered."""

import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.errors import ExecError

ASSETS = Path(__file__).resolve().parent / "frontend" / "assets.py"


class BuildPackages(build_py):
    """Build hall/web/static first; then gather packages into an empty folder, so that nothing stale is shipped."""

    def run(self) -> None:
        if subprocess.run([sys.executable, str(ASSETS)], check=False).returncode:
            raise ExecError("the browser code was not built; the line above says why")
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


setup(cmdclass={"build_py": BuildPackages})
