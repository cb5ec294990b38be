"""The hall as gunicorn loads it in each worker."""

import hall.patching  # isort: skip  # noqa: F401 (before anything that waits: see there)

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hall.app import House, create_app
from hall.edge.logs import begin_log
from hall.errors import WrongSetting
from hall.serving import serve_among_many
from hall.settings import Settings

BOOT_ERROR = 3
"""The status of a worker that would fail again: gunicorn then ends instead of starting others."""

log = logging.getLogger(__name__)


class Application:
    """A house and how it is served; called, it is its WSGI app."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self._house.app(environ, start_response)

    def serve(self, listeners: Sequence[Any], connections: int, goes_on: Callable[[], bool]) -> None:
        """Serve while it `goes_on`; SystemExit where settings do not fit the database."""
        try:
            serve_among_many(
                self._house, listeners, connections, goes_on, lambda: log.info("worker %d serves", os.getpid())
            )
        except WrongSetting as error:
            log.error("%s", error)
            raise SystemExit(BOOT_ERROR) from error


def application() -> Application:
    """What gunicorn is given."""
    settings = Settings.load()
    begin_log(settings.log, settings.log_level)
    return Application(create_app(settings))
