"""The shipped proxy configurations, run as they are but for ports and paths, before halls that tests serve."""

import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.people import Kiosk
from tests.ports import free_port
from tests.served import COUNTY, Served

SHIPPED = Path(__file__).resolve().parent.parent / "deploy" / "proxy"
KINDS = ("nginx", "haproxy")
START_SECONDS = 10.0
WISH = {"services": ["cross-region"], "channel": "kiosk"}


def self_signed(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key in one file, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hall.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "hall.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *plain)
    )
    return path


def filled(text: str, changes: Mapping[str, str]) -> str:
    """The configuration with these words in the place of others; each must be there."""
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after)
    return text


class Proxy:
    """A running nginx or HAProxy; `base_url` by TLS, `plain_url` without. Ended by its own process id."""

    def __init__(self, kind: str, folder: Path, ports: Sequence[int]) -> None:
        if shutil.which(kind) is None:
            pytest.skip(f"there is no {kind} here: python -m tests.programs brings it")
        self.kind, self.folder = kind, folder
        self.port, self.plain_port = free_port(), free_port()
        self.base_url, self.plain_url = f"https://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.plain_port}"
        self.certificate = self_signed(folder)
        self.log_file = folder / "proxy.log"
        self.config = folder / ("nginx.conf" if kind == "nginx" else "haproxy.cfg")
        changes = self._nginx() if kind == "nginx" else self._haproxy()
        backends = {"127.0.0.1:8001": f"127.0.0.1:{ports[0]}", "127.0.0.1:8002": f"127.0.0.1:{ports[1]}"}
        shipped = (SHIPPED / self.config.name).read_text(encoding="utf-8")
        self.config.write_text(filled(shipped, changes | backends), encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def check(self) -> "subprocess.CompletedProcess[str]":
        """What the program itself says of its configuration."""
        command = ["nginx", "-t", *self._where] if self.kind == "nginx" else ["haproxy", "-c", *self._where]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)

    def start(self) -> "Proxy":
        command = ["nginx", "-g", "daemon off;"] if self.kind == "nginx" else ["haproxy", "-db"]
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen([*command, *self._where], stdout=log, stderr=log)
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"{self.kind} does not serve:\n{self.log}")
            time.sleep(0.05)  # neither of them says when it is ready
        return self

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(15)

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    @property
    def _where(self) -> list[str]:
        prefix = ["-p", str(self.folder)] if self.kind == "nginx" else []
        return [*prefix, "-c" if self.kind == "nginx" else "-f", str(self.config)]

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as line:
                trusting = ssl.create_default_context(cafile=str(self.certificate))
                trusting.wrap_socket(line, server_hostname="127.0.0.1").close()
        except OSError:
            return False
        return True

    def _nginx(self) -> dict[str, str]:
        return {
            "listen 80 default_server": f"listen 127.0.0.1:{self.plain_port} default_server",
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "/etc/ssl/certs/hall.pem": str(self.certificate),
            "/etc/ssl/private/hall.key": str(self.certificate),
            "/run/nginx.pid": str(self.folder / "nginx.pid"),
            "/var/log/nginx/access.log": str(self.log_file),
            "/var/log/nginx/error.log": str(self.log_file),
            "worker_rlimit_nofile 40000": "worker_rlimit_nofile 4000",  # not everywhere may one open so many
            "worker_connections 16384": "worker_connections 1024",
        }

    def _haproxy(self) -> dict[str, str]:
        return {
            "bind :80": f"bind 127.0.0.1:{self.plain_port}",
            "bind :443": f"bind 127.0.0.1:{self.port}",
            "/etc/haproxy/hall.pem": str(self.certificate),
            "/etc/haproxy/away.http": str(SHIPPED / "away.http"),
            "log /dev/log local0": "log stdout format raw local0",
            "maxconn 20000": "maxconn 1000",  # not everywhere may one open so many
        }


@dataclass
class Behind:
    """Servers and the proxy before them; people and ears take it for a served hall."""

    proxy: Proxy
    backends: Sequence[Served]

    @property
    def base_url(self) -> str:
        return self.proxy.base_url

    @property
    def guide(self) -> dict[str, Any]:
        return self.backends[0].guide


@contextmanager
def proxied(kind: str, folder: Path, backends: Sequence[Served]) -> Iterator[Behind]:
    """A proxy before two servers, trusted by all clients of this process until the next one is put there."""
    proxy = Proxy(kind, folder, [each.port for each in backends])
    try:
        with pytest.MonkeyPatch.context() as trust:
            trust.setenv("REQUESTS_CA_BUNDLE", str(proxy.certificate))
            trust.setenv("WEBSOCKET_CLIENT_CA_BUNDLE", str(proxy.certificate))
            yield Behind(proxy.start(), backends)
    finally:
        proxy.stop()


def taken(kiosk: Kiosk, within: float) -> requests.Response:
    """A ticket as a page takes it: what got no answer is sent again with its key."""
    until, key = time.monotonic() + within, secrets.token_urlsafe(16)
    while True:
        try:
            answer = kiosk.send("POST", f"/halls/{COUNTY}/tickets", WISH, key=key)
        except requests.ConnectionError:
            answer = None
        if answer is not None and answer.status_code not in (502, 503, 504):
            return answer
        assert time.monotonic() < until, answer and answer.text
        time.sleep(0.2)  # as long as a page would wait: nobody tells it when the server is back
