"""The figures of reviews agree with the rows they count, whatever the rows are."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.catalogue.spans import Span
from hall.db import public_id
from hall.review.counting import COUNTED, By, counts_by
from hall.review.levels import BAD, Rating
from hall.review.listing import Narrowed, reviews_of
from hall.review.loop import FOLLOWING, Appeal, Heard, Step
from hall.review.models import REVIEWS, STEPS
from hall.review.queries import LIMITS
from hall.review.rates import Counts
from hall.ticketing.models import ERRANDS, TICKETS
from tests.actions.review.test_give_review import review, served
from tests.halls import COUNTY, MORNING, County, told

TODAY = date(2026, 11, 23)
WAYS: tuple[By, ...] = ("service", "window", "person")
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
SERVICES, WINDOWS, PEOPLE = ("tax", "pension", "household"), ("w1", "w2"), ("p1", "p2", None)


class Said(NamedTuple):
    """A review: the steps taken of a bad one, each in time or not; how many days ago its limits began to pass."""

    rating: Rating
    real_name: bool
    steps: int
    late: tuple[bool, ...]
    heard: Heard
    ago: int
    appeal: Appeal | None


class Visit(NamedTuple):
    """A ticket: its state, how many days ago, its errands (service, window, person) in the order of ending."""

    state: str
    ago: int
    errands: tuple[tuple[str, str, str | None], ...]
    said: Said | None


def any_visits(seed: int) -> list[Visit]:
    """Many visits, most of them reviewed and most of those badly: what is counted rarely is to be met often."""
    chance = Random(seed)

    def said() -> Said:
        rating = chance.choice([*BAD, *BAD, *Rating])
        late = (chance.random() < 0.4, chance.random() < 0.4, chance.random() < 0.4, chance.random() < 0.4)
        ago = chance.choice([4, 5, 5, 6, 14, 15, 15, 16])  # limits pass after 0, 5, 10 and 15 days
        appeal = chance.choice([None, None, None, *Appeal])
        return Said(
            rating, chance.random() < 0.5, chance.choice([0, 1, 2, 3, 4, 4]), late, chance.choice([*Heard]), ago, appeal
        )

    def visit() -> Visit:
        errands = [
            (chance.choice(SERVICES), chance.choice(WINDOWS), chance.choice(PEOPLE))
            for _ in range(chance.choice([1, 1, 2, 3]))
        ]
        state = chance.choice(["done"] * 5 + ["waiting", "cancelled"])
        return Visit(state, chance.randrange(15), tuple(errands), said() if chance.random() < 0.8 else None)

    return [visit() for _ in range(chance.choice([0, 60, 60]))]


def write(connection: Connection, hall_id: int, order: int, visit: Visit) -> None:
    """The rows of a visit, as its deeds would have left them."""
    ticket, day = public_id(), TODAY - timedelta(days=visit.ago)
    done = visit.state == "done"
    plain = dict.fromkeys(("needs_help", "in_order"), False)
    connection.execute(
        sa.insert(TICKETS).values(
            id=ticket, hall_id=hall_id, day=day, number=f"H{order}", state=visit.state, channel="kiosk", language="zh",
            issued_at=NOON, issue_order=order, effective_since=NOON, place=order, **plain,
        )
    )  # fmt: skip
    for position, (service, window, person) in enumerate(visit.errands):
        ended = {"state": "ended", "outcome": "completed", "ended_at": NOON + timedelta(minutes=position // 2)}
        connection.execute(
            sa.insert(ERRANDS).values(
                ticket_id=ticket, position=position, hall_id=hall_id, day=day, service=service, in_line=False,
                any_window=False, effective_since=NOON, place=order,
                **({**ended, "ended_by": person, "window_id": window} if done else {"state": "pending"}),
            )
        )  # fmt: skip
    if done and visit.said is not None:
        write_review(connection, hall_id, order, ticket, day, visit)


def write_review(connection: Connection, hall_id: int, order: int, ticket: str, day: date, visit: Visit) -> None:
    said, key, loop = visit.said, public_id(), dict[str, Any]()
    assert said is not None
    taken = list(Step)[: said.steps + 1] if said.rating.bad else []
    if taken:
        began = TODAY - timedelta(days=said.ago)
        limits = {column.name: began + timedelta(days=5 * n) for n, column in enumerate(LIMITS.values())}
        loop = {"reached": taken[-1].value, "appeal": said.appeal.value if said.appeal else None, **limits}
    service, window, person = visit.errands[-1]
    connection.execute(
        sa.insert(REVIEWS).values(
            id=key, hall_id=hall_id, seq=order, ticket_id=ticket, day=day, given_at=NOON, rating=said.rating.value,
            source="phone", real_name=said.real_name, tags=[], service=service, window_id=window, user_id=person,
            **loop,
        )
    )  # fmt: skip
    for step, late in zip(taken, (False, *said.late), strict=False):
        heard = said.heard.value if step is Step.CALLED_BACK else None
        values = {"review_id": key, "step": step.value, "at": NOON, "in_time": not late, "heard": heard}
        connection.execute(sa.insert(STEPS).values(**values))


def names_of(said: Said) -> Iterator[str]:
    """Under which names a review counts, told in plain words."""
    yield "reviewed"
    bad = said.rating.bad
    if bad and said.appeal is Appeal.UPHELD:
        yield "set_aside"
        return
    yield from ("counted", said.rating.value)
    if said.real_name:
        yield "real_name"
    if not bad:
        return
    yield "bad"
    if said.real_name:
        yield "bad_real_name"
    limits = {step: -said.ago + 5 * n for n, step in enumerate(FOLLOWING.values())}
    late = dict(zip(FOLLOWING.values(), said.late, strict=True))
    taken = list(FOLLOWING.values())[: said.steps]
    for step, name, owed in (
        (Step.REPLIED, "replied", "reply"),
        (Step.CALLED_BACK, "called_back", "call_back"),
        (Step.IMPROVED, "done", "done"),
    ):
        when = "due" if step in taken or limits[step] < 0 else "later"
        yield f"{owed}_{when}"
        yield from [f"real_name_{when}"] if said.real_name and step is Step.REPLIED else []
        if step in taken:
            yield name
            yield from ["real_name_rectified"] if said.real_name and step is Step.REPLIED else []
            yield from [f"{name}_in_time"] if not late[step] and step is not Step.CALLED_BACK else []
    if Step.CALLED_BACK in taken:
        yield from {Heard.SATISFIED: ("heard", "satisfied_after"), Heard.DISSATISFIED: ("heard",)}.get(said.heard, ())


def expected(mine: list[Visit]) -> Counts:
    """The counts of these visits, one by one."""
    counted = Counter(name for visit in mine if visit.said for name in names_of(visit.said))
    sums = {name: counted[name] for name in COUNTED if name in Counts.__dataclass_fields__}
    return Counts(
        **sums,
        served=len(mine),
        services_served=len({visit.errands[-1][0] for visit in mine}),
        services_reviewed=len({visit.errands[-1][0] for visit in mine if visit.said}),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32).map(any_visits), st.integers(0, 5), st.integers(0, 10))
def test_every_figure_is_what_its_rows_come_to_and_leads_to_them(
    county: County, all_visits: list[Visit], first: int, more: int
) -> None:
    span = Span(county.hall_id, TODAY - timedelta(days=first + more), TODAY - timedelta(days=first), TODAY)
    within = [one for one in all_visits if one.state == "done" and first <= one.ago <= first + more]
    with county.database.engine.connect() as connection, connection.begin() as begun:
        for order, visit in enumerate(all_visits, 1):
            write(connection, county.hall_id, order, visit)
        assert counts_by(connection, span, "hall") == {None: expected(within)}
        for place, by in enumerate(WAYS):
            groups: dict[str | None, list[Visit]] = {}
            for visit in within:
                groups.setdefault(visit.errands[-1][place], []).append(visit)
            assert counts_by(connection, span, by) == {key: expected(mine) for key, mine in groups.items()}
        for name in COUNTED:
            rows = reviews_of(connection, span, Narrowed(counted=name))
            numbers = {
                f"H{order}"
                for order, one in enumerate(all_visits, 1)
                if one in within and one.said and name in names_of(one.said)
            }
            assert {row.number for row in rows} == numbers, name
        begun.rollback()


def test_the_doors_tell_each_rate_with_what_it_rests_on(county: County) -> None:
    for rating in ("very_satisfied", "very_dissatisfied", None, "satisfied"):
        ticket = served(county)
        if rating is not None:
            told(review(county, ticket, rating, tags=["slow"] if "dis" in rating else []), 201)
    answer = told(county.manager.get(f"/halls/{COUNTY}/reviews/figures?by=department"))
    rates = {rate["rate"]: (rate["value"], rate["number"], rate["of"], rate["goal"]) for rate in answer["all"]["rates"]}
    not_due = {rate["rate"]: rate["not_due"] for rate in answer["all"]["rates"] if rate["not_due"]}
    due = ("reply", "reply_in_time", "called_back_and_rectified", "done_in_time")
    assert not_due == dict.fromkeys(due, 1), "all of it is owed later"
    assert rates["active_review"] == (0.75, 3, 4, 0.5)
    assert rates["good"] == (0.6667, 2, 3, 0.98)
    assert rates["score"] == (6.6667, 20, 3, None)
    assert rates["reply"] == (None, 0, 0, 1.0)
    assert rates["reply_in_time"] == (None, 0, 0, 1.0)
    [department] = answer["items"]
    assert department["counts"] == answer["all"]["counts"]
    for by, key in (("service", "tax"), ("window", "27"), ("person", "clerk27")):
        [group] = told(county.manager.get(f"/halls/{COUNTY}/reviews/figures?by={by}"))["items"]
        assert (group["key"], group["counts"]) == (key, answer["all"]["counts"])
        rows = told(county.manager.get(f"/halls/{COUNTY}/reviews?{by}={key}&counted=bad"))["items"]
        assert [row["rating"] for row in rows] == ["very_dissatisfied"]
        assert told(county.manager.get(f"/halls/{COUNTY}/reviews?{by}=9999&counted=bad"))["items"] == []
    rows = told(county.manager.get(f"/halls/{COUNTY}/reviews?department={department['key']}"))["items"]
    assert [row["number"] for row in rows] == ["H004", "H002", "H001"]
    [row] = told(county.manager.get(f"/halls/{COUNTY}/reviews?tag=slow"))["items"]
    assert row["number"] == "H002"


def test_a_list_goes_on_where_it_ended(county: County) -> None:
    for _ in range(3):
        told(review(county, served(county)), 201)
    first = told(county.manager.get(f"/halls/{COUNTY}/reviews?limit=2"))
    rest = told(county.manager.get(f"/halls/{COUNTY}/reviews?limit=2&after={first['next']}"))
    assert [row["number"] for row in first["items"] + rest["items"]] == ["H003", "H002", "H001"]
    assert rest["next"] is None


@pytest.mark.parametrize("days", ["from=2026-11-24&to=2026-11-23", "from=2020-01-01&to=2026-01-01"])
def test_days_that_make_no_span_are_refused(county: County, days: str) -> None:
    for door in ("reviews", "reviews/figures"):
        response = county.manager.get(f"/halls/{COUNTY}/{door}?{days}")
        assert (response.status_code, response.get_json()["errors"][0]["field"]) == (422, "to")


def test_a_hall_without_visits_has_figures_of_nothing(county: County) -> None:
    assert MORNING.date() == TODAY
    with county.database.reading() as connection:
        assert hall_book(connection, county.hall_id).reviews.reply_days == 5
    answer = told(county.manager.get(f"/halls/{COUNTY}/reviews/figures?by=person"))
    assert answer["items"] == []
    assert {rate["value"] for rate in answer["all"]["rates"]} == {None}
