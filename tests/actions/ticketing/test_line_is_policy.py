"""What the database says of the line, by its index, is what the rules say of it, by looking at everybody."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.catalogue.terms import WindowKind
from hall.display.floor import read_floor
from hall.ticketing.line import next_in_line, waiting_ahead
from hall.ticketing.policy import WaitingTicket, WindowView, next_for, reach
from hall.ticketing.queries import TicketRow, errands_of, live_tickets, waiting_ticket
from hall.ticketing.reach import reach_of
from hall.ticketing.states import TicketState
from tests.halls import COUNTY, Built, County, Json, opened

WINDOWS = (3, 15, 22, 25, 27, 31)  # comprehensive, property, insurance, police, tax, assisted
WISHES: tuple[Json, ...] = (
    {"services": ["tax"]},
    {"services": ["pension"]},
    {"services": ["exit-entry"]},
    {"services": ["tax", "pension"]},
    {"bundle": "second-hand-home"},
    {"bundle": "birth"},
    {"services": ["tax"], "needs_help": True},
    {"services": ["pension"], "category": "disabled"},
)
PLANS = (["tax"], ["pension", "exit-entry"], ["property-transfer"], ["*"])
AT_WINDOW = ("start", "finish", "finish", "hold", "no-show", "transfer", "to-window", "undo")
AFTER = ("resume", "requeue", "upgrade", "cancel", "call")

window, some = st.sampled_from(WINDOWS), st.integers(0, 20)
Step = tuple[str, int, int]
STEPS = st.one_of(
    st.tuples(st.just("issue"), some, some),
    st.tuples(st.just("call-next"), window, some),
    st.tuples(st.sampled_from(AT_WINDOW), window, some),
    st.tuples(st.sampled_from(AFTER), window, some),
    st.tuples(st.sampled_from(("plan", "pause", "reopen", "wait")), window, some),
)
PAUSED_WITH_A_BOUND_TICKET: list[Step] = [
    ("issue", 0, 0), ("call-next", 27, 0), ("start", 27, 0), ("hold", 27, 0), ("issue", 0, 0), ("resume", 25, 0),
    ("pause", 27, 1), ("plan", 27, 1),
]  # fmt: skip


class Day:
    """Somebody presses whatever can be pressed; what cannot be done now is refused, and nothing fails."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.tickets: list[Json] = []
        county.open(*WINDOWS)

    def do(self, step: Step) -> None:
        deed, number, pick = step
        if deed == "issue":
            wish = {"channel": "desk", **WISHES[pick % len(WISHES)]}
            ticket = self.sent(self.county.greeter.post(f"/halls/{COUNTY}/tickets", wish))
            self.tickets += [ticket] if "id" in ticket else []
        elif deed == "wait":
            self.county.wait(seconds=30 * pick)
        elif deed == "plan":
            path, plan = f"/windows/{self.county.windows[number]}", PLANS[pick % len(PLANS)]
            self.sent(self.county.manager.send("PATCH", path, {"services": plan}))
        elif deed == "pause":
            self.sent(self.county.at(number, "pause", **({"minutes": 30} if pick % 2 else {})))
        elif deed in ("call-next", "reopen"):
            self.sent(self.county.at(number, deed))
        elif self.tickets:
            self.press(deed, number, pick)

    def press(self, deed: str, number: int, pick: int) -> None:
        clerk = self.county.clerk(number)
        if deed in AT_WINDOW:
            here = [each for each in self.tickets if self.county.see(each)["window"] == number]
            ticket = (here or self.tickets)[-1]
        else:
            ticket = self.tickets[pick % len(self.tickets)]
        if deed == "finish":
            pending = [
                errand["service"] for errand in self.county.see(ticket)["errands"] if errand["state"] == "pending"
            ]
            able = [one for one in pending if one in self.county.window(number)["services"]] or pending[:1]
            self.sent(clerk.does("finish", ticket, errands=[{"service": one, "outcome": "completed"} for one in able]))
        elif deed == "transfer":
            self.sent(clerk.does("transfer", ticket, reason="x", service=("tax", "pension", "exit-entry")[pick % 3]))
        elif deed == "to-window":
            target = self.county.windows[WINDOWS[pick % len(WINDOWS)]]
            self.sent(clerk.does("transfer", ticket, reason="x", window=target))
        elif deed == "upgrade":
            self.sent(self.county.greeter.does("upgrade", ticket, category="disabled"))
        elif deed == "cancel":
            self.sent(self.county.visitor.send("DELETE", f"/tickets/{ticket['id']}"))
        elif deed == "call":
            self.sent(self.county.at(number, "call", ticket=ticket["id"], reason="x"))
        else:
            self.sent(clerk.does(deed, ticket))

    def sent(self, response: Any) -> Json:
        assert response.status_code in (200, 201, 204, 403, 409, 422), response.get_data(as_text=True)
        body: Json = response.get_json() or {}
        return body


def hold_to_each_other(county: County) -> None:
    """The next of every window, and how many are ahead of everybody: asked of the database, and of the rules."""
    with county.database.reading() as connection:
        book = hall_book(connection, county.hall_id)
        rows = [row for row in live_tickets(connection, county.hall_id) if row.state is TicketState.WAITING]
        errands = errands_of(connection, [row.id for row in rows])
        waiting = {row.id: waiting_ticket(row, errands[row.id]) for row in rows}
        places = read_floor(connection, county.hall_id).places
        for page in book.windows.values():
            chosen = next_for(view_of(book, page.id), list(waiting.values()))
            assert next_in_line(connection, county.hall_id, page) == (chosen.id if chosen else None), page.number
        middle = sum(row.place for row in rows) // max(1, len(rows))
        for row in rows:
            others = ahead_of(book, row, waiting)
            ahead, since = len(others), sum(other.key.place > middle for other in others)
            found = reach_of(book, row, errands[row.id])
            services, windows, everyone = found.services, found.windows, row.needs_help
            asked = waiting_ahead(connection, county.hall_id, row.key, services, windows, all_=everyone, after=middle)
            assert (places[row.id], asked) == (ahead, (ahead, since)), row.number


def view_of(book: HallBook, window_id: str) -> WindowView:
    page = book.windows[window_id]
    return WindowView(page.id, page.services, page.kind is WindowKind.ASSISTED)


def ahead_of(book: HallBook, row: TicketRow, waiting: dict[str, WaitingTicket]) -> Sequence[WaitingTicket]:
    """Whoever waits with a smaller key and could be called by an open window (or by any, if none is) of this one's."""
    views = [view_of(book, page.id) for page in book.windows.values()]
    open_ = [view for view in views if book.windows[view.id].open]
    mine = reach(open_, waiting[row.id]) or reach(views, waiting[row.id])
    return [other for other in waiting.values() if other.key < row.key and reach(mine, other)]


@settings(
    max_examples=25,
    deadline=None,
    # Nothing is shrunk: that takes minutes on a database, and a day of 25 presses is short enough to read.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(steps=PAUSED_WITH_A_BOUND_TICKET)
@given(steps=st.lists(STEPS, min_size=5, max_size=25))
def test_on_random_days_the_index_and_the_rules_say_the_same(built: Built, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(built, Path(folder)) as county:
        day = Day(county)
        for step in steps:
            day.do(step)
            hold_to_each_other(county)
