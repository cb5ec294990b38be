"""What a global key asks of the server, given the window."""

from typing import Any

import pytest

from hall.caller.deeds import Deed, Note, Request, request_of
from hall.text import Text

DONE = Text("当场办结", "Completed on the spot")
Json = dict[str, Any]


def errand(service: str, state: str = "pending") -> Json:
    return {"service": service, "state": state, "name": {"zh": service, "en": service}}


def ticket(state: str = "serving", *errands: Json, needs_help: bool = False) -> Json:
    return {"id": "t", "number": "A001", "state": state, "needs_help": needs_help, "errands": [*errands]}


def window(here: Json | None = None, **more: Any) -> Json:
    return {"id": "w", "state": "open", "services": ["tax"], "ticket": here, "undo": None, **more}


def asked(deed: Deed, at: Json, unsure: str | None = None) -> Request | Note:
    return request_of(deed, at, "completed", DONE, unsure)


@pytest.mark.parametrize(
    ("deed", "state", "path"),
    [(Deed.RECALL, "called", "recall"), (Deed.START, "called", "start"), (Deed.NO_SHOW, "called", "no-show")],
)
def test_a_key_acts_on_the_ticket_at_the_window(deed: Deed, state: str, path: str) -> None:
    request = asked(deed, window(ticket(state, errand("tax"))))
    assert isinstance(request, Request)
    assert (request.path, dict(request.body)) == (f"/tickets/t/{path}", {})


@pytest.mark.parametrize("deed", [Deed.RECALL, Deed.START, Deed.NO_SHOW, Deed.FINISH])
def test_without_a_ticket_it_says_so(deed: Deed) -> None:
    assert asked(deed, window()) == Note(
        Text("窗口没有号票，请先呼叫下一位", "No ticket is at the window: call the next first")
    )


def test_finish_asks_for_a_second_press_and_names_what_it_ends() -> None:
    note = asked(Deed.FINISH, window(ticket("serving", errand("tax"), errand("pension"))))
    assert note == Note(
        Text("再按一次：A001 当场办结（tax）", "Press again: A001 completed on the spot (tax)"), unsure="t"
    )


def test_the_second_press_ends_what_the_window_does_and_leaves_the_rest() -> None:
    request = asked(
        Deed.FINISH, window(ticket("serving", errand("tax"), errand("tax", "ended"), errand("pension"))), "t"
    )
    assert isinstance(request, Request)
    assert request.path == "/tickets/t/finish"
    assert request.body == {"errands": [{"service": "tax", "outcome": "completed"}]}


def test_a_second_press_for_another_ticket_is_a_first_one() -> None:
    note = asked(Deed.FINISH, window(ticket("serving", errand("tax"))), "another")
    assert isinstance(note, Note)
    assert note.unsure == "t"


def test_who_needs_help_is_served_at_any_window() -> None:
    request = asked(Deed.FINISH, window(ticket("serving", errand("pension"), needs_help=True)), "t")
    assert isinstance(request, Request)


@pytest.mark.parametrize(
    "here", [ticket("called", errand("tax")), ticket("serving", errand("pension")), ticket("serving")]
)
def test_what_cannot_be_finished_is_not_asked(here: Json) -> None:
    note = asked(Deed.FINISH, window(here), "t")
    assert isinstance(note, Note)
    assert note.unsure is None


@pytest.mark.parametrize(("state", "verb"), [("open", "pause"), ("paused", "reopen")])
def test_one_key_pauses_and_opens_again(state: str, verb: str) -> None:
    request = asked(Deed.PAUSE, window(state=state))
    assert isinstance(request, Request)
    assert request.path == f"/windows/w/{verb}"


def test_undo_takes_back_what_the_window_tells() -> None:
    assert isinstance(asked(Deed.UNDO, window()), Note)
    request = asked(Deed.UNDO, window(undo={"ticket": "u", "number": "B002"}))
    assert isinstance(request, Request)
    assert request.path == "/tickets/u/undo"
