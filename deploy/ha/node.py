"""One machine of the trial's database: its names and ports, how its etcd is started, what its programs answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

Json = dict[str, Any]


@dataclass(frozen=True)
class Node:
    """One machine of the database: PostgreSQL, and the Patroni that looks after it."""

    number: int
    base: int

    @property
    def name(self) -> str:
        return f"pg{self.number}"

    @property
    def etcd(self) -> str:
        return f"etcd{self.number}"

    @property
    def postgres_port(self) -> int:
        return self.base + 10 + self.number

    @property
    def rest_port(self) -> int:
        return self.base + 20 + self.number

    @property
    def etcd_port(self) -> int:
        return self.base + 30 + self.number

    @property
    def peer_port(self) -> int:
        return self.base + 40 + self.number

    @property
    def server_line(self) -> str:
        """This machine among HAProxy's: asked of its Patroni whether it is the primary."""
        return f"    server {self.name} 127.0.0.1:{self.postgres_port} check port {self.rest_port}"


def etcd_command(node: Node, nodes: Sequence[Node], folder: Path) -> list[str]:
    """How the machine's etcd is started as one of them all; its data lies in `folder`."""
    client, peer = _local(node.etcd_port), _local(node.peer_port)
    options = {
        "name": node.etcd,
        "data-dir": str(folder / node.etcd),
        "listen-client-urls": client,
        "advertise-client-urls": client,
        "listen-peer-urls": peer,
        "initial-advertise-peer-urls": peer,
        "initial-cluster": ",".join(f"{each.etcd}={_local(each.peer_port)}" for each in nodes),
        "initial-cluster-token": "hall-ha",
        "enable-v2": "true",  # patroni.yml says why
        "logger": "zap",
    }
    return ["etcd", *(f"--{name}={value}" for name, value in options.items())]


def asked(port: int, path: str) -> Json | None:
    """What a program of this machine answers to a GET; nothing when it does not answer, or says no."""
    try:
        with urlopen(_local(port) + path, timeout=2) as answer:
            told: Json = json.load(answer)
            return told
    except (URLError, OSError, ValueError):
        return None


def _local(port: int) -> str:
    return f"http://127.0.0.1:{port}"
