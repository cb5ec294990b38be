"""Both ledgers and the list of help before every role and a stranger: what they are told of whom, in which record."""

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.actions.escalation.ledger import LAND, MARKET, Ledger
from tests.halls import ADULT, COUNTY, TOWN_CLERK, Built, County, Json, Somebody, opened, told

NAME, PHONE, ADDRESS = "司马翠花", "13700001234", "无量山路十八号"
WORDS = "窗口让我多跑了三趟"
ORDER = "ZZ-7"
ROLES = (
    *("greeter", "clerk03", "clerk27", "escalation", "department", "manager", "county"),
    *("admin", "security", "auditor", TOWN_CLERK),
)
# Whom each door of reading lets in, with the record assigned to the department and about clerk27.
READERS = {
    "/halls/{hall}/escalations": {"escalation", "department", "manager", "county"},
    "/escalations/{escalation}": {"visitor", "escalation", "department", "manager", "county"},
    "/halls/{hall}/hotline-orders/{order}": {"escalation", "department", "manager", "county"},
    "/halls/{hall}/reviews": {"manager"},
    "/halls/{hall}/reviews/figures": {"manager", "county"},
    "/reviews/{review}": {"manager"},
    "/reviews/{review}/records": {"manager"},
    "/halls/{hall}/assistance": {"greeter", "clerk03", "clerk27", "manager"},
    "/halls/{hall}/assistance/figures": {"greeter", "clerk03", "clerk27", "manager", "county"},
    "/assistance/{assistance}": {"visitor", *ROLES},
    "/halls/{hall}/one-time-notices": {"manager", "county"},
    "/halls/{hall}/one-time-notices/figures": {"manager", "county"},
}
# Whom each door of unmasking lets in, and what it needs.
UNMASKING: dict[str, tuple[set[str], Json]] = {
    "/escalations/{escalation}/reporter": ({"escalation", "department", "manager", "county"}, {"reason": "回访"}),
    "/reviews/{review}/unmask": ({"manager"}, {"purpose": "verify"}),
    "/assistance/{assistance}/asker": ({"greeter", "clerk03", "clerk27", "manager"}, {"reason": "上门"}),
}


class Seeded(NamedTuple):
    """A hall with one of each, all of the same person, and what stands in the place of the paths' names."""

    county: County
    places: dict[str, str]

    def path(self, path: str) -> str:
        return path.format(**self.places)

    def who(self, name: str) -> Somebody:
        return self.county.visitor if name == "visitor" else self.county.person(name)


@pytest.fixture(scope="module")
def seeded(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    with opened(built, tmp_path_factory.mktemp("ledgers")) as county:
        ledger = Ledger(county)
        county.open(27)
        county.issue("tax", name=NAME, phone=PHONE, id_number=ADULT)
        ticket = county.serve(27)
        told(county.finish(27, ticket, "incomplete", missing=["公章"]))
        told(county.visitor.post(f"/tickets/{ticket['id']}/review", {"rating": "dissatisfied", "text": WORDS}), 201)
        [review] = told(county.manager.get(f"/halls/{COUNTY}/reviews"))["items"]
        record = told(county.manager.post(f"/reviews/{review['id']}/escalate"), 201)
        ledger.does(ledger.officer, record, "accept", case_class="B", cause="process")
        ledger.does(ledger.officer, record, "assign", department=LAND)
        told(ledger.officer.post(f"/escalations/{record['id']}/hotline-order", {"order": ORDER}))
        home = {"venue": "home", "name": NAME, "phone": PHONE, "address": ADDRESS}
        help_ = told(county.visitor.post(f"/halls/{COUNTY}/assistance", home), 201)
        places = {"hall": COUNTY, "escalation": record["id"], "review": review["id"], "assistance": help_["id"]}
        places["order"] = ORDER
        yield Seeded(county, places)


@pytest.mark.parametrize("who", ["visitor", *ROLES])
@pytest.mark.parametrize("door", READERS)
def test_whoever_may_read_is_told_nobodys_whole_name_phone_number_or_address(
    seeded: Seeded, door: str, who: str
) -> None:
    response = seeded.who(who).get(seeded.path(door))
    assert (response.status_code == 200) == (who in READERS[door]), (response.status_code, response.get_json())
    assert response.status_code in (200, 401, 403)
    said = json.dumps(response.get_json(), ensure_ascii=False)
    for secret in (NAME, PHONE, ADULT, ADDRESS):
        assert secret not in said
    if door.startswith(("/halls/{hall}/reviews", "/reviews")):
        assert WORDS not in said, "the visitor's words are read by a press of their own"


@pytest.mark.parametrize("who", ["visitor", *ROLES])
@pytest.mark.parametrize("door", UNMASKING)
def test_whoever_reads_it_unmasked_stands_in_the_trail_and_nobody_else_reads_it(
    seeded: Seeded, door: str, who: str
) -> None:
    auditor, (allowed, body) = seeded.county.person("auditor"), UNMASKING[door]
    before = len(told(auditor.get("/audit?limit=200"))["items"])
    response = seeded.who(who).post(seeded.path(door), body)
    assert (response.status_code == 200) == (who in allowed), response.get_json()
    trail = told(auditor.get("/audit?limit=200"))["items"]
    if who in allowed:
        assert PHONE in response.get_data(as_text=True)
        assert len(trail) == before + 1
        assert [line["user"] for line in trail if line["kind"] == "unmasked"].count(who) >= 1
    else:
        assert response.status_code in (401, 403)
        assert len(trail) == before


def test_a_department_sees_its_own_records_and_no_others(seeded: Seeded) -> None:
    county, department = seeded.county, seeded.county.person("department")
    officer, admin = county.person("escalation"), county.person("admin")
    report = {"source": "online", "description": "办不成"}
    record = told(county.visitor.post(f"/halls/{COUNTY}/escalations", report), 201)
    told(admin.post(f"/halls/{COUNTY}/departments", {"department": MARKET, "members": ["department"]}))
    for step, body in (("accept", {"case_class": "B", "cause": "process"}), ("assign", {"department": MARKET})):
        told(officer.post(f"/escalations/{record['id']}/{step}", body))
    numbers = {one["number"]: one["owner"] for one in told(department.get(f"/halls/{COUNTY}/escalations"))["items"]}
    assert numbers.pop(record["number"]) == MARKET
    assert set(numbers.values()) == {LAND}
    told(admin.post(f"/halls/{COUNTY}/departments", {"department": MARKET, "members": []}))
    assert department.get(f"/escalations/{record['id']}").status_code == 403
    assert department.post(f"/escalations/{record['id']}/sign").status_code == 403
    left = told(department.get(f"/halls/{COUNTY}/escalations"))["items"]
    assert record["number"] not in [one["number"] for one in left]
