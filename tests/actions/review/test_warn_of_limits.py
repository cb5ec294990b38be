"""Limits of bad reviews are told on their last day and once they are over, each once, to those concerned alone."""

from datetime import timedelta

import sqlalchemy as sa

from hall.journal.audit import Trail
from hall.notify.actions import NewCarrier, add_carrier
from hall.notify.addresses import Audience
from hall.notify.models import OUTBOX
from hall.review.keeping import keep_reviews
from tests.actions.review.test_give_review import WORDS, review, served
from tests.halls import COUNTY, County, told

DEPARTMENT, ANOTHER = "国家税务总局周至县税务局", "县资源规划局"


def carrier(county: County, department: str | None) -> str:
    new = NewCarrier("群", Audience.STAFF, "wecombot://key", "wecombot", "WeCom", department)
    with county.database.change() as transaction:
        return add_carrier(Trail(transaction.connection, county.vault, transaction.now), county.hall_id, new)


def told_by(county: County, carrier_id: str, **passed: float) -> list[str]:
    """What a carrier is to say after so much time."""
    county.clock.advance(timedelta(**passed))
    keep_reviews(county.database)
    keep_reviews(county.database)
    wanted = sa.select(OUTBOX.c.text).where(OUTBOX.c.carrier_id == carrier_id).order_by(OUTBOX.c.queued_at)
    with county.database.reading() as connection:
        return [text["zh"] for text in connection.execute(wanted).scalars()]


def test_a_limit_is_told_on_its_last_day_and_when_it_is_over(county: County) -> None:
    hall, own, another = (carrier(county, department) for department in (None, DEPARTMENT, ANOTHER))
    told(review(county, served(county), "dissatisfied", text=WORDS), 201)
    [bad] = told(county.manager.get(f"/halls/{COUNTY}/reviews?to_do=true"))["items"]
    which = f"差评整改：11月23日{bad['number']}号的评价，"
    assert told_by(county, hall) == []
    assert told_by(county, hall, hours=21, minutes=59) == [], "its last day has begun, and the hall has not"
    assert told_by(county, hall, minutes=1) == [which + "“核实”今天到期，请处理。"]
    assert told_by(county, hall, hours=11) == told_by(county, own), "once"
    overdue = which + "“核实”已逾期（时限11月24日），请立即处理。"
    assert told_by(county, hall, hours=14) == [which + "“核实”今天到期，请处理。", overdue]
    told(county.manager.post(f"/reviews/{bad['id']}/verify", {"text": "已核实"}))
    assert told_by(county, hall)[2:] == [], "the next step has days yet"
    assert told_by(county, hall, days=20)[2:] == [which + "“反馈整改”已逾期（时限11月30日），请立即处理。"]
    assert told_by(county, own) == told_by(county, hall)
    assert told_by(county, another) == []
