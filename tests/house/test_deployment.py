"""The files under deploy/ are what the programs take, where those are installed (nginx, HAProxy: tests/journeys)."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.ha.__main__ import main
from deploy.ha.cluster import FILES, Cluster
from deploy.ha.processes import user

ROOT = Path(__file__).resolve().parents[2]
# Said of every loopback address, and of an etcd that does not run: neither is in the file.
EXPECTED = re.compile(r"must not contain|is not reachable")


@pytest.fixture
def written(tmp_path: Path) -> Cluster:
    """A cluster's files as `up` writes them; nothing is started."""
    cluster = Cluster(tmp_path / "ha", 23_400)
    cluster.write_files()
    return cluster


def said(*command: str) -> "subprocess.CompletedProcess[str]":
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]} here")
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_haproxy_takes_the_database_file(written: Cluster) -> None:
    checked = said("haproxy", "-c", "-f", str(written.folder / "haproxy.cfg"))
    assert checked.returncode == 0, checked.stderr
    assert "WARNING" not in checked.stderr


@pytest.mark.parametrize("node", [1, 2, 3])
def test_patroni_takes_every_machine_s_file(written: Cluster, node: int) -> None:
    checked = said("patroni", "--validate-config", str(written.folder / f"pg{node}.yml"))
    lines = [line for line in (checked.stdout + checked.stderr).splitlines() if line.strip()]
    assert [line for line in lines if not EXPECTED.search(line)] == []


def test_the_key_outlives_a_slow_answer_of_etcd() -> None:
    """Patroni's own rule: ttl >= loop_wait + 2 * retry_timeout, or a healthy primary steps down."""
    text = (FILES / "patroni.yml").read_text(encoding="utf-8")
    ttl, loop, retry = (int(re.findall(rf"^ +{name}: (\d+)", text, re.MULTILINE)[0]) for name in KEY)
    assert ttl >= loop + 2 * retry


KEY = ("ttl", "loop_wait", "retry_timeout")


def test_what_is_read_of_the_settings_is_what_they_are() -> None:
    """The README's table of seconds, held to the files."""
    page = (ROOT / "deploy/ha/README.md").read_text(encoding="utf-8").split("## The seconds")[1]
    table = dict(re.findall(r"^\| `(\w+)` \| (\S+)", page, re.MULTILINE))
    files = "".join((FILES / name).read_text(encoding="utf-8") for name in ("patroni.yml", "haproxy.cfg"))
    assert len(table) > 5
    for name, value in table.items():
        assert re.search(rf"\b{name}:? \"?{value}\b", files), name


def test_a_cluster_that_never_was_is_taken_down_without_a_word(tmp_path: Path) -> None:
    assert main(["down", "--folder", str(tmp_path / "none"), "--port", "23500"]) == 0


def test_programs_never_run_as_root() -> None:
    assert user() != "root"
