"""Gunicorn's worker: it patches the process, then lets the application serve on the sockets of the first process."""

import os

from gunicorn.workers.ggevent import GeventWorker


class HallWorker(GeventWorker):  # type: ignore[misc]  # gunicorn has no types
    """One worker process. Nothing of the hall is imported here: `patch` has not been called yet."""

    def run(self) -> None:
        for listener in self.sockets:
            listener.setblocking(True)
        self.wsgi.serve(self.sockets, self.worker_connections, self._goes_on)

    def _goes_on(self) -> bool:
        if os.getppid() != self.ppid:  # killed: others are started in its place once this one has given back the port
            self.log.warning("worker %d ends with the process that kept it", self.pid)
            return False
        self.notify()  # that this process moves; without, the first process ends it
        return bool(self.alive)
