"""The hall goes on while its voice is not there yet, not whole, or not to be had; and says why."""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall import clock
from hall.devices.speaker import NO_VOICE, Clip, EspeakSpeaker, NullSpeaker, Rendered
from hall.display.voice import PREPARING, Voice, phrase_wav
from hall.errors import Unavailable
from tests.edges.voices import BOTH, LONG, Forgetful, settled


class Waiting(EspeakSpeaker):
    """Renders when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.let = threading.Event(), threading.Event()

    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        self.asked.set()
        assert self.let.wait(LONG)
        return super().render(clips, folder)


def test_the_hall_serves_while_the_voice_is_being_prepared(tmp_path: Path) -> None:
    speaker, told = Waiting(), threading.Event()
    voice = Voice(tmp_path, speaker, on_change=told.set)
    voice.prepare()
    assert speaker.asked.wait(LONG)
    silent = voice.announcement("main", "A001", 3, BOTH)
    assert (silent["audio_url"], silent["audio"], silent["seconds"]) == (None, {}, {})
    assert silent["text"]["zh"] == "请A001号到3号窗口办理"
    assert (voice.available, voice.reason) == (False, PREPARING)
    assert voice.troubles == []
    with pytest.raises(Unavailable) as refused:
        phrase_wav(voice, "default", "zh", "A001-3")
    assert refused.value.detail == PREPARING
    speaker.let.set()
    assert told.wait(LONG)
    assert (voice.available, voice.reason) == (True, None)
    assert voice.announcement("main", "A001", 3, BOTH)["audio"].keys() == {"zh", "en"}


def test_without_a_voice_the_hall_goes_on_and_says_why(tmp_path: Path) -> None:
    voice = settled(tmp_path / "voice", NullSpeaker())
    assert (voice.available, voice.reason) == (False, NO_VOICE)
    assert [(trouble.kind, trouble.text.zh) for trouble in voice.troubles] == [
        ("voice_unavailable", f"语音不可用：{NO_VOICE.zh}")
    ]
    assert voice.announcement("main", "A001", 3, BOTH)["audio_url"] is None
    with pytest.raises(Unavailable) as refused:
        phrase_wav(voice, "default", "zh", "A001-3")
    assert refused.value.detail == NO_VOICE


class ChineseOnly(EspeakSpeaker):
    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        if any(clip.name == "ticket" for clip in clips):
            return NullSpeaker().render(clips, folder)
        return super().render(clips, folder)


def test_a_voice_that_lacks_english_speaks_chinese_and_says_what_is_missing(tmp_path: Path) -> None:
    voice = settled(tmp_path, ChineseOnly())
    assert (voice.available, voice.reason) == (True, NO_VOICE)
    assert (voice.speaks("zh"), voice.speaks("en")) == (True, False)
    assert voice.announcement("main", "A001", 3, BOTH)["audio"].keys() == {"zh"}


class LateSpeaker(EspeakSpeaker):
    """Out of order the first time, as if espeak were installed only later."""

    def __init__(self) -> None:
        super().__init__()
        self.working = False

    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        return super().render(clips, folder) if self.working else NullSpeaker().render(clips, folder)


@pytest.fixture
def stopped_clock() -> Iterator[clock.FrozenClock]:
    with clock.frozen(datetime(2026, 11, 23, 1, 0, tzinfo=UTC)) as frozen:
        yield frozen


def test_a_voice_that_failed_is_tried_again_a_minute_later(tmp_path: Path, stopped_clock: clock.FrozenClock) -> None:
    speaker = LateSpeaker()
    voice = settled(tmp_path, speaker)
    speaker.working = True
    stopped_clock.advance(timedelta(seconds=59))
    voice.announcement("main", "A001", 3, BOTH)
    assert voice.settled.is_set()
    stopped_clock.advance(timedelta(seconds=1))
    voice.announcement("main", "A001", 3, BOTH)
    assert voice.settled.wait(LONG)
    assert (voice.available, voice.reason) == (True, None)


def test_a_folder_that_cannot_be_written_is_a_readable_reason(tmp_path: Path) -> None:
    (tmp_path / "voice").write_text("a file where the folder should be")
    voice = settled(tmp_path / "voice")
    assert not voice.available
    assert voice.reason is not None
    assert voice.reason.zh.startswith("语音文件夹无法写入：")
    assert "File exists" in voice.reason.en


def test_a_speaker_that_breaks_does_not_take_the_hall_along(tmp_path: Path) -> None:
    voice = settled(tmp_path, Forgetful())
    assert not voice.available
    assert voice.reason is not None
    assert "asked to render" in voice.reason.en
