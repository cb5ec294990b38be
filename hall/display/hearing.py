"""What is told at a desk of each kind of event, by what whoever listens may do: the one table of it.

A socket tells nobody what a door keeps back. Whoever may read of a thing by HTTP hears of it whole; whoever sees a
hall's board alone is told of a ticket or window what stands there, and no id that is a right (a ticket's, an
appointment's). A kind without a row here is told to nobody; tests/edges/test_hearing.py wants a row for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hall.display.facts import Fact
from hall.journal.chain import Entry
from hall.staff.permissions import Permission
from hall.windows.alarm_hearers import heard_kinds

Rights = frozenset[str]


@dataclass(frozen=True)
class Row:
    """`whole`: any of these rights is enough to hear all of it; `board`: the fields for who sees the board alone."""

    whole: frozenset[Permission]
    board: frozenset[str] | None = None


_PLACE = frozenset({"number", "window_number", "zone"})
_EVERYBODY = Row(frozenset({Permission.FIND, Permission.BOARD}))
_TICKETS = Row(frozenset({Permission.FIND}), _PLACE)  # GET /halls/{hall}/tickets; the board names them by number
_FOUND = Row(frozenset({Permission.FIND}))  # of tickets and appointments, what no board shows
_DUTY = Row(frozenset({Permission.FIND}), frozenset({"window_number"}))
# GET /halls/{hall}/alarms; whoever has one of these rights hears of some, `heard_kinds` says of which.
_ALARMS = Row(frozenset({Permission.BOARD, Permission.LEDGER_ALARMS, Permission.FIND}))
_MATERIALS = Row(frozenset({Permission.PREREVIEW}))  # GET /halls/{hall}/prereviews
_REVIEWS = Row(frozenset({Permission.REVIEWS}))  # GET /halls/{hall}/reviews; a clerk reads of their own by HTTP
_HELP = Row(frozenset({Permission.ASSIST}))  # GET /halls/{hall}/assistance
_NOBODY = Row(frozenset())  # records: somebody who listens may be complained of

DESK_ROWS: Mapping[str, Row] = {
    "ticket_issued": Row(_TICKETS.whole, _PLACE | {"services", "needs_help", "effective_since", "issued_at"}),
    "ticket_entered": Row(_TICKETS.whole, _PLACE | {"services", "state", "effective_since", "issued_at"}),
    "ticket_called": Row(_TICKETS.whole, _PLACE | {"calls"}),
    "ticket_recalled": Row(_TICKETS.whole, _PLACE | {"calls"}),
    "ticket_started": _TICKETS,
    "ticket_finished": Row(_TICKETS.whole, _PLACE | {"state"}),
    "ticket_held": _TICKETS,
    "ticket_resumed": Row(_TICKETS.whole, _PLACE | {"state"}),
    "ticket_unbound": Row(_TICKETS.whole, _PLACE | {"state"}),
    "ticket_transferred": Row(_TICKETS.whole, _PLACE | {"state", "to_window_number"}),
    "ticket_passed": _TICKETS,
    "ticket_requeued": Row(_TICKETS.whole, _PLACE | {"effective_since"}),
    "ticket_upgraded": Row(_TICKETS.whole, _PLACE | {"effective_since"}),
    "ticket_undone": Row(_TICKETS.whole, _PLACE | {"undone", "state", "calls"}),
    "ticket_cancelled": _TICKETS,
    "ticket_abandoned": _TICKETS,
    "ticket_unserved": _TICKETS,
    "ticket_reprinted": _FOUND,
    "ticket_accompanied": _FOUND,
    "ticket_told_again": _REVIEWS,  # GET /halls/{hall}/one-time-notices; with the ids of two tickets
    "window_changed": _EVERYBODY,  # on every screen too
    "duty_started": _DUTY,
    "duty_ended": _DUTY,
    "duty_handed_over": _DUTY,
    "help_called": Row(_DUTY.whole, frozenset({"window_number", "whom"})),
    "alarm_raised": _ALARMS,
    "alarm_acknowledged": _ALARMS,
    "alarm_cleared": _ALARMS,
    "review_given": _REVIEWS,
    "review_step_taken": _REVIEWS,
    "review_appealed": _REVIEWS,
    "review_appeal_decided": _REVIEWS,
    "appointment_reserved": _FOUND,
    "appointment_confirmed": _FOUND,
    "appointment_changed": _FOUND,
    "appointment_cancelled": _FOUND,
    "appointment_let_go": _FOUND,
    "appointment_expired": _FOUND,
    "appointment_checked_in": _FOUND,
    "appointment_missed": _FOUND,
    "appointment_excused": _FOUND,
    "appointment_ended": _FOUND,
    "home_visit_made": _FOUND,
    "penalty_lifted": Row(frozenset({Permission.BOOKINGS})),
    "material_handed_in": _MATERIALS,
    "material_taken_back": _MATERIALS,
    "material_looked_at": _MATERIALS,
    "material_answered": _MATERIALS,
    "materials_forgotten": _MATERIALS,
    "escalation_registered": _NOBODY,
    "escalation_step_taken": _NOBODY,
    "escalation_noted": _NOBODY,
    "escalation_attached": _NOBODY,
    "escalation_card_raised": _NOBODY,
    "escalation_linked": _NOBODY,
    "assistance_requested": _HELP,
    "assistance_step_taken": _HELP,
    "hall_changed": _EVERYBODY,
    "notice_changed": _EVERYBODY,
    "hall_closed": _EVERYBODY,
    "hall_reopened": _EVERYBODY,
    "day_ended": _EVERYBODY,
    "preset_saved": Row(frozenset({Permission.BOARD})),  # the board has its name
}

ASKED: Rights = frozenset().union(*(row.whole for row in DESK_ROWS.values()))
"""Every right that the table asks for: whoever holds the same of them hears the same."""


def rights_at_desk(held: Rights) -> Rights:
    """What counts at a desk of what somebody holds; empty for whoever has no business at one.

    Who keeps the ledger and neither sits at a desk nor sees the board hears what they are called for, and no more:
    looking up a ticket by its number is no reason to be told of every ticket.
    """
    if held & {Permission.DESK, Permission.BOARD}:
        return held & ASKED
    return held & {Permission.LEDGER_ALARMS}


def desk_fact(entry: Entry, rights: Rights) -> Fact | None:
    """What somebody with these rights in the hall is told at a desk; `None` when nothing."""
    row = DESK_ROWS.get(entry.kind, _NOBODY)
    if row is _ALARMS and entry.data["what"] not in heard_kinds(rights):
        return None
    if rights & row.whole:
        data = entry.data
    elif row.board is not None and Permission.BOARD in rights:
        data = {name: value for name, value in entry.data.items() if name in row.board}
    else:
        return None
    knows = may_know_tickets(rights)
    people = {"ticket": entry.ticket, "user": entry.user} if knows else {"ticket": None, "user": None}
    return Fact(entry.kind, data | people | {"window": entry.window})


def may_know_tickets(rights: Rights) -> bool:
    """Whether ids of tickets are told to somebody with these rights: with one a ticket is seen, and given up."""
    return Permission.FIND in rights
