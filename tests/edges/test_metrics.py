"""`/metrics`: what is counted, what is looked at, and who may read it."""

from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from hall.display.spoken import mark_spoken
from hall.errors import WrongSetting
from hall.operations.metrics import Metrics
from hall.settings import Settings
from tests.halls import COUNTY, Built, County, opened, told

TOKEN = "a-token-for-the-collector"


def ask(county: County, **headers: str) -> TestResponse:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return county.house.app.test_client().get("/metrics", headers=given)


def samples(county: County) -> dict[str, float]:
    """Every sample by its name and labels, the worker's left out."""
    answered = ask(county, Authorization=f"Bearer {TOKEN}")
    assert answered.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answered.get_data(as_text=True)):
        for one in family.samples:
            assert one.labels["worker"].isdigit()
            labels = ",".join(f"{name}={value}" for name, value in sorted(one.labels.items()) if name != "worker")
            found[f"{one.name}{{{labels}}}" if labels else one.name] = one.value
    return found


@pytest.fixture
def measured(built: Built, tmp_path: Path) -> Any:
    with opened(built, tmp_path, metrics=TOKEN) as county:
        yield county


def test_requests_are_counted_by_door_and_status_without_what_stands_in_the_address(measured: County) -> None:
    ticket = measured.issue("tax")
    measured.see(ticket)
    measured.visitor.get("/tickets/nobody")
    found = samples(measured)
    door = "door=/api/v1/tickets/{ticket},method=GET"
    assert found[f"hall_http_requests_total{{{door},status=200}}"] == 1
    assert found[f"hall_http_requests_total{{{door},status=404}}"] == 1
    assert found[f"hall_http_request_seconds_count{{{door}}}"] == 2
    assert ticket["id"] not in ask(measured, Authorization=f"Bearer {TOKEN}").get_data(as_text=True)


def test_an_address_without_a_door_makes_no_label_of_its_own(measured: County) -> None:
    for path in ("/one", "/two", "/api/v1/three"):
        measured.house.app.test_client().get(path)
    assert samples(measured)["hall_http_requests_total{door=-,method=-,status=404}"] == 3


def test_tickets_calls_and_first_waits_are_counted(measured: County) -> None:
    measured.open(27)
    measured.issue("tax")
    measured.wait(minutes=12)
    ticket = measured.call(27)
    measured.wait(seconds=30)
    told(measured.clerk(27).does("recall", ticket))
    found = samples(measured)
    assert found["hall_tickets_issued_total{channel=kiosk}"] == 1
    assert found["hall_calls_total{kind=next}"] == found["hall_calls_total{kind=recall}"] == 1
    assert (found["hall_ticket_wait_seconds_count"], found["hall_ticket_wait_seconds_sum"]) == (1, 720)
    assert found["hall_order_wait_seconds_count"] == found["hall_transaction_seconds_count"] >= 3


def test_a_second_call_of_one_ticket_is_no_second_wait(measured: County) -> None:
    measured.open(27)
    measured.issue("tax")
    ticket = measured.pass_over(27)
    assert samples(measured)["hall_ticket_wait_seconds_count"] == 1
    told(measured.greeter.does("requeue", ticket))
    measured.call(27)
    assert samples(measured)["hall_ticket_wait_seconds_count"] == 1


def test_an_answer_given_again_is_counted(measured: County) -> None:
    wish = {"channel": "kiosk", "services": ["tax"]}
    for _ in range(2):
        told(measured.kiosk.post(f"/halls/{COUNTY}/tickets", wish, Idempotency_Key="k" * 22), 201)
    assert samples(measured)["hall_idempotent_replays_total"] == 1


def test_what_is_committed_and_not_told_is_lag(measured: County) -> None:
    tail = measured.house.display.tail
    tail.step()
    measured.issue("tax")
    measured.issue("tax")
    measured.wait(seconds=40)
    found = samples(measured)
    assert (found["hall_journal_lag_entries"], found["hall_journal_lag_seconds"]) == (2, 40)
    tail.step()
    assert samples(measured)["hall_journal_lag_entries"] == 0


def test_calls_that_the_zones_voice_has_not_said_are_its_backlog(measured: County) -> None:
    measured.open(27, 28)
    for number in (27, 28):
        measured.issue("tax")
        measured.call(number)
    assert samples(measured)["hall_voice_backlog_calls"] == 0, "nobody ever spoke there"
    first, second = measured.journal("ticket_called")
    for seq, left in ((first.seq, 1), (second.seq, 0)):
        with measured.database.change() as transaction:
            mark_spoken(transaction.connection, measured.hall_id, "", seq, transaction.now)
        assert samples(measured)["hall_voice_backlog_calls"] == left


def test_duties_tell_when_they_were_done(measured: County) -> None:
    for duties in measured.house.duties:
        duties.step()
        duties.stop()  # and lets go of the folder
    found = samples(measured)
    assert found["hall_duty_last_run_timestamp_seconds{duty=let go of desks}"] == measured.clock.at.timestamp()


@pytest.mark.parametrize("setting", [{}, {"metrics": "local"}, {"metrics": "local", "proxies": 1}, {"metrics": "off"}])
def test_this_machine_is_let_in_by_default_and_a_stranger_finds_no_such_door(
    built: Built, tmp_path: Path, setting: dict[str, Any]
) -> None:
    with opened(built, tmp_path, **setting) as county:
        client = county.house.app.test_client()
        for address in ("127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"):
            here = client.get("/metrics", environ_overrides={"REMOTE_ADDR": address})
            assert here.status_code == (404 if setting.get("metrics") == "off" else 200), address
        for address in ("192.0.2.7", "::ffff:192.0.2.7", "2001:db8::7", ""):
            assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": address}).status_code == 404, address
        for claim in ({"X_Forwarded_For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}, {"X_Real_Ip": "127.0.0.1"}):
            assert ask(county, **claim).status_code == 404, "it came through a proxy"


def test_a_token_is_asked_for_wherever_one_comes_from(measured: County) -> None:
    assert ask(measured).status_code == 401
    assert ask(measured, Authorization="Bearer another-token").status_code == 401
    assert ask(measured, Authorization=f"Bearer {TOKEN}").status_code == 200


def test_a_duty_that_fails_is_counted_and_its_failure_is_passed_on() -> None:
    metrics = Metrics()

    def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        metrics.duty("one that fails", fails)()
    labels = {"duty": "one that fails"}
    assert metrics.registry.get_sample_value("hall_duty_failures_total", labels) == 1
    assert metrics.registry.get_sample_value("hall_duty_last_run_timestamp_seconds", labels) is None


@pytest.mark.sqlite("a file is taken away; PostgreSQL's troubles are tried in test_postgres_trouble.py")
def test_a_database_that_is_away_is_a_figure_too(measured: County) -> None:
    measured.database.close()
    path = measured.folder / "hall.db"
    path.rename(measured.folder / "away")
    path.mkdir()
    found = samples(measured)
    assert found["hall_database_up"] == 0
    assert "hall_journal_lag_entries" not in found
    path.rmdir()
    (measured.folder / "away").rename(path)
    assert samples(measured)["hall_database_up"] == 1


def test_nothing_set_means_this_machine_and_a_short_token_stops_the_start() -> None:
    assert Settings.load({}).metrics == "local"
    with pytest.raises(WrongSetting, match="HALL_METRICS"):
        Settings.load({"HALL_METRICS": "short"})
