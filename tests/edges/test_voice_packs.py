"""A hall's own recorded voice: imported whole or refused with every problem, and preferred to the built-in one."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall import clock
from hall.devices.sound import pcm_of, seconds_of, silence, wav_bytes
from hall.devices.speaker import NullSpeaker
from hall.display.announcement import Manner
from hall.display.clips import CLIPS, SELDOM
from hall.display.packs import checked, import_pack
from hall.display.voice import Voice, phrase_wav
from hall.errors import Invalid
from hall.text import Text
from tests.rules.test_sound import tone, wav

LONG = 60.0
MANIFEST = {"format": 1, "name": "zhouzhi", "languages": ["zh"], "title": {"zh": "大厅录音", "en": "Our own voice"}}
CLIP = wav_bytes(silence(0.2) + tone(0.3) + silence(0.3))
USUAL = {f"zh/{clip}.wav": CLIP for clip in CLIPS["zh"] if clip not in SELDOM["zh"]}
LETTERS_TOO = USUAL | {"zh/A.wav": CLIP, "zh/B.wav": CLIP}


def zipped(
    folder: Path, files: Mapping[str, bytes] = LETTERS_TOO, manifest: object = MANIFEST, name: str = "voice.zip"
) -> Path:
    archive = folder / name
    with zipfile.ZipFile(archive, "w") as out:
        if manifest is not None:
            out.writestr("manifest.json", manifest if isinstance(manifest, bytes) else json.dumps(manifest))
        for path, content in files.items():
            out.writestr(path, content)
    return archive


def settled(folder: Path) -> Voice:
    voice = Voice(folder, NullSpeaker())
    voice.prepare()
    assert voice.settled.wait(LONG)
    return voice


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    return tmp_path / "data" / "voice"


@pytest.fixture
def stopped_clock() -> Iterator[clock.FrozenClock]:
    with clock.frozen(datetime(2026, 11, 23, 1, 0, tzinfo=UTC)) as frozen:
        yield frozen


def test_a_recorded_voice_speaks_at_an_address_of_its_own(tmp_path: Path, voices: Path) -> None:
    folder = import_pack(zipped(tmp_path), voices)
    voice = settled(voices)
    announcement = voice.announcement("main", "A001", 3, Manner())
    assert announcement["audio_url"] == f"/audio/{folder.name}/zh/A001-3.wav"
    _, _, pack, language, name = announcement["audio_url"].split("/")
    sound = pcm_of(phrase_wav(voice, pack, language, name.removesuffix(".wav")))
    # Eight clips of 0.3 s, their silence cut, and six pauses between the seven words.
    assert seconds_of(sound) == pytest.approx(8 * 0.32 + 6 * 0.12, abs=0.05)


def test_a_running_hall_finds_a_new_recording_by_itself(tmp_path: Path, voices: Path) -> None:
    voice = settled(voices)
    assert voice.announcement("main", "A001", 3, Manner())["audio_url"] is None
    import_pack(zipped(tmp_path), voices)
    voice.announcement("main", "A001", 3, Manner())
    assert voice.settled.wait(LONG)
    assert voice.announcement("main", "A001", 3, Manner())["audio_url"].startswith("/audio/zhouzhi-")


def test_what_a_recording_lacks_is_left_to_the_next_voice(tmp_path: Path, voices: Path) -> None:
    import_pack(zipped(tmp_path), voices)
    voice = settled(voices)
    assert voice.said("A001", 3, "zh", Manner()) is not None
    assert voice.said("C001", 3, "zh", Manner()) is None
    assert voice.said("A001", 105, "zh", Manner()) is None
    assert voice.said("A001", 3, "en", Manner()) is None


def test_the_recording_imported_last_wins_unless_a_hall_names_another(
    tmp_path: Path, voices: Path, stopped_clock: clock.FrozenClock
) -> None:
    import_pack(zipped(tmp_path), voices)
    stopped_clock.advance(timedelta(hours=1))
    import_pack(zipped(tmp_path, manifest=MANIFEST | {"name": "town"}), voices)
    voice = settled(voices)

    def speaking(manner: Manner) -> str | None:
        said = voice.said("A001", 3, "zh", manner)
        return said and said.url.split("/")[2].partition("-")[0]

    assert speaking(Manner()) == "town"
    assert speaking(Manner(pack="zhouzhi")) == "zhouzhi"
    assert speaking(Manner(pack="default")) is None
    assert speaking(Manner(pack="gone")) is None


def test_the_same_recording_again_changes_nothing_but_its_date(
    tmp_path: Path, voices: Path, stopped_clock: clock.FrozenClock
) -> None:
    first = import_pack(zipped(tmp_path), voices)
    sounds = {path: path.stat().st_mtime_ns for path in first.glob("zh/*.wav")}
    stopped_clock.advance(timedelta(days=1))
    assert import_pack(zipped(tmp_path), voices) == first
    assert {path: path.stat().st_mtime_ns for path in first.glob("zh/*.wav")} == sounds
    assert json.loads((first / "manifest.json").read_bytes())["imported_at"].startswith("2026-11-24")
    assert [path.name for path in voices.iterdir()] == [first.name]


def test_another_recording_is_another_version(tmp_path: Path, voices: Path) -> None:
    first = import_pack(zipped(tmp_path), voices)
    louder = wav_bytes(silence(0.2) + tone(0.4))
    second = import_pack(zipped(tmp_path, LETTERS_TOO | {"zh/1.wav": louder}), voices)
    assert first != second
    assert len(settled(voices).packs) == 3


def test_usual_recordings_are_taken_as_they_come(tmp_path: Path) -> None:
    stereo = wav(tone(0.3, rate=48_000, channels=2), rate=48_000, channels=2)
    extras = {"README.txt": b"recorded by the hall", "__MACOSX/zh/._1.wav": b"\0", "zh/": b""}
    recording = checked(zipped(tmp_path, LETTERS_TOO | {"zh/1.wav": stereo} | extras))
    assert (recording.name, recording.title) == ("zhouzhi", Text("大厅录音", "Our own voice"))
    assert seconds_of(pcm_of(recording.clips["zh", "1"])) == pytest.approx(0.3, abs=0.03)


def problems(archive: Path) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        checked(archive)
    return {problem.field: problem.message.en for problem in refused.value.fields}


def test_every_problem_is_named_at_once_and_nothing_is_imported(tmp_path: Path, voices: Path) -> None:
    files = LETTERS_TOO | {
        "zh/1.wav": b"RIFF nothing",
        "zh/2.wav": wav_bytes(silence(1.0)),
        "zh/3.wav": wav(tone(0.3, rate=8000), rate=8000),
        "zh/4.wav": wav_bytes(tone(5.5)),
        "zh/5.wav": CLIP[:-50],
        "zh/6.wav": CLIP + bytes(4 * 1024 * 1024),
        "zh/eleven.wav": CLIP,
        "en/ticket.wav": CLIP,
        "../../7.wav": CLIP,
    }
    del files["zh/please.wav"]
    archive = zipped(tmp_path, files)
    found = problems(archive)
    assert found.keys() == {
        *(f"zh/{value}.wav" for value in range(1, 7)), "zh/eleven.wav", "zh/please.wav", "en/ticket.wav", "../../7.wav",
    }  # fmt: skip
    assert "not a PCM WAV" in found["zh/1.wav"]
    assert "silent" in found["zh/2.wav"]
    assert "8000 Hz" in found["zh/3.wav"]
    assert "longer than 5 s" in found["zh/4.wav"]
    assert "cut short" in found["zh/5.wav"]
    assert "larger than 4 MB" in found["zh/6.wav"]
    assert found["zh/please.wav"] == "“请” is missing"
    with pytest.raises(Invalid, match="nothing was imported"):
        import_pack(archive, voices)
    assert not voices.exists()


@pytest.mark.parametrize(
    ("manifest", "field"),
    [
        (None, "manifest.json"),
        (b"{", "manifest.json"),
        (b"[]", "manifest.json"),
        (b"\xff\xfe", "manifest.json"),
        (MANIFEST | {"format": 2}, "manifest.json format"),
        (MANIFEST | {"name": "default"}, "manifest.json name"),
        (MANIFEST | {"name": "../etc"}, "manifest.json name"),
        (MANIFEST | {"name": 7}, "manifest.json name"),
        (MANIFEST | {"languages": []}, "manifest.json languages"),
        (MANIFEST | {"languages": ["fr"]}, "manifest.json languages"),
        (MANIFEST | {"languages": "zh"}, "manifest.json languages"),
        (MANIFEST | {"languages": [["zh"]]}, "manifest.json languages"),
        (MANIFEST | {"title": "ours"}, "manifest.json title"),
        (MANIFEST | {"title": {"zh": 3}}, "manifest.json title"),
    ],
)
def test_a_wrong_manifest_is_named_field_by_field(tmp_path: Path, manifest: object, field: str) -> None:
    assert problems(zipped(tmp_path, manifest=manifest)).keys() == {field}


def test_a_file_twice_or_damaged_inside_the_zip_is_named(tmp_path: Path) -> None:
    archive = zipped(tmp_path)
    with zipfile.ZipFile(archive, "a") as out, pytest.warns(UserWarning, match="Duplicate name"):
        out.writestr("zh/9.wav", CLIP)
    whole = bytearray(archive.read_bytes())
    whole[whole.index(b"zh/0.wav") + 2000] ^= 0xFF
    archive.write_bytes(whole)
    found = problems(archive)
    assert found["zh/9.wav"] == "It is there twice"
    assert "cannot be unpacked" in found["zh/0.wav"]


def test_something_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "voice.zip").write_bytes(b"not a zip at all")
    with pytest.raises(Invalid, match="zip cannot be read"):
        checked(tmp_path / "voice.zip")
    with pytest.raises(Invalid, match="zip cannot be read"):
        checked(tmp_path / "missing.zip")
