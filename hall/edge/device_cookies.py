"""The cookie by which a browser is known again without knowing anything of its owner.

It is made here and signed, so that nobody can be a thousand browsers by making cookies up.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping

from flask import Request

DEVICE_COOKIE = "hall_device"
KEPT_SECONDS = 400 * 24 * 3600  # as long as browsers keep any cookie


def cookies_of(request: Request) -> Mapping[str, str]:
    """The cookies a request came with, the first of each name."""
    # Devices send none, and werkzeug looks through all headers for them; its own mapping makes an error of every miss.
    return request.cookies.to_dict() if "HTTP_COOKIE" in request.environ else {}


class DeviceCookies:
    """Makes device cookies and knows its own."""

    def __init__(self, secret_key: str) -> None:
        self._key = hashlib.sha256(b"device cookie" + secret_key.encode()).digest()

    def new(self) -> str:
        """A cookie for a browser that has none."""
        name = secrets.token_urlsafe(16)
        return f"{name}.{self._signature(name)}"

    def known(self, cookie: str | None) -> str | None:
        """The cookie itself, or nothing for one that was not made here."""
        name, _dot, signature = (cookie or "").partition(".")
        return cookie if hmac.compare_digest(signature.encode(), self._signature(name).encode()) else None

    def _signature(self, name: str) -> str:
        return hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()[:32]
