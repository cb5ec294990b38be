"""Servers that start at once: each is forked from a process that has loaded the code and done nothing else.

To load it takes seconds on a busy machine, and nobody could ask anything meanwhile. A fork shares nothing with the one
before it that a new process would not: what a kill loses is lost.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.served import ROOT, environment

# Reads one line for each server wanted and says its process id; a server ends with whoever reads no more.
_PROGRAM = """
import hall.patching
{prelude}
import os, signal, sys
from gevent.monkey import get_original
from hall.cli import main
import hall.cli.serving

fork = get_original("os", "fork")
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that were killed
while sys.stdin.readline():
    pid = fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(2, 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        main({arguments!r})
    os.write(1, (str(pid) + "\\n").encode())
"""
GONE_SECONDS = 10.0


class Nursery:
    """Starts `hall ARGUMENTS` again and again, with these settings; what servers print goes to `log`."""

    def __init__(self, arguments: list[str], settings: Mapping[str, str], log: Path, prelude: str = "") -> None:
        self.log = log
        with log.open("ab") as file:
            self._parent = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM.format(prelude=prelude, arguments=arguments)],
                cwd=ROOT,
                env=environment(settings),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
            )

    def bear(self) -> int:
        """Start a server; its process id."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(b"\n")
        self._parent.stdin.flush()
        pid = self._parent.stdout.readline()
        assert pid, self.log.read_text(encoding="utf-8")[-4000:]
        return int(pid)

    def close(self) -> None:
        self._parent.kill()
        self._parent.communicate()


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def send(pid: int, how: signal.Signals) -> None:
    """Send this signal to a server, if it still is."""
    with suppress(ProcessLookupError):
        os.kill(pid, how)


def end(pid: int) -> None:
    """Kill a server and wait until it is no more."""
    send(pid, signal.SIGKILL)
    until = time.monotonic() + GONE_SECONDS
    while lives(pid):
        assert time.monotonic() < until, f"process {pid} does not end"
        time.sleep(0.002)  # it is nobody's child here: the system tells us nothing
