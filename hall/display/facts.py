"""What screens and phones are told of a journal entry: the entry as a fact, with what that room may see of it.

Pure: the same entry makes the same fact whenever it is told, now or to a screen that was away. A fact's `announcement`
is left to the caller as (number, window): how it is said may change, what is said may not. What desks are told of
stands in `hall.display.hearing`.
"""

from dataclasses import dataclass, field

from hall.events import Json
from hall.journal.chain import Entry

CALLS = ("ticket_called", "ticket_recalled")
LEAVES = (
    "ticket_finished",
    "ticket_held",
    "ticket_transferred",
    "ticket_passed",
    "ticket_abandoned",
    "ticket_cancelled",
    "ticket_unserved",
)
DISPLAY_KINDS = (
    *CALLS,
    *LEAVES,
    "ticket_started",
    "ticket_resumed",
    "ticket_undone",
    "window_changed",
    "notice_changed",
)

# The state a ticket is in after an entry; a name in brackets is the field of its data that says so.
STATES = {
    "ticket_issued": "waiting",
    "ticket_entered": "[state]",
    "ticket_called": "called",
    "ticket_recalled": "called",
    "ticket_started": "serving",
    "ticket_finished": "[state]",
    "ticket_held": "held",
    "ticket_resumed": "[state]",
    "ticket_unbound": "[state]",
    "ticket_transferred": "[state]",
    "ticket_passed": "passed",
    "ticket_requeued": "waiting",
    "ticket_upgraded": "waiting",
    "ticket_undone": "[state]",
    "ticket_cancelled": "cancelled",
    "ticket_abandoned": "abandoned",
    "ticket_unserved": "unserved",
}


@dataclass(frozen=True)
class Fact:
    """One thing a room is told. `announce`: (number, window or `None` for a retraction), to be said in `zone`."""

    kind: str
    data: Json
    zone: str | None = None
    window: int | None = None
    announce: tuple[str, int | None] | None = field(default=None)


def state_after(entry: Entry) -> str | None:
    """The ticket's state after this entry; `None` for an entry that says nothing of it."""
    state = STATES.get(entry.kind)
    if state == "[state]":
        return str(entry.data["state"])
    return state


def display_fact(entry: Entry) -> Fact | None:
    """What screens are told: numbers and windows, never an id or a person."""
    if entry.kind not in DISPLAY_KINDS:
        return None
    data = entry.data
    if entry.kind == "notice_changed":
        return Fact("notice_changed", {"notices": data["notices"]})
    if entry.kind == "window_changed":
        after = dict(data["after"])
        return Fact("window_changed", {"window": after}, after["zone"], after["number"])
    window, zone, number = data.get("window_number"), data.get("zone"), data["number"]
    if window is None or zone is None:
        return None
    place: Json = {"ticket": number, "window": window, "zone": zone}
    if entry.kind in CALLS:
        return Fact(entry.kind, place | {"calls": data["calls"]}, zone, window, (number, window))
    if entry.kind == "ticket_undone" and data["undone"] == "ticket_called":
        return Fact("call_retracted", place, zone, window, (number, None))
    state = state_after(entry)
    if entry.kind in LEAVES:
        return Fact("ticket_left", place | {"state": state, "to_window": data.get("to_window_number")}, zone, window)
    at_window = {"number": number, "state": state} if state in ("called", "serving") else None
    return Fact("window_changed", {"window": {"number": window, "zone": zone, "ticket": at_window}}, zone, window)


def visitor_fact(entry: Entry) -> Fact | None:
    """What the holder of the entry's ticket is told."""
    state = state_after(entry)
    if state is None:
        return None
    data = entry.data
    place: Json = {"ticket": data["number"], "window": data.get("window_number"), "zone": data.get("zone")}
    if entry.kind in CALLS:
        announce = (data["number"], data["window_number"])
        return Fact("ticket_called", place | {"calls": data["calls"]}, announce=announce)
    if state not in ("called", "serving"):
        place |= {"window": None, "zone": None}
    return Fact("ticket_changed", place | {"state": state})
