"""`hall print` beside a printer: a real server, the agent as its own process, and a printer at the end of a socket."""

import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.edges.paper.receipt import codes_in, read_receipt
from tests.people import Cast, Json
from tests.ports import free_port
from tests.printer import NetworkPrinter
from tests.served import ROOT, Served, environment

START_SECONDS = 10.0


class AgentProcess:
    """One `hall print`."""

    def __init__(self, server: str, printer: str) -> None:
        self.port, self.origin = free_port(), server
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "hall.cli", "print", "--server", server, "--printer", printer]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        assert self.url in self.said

    def send(self, ticket: str, what: str = "slip", key: str | None = None, **more: str) -> requests.Response:
        headers = {"Origin": self.origin, "Idempotency-Key": key or secrets.token_urlsafe(16)}
        body = {"ticket": ticket, "what": what, **more}
        return requests.post(f"{self.url}/print", json=body, headers=headers, timeout=30)

    def status(self) -> Json:
        return dict(requests.get(f"{self.url}/status", headers={"Origin": self.origin}, timeout=10).json())

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(START_SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def printer() -> Iterator[NetworkPrinter]:
    with NetworkPrinter() as printer:
        yield printer


@pytest.fixture
def beside(served: Served) -> Iterator[Callable[[str], AgentProcess]]:
    """Starts agents beside printers; all are ended, and must end well."""
    agents: list[AgentProcess] = []

    def start(printer: str, server: str = "") -> AgentProcess:
        agents.append(AgentProcess(server or served.base_url, printer))
        return agents[-1]

    yield start
    assert [agent.stop() for agent in agents] == [0] * len(agents)


@pytest.fixture
def agent(printer: NetworkPrinter, beside: Callable[[str], AgentProcess]) -> AgentProcess:
    return beside(f"network:127.0.0.1:{printer.port}")


def told(response: requests.Response, status: int) -> Json:
    assert response.status_code == status, response.text
    return dict(response.json())


def test_a_slip_comes_out_with_the_number_and_the_code(
    agent: AgentProcess, printer: NetworkPrinter, cast: Cast, served: Served
) -> None:
    ticket = cast.kiosk.take("tax")
    assert told(agent.send(ticket["id"]), 200) == {"printed": True}
    (job,) = printer.printed
    receipt = read_receipt(job)
    assert ticket["number"] in receipt.text
    assert codes_in(receipt.picture) == [f"{served.base_url}/t/{ticket['id']}"]
    assert agent.status() == {"printer": "ready", "detail": None, "paper_low": False, "printed": 1}


def test_ten_taps_print_once_and_another_wish_prints_again(
    agent: AgentProcess, printer: NetworkPrinter, cast: Cast
) -> None:
    ticket, key = cast.kiosk.take("tax")["id"], secrets.token_urlsafe(16)
    with ThreadPoolExecutor(10) as taps:
        answers = list(taps.map(lambda _tap: agent.send(ticket, key=key), range(10)))
    assert [told(answer, 200) for answer in answers] == [{"printed": True}] * 10
    assert len(printer.printed) == 1
    told(agent.send(ticket), 200)
    assert len(printer.printed) == 2


def test_without_paper_nothing_is_sent_and_the_next_try_prints(
    agent: AgentProcess, printer: NetworkPrinter, cast: Cast
) -> None:
    ticket, key, printer.paper = cast.kiosk.take("tax")["id"], secrets.token_urlsafe(16), False
    problem = told(agent.send(ticket, key=key), 503)
    assert problem["code"] == "paper_out"
    assert "缺纸" in problem["detail"]["zh"]
    assert printer.printed == []
    assert agent.status()["printer"] == "paper_out"
    printer.paper = True
    told(agent.send(ticket, key=key), 200)
    assert len(printer.printed) == 1


def test_paper_that_runs_out_in_the_middle_is_said(agent: AgentProcess, printer: NetworkPrinter, cast: Cast) -> None:
    printer.runs_out_after = 100
    assert told(agent.send(cast.kiosk.take("tax")["id"]), 503)["code"] == "paper_out"


@pytest.mark.parametrize("answers", [True, False])
def test_a_printer_that_dies_in_the_middle_is_a_sentence(
    agent: AgentProcess, printer: NetworkPrinter, cast: Cast, *, answers: bool
) -> None:
    printer.answers, printer.breaks_after = answers, 5000
    ticket, key = cast.kiosk.take("tax")["id"], secrets.token_urlsafe(16)
    problem = told(agent.send(ticket, key=key), 503)
    assert problem["code"] == "printer_dead"
    assert "重新打印" in problem["detail"]["zh"]
    printer.breaks_after = None
    told(agent.send(ticket, key=key), 200)


def test_a_printer_that_answers_no_questions_prints_all_the_same(
    agent: AgentProcess, printer: NetworkPrinter, cast: Cast
) -> None:
    printer.answers = False
    ticket = cast.kiosk.take("tax")
    told(agent.send(ticket["id"]), 200)
    assert any(ticket["number"].encode() in job for job in printer.printed)
    assert agent.status()["printer"] == "unknown"


def test_a_printer_that_is_not_there_is_a_sentence(beside: Callable[[str], AgentProcess], cast: Cast) -> None:
    agent = beside(f"network:127.0.0.1:{free_port()}")
    assert "power and cable" in agent.said
    problem = told(agent.send(cast.kiosk.take("tax")["id"]), 503)
    assert problem["code"] == "printer_dead"
    assert agent.status()["printer"] == "printer_dead"


def test_what_the_server_refuses_is_said_in_its_words(agent: AgentProcess, printer: NetworkPrinter, cast: Cast) -> None:
    ticket = cast.kiosk.take("tax")
    problem = told(agent.send(ticket["id"], "notice"), 409)
    assert problem["code"] == "nothing_to_print"
    assert ticket["number"] in problem["detail"]["zh"]
    assert ticket["number"] in problem["detail"]["en"]
    assert problem["detail"]["zh"] != problem["detail"]["en"]
    assert told(agent.send("x" * 22), 404)["code"] == "ticket_not_found"
    assert printer.printed == []


def test_a_server_that_is_away_is_a_sentence(printer: NetworkPrinter, beside: Callable[..., AgentProcess]) -> None:
    away = beside(f"network:127.0.0.1:{printer.port}", f"http://127.0.0.1:{free_port()}")
    assert told(away.send("x" * 22), 503)["code"] == "server_unreachable"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_no_other_page_is_answered(agent: AgentProcess, printer: NetworkPrinter, cast: Cast, origin: str) -> None:
    ticket = cast.kiosk.take("tax")["id"]
    headers = {"Origin": origin, "Idempotency-Key": "x" * 22} if origin else {"Idempotency-Key": "x" * 22}
    body = {"ticket": ticket, "what": "slip"}
    for answer in (
        requests.post(f"{agent.url}/print", json=body, headers=headers, timeout=10),
        requests.options(f"{agent.url}/print", headers=headers, timeout=10),
    ):
        assert told(answer, 403)["code"] == "foreign_page"
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert printer.printed == []


def test_another_name_that_leads_to_this_machine_is_refused(agent: AgentProcess) -> None:
    headers = {"Host": "evil.example:9180", "Origin": agent.origin}
    assert requests.get(f"{agent.url}/status", headers=headers, timeout=10).status_code == 403


def test_its_own_page_may_ask_across_networks(agent: AgentProcess) -> None:
    asked = {"Origin": agent.origin, "Access-Control-Request-Private-Network": "true"}
    allowed = requests.options(f"{agent.url}/print", headers=asked, timeout=10)
    assert allowed.status_code == 204
    assert allowed.headers["Access-Control-Allow-Origin"] == agent.origin
    assert allowed.headers["Access-Control-Allow-Private-Network"] == "true"
    assert "Idempotency-Key" in allowed.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"ticket": "../../halls", "what": "slip"},
        {"ticket": "x" * 22, "what": "board"},
        {"ticket": 1, "what": ""},
    ],
)
def test_a_request_that_says_something_else_is_refused(agent: AgentProcess, body: object) -> None:
    headers = {"Origin": agent.origin, "Idempotency-Key": "x" * 22}
    answer = requests.post(f"{agent.url}/print", json=body, headers=headers, timeout=10)
    assert told(answer, 422)["code"] == "invalid"


def test_into_a_folder_each_job_is_a_file(beside: Callable[[str], AgentProcess], cast: Cast, tmp_path: Path) -> None:
    agent = beside(f"dummy:{tmp_path / 'jobs'}")
    numbers = [cast.kiosk.take("tax") for _ in range(2)]
    for ticket in numbers:
        told(agent.send(ticket["id"], language="en"), 200)
    jobs = sorted((tmp_path / "jobs").glob("*.bin"))
    assert [ticket["number"] in read_receipt(job.read_bytes()).text for ticket, job in zip(numbers, jobs, strict=True)]
    assert "If you miss your call" in read_receipt(jobs[0].read_bytes()).text.replace("\n", " ")


def test_it_is_ready_within_a_second_and_carries_no_server(agent: AgentProcess) -> None:
    maps = Path(f"/proc/{agent.process.pid}/maps").read_text(encoding="utf-8")
    if "coverage" not in maps:  # which brings gevent with it
        assert "gevent" not in maps
    assert "sqlalchemy" not in maps
    pages = int(Path(f"/proc/{agent.process.pid}/statm").read_text(encoding="utf-8").split()[1])
    assert pages * 4096 < 45 * 2**20
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", agent.port)):
        assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--server", "hall", "--printer", "dummy:x"], "--server"),
        (["--server", "http://h", "--printer", "laser"], "--printer"),
        (["--server", "http://h", "--printer", "dummy:x", "--token-file", "/nowhere"], "--token-file"),
    ],
)
def test_a_wrong_option_is_one_line_that_names_it(options: list[str], named: str) -> None:
    command = [sys.executable, "-m", "hall.cli", "print", *options]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert named in ended.stderr
