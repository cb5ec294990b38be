"""One run: people use an installation while it is tormented; then everybody finishes, and all of it is checked."""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.asking import Line, Persistent
from tests.faults.checks import violations
from tests.faults.crowd import WINDOWS, Clerk, Kiosk, Management, Phone, Street, signed_in, tab_of
from tests.faults.evidence import Evidence, look_into, read_record
from tests.faults.installation import Installation
from tests.faults.listening import Follower, Listener
from tests.faults.record import Json, Record, lines
from tests.faults.tormentor import PATIENCE_SECONDS, SPELLS, Tormentor
from tests.served import COUNTY

KIOSKS, PHONES, FOLLOWERS = 3, 2, 3
FINISH_SECONDS = 60.0
CATCH_UP_SECONDS = 30.0
LEAVE_SECONDS = 10.0
ASKED_AGAIN = 400
AT_EASE = 60  # requests acknowledged before the first fault, and after the last


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    evidence: Evidence
    found: dict[str, list[str]]
    seed: int
    seconds: float

    @property
    def violated(self) -> set[str]:
        return {name for name, sentences in self.found.items() if sentences}


@dataclass
class Cast:
    """Everybody of a run. `closing`: begin nothing new; `over`: give up what is not answered in time."""

    house: Installation
    record: Record
    draw: Random
    closing: threading.Event = field(default_factory=threading.Event)
    leaving: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    street: Street = field(default_factory=Street)
    lines: list[Line] = field(default_factory=list)
    workers: list[tuple[str, Persistent]] = field(default_factory=list)
    listeners: list[Listener] = field(default_factory=list)
    followers: list[Follower] = field(default_factory=list)
    followings: list[threading.Thread] = field(default_factory=list)
    desk_cookie: str = ""

    @property
    def patience(self) -> float:
        """How many seconds everybody together has to be answered in."""
        return min(self.record.patience, FINISH_SECONDS)

    # --- who is there

    def gather(self) -> None:
        """Sign everybody in, and open the windows that the run works at."""
        guide = self.house.guide
        token = next(each["token"] for each in guide["devices"] if each["hall"] == COUNTY)
        people = {user["username"]: user for user in guide["users"]}
        for count in range(KIOSKS):
            self._work(Kiosk(self._line(f"kiosk {count}"), token, self.street).act, f"kiosk {count}", 0.1)
        for count in range(PHONES):
            self._work(Phone(self._line(f"phone {count}"), self.street).act, f"phone {count}", 0.2)
        manager = signed_in(self._line("manager"), people["manager"])
        self.desk_cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in manager.session.cookies)
        ids = {window["number"]: window["id"] for window in manager.look(f"/halls/{COUNTY}")["windows"]}
        self._work(Management(manager, ids).act, "manager", 2.0)
        for number in WINDOWS:
            who = f"clerk{number:02}"
            line = signed_in(self._line(who), people[who])
            twin = tab_of(line, self._line(f"{who} (second tab)"))
            self._work(Clerk(line, twin, ids[number], self.street).act, who, 0.05)
        self._listen()

    def _listen(self) -> None:
        screens: dict[str, Json] = {
            "screen": {},
            "screen main": {"zone": "main", "speak": True},
            "screen enterprise": {"zone": "enterprise", "speak": True},
            "led 3": {"window": 3},
        }
        for name, auth in screens.items():
            self._hear(Listener(name, self.house.base_url, "/display", {"hall": COUNTY} | auth, self.record))
        for name in ("desk 1", "desk 2"):
            auth = {"hall": COUNTY}
            self._hear(Listener(name, self.house.base_url, "/desk", auth, self.record, self.desk_cookie))
        for count in range(FOLLOWERS):
            name = f"visitor {count}"
            follower = Follower(name, self.house.base_url, self.record, self.street.unfollowed)
            self.followers.append(follower)
            self._follow(follower.follow, name)

    def _hear(self, listener: Listener) -> None:
        self.listeners.append(listener)
        self._follow(listener.follow, listener.name)

    def _follow(self, follow: Callable[[threading.Event, Random], None], name: str) -> None:
        draw = Random(self.draw.random())
        self.followings.append(threading.Thread(target=follow, args=(self.leaving, draw), name=name, daemon=True))

    def _line(self, who: str) -> Line:
        line = Line(self.house.base_url, who, self.record, Random(self.draw.random()), self.over)
        self.lines.append(line)
        return line

    def _work(self, deed: Callable[[], None], name: str, pause: float) -> None:
        draw = Random(self.draw.random())
        self.workers.append((name, Persistent(name, deed, self.closing, lambda: 2 * pause * draw.random())))

    # --- beginning and ending

    def begin(self) -> None:
        for thread in self.followings:
            thread.start()
        until = time.monotonic() + CATCH_UP_SECONDS
        while any(listener.last() < 0 for listener in self.listeners) and time.monotonic() < until:
            time.sleep(0.02)
        for _name, worker in self.workers:
            worker.start()

    def check_alive(self) -> None:
        """Raises what ended somebody's work: that is a fault of the run, not of the hall."""
        for name, worker in self.workers:
            if worker.failed is not None:
                raise AssertionError(f"{name} stopped working") from worker.failed

    def finish(self) -> None:
        """Nobody begins anything new; everybody is answered, then asks some of it once more."""
        self.closing.set()
        until = time.monotonic() + self.patience
        for name, worker in self.workers:
            if not worker.join(max(0.1, until - time.monotonic())):
                self.record.note("unended", who=name, why="still waits for an answer")
        self.check_alive()
        self._ask_again()
        self.over.set()

    def _ask_again(self) -> None:
        """The same requests with the same keys, from all of the run; a sample, the same for each line."""
        share = max(1, ASKED_AGAIN // len(self.lines))

        def ask(line: Line) -> None:
            for request in line.draw.sample(line.asked, min(share, len(line.asked))):
                line.ask(request)

        asking = [threading.Thread(target=ask, args=(line,), daemon=True) for line in self.lines]
        for each in asking:
            each.start()
        until = time.monotonic() + self.patience  # for all of them: they ask at the same time
        for each in asking:
            each.join(max(0.1, until - time.monotonic()))

    def leave(self, ends: Callable[[Listener], int], within: float) -> None:
        """Wait until every listener has been told what it is to hear, voices that they speak; then let all go."""
        everybody = [
            *self.listeners,
            *(one for each in self.followers for one, gone in each.followed if not gone.is_set()),
        ]
        until = time.monotonic() + within
        while time.monotonic() < until and any(one.last() < ends(one) or not one.has_the_word() for one in everybody):
            time.sleep(0.05)
        self.leaving.set()
        for each in self.followers:
            for _listener, gone in each.followed:
                gone.set()
        until = time.monotonic() + LEAVE_SECONDS
        for thread in self.followings:
            thread.join(max(0.1, until - time.monotonic()))
        for line in self.lines:
            line.session.close()


def run(
    house: Installation,
    folder: Path,
    *,
    kills: int,
    seconds: float,
    seed: int | None = None,
    spells: Sequence[int] = SPELLS,
    patience: float = PATIENCE_SECONDS,
) -> Outcome:
    """Torment a started installation for `seconds` at most; its record lies in `folder`.

    `patience`: so many seconds are enough to be acknowledged again after a fault.
    """
    seed = secrets.randbelow(2**31) if seed is None else seed
    began = time.monotonic()
    print(f"{house.name}: {kills} kills, seed {seed}, record in {folder}", flush=True)
    path = folder / "record.jsonl"
    with Record(path, patience) as record:
        cast = Cast(house, record, Random(seed))
        before = Evidence()
        cast.gather()
        _look(house, before)
        cast.begin()
        tormentor = Tormentor(house, record, Random(seed + 1), folder, spells)
        try:
            record.wait_for_answers(AT_EASE, FINISH_SECONDS)
            tormentor.torment(kills, time.monotonic() + seconds, cast.check_alive)
            record.wait_for_answers(AT_EASE, FINISH_SECONDS)
            cast.finish()
        finally:
            cast.closing.set()
            cast.over.set()
        after = Evidence()
        _look(house, after)
        cast.leave(lambda listener: _end_of(listener, after), min(record.patience, CATCH_UP_SECONDS))
        _note_deliveries(house, record, after, min(record.patience, CATCH_UP_SECONDS))
    evidence = read_record(lines(path))
    _look(house, evidence)
    evidence.began, evidence.ended = len(before.journal), len(after.journal)
    evidence.log = house.log.read_text(encoding="utf-8", errors="replace")
    with suppress(OSError):
        done = house.command("verify")
        evidence.verified = done.stdout + done.stderr
    return Outcome(evidence, violations(evidence), seed, time.monotonic() - began)


def _look(house: Installation, evidence: Evidence) -> None:
    with closing(house.database()) as database:
        look_into(database, evidence)


def _note_deliveries(house: Installation, record: Record, evidence: Evidence, within: float) -> None:
    """What the other platform was told by now; it has some time to be told the last of it."""
    house.receiver.heard(COUNTY, evidence.journal[-1].seq, within)
    for seq in house.receiver.seqs(COUNTY):
        record.note("delivery", subscriber="webhook", seq=seq)


def _end_of(listener: Listener, evidence: Evidence) -> int:
    """The number of the last entry that this listener must have heard of."""
    auth = listener.auth
    for entry in reversed(evidence.journal):
        if listener.namespace == "/desk" or (listener.namespace == "/visitor" and entry.ticket == auth["ticket"]):
            return entry.seq
        if listener.namespace == "/display" and entry.kind in ("ticket_called", "ticket_recalled"):
            mine = auth.get("zone") in (None, entry.data["zone"])
            if mine and auth.get("window") in (None, entry.data["window_number"]):
                return entry.seq
    return 0
