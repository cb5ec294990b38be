"""`hall caller` with keys that are really pressed while a terminal has the focus, at a served hall."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests.display import MISSING, Display, display
from tests.people import Cast, Staff
from tests.served import ROOT, Served

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)} (make test brings them as root)")
WITHIN_SECONDS = 20.0


class Told:
    """A running caller and the lines it prints."""

    def __init__(self, screen: Display, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hall.cli", "caller", *options],
            cwd=ROOT,
            env=screen.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self._fresh: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.lines.append(line.rstrip("\n"))
                self._fresh.put(line)

    def hear(self, words: str) -> str:
        """The next line that holds these words; lines before it are passed over."""
        until = time.monotonic() + WITHIN_SECONDS
        while (left := until - time.monotonic()) > 0:
            try:
                line = self._fresh.get(timeout=left)
            except queue.Empty:
                break
            if words in line:
                return line
        raise AssertionError(f"never told {words!r}: {self.lines}")

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(WITHIN_SECONDS)
        self._reader.join()
        return code


Call = Callable[..., Told]


def type_until(screen: Display, words: str, so: Callable[[], bool]) -> None:
    """Type this at a prompt that may not be there yet: what is typed before it is thrown away."""

    def typed() -> bool:
        screen.do("type", f"{words}\n")
        time.sleep(1)
        return so()

    until(lambda: so() or typed())


def until(so: Callable[[], bool]) -> None:
    """Wait for what another program does."""
    end = time.monotonic() + WITHIN_SECONDS
    while not so():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def screen() -> Iterator[Display]:
    with display() as one:
        yield one


@pytest.fixture
def call(screen: Display) -> Iterator[Call]:
    """Starts callers; all end with the test."""
    callers: list[Told] = []

    def start(*options: str) -> Told:
        callers.append(Told(screen, *options))
        return callers[-1]

    yield start
    for each in callers:
        assert each.end() in (0, 1), each.lines


def kept(person: Staff, served: Served, file: Path) -> str:
    """This person's sign-in, as the caller keeps one."""
    cookie = person.session.cookies["hall_session"]
    file.touch(mode=0o600)
    file.write_text(json.dumps({"server": served.base_url, "cookie": cookie}))
    return str(file)


def options(served: Served, clerk: Staff, folder: Path) -> tuple[str, ...]:
    return "--server", served.base_url, "--session", kept(clerk, served, folder / "session")


def test_a_window_is_worked_while_another_program_has_the_focus(
    served: Served, cast: Cast, screen: Display, call: Call, tmp_path: Path
) -> None:
    clerk, typed = cast.clerk(27), tmp_path / "typed"
    first = cast.kiosk.take("tax")["number"]
    with screen.typing_into(typed):
        keys = call(*options(served, clerk, tmp_path))
        keys.hear("window 27: the keys are ready")
        screen.press("ctrl+alt+n")
        assert first in keys.hear("called")
        screen.press("ctrl+alt+n")
        keys.hear(f"Window 27 still has {first}")
        screen.press("ctrl+alt+s")
        keys.hear(f"{first} is being served")
        screen.press("ctrl+alt+f")
        keys.hear(f"Press again: {first} completed on the spot")
        screen.press("ctrl+alt+f")
        keys.hear(f"{first} finished")
        screen.press("ctrl+alt+u")
        keys.hear(f"The last action on {first} was undone")
        screen.press("ctrl+alt+p")
        keys.hear("The window is paused")
        screen.press("ctrl+alt+p")
        keys.hear("The window is open again")
        screen.do("type", "abc\n")
        assert keys.end() == 0
    assert typed.read_text() == "abc\n"
    told = [entry["kind"] for entry in cast.manager.journal() if entry["data"].get("number") == first]
    assert told == ["ticket_issued", "ticket_called", "ticket_started", "ticket_finished", "ticket_undone"]


def test_pressing_twice_calls_once(served: Served, cast: Cast, screen: Display, call: Call, tmp_path: Path) -> None:
    clerk = cast.clerk(30)
    for _time in range(3):
        cast.kiosk.take("cross-region")
    keys = call(*options(served, clerk, tmp_path))
    keys.hear("the keys are ready")
    screen.press(*["ctrl+alt+n"] * 5)
    keys.hear("called")
    screen.press("ctrl+alt+m")
    keys.hear("Too soon to pass over")
    calls = [entry for entry in cast.manager.journal() if entry["kind"] == "ticket_called"]
    assert [entry["data"]["window_number"] for entry in calls].count(30) == 1


def test_keys_of_another_program_are_told_by_name_and_may_be_chosen_anew(
    served: Served, cast: Cast, screen: Display, call: Call, tmp_path: Path
) -> None:
    given = options(served, cast.clerk(15), tmp_path)
    only_next = [
        word for name in ("recall", "start", "finish", "no-show", "pause", "undo") for word in (f"--{name}-key", "off")
    ]
    call(*given, *only_next).hear("the keys are ready")
    second = call(*given)
    second.hear("Another program has Ctrl+Alt+N")
    second.hear("the keys are ready")
    third = call(*given, *only_next)
    third.hear("Other programs have taken all keys: Ctrl+Alt+N")
    assert third.process.wait(WITHIN_SECONDS) == 1
    fourth = call(*given, *only_next, "--next-key", "Super+F9")
    fourth.hear("the keys are ready")
    screen.press("super+F9")
    fourth.hear("Nobody this window may serve is waiting")


def test_caps_lock_changes_nothing(served: Served, cast: Cast, screen: Display, call: Call, tmp_path: Path) -> None:
    keys = call(*options(served, cast.clerk(16), tmp_path))
    keys.hear("the keys are ready")
    screen.press("Caps_Lock")
    screen.press("ctrl+alt+n")
    keys.hear("Nobody this window may serve is waiting")


def test_a_server_that_is_away_is_told_with_its_time_and_the_press_is_not_lost_twice(
    own: Served, own_cast: Cast, screen: Display, call: Call, tmp_path: Path
) -> None:
    number = own_cast.kiosk.take("tax")["number"]
    keys = call(*options(own, own_cast.clerk(27), tmp_path))
    keys.hear("the keys are ready")
    own.stop()
    screen.press("ctrl+alt+n")
    keys.hear("The server has been away since")
    own.start()
    screen.press("ctrl+alt+n")
    assert number in keys.hear("called")
    keys.hear("The server is back")


def test_it_signs_in_at_its_terminal_keeps_the_session_for_its_owner_alone_and_asks_for_the_pin(
    served: Served, cast: Cast, screen: Display, tmp_path: Path
) -> None:
    user = next(each for each in served.guide["users"] if each["username"] == "clerk17")
    session, out = tmp_path / "session", tmp_path / "out"
    words = f"{sys.executable} -m hall.cli caller --server {served.base_url} --session {session} --username clerk17"
    with screen.running_in_a_terminal(f"{words} > {out}", ROOT):
        type_until(screen, user["password"], lambda: out.exists() and "the keys are ready" in out.read_text())
        assert session.stat().st_mode & 0o777 == 0o600
        cookies = {"hall_session": json.loads(session.read_text())["cookie"]}
        base = f"{served.base_url}/api/v1/session"
        csrf = {"X-CSRF-Token": requests.get(base, cookies=cookies, timeout=10).json()["csrf_token"]}
        for path, body in (("pin", {"pin": "4071"}), ("lock", {})):
            assert requests.post(f"{base}/{path}", json=body, cookies=cookies, headers=csrf, timeout=10).ok
        screen.press("ctrl+alt+n")
        until(lambda: "Locked: please unlock with the PIN first" in out.read_text())
        type_until(screen, "4071", lambda: not requests.get(base, cookies=cookies, timeout=10).json()["locked"])
        screen.press("ctrl+alt+n")
        until(lambda: "Nobody this window may serve is waiting" in out.read_text())


def test_a_session_file_that_others_may_read_is_refused(served: Served, cast: Cast, call: Call, tmp_path: Path) -> None:
    given = options(served, cast.clerk(27), tmp_path)
    (tmp_path / "session").chmod(0o644)
    keys = call(*given)
    keys.hear("Others may read the session file")
    assert keys.process.wait(WITHIN_SECONDS) == 1


def test_without_a_terminal_to_ask_at_a_session_that_is_over_ends_it(
    served: Served, call: Call, tmp_path: Path
) -> None:
    keys = call("--server", served.base_url, "--session", str(tmp_path / "none"))
    keys.hear("Sign in at a terminal")
    assert keys.process.wait(WITHIN_SECONDS) == 1


def test_without_a_display_one_line_says_so() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "DISPLAY"} | {"LC_ALL": "C.UTF-8"}
    asked = subprocess.run(
        [sys.executable, "-m", "hall.cli", "caller"], cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )
    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr == (
        "hall: There is no X11 display (DISPLAY), so no global keys: use the keys of the desk page\n"
    )
