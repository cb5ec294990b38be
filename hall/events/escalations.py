"""What happens to records of what could not get done; `escalation` is a record's number, never its id.

A record's id is its reporter's right to it, and the journal is read by people who have no part in it.
"""

from dataclasses import dataclass
from datetime import datetime

from hall.events.base import Event, Json


@dataclass(frozen=True, kw_only=True)
class EscalationRegistered(Event):
    kind = "escalation_registered"
    escalation: str
    source: str
    service: str | None
    anonymous: bool
    clock: str
    due_at: datetime
    remark: Json | None


@dataclass(frozen=True, kw_only=True)
class EscalationStepTaken(Event):
    """`due_at`: of the clock that runs afterwards, nothing where none does; `what`: the codes that the step brought."""

    kind = "escalation_step_taken"
    escalation: str
    step: str
    state: str
    part: str
    level: int
    owner: str | None
    clock: str | None
    due_at: datetime | None
    what: Json
    remark: Json | None


@dataclass(frozen=True, kw_only=True)
class EscalationNoted(Event):
    """`paused`: whether the clock is held from now on, by a question to the reporter."""

    kind = "escalation_noted"
    escalation: str
    part: str
    paused: bool
    due_at: datetime | None
    remark: Json | None


@dataclass(frozen=True, kw_only=True)
class EscalationAttached(Event):
    """A file was added, by its reporter or by those who deal with it."""

    kind = "escalation_attached"
    escalation: str
    part: str
    file: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class EscalationCardRaised(Event):
    """`round`: how often the record had been reopened."""

    kind = "escalation_card_raised"
    escalation: str
    clock: str
    colour: str
    round: int
    level: int
    owner: str | None


@dataclass(frozen=True, kw_only=True)
class EscalationLinked(Event):
    """`order`: the number of an order of the hotline that speaks of the same."""

    kind = "escalation_linked"
    escalation: str
    order: str
