"""A hall's plan: put up by the administrator of its settings or by the command line, seen by everybody."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from tests.halls import COUNTY, County, Somebody, refused, told
from tests.served import ROOT, environment

PATH = f"/halls/{COUNTY}/plan"
SMALL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="window-3" width="1" height="1"/></svg>'


@pytest.fixture
def admin(county: County) -> Somebody:
    return county.person("admin")


def test_a_plan_is_put_up_replaced_and_taken_down(county: County, admin: Somebody) -> None:
    refused(county.visitor.get(f"{PATH}.svg"), "plan_not_found", 404)
    assert told(county.visitor.get(f"/halls/{COUNTY}"))["plan"] is None
    whole = (files("hall.catalogue") / "data" / "examples" / "zhouzhi.svg").read_text(encoding="utf-8")
    told(admin.post(PATH, {"svg": whole}))
    answer = told(admin.post(PATH, {"svg": SMALL}))
    assert (answer["windows"], answer["ways"]) == ([3], [])
    assert told(county.visitor.get(f"/halls/{COUNTY}"))["plan"] == answer
    drawn = county.visitor.get(f"{PATH}.svg")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert drawn.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert drawn.headers["X-Content-Type-Options"] == "nosniff"
    assert 'id="window-3"' in drawn.get_data(as_text=True)
    assert admin.send("DELETE", PATH).status_code == 204
    refused(county.visitor.get(f"{PATH}.svg"), "plan_not_found", 404)
    refused(admin.send("DELETE", PATH), "plan_not_found", 404)
    assert [entry.data["changed"] for entry in county.journal("hall_changed")] == [["plan"]] * 3


def test_what_could_run_is_refused_and_the_old_plan_stays(county: County, admin: Somebody) -> None:
    told(admin.post(PATH, {"svg": SMALL}))
    for bad in ("<script>alert(1)</script>", '<rect onload="alert(1)"/>', '<image href="//elsewhere.test/a"/>'):
        problem = refused(admin.post(PATH, {"svg": SMALL.replace("</svg>", f"{bad}</svg>")}), "plan_refused", 422)
        assert problem["detail"].startswith("平面图：")
    refused(admin.post(PATH, {"svg": "x" * 200_001}), "invalid", 422)
    refused(county.greeter.post(PATH, {"svg": SMALL}), "forbidden", 403)
    told(county.manager.post(PATH, {"svg": SMALL}))
    assert told(county.visitor.get(f"/halls/{COUNTY}"))["plan"]["windows"] == [3]


def test_a_plan_is_looked_at_as_it_would_be_and_nothing_is_kept(county: County, admin: Somebody) -> None:
    made = told(admin.post(f"{PATH}/look", {"svg": SMALL.replace("<rect", '<rect style="fill:red"')}))
    assert (made["windows"], made["ways"]) == ([3], [])
    told(admin.post(PATH, {"svg": made["svg"]}))
    assert county.visitor.get(f"{PATH}.svg").get_data(as_text=True) == made["svg"], "what was seen is what is kept"
    refused(admin.post(f"{PATH}/look", {"svg": SMALL.replace("window-3", "window-99")}), "plan_refused", 422)
    refused(county.greeter.post(f"{PATH}/look", {"svg": SMALL}), "forbidden", 403)
    assert [entry.data["changed"] for entry in county.journal("hall_changed")] == [["plan"]]


def test_the_command_puts_it_up_and_says_what_it_lacks(county: County, tmp_path: Path) -> None:
    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        own = {"HALL_DATA_DIR": str(county.folder), "HALL_DATABASE_URL": county.settings.database_url}
        program = [sys.executable, "-m", "hall.cli", "plan", *arguments]
        return subprocess.run(program, cwd=ROOT, env=environment(own), capture_output=True, text=True, check=False)

    file = tmp_path / "plan.svg"
    file.write_text(SMALL, encoding="utf-8")
    done = command(COUNTY, str(file))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("zhouzhi: the plan is up; windows marked: 1, ways: 0; not on it: 1, 2, 4")
    assert told(county.visitor.get(f"/halls/{COUNTY}"))["plan"]["windows"] == [3]
    file.write_text("<svg/>", encoding="utf-8")
    wrong = command(COUNTY, str(file))
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert len(wrong.stderr.splitlines()) == 1
    assert command(COUNTY, "--remove").stdout == "zhouzhi: the plan is taken down\n"
    assert told(county.visitor.get(f"/halls/{COUNTY}"))["plan"] is None
