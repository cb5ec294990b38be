"""`/metrics`: the figures of this process in Prometheus' text form, for whom the setting lets in: this machine alone at
first.

Every sample carries the label `worker`, so that processes behind one port are told apart by whoever collects them.
"""

import hmac
import ipaddress
import os
from collections.abc import Iterator

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from hall.edge.problems import refusals_answered
from hall.edge.watch import NoSuchDoor
from hall.errors import NotSignedIn

OFF, LOCAL = "off", "local"


class Labelled(Collector):
    """What another registry holds, every sample with this worker's label."""

    def __init__(self, registry: CollectorRegistry, worker: str) -> None:
        self._registry, self._worker = registry, worker

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        for family in self._registry.collect():
            # When a count began is told by the process's own start.
            counted = (one for one in family.samples if not one.name.endswith("_created"))
            family.samples = [one._replace(labels={**one.labels, "worker": self._worker}) for one in counted]
            yield family


def metrics_door(registry: CollectorRegistry, setting: str) -> Blueprint:
    """The door. `setting`: local (this machine alone, and not through a proxy), off, or the token to be shown."""
    blueprint = Blueprint("metrics", __name__)
    shown = CollectorRegistry()
    shown.register(Labelled(registry, str(os.getpid())))

    @blueprint.get("/metrics")
    @refusals_answered
    def metrics() -> Response:
        _let_in(setting)
        return Response(generate_latest(shown), content_type=CONTENT_TYPE_PLAIN_0_0_4)

    return blueprint


def _let_in(setting: str) -> None:
    """Raises NoSuchDoor for a stranger where no token is asked for, NotSignedIn for a wrong token."""
    if setting == OFF or (setting == LOCAL and not _from_here()):
        raise NoSuchDoor
    if setting != LOCAL:
        kind, _space, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(token.encode(), setting.encode()):
            raise NotSignedIn


def _from_here() -> bool:
    """Whether this machine asks. What comes through a proxy comes from elsewhere, whatever address it shows."""
    if {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers.keys()):
        return False
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return False
    # A server that listens on `[::]` sees 127.0.0.1 as ::ffff:127.0.0.1.
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
