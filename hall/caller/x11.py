"""Keys grabbed from an X server: they arrive here whichever program has the focus."""

import select
import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import xcffib
import xcffib.screensaver
import xcffib.xproto

from hall.caller.chords import Chord, Held
from hall.errors import Unavailable
from hall.text import Text

NUM_LOCK = 0xFF7F
CAPS_LOCK = 2
HELD = int(Held.SHIFT | Held.CTRL | Held.ALT | Held.SUPER)
REPEAT_MS = 20
"""A key held down tells of a release and a press at one instant; nobody lets go and presses again within this."""


class Grab(NamedTuple):
    """One key with all that is held beside it, locks too."""

    code: int
    held: int


class Keys:
    """The chords of one caller at one display."""

    def __init__(self, display: str | None = None) -> None:
        try:
            self._x = xcffib.connect(display)
        except xcffib.ConnectionException as error:
            raise Unavailable(
                Text(
                    "没有 X11 显示（DISPLAY），不能使用全局按键；请用窗口页自己的按键",
                    "There is no X11 display (DISPLAY), so no global keys: use the keys of the desk page",
                )
            ) from error
        self._root = self._x.get_setup().roots[0].root
        self._codes: dict[tuple[int, int], Chord] = {}
        self._taken: set[Grab] = set()
        self._released: dict[int, int] = {}
        self._chords: tuple[Chord, ...] = ()

    def grab(self, chords: Iterable[Chord]) -> list[Chord]:
        """Take these chords for this program; those that another has taken already, or that no key makes.

        A key that stays where it was is never let go, so that no press falls between.
        """
        self._chords = tuple(chords)
        codes, locks = self._keycodes(), self._locks()
        wanted = {
            chord: {Grab(codes[chord.keysym], int(chord.held) | lock) for lock in locks}
            for chord in self._chords
            if chord.keysym in codes
        }
        self._let_go(self._taken.difference(*wanted.values()))
        taken = [chord for chord, grabs in wanted.items() if self._take(grabs)]
        self._codes = {(codes[chord.keysym], int(chord.held)): chord for chord in taken}
        self._x.flush()
        return [chord for chord in self._chords if chord not in taken]

    def wait(self, seconds: float) -> Chord | None:
        """The next chord that is pressed, `None` if none is for so long."""
        until = time.monotonic() + seconds
        while True:
            while (event := self._x.poll_for_event()) is not None:
                if (chord := self._chord(event)) is not None:
                    return chord
            left = until - time.monotonic()
            if left <= 0:
                return None
            select.select([self._x.get_file_descriptor()], [], [], left)

    def forget(self) -> None:
        """Drop what was pressed meanwhile: one press at a time."""
        while (event := self._x.poll_for_event()) is not None:
            self._chord(event)

    def idle_seconds(self) -> float:
        """For how long nobody has touched keyboard or mouse of this machine; 0 where the display cannot tell."""
        try:
            saver = self._x(xcffib.screensaver.key)
            return float(saver.QueryInfo(self._root).reply().ms_since_user_input) / 1000
        except xcffib.XcffibException:
            return 0.0

    def close(self) -> None:
        self._x.disconnect()

    def _chord(self, event: object) -> Chord | None:
        match event:
            case xcffib.xproto.KeyPressEvent():
                repeats = event.time - self._released.get(event.detail, -REPEAT_MS - 1) < REPEAT_MS
                return None if repeats else self._codes.get((event.detail, event.state & HELD))
            case xcffib.xproto.KeyReleaseEvent():
                self._released[event.detail] = event.time
            case xcffib.xproto.MappingNotifyEvent():
                self.grab(self._chords)
        return None

    def _take(self, grabs: set[Grab]) -> bool:
        """Take all of these or none."""
        fresh = grabs - self._taken
        got = {grab for grab in fresh if self._grabbed(grab)}
        self._taken |= got
        if got != fresh:
            self._let_go(grabs)
        return got == fresh

    def _let_go(self, grabs: set[Grab]) -> None:
        for grab in grabs & self._taken:
            self._x.core.UngrabKey(grab.code, self._root, grab.held)
        self._taken -= grabs

    def _grabbed(self, grab: Grab) -> bool:
        mode = xcffib.xproto.GrabMode.Async
        try:
            self._x.core.GrabKeyChecked(False, self._root, grab.held, grab.code, mode, mode).check()
        except xcffib.xproto.AccessError:
            return False
        return True

    def _keycodes(self) -> Mapping[int, int]:
        """The key of each keysym, as the keyboard is laid out now."""
        setup = self._x.get_setup()
        first, count = setup.min_keycode, setup.max_keycode - setup.min_keycode + 1
        mapping = self._x.core.GetKeyboardMapping(first, count).reply()
        found: dict[int, int] = {}
        wide = mapping.keysyms_per_keycode
        for place, keysym in enumerate(mapping.keysyms):
            if keysym:
                found.setdefault(keysym, first + place // wide)
        return found

    def _locks(self) -> list[int]:
        """Every way in which Caps Lock and Num Lock may be on: a grab must name each."""
        mapping = self._x.core.GetModifierMapping().reply()
        number, wide = self._keycodes().get(NUM_LOCK), mapping.keycodes_per_modifier
        num_lock = 0
        for place, code in enumerate(mapping.keycodes):
            if number is not None and code == number:
                num_lock = 1 << (place // wide)
        return sorted({0, CAPS_LOCK, num_lock, CAPS_LOCK | num_lock})


def grabbed(chords: Iterable[Chord]) -> tuple[Keys, list[Chord]]:
    """The keys of this display with these chords taken, and those chords that could not be."""
    keys = Keys()
    return keys, keys.grab(chords)
