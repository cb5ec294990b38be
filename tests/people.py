"""Who uses a served hall: a kiosk, clerks at their windows, a manager – each with a kept-alive connection."""

import secrets
from functools import cached_property
from typing import Any

import requests

from tests.served import COUNTY, Served

Json = dict[str, Any]


class Caller:
    """Somebody at the API. `act` gives every unsafe call a key of its own unless told one."""

    def __init__(self, served: Served) -> None:
        self.base = f"{served.base_url}/api/v1"
        self.session = requests.Session()

    def ask(self, path: str, **query: Any) -> Any:
        response = self.session.get(self.base + path, params=query, timeout=30)
        assert response.status_code == 200, (path, response.status_code, response.text)
        return response.json()

    def send(self, method: str, path: str, body: Json | None = None, key: str | None = None) -> requests.Response:
        headers = {"Idempotency-Key": key or secrets.token_urlsafe(16)}
        return self.session.request(method, self.base + path, json=body or {}, headers=headers, timeout=60)

    def act(self, path: str, body: Json | None = None, *, method: str = "POST", expect: int = 200) -> Any:
        response = self.send(method, path, body)
        assert response.status_code == expect, (path, response.status_code, response.text)
        return response.json() if response.content else None

    def hall(self, code: str = COUNTY) -> Json:
        return dict(self.ask(f"/halls/{code}"))


class Kiosk(Caller):
    """The county hall's kiosk, with its token."""

    def __init__(self, served: Served) -> None:
        super().__init__(served)
        token = next(each["token"] for each in served.guide["devices"] if each["hall"] == COUNTY)
        self.session.headers["Authorization"] = f"Bearer {token}"

    def take(self, *services: str, **more: Any) -> Json:
        body = {"services": list(services), "channel": "kiosk"} | more
        if "bundle" in more:
            del body["services"]
        return dict(self.act(f"/halls/{COUNTY}/tickets", body, expect=201))


class Staff(Caller):
    """Somebody signed in."""

    def __init__(self, served: Served, username: str, password: str | None = None) -> None:
        super().__init__(served)
        known = next((user for user in served.guide["users"] if user["username"] == username), None)
        self.window_number = known["window"] if known else None
        body = {"username": username, "password": password or (known or {})["password"]}
        signed_in = self.session.post(f"{self.base}/session", json=body, timeout=30)
        assert signed_in.ok, signed_in.text
        self.session.headers["X-CSRF-Token"] = signed_in.json()["csrf_token"]

    @property
    def cookie(self) -> str:
        """What a socket carries to be this person."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.session.cookies)

    @cached_property
    def window(self) -> str:
        """The id of the window that is this clerk's in the demo."""
        windows = self.hall()["windows"]
        return str(next(each["id"] for each in windows if each["number"] == self.window_number))

    def call_next(self) -> Json | None:
        """The called ticket, `None` when nobody waits."""
        response = self.send("POST", f"/windows/{self.window}/call-next")
        assert response.status_code in (200, 204), response.text
        return dict(response.json()) if response.status_code == 200 else None

    def called(self) -> Json:
        ticket = self.call_next()
        assert ticket is not None, "nobody waits for this window"
        return ticket

    def start(self, ticket: Json) -> Json:
        return dict(self.act(f"/tickets/{ticket['id']}/start"))

    def finish(self, ticket: Json, *services: str, outcome: str = "completed") -> Json:
        """End these errands, or every pending one."""
        pending = [errand["service"] for errand in ticket["errands"] if errand["state"] == "pending"]
        errands = [{"service": service, "outcome": outcome} for service in services or pending]
        return dict(self.act(f"/tickets/{ticket['id']}/finish", {"errands": errands}))

    def serve(self, ticket: Json, *services: str) -> Json:
        self.start(ticket)
        return self.finish(ticket, *services)

    def change_window(self, window: str, **change: Any) -> Json:
        return dict(self.act(f"/windows/{window}", change, method="PATCH"))

    def board(self) -> Json:
        return dict(self.ask(f"/halls/{COUNTY}/board"))

    def journal(self, after: int = 0) -> list[Json]:
        """Everything the county's journal tells after a number."""
        told: list[Json] = []
        while True:
            page = self.ask(f"/halls/{COUNTY}/journal", after=after, limit=200)
            told += page["items"]
            if page["next"] is None:
                return told
            after = page["next"]


class Cast:
    """The people of one served hall; each signs in once."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._known: dict[str, Staff] = {}

    @cached_property
    def kiosk(self) -> Kiosk:
        return Kiosk(self._served)

    @cached_property
    def stranger(self) -> Caller:
        return Caller(self._served)

    @property
    def manager(self) -> Staff:
        return self.person("manager")

    def clerk(self, window: int) -> Staff:
        return self.person(f"clerk{window:02}")

    def person(self, username: str) -> Staff:
        if username not in self._known:
            self._known[username] = Staff(self._served, username)
        return self._known[username]
