"""Several processes of one machine share the voice's folder."""

from collections.abc import Sequence
from pathlib import Path

from hall.devices.speaker import Clip, EspeakSpeaker, Rendered
from hall.display.clips import CLIPS
from hall.display.voice import Voice
from hall.text import LANGUAGES

LONG = 120.0


class Counted(EspeakSpeaker):
    """Counts the clips that all of them render."""

    rendered = 0

    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        Counted.rendered += len(clips)
        return super().render(clips, folder)


def test_of_several_that_share_a_folder_one_renders_and_all_speak(tmp_path: Path) -> None:
    several = [Voice(tmp_path / "voice", Counted()) for _ in range(3)]
    for each in several:
        each.prepare()
    assert all(each.settled.wait(LONG) for each in several)
    assert all(each.available and each.reason is None for each in several)
    assert Counted.rendered == sum(len(CLIPS[language]) for language in LANGUAGES)
