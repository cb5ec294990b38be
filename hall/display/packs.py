"""Recorded voices: a zip of WAV files with a manifest, checked as a whole, then laid beside the built-in pack.

`manifest.json` is `{"format": 1, "name": "zhouzhi", "languages": ["zh"], "title": {"zh", "en"}}`; the clips are
`zh/please.wav` … under the names of `clips.py`: 16-bit PCM, one or two channels, 22 050 to 96 000 Hz. Silence around
them is cut and all are brought to one level. Anything that is not a WAV is left out.
"""

import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from hall import clock
from hall.devices.sound import BYTES_A_SECOND, BadSound, converted, prepared, wav_bytes
from hall.display.clips import CLIPS, SELDOM
from hall.display.pack import BUILT_IN, ClipName, Pack, keep_clips, load_pack, write_whole
from hall.errors import FieldProblem, Invalid
from hall.text import LANGUAGES, Language, Text

MANIFEST = "manifest.json"
LONGEST_SECONDS = 5.0
_LARGEST_FILE = 4 * 1024 * 1024
_NAME = re.compile(r"[a-z][a-z0-9]{0,19}")
_FOLDER = re.compile(r"[a-z][a-z0-9]{0,19}-[0-9a-f]{8}")


class Recording(NamedTuple):
    """A checked zip: its manifest and every clip as a WAV file of the one format."""

    name: str
    title: Text
    clips: dict[ClipName, bytes]

    @property
    def version(self) -> str:
        whole = sha256()
        for (language, clip), wav in sorted(self.clips.items()):
            whole.update(f"{language}/{clip} {len(wav)} ".encode() + wav)
        return whole.hexdigest()[:8]


class Refused(Exception):
    """One thing wrong with one file of a zip; gathered, never seen outside."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.problem = FieldProblem(place, Text(zh, en))


def import_pack(archive: Path, voices: Path) -> Path:
    """Check the zip `archive` and lay it into the folder `voices` (the data folder's `voice/`); its new folder.

    A running server finds it by itself. Errors: `Invalid` with every problem of the zip; then nothing is written.
    """
    recording = checked(archive)
    folder = voices / f"{recording.name}-{recording.version}"
    voices.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="import-", dir=voices) as work:
        laid = Path(work) / folder.name
        for language in LANGUAGES:
            clips = {clip: wav for (spoken, clip), wav in recording.clips.items() if spoken == language}
            raw = Path(work) / language
            raw.mkdir()
            for clip, wav in clips.items():
                (raw / f"{clip}.wav").write_bytes(wav)
            keep_clips(laid, raw, language, clips)
        manifest = {"title": recording.title.as_json(), "imported_at": clock.now().isoformat()}
        write_whole(laid / MANIFEST, json.dumps(manifest, ensure_ascii=False).encode())
        if folder.exists():
            # The same recording again: only its date is new, which makes it the preferred one.
            (laid / MANIFEST).replace(folder / MANIFEST)
            voices.touch()
        else:
            laid.replace(folder)
    return folder


def recorded_packs(voices: Path) -> tuple[Pack, ...]:
    """Every recorded pack in the folder, the last imported first."""
    dated = []
    for folder in voices.iterdir():
        if not _FOLDER.fullmatch(folder.name) or folder.name.startswith(f"{BUILT_IN}-"):
            continue
        try:
            imported_at = str(json.loads((folder / MANIFEST).read_bytes())["imported_at"])
        except (OSError, ValueError, TypeError, KeyError):
            continue
        dated.append((imported_at, folder))
    return tuple(load_pack(folder) for _, folder in sorted(dated, reverse=True))


def checked(archive: Path) -> Recording:
    """The recording in a zip, whole; `Invalid` names every problem with its file."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            return _checked(zipped)
    except (OSError, zipfile.BadZipFile) as problem:
        raise Invalid(Text(f"无法读取压缩包：{problem}", f"The zip cannot be read: {problem}")) from problem


def _checked(zipped: zipfile.ZipFile) -> Recording:
    problems: list[FieldProblem] = []
    manifest = _manifest(zipped, problems)
    languages = [language for language in LANGUAGES if language in manifest.get("languages", [])]
    clips: dict[ClipName, bytes] = {}
    # Without a language there is nothing to compare the clips with, and the manifest has been blamed already.
    for entry in _wav_entries(zipped) if languages else ():
        try:
            name = _clip_name(entry.filename, languages)
            if name in clips:
                raise Refused(entry.filename, "重复", "It is there twice")
            clips[name] = _clip(zipped, entry)
        except Refused as refused:
            problems.append(refused.problem)
    problems.extend(_missing(languages, zipped.namelist()))
    if problems:
        raise Invalid(
            Text("语音包有误，未导入任何内容", "The recorded voice has errors; nothing was imported"), fields=problems
        )
    title = manifest.get("title") or {"zh": manifest["name"]}
    return Recording(manifest["name"], Text.of(title), clips)


def _wav_entries(zipped: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for entry in zipped.infolist():
        if entry.filename.endswith(".wav") and not entry.filename.startswith("__MACOSX/"):
            yield entry


def _manifest(zipped: zipfile.ZipFile, problems: list[FieldProblem]) -> dict[str, Any]:
    """The manifest as far as it can be used; what is wrong with it goes into `problems`."""
    try:
        entry = zipped.getinfo(MANIFEST)
        manifest = json.loads(_content(zipped, entry))
    except KeyError:
        problems.append(FieldProblem(MANIFEST, Text("缺少清单", "It is missing")))
        return {}
    except (ValueError, Refused) as problem:
        problems.append(FieldProblem(MANIFEST, Text(f"无法读取：{problem}", f"It cannot be read: {problem}")))
        return {}
    if not isinstance(manifest, dict):
        problems.append(FieldProblem(MANIFEST, Text("应为一个对象", "It must be an object")))
        return {}
    for refused in _manifest_problems(manifest):
        problems.append(refused.problem)
        manifest.pop(refused.problem.field.rpartition(" ")[2], None)
    return manifest


def _manifest_problems(manifest: dict[str, Any]) -> Iterator[Refused]:
    name, languages, title = manifest.get("name"), manifest.get("languages"), manifest.get("title", {"zh": "-"})
    if manifest.get("format") != 1:
        yield Refused(f"{MANIFEST} format", "应为 1", "It must be 1")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name == BUILT_IN:
        yield Refused(
            f"{MANIFEST} name",
            f"应为 1–20 个小写字母和数字，以字母开头，且不是 {BUILT_IN}",
            f"It must be 1 to 20 small letters and digits, a letter first, and not {BUILT_IN}",
        )
    if not isinstance(languages, list) or not languages or any(language not in LANGUAGES for language in languages):
        yield Refused(f"{MANIFEST} languages", "应列出 zh、en 中的至少一种", "It must list zh, en or both")
    words = title.values() if isinstance(title, dict) and "zh" in title else [None]
    if not all(isinstance(word, str) for word in words):
        yield Refused(f"{MANIFEST} title", '应为 {"zh": …, "en": …}', 'It must be {"zh": …, "en": …}')


def _clip_name(filename: str, languages: list[Language]) -> ClipName:
    spoken, _, file = filename.partition("/")
    clip = file.removesuffix(".wav")
    for language in languages:
        if language == spoken and clip in CLIPS[language]:
            return language, clip
    raise Refused(filename, "没有这个片段", "No clip has this name")


def _clip(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        pcm = prepared(converted(_content(zipped, entry)))
    except BadSound as problem:
        raise Refused(entry.filename, f"声音有误：{problem}", f"The sound is wrong: {problem}") from problem
    if len(pcm) > LONGEST_SECONDS * BYTES_A_SECOND:
        raise Refused(entry.filename, f"超过 {LONGEST_SECONDS:.0f} 秒", f"It is longer than {LONGEST_SECONDS:.0f} s")
    return wav_bytes(pcm)


def _content(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one file, never more than it may have whatever its header claims."""
    try:
        with zipped.open(entry) as file:
            content = file.read(_LARGEST_FILE + 1)
    # zipfile raises NotImplementedError for a compression it does not know, RuntimeError for a password.
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as problem:
        raise Refused(entry.filename, f"无法解压：{problem}", f"It cannot be unpacked: {problem}") from problem
    if len(content) > _LARGEST_FILE:
        raise Refused(entry.filename, "超过 4 MB", "It is larger than 4 MB")
    return content


def _missing(languages: list[Language], files: list[str]) -> Iterator[FieldProblem]:
    for language in languages:
        for clip, words in CLIPS[language].items():
            file = f"{language}/{clip}.wav"
            if clip not in SELDOM[language] and file not in files:
                yield FieldProblem(file, Text(f"缺少“{words}”", f"“{words}” is missing"))
