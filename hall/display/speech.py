"""Pages read aloud: any sentence in the built-in voice, rendered once, kept on disk under a name that tells nothing.

A sentence is rendered in the speaker's own process, one at a time. Nobody's words are logged: what stays is the sound,
under a keyed digest, until it is the longest unused.
"""

import hmac
import os
import tempfile
import time
from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock

from hall import clock
from hall.devices.sound import LEVEL, pcm_of, silence, wav_bytes
from hall.devices.speaker import Clip, Speaker
from hall.display.announcement import One
from hall.display.pack import write_whole
from hall.display.reading import Run, readable, runs
from hall.errors import FieldProblem, Invalid, NotFound, TooFast, Unavailable
from hall.folders import one_at_a_time
from hall.text import Language, Text

MOST_BYTES = 64 * 1024 * 1024
MOST_WAITING = 6
LOCK_FILE = "rendering.lock"
RETRY_AFTER = timedelta(minutes=1)
BUSY = Text("正在朗读的人较多，请稍后再试", "Many are listening just now; please try again in a moment")
SILENT = Text("本机暂时没有语音，不能朗读", "There is no voice at present, so nothing can be read aloud")
UNSAYABLE = Text(
    "其中有语音读不出的文字或符号，请改用汉字、字母或0–9",
    "The voice has no words for some of it; write it in words or with the digits 0–9",
)
EASY: dict[Language, str] = {"zh": "您好", "en": "hello"}
"""What any voice can say: by it a voice that is lost is told from a text that nobody could say."""
UNKNOWN = Text("没有这段朗读", "There is no such reading")


class Speech:
    """The sentences of one installation. `folder` is made when the first is said; `key` keeps their names secret.

    `most_bytes`: when the sounds are more, the longest unused are dropped until a quarter is free.
    """

    def __init__(self, folder: Path, speaker: Speaker, key: str, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._speaker, self._most_bytes = folder, speaker, most_bytes
        self._key = sha256(b"speech" + key.encode()).digest()
        self._one_at_a_time, self._stopped = Lock(), Event()
        self._waiting = BoundedSemaphore(MOST_WAITING)
        self._silent_until: datetime | None = None

    def url(self, text: str, language: Language, one: One = "yi") -> str:
        """Where the text is heard. Errors: `TooFast` while many wait, `Unavailable` without a voice.

        `Invalid` for what cannot be read or said; that tells nothing of the voice, and others are read to as before.
        """
        plain = readable(text)
        recipe = "\n".join((self._speaker.identity, str(LEVEL), one, language, plain))
        name = hmac.new(self._key, recipe.encode(), sha256).hexdigest()[:32]
        path = self._folder / f"{name}.wav"
        if not path.exists():
            self._make(path, runs(plain, language, one))
        return f"/audio/speech/{name}.wav"

    def wav(self, name: str) -> bytes:
        """The sound of that name. Errors: `NotFound` for one that was never made, or was dropped since."""
        path = self._folder / f"{name}.wav"
        used = time.time_ns()
        try:
            sound = path.read_bytes()
            # Used just now: the last to be dropped. The finer clock, so that what was written a moment ago is older.
            os.utime(path, ns=(used, used))
        except OSError as error:
            raise NotFound(UNKNOWN) from error
        return sound

    def stop(self) -> None:
        """End the rendering that is under way, and the waiting for another process's."""
        self._stopped.set()
        self._speaker.stop()

    def _make(self, path: Path, pieces: Sequence[Run]) -> None:
        if self._silent_until is not None and clock.now() < self._silent_until:
            raise Unavailable(SILENT)
        if not self._waiting.acquire(blocking=False):
            raise TooFast(2.0, BUSY)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._one_at_a_time, one_at_a_time(self._folder / LOCK_FILE, self._stopped.is_set):
                if path.exists():  # somebody else asked for the same, here or in another process
                    return
                sound = self._rendered(pieces)
                write_whole(path, sound)
                self._drop_unused()
        finally:
            self._waiting.release()

    def _rendered(self, pieces: Sequence[Run]) -> bytes:
        clips = [Clip(f"{at:03}", run.words, run.language) for at, run in enumerate(pieces)]
        with tempfile.TemporaryDirectory(prefix="render-", dir=self._folder) as work:
            rendered = self._speaker.render(clips, Path(work))
            lacking = {clip.language for clip in clips if clip.name not in rendered.made}
            if lacking:
                self._check_voices(lacking, Path(work))
                raise Invalid(UNSAYABLE, fields=[FieldProblem("text", UNSAYABLE)])
            sounds = [pcm_of((Path(work) / f"{clip.name}.wav").read_bytes()) for clip in clips]
        self._silent_until = None
        pauses = [*(silence(run.pause_seconds) for run in pieces[:-1]), b""]
        return wav_bytes(b"".join(part for pair in zip(sounds, pauses, strict=True) for part in pair))

    def _check_voices(self, languages: Set[Language], work: Path) -> None:
        """Raises `Unavailable`, and for a while for everybody, unless all of these voices can say an easy word."""
        easy = [Clip(f"easy-{language}", EASY[language], language) for language in sorted(languages)]
        if len(self._speaker.render(easy, work).made) < len(easy):
            self._silent_until = clock.now() + RETRY_AFTER
            raise Unavailable(SILENT)

    def _drop_unused(self) -> None:
        found = sorted((path.stat().st_mtime_ns, path.stat().st_size, path) for path in self._folder.glob("*.wav"))
        total = sum(size for _used, size, _path in found)
        if total <= self._most_bytes:
            return
        for _used, size, path in found:
            if total <= self._most_bytes * 3 // 4:
                return
            path.unlink(missing_ok=True)
            total -= size
