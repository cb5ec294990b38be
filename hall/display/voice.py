"""The hall's voice: which pack speaks, the address and length of a phrase, and its sound.

The built-in pack is rendered once by the speaker, in the background while the hall already serves, and kept in the
data folder; recorded packs lie beside it and win over it. What one lacks is said by the next, whole phrase by whole
phrase. Nothing here plays a sound: screens fetch phrases.
"""

import logging
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from hall import clock
from hall.catalogue.terms import AlarmKind
from hall.devices.sound import LEVEL
from hall.devices.speaker import Clip, Speaker
from hall.display.address import PhraseAddress
from hall.display.announcement import Manner, announcement_phrase, announcement_text
from hall.display.clips import CLIPS, LETTERS
from hall.display.pack import BUILT_IN, PAUSE_SECONDS, Pack, keep_clips, load_pack
from hall.display.packs import recorded_packs
from hall.display.troubles import Trouble
from hall.errors import NotFound, Unavailable
from hall.folders import one_at_a_time
from hall.text import LANGUAGES, Language, Text

PREPARING = Text("语音正在准备", "The voice is being prepared")
RETRY_AFTER = timedelta(minutes=1)
KEPT_PHRASES = 16
STOP_SECONDS = 5.0
LOCK_FILE = "rendering.lock"

log = logging.getLogger(__name__)


class Said(NamedTuple):
    """One announcement in one language: where its sound is, and its length."""

    url: str
    seconds: float


class Voice:
    """All packs of one installation. `folder` is the data folder's `voice/`; nothing happens before `prepare()`.

    `available` and `reason` tell the desks how it stands: a reason without `available` means that nothing can be said,
    with it, that something is missing. `on_change` is called (from the background) whenever they change.
    """

    def __init__(self, folder: Path, speaker: Speaker, on_change: Callable[[], None] = lambda: None) -> None:
        self._folder = folder
        self._speaker = speaker
        self._on_change = on_change
        self._built_in_folder = folder / f"{BUILT_IN}-{_version(speaker)}"
        self._packs: tuple[Pack, ...] = ()
        self._seen_at: int | None = None
        self._tried_at: datetime | None = None
        self._starting = threading.Lock()
        self._phrase = lru_cache(maxsize=KEPT_PHRASES)(Pack.wav)
        self.reason: Text | None = PREPARING
        self.settled = threading.Event()
        """Set while no preparing is under way."""
        self.settled.set()
        self._stopped = threading.Event()

    @property
    def available(self) -> bool:
        return any(self.speaks(language) for language in LANGUAGES)

    @property
    def troubles(self) -> list[Trouble]:
        """Why the hall is mute, for its manager; that it has only just started is nobody's trouble."""
        if self.available or self.reason in (None, PREPARING):
            return []
        words = Text("语音不可用：" + self.reason.zh, "No voice: " + self.reason.en)
        return [Trouble(AlarmKind.VOICE_UNAVAILABLE, words)]

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Recorded packs, the last imported first, then the built-in one."""
        return self._packs

    def speaks(self, language: Language) -> bool:
        phrase = announcement_phrase("A001", 1, language)
        return any(pack.can_say(phrase, language) for pack in self._packs)

    def prepare(self) -> None:
        """Load all packs and render what lacks, in the background; does nothing while that is under way."""
        with self._starting:
            if not self.settled.is_set():
                return
            self.settled.clear()
        self._tried_at = clock.now()
        threading.Thread(target=self._prepare, name="voice", daemon=True).start()

    def stop(self) -> None:
        """End the preparing that is under way."""
        self._stopped.set()
        self._speaker.stop()
        self.settled.wait(STOP_SECONDS)

    def announcement(self, zone: str, number: str, window: int | None, manner: Manner) -> dict[str, Any]:
        """What a screen needs to show and say it; a language that no voice speaks is not in `audio` and `seconds`.

        `window=None` retracts a call.
        """
        self._look_again()
        said = {language: self.said(number, window, language, manner) for language in manner.languages}
        audio = {language: one for language, one in said.items() if one is not None}
        return {
            "zone": zone,
            "text": announcement_text(number, window).as_json(),
            "audio_url": next((one.url for one in audio.values()), None),
            "audio": {language: one.url for language, one in audio.items()},
            "seconds": {language: round(one.seconds, 2) for language, one in audio.items()},
            "languages": list(manner.languages),
            "repeat": manner.repeat,
        }

    def said(self, number: str, window: int | None, language: Language, manner: Manner) -> Said | None:
        """Where one phrase is to be had, None when no pack can say it."""
        phrase = announcement_phrase(number, window, language, manner.one)
        pack = next((pack for pack in self._in_order(manner) if pack.can_say(phrase, language)), None)
        if pack is None:
            return None
        address = PhraseAddress(pack.name, pack.version, manner.one, language, number, window)
        return Said(address.path, pack.seconds(phrase, language))

    def wav(self, address: PhraseAddress) -> bytes:
        """The sound of a phrase. Errors: `NotFound` for a pack that is not there, `Unavailable` before it can speak."""
        self._look_again()
        pack = self._find(address.pack, address.version)
        phrase = announcement_phrase(address.number, address.window, address.language, address.one)
        if pack is None or not pack.can_say(phrase, address.language):
            raise Unavailable(self.reason or Text("这个语音包没有录这句话", "This voice lacks the words for that"))
        return self._phrase(pack, phrase, address.language)

    def _find(self, name: str, version: str | None) -> Pack | None:
        """None for the built-in pack before it is loaded."""
        for pack in self._packs:
            if pack.name == name and version in (None, pack.version):
                return pack
        if name == BUILT_IN and version in (None, self._built_in_folder.name.rpartition("-")[2]):
            return None
        raise NotFound(Text("没有这个语音包", "There is no such voice"))

    def _in_order(self, manner: Manner) -> Iterator[Pack]:
        """The packs that may speak for a hall, the preferred one first."""
        named = [pack for pack in self._packs if pack.name == manner.pack]
        yield from named
        yield from (
            pack for pack in self._packs if pack not in named and (manner.pack is None or pack.name == BUILT_IN)
        )

    def _look_again(self) -> None:
        """Prepare once more when a pack was imported meanwhile, or a minute after the voice could not be rendered."""
        if self._tried_at is None:
            return
        failed = self.reason is not None and clock.now() - self._tried_at >= RETRY_AFTER
        if failed or _changed_at(self._folder) != self._seen_at:
            self.prepare()

    def _prepare(self) -> None:
        before = (self.available, self.reason)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._load()
            if self._lacks():
                # One process renders; the others of this machine wait, and find everything there.
                with one_at_a_time(self._folder / LOCK_FILE, self._stopped.is_set) as mine:
                    self._load()
                    self.reason = self._render() if mine else self.reason
            else:
                self.reason = None
        except OSError as problem:
            self.reason = Text(f"语音文件夹无法写入：{problem}", f"The voice's folder cannot be written: {problem}")
        except Exception as problem:
            log.exception("the voice could not be prepared")
            self.reason = Text(f"语音无法准备：{problem}", f"The voice could not be prepared: {problem}")
        finally:
            self._seen_at = _changed_at(self._folder)
            self.settled.set()
        if (self.available, self.reason) != before:
            self._on_change()

    def _load(self) -> None:
        self._packs = (*recorded_packs(self._folder), load_pack(self._built_in_folder))

    def _lacks(self, *languages: Language) -> list[Clip]:
        """What the built-in pack has not of these languages, or of all."""
        clips = self._packs[-1].clips
        spoken = languages or LANGUAGES
        return [clip for each in spoken for clip in _vocabulary(each) if (each, clip.name) not in clips]

    def _render(self) -> Text | None:
        """Render what the built-in pack lacks, Chinese first; why something is still missing."""
        reason = None
        for language in LANGUAGES:
            wanted = self._lacks(language)
            if not wanted:
                continue
            self._built_in_folder.mkdir(exist_ok=True)
            with tempfile.TemporaryDirectory(prefix="render-", dir=self._built_in_folder) as work:
                rendered = self._speaker.render(wanted, Path(work))
                keep_clips(self._built_in_folder, Path(work), language, rendered.made)
            self._packs = (*self._packs[:-1], load_pack(self._built_in_folder))
            reason = reason or rendered.reason
        return reason


def phrase_wav(voice: Voice, pack: str, language: str, name: str) -> bytes:
    """The sound at `/audio/{pack}/{language}/{name}.wav`. Errors: `NotFound`, `Unavailable`."""
    return voice.wav(PhraseAddress.parse(pack, language, name))


def _vocabulary(language: Language) -> list[Clip]:
    """Letters are read by the English voice in both languages: the Chinese one spells some of them."""
    return [Clip(name, words, "en" if name in LETTERS else language) for name, words in CLIPS[language].items()]


def _version(speaker: Speaker) -> str:
    vocabulary = [(language, *clips.items()) for language, clips in CLIPS.items()]
    recipe = repr((speaker.identity, LEVEL, PAUSE_SECONDS, vocabulary))
    return sha256(recipe.encode()).hexdigest()[:8]


def _changed_at(folder: Path) -> int | None:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return None
