"""Which of two tickets came first, and on what ground, read from the journal as it was at that moment.

A key, a window's services or a ticket's state may have changed since: what held when a call was made explains it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hall.ticketing.policy import Credit, Key, able_to_do, reach
from hall.ticketing.states import TicketState
from hall.ticketing.story.reading import Entry
from hall.ticketing.story.replay import tell
from hall.ticketing.story.retold import RetoldHall, RetoldTicket, RetoldWindow


class Ground(StrEnum):
    """Why one ticket came before another."""

    SAME = "same"  # they are one ticket
    OTHER_DAY = "other_day"  # every day has its own order
    KEY = "key"  # the smaller key
    APART = "apart"  # both wait, at windows that cannot serve the other
    NOT_YET_ISSUED = "not_yet_issued"  # the second was taken after the first had been called
    NOT_WAITING = "not_waiting"  # the second was somewhere else when the first was called
    OUT_OF_ORDER = "out_of_order"
    ELSEWHERE = "elsewhere"  # the window that called does not do what the second waits for
    BOUND = "bound"  # the second belongs to one window, another one called
    HELP_FIRST = "help_first"  # the assisted window calls those who need help before others
    NEVER_CALLED = "never_called"  # the second ended without a call
    UNTOLD = "untold"  # what the window could do then is not in the entries
    AGAINST_THE_RULE = "against_the_rule"  # nothing explains it


@dataclass(frozen=True)
class Seen:
    """One ticket as it stood at the moment that decides; `missed_at`: its last missed call, if it had come back.

    `entered_at`: when a number given on paper was entered.
    """

    number: str
    day: date
    issued_at: datetime
    key: Key
    credit: Credit
    state: TicketState
    missed_at: datetime | None = None
    entered_at: datetime | None = None


@dataclass(frozen=True)
class Comparison:
    """The first and the second of two tickets. `called_at`, `window`: the call of the first that decided, if one did.

    `bound`: the number of the window that the second belonged to, where that is the ground.
    """

    ground: Ground
    first: Seen
    second: Seen
    called_at: datetime | None = None
    window: int | None = None
    bound: int | None = None


@dataclass(frozen=True)
class _Moment:
    """A call of one of the two, and what it says about them."""

    seq: int
    ticket: str
    comparison: Comparison


def compare(entries: Iterable[Entry], one: str, other: str) -> Comparison:
    """Compare two tickets of a hall by their ids.

    `entries`, in order: those of both tickets, and the `window_changed` entries of the hall from the last one of each
    window before the earlier ticket was issued; more do no harm. Raises KeyError when a ticket is not among them.
    """
    teller = _Teller(one, other)
    for entry in entries:
        teller.hear(entry)
    return teller.result()


class _Teller:
    """Follows the journal and keeps, for every call of the two that was not taken back, what it says about them."""

    def __init__(self, one: str, other: str) -> None:
        self.hall = RetoldHall()
        self.pair = (one, other)
        self.missed: dict[str, datetime] = {}
        self.moments: list[_Moment] = []

    def hear(self, entry: Entry) -> None:
        mine = entry.ticket in self.pair
        if mine and entry.kind == "ticket_called" and entry.ticket is not None:
            self._note_call(entry, entry.ticket)
        if mine or entry.kind == "window_changed":
            tell(self.hall, entry)
        if mine and entry.kind == "ticket_passed" and entry.ticket is not None:
            self.missed[entry.ticket] = entry.at
        if mine and entry.kind == "ticket_undone":
            undone = entry.data["undone_seq"]
            self.moments = [moment for moment in self.moments if moment.seq != undone]

    def result(self) -> Comparison:
        mine, theirs = (self.hall.tickets[ticket] for ticket in self.pair)
        if mine.id == theirs.id:
            return Comparison(Ground.SAME, self._see(mine), self._see(theirs))
        if mine.day != theirs.day:
            first, second = sorted((mine, theirs), key=lambda ticket: ticket.day)
            return Comparison(Ground.OTHER_DAY, self._see(first), self._see(second))
        waiting = [ticket for ticket in (mine, theirs) if ticket.now.state is TicketState.WAITING]
        if len(waiting) == 2:
            return self._both_wait(mine, theirs)
        if waiting:
            return self._one_waits(waiting[0], theirs if waiting[0] is mine else mine)
        return self._tell(self.moments[0]) if self.moments else self._none_called(mine, theirs)

    def _both_wait(self, mine: RetoldTicket, theirs: RetoldTicket) -> Comparison:
        first, second = sorted((mine, theirs), key=lambda ticket: ticket.key)
        windows = self.hall.open_windows()
        reaches = [{window.id for window in reach(windows, ticket.as_waiting())} for ticket in (first, second)]
        apart = all(reaches) and not reaches[0] & reaches[1]
        return Comparison(Ground.APART if apart else Ground.KEY, self._see(first), self._see(second))

    def _one_waits(self, waiting: RetoldTicket, gone: RetoldTicket) -> Comparison:
        calls = [moment for moment in self.moments if moment.ticket == gone.id]
        return self._tell(calls[-1]) if calls else self._none_called(waiting, gone)

    def _tell(self, moment: _Moment) -> Comparison:
        if moment.comparison.ground is not Ground.NOT_YET_ISSUED:
            return moment.comparison
        return replace(moment.comparison, second=self._see(self.hall.tickets[self._other(moment.ticket)]))

    def _other(self, ticket: str) -> str:
        return self.pair[1] if ticket == self.pair[0] else self.pair[0]

    def _none_called(self, first: RetoldTicket, second: RetoldTicket) -> Comparison:
        return Comparison(Ground.NEVER_CALLED, self._see(first), self._see(second))

    def _see(self, ticket: RetoldTicket) -> Seen:
        return Seen(
            ticket.number,
            ticket.day,
            ticket.issued_at,
            ticket.key,
            ticket.credit,
            ticket.now.state,
            self.missed.get(ticket.id) if ticket.requeues else None,
            ticket.entered_at,
        )

    def _note_call(self, entry: Entry, called_id: str) -> None:
        """Note what both were just before the call: the fold has not heard of it yet."""
        called = self.hall.tickets.get(called_id)
        rival = self.hall.tickets.get(self._other(called_id))
        if called is None:
            return
        window = self.hall.windows.get(entry.window or "")
        number = window.number if window is not None else entry.data.get("window_number")
        ground = _ground(called, rival, window, out_of_order=entry.data["out_of_order"])
        bound = self.hall.windows.get(rival.now.bound or "") if rival is not None else None
        comparison = Comparison(
            ground,
            replace(self._see(called), state=TicketState.CALLED),
            self._see(rival or called),  # not issued yet: seen when the whole story is known
            entry.at,
            number,
            bound.number if bound is not None and ground is Ground.BOUND else None,
        )
        self.moments.append(_Moment(entry.seq, called_id, comparison))


def _ground(
    called: RetoldTicket, rival: RetoldTicket | None, window: RetoldWindow | None, *, out_of_order: bool
) -> Ground:
    if rival is None:
        return Ground.NOT_YET_ISSUED
    if rival.now.state is not TicketState.WAITING:
        return Ground.NOT_WAITING
    if called.key < rival.key:
        return Ground.KEY
    if out_of_order:
        return Ground.OUT_OF_ORDER
    if window is None:
        return Ground.UNTOLD
    return _obstacle(called, rival, window)


def _obstacle(called: RetoldTicket, rival: RetoldTicket, window: RetoldWindow) -> Ground:
    """Why a window did not call `rival`, who came first."""
    if rival.now.bound not in (None, window.id):
        return Ground.BOUND
    if not able_to_do(window.view, rival.as_waiting()):
        return Ground.ELSEWHERE
    if window.view.assisted and called.needs_help and not rival.needs_help:
        return Ground.HELP_FIRST
    return Ground.AGAINST_THE_RULE
