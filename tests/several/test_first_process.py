"""The process that keeps the workers is killed: they end in good order, and others can be started in their place."""

import os
import signal
import time
from pathlib import Path

from tests.ears import listening
from tests.people import Cast
from tests.postgres import Cluster
from tests.redis import EmbeddedRedis
from tests.workers import Workers

WITHIN_SECONDS = 10.0  # what an end in good order may take, and a busy machine


def test_workers_end_with_the_process_that_keeps_them_and_give_their_port_back(
    cluster: Cluster, furnished_postgres: tuple[Path, str], hub: EmbeddedRedis
) -> None:
    data, url = furnished_postgres
    settings = {"HALL_DATABASE_URL": cluster.copy(url), "HALL_REDIS_URL": hub.url, "HALL_VOICE": "off"}
    workers = Workers(data, 2, settings).start()
    left = workers.pids
    with listening(workers.base_url) as ears:
        workers.each(ears.screen)
        os.kill(workers.pid, signal.SIGKILL)
        began = time.monotonic()
        workers.await_(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left), "end of both", WITHIN_SECONDS)
        print(f"both ended {time.monotonic() - began:.1f} s after the first process")
        workers.kill()  # nothing is left of it but what it said
        assert workers.log.count("ends with the process that kept it") == len(left)
        workers.start()
        ears.screen()
        assert Cast(workers).kiosk.take("collect")["number"]
    assert workers.stop() == 0, workers.log
