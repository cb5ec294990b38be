"""A visitor takes a ticket, is called, served and finished; screen, phone and journal tell it."""

import wave
from collections.abc import Callable
from io import BytesIO

import requests

from tests.ears import Ears
from tests.people import Cast


def test_from_the_kiosk_to_the_journal(cast: Cast, ears: Ears, fetch: Callable[[str], requests.Response]) -> None:
    screen, clerk = ears.screen(), cast.clerk(30)
    ticket = cast.kiosk.take("cross-region")
    assert ticket["state"] == "waiting"

    called = clerk.called()
    assert called["id"] == ticket["id"]
    fact = screen.wait("ticket_called", lambda fact: fact["data"]["ticket"] == ticket["number"]).data
    assert fact["data"]["window"] == 30
    assert fact["data"]["calls"] == 1
    said = fact["data"]["announcement"]
    assert said["zone"] == "main"
    assert said["text"]["zh"] == f"请{ticket['number']}号到30号窗口办理"

    sound = fetch(said["audio_url"])
    assert sound.headers["Content-Type"] == "audio/wav"
    assert "immutable" in sound.headers["Cache-Control"]
    with wave.open(BytesIO(sound.content)) as audio:
        assert 1.0 < audio.getnframes() / audio.getframerate() < 10.0

    clerk.start(called)
    screen.wait(
        "window_changed",
        lambda fact: fact["data"]["window"].get("ticket") == {"number": ticket["number"], "state": "serving"},
    )
    assert clerk.finish(called)["state"] == "done"
    left = screen.wait("ticket_left", lambda fact: fact["data"]["ticket"] == ticket["number"]).data
    assert left["data"] == {
        "ticket": ticket["number"],
        "window": 30,
        "zone": "main",
        "state": "done",
        "to_window": None,
    }
    screen.check_order()

    told = [entry["kind"] for entry in cast.manager.journal() if entry["ticket"] == ticket["id"]]
    assert told == ["ticket_issued", "ticket_called", "ticket_started", "ticket_finished"]
