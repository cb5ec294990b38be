"""A hall in the database and one in memory that are asked the same things, step by step, and must answer alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hall import clock
from hall.catalogue.book import HallBook
from hall.catalogue.categories import Category
from hall.catalogue.queries import hall_book
from hall.db import Actor, Database, Work
from hall.errors import HallError
from hall.personal.vault import Vault
from hall.ticketing.actions.emergency import Paper, enter_papers
from hall.ticketing.actions.end import cancel_ticket
from hall.ticketing.actions.issue import issue_ticket
from hall.ticketing.actions.reenter import requeue_ticket, upgrade_ticket
from hall.ticketing.models import ERRANDS, TICKETS
from hall.ticketing.numbering import ticket_number
from hall.ticketing.outcomes import Outcome
from hall.ticketing.policy import able_to_do
from hall.ticketing.states import LIVE, TicketState
from hall.ticketing.wish import Channel, Wish
from hall.windows.actions.calling import call_next, call_out_of_order, mark_no_show, recall
from hall.windows.actions.duty import pause, reopen, sign_in, sign_out
from hall.windows.actions.moving import transfer
from hall.windows.actions.reassigning import WindowChange, change_window
from hall.windows.actions.serving import Ending, finish, hold, resume, start
from hall.windows.actions.undoing import undo
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import PAPER, MemoryTicket, MemoryWindow

Act = Callable[[Work, HallBook], Any]
GREETER = Actor("user", "greeter", "greeter")


@dataclass
class Stored:
    """The hall in the database: its id, clerks by window number, and ids by those of the hall in memory."""

    database: Database
    vault: Vault
    hall_id: int
    clock: clock.FrozenClock
    clerks: dict[int, Actor]
    ids: dict[str, str] = field(default_factory=dict)
    refusals: list[HallError] = field(default_factory=list)

    def act(self, by: Actor, action: Act) -> Any:
        """The answer of an action, or False when it is refused."""
        try:
            with self.database.work(self.hall_id, by) as work:
                return action(work, hall_book(work.connection, self.hall_id))
        except HallError as refused:
            self.refusals.append(refused)
            return False

    def tickets(self) -> dict[str, Any]:
        with self.database.reading() as connection:
            return {row.id: row for row in connection.execute(sa.select(TICKETS))}

    def pending(self) -> dict[str, list[str]]:
        """The services that tickets in line may be called for, by ticket."""
        wanted = sa.select(ERRANDS).where(ERRANDS.c.in_line).order_by(ERRANDS.c.ticket_id, ERRANDS.c.position)
        found: dict[str, list[str]] = {}
        with self.database.reading() as connection:
            for row in connection.execute(wanted):
                found.setdefault(row.ticket_id, []).append(row.service)
        return found


@dataclass
class TwinHall(MemoryHall):
    """The hall in memory; whatever it is asked is asked of `stored` first, and both must agree."""

    stored: Stored = field(kw_only=True)

    def agree(self, theirs: object, mine: object, what: str) -> None:
        said = self.stored.refusals[-1].detail.en if self.stored.refusals else ""
        assert bool(theirs) == bool(mine), f"{what}: database {theirs!r} ({said}), memory {mine!r}"

    def ask(self, by: Actor | None, action: Act) -> Any:
        self.stored.clock.at = self.now
        return self.stored.act(by or GREETER, action)

    def clerk_of(self, ticket: MemoryTicket) -> Actor | None:
        window = self.windows.get(ticket.stand.window or "")
        return self.stored.clerks[window.number] if window is not None else None

    def id_of(self, thing: MemoryTicket | MemoryWindow) -> str:
        return self.stored.ids[thing.id]

    def offered(self, *services: str) -> bool:
        """Whether some window, open or not, does each of these: the database refuses the others."""
        return all(any(service in window.services for window in self.windows.values()) for service in services)

    # --- visitors

    def issue(self, *services: str, in_order: bool = False, needs_help: bool = False, **grounds: Any) -> MemoryTicket:
        green = bool(grounds.get("green_channel"))
        bundle = "-".join(services) if in_order and len(services) > 1 else None
        wish = Wish(
            Channel.DESK,
            services=() if bundle else services,
            bundle=bundle,
            category=Category.VETERAN if green else None,
            confirmed=green,
            needs_help=needs_help,
        )
        issued = self.ask(None, lambda work, book: issue_ticket(work, book, self.stored.vault, wish))
        if not issued:
            assert not self.offered(*services)
            return next(iter(self.tickets.values()))  # no ticket for what nobody does; the steps ask for none
        in_order = bundle is not None
        ticket = super().issue(*services, in_order=in_order, needs_help=needs_help, green_channel=green)
        self.stored.ids[ticket.id] = issued.ticket_id
        return ticket

    def enter(self, paper: int, given_at: datetime, *services: str, green_channel: bool = False) -> MemoryTicket:
        wish = Wish(Channel.DESK, services=services, category=Category.VETERAN if green_channel else None)
        if not self.offered(*services):  # refused at the door, before anything is entered
            return next(iter(self.tickets.values()), None) or self.issue("tax")
        papers = [Paper(ticket_number(PAPER, paper), given_at, wish)]
        [entered] = self.ask(None, lambda work, book: enter_papers(work, book, self.stored.vault, papers))
        before = len(self.tickets)
        ticket = super().enter(paper, given_at, *services, green_channel=green_channel)
        self.agree(entered.fresh, len(self.tickets) > before, "enter")
        self.stored.ids[ticket.id] = entered.ticket_id
        return ticket

    def cancel(self, ticket: MemoryTicket) -> bool:
        theirs = self.ask(None, lambda work, book: cancel_ticket(work, book, self.id_of(ticket)))
        mine = super().cancel(ticket)
        self.agree(theirs is None, mine, "cancel")
        return mine

    def requeue(self, ticket: MemoryTicket) -> bool:
        theirs = self.ask(None, lambda work, book: requeue_ticket(work, book, self.id_of(ticket)))
        mine = super().requeue(ticket)
        self.agree(theirs is None, mine, "requeue")
        return mine

    def upgrade(self, ticket: MemoryTicket) -> bool:
        theirs = self.ask(
            None, lambda work, book: upgrade_ticket(work, book, self.id_of(ticket), Category.VETERAN, None)
        )
        mine = super().upgrade(ticket)
        self.agree(theirs is None, mine, "upgrade")
        return mine

    # --- windows

    def call_next(self, window: MemoryWindow) -> MemoryTicket | None:
        clerk = self.stored.clerks[window.number]
        theirs = self.ask(clerk, lambda work, book: call_next(work, book, self.id_of(window)))
        mine = super().call_next(window)
        assert (theirs or None) == (self.id_of(mine) if mine else None), f"{window.id} calls another"
        return mine

    def call(self, window: MemoryWindow, ticket: MemoryTicket) -> bool:
        clerk = self.stored.clerks[window.number]
        theirs = self.ask(
            clerk, lambda work, book: call_out_of_order(work, book, self.id_of(window), self.id_of(ticket), None)
        )
        mine = super().call(window, ticket)
        self.agree(theirs is None, mine, "call by number")
        return mine

    def _at(
        self, window: MemoryWindow, action: Callable[[Work, HallBook, str], object], mine: Callable[[], bool]
    ) -> bool:
        ticket = self.at(window)
        if ticket is None:
            return False
        clerk = self.stored.clerks[window.number]
        theirs = self.ask(clerk, lambda work, book: action(work, book, self.id_of(ticket)))
        done = mine()
        self.agree(theirs is None, done, "at a window")
        return done

    def recall(self, window: MemoryWindow) -> bool:
        return self._at(window, recall, lambda: super(TwinHall, self).recall(window))

    def start(self, window: MemoryWindow) -> bool:
        return self._at(window, start, lambda: super(TwinHall, self).start(window))

    def no_show(self, window: MemoryWindow) -> bool:
        return self._at(
            window,
            lambda work, book, ticket: mark_no_show(work, book, ticket, None),
            lambda: super(TwinHall, self).no_show(window),
        )

    def hold(self, window: MemoryWindow) -> bool:
        return self._at(
            window,
            lambda work, book, ticket: hold(work, book, ticket, None),
            lambda: super(TwinHall, self).hold(window),
        )

    def finish(self, window: MemoryWindow) -> bool:
        ticket = self.at(window)
        if ticket is None:
            return False
        pending = ticket.view.pending
        doable = able_to_do(window.view, ticket.view)
        endings = [Ending(pending[at], Outcome.COMPLETED) for at in doable]
        endings = endings or [Ending(pending[0], Outcome.WRONG_SERVICE)]
        return self._at(
            window,
            lambda work, book, at: finish(work, book, self.stored.vault, at, endings),
            lambda: super(TwinHall, self).finish(window),
        )

    def resume(self, window: MemoryWindow, ticket: MemoryTicket, *, serving: bool) -> bool:
        to = TicketState.SERVING if serving else TicketState.WAITING
        theirs = self.ask(self.clerk_of(ticket), lambda work, book: resume(work, book, self.id_of(ticket), to))
        mine = super().resume(window, ticket, serving=serving)
        self.agree(theirs is None, mine, f"resume {to}")
        return mine

    def transfer(self, ticket: MemoryTicket, *, to: MemoryWindow | None = None, service: str | None = None) -> bool:
        if service is not None and not self.offered(service):
            return False
        window = self.id_of(to) if to is not None else None
        theirs = self.ask(
            self.clerk_of(ticket),
            lambda work, book: transfer(work, book, self.id_of(ticket), window_id=window, service=service, reason=None),
        )
        mine = super().transfer(ticket, to=to, service=service)
        self.agree(theirs is None, mine, "transfer")
        return mine

    def undo(self, ticket: MemoryTicket) -> bool:
        by = next((each for each in self.stored.clerks.values() if ticket.last and each.name == ticket.last.by), None)
        theirs = self.ask(by, lambda work, book: undo(work, book, self.id_of(ticket)))
        mine = super().undo(ticket)
        self.agree(theirs is None, mine, f"undo {ticket.number}")
        return mine

    def change_window(self, window: MemoryWindow, **changes: Any) -> None:
        if "services" in changes:
            change = WindowChange(self.id_of(window), services=tuple(sorted(changes["services"])))
            self.ask(None, lambda work, book: change_window(work, book, change))
            super().change_window(window, **changes)
        if "state" in changes and self._change_state(window, changes["state"]):
            super().change_window(window, **changes)

    def _change_state(self, window: MemoryWindow, state: str) -> bool:
        clerk, here = self.stored.clerks[window.number], self.id_of(window)
        acts: dict[tuple[str, str], Act] = {
            ("closed", "open"): lambda work, book: sign_in(work, book, here),
            ("open", "paused"): lambda work, book: pause(work, book, here, until=None, reason=None, remark=None),
            ("paused", "open"): lambda work, book: reopen(work, book, here),
            ("open", "closed"): lambda work, book: sign_out(work, book, here),
            ("paused", "closed"): lambda work, book: sign_out(work, book, here),
        }
        act = acts.get((window.state, state))
        return act is not None and self.ask(clerk, act) is None

    # --- holding the two to each other

    def compare(self) -> None:
        """Every ticket stands alike, in the same place, for the same errands."""
        rows, in_line = self.stored.tickets(), self.stored.pending()
        for ticket in self.tickets.values():
            row = rows[self.id_of(ticket)]
            assert (row.number, row.state) == (ticket.number, ticket.state)
            if ticket.state in LIVE:
                key = (row.effective_since, row.place, row.sub)
                assert (key, row.overtaken, row.requeues) == (tuple(ticket.key), ticket.overtaken, ticket.requeues), (
                    ticket
                )
            wanted = ticket.view.pending[: 1 if ticket.in_order else None] if ticket.state == "waiting" else ()
            assert tuple(in_line.get(row.id, ())) == wanted, ticket.number
            if ticket.state == "waiting":
                assert self.stored.ids.get(ticket.stand.bound or "") == row.bound_window_id
