"""What happens to requests for help; `assistance` is the request's journal number, which is that of its first entry.

A request's id is the right of whoever asked: it is nowhere in the journal, and who asked neither.
"""

from dataclasses import dataclass
from datetime import datetime

from hall.events.base import Event, Json


@dataclass(frozen=True, kw_only=True)
class AssistanceEvent(Event):
    """Something about a request for help: by its `number` (`H2026-0001`).

    `of_ticket`: the public id of the ticket whose holder asked.
    """

    assistance: int
    number: str
    of_ticket: str | None


@dataclass(frozen=True, kw_only=True)
class AssistanceRequested(AssistanceEvent):
    """`source` kiosk, phone, booking, desk, escalation or review; `venue` here or home."""

    kind = "assistance_requested"
    source: str
    venue: str
    service: str | None
    due_at: datetime
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class AssistanceStepTaken(AssistanceEvent):
    """`state` is what the request is afterwards, `aide` who helps then; `deed` what a noted step was."""

    kind = "assistance_step_taken"
    step: str
    state: str
    aide: str | None
    deed: str | None = None
    remark: Json | None = None
