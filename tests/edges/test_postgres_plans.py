"""How PostgreSQL carries out what a hall asks all day, among thousands of old rows: by index, under generic plans too.

The driver prepares a statement that it has been given five times, and from then on PostgreSQL may plan it without
knowing the values: a partial index then serves only where the statement says its condition in the same words.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from hall import engines
from hall.db import Base
from hall.journal.entries import entries_after, heads
from hall.windows.keeping import keep_halls
from tests.databases import Server
from tests.halls import ADULT, COUNTY, Built, County, build, opened, told
from tests.postgres import embedded

pytestmark = pytest.mark.postgresql("its planner is asked")
OLD = 20_000
LARGE = {"tickets", "errands", "journal_entries", "principals", "kept_answers"}
EXPLAIN = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_level": "notice",
    "auto_explain.log_format": "json",
    "plan_cache_mode": "force_generic_plan",
}
# What differs in each of the old rows from the one they are made from, by table and column.
OLD_ROWS = {
    "tickets": {
        "id": "'old' || n",
        "number": "'Z' || n",
        "day": "day - 1 - mod(n, 300)",
        "issue_order": "-n",
        "place": "-n",
        "state": "'done'",
        "window_id": "NULL",
    },
    "errands": {"ticket_id": "'old' || n", "day": "day - 1 - mod(n, 300)", "in_line": "false", "state": "'done'"},
    "principals": {"ticket_id": "'old' || n", "id_hash": "md5(n::text)"},
    "journal_entries": {"seq": "1000000 + n", "hall_id": "2", "ticket": "'old' || n"},
    "kept_answers": {"scope": "'old' || n"},
}

Plan = dict[str, Any]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    with embedded() as cluster:
        yield build(tmp_path_factory.mktemp("plans") / "county", Server(cluster))


@pytest.fixture(scope="module")
def county_and_plans(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[County, list[Plan]]]:
    """A hall with years behind it, whose connections tell how each statement was carried out."""
    plans: list[Plan] = []

    def heard(notice: Any) -> None:
        if "plan:" in notice.message_primary:
            plans.append(json.loads(notice.message_primary.partition("plan:")[2]))

    with pytest.MonkeyPatch.context() as patched:
        for name, value in EXPLAIN.items():
            patched.setitem(engines.SESSION, name, value)
        patched.setitem(engines.LINE, "prepare_threshold", 0)
        with opened(built, tmp_path_factory.mktemp("old"), sound=False) as county:
            engine = county.database.engine
            sa.event.listen(engine, "connect", lambda driver, _record: driver.add_notice_handler(heard))
            engine.dispose()
            told(county.kiosk.post(f"/halls/{COUNTY}/tickets", wish("tax"), Idempotency_Key="o" * 22), 201)
            grow_old(county)
            yield county, plans


@pytest.fixture
def county(county_and_plans: tuple[County, list[Plan]]) -> County:
    return county_and_plans[0]


@pytest.fixture
def plans(county_and_plans: tuple[County, list[Plan]]) -> list[Plan]:
    """Every plan that is carried out from now on."""
    county_and_plans[1].clear()
    return county_and_plans[1]


def wish(*services: str) -> dict[str, Any]:
    return {"channel": "kiosk", "services": list(services), "principals": [{"id_number": ADULT}]}


def grow_old(county: County) -> None:
    """Old rows like the first of each table."""
    with county.database.engine.begin() as connection:
        for name, other in OLD_ROWS.items():
            columns = [column.name for column in Base.metadata.tables[name].columns]
            values = ", ".join(other.get(column, f'"{column}"') for column in columns)
            names = ", ".join(f'"{column}"' for column in columns)
            one = f"(SELECT * FROM {name} LIMIT 1) AS one"
            connection.exec_driver_sql(
                f"INSERT INTO {name} ({names}) SELECT {values} FROM {one}, generate_series(1, {OLD}) AS n"
            )
    with county.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def nodes(plan: Plan) -> Iterator[Plan]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def indexes(plans: list[Plan]) -> set[str]:
    """The indexes used, once it is sure that no large table was read from end to end."""
    every = [(node, plan["Query Text"]) for plan in plans for node in nodes(plan["Plan"])]
    read_whole = [query for node, query in every if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE]
    assert read_whole == []
    return {str(node["Index Name"]) for node, _query in every if "Index Name" in node}


def test_a_ticket_is_issued_by_index(county: County, plans: list[Plan]) -> None:
    county.issue("pension", "general")
    told(county.kiosk.post(f"/halls/{COUNTY}/tickets", wish("pension"), Idempotency_Key="k" * 22), 201)
    assert "ix_errands_line" in indexes(plans)


def test_the_next_is_called_served_and_finished_by_index(county: County, plans: list[Plan]) -> None:
    for _ in range(40):
        county.issue("tax")
    county.open(27, 28)
    plans.clear()
    ticket = county.call(27)
    used = indexes(plans)
    assert "ix_errands_line" in used, "who is next is found in the line's own index"
    assert "uq_tickets_at_window" in used
    county.clock.advance(timedelta(seconds=10))
    told(county.clerk(27).does("recall", ticket))
    told(county.clerk(27).does("start", ticket))
    told(county.finish(27, ticket))
    county.pass_over(28)
    county.see(county.issue("tax"))
    indexes(plans)


def test_a_board_is_read_by_index(county: County, plans: list[Plan]) -> None:
    for _ in range(40):
        county.issue("tax", "pension")
    county.open(27)
    plans.clear()
    told(county.manager.get(f"/halls/{COUNTY}/board"))
    assert {"ix_tickets_live", "ix_errands_line"} <= indexes(plans)


def test_what_is_done_every_second_reads_by_index(county: County, plans: list[Plan]) -> None:
    county.issue("tax")
    plans.clear()
    keep_halls(county.database)
    county.look()
    with county.database.reading() as connection:
        entries_after(connection, county.hall_id, heads(connection)[county.hall_id] - 1)
    assert "pk_journal_entries" in indexes(plans)
