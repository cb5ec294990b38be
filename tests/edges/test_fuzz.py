"""The whole API asked at random: never a 5xx, never an answer that the document does not foretell."""

import json
import re
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from hall.catalogue.categories import Category
from hall.edge.openapi import openapi_document
from hall.edge.uploads import MULTIPART
from tests.actions.booking.people import slots as open_slots
from tests.actions.booking.people import try_book
from tests.edges.schemas import ANYTHING, TEXT, Json, Schemas, mostly
from tests.halls import ADULT, COMPANY, COUNTY, SENIOR, TOWN, Built, County, Somebody, opened, told
from tests.sent_in import photo

WINDOWS = (3, 27, 31)
PEOPLE = ("visitor", "kiosk", "clerk03", "clerk27", "clerk31", "greeter", "manager", "county", "admin", "security")
# Who usually asks at an address with this in it; the first that fits.
USUAL = {
    "/staff": ("admin", "security"),
    "/devices": ("admin",),
    "/windows/{window}/": ("clerk03", "clerk27", "clerk31"),
    "/tickets/{ticket}/": ("clerk03", "clerk27", "clerk31", "greeter"),
    "/windows": ("manager",),
    "/halls/{hall}/tickets": ("greeter", "kiosk", "manager"),
    "/halls/{hall}/": ("manager",),
    "/": PEOPLE,
}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="window-3" width="1" height="1"/></svg>'
# Stands for a ticket or window that is only known once the hall is open: the n-th that there is.
STAND_IN = re.compile(r"@(ticket|window|slot|appointment)(\d)")

tickets, windows, slots, appointments = (
    st.integers(0, 5).map(f"@{kind}{{}}".format) for kind in ("ticket", "window", "slot", "appointment")
)
services = st.sampled_from(["tax", "pension", "household", "property-transfer", "*", "!tax"])
POOLS: dict[str, st.SearchStrategy[str]] = {
    "hall": st.sampled_from([COUNTY, COUNTY, COUNTY, TOWN]),
    "ticket": tickets,
    "window": windows,
    "appointment": appointments,
    "slot": slots,
    "returns_from": tickets,
    "services": services,
    "service": services,
    "bundle": st.sampled_from(["birth", "second-hand-home"]),
    "number": st.sampled_from(["H001", "H002", "D001", "H0001", "h001"]),
    "username": st.sampled_from(["clerk04", "greeter", "admin", "new-clerk"]),
    "to": st.sampled_from(["clerk04", "clerk05", "greeter"]),
    "id_number": st.sampled_from([ADULT, SENIOR, ADULT[:-1]]),
    "credit_code": st.just(COMPANY),
    "phone": st.sampled_from(["13800138000", "1"]),
    "code": st.one_of(tickets, st.sampled_from([ADULT, SENIOR, ADULT[:-1], "H001", "h1", "/t/x", "张三|男|" + ADULT])),
    "paper": st.sampled_from(["1", "003", "YJ3", "A001", "", "10000"]),
    "given_at": st.sampled_from(["2026-11-23T01:30:00Z", "2026-11-22T01:30:00+08:00", "9999-12-31T23:59:59-14:00"]),
    "category": st.sampled_from(list(Category)),
    "until": st.sampled_from(["2026-11-23T03:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]),
    "door_code": st.sampled_from(["69e6b0a7-" + "0" * 32, "ffffffffff-" + "f" * 32]),
    "svg": st.sampled_from([DRAWING, DRAWING.replace("rect", "script"), "<svg"]),
    "near": st.sampled_from(["34.1,108.2", "nan,1", "1e400,1", "91,0", ","]),
}
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept-Language": st.sampled_from(["en", "zh", "fr;q=x", "*", ",;,"]),
        "Idempotency-Key": st.sampled_from(["k" * 22, "o" * 22, "short", " ", "k" * 300]),
        "X-CSRF-Token": st.just("x"),
    },
)


class Ask(NamedTuple):
    """One request: by whom, of which operation, with which path values, query or body, and headers."""

    who: str
    method: str
    path: str
    places: Json
    given: Any
    headers: Json
    form: bool = False


class Asker:
    """Makes requests to every operation of a document alike, most of them sensible."""

    def __init__(self, document: Json) -> None:
        self.paths, self.schemas = document["paths"], Schemas(document)
        self.operations = [
            self._of_operation(path, method, operation)
            for path, methods in self.paths.items()
            for method, operation in methods.items()
        ]

    def _of_operation(self, path: str, method: str, operation: Json) -> st.SearchStrategy[Ask]:
        texts = TEXT.filter(lambda text: text.strip("./ ") != "")
        names = re.findall(r"\{(\w+)\}", path)
        places = {name: mostly(POOLS.get(name, texts), texts) for name in names}
        usual = next(people for part, people in USUAL.items() if part in path)
        who = mostly(st.sampled_from(usual), st.sampled_from(PEOPLE))
        given, form = self._given(operation), MULTIPART in operation.get("requestBody", {}).get("content", {})
        where = (st.just(method), st.just(path), st.fixed_dictionaries(places))
        return st.builds(Ask, who, *where, given, HEADERS, st.just(form))

    def _given(self, operation: Json) -> st.SearchStrategy[Any]:
        if "requestBody" in operation:
            [body] = operation["requestBody"]["content"].values()
            return mostly(self.schemas.values(body["schema"], POOLS), ANYTHING)
        asked = [each for each in operation["parameters"] if each["in"] == "query"]
        query = {each["name"]: self.schemas.values(each["schema"], POOLS, each["name"]) for each in asked}
        plain = st.fixed_dictionaries({}, optional=query)
        return mostly(plain, st.fixed_dictionaries({"more": ANYTHING}, optional=query))

    def undocumented(self, ask: Ask, response: TestResponse) -> list[str]:
        """What of an answer the document does not foretell."""
        answers, status = self.paths[ask.path][ask.method]["responses"], str(response.status_code)
        silent = status == "503" and ask.path.endswith("/speech")  # this house has no voice, and says so
        if (response.status_code >= 500 and not silent) or status not in answers:
            return [f"{status} {response.get_data(as_text=True)[:300]}"]
        content = answers[status].get("content", {})
        if not content:
            return [] if response.get_data() == b"" else [f"{status} has a body"]
        if response.mimetype not in content:
            return [f"{status} is {response.mimetype}"]
        if not response.is_json and response.mimetype != "application/problem+json":
            return [] if response.get_data() else [f"{status} is an empty file"]
        return list(self.schemas.misfits(content[response.mimetype]["schema"], response.get_json()))


@st.composite
def asks_of(draw: st.DrawFn, asker: Asker) -> list[Ask]:
    """A handful of requests, one after the other."""
    chosen = st.integers(0, len(asker.operations) - 1)
    return [draw(asker.operations[draw(chosen)]) for _ in range(draw(st.integers(15, 30)))]


class Floor:
    """A hall with a ticket in every state, and somebody who asks it things."""

    def __init__(self, county: County) -> None:
        self.county = county
        county.open(*WINDOWS)
        done, held, passed = (county.issue("tax", name="张三") for _ in range(3))
        county.serve(27)
        told(county.finish(27, done))
        county.serve(27)
        told(county.clerk(27).does("hold", held))
        county.pass_over(27)
        serving, called, waiting = (county.issue("tax", "pension") for _ in range(3))
        county.serve(27)
        county.call(3)
        self.tickets = [waiting, called, serving, held, passed, done]
        self.slots = open_slots(county)[:6]
        booked = [told(try_book(county, slot, phone=f"1380013800{at}"), 201) for at, slot in enumerate(self.slots[:3])]
        kept = [
            told(try_book(county, slot, phone=f"1380013800{at}", reserve=True), 201)
            for at, slot in enumerate(self.slots[3:], 3)
        ]
        looked_at = open_slots(county, mode="pre_review")[0]
        kept.append(told(try_book(county, looked_at, phone="13800138009", materials=["身份证"]), 201))
        self.appointments = booked[1:] + kept

    def send(self, ask: Ask) -> TestResponse:
        path = ask.path
        for name, value in ask.places.items():
            path = path.replace("{" + name + "}", quote(self.known(value), safe="", errors="surrogatepass"))
        somebody = self.somebody(ask.who)
        if ask.method == "get":
            pairs = {name: str(value).encode(errors="surrogatepass") for name, value in dict(ask.given).items()}
            asked: Json = {"query_string": urlencode(pairs)}
        elif ask.form and isinstance(ask.given, dict):
            asked = {"data": self.known_form(ask.given), "content_type": MULTIPART}
        else:
            asked = {"data": self.known(json.dumps(ask.given)), "content_type": "application/json"}
        headers = {**somebody.headers, **ask.headers}
        return somebody.client.open(path, method=ask.method.upper(), headers=headers, **asked)

    def somebody(self, who: str) -> Somebody:
        return {"visitor": self.county.visitor, "kiosk": self.county.kiosk}.get(who) or self.county.person(who)

    def known_form(self, given: Json) -> Json:
        """A form with the fields given; what is called `file` is sent as one, mostly a photograph."""
        fields = {_plain(name): _plain(self.known(str(value))) for name, value in given.items()}
        sent = fields.pop("file", None)
        if sent is None:
            return fields
        return {**fields, "file": (BytesIO(photo() if len(sent) % 3 else sent.encode()), "photo.jpg")}

    def known(self, text: str) -> str:
        """`text` with real ids for their stand-ins."""
        ids = {
            "ticket": [ticket["id"] for ticket in self.tickets],
            "slot": [slot["id"] for slot in self.slots],
            "appointment": [each["id"] for each in self.appointments],
            "window": [self.county.windows[number] for number in (*WINDOWS, 4, 5, 6)],
        }
        return STAND_IN.sub(lambda found: ids[found[1]][int(found[2])], text)


def _plain(text: str) -> str:
    """Without what a form cannot carry."""
    return text.encode(errors="replace").decode()


@pytest.fixture(scope="module")
def asker(one_county: County) -> Asker:
    return Asker(openapi_document(one_county.house.endpoints))


# Thousands of values are drawn: measured, that alone takes minutes.
@pytest.mark.no_cover
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink would take minutes; each request is short
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_nothing_that_is_asked_breaks_the_house(built: Built, asker: Asker, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(built, Path(folder)) as county:
        floor = Floor(county)
        for ask in data.draw(asks_of(asker)):
            with floor.send(ask) as response:  # a server closes the file that it has sent
                assert asker.undocumented(ask, response) == [], ask


def test_the_fuzz_would_notice_an_error_and_an_answer_out_of_shape(county: County, asker: Asker) -> None:
    ask = Ask("visitor", "get", "/api/v1/halls", {}, {}, {})
    good = Floor(county).send(ask)
    assert asker.undocumented(ask, good) == []
    answer = good.get_json()
    for spoiled, status in ((b"{}", 200), (json.dumps({**answer, "more": 1}).encode(), 200), (good.get_data(), 500)):
        response = TestResponse([spoiled], str(status), good.headers, good.request)
        assert asker.undocumented(ask, response) != []
