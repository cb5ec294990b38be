"""What cannot work is refused before anything starts, in one line that names the setting."""

from pathlib import Path

import pytest

from hall.personal.vault import new_data_key
from tests.served import command

POSTGRESQL = "postgresql://hall@127.0.0.1:1/hall"


@pytest.mark.parametrize(
    ("workers", "settings", "named"),
    [
        (2, {}, "HALL_DATABASE_URL"),
        (2, {"HALL_REDIS_URL": "redis://127.0.0.1:1"}, "HALL_DATABASE_URL"),
        (2, {"HALL_DATABASE_URL": POSTGRESQL}, "HALL_REDIS_URL"),
        (1, {"HALL_REDIS_URL": "http://127.0.0.1"}, "HALL_REDIS_URL"),
        (1, {"HALL_REDIS_URL": "redis://:6379"}, "HALL_REDIS_URL"),
        (1, {"HALL_REDIS_URL": "redis://127.0.0.1:x"}, "HALL_REDIS_URL"),
        (1, {"HALL_REDIS_URL": "unix://"}, "HALL_REDIS_URL"),
    ],
)
def test_settings_that_do_not_go_together_stop_the_start(
    tmp_path: Path, workers: int, settings: dict[str, str], named: str
) -> None:
    keys = {"HALL_SECRET_KEY": "x" * 40, "HALL_DATA_KEY": new_data_key()}
    refused = command(tmp_path / "data", "serve", "--workers", str(workers), **settings, **keys)
    assert refused.returncode == 1
    assert named in refused.stderr
    assert len(refused.stderr.splitlines()) == 1, refused.stderr
