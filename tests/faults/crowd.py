"""Who uses the hall during a run: kiosks, phones, clerks at their windows and a manager, each in a thread of its own.

What they do next is drawn; what the hall refuses (409) is as good an answer as any. Nobody waits for anybody.
"""

import threading
from collections import deque
from random import Random
from typing import Any

from tests.faults.asking import Line, Reply
from tests.faults.record import Json
from tests.served import COUNTY

SERVICES = ("general", "pension", "tax", "property-transfer", "company-open", "medical-insurance")
# Comprehensive, property, company (in a zone of its own), social insurance, tax.
WINDOWS = (3, 4, 5, 15, 19, 22, 27)
MOST_WAITING = 20
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Street:
    """The tickets people carry: who waits for them, who follows them on a phone."""

    def __init__(self) -> None:
        self.waiting = 0
        self.held: deque[str] = deque(maxlen=30)  # those that somebody may give up
        self.fresh: deque[str] = deque(maxlen=10)  # those that nobody follows yet
        self._guard = threading.Lock()

    def come(self, ticket: str) -> None:
        with self._guard:
            self.waiting += 1
            self.held.append(ticket)
            self.fresh.append(ticket)

    def go(self) -> None:
        with self._guard:
            self.waiting -= 1

    def pick(self, draw: Random) -> str | None:
        """One of the last tickets, taken out of the list."""
        with self._guard:
            if not self.held:
                return None
            at = draw.randrange(len(self.held))
            ticket = self.held[at]
            del self.held[at]
            return ticket

    def unfollowed(self) -> str | None:
        """The ticket taken last: what becomes of it is still to come."""
        with self._guard:
            return self.fresh.pop() if self.fresh else None


def id_number(draw: Random) -> str:
    """A number with the right check digit; few of them, so that the same one comes back, and some are old."""
    body = f"610124{draw.choice((1948, 1952, 1980, 1991))}0101{draw.randrange(100, 112)}"
    return body + "10X98765432"[sum(int(each) * weight for each, weight in zip(body, WEIGHTS, strict=True)) % 11]


class Kiosk:
    """Takes tickets, every fifth for somebody with an identity card."""

    def __init__(self, line: Line, token: str, street: Street) -> None:
        self.line, self.street = line, street
        line.session.headers["Authorization"] = f"Bearer {token}"

    def act(self) -> None:
        if self.street.waiting > MOST_WAITING:
            return
        draw = self.line.draw
        body: Json = {"services": [draw.choice(SERVICES)], "channel": "kiosk"}
        if draw.random() < 0.2:
            body["id_number"] = id_number(draw)
        if draw.random() < 0.1:
            body["services"] = draw.sample(SERVICES, 2)
        took(self.line.do("issue", f"/halls/{COUNTY}/tickets", body), self.street)


class Phone:
    """Takes a ticket without a device, or gives one up."""

    def __init__(self, line: Line, street: Street) -> None:
        self.line, self.street = line, street

    def act(self) -> None:
        draw = self.line.draw
        if draw.random() < 0.3 and self.street.waiting < MOST_WAITING:
            body = {"services": [draw.choice(SERVICES)], "channel": "phone"}
            took(self.line.do("issue", f"/halls/{COUNTY}/tickets", body), self.street)
        elif (ticket := self.street.pick(draw)) is not None:
            reply = self.line.do("cancel", f"/tickets/{ticket}", method="DELETE")
            if reply is not None and reply.status == 200:
                self.street.go()


def took(reply: Reply | None, street: Street) -> None:
    if reply is not None and reply.status == 201:
        street.come(reply.json["id"])


class Clerk:
    """Somebody at a window: calls, and does with what is there whatever may be done; now and then from two tabs."""

    def __init__(self, line: Line, twin: Line, window: str, street: Street) -> None:
        self.line, self.twin, self.window, self.street = line, twin, window, street
        self.on_hold: list[str] = []

    def act(self) -> None:
        draw = self.line.draw
        path = f"/windows/{self.window}/call-next"
        if draw.random() < 0.05:
            other = threading.Thread(target=self.twin.do, args=("call", path), daemon=True)
            other.start()
            reply = self.line.do("call", path)
            other.join()
        else:
            reply = self.line.do("call", path)
        if reply is None:
            return
        if reply.status == 200:
            self.street.go()
            self.attend(reply.json)
        elif reply.status == 409 and reply.json["code"] == "window_busy":
            self.attend(reply.json["ticket"])
        elif reply.status == 409:
            self.line.do("reopen", f"/windows/{self.window}/reopen")
        elif self.on_hold:
            self.line.do("resume", f"/tickets/{self.on_hold.pop()}/resume")
        elif draw.random() < 0.1:
            self.line.do("pause", f"/windows/{self.window}/pause", {"minutes": 30})

    def attend(self, ticket: Json) -> None:
        """One or two steps with the ticket at the window, as it stands."""
        if ticket["state"] == "called":
            deed = self.line.draw.choices(("start", "recall", "no-show", "undo", "transfer"), (10, 2, 2, 1, 1))[0]
        else:
            deed = self.line.draw.choices(("finish", "hold", "transfer", "undo"), (10, 1, 1, 1))[0]
        body = self._body(deed, ticket)
        reply = self.line.do(deed, f"/tickets/{ticket['id']}/{deed}", body)
        if reply is None or reply.status != 200:
            return
        self._after(deed, ticket, reply.json)

    def _after(self, deed: str, ticket: Json, now: Json) -> None:
        again = self.line.draw.random()
        if deed == "start" and again < 0.7:
            self.attend(now)
        elif deed == "hold":
            self.on_hold.append(ticket["id"])
        elif deed == "no-show" and again < 0.6:
            self.line.do("requeue", f"/tickets/{ticket['id']}/requeue")
        elif deed in ("finish", "no-show") and again > 0.9:
            self.line.do("undo", f"/tickets/{ticket['id']}/undo")

    def _body(self, deed: str, ticket: Json) -> Json:
        if deed == "finish":
            pending = [errand["service"] for errand in ticket["errands"] if errand["state"] == "pending"]
            able = [service for service in pending if self._does(service)] or pending
            return {"errands": [{"service": service, "outcome": "completed"} for service in able]}
        if deed == "transfer":
            known = {errand["service"] for errand in ticket["errands"]}
            other = self.line.draw.choice([service for service in SERVICES if service not in known])
            return {"service": other, "reason": "办理事项有变"}
        return {"reason": "去复印"} if deed == "hold" else {}

    def _does(self, service: str) -> bool:
        window = self.line.look(f"/windows/{self.window}")
        return window is not None and service in window["services"]


class Management:
    """Reassigns windows in the middle of the day."""

    def __init__(self, line: Line, windows: dict[int, str]) -> None:
        self.line, self.windows = line, windows

    def act(self) -> None:
        window = self.line.draw.choice((4, 5, 16, 22))
        wanted = self.line.draw.choice((["*", "!exit-entry"], ["general", "pension", "tax"], ["property-transfer"]))
        self.line.do("reassign", f"/windows/{self.windows[window]}", {"services": wanted}, method="PATCH")


def signed_in(line: Line, user: dict[str, Any]) -> Line:
    """The line as this person's, once and for the whole run."""
    body = {"username": user["username"], "password": user["password"]}
    response = line.session.post(f"{line.base}/session", json=body, timeout=30)
    assert response.ok, response.text
    line.session.headers["X-CSRF-Token"] = response.json()["csrf_token"]
    return line


def tab_of(line: Line, twin: Line) -> Line:
    """Another line of the same person, as from a second tab."""
    twin.session.headers.update(line.session.headers)
    twin.session.cookies.update(line.session.cookies)
    return twin
