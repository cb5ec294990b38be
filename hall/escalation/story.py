"""The ledger as the journal tells it: every step held against the rules, so that a record is what its way made it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hall.catalogue.escalating import EscalationRules
from hall.clock import hall_day
from hall.errors import HallError
from hall.escalation.clocks import Colour, clock_in
from hall.escalation.states import CLOSED, HANDLES, NEW_ROUND, Part, State, Step
from hall.escalation.workflow import Case, Given, Moment, Satisfaction, Who, take
from hall.events import Json
from hall.journal.chain import Entry

Line = tuple[str, str, str, datetime, str | None]
"""What the log says of a step: what it was, the state after it, in which part, when, and by whom."""


@dataclass
class Told:
    """One record as told so far. `log`: its lines; `cards`: round, clock and colour of each; `due_at` as written."""

    number: str
    seq: int
    source: str
    service: str | None
    case: Case
    clock: str | None
    due_at: str | None
    owner: str | None = None
    order: str | None = None
    log: list[Line] = field(default_factory=list)
    cards: dict[tuple[int, str, str], int] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        return self.case.state in CLOSED


class Story:
    """The records of one hall that were told of and not let go of yet."""

    def __init__(self, zone: ZoneInfo, rules: EscalationRules) -> None:
        self._zone, self._rules = zone, rules
        self.records: dict[str, Told] = {}
        self.registered = 0

    def hear(self, entry: Entry) -> Iterator[str]:
        """Take in one entry; what in it cannot be."""
        if entry.kind == "escalation_registered":
            yield from self._register(entry)
        elif entry.kind in _TELLERS:
            told = self.records.get(entry.data["escalation"])
            if told is None:
                yield f"{entry.seq} speaks of a record that is not open: {entry.data['escalation']}"
            else:
                yield from _TELLERS[entry.kind](self, told, entry, entry.data)

    def let_go(self, told: Told) -> None:
        """It was held against the tables, and its way is at its end."""
        self.records.pop(told.number, None)

    def _register(self, entry: Entry) -> Iterator[str]:
        data, by = entry.data, entry.user
        self.registered += 1
        if data["escalation"] in self.records:
            yield f"{entry.seq} registers {data['escalation']} again"
        part = Part.REPORTER if data["source"] == "online" else Part.DESK
        told = Told(
            number=data["escalation"],
            seq=entry.seq,
            source=data["source"],
            service=data["service"],
            case=Case(State.REGISTERED, anonymous=data["anonymous"]),
            clock=data["clock"],
            due_at=data["due_at"],
        )
        told.log.append(("register", State.REGISTERED.value, part.value, entry.at, by))
        self.records[told.number] = told
        yield from _clock_faults(told, entry)

    def _step(self, told: Told, entry: Entry, data: Json) -> Iterator[str]:
        step, state, what = Step(data["step"]), State(data["state"]), data["what"]
        heard = Satisfaction(what["satisfaction"]) if "satisfaction" in what else None
        given = Given(what.get("agrees", True), heard, reason=data["remark"] is not None)
        # In which parts somebody came is not told, only in which the step was taken: levels are not judged here.
        who = Who(entry.user, frozenset(Part))
        try:
            led = take(told.case, step, who, given, Moment(entry.at, hall_day(self._zone, entry.at), self._rules))
        except HallError as refusal:
            yield f"the step {step.value} of {entry.seq} with {told.number} could not be taken: {refusal.code}"
        else:
            # How many tries it takes is the hall's to say, and may have been another number then.
            if state is not led and not (step is Step.UNREACHABLE and state in (told.case.state, State.CALLED_BACK)):
                yield f"the step {step.value} of {entry.seq} with {told.number} leads to {led.value}, not {state.value}"
        told.case = self._after(told, step, state, entry, heard)
        told.clock, told.due_at, told.owner = data["clock"], data["due_at"], data["owner"]
        told.log.append((step.value, state.value, data["part"], entry.at, entry.user))
        yield from _clock_faults(told, entry)

    def _after(self, told: Told, step: Step, state: State, entry: Entry, heard: Satisfaction | None) -> Case:
        """The case as the rules will be asked about it next."""
        case, data = told.case, entry.data
        unreachable = step is Step.UNREACHABLE and state is State.CALLED_BACK
        return replace(
            case,
            state=state,
            level=data["level"],
            reopened=case.reopened + (step is Step.REOPEN),
            proposed_by=_kept(case.proposed_by, step, Step.OUT_OF_SCOPE, entry.user),
            handled_by=case.handled_by | ({entry.user} if step in HANDLES and entry.user else set()),
            returned=case.returned or step is Step.RETURN,
            extended=case.extended or step is Step.EXTEND,
            due_at=datetime.fromisoformat(data["due_at"]) if data["due_at"] else None,
            tries=_tries(case, step, entry, self._zone),
            satisfaction=Satisfaction.UNREACHABLE if unreachable else _heard(case, step, heard),
        )

    def _note(self, told: Told, entry: Entry, data: Json) -> Iterator[str]:
        yield from self._add("", told, entry, data)

    def _attach(self, told: Told, entry: Entry, data: Json) -> Iterator[str]:
        yield from self._add("attachment", told, entry, data)

    def _add(self, step: str, told: Told, entry: Entry, data: Json) -> Iterator[str]:
        """Words or a file, which may hold a clock or let it run again."""
        if told.closed:
            yield f"{entry.seq} adds to {told.number}, which is closed"
        told.due_at = data["due_at"]
        told.case = replace(told.case, due_at=datetime.fromisoformat(data["due_at"]) if data["due_at"] else None)
        told.log.append((step, told.case.state.value, data["part"], entry.at, entry.user))
        yield from _clock_faults(told, entry)

    def _card(self, told: Told, entry: Entry, data: Json) -> Iterator[str]:
        card = (data["round"], data["clock"], data["colour"])
        if card in told.cards:
            yield f"the card {data['colour']} of {entry.seq} was raised for {told.number} before"
        if data["clock"] != told.clock or data["round"] != told.case.reopened:
            yield f"the card {data['colour']} of {entry.seq} is for a clock of {told.number} that does not run"
        due_at = told.case.due_at
        if data["colour"] == Colour.RED and due_at is not None and entry.at < due_at:
            yield f"the red card of {entry.seq} came before {told.number} was overdue"
        told.cards[card] = entry.seq

    def _link(self, told: Told, entry: Entry, data: Json) -> Iterator[str]:
        if told.order not in (None, data["order"]):
            yield f"{entry.seq} links {told.number} to a second order"
        told.order = data["order"]


_TELLERS: Mapping[str, Callable[[Story, Told, Entry, Json], Iterator[str]]] = {
    "escalation_step_taken": Story._step,
    "escalation_noted": Story._note,
    "escalation_attached": Story._attach,
    "escalation_card_raised": Story._card,
    "escalation_linked": Story._link,
}


def _clock_faults(told: Told, entry: Entry) -> Iterator[str]:
    """A state has its clock, and a clock that runs has a due time: none may get lost."""
    wanted = clock_in(told.case.state, told.case.satisfaction)
    if told.clock != (wanted.value if wanted else None):
        yield f"after {entry.seq} the clock of {told.number} is {told.clock}, not that of {told.case.state.value}"
    if (told.clock is None) != (told.due_at is None):
        yield f"after {entry.seq} {told.number} has lost its due time"


def _kept(before: str | None, step: Step, sets: Step, value: str | None) -> str | None:
    return value if step is sets else before


def _tries(case: Case, step: Step, entry: Entry, zone: ZoneInfo) -> tuple[date, ...]:
    if step in NEW_ROUND:
        return ()
    return (*case.tries, hall_day(zone, entry.at)) if step is Step.UNREACHABLE else case.tries


def _heard(case: Case, step: Step, heard: Satisfaction | None) -> Satisfaction | None:
    return None if step is Step.REOPEN else heard or case.satisfaction
