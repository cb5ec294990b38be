"""The child process that renders clips: `python -m hall.devices.speaker_child JOB`, one run for one job.

A process of its own because pyttsx3 over espeak-ng crashes in threads, hangs in forks and after empty runs, and prints
to standard output. JOB is JSON, `{engine, folder, rate, clips: [{name, words, voice}], start_seconds, clip_seconds}`;
for each clip a line `{name, problem}` is written to standard output. An engine that does not start in its time, or a
clip that hangs, ends the process (SIGALRM).

Engines: `library` is pyttsx3 with the espeak-ng that comes with `espeakng_loader`, or else the system's;
`command` is the espeak-ng command line.
"""

import ctypes
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from hall.devices.sound import BYTES_A_SECOND, BadSound, pcm_of, prepared, wav_bytes

TRIES = 3
_ROOM = 3 * BYTES_A_SECOND

Render = Callable[[str, str, Path], None]
"""Renders words by a voice into a file."""


class EngineMissing(Exception):
    """The engine cannot be used at all; the message says why."""


def library_engine(rate: int) -> Render:
    """pyttsx3, one file per run. The library and `ESPEAK_DATA_PATH` must be in place before pyttsx3 is imported."""
    try:
        loader = importlib.import_module("espeakng_loader")
        os.environ["ESPEAK_DATA_PATH"] = loader.get_data_path()
        ctypes.CDLL(loader.get_library_path())
    except (ImportError, OSError, RuntimeError):
        os.environ.pop("ESPEAK_DATA_PATH", None)
    try:
        engine: Any = importlib.import_module("pyttsx3").init("espeak")
    except Exception as problem:
        raise EngineMissing(f"pyttsx3: {problem}") from problem

    def render(words: str, voice: str, target: Path) -> None:
        # A file that cannot be written makes the engine hang the next time: find that out before it does.
        target.write_bytes(bytes(_ROOM))
        engine.setProperty("voice", voice)
        engine.setProperty("rate", rate)
        engine.save_to_file(words, str(target))
        engine.runAndWait()
        # An unknown voice is passed over in silence, and the one before goes on speaking.
        used = engine.getProperty("voice")
        if used is None or used.rpartition("/")[2] != voice:
            raise BadSound(f"the voice {voice} is missing, {used} spoke instead")

    return render


def command_engine(rate: int, limit: float) -> Render:
    program = shutil.which("espeak-ng")
    if program is None:
        raise EngineMissing("the command espeak-ng is not installed")

    def render(words: str, voice: str, target: Path) -> None:
        command = [program, "-b", "1", "-v", voice, "-s", str(rate), "-w", str(target), "--", words]
        done = subprocess.run(command, capture_output=True, timeout=limit, check=False)
        if done.returncode:
            raise BadSound(done.stderr.decode(errors="replace").strip() or f"espeak-ng ended with {done.returncode}")

    return render


def render_clip(render: Render, clip: dict[str, str], folder: Path) -> str | None:
    """Render one clip in place, whole or not at all; the problem when three tries were in vain."""
    raw, target = folder / f"{clip['name']}.raw", folder / f"{clip['name']}.wav"
    problem = ""
    for _ in range(TRIES):
        try:
            render(clip["words"], clip["voice"], raw)
            sound = wav_bytes(prepared(pcm_of(raw.read_bytes())))
            raw.write_bytes(sound)
            raw.replace(target)
        except (BadSound, OSError, subprocess.TimeoutExpired) as failure:
            problem = str(failure) or type(failure).__name__
        else:
            return None
        finally:
            raw.unlink(missing_ok=True)
    return problem


def run(job: dict[str, Any], report: TextIO) -> None:
    """Do the job; what went well or wrong is told line by line, so that a killed child has told all it did."""
    limit = float(job["clip_seconds"])
    signal.setitimer(signal.ITIMER_REAL, float(job["start_seconds"]))
    try:
        rate = int(job["rate"])
        render = command_engine(rate, limit) if job["engine"] == "command" else library_engine(rate)
    except EngineMissing as missing:
        report.write(json.dumps({"name": None, "problem": str(missing)}) + "\n")
        return
    for clip in job["clips"]:
        signal.setitimer(signal.ITIMER_REAL, TRIES * limit + 1)
        problem = render_clip(render, clip, Path(job["folder"]))
        report.write(json.dumps({"name": clip["name"], "problem": problem}) + "\n")
        report.flush()


def main() -> None:
    # pyttsx3 prints to standard output, once more in a destructor: keep the pipe for ourselves, and leave without it.
    pipe = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with os.fdopen(pipe, "w", encoding="utf-8") as report:
        run(json.loads(sys.argv[1]), report)
    os._exit(0)


if __name__ == "__main__":
    main()
