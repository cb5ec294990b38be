"""`hall plan`."""

from pathlib import Path

import click

from hall.catalogue.actions.plan import drop_plan, keep_plan
from hall.catalogue.plan_svg import LARGEST_BYTES, Plan
from hall.catalogue.queries import hall_book, hall_id_of
from hall.cli.common import opened
from hall.cli.terminal import refusals_said, spoken_language
from hall.db import SYSTEM
from hall.errors import PlanRefused
from hall.settings import Settings
from hall.text import Text


@click.command()
@click.argument("hall")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--remove", is_flag=True, help="Take the hall's plan down.")
@refusals_said
def plan(hall: str, file: Path | None, *, remove: bool) -> None:
    """Put the plan in the SVG FILE up in a HALL (its code); windows are the ids window-1, window-2 …"""
    if remove == (file is not None):
        raise click.UsageError("give a FILE, or --remove")
    given = _read(file) if file is not None else None
    with opened(Settings.load()) as database:
        with database.reading() as connection:
            hall_id = hall_id_of(connection, hall)
        with database.work(hall_id, SYSTEM) as work:
            if given is None:
                drop_plan(work)
                said = Text(f"{hall}：已撤下平面图", f"{hall}: the plan is taken down")
            else:
                book = hall_book(work.connection, hall_id)
                said = _put_up(hall, keep_plan(work, book, given), [page.number for page in book.windows.values()])
    click.echo(said.pick(spoken_language()))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened_file:
            return opened_file.read(LARGEST_BYTES + 1)
    except OSError as error:
        words = Text(f"无法读取 {file}（{error.strerror}）", f"{file} cannot be read ({error.strerror})")
        raise PlanRefused(words) from error


def _put_up(hall: str, kept: Plan, numbers: list[int]) -> Text:
    """What the plan shows, and which windows it lacks."""
    zh = f"{hall}：平面图已更新，标出{len(kept.windows)}个窗口、{len(kept.ways)}条路线"
    en = f"{hall}: the plan is up; windows marked: {len(kept.windows)}, ways: {len(kept.ways)}"
    missing = ", ".join(str(number) for number in sorted(set(numbers) - set(kept.windows)))
    return Text(f"{zh}；未标出：{missing}", f"{en}; not on it: {missing}") if missing else Text(zh, en)
