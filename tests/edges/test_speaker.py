"""espeak-ng in its child: real clips, and what happens when the child or the voice is lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hall.devices import speaker, speaker_child
from hall.devices.sound import BadSound, pcm_of, seconds_of, wav_bytes
from hall.devices.speaker import Clip, EspeakSpeaker, NullSpeaker, Rendered
from tests.edges.loudness import longest_silence, peak
from tests.rules.test_sound import tone

DIGITS = [Clip(str(value), sign, "zh") for value, sign in enumerate("零一二三四五六七八九")]
NAMES = {clip.name for clip in DIGITS}

PHONEMES = """
import ctypes, json, sys, espeakng_loader
data = espeakng_loader.get_data_path().encode()
espeak = ctypes.CDLL(espeakng_loader.get_library_path())
assert espeak.espeak_Initialize(1, 0, data, 0) > 0
read = espeak.espeak_TextToPhonemes
read.restype, read.argtypes = ctypes.c_char_p, [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
for voice, words in json.loads(sys.argv[1]):
    assert espeak.espeak_SetVoiceByName(voice.encode()) == 0, voice
    text, heard = ctypes.c_char_p(words.encode()), []
    while text.value:
        heard.append(read(ctypes.byref(text), 1, 0).decode())
    print(json.dumps(" ".join(heard).replace("_|", "").split()))
"""


def test_the_words_of_a_call_are_read_in_the_right_language_and_tones() -> None:
    """Golden phonemes: a wrong voice reads 号 as English words."""
    golden = {
        ("cmn-latn-pinyin", "请"): ["tS;h'i214N"],
        ("cmn-latn-pinyin", "号到"): ["X'Au51", "t'Au51"],
        ("cmn-latn-pinyin", "号窗口办理"): ["X'Au51", "ts.hwA55Nkh'ou214", "pa51nl'i214"],
        ("cmn-latn-pinyin", "号继续等候"): ["X'Au51", "tS;'i51", "S;'y51", "t'@214N", "X'ou51"],
        ("cmn-latn-pinyin", "零"): ["l'i35N"],
        ("cmn-latn-pinyin", "幺"): ["j'Au55"],
        ("cmn-latn-pinyin", "一百"): ["ji51p'ai214"],
        ("cmn-latn-pinyin", "三十"): ["s'a55n", "s.'i.35"],
        ("en-us", "A"): ["'eI"],
        ("en-us", "Z"): ["z'i:"],
        ("en-us", "please keep waiting"): ["pl'i:z", "k'i:p", "w'eIt#IN"],
    }
    assert {voice for voice, _ in golden} == set(speaker.VOICES.values())
    heard = subprocess.run(
        [sys.executable, "-c", PHONEMES, json.dumps(list(golden))], check=True, capture_output=True, text=True
    )
    assert [json.loads(line) for line in heard.stdout.splitlines()] == list(golden.values())


def test_clips_are_trimmed_levelled_and_whole(tmp_path: Path) -> None:
    rendered = EspeakSpeaker().render([*DIGITS, Clip("A", "A", "en")], tmp_path)
    assert rendered == Rendered(frozenset(NAMES | {"A"}))
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.wav" for name in rendered.made}
    for path in tmp_path.iterdir():
        pcm = pcm_of(path.read_bytes())
        assert 0.15 < seconds_of(pcm) < 0.6
        assert 5000 < peak(pcm) < 30_000
        assert longest_silence(pcm) < 0.1


class Interrupted(EspeakSpeaker):
    """Its first child gets a signal as soon as it has told of a clip."""

    def __init__(self, blow: signal.Signals, clip_seconds: float = 2.0) -> None:
        super().__init__(start_seconds=1.0, clip_seconds=clip_seconds)
        self.blow: signal.Signals | None = blow
        self.environment = b""

    def _start(self, engine: str, clips: Sequence[Clip], folder: Path) -> "subprocess.Popen[str]":
        child = super()._start(engine, clips, folder)
        if self.blow is not None:
            assert child.stdout is not None
            assert '"problem": null' in child.stdout.readline()
            self.environment = Path(f"/proc/{child.pid}/environ").read_bytes()
            child.send_signal(self.blow)
            self.blow = None
        return child


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_a_child_that_dies_or_hangs_in_the_middle_is_replaced(tmp_path: Path, blow: signal.Signals) -> None:
    rendered = Interrupted(blow, clip_seconds=0.1).render(DIGITS, tmp_path)
    assert rendered == Rendered(frozenset(NAMES))
    for name in NAMES:
        pcm_of((tmp_path / f"{name}.wav").read_bytes())


DEADLY = """
import os, hall.devices.speaker_child as child
live = child.render_clip
child.render_clip = lambda render, clip, folder: os._exit(6) if clip["name"] == "0" else live(render, clip, folder)
child.main()
"""


class Deadly(EspeakSpeaker):
    """Its child dies whenever it comes to the clip of zero."""

    program = ("-c", DEADLY)


def test_a_clip_that_kills_the_child_costs_only_itself(tmp_path: Path) -> None:
    made, reason = Deadly().render(DIGITS, tmp_path)
    assert made == NAMES - {"0"}
    assert reason is not None
    assert "ended with 6" in reason.en


def test_the_child_is_not_told_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALL_SECRET_KEY", "a key to be kept")
    interrupted = Interrupted(signal.SIGKILL)
    interrupted.render(DIGITS[:2], tmp_path)
    assert b"PYTHONPATH" in interrupted.environment
    assert b"HALL_SECRET_KEY" not in interrupted.environment


HANGS_AT_A_CLIP = "lambda rate: lambda *words: signal.sigwait([])"
HANGS_AT_THE_START = "lambda rate: signal.sigwait([])"


@pytest.mark.parametrize("hangs", [HANGS_AT_A_CLIP, HANGS_AT_THE_START], ids=["at a clip", "at the start"])
def test_an_engine_that_hangs_ends_the_child_by_itself(tmp_path: Path, hangs: str) -> None:
    hanging = f"import signal, hall.devices.speaker_child as child\nchild.library_engine = {hangs}\nchild.main()"
    clips = [{"name": "1", "words": "一", "voice": "cmn"}]
    job = {"engine": "library", "folder": str(tmp_path), "rate": 170, "start_seconds": 0.2, "clip_seconds": 0.05}
    words = [sys.executable, "-c", hanging, json.dumps({**job, "clips": clips})]
    ended = subprocess.run(words, timeout=30, check=False)
    assert ended.returncode == -signal.SIGALRM


def test_an_empty_file_now_and_then_is_tried_again(tmp_path: Path) -> None:
    sounds = [wav_bytes(b""), wav_bytes(b""), wav_bytes(tone(0.3))]

    def render(words: str, voice: str, target: Path) -> None:
        target.write_bytes(sounds.pop(0))

    clip = {"name": "1", "words": "一", "voice": "cmn"}
    assert speaker_child.render_clip(render, clip, tmp_path) is None
    assert [path.name for path in tmp_path.iterdir()] == ["1.wav"]


def test_three_failures_are_told_and_leave_nothing_behind(tmp_path: Path) -> None:
    def render(words: str, voice: str, target: Path) -> None:
        target.write_bytes(b"half a")
        raise BadSound("nothing came")

    clip = {"name": "1", "words": "一", "voice": "cmn"}
    assert speaker_child.render_clip(render, clip, tmp_path) == "nothing came"
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_voice_is_noticed_though_espeak_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(speaker.VOICES, "zh", "xx-nowhere")
    monkeypatch.setenv("PATH", str(tmp_path))
    made, reason = EspeakSpeaker().render([DIGITS[0], Clip("A", "A", "en")], tmp_path)
    assert made == {"A"}
    assert reason is not None
    assert "xx-nowhere is missing" in reason.en


@pytest.fixture
def without_library(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without pyttsx3; the answer is its only folder of programs, empty."""
    modules, programs = tmp_path_factory.mktemp("modules"), tmp_path_factory.mktemp("programs")
    for name in ("pyttsx3", "espeakng_loader"):
        (modules / f"{name}.py").write_text(f"raise ImportError('no {name} on this machine')")
    monkeypatch.setenv("PYTHONPATH", str(modules))
    monkeypatch.setenv("PATH", str(programs))
    return programs


@pytest.mark.usefixtures("without_library")
def test_without_any_voice_the_reason_is_readable(tmp_path: Path) -> None:
    made, reason = EspeakSpeaker().render(DIGITS, tmp_path)
    assert made == frozenset()
    assert reason is not None
    assert reason.zh.startswith("语音无法生成：")
    assert "no pyttsx3 on this machine" in reason.en
    assert "the command espeak-ng is not installed" in reason.en


def test_without_the_library_the_espeak_command_is_used(tmp_path: Path, without_library: Path) -> None:
    """A program in the place of espeak-ng: takes what espeak-ng takes, writes a sound."""
    (tmp_path / "tone.wav").write_bytes(wav_bytes(tone(0.3)))
    program = without_library / "espeak-ng"
    program.write_text(
        f'#!/bin/sh\n[ "$*" = "-b 1 -v cmn-latn-pinyin -s 170 -w $8 -- 零" ] || exit 3\n'
        f'while read -r line; do echo "$line"; done < /dev/null\n/bin/cp {tmp_path}/tone.wav "$8"\n'
    )
    program.chmod(0o755)
    folder = tmp_path / "clips"
    folder.mkdir()
    made, reason = EspeakSpeaker().render(DIGITS[:2], folder)
    assert made == {"0"}
    assert reason is not None
    assert "espeak-ng ended with 3" in reason.en
    assert seconds_of(pcm_of((folder / "0.wav").read_bytes())) == pytest.approx(0.3, abs=0.02)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_the_real_espeak_command_gives_the_same_clips(tmp_path: Path, without_library: Path) -> None:
    found = shutil.which("espeak-ng", path=os.defpath)
    assert found is not None
    (without_library / "espeak-ng").symlink_to(found)
    assert EspeakSpeaker().render(DIGITS, tmp_path) == Rendered(frozenset(NAMES))
    for name in NAMES:
        assert 0.15 < seconds_of(pcm_of((tmp_path / f"{name}.wav").read_bytes())) < 0.6


def test_a_folder_that_cannot_be_written_is_a_reason_too(tmp_path: Path) -> None:
    made, reason = EspeakSpeaker().render(DIGITS[:1], tmp_path / "nowhere")
    assert made == frozenset()
    assert reason is not None
    assert "No such file" in reason.en


def test_no_speaker_says_so() -> None:
    made, reason = NullSpeaker().render(DIGITS, Path("unused"))
    assert (made, reason) == (frozenset(), speaker.NO_VOICE)
