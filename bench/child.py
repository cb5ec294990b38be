"""A server as a process of its own, ended whatever happens."""

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

READY_SECONDS = 60.0
END_SECONDS = 10.0


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    command: Sequence[str], log: Path, *, ready: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python `command` (what follows the interpreter) until the block ends; entered once it prints `ready`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HALL_")}
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, *command],
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**inherited, **(environment or {}), "PYTHONUNBUFFERED": "1"},
        )
    try:
        _wait_for(process, ready, log)
        yield process
    finally:
        _end(process)


def cpu_seconds(pid: int) -> float:
    """The processor time a process has used, its own and the system's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children_of(pid: int) -> list[int]:
    """The processes that this one started and that still run."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]


def _wait_for(process: subprocess.Popen[bytes], ready: str, log: Path) -> None:
    """Read what the process prints until `ready` stands in it."""
    assert process.stdout is not None, "its output was asked for"
    give_up_at = time.monotonic() + READY_SECONDS
    said = b""
    while ready.encode() not in said:
        readable, _, _ = select.select([process.stdout], [], [], max(0.0, give_up_at - time.monotonic()))
        piece = os.read(process.stdout.fileno(), 1 << 16) if readable else b""
        if not piece:
            raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        said += piece


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
