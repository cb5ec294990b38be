"""`hall demo`, `hall serve`."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from hall import demo as demo_hall
from hall.app import create_app
from hall.cli.common import alone, check_keys, make_folder, opened
from hall.cli.terminal import refusals_said, say, spoken_language
from hall.edge.logs import begin_log
from hall.serving import serve as serve_house
from hall.settings import Settings
from hall.text import Text
from hall.workers.number import check_number


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to serve on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-data"), show_default=True)
@click.option("--past", is_flag=True, help="With records of the last fortnight, and a town hall with its own hours.")
@refusals_said
def demo(port: int, host: str, data: Path, past: bool) -> None:
    """Serve the example hall: imported, windows open, sign-ins printed."""
    make_folder(data)
    demo_hall.make_keys(data)
    settings = replace(Settings.load({**os.environ, "HALL_DATA_DIR": str(data)}), bind=f"{host}:{port}")
    # The addresses are to be seen: no line for every request unless it is asked for.
    begin_log(settings.log, settings.log_level if "HALL_LOG_LEVEL" in os.environ else "warning")
    with alone(settings):
        with opened(settings):
            pass
        house = create_app(settings)
        guide = demo_hall.furnish(house, data, f"http://{host}:{port}", past=past)

        def ready() -> None:
            click.echo("\n".join(guide.lines(spoken_language())))
            say(Text(f"服务地址 {guide.base_url}，按 Ctrl-C 结束", f"Serving on {guide.base_url} – end with Ctrl-C"))
            sys.stdout.flush()

        serve_house(house, settings.address, ready)


@click.command()
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to serve with.")
@refusals_said
def serve(workers: int) -> None:
    """Serve the halls of this installation."""
    settings = Settings.load()
    check_keys(settings)
    check_number(settings, workers)
    make_folder(settings.data_dir)
    begin_log(settings.log, settings.log_level)
    with alone(settings):
        with opened(settings):
            pass
        if workers > 1:
            run_workers(workers)
        serve_house(create_app(settings), settings.address, lambda: click.echo(f"Serving on {settings.bind}"))


def run_workers(number: int) -> NoReturn:
    """Become gunicorn's first process; the same as its line in docs/operating.md."""
    given = ["-m", "gunicorn", "--config", "python:hall.workers.gunicorn", "--workers", str(number)]
    os.execv(sys.executable, [sys.executable, *given])
