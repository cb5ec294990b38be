"""A display of one's own (Xvfb) with keys that are really pressed, and programs that really have the focus."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDED = ("Xvfb", "xdotool", "xterm")
MISSING = [program for program in NEEDED if shutil.which(program) is None]
START_SECONDS = 15


class Display:
    """One X server; `name` is what DISPLAY says."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.environment = {**os.environ, "DISPLAY": name, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}

    def press(self, *keys: str) -> None:
        """Press these keys one after the other, as fast as a machine can."""
        self.do("key", "--delay", "20", *keys)

    def do(self, *words: str) -> str:
        """One command of xdotool; what it printed."""
        asked = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=True, timeout=START_SECONDS
        )
        return asked.stdout

    @contextmanager
    def typing_into(self, file: Path) -> Iterator[subprocess.Popen[bytes]]:
        """A terminal that has the focus; what is typed there ends up in `file`, line by line."""
        with self.running_in_a_terminal(f"cat > {file}", file.parent) as program:
            yield program

    @contextmanager
    def running_in_a_terminal(self, command: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
        """A terminal with the focus, in which the shell runs `command`."""
        program = subprocess.Popen(["xterm", "-e", "sh", "-c", command], env=self.environment, cwd=folder)
        try:
            self.do("search", "--sync", "--onlyvisible", "--class", "xterm", "windowfocus", "--sync")
            yield program
        finally:
            program.terminate()
            program.wait(START_SECONDS)


@contextmanager
def display() -> Iterator[Display]:
    """A display that is there while it is needed."""
    told, tells = os.pipe()
    command = ["Xvfb", "-displayfd", str(tells), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[tells], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(tells)
    try:
        with os.fdopen(told) as number:  # it tells its number once it takes connections
            yield Display(f":{number.readline().strip()}")
    finally:
        server.terminate()
        server.wait(START_SECONDS)
