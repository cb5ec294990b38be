"""The drill: a hall under load, its database hurt in one way after another, and what became of every answer."""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from deploy.ha.cluster import Cluster
from deploy.ha.hall import DrilledHall
from deploy.ha.judging import Kept, Told, findings
from deploy.ha.load import Desk, Person, Record, Screen, crowd
from deploy.ha.node import Node

GOAL_SECONDS = 20.0  # desks call again
LOAD_SECONDS = 6.0  # undisturbed, before each fault
GIVE_UP_SECONDS = 60.0  # a fault that is not over by then is a finding
HALL_ID = 1


@dataclass(frozen=True)
class Scale:
    """How much is going on."""

    workers: int = 3
    kiosks: int = 3
    desks: int = 6
    screens: int = 3


@dataclass
class Round:
    """One fault: who was hurt, who is primary then, and how long (seconds) until somebody, everybody goes on."""

    fault: str
    hurt: str
    primary: str = ""
    first_desk: float = 0.0
    last_desk: float = 0.0
    first_ticket: float = 0.0
    whole: float = 0.0
    unanswered: int = 0


@dataclass
class Report:
    """What a drill found."""

    scale: Scale
    rounds: list[Round] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    unanswered: dict[int, int] = field(default_factory=dict)
    screen_lag: dict[str, float] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The report as a table for people."""
        yield "fault            hurt  primary  first desk  every desk  first ticket  whole again  no answer"
        for one in self.rounds:
            yield (
                f"{one.fault:<16} {one.hurt:<5} {one.primary:<8} {one.first_desk:>8.1f} s {one.last_desk:>9.1f} s"
                f" {one.first_ticket:>11.1f} s {one.whole:>10.1f} s {one.unanswered:>10}"
            )
        yield f"acknowledged: {self.answers}; answered 503 or not at all: {self.unanswered}"
        yield f"a call on the screens after its answer, seconds: {self.screen_lag}"
        yield from (f"FOUND: {each}" for each in self.findings)
        if not self.findings:
            yield "Nothing lost, nothing twice, every screen told every call."


class Drill:
    """One run: the cluster is made, hurt, and taken down again, whatever happens."""

    def __init__(self, cluster: Cluster, scale: Scale) -> None:
        self._cluster, self._scale = cluster, scale
        self._record, self._report = Record(), Report(scale)
        settings = {"HALL_DATABASE_URL": cluster.database_url}
        if scale.workers:
            settings["HALL_REDIS_URL"] = cluster.redis_url
        self._hall = DrilledHall(cluster.folder / "hall", cluster.base + 5, settings)
        self._faults: dict[str, Callable[[], Round]] = {
            "kill": lambda: self._hurt("kill", cluster.kill, cluster.start_node),
            "pause": lambda: self._hurt("pause", cluster.pause, cluster.resume),
            "hang": lambda: self._hurt("hang", cluster.pause_postgres, cluster.resume),
            "crash": lambda: self._hurt("crash", cluster.crash, lambda _: None),
            "standby": self._pause_standby,
            "redis": self._restart_redis,
        }

    def run(self, faults: Sequence[str]) -> Report:
        """Every fault in turn, then the judgement."""
        self._cluster.up()
        try:
            self._hall.furnish()
            self._hall.serve(self._scale.workers)
            with self._busy() as people:
                for fault in faults:
                    time.sleep(LOAD_SECONDS)  # the load is what is waited for: it has no end of its own
                    self._report.rounds.append(self._faults[fault]())
                    print(f"{fault}: {asdict(self._report.rounds[-1])}", flush=True)
                    if self._report.findings:  # what comes after would tell nothing new
                        break
                time.sleep(LOAD_SECONDS)  # as above
            self._judge(people)
        finally:
            self._hall.stop()
            self._cluster.down()
        return self._report

    @contextmanager
    def _busy(self) -> Iterator[list[Person]]:
        scale = self._scale
        people = crowd(self._hall, self._record, scale.kiosks, scale.desks, scale.screens)
        self._desks = [each for each in people if isinstance(each, Desk)]
        for each in people:
            each.start()
        try:
            yield people
        finally:
            workers = [each for each in people if not isinstance(each, Screen)]
            self._gone(workers)
            time.sleep(2.5)  # a head comes every 2 s: whoever missed something has asked by then
            self._gone([each for each in people if isinstance(each, Screen)])

    def _gone(self, people: list[Person]) -> None:
        for each in people:
            each.leave()
        for each in people:
            if not each.gone(GIVE_UP_SECONDS):
                self._report.findings.append(f"{each.name} waits for an answer still")

    # --- faults

    def _hurt(self, fault: str, hurt: Callable[[Node], None], heal: Callable[[Node], None]) -> Round:
        """The primary is hurt; once everybody goes on it is healed, and comes back as a standby."""
        primary = self._cluster.leader()
        if primary is None:
            raise SystemExit("ha: there is no primary to hurt")
        began = time.monotonic()
        hurt(primary)
        measured = self._recovery(fault, primary, began)
        heal(primary)
        return self._healed(measured, began)

    def _pause_standby(self) -> Round:
        """The synchronous standby hangs: commits wait until it is let go of and another is chosen."""
        standby = self._cluster.standby()
        if standby is None:
            raise SystemExit("ha: there is no synchronous standby to hurt")
        began = time.monotonic()
        self._cluster.pause(standby)
        time.sleep(1.5)  # what was committed before the pause was noticed is not what is asked for
        measured = self._recovery("standby", standby, began, since=began + 1.0)
        self._cluster.resume(standby)
        return self._healed(measured, began)

    def _healed(self, measured: Round, began: float) -> Round:
        """Wait until who was hurt stands by again."""
        if not self._cluster.wait_whole(GIVE_UP_SECONDS):
            self._report.findings.append(f"{measured.fault}: {measured.hurt} did not come back as a standby")
        measured.whole = time.monotonic() - began
        return measured

    def _restart_redis(self) -> Round:
        """The broker is gone for a while and comes back empty."""
        began = time.monotonic()
        self._cluster.kill_redis()
        time.sleep(LOAD_SECONDS)  # so long it is away
        self._cluster.start_redis()
        time.sleep(LOAD_SECONDS)  # and so long people go on with it
        return self._recovery("redis", None, began)

    def _recovery(self, fault: str, hurt: Node | None, began: float, since: float | None = None) -> Round:
        """Wait until every desk's and a kiosk's deed, sent after the fault, was answered."""
        before = sum(self._record.attempts.values())
        desks: dict[str, float] = {}
        ticket: float | None = None
        while (len(desks) < len(self._desks) or ticket is None) and time.monotonic() - began < GIVE_UP_SECONDS:
            time.sleep(0.1)
            for answer in self._record.since(since or began):
                if answer.deed == "issue":
                    ticket = answer.answered_at - began if ticket is None else ticket
                else:
                    desks.setdefault(answer.who, answer.answered_at - began)
        measured = Round(fault, hurt.name if hurt else "redis")
        leader = self._cluster.leader()
        measured.primary = leader.name if leader else "none"
        measured.first_desk = min(desks.values(), default=GIVE_UP_SECONDS)
        measured.last_desk = max(desks.values(), default=GIVE_UP_SECONDS)
        measured.first_ticket = GIVE_UP_SECONDS if ticket is None else ticket
        measured.unanswered = sum(self._record.attempts.values()) - before
        if len(desks) < len(self._desks) or measured.last_desk > GOAL_SECONDS:
            self._report.findings.append(f"{fault}: desks called again after {measured.last_desk:.1f} s")
        return measured

    # --- judgement

    def _judge(self, people: list[Person]) -> None:
        screens = [each for each in people if isinstance(each, Screen)]
        kept = Kept.of(self._cluster.database_url, HALL_ID)
        told = [
            Told(each.name, each.began or 0, [seq for seq, kind, _ in each.heard if kind == "ticket_called"])
            for each in screens
        ]
        self._report.findings += findings(self._record, kept, told)
        verified = self._hall.command("verify")
        if verified.returncode:
            self._report.findings.append(f"hall verify: {verified.stdout[-500:]}{verified.stderr[-500:]}")
        for answer in self._record.answers:
            name = f"{answer.deed} {answer.status}"
            self._report.answers[name] = self._report.answers.get(name, 0) + 1
        self._report.unanswered = dict(self._record.attempts)
        self._report.screen_lag = self._lags(screens)

    def _lags(self, screens: list[Screen]) -> dict[str, float]:
        """From a call's answer until a screen had it."""
        answered = {
            each.ticket["seq"]: each.answered_at
            for each in self._record.answers
            if each.deed == "call" and each.status == 200
        }
        lags = sorted(
            max(0.0, at - answered[seq]) for screen in screens for seq, _, at in screen.heard if seq in answered
        )
        if len(lags) < 2:
            return {}
        cuts = statistics.quantiles(lags, n=100)
        return {"p50": round(cuts[49], 3), "p99": round(cuts[98], 3), "worst": round(lags[-1], 3)}


def write(report: Report, path: Path) -> None:
    """The report as JSON, for comparisons."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
