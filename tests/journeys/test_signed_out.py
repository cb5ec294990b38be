"""Whoever is signed out, or locked, hears nothing more: also at a desk that was open before."""

import pytest

from tests.ears import Ears, Refused
from tests.people import Cast, Staff
from tests.served import Served, command


def test_an_open_desk_falls_silent_with_its_sign_in(served: Served, cast: Cast, ears: Ears) -> None:
    leaving, locked, staying = (Staff(served, f"clerk{number:02}") for number in (3, 4, 5))
    desks = [ears.desk(person.cookie) for person in (leaving, locked, staying)]
    assert leaving.send("DELETE", "/session").status_code in (200, 204)
    assert command(served.data, "staff", "lock", "clerk04").returncode == 0
    for desk in desks[:2]:
        desk.wait("gone", within=10)
    with pytest.raises(Refused) as refused:
        ears.desk(locked.cookie)
    assert refused.value.data["data"]["code"] == "not_signed_in"
    cast.kiosk.take("general")
    staying_desk = desks[2]
    staying_desk.wait("ticket_issued")
    assert not staying_desk.all("gone")
    assert not any(desk.all("ticket_issued") for desk in desks[:2])
