"""Throngs as this process sees them: begun, waited for, ended, and what they heard."""

import json
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

END_SECONDS = 30.0


@dataclass
class Throng:
    """One process of listeners. `seconds`: until all were in; `slowest`: the longest that one of them waited."""

    process: "subprocess.Popen[str]"
    size: int
    seconds: float = 0.0
    slowest: float = 0.0
    heard: dict[str, Any] = field(default_factory=dict)

    def await_in(self) -> None:
        """Until everybody is in."""
        told = self._told()
        self.seconds, self.slowest = told["in"], told["slowest"]

    def has_told(self) -> bool:
        """Whether it says something, or has ended."""
        assert self.process.stdout is not None, "its output was asked for"
        return bool(select.select([self.process.stdout.fileno()], [], [], 0)[0])

    def end(self) -> None:
        """Let it stop listening and say what it heard."""
        self.say("end")
        self.heard = self._told()
        self.process.wait(END_SECONDS)

    def say(self, line: str) -> None:
        """One line of its input."""
        assert self.process.stdin is not None, "its input was asked for"
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _told(self) -> dict[str, Any]:
        assert self.process.stdout is not None, "its output was asked for"
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a process of listeners ended: what it said stands above")
        told: dict[str, Any] = json.loads(line)
        return told


@contextmanager
def thronging(port: int, namespace: str, auths: Sequence[Mapping[str, Any]]) -> Iterator[Throng]:
    """Listeners on their way in; none of them is left when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.throng"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    throng = Throng(process, len(auths))
    try:
        throng.say(json.dumps({"port": port, "namespace": namespace, "auths": list(auths)}))
        yield throng
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
