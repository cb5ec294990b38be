"""What gunicorn is told: `gunicorn --config python:hall.workers.gunicorn --workers 4`.

Gunicorn takes the names here for its own settings. This module runs in its first process, which keeps the workers and
must not load what they need: patched too late, a worker would stand still at every query.
"""

import sys
from typing import Any

from hall.errors import WrongSetting
from hall.settings import Settings
from hall.workers.number import check_number


def _bind() -> str:
    try:
        return Settings.load().bind
    except WrongSetting as error:
        sys.exit(f"hall: {error}")


bind = _bind()
wsgi_app = "hall.workers.wsgi:application()"
worker_class = "hall.workers.worker.HallWorker"
worker_connections = 20_000  # sockets stay open: one each for screens, desks and phones
timeout = 20  # seconds in which a worker that does not move is replaced
graceful_timeout = 15  # seconds, more than a worker takes to end in good order
proc_name = "hall"
control_socket_disable = True  # nobody steers it but by signals
preload_app = False


def on_starting(server: Any) -> None:
    """Refuse what cannot work before the first worker is made."""
    try:
        check_number(Settings.load(), server.cfg.workers)
    except WrongSetting as error:
        sys.exit(f"hall: {error}")
