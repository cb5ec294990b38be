"""Faults, drawn from a seed: programs are killed, held still and started again, and the command line changes the hall.

Whatever was done to a program, it is back after a moment: nothing stays dead, and the next fault comes when the hall
has answered again – or, now and then, just before it can.
"""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from tests.faults.installation import Installation, Victim, definition
from tests.faults.record import Record

PATIENCE_SECONDS = 120.0  # it takes a second or two; a machine with too much to do takes its time
QUIET_SECONDS = 15.0
# How many requests may be acknowledged between two faults: some come in the middle of a morning, some at once.
SPELLS = (0, 3, 10, 30, 60)
HELD_SECONDS = (0.05, 2.5)
RENAMED = (
    ('name = { zh = "通办窗口", en = "Cross-region" }', 'name = { zh = "异地通办", en = "Elsewhere" }'),
    ("未预约也可直接取号办理", "没有预约也可直接取号办理"),
)


class Tormentor:
    """Does its worst to an installation until `kills` programs were killed, or `until` (monotonic) has come."""

    def __init__(
        self,
        house: Installation,
        record: Record,
        draw: Random,
        folder: Path,
        spells: Sequence[int] = SPELLS,
    ) -> None:
        self.house, self.record, self.draw, self.folder, self.spells = house, record, draw, folder, spells
        self.kills = 0

    def torment(self, kills: int, until: float, alive: Callable[[], None]) -> None:
        """`alive` is called after each fault: it raises where going on makes no sense."""
        while self.kills < kills and time.monotonic() < until:
            self.record.wait_for_answers(self.draw.choice(self.spells), QUIET_SECONDS)
            time.sleep(0.05 * self.draw.random())
            deed = self.draw.choices((self._kill, self._hold, self._change), (80, 17, 3))[0]
            (deed if self.kills else self._kill)()
            alive()

    def _kill(self) -> None:
        """End one program, now and then two; each is started again after a moment, some are killed as they start."""
        count = 2 if len(self.house.victims) > 1 and self.draw.random() < 0.15 else 1
        victims = self.draw.sample(list(self.house.victims), count)
        killed_at = time.monotonic()
        for victim in victims:
            self._end(victim)
        time.sleep(0.3 * self.draw.random())
        while self.draw.random() < 0.08:
            self._begin_and_end(victims[0], after=1.5 * self.draw.random())
        self._begin(victims)
        self._await(killed_at, "+".join(victim.name for victim in victims))

    def _end(self, victim: Victim) -> None:
        self.record.note("fault", fault="kill", victim=victim.name)
        victim.kill()
        self.kills += 1

    def _begin(self, victims: Sequence[Victim]) -> None:
        starting = [threading.Thread(target=self._start, args=(victim,)) for victim in victims]
        for each in starting:
            each.start()
        for each in starting:
            each.join()

    def _start(self, victim: Victim) -> None:
        try:
            victim.start()
            self.record.note("up", victim=victim.name)
        except AssertionError as error:
            self.record.note("down", victim=victim.name, why=str(error))

    def _begin_and_end(self, victim: Victim, after: float) -> None:
        """Killed while it starts."""
        starting = threading.Thread(target=self._start, args=(victim,))
        starting.start()
        time.sleep(after)
        self._end(victim)
        starting.join()

    def _hold(self) -> None:
        """One program stands still for a while and goes on as if nothing had been."""
        victim = self.draw.choice(list(self.house.victims))
        held_at = time.monotonic()
        self.record.note("fault", fault="hold", victim=victim.name)
        victim.hold()
        time.sleep(self.draw.uniform(*HELD_SECONDS))
        victim.let_go()
        self._await(held_at, victim.name)

    def _change(self) -> None:
        """The command line imports another definition beside the servers: a manager's change from another process."""
        changes = RENAMED if self.draw.random() < 0.5 else ()
        self.record.note("fault", fault="change", victim="command line")
        done = self.house.command("import", str(definition(self.folder, *changes)))
        self.record.note("changed", code=done.returncode, said=(done.stdout + done.stderr)[-500:])

    def _await(self, since: float, victim: str) -> None:
        """Until somebody is answered again who asked after the fault; how long that took is told."""
        back = self.record.wait_for_an_answer(since, self.record.patience)
        took = time.monotonic() - since
        self.record.note("back" if back else "not_back", victim=victim, took=took)
