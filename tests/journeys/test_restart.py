"""The server is killed in the middle and started again on the same folder: nothing is lost, people stay signed in."""

import threading
from collections.abc import Callable

import requests

from hall.catalogue.queries import hall_id_of
from hall.journal.chain import broken_places
from hall.journal.entries import entries_after
from tests.ears import Ears
from tests.people import Cast, Json, Kiosk
from tests.served import COUNTY, Served, command, opened


def sound(served: Served) -> str:
    """What `hall verify` says of a stopped or running hall; it must find nothing."""
    verified = command(served.data, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    return verified.stdout


def journal(served: Served) -> list[Json]:
    database = opened(served.data)
    try:
        with database.reading() as connection:
            entries = entries_after(connection, hall_id_of(connection, COUNTY), 0, limit=100_000)
    finally:
        database.close()
    assert list(broken_places(entries)) == []
    return [{"seq": entry.seq, "kind": entry.kind, "number": entry.data.get("number")} for entry in entries]


def test_a_screen_goes_on_across_a_killed_server(own: Served, own_cast: Cast, own_ears: Ears) -> None:
    screen, clerk, other = own_ears.screen(), own_cast.clerk(3), own_cast.clerk(4)
    tickets = [own_cast.kiosk.take("general") for _ in range(3)]
    first = clerk.called()
    screen.wait("ticket_called")
    known = screen.facts[-1]["seq"]
    screen.leave()
    second = other.called()
    before = journal(own)

    own.kill()
    assert sound(own)
    own.start()

    assert journal(own)[: len(before)] == before
    for person, window in ((clerk, 3), (other, 4)):
        signed_in = person.ask("/session")
        assert signed_in["window"]["number"] == window, "sign-ins and duties are kept"
    board = {window["number"]: window for window in own_cast.manager.board()["windows"]}
    assert board[3]["ticket"]["id"] == first["id"]
    assert board[4]["ticket"]["id"] == second["id"]

    back = own_ears.screen(after=known)
    back.wait("ticket_called", lambda fact: fact["data"]["ticket"] == second["number"])
    clerk.serve(first)
    assert clerk.called()["id"] == tickets[2]["id"]
    back.wait("ticket_called", lambda fact: fact["data"]["ticket"] == tickets[2]["number"])
    assert [fact["data"]["ticket"] for fact in back.facts if fact["kind"] == "ticket_called"] == [
        second["number"],
        tickets[2]["number"],
    ]
    back.check_order()
    assert sound(own)


def test_what_was_answered_before_a_kill_is_there_after_it(own: Served) -> None:
    """Three kiosks issue as fast as they can; the server is killed among them."""
    answered: list[Json] = []
    enough = threading.Event()

    def keep_taking() -> None:
        kiosk = Kiosk(own)
        try:
            while True:
                answered.append(kiosk.take("general"))
                if len(answered) >= 60:
                    enough.set()
        except requests.ConnectionError:
            return

    kiosks = [threading.Thread(target=keep_taking) for _ in range(3)]
    for kiosk in kiosks:
        kiosk.start()
    assert enough.wait(30)
    own.kill()
    for kiosk in kiosks:
        kiosk.join()
    own.start()

    issued = [entry["number"] for entry in journal(own) if entry["kind"] == "ticket_issued"]
    assert {ticket["number"] for ticket in answered} <= set(issued)
    assert len(issued) - len(answered) <= 3, "at most one unanswered for each kiosk"
    assert issued == [f"A{count:03}" for count in range(1, len(issued) + 1)]
    assert sound(own)


def test_the_first_answer_is_given_again_after_a_kill(own: Served, own_cast: Cast) -> None:
    body = {"services": ["general"], "channel": "kiosk"}
    first = own_cast.kiosk.send("POST", f"/halls/{COUNTY}/tickets", body, key="taken-before-the-power-went")
    own.kill()
    own.start()
    again = own_cast.kiosk.send("POST", f"/halls/{COUNTY}/tickets", body, key="taken-before-the-power-went")
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_demo_started_again_keeps_its_people(own: Served, serve: Callable[..., Served]) -> None:
    users, devices = own.guide["users"], own.guide["devices"]
    own.stop()
    del own.guide
    own.start()
    assert (own.guide["users"], own.guide["devices"]) == (users, devices)
