"""The bench measures: it names its figures, and a tiny run of one ends with a table and its JSON."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.figure import Figure, Goal, Row
from bench.figures import FIGURES
from bench.samples import Round, percentile, summary

ROOT = Path(__file__).resolve().parents[2]


def bench(*arguments: str) -> str:
    command = [sys.executable, "-m", "bench", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_names_every_figure() -> None:
    told = bench("--help")
    assert [name for name in FIGURES if name not in told] == []


def test_a_tiny_run_prints_every_contender_and_writes_it(tmp_path: Path) -> None:
    told = bench("issue", "--tiny", "--out", str(tmp_path))
    found = json.loads((tmp_path / "issue.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in found["rows"] if row["name"] not in told] == []
    assert len(found["rows"]) == 4
    rates = [row["values"][0] for row in found["rows"]]
    assert min(rates) > 0
    assert found["settings"]["tickets a round"] == 24
    assert not list(tmp_path.glob("bench-*")), "the folder it worked in is gone"


def test_a_tiny_crowd_hears_every_call(tmp_path: Path) -> None:
    bench("crowd", "--tiny", "--out", str(tmp_path))
    found = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["crowd"]
    unheard = next(goal for goal in found["goals"] if goal["what"].startswith("gaps"))
    assert unheard["met"], found
    assert [row["values"][2] > 0 for row in found["rows"]] == [True, True, True]


def test_old_tickets_lie_behind_a_hall_that_goes_on(tmp_path: Path) -> None:
    bench("growth", "--tiny", "--out", str(tmp_path))
    rows = json.loads((tmp_path / "growth.json").read_text(encoding="utf-8"))["rows"]
    assert [row["values"][0] for row in rows] == [1000, 2000]
    assert rows[0]["values"][1] < rows[1]["values"][1], "more rows are larger"


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (99, 99), (100, 100), (1, 1)])
def test_a_percentile_is_one_of_the_values(percent: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), percent) == value


def test_a_summary_takes_the_medians_of_the_rounds() -> None:
    rounds = [Round([0.001] * 10, elapsed, cpu) for elapsed, cpu in ((1.0, 0.02), (0.5, 0.01), (0.1, 0.05))]
    found = summary(rounds)
    assert (found.rate, found.slowest_rate, found.fastest_rate) == (20, 10, 100)
    assert (found.p50_ms, found.p99_ms, found.cpu_ms) == (1, 1, 2)


def test_a_missed_goal_is_said_so() -> None:
    goals = [Goal("share", 0.1, 0.25), Goal("megabytes", 100, 120, most=True)]
    told = "\n".join(Figure("name", "title", ("a",), [Row("数字", (1.5,))], goals).lines())
    assert "MISSED   share: 0.10 (≥ 0.25)" in told
    assert "reached  megabytes: 100 (≤ 120)" in told
