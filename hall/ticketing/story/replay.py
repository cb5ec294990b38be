"""The journal told again: a fold over entries that rebuilds tickets, windows and keys, and notes what cannot be true.

What is checked at each entry: legal moves, one active ticket per window, numbers without gap or double, keys as the
policy gives them, local order and horizon at every call in order, the cap. Entries that break a rule are noted and
then believed, so that one fault is reported once.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from hall.catalogue.rules import QueueRules
from hall.ticketing.policy import Key, newly_overtaken
from hall.ticketing.states import AT_WINDOW, LIVE, Move, TicketState
from hall.ticketing.story import verdicts
from hall.ticketing.story.reading import Entry, Reading, instant, moving, named, step, told_credit, told_ticket
from hall.ticketing.story.retold import RetoldErrand, RetoldHall, RetoldTicket, RetoldWindow, Standpoint, moved


def replay(entries: Iterable[Entry], *, rules: QueueRules | None = None, hall: RetoldHall | None = None) -> RetoldHall:
    """One hall after `entries` (in order of `seq`), with its violations.

    `rules`: the hall's settings by the end of `entries`. What hangs on a setting is checked since they last changed,
    for the journal does not say what they were before; without them it is not checked at all.
    `hall`: go on from here instead of from an empty hall.
    """
    hall, story = hall or RetoldHall(), list(entries)
    settled = rules_changed(story)
    for entry in story:
        tell(hall, entry, rules if entry.seq > settled else None)
    return hall


def rules_changed(entries: Iterable[Entry]) -> int:
    """The number of the last entry that changed a hall's settings, among these (`hall_changed` are enough); 0: none."""
    return max((entry.seq for entry in entries if _changes_rules(entry)), default=0)


def _changes_rules(entry: Entry) -> bool:
    return entry.kind == "hall_changed" and not {"rules", "added"}.isdisjoint(entry.data["changed"])


def tell(hall: RetoldHall, entry: Entry, rules: QueueRules | None = None) -> None:
    """Tell `hall` one more entry; an entry that cannot be read is noted and skipped."""
    teller = _TELLERS.get(entry.kind)
    if teller is None:
        return
    reading = Reading(hall, entry, entry.data, rules)
    try:
        teller(reading)
    except (KeyError, TypeError, ValueError) as error:
        reading.note(f"entry {entry.seq} ({entry.kind}) cannot be told: {type(error).__name__} {error}")


# --- issue and keys


def _issued(reading: Reading) -> None:
    hall, data = reading.hall, reading.data
    ticket = _new_ticket(reading)
    for verdict in (
        verdicts.wrong_number(hall, ticket, data["prefix"]),
        verdicts.wrong_issue(hall, ticket),
        verdicts.wrong_credit(ticket, reading.rules),
        verdicts.wrong_key_at_issue(hall, ticket),
    ):
        reading.note(verdict)
    hall.last_issued = ticket
    _overtake(reading, ticket, None)
    hall.tickets[ticket.id] = ticket
    hall.place(ticket)


def _entered(reading: Reading) -> None:
    hall, data, state = reading.hall, reading.data, TicketState(reading.data["state"])
    ticket = _new_ticket(reading)
    ticket.entered_at = instant(data["entered_at"])
    errands = _ended_errands(ticket, data["outcomes"])
    ticket.now = moved(ticket.now, state, errands=errands)
    for verdict in (
        verdicts.wrong_paper(hall, ticket, data["prefix"]),
        verdicts.wrong_issue(hall, ticket),
        verdicts.wrong_credit(ticket, reading.rules),
        verdicts.wrong_key_at_entry(hall, ticket),
        verdicts.wrong_end(ticket, errands, state),
    ):
        reading.note(verdict)
    hall.last_issued = ticket
    if state in LIVE:
        _overtake(reading, ticket, None)
    hall.tickets[ticket.id] = ticket
    hall.place(ticket)


def _ended_errands(ticket: RetoldTicket, told: list[dict[str, Any]]) -> tuple[RetoldErrand, ...]:
    """The ticket's errands with the outcomes that an entry tells of some."""
    outcomes = {outcome["position"]: outcome["outcome"] for outcome in told}
    return tuple(
        errand._replace(outcome=outcomes.get(position, errand.outcome))
        for position, errand in enumerate(ticket.now.errands)
    )


def _new_ticket(reading: Reading) -> RetoldTicket:
    data = reading.data
    return RetoldTicket(
        id=named(reading.entry.ticket),
        number=data["number"],
        day=date.fromisoformat(data["day"]),
        issued_at=instant(data["issued_at"]),
        issue_order=data["issue_order"],
        key=Key(instant(data["effective_since"]), data["place"], data["sub"]),
        credit=told_credit(data),
        limit=data["limit"],
        now=Standpoint(TicketState.WAITING, tuple(RetoldErrand(service) for service in data["services"])),
        in_order=data["in_order"],
        needs_help=data["needs_help"],
    )


def _upgraded(reading: Reading) -> None:
    ticket = moving(reading, Move.UPGRADE)
    data, before = reading.data, ticket.key
    ticket.credit, ticket.limit = told_credit(data), data["limit"]
    key = before._replace(effective_since=instant(data["effective_since"]))
    reading.note(verdicts.wrong_key_at_upgrade(reading.hall, ticket, key))
    reading.note(verdicts.wrong_credit(ticket, reading.rules))
    reading.hall.place(ticket, key=key)
    _overtake(reading, ticket, before)


def _requeued(reading: Reading) -> None:
    ticket = moving(reading, Move.REQUEUE)
    data, hall = reading.data, reading.hall
    key = Key(instant(data["effective_since"]), data["place"], data["sub"])
    reading.note(verdicts.wrong_key_at_requeue(hall, ticket, key, data["behind"], reading.rules))
    if key != ticket.key:
        hall.largest_subs[key.place] = max(key.sub, hall.largest_subs.get(key.place, 0))
    ticket.requeues += 1
    ticket.displaced = True
    step(reading, ticket, moved(ticket.now, TicketState.WAITING, window=None), key)


def _overtake(reading: Reading, ticket: RetoldTicket, before: Key | None) -> None:
    """Count everybody whom `ticket` now comes before and did not until its key changed from `before`."""
    if reading.hall.largest_key is None or ticket.key > reading.hall.largest_key:
        return  # most tickets: without credit one comes before nobody
    for other in reading.hall.live.values():
        if newly_overtaken(other.standing, ticket.issue_order, before, ticket.key):
            other.overtaken += 1
            reading.note(verdicts.overtaken_too_often(other, ticket))


# --- calls and windows


def _called(reading: Reading) -> None:
    ticket, data = moving(reading, Move.CALL), reading.data
    window = named(reading.entry.window)
    reading.note(verdicts.wrong_window(reading.hall, ticket, window))
    if not data["out_of_order"]:
        for what in verdicts.wrong_call(reading.hall, ticket, window, reading.rules):
            reading.note(what)
    stand = moved(
        ticket.now,
        TicketState.CALLED,
        window=window,
        calls=data["calls"],
        called_at=reading.entry.at,
        out_of_order=data["out_of_order"],
    )
    step(reading, ticket, stand)


def _recalled(reading: Reading) -> None:
    ticket = moving(reading, Move.RECALL)
    reading.hall.place(ticket, moved(ticket.now, TicketState.CALLED, calls=reading.data["calls"]))


def _started(reading: Reading) -> None:
    ticket = moving(reading, Move.START)
    step(reading, ticket, moved(ticket.now, TicketState.SERVING))


def _passed(reading: Reading) -> None:
    ticket = moving(reading, Move.NO_SHOW)
    step(reading, ticket, moved(ticket.now, TicketState.PASSED, window=None, bound=None))


def _finished(reading: Reading) -> None:
    ticket = told_ticket(reading)
    errands = _ended_errands(ticket, reading.data["outcomes"])
    state = TicketState(reading.data["state"])
    moving(reading, Move.FINISH if state is TicketState.DONE else Move.FORWARD)
    reading.note(verdicts.wrong_end(ticket, errands, state))
    step(reading, ticket, moved(ticket.now, state, errands=errands, window=None, bound=None))


def _held(reading: Reading) -> None:
    ticket = moving(reading, Move.HOLD)
    step(reading, ticket, moved(ticket.now, TicketState.HELD, bound=ticket.now.window))


def _resumed(reading: Reading) -> None:
    data, state = reading.data, TicketState(reading.data["state"])
    ticket = moving(reading, Move.RESUME_SERVING if state is TicketState.SERVING else Move.RESUME_WAITING)
    window = None
    if state is TicketState.SERVING:
        window = named(reading.entry.window)
        reading.note(verdicts.wrong_window(reading.hall, ticket, window))
    step(reading, ticket, moved(ticket.now, state, window=window, bound=data["bound"]))


def _transferred(reading: Reading) -> None:
    ticket, data = moving(reading, Move.TRANSFER), reading.data
    services = {item["position"]: item["service"] for item in data["services"]}
    errands = tuple(
        errand._replace(service=services.get(position, errand.service))
        for position, errand in enumerate(ticket.now.errands)
    )
    stand = moved(ticket.now, TicketState(data["state"]), errands=errands, window=None, bound=data["to_window"])
    step(reading, ticket, stand)


def _unbound(reading: Reading) -> None:
    ticket = told_ticket(reading)
    reading.hall.place(ticket, moved(ticket.now, ticket.now.state, bound=None))


# --- undoing and ending


def _undone(reading: Reading) -> None:
    ticket, data = told_ticket(reading), reading.data
    taken_back = next((each for each in reversed(ticket.steps) if each.seq == data["undone_seq"]), None)
    if taken_back is None or taken_back.kind != data["undone"]:
        reading.note(f"{ticket.number}: entry {data['undone_seq']} is no {data['undone']} that could be undone")
        return
    reading.note(verdicts.wrong_undo(reading.hall, ticket, taken_back, TicketState(data["state"])))
    # Nothing kept others from going past it while it had ended.
    ticket.displaced = ticket.displaced or ticket.now.state not in LIVE
    ticket.steps = ticket.steps[: ticket.steps.index(taken_back)]
    reading.hall.place(ticket, taken_back.before)


def _ended(move: Move, state: TicketState) -> Callable[[Reading], None]:
    def teller(reading: Reading) -> None:
        ticket = told_ticket(reading)
        # A no-show that ends the ticket is told as ticket_passed, then ticket_abandoned, or by the latter alone.
        at_window = ticket.now.state in AT_WINDOW
        moving(reading, Move.VOID if move is Move.ABANDON and at_window else move)
        step(reading, ticket, moved(ticket.now, state, window=None, bound=None))

    return teller


def _window_changed(reading: Reading) -> None:
    told, window = reading.data["after"], named(reading.entry.window)
    reading.hall.windows[window] = RetoldWindow(
        window, told["number"], told["kind"], frozenset(told["services"]), told["state"]
    )


def _day_ended(reading: Reading) -> None:
    day = date.fromisoformat(reading.data["day"])
    for what in verdicts.left_over(reading.hall, day):
        reading.note(what)
    reading.hall.forget_before(day)


_TELLERS: dict[str, Callable[[Reading], None]] = {
    "ticket_issued": _issued,
    "ticket_entered": _entered,
    "ticket_called": _called,
    "ticket_recalled": _recalled,
    "ticket_started": _started,
    "ticket_passed": _passed,
    "ticket_requeued": _requeued,
    "ticket_finished": _finished,
    "ticket_held": _held,
    "ticket_resumed": _resumed,
    "ticket_unbound": _unbound,
    "ticket_transferred": _transferred,
    "ticket_upgraded": _upgraded,
    "ticket_undone": _undone,
    "ticket_cancelled": _ended(Move.CANCEL, TicketState.CANCELLED),
    "ticket_abandoned": _ended(Move.ABANDON, TicketState.ABANDONED),
    "ticket_unserved": _ended(Move.CLOSE, TicketState.UNSERVED),
    "window_changed": _window_changed,
    "day_ended": _day_ended,
}
