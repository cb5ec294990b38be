"""The voice that renders clips: the Protocol, the Null one and espeak-ng in a child process of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol

from hall.children import child_environment
from hall.text import Language, Text

NO_VOICE = Text("本机未启用语音", "No voice is set up on this machine")

VOICES: dict[Language, str] = {"zh": "cmn-latn-pinyin", "en": "en-us"}
"""Reads Chinese alike in espeak-ng 1.51 and 1.52; the plain `cmn` of 1.51 reads 号 in English."""

RATE = 170
"""Words a minute: a call is then 3.5 to 5 seconds long."""


class Clip(NamedTuple):
    """A few words to render: `name` becomes the file `name.wav`."""

    name: str
    words: str
    language: Language


class Rendered(NamedTuple):
    """The names of the clips that are there now, and why the others are not."""

    made: frozenset[str]
    reason: Text | None = None


class Speaker(Protocol):
    """Renders clips, and takes its time: never to be called in a request."""

    @property
    def identity(self) -> str:
        """Changes whenever the same words would sound different."""

    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        """Write `name.wav` for each clip into `folder`, each whole or not at all; never raises for a missing voice."""

    def stop(self) -> None:
        """End the rendering that is under way; what it has made is kept, and nothing more is rendered."""


class NullSpeaker:
    """No voice: screens and the chime go on without one."""

    identity = "none"

    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        return Rendered(frozenset(), NO_VOICE)

    def stop(self) -> None:
        """There is nothing to end."""


class _Run(NamedTuple):
    """What one child told: the clips it made, the last problem, and whether its engine was missing altogether."""

    made: frozenset[str]
    problem: str = ""
    engine_missing: bool = False


class EspeakSpeaker:
    """espeak-ng: twice by pyttsx3, each time in a fresh child, then by the espeak-ng command for what still lacks.

    `start_seconds` is what a child may take beside its clips, `clip_seconds` what a clip may take.
    """

    program: ClassVar[Sequence[str]] = ("-m", "hall.devices.speaker_child")

    def __init__(self, start_seconds: float = 10.0, clip_seconds: float = 2.0) -> None:
        self._start_seconds = start_seconds
        self._clip_seconds = clip_seconds
        self._child: subprocess.Popen[str] | None = None
        self._stopped = False

    @property
    def identity(self) -> str:
        return f"espeak-{RATE}-{_version('pyttsx3')}-{_version('espeakng-loader')}"

    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        missing, problem = list(clips), ""
        engines = ["library", "library", "command"]
        while missing and engines and not self._stopped:
            engine = engines.pop(0)
            run = self._run(engine, missing, folder)
            if run.engine_missing:
                engines = [other for other in engines if other != engine]
            problem = " · ".join(filter(None, (problem, run.problem)))
            missing = [clip for clip in missing if clip.name not in run.made]
            # The first one left may have killed the child: let the others go before it.
            missing = [*missing[1:], *missing[:1]]
        made = frozenset(clip.name for clip in clips if clip not in missing)
        if not missing:
            return Rendered(made)
        return Rendered(made, Text(f"语音无法生成：{problem}", f"The voice cannot be rendered: {problem}"))

    def stop(self) -> None:
        self._stopped = True
        if self._child is not None:
            self._child.kill()

    def _run(self, engine: str, clips: Sequence[Clip], folder: Path) -> _Run:
        try:
            child = self._child = self._start(engine, clips, folder)
        except OSError as problem:
            return _Run(frozenset(), str(problem))
        if self._stopped:  # while it started
            child.kill()
        ended = ""
        with child:
            try:
                told, errors = child.communicate(timeout=self._start_seconds + self._clip_seconds * len(clips))
            except subprocess.TimeoutExpired:
                child.kill()
                told, errors = child.communicate()
                ended = "the voice took too long"
        if child.returncode and not ended:
            last = errors.strip().rpartition("\n")[2]
            ended = f"the voice ended with {child.returncode} {last}".strip()
        return _told(told, ended)

    def _start(self, engine: str, clips: Sequence[Clip], folder: Path) -> "subprocess.Popen[str]":
        job = {
            "engine": engine,
            "folder": str(folder),
            "rate": RATE,
            "start_seconds": self._start_seconds,
            "clip_seconds": self._clip_seconds,
            "clips": [{"name": clip.name, "words": clip.words, "voice": VOICES[clip.language]} for clip in clips],
        }
        return subprocess.Popen(
            [sys.executable, "-P", *self.program, json.dumps(job)],
            env=child_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )


def _told(lines: str, ended: str) -> _Run:
    """What the child's lines say; the last may be cut short when it was killed."""
    made: set[str] = set()
    problem, engine_missing = ended, False
    for line in lines.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if told["problem"] is None:
            made.add(told["name"])
        else:
            problem, engine_missing = told["problem"], told["name"] is None
    return _Run(frozenset(made), problem, engine_missing)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
