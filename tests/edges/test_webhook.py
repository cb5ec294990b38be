"""Durable subscribers: another platform is told every entry of the journal, at least once and in order."""

from collections.abc import Iterator, Sequence

import pytest
import sqlalchemy as sa

from hall.catalogue.queries import codes_by_id
from hall.errors import WrongSetting
from hall.journal.chain import Entry
from hall.journal.models import SUBSCRIPTIONS
from hall.journal.subscribers import Subscriptions
from hall.notify.webhook import Webhook
from tests.halls import COUNTY, TOWN, County
from tests.receiver import SECRET, Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def webhook(county: County, receiver: Receiver) -> Webhook:
    def codes() -> dict[int, str]:
        with county.database.reading() as connection:
            return codes_by_id(connection)

    return Webhook(receiver.url, SECRET, codes)


def told(county: County, *subscribers: Webhook) -> Subscriptions:
    """Subscriptions that have begun; like a process that has just started."""
    subscriptions = Subscriptions(county.database, subscribers)
    subscriptions.step()
    return subscriptions


def seqs(county: County) -> list[int]:
    return [entry.seq for entry in county.journal()]


def test_who_is_new_is_told_what_happens_from_now_on(county: County, receiver: Receiver) -> None:
    county.issue("tax")
    subscriptions = told(county, webhook(county, receiver))
    before = seqs(county)
    ticket = county.issue("tax")
    assert subscriptions.behind() == {"webhook": len(seqs(county)) - len(before)}
    subscriptions.step()
    assert receiver.seqs(COUNTY) == seqs(county)[len(before) :]
    assert subscriptions.behind() == {"webhook": 0}
    issued = next(item for item in receiver.items if item["kind"] == "ticket_issued")
    assert issued["data"]["number"] == ticket["number"]
    assert issued["id"] == f"{COUNTY}:{issued['seq']}"


def test_more_than_one_post_holds_come_in_order(county: County, receiver: Receiver) -> None:
    subscriptions = told(county, webhook(county, receiver))
    before = len(seqs(county))
    for _ in range(120):
        county.issue("tax")
    subscriptions.step()
    assert receiver.seqs(COUNTY) == seqs(county)[before:]


@pytest.mark.parametrize("status", [500, 302])
def test_what_was_not_taken_is_told_again_by_the_next_process(county: County, receiver: Receiver, status: int) -> None:
    subscriptions = told(county, webhook(county, receiver))
    before = len(seqs(county))
    receiver.status = status
    county.issue("tax")
    subscriptions.step()
    subscriptions.step()
    assert (receiver.items, receiver.refused) == ([], 1), "it is left alone for a while"
    receiver.status = 204
    told(county, webhook(county, receiver))
    assert receiver.seqs(COUNTY) == seqs(county)[before:]


def test_a_hall_that_is_retired_is_told_to_its_end_and_holds_up_no_other(county: County, receiver: Receiver) -> None:
    subscriptions = told(county, webhook(county, receiver))
    county.retire_town()
    subscriptions.step()
    assert subscriptions.behind() == {"webhook": 0}
    last = [item for item in receiver.items if item["hall"] == TOWN]
    assert {item["data"]["cause"] for item in last if item["kind"] == "window_changed"} == {"retired"}


def test_what_cannot_be_told_of_one_hall_keeps_it_from_no_other(county: County, receiver: Receiver) -> None:
    class Stumbles(Webhook):
        def take(self, entries: Sequence[Entry]) -> None:
            if entries[0].hall_id == county.hall_id:
                raise KeyError(entries[0].hall_id)
            super().take(entries)

    one = webhook(county, receiver)
    one.__class__ = Stumbles
    subscriptions = told(county, one)
    county.issue("tax")
    for times in (1, 2):
        wish = {"channel": "kiosk", "services": ["general"]}
        assert county.other_kiosk.post(f"/halls/{TOWN}/tickets", wish).status_code == 201
        subscriptions.step()
        issued = [item["hall"] for item in receiver.items if item["kind"] == "ticket_issued"]
        assert issued == [TOWN] * times
    assert subscriptions.behind()["webhook"] > 0
    told(county, webhook(county, receiver))
    assert [item["hall"] for item in receiver.items if item["kind"] == "ticket_issued"] == [TOWN, TOWN, COUNTY]


class Killed(BaseException):
    """The end of the process, between what is posted and the cursor that would say so."""


class DiesOnce(Webhook):
    """Its process is killed once the entries are posted."""

    def take(self, entries: Sequence[Entry]) -> None:
        super().take(entries)
        raise Killed


def test_a_kill_after_the_post_tells_twice_and_never_not_at_all(county: County, receiver: Receiver) -> None:
    told(county, webhook(county, receiver))
    before = len(seqs(county))
    county.issue("tax")
    dying = webhook(county, receiver)
    dying.__class__ = DiesOnce
    with pytest.raises(Killed):
        told(county, dying)
    county.issue("tax")
    told(county, webhook(county, receiver))
    after = seqs(county)[before:]
    assert sorted(set(receiver.seqs(COUNTY))) == after
    assert len(receiver.seqs(COUNTY)) > len(after)


def test_one_that_fails_keeps_no_other_from_being_told(county: County, receiver: Receiver) -> None:
    class Deaf(Webhook):
        name = "deaf"

        def take(self, entries: Sequence[Entry]) -> None:
            raise OSError("nobody is there")

    deaf = webhook(county, receiver)
    deaf.__class__ = Deaf
    subscriptions = told(county, deaf, webhook(county, receiver))
    county.issue("tax")
    subscriptions.step()
    assert receiver.items
    assert subscriptions.behind() == {"deaf": len(receiver.items), "webhook": 0}


def test_a_hall_that_is_new_is_told_from_its_beginning(county: County, receiver: Receiver) -> None:
    told(county, webhook(county, receiver))
    with county.database.change() as transaction:
        transaction.connection.execute(sa.delete(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.hall_id == county.hall_id))
    county.issue("tax")
    told(county, webhook(county, receiver))
    assert receiver.seqs(COUNTY)[:1] == [1]


def test_another_secret_is_not_taken(county: County, receiver: Receiver) -> None:
    subscriptions = told(county, Webhook(receiver.url, "another", lambda: {county.hall_id: COUNTY}))
    county.issue("tax")
    subscriptions.step()
    assert (receiver.items, receiver.refused) == ([], 1)


@pytest.mark.parametrize("url", ["ftp://there/journal", "there", "http://", "/journal"])
def test_an_address_where_nothing_can_be_posted_stops_the_start(url: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        Webhook(url, SECRET, dict)
    assert "HALL_WEBHOOK_URL" in refused.value.detail.en
