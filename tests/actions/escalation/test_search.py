"""Finding a record by what is known of it: by name however old it is, by its words among the newest."""

from typing import Any

import pytest
import sqlalchemy as sa

from hall.escalation import listing
from tests.actions.escalation.ledger import Ledger
from tests.halls import COUNTY, Json, told

PHONE, ORDER = "13800138000", "ZZ20261123001"


def found(ledger: Ledger, text: str, **query: Any) -> list[str]:
    """The numbers of the records that are found, page by page."""
    numbers: list[str] = []
    after = ""
    while True:
        more = "".join(f"&{name}={value}" for name, value in query.items())
        page: Json = told(ledger.officer.get(f"/halls/{COUNTY}/escalations?text={text}{more}{after}"))
        numbers += [record["number"] for record in page["items"]]
        if page["next"] is None:
            return numbers
        after = f"&after={page['next']}"


@pytest.fixture
def few_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of the newest four alone are looked at, two at a time."""
    monkeypatch.setattr(listing, "LOOKED_THROUGH", 4)
    monkeypatch.setattr(listing, "OPENED_AT_ONCE", 2)


@pytest.mark.usefixtures("few_opened")
def test_a_record_is_found_by_number_order_and_phone_however_old(ledger: Ledger) -> None:
    oldest = ledger.report(phone=PHONE)["number"]
    linked = ledger.report(ledger.officer, source="hotline", hotline_order=ORDER)["number"]
    newer = [ledger.report(description=f"第{each}次还是办不成")["number"] for each in range(6)]
    assert found(ledger, oldest) == found(ledger, PHONE) == [oldest]
    assert found(ledger, ORDER) == [linked]
    assert found(ledger, "2026-", limit=3) == [*reversed(newer), linked, oldest]
    assert found(ledger, "第5次") == [newer[5]]
    assert found(ledger, "还是办不成", limit=2)[:4] == newer[:1:-1]


def test_words_are_found_once_in_whichever_text_they_stand(ledger: Ledger) -> None:
    one = ledger.report(description="2026-0001号公告看不懂", demand="请解释公告")["number"]
    other = ledger.report(demand="请解释100%补贴")["number"]
    assert found(ledger, "公告") == found(ledger, "2026-0001") == [one]
    assert found(ledger, "请解释") == [other, one]
    assert found(ledger, "100%25补贴") == [other]
    assert found(ledger, "%25%25") == []
    assert found(ledger, "没有这样的话") == []


def test_many_records_are_searched_with_few_statements(ledger: Ledger) -> None:
    for each in range(30):
        ledger.report(description=f"第{each}次", demand="请协调")
    said: list[str] = []
    sa.event.listen(ledger.county.database.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    assert len(found(ledger, "第7次")) == 1
    assert len(said) < 30
