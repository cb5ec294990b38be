"""A page that prints: the printer beside it is told in its address, remembered, asked, and its trouble is a value."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.demo import Demo
from tests.edges.paper.receipt import read_receipt
from tests.ports import free_port
from tests.served import ROOT

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
FRONTEND = ROOT / "frontend"


@pytest.fixture(scope="module")
def module() -> str:
    """The pages' printer module as a script that leaves it in `printing`."""
    esbuild = FRONTEND / "node_modules" / "esbuild" / "bin" / "esbuild"
    command = [str(esbuild), "shared/printer.ts", "--bundle", "--format=iife", "--global-name=printing"]
    bundled = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=True).stdout
    return f"{bundled}\nwindow.printing = printing;"


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("jobs")


@pytest.fixture(scope="module")
def agent(demo: Demo, jobs: Path) -> Iterator[int]:
    """The port of an agent whose printer is a folder."""
    port = free_port()
    command = [sys.executable, "-m", "hall.cli", "print", "--server", demo.base_url, "--printer", f"dummy:{jobs}"]
    process = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert str(port) in process.stdout.readline()
    yield port
    process.terminate()
    process.wait(10)
    process.stdout.close()


def asked(page: Page, module: str, ticket: str, key: str = "key-of-one-press") -> object:
    """What the page's own module says when it is asked to print."""
    page.evaluate(module)
    return page.evaluate(f"printing.print({json.dumps(ticket)}, 'slip', {json.dumps(key)})")


def test_a_page_prints_where_its_address_said_and_remembers_it(
    open_page: OpenPage, demo: Demo, agent: int, jobs: Path, module: str
) -> None:
    ticket = demo.take("tax")
    address = f"{demo.base_url}/t/{ticket['id']}"
    page = open_page(f"{address}#printer={agent}")
    assert asked(page, module, ticket["id"]) == "printed"
    assert asked(page, module, ticket["id"]) == "printed"
    (job,) = jobs.glob("*.bin")
    assert ticket["number"] in read_receipt(job.read_bytes()).text
    page.goto(f"{demo.base_url}/t/{demo.take('tax')['id']}")
    page.evaluate(module)
    assert page.evaluate("printing.hasPrinter()") is True
    page.goto(f"{demo.base_url}/kiosk/zhouzhi#printer=off")
    page.evaluate(module)
    assert page.evaluate("printing.hasPrinter()") is False


def test_a_device_that_was_told_of_no_printer_has_none(open_page: OpenPage, demo: Demo, module: str) -> None:
    page = open_page(demo.kiosk_url())
    page.evaluate(module)
    assert page.evaluate("printing.hasPrinter()") is False


def test_an_agent_that_is_not_running_is_a_problem_and_no_error(open_page: OpenPage, demo: Demo, module: str) -> None:
    page = open_page(demo.kiosk_url())
    page.evaluate(f"localStorage.setItem('hall.printer', '{free_port()}')")
    told = asked(page, module, demo.take("tax")["id"])
    assert isinstance(told, dict)
    assert told["problem"]["code"] == "no_agent"


def test_what_the_server_refuses_comes_back_as_a_problem(
    open_page: OpenPage, demo: Demo, agent: int, module: str
) -> None:
    page = open_page(demo.kiosk_url())
    page.evaluate(f"localStorage.setItem('hall.printer', '{agent}')")
    told = asked(page, module, "x" * 22)
    assert isinstance(told, dict)
    assert told["problem"]["code"] == "ticket_not_found"
    assert told["problem"]["detail"]["zh"]
