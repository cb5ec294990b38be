"""A voice as clips in memory: read from its folder with every clip checked, joined into phrases, written back.

The folder of a pack is `NAME-VERSION/` with `zh/please.wav` … and `clips.json`, the CRC of every whole clip. A clip
that is missing there, damaged or cut short counts as not there.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

from hall.devices.sound import BadSound, pcm_of, seconds_of, silence, wav_bytes
from hall.display.announcement import Phrase
from hall.text import Language

PAUSE_SECONDS = 0.12
"""Between two words of a phrase."""

BUILT_IN = "default"
"""The name of the pack that the speaker renders; recorded packs have other names."""

CHECKSUMS = "clips.json"

ClipName = tuple[Language, str]
Clips = Mapping[ClipName, bytes]
"""PCM of every clip, by language and name."""

_PAUSE = silence(PAUSE_SECONDS)


@dataclass(frozen=True, eq=False)
class Pack:
    """One voice. Name and version stand in the address of its phrases, so a new version is a new address."""

    name: str
    version: str
    clips: Clips

    def can_say(self, phrase: Phrase, language: Language) -> bool:
        return all((language, clip) in self.clips for word in phrase for clip in word)

    def seconds(self, phrase: Phrase, language: Language) -> float:
        """How long the phrase is."""
        sound = sum(seconds_of(self.clips[language, clip]) for word in phrase for clip in word)
        return sound + PAUSE_SECONDS * (len(phrase) - 1)

    def wav(self, phrase: Phrase, language: Language) -> bytes:
        """The phrase as a WAV file; `KeyError` when a clip is missing (ask `can_say`)."""
        words = (b"".join(self.clips[language, clip] for clip in word) for word in phrase)
        return wav_bytes(_PAUSE.join(words))


def load_pack(folder: Path) -> Pack:
    """The pack in `folder` with every whole clip; a folder that is missing is a pack without clips."""
    name, _, version = folder.name.rpartition("-")
    clips: dict[ClipName, bytes] = {}
    for path, checksum in _checksums(folder).items():
        try:
            data = (folder / f"{path}.wav").read_bytes()
            pcm = pcm_of(data)
        except (OSError, BadSound):
            continue
        if crc32(data) == checksum:
            clips[_clip_name(path)] = pcm
    return Pack(name, version, MappingProxyType(clips))


def keep_clips(folder: Path, rendered: Path, language: Language, names: Iterable[str]) -> None:
    """Move clips of one language from where they were rendered into the pack, then list their checksums.

    Killed anywhere in between, the pack lacks clips but never has a wrong one.
    """
    target = folder / language
    target.mkdir(parents=True, exist_ok=True)
    checksums = _checksums(folder)
    for name in names:
        source = rendered / f"{name}.wav"
        checksums[f"{language}/{name}"] = crc32(source.read_bytes())
        source.replace(target / source.name)
    write_whole(folder / CHECKSUMS, json.dumps(checksums, indent=1, sort_keys=True).encode())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _checksums(folder: Path) -> dict[str, int]:
    try:
        listed = json.loads((folder / CHECKSUMS).read_bytes())
        return {path: int(checksum) for path, checksum in listed.items() if path.startswith(("zh/", "en/"))}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _clip_name(path: str) -> ClipName:
    language, _, name = path.partition("/")
    return ("en" if language == "en" else "zh", name)
