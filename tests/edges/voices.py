"""Voices to be tested: settled, with whatever speaker."""

from collections.abc import Sequence
from pathlib import Path

from hall.devices.speaker import Clip, EspeakSpeaker, Rendered, Speaker
from hall.display.announcement import Manner
from hall.display.voice import Voice

BOTH = Manner(languages=("zh", "en"))
LONG = 60.0


def settled(folder: Path, speaker: Speaker | None = None) -> Voice:
    voice = Voice(folder, speaker or EspeakSpeaker())
    voice.prepare()
    assert voice.settled.wait(LONG)
    return voice


class Forgetful(EspeakSpeaker):
    """Sounds like espeak, but cannot render any more."""

    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        raise AssertionError(f"asked to render {len(clips)} clips again")
