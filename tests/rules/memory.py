"""A hall in memory, built of the pure rules alone: what the properties are tried on.

Whoever asks for something impossible gets False or None and nothing changes, so that random steps need no care.
"""

from dataclasses import replace
from typing import Any

from hall import events
from hall.errors import HallError
from hall.ticketing import policy, timing
from hall.ticketing.states import AT_WINDOW, LIVE, Move, TicketState, after
from tests.rules.memory_line import MemoryLine
from tests.rules.memory_parts import DAY, MemoryTicket, MemoryWindow


class MemoryHall(MemoryLine):
    """Everything that windows, visitors and managers may do."""

    # --- calls

    def call_next(self, window: MemoryWindow) -> MemoryTicket | None:
        if window.state != "open" or self.at(window) is not None:
            return None
        waiting = self.waiting()
        chosen = self.policy.next_for(window.view, waiting)
        self.asked.append((window.view, chosen.id if chosen else None, waiting))
        return self._call(window, self.tickets[chosen.id], out_of_order=False) if chosen else None

    def call(self, window: MemoryWindow, ticket: MemoryTicket) -> bool:
        if window.state != "open" or self.at(window) is not None or not self._may(ticket, Move.CALL):
            return False
        if not policy.able_to_do(window.view, ticket.view):
            return False
        in_turn = self.policy.next_for(window.view, self.waiting())
        return self._call(window, ticket, out_of_order=in_turn != ticket.view) is not None

    def _call(self, window: MemoryWindow, ticket: MemoryTicket, *, out_of_order: bool) -> MemoryTicket:
        event = events.TicketCalled(
            ticket=ticket.id, window=window.id, number=ticket.number, calls=1, out_of_order=out_of_order
        )
        self._step(
            ticket,
            event,
            window.clerk,
            state=TicketState.CALLED,
            window=window.id,
            calls=1,
            called_at=self.now,
            last_called_at=self.now,
        )
        window.last_call = self.journal[-1].seq
        return ticket

    def recall(self, window: MemoryWindow) -> bool:
        ticket = self.at(window)
        if ticket is None or not self._may(ticket, Move.RECALL):
            return False
        stand = ticket.stand
        assert stand.last_called_at is not None
        try:
            timing.check_recall(self.rules, calls=stand.calls, last_called_at=stand.last_called_at, now=self.now)
        except HallError:
            return False
        ticket.stand = replace(stand, calls=stand.calls + 1, last_called_at=self.now)
        self._record(
            events.TicketRecalled(ticket=ticket.id, window=window.id, number=ticket.number, calls=ticket.stand.calls),
            window.clerk,
        )
        return True

    def no_show(self, window: MemoryWindow) -> bool:
        ticket = self.at(window)
        if ticket is None or not self._may(ticket, Move.NO_SHOW):
            return False
        assert ticket.stand.called_at is not None
        try:
            timing.check_no_show(self.rules, category=None, first_called_at=ticket.stand.called_at, now=self.now)
        except HallError:
            return False
        void = timing.no_show_move(self.rules, requeues=ticket.requeues) is Move.VOID
        names: dict[str, Any] = {"ticket": ticket.id, "window": window.id, "number": ticket.number}
        event: events.Event = events.TicketPassed(**names, policy=self.rules.no_show_policy)
        if void:
            event = events.TicketAbandoned(**names, cause="no_show")
        state = TicketState.ABANDONED if void else TicketState.PASSED
        self._step(ticket, event, window.clerk, state=state, window=None, bound=None)
        return True

    # --- service

    def start(self, window: MemoryWindow) -> bool:
        ticket = self.at(window)
        if ticket is None or not self._may(ticket, Move.START):
            return False
        event = events.TicketStarted(ticket=ticket.id, window=window.id, number=ticket.number)
        self._step(ticket, event, window.clerk, state=TicketState.SERVING)
        return True

    def finish(self, window: MemoryWindow) -> bool:
        ticket = self.at(window)
        if ticket is None or not self._may(ticket, Move.FINISH):
            return False
        view = ticket.view
        pending = [position for position, (_, outcome) in enumerate(ticket.stand.outcomes) if outcome is None]
        # Called out of order to a window that can do nothing for it, its first errand still ends somehow.
        here = [pending[position] for position in policy.able_to_do(window.view, view)] or pending[:1]
        outcomes = tuple(
            (service, "completed" if position in here else outcome)
            for position, (service, outcome) in enumerate(ticket.stand.outcomes)
        )
        left = any(outcome is None for _, outcome in outcomes)
        state = TicketState.WAITING if left else TicketState.DONE
        event = events.TicketFinished(
            ticket=ticket.id,
            window=window.id,
            number=ticket.number,
            outcomes=[{"position": at, "service": outcomes[at][0], "outcome": "completed"} for at in here],
            state=state,
        )
        self._step(ticket, event, window.clerk, state=state, outcomes=outcomes, window=None, bound=None)
        return True

    def hold(self, window: MemoryWindow) -> bool:
        ticket = self.at(window)
        if ticket is None or not self._may(ticket, Move.HOLD):
            return False
        event = events.TicketHeld(ticket=ticket.id, window=window.id, number=ticket.number)
        self._step(ticket, event, window.clerk, state=TicketState.HELD, bound=window.id)
        return True

    def resume(self, window: MemoryWindow, ticket: MemoryTicket, *, serving: bool) -> bool:
        move = Move.RESUME_SERVING if serving else Move.RESUME_WAITING
        if not self._may(ticket, move) or ticket.stand.bound not in (None, window.id):
            return False
        here = window.id == ticket.stand.window and window.state == "open"
        if serving and (not here or self.at(window) is not None):
            return False
        state = TicketState.SERVING if serving else TicketState.WAITING
        event = events.TicketResumed(
            ticket=ticket.id,
            window=window.id if serving else None,
            number=ticket.number,
            state=state,
            bound=ticket.stand.bound,
        )
        self._step(ticket, event, window.clerk, state=state, window=window.id if serving else None)
        return True

    def transfer(self, ticket: MemoryTicket, *, to: MemoryWindow | None = None, service: str | None = None) -> bool:
        if not self._may(ticket, Move.TRANSFER):
            return False
        outcomes = ticket.stand.outcomes
        if service is not None:
            first = next(at for at, (_, outcome) in enumerate(outcomes) if outcome is None)
            if (service, None) in outcomes[first + 1 :]:
                return False
            outcomes = (*outcomes[:first], (service, None), *outcomes[first + 1 :])
        elif to is None or to.state != "open" or not policy.able_to_do(to.view, replace(ticket.view, bound=None)):
            return False
        bound = to.id if to is not None else None
        event = events.TicketTransferred(
            ticket=ticket.id,
            number=ticket.number,
            to_window=bound,
            to_window_number=to.number if to is not None else None,
            services=[
                {"position": at, "service": outcomes[at][0]} for at in range(len(outcomes)) if not outcomes[at][1]
            ],
            state=TicketState.WAITING,
        )
        self._step(ticket, event, None, state=TicketState.WAITING, outcomes=outcomes, window=None, bound=bound)
        return True

    def cancel(self, ticket: MemoryTicket) -> bool:
        if not self._may(ticket, Move.CANCEL):
            return False
        event = events.TicketCancelled(ticket=ticket.id, number=ticket.number)
        self._step(ticket, event, None, state=TicketState.CANCELLED, window=None, bound=None)
        return True

    def undo(self, ticket: MemoryTicket) -> bool:
        stand, by = ticket.before, ticket.last.by if ticket.last else None
        window = self.windows.get(stand.window or ticket.stand.window or "") if stand else None
        taken = window is not None and self.at(window) not in (None, ticket)
        called_again = window is not None and (window.last_call > ticket.last_seq or taken)
        try:
            move = timing.check_undo(self.rules, ticket.last, by=by, now=self.now, window_called_again=called_again)
            state = after(ticket.state, move, number=ticket.number)
        except HallError:
            return False
        assert stand is not None
        assert ticket.last is not None
        assert stand.state is state
        ticket.displaced = ticket.displaced or ticket.state not in LIVE
        ticket.stand = stand
        event = events.TicketUndone(
            ticket=ticket.id,
            number=ticket.number,
            undone=ticket.last.kind,
            undone_seq=ticket.last_seq,
            state=state,
            calls=stand.calls,
        )
        ticket.last = None
        self._record(event, by)
        return True

    # --- windows and the day

    def open_window(self, number: int, services: frozenset[str], kind: str = "comprehensive") -> MemoryWindow:
        window = MemoryWindow(f"w{number}", number, services, kind)
        self.windows[window.id] = window
        self.change_window(window)
        return window

    def change_window(self, window: MemoryWindow, **changes: Any) -> None:
        if changes.get("state") == "closed" and self.at(window) is not None:
            return
        for name, value in changes.items():
            setattr(window, name, value)
        told = {
            "number": window.number,
            "kind": window.kind,
            "services": sorted(window.services),
            "state": window.state,
        }
        self._record(events.WindowChanged(window=window.id, cause="changed", after=told))
        if window.state == "closed":
            self._unbind(window)

    def _unbind(self, window: MemoryWindow) -> None:
        for ticket in self.live():
            if ticket.stand.bound == window.id and ticket.state not in AT_WINDOW:
                ticket.stand = replace(ticket.stand, bound=None)
                self._record(
                    events.TicketUnbound(ticket=ticket.id, number=ticket.number, state=ticket.state, neighbours=[])
                )

    def end_day(self) -> None:
        for ticket in list(self.live()):
            names: dict[str, Any] = {"ticket": ticket.id, "number": ticket.number}
            if ticket.state is TicketState.PASSED:
                event: events.Event = events.TicketAbandoned(**names, cause="day_ended")
                self._step(ticket, event, None, state=TicketState.ABANDONED, bound=None)
            elif ticket.state is not TicketState.SERVING:
                event = events.TicketUnserved(**names, cause="day_ended")
                self._step(ticket, event, None, state=TicketState.UNSERVED, window=None, bound=None)
        self._record(events.DayEnded(day=DAY))
