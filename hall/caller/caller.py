"""The caller itself: it waits for keys, does what they say at its person's window, and tells what happened."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from hall.caller.chords import Chord
from hall.caller.deeds import SURE_SECONDS, Deed, Json, Note, request_of
from hall.caller.server import Refused, Server, Unreachable
from hall.caller.telling import Telling
from hall.text import Text

LOOK_EVERY_SECONDS = 20.0
TOUCHED_SECONDS = 60.0
"""Whoever has touched the machine within so long is there: their session is in use."""
NO_DUTY = Text("您还没有上岗，请先在窗口页选择窗口", "You are not on duty: choose a window on the desk page")
NOBODY = Text("没有本窗口可办的号票在等候", "Nobody this window may serve is waiting")


class Keys(Protocol):
    """What the caller needs of a keyboard; see `hall.caller.x11`."""

    def wait(self, seconds: float) -> Chord | None: ...
    def forget(self) -> None: ...
    def idle_seconds(self) -> float: ...


@dataclass
class Caller:
    """One person's keys. `unlock` and `sign_in` ask for what the server wants to know again."""

    server: Server
    keys: Keys
    telling: Telling
    chords: Mapping[Chord, Deed]
    outcome: str
    outcome_name: Text
    unlock: Callable[[], None]
    sign_in: Callable[[], Any]
    window: str | None = None
    unsure: tuple[str, float] | None = None
    looked_at: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Serve the keys until the program is ended."""
        while True:
            chord = self.keys.wait(1.0)
            if chord is not None:
                self._guarded(partial(self.press, self.chords[chord]))
                self.keys.forget()
            elif time.monotonic() - self.looked_at > LOOK_EVERY_SECONDS:
                self._guarded(self.look)

    def look(self) -> None:
        """Ask whether the server is there and where one is on duty; in use while somebody is at the machine."""
        self.looked_at = time.monotonic()
        session = self.server.read("/session", unattended=self.keys.idle_seconds() > TOUCHED_SECONDS)
        self.window = session["window"]["id"] if session["window"] else None
        if session["locked"]:
            self.unlock()

    def press(self, deed: Deed) -> None:
        """Do what a key says, and say what came of it."""
        if self.window is None:
            self.look()
        self.telling.say(NO_DUTY if self.window is None else self._done(deed, self.window))

    def _done(self, deed: Deed, window_id: str) -> Text:
        window = self.server.read(f"/windows/{window_id}")
        wanted = request_of(deed, window, self.outcome, self.outcome_name, self._unsure())
        self.unsure = None
        if isinstance(wanted, Note):
            self.unsure = (wanted.unsure, time.monotonic() + SURE_SECONDS) if wanted.unsure else None
            return wanted.words
        answer = self.server.act(wanted.path, wanted.body)
        return NOBODY if answer is None else _said(wanted.done, answer, whole=deed is Deed.NEXT)

    def _unsure(self) -> str | None:
        """The ticket whose finish was pressed a moment ago."""
        return self.unsure[0] if self.unsure is not None and time.monotonic() < self.unsure[1] else None

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do it, and say what came in the way; a session that is locked or over is taken up again."""
        try:
            work()
            self.telling.online()
        except Unreachable:
            self.telling.offline()
        except Refused as refused:
            self.telling.say(refused.detail)
            if refused.code == "session_locked":
                self.unlock()
            elif refused.status == 401:
                self.sign_in()
            elif refused.code in ("not_on_duty", "window_not_found"):
                self.window = None


def _said(done: Text, answer: Json, *, whole: bool) -> Text:
    """The sentence with the ticket's number, `whole` with what it is for."""
    number = str(answer["number"])
    zh, en = done.zh.format(number=number), done.en.format(number=number)
    if not whole:
        return Text(zh, en)
    names = [errand["name"] for errand in answer["errands"]]
    return Text(
        f"{zh}（{'、'.join(name['zh'] for name in names)}）", f"{en} ({', '.join(name['en'] for name in names)})"
    )
