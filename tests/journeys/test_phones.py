"""A visitor's phone: its own ticket, its place, and that the turn is near."""

import pytest

from tests.ears import Ears, Refused
from tests.people import Cast


def test_a_phone_hears_of_its_own_ticket_alone(cast: Cast, ears: Ears) -> None:
    clerk = cast.clerk(33)
    first, mine = cast.kiosk.take("collect"), cast.kiosk.take("collect")
    phone = ears.phone(mine["id"])
    clerk.serve(clerk.called())
    called = clerk.called()
    assert called["id"] == mine["id"]
    fact = phone.wait("ticket_called").data
    assert (fact["data"]["ticket"], fact["data"]["window"], fact["data"]["zone"]) == (mine["number"], 33, "main")
    assert fact["data"]["announcement"]["text"]["zh"] == f"请{mine['number']}号到33号窗口办理"
    clerk.serve(called)
    phone.wait("ticket_changed", lambda fact: fact["data"]["state"] == "done")
    assert [fact["data"].get("state", "called") for fact in phone.facts] == ["called", "serving", "done"]
    assert first["number"] not in str(phone.heard)
    phone.check_order()


def test_a_phone_is_told_its_place_and_when_three_are_ahead(cast: Cast, ears: Ears) -> None:
    clerk = cast.clerk(33)
    tickets = [cast.kiosk.take("collect") for _ in range(6)]
    phone = ears.phone(tickets[4]["id"])
    phone.wait("place", lambda view: view["data"]["ahead"] == 4)
    assert not phone.all("near")
    clerk.serve(clerk.called())
    phone.wait("near", lambda view: view["data"]["ahead"] == 3)
    phone.wait("place", lambda view: view["data"]["ahead"] == 3)
    for _ in range(4):
        clerk.serve(clerk.called())
    phone.wait("place", lambda view: view["data"]["ahead"] is None)
    clerk.serve(clerk.called())


def test_a_phone_that_gives_its_ticket_up_is_told_so(cast: Cast, ears: Ears) -> None:
    ticket = cast.kiosk.take("collect")
    phone = ears.phone(ticket["id"])
    assert phone.snapshot["ticket"]["number"] == ticket["number"]
    cast.stranger.act(f"/tickets/{ticket['id']}", method="DELETE")
    phone.wait("ticket_changed", lambda fact: fact["data"]["state"] == "cancelled")


def test_a_ticket_that_is_not_there_is_no_ticket(ears: Ears) -> None:
    with pytest.raises(Refused) as refused:
        ears.phone("A001")
    assert refused.value.data["data"]["code"] == "ticket_not_found"
