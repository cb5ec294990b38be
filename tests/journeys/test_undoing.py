"""A mistaken call is taken back: screens retract it and say that the visitor waits on."""

from tests.ears import Ears
from tests.people import Cast


def test_an_undone_call_is_retracted_on_screen_and_phone(cast: Cast, ears: Ears) -> None:
    clerk, ticket = cast.clerk(30), cast.kiosk.take("cross-region")
    screen, phone = ears.screen(), ears.phone(ticket["id"])
    called = clerk.called()
    undone = clerk.act(f"/tickets/{called['id']}/undo")
    assert undone["state"] == "waiting"
    fact = screen.wait("call_retracted").data
    assert (fact["data"]["ticket"], fact["data"]["window"]) == (ticket["number"], 30)
    said = fact["data"]["announcement"]
    assert said["text"]["zh"] == f"请{ticket['number']}号继续等候"
    assert said["audio_url"].endswith(f"/{ticket['number']}-wait.wav")
    assert phone.wait("ticket_changed", lambda fact: fact["data"]["state"] == "waiting").data["data"]["window"] is None
    assert ears.screen().snapshot["calls"] == []
    assert clerk.called()["id"] == ticket["id"], "it kept its place"
    clerk.serve(ticket)


def test_an_undone_finish_is_at_the_window_again(cast: Cast, ears: Ears) -> None:
    clerk, ticket = cast.clerk(32), cast.kiosk.take("cannot-get-it-done")
    screen = ears.screen(window=32)
    clerk.serve(clerk.called())
    mark = screen.mark
    clerk.act(f"/tickets/{ticket['id']}/undo")
    shown = screen.wait("window_changed", since=mark).data["data"]["window"]
    assert shown["ticket"] == {"number": ticket["number"], "state": "serving"}
    clerk.finish(ticket)
    screen.check_order()
