"""Asks the child process that holds Apprise, which is large: which carrier an address means, and to send."""

from hall.children import Child, ChildFailed
from hall.errors import CarriersUnavailable
from hall.notify.addresses import refused_address

CHILD = "hall.notify.courier_child"
SECONDS_A_MESSAGE = 30.0


class Courier:
    """One child process, started by its first job; messages go out one after the other."""

    def __init__(self) -> None:
        self._child = Child(CHILD, seconds=SECONDS_A_MESSAGE)

    def named(self, address: str) -> str:
        """What kind of carrier a filled-in address means. Raises Invalid, or CarriersUnavailable."""
        try:
            service = self._child.ask({"wish": "name", "address": address}).told["service"]
        except ChildFailed as failed:
            raise CarriersUnavailable from failed
        if service is None:
            raise refused_address()
        return str(service)

    def send(self, address: str, title: str, body: str) -> bool:
        """Whether the carrier took the message. Raises ChildFailed when nobody knows; its words hold no address."""
        return bool(self._child.ask({"wish": "send", "address": address, "title": title, "body": body}).told["taken"])

    def stop(self) -> None:
        self._child.stop()
