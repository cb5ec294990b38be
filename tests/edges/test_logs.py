"""The log: a line a request with what it wrote, nothing that is a right or a person."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from hall.edge.logs import JsonLines, TextLines, cut_short, log_trouble
from hall.errors import DatabaseBusy
from tests.halls import COUNTY, SENIOR, County, told


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the house logs, as JSON lines."""
    stream, log = io.StringIO(), logging.getLogger("hall")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield stream
    log.removeHandler(handler)
    log.setLevel(before)


def read(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_id_and_the_journal_numbers_it_wrote(county: County, lines: io.StringIO) -> None:
    wish = {"channel": "kiosk", "services": ["tax"]}
    answered = county.kiosk.post(f"/halls/{COUNTY}/tickets", wish, X_Request_Id="from-the-proxy-0001")
    told(answered, 201)
    assert answered.headers["X-Request-Id"] == "from-the-proxy-0001"
    (line,) = read(lines)
    (issued,) = county.journal("ticket_issued")
    assert line["wrote"] == [{"hall": county.hall_id, "from": issued.seq, "to": issued.seq}]
    assert (line["request"], line["door"], line["status"]) == (
        "from-the-proxy-0001",
        "/api/v1/halls/{hall}/tickets",
        201,
    )
    assert line["ms"] > 0
    assert {"time", "level", "logger", "message", "worker", "method"} <= line.keys()


@pytest.mark.parametrize("given", ["short", "with space in it", 'quo"te-quote', "x" * 65, "换行换行换行换行"])
def test_an_id_that_is_not_sane_is_replaced(county: County, given: str) -> None:
    answered = county.house.app.test_client().get("/healthz", headers={"X-Request-Id": given.encode().decode("latin1")})
    assert answered.headers["X-Request-Id"] != given
    assert len(answered.headers["X-Request-Id"]) == 16


def test_no_line_holds_a_right_or_a_person(county: County, lines: io.StringIO) -> None:
    ticket = county.issue("tax", name="张三丰", phone="13800138000", id_number=SENIOR)
    county.see(ticket)
    county.house.app.test_client().get(f"/t/{ticket['id']}")
    county.house.app.test_client().get(f"/no-such-door/{ticket['id']}")
    assert len(read(lines)) == 4
    for secret in (ticket["id"], "张三丰", "13800138000", SENIOR):
        assert secret not in lines.getvalue()


def test_health_and_files_are_not_logged(county: County, lines: io.StringIO) -> None:
    client = county.house.app.test_client()
    for path in ("/healthz", "/readyz", "/metrics", "/favicon.ico", "/static/base.css"):
        client.get(path)
    assert lines.getvalue() == ""


def test_a_trace_is_one_line_and_its_secrets_are_cut_short() -> None:
    ticket = "Zk3_xY8-aB2cD4eF6gH8iJ"
    record = logging.LogRecord("hall", logging.ERROR, __file__, 1, "ticket %s, %s", (ticket, SENIOR), None)
    try:
        raise ValueError(f"ticket {ticket} of 13800138000")
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    written = JsonLines().format(record)
    assert "\n" not in written
    assert "ValueError: ticket Zk3_… of 138…" in json.loads(written)["trace"]
    readable = TextLines().format(record)
    assert readable.splitlines()[0].endswith("ticket Zk3_…, 110…" + f" worker={record.process}")
    for text in (written, readable):
        assert ticket not in text
        assert SENIOR not in text


def test_what_everybody_knows_to_happen_has_no_trace_but_says_why(lines: io.StringIO) -> None:
    try:
        try:
            raise TimeoutError("the order of hall 13800138000 is held\nby somebody")
        except TimeoutError as error:
            raise DatabaseBusy from error
    except DatabaseBusy as busy:
        log_trouble("the day could not be ended", busy)
    (line,) = read(lines)
    assert line["message"] == "the day could not be ended: The database is busy, please try again"
    assert line["because"] == "TimeoutError: the order of hall 138… is held"
    assert "trace" not in line


def test_what_nobody_foresaw_has_its_trace(lines: io.StringIO) -> None:
    try:
        raise ValueError("no such day")
    except ValueError as error:
        log_trouble("the day could not be ended", error)
    (line,) = read(lines)
    assert line["trace"].endswith("ValueError: no such day")


def test_what_is_no_secret_stays_whole() -> None:
    plain = "hall_http_requests_total keep_what_is_asked_for 2026-11-27T01:46:10.423903Z A001 4194304 645ec4600610e57e"
    assert cut_short(plain) == plain
