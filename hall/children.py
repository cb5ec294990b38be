"""A process beside the server for work whose libraries are large or fragile: asked a job, it answers.

It is started by its first job, and again when it has died. A job and its answer are one JSON object each and, for an
answer, bytes: `{"size": n, …}` in a line, then n bytes. The child ends with its parent: its input ends then.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO, NamedTuple

import hall
from hall.events import Json


class ChildFailed(Exception):
    """The child died, took too long or could not do the job; the message says which."""


class Done(NamedTuple):
    """What a job came to: `told`, and for files their bytes."""

    told: Json
    data: bytes = b""


Work = Callable[[Json], Done]


class Child:
    """One child process, `python -m module`; its jobs are done one after the other.

    `first_seconds`: what a new child may take for its first job, its start included; `seconds`: every other one.
    """

    def __init__(self, module: str, *, first_seconds: float = 30.0, seconds: float = 10.0) -> None:
        self._module, self._first_seconds, self._seconds = module, first_seconds, seconds
        self._one_at_a_time = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def ask(self, job: Json) -> Done:
        """Have a job done. ChildFailed when it cannot be; the next job finds a new child then."""
        with self._one_at_a_time:
            if self._stopped:
                raise ChildFailed(f"{self._module} was stopped")
            process, seconds = self._ready()
            late = Timer(seconds, process.kill)
            late.start()
            try:
                done = _exchange(process, job)
            except (OSError, ValueError) as problem:
                self._end()
                raise ChildFailed(f"{self._module} ended: {problem}") from problem
            finally:
                late.cancel()
        if "failed" in done.told:
            raise ChildFailed(str(done.told["failed"]))
        return done

    def stop(self) -> None:
        """End it, and whatever it is doing; nothing can be asked after."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()
        with self._one_at_a_time:
            self._end()

    def _ready(self) -> tuple["subprocess.Popen[bytes]", float]:
        """The process, and how long it may take for its next job."""
        if self._process is not None and self._process.poll() is None:
            return self._process, self._seconds
        self._end()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", self._module],
                env=child_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except OSError as problem:
            raise ChildFailed(f"{self._module} cannot start: {problem}") from problem
        return self._process, self._first_seconds

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # a job was still in it
                    pipe.close()


def _exchange(process: "subprocess.Popen[bytes]", job: Json) -> Done:
    """Write a job, read its answer. OSError or ValueError when the process is gone."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("no pipes")
    process.stdin.write(json.dumps(job).encode() + b"\n")
    process.stdin.flush()
    told = json.loads(process.stdout.readline())
    size = told.pop("size")
    data = process.stdout.read(size)
    if len(data) < size:
        raise ValueError("the answer was cut short")
    return Done(told, data)


def work_for_parent(work: Work) -> None:
    """The child's side: do the jobs that come in until there are no more. A job that fails is told, and ends nothing.

    What libraries print goes to standard error, so that it cannot be taken for an answer.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin.buffer:
        try:
            done = work(json.loads(line))
        except Exception as problem:  # noqa: BLE001 (whatever it is, the parent has to hear of it)
            done = Done({"failed": f"{type(problem).__name__}: {problem}"})
        try:
            _answer(answers, done)
        except BrokenPipeError:  # the parent was killed meanwhile: nobody is left to be told
            os._exit(1)


def _answer(answers: IO[bytes], done: Done) -> None:
    answers.write(json.dumps({**done.told, "size": len(done.data)}).encode() + b"\n" + done.data)
    answers.flush()


def child_environment() -> dict[str, str]:
    """This process's environment without the product's own settings (keys among them), and with the product found."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("HALL_")}
    home = str(Path(hall.__file__).parent.parent)
    return ours | {"PYTHONPATH": os.pathsep.join(filter(None, (home, ours.get("PYTHONPATH"))))}
