"""Several services on one number: done at one comprehensive window, or from window to window where the order counts."""

from tests.ears import Ears
from tests.people import Cast, Json


def pending(ticket: Json) -> list[str]:
    return [errand["service"] for errand in ticket["errands"] if errand["state"] == "pending"]


def test_a_comprehensive_window_does_all_of_a_bundle(cast: Cast, ears: Ears) -> None:
    screen, clerk = ears.screen(), cast.clerk(3)
    ticket = cast.kiosk.take(bundle="birth")
    assert ticket["number"].startswith("G"), "a bundle's prefix is its first service's"
    called = clerk.called()
    assert called["number"] == ticket["number"]
    assert pending(called) == ["household", "medical-enrolment", "social-card"]
    done = clerk.serve(called)
    assert done["state"] == "done"
    assert pending(done) == []
    screen.wait("ticket_left", lambda fact: fact["data"]["state"] == "done")
    assert [fact["kind"] for fact in screen.facts] == ["ticket_called", "window_changed", "ticket_left"]


def test_a_bundle_in_order_goes_from_window_to_window_on_one_number(cast: Cast, ears: Ears) -> None:
    screen, tax, registration = ears.screen(), cast.clerk(27), cast.clerk(15)
    ticket = cast.kiosk.take(bundle="second-hand-home")
    phone = ears.phone(ticket["id"])
    assert registration.call_next() is None, "the tax comes first"

    forwarded = tax.serve(tax.called(), "tax")
    assert forwarded["state"] == "waiting"
    assert pending(forwarded) == ["property-transfer"]
    assert forwarded["effective_since"] == ticket["effective_since"], "the key is kept"
    screen.wait("ticket_left", lambda fact: fact["data"] | {"state": "waiting"} == fact["data"])
    phone.wait("ticket_changed", lambda fact: fact["data"]["state"] == "waiting")
    assert tax.call_next() is None, "nothing is left that this window does"

    called = registration.called()
    assert called["id"] == ticket["id"]
    assert registration.serve(called)["state"] == "done"
    phone.wait("ticket_changed", lambda fact: fact["data"]["state"] == "done")
    windows = [fact["data"]["window"] for fact in screen.facts if fact["kind"] == "ticket_called"]
    assert windows == [27, 15]
    screen.check_order()
    phone.check_order()
