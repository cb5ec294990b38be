"""The units for systemd name settings and commands that there are, and are what systemd understands."""

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from hall.cli import SERVER
from hall.settings import Settings
from tests.house.documents import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_names_what_there_is(unit: Path) -> None:
    said = unit.read_text(encoding="utf-8")
    assert set(re.findall(r"HALL_\w+", said)) <= {f"HALL_{field.name.upper()}" for field in fields(Settings)}
    assert set(re.findall(r"/srv/hall/bin/hall (\w+)", said)) <= set(SERVER)
    assert {unit.name for unit in UNITS} >= set(re.findall(r"\bhall[\w-]*\.(?:service|timer)\b", said))


def test_systemd_understands_them(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd here")
    here = [tmp_path / unit.name for unit in UNITS]
    for unit, copy in zip(UNITS, here, strict=True):  # what is to be started need not be installed here
        copy.write_text(unit.read_text(encoding="utf-8").replace("/srv/hall/bin/hall", "/bin/true"), encoding="utf-8")
    asked = subprocess.run(
        [analyze, "verify", "--man=no", *map(str, here)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (asked.returncode, asked.stderr) == (0, ""), asked.stderr
