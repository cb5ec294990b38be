"""The generated document says what the contract says, and what the doors do."""

import re
from typing import Any

import pytest

from tests.actions.booking.people import book
from tests.edges.schemas import Json, Schemas
from tests.halls import COUNTY, County, told

PREFIX = "/api/v1"
LIST = "items next"
TICKET = (
    "id hall day number state channel category errands issued_at effective_since credit_minutes credit_reason "
    "overtaken ahead wait windows window called_at calls seq"
)
WINDOW = "id hall number kind services state clerk ticket"
ISSUE = "services bundle channel category needs_help phone id_number name principals returns_from language"

# The contract: call | fields of its body or query | fields of its answer.
CONTRACT = f"""
GET /halls | near limit after | {LIST}
GET /halls/{{hall}} | | code name hours windows
GET /halls/{{hall}}/services | limit after | {LIST}
POST /halls/{{hall}}/tickets | {ISSUE} | {TICKET}
GET /tickets/{{ticket}} | | {TICKET}
DELETE /tickets/{{ticket}} | | {TICKET}
GET /tickets/{{ticket}}/why/{{number}} | | text
GET /halls/{{hall}}/tickets | number state limit after | {LIST}
POST /session | username password otp | user roles halls csrf_token
GET /session | | user roles halls csrf_token
DELETE /session | |
POST /windows/{{window}}/sign-in | | {WINDOW}
POST /windows/{{window}}/pause | reason | {WINDOW}
POST /windows/{{window}}/reopen | | {WINDOW}
POST /windows/{{window}}/sign-out | | {WINDOW}
POST /windows/{{window}}/hand-over | to | {WINDOW}
POST /windows/{{window}}/help | whom | {WINDOW}
POST /windows/{{window}}/call-next | | {TICKET}
POST /windows/{{window}}/call | ticket reason | {TICKET}
GET /windows/{{window}}/next | | ticket why
GET /windows/{{window}}/day | | served held
POST /tickets/{{ticket}}/recall | | {TICKET}
POST /tickets/{{ticket}}/start | | {TICKET}
POST /tickets/{{ticket}}/finish | errands | {TICKET}
POST /tickets/{{ticket}}/no-show | reason | {TICKET}
POST /tickets/{{ticket}}/hold | reason | {TICKET}
POST /tickets/{{ticket}}/resume | | {TICKET}
POST /tickets/{{ticket}}/transfer | window service reason | {TICKET}
POST /tickets/{{ticket}}/undo | | {TICKET}
POST /tickets/{{ticket}}/upgrade | category reason | {TICKET}
POST /tickets/{{ticket}}/requeue | | {TICKET}
POST /tickets/{{ticket}}/reprint | | {TICKET}
GET /halls/{{hall}}/board | | hall seq at windows queues waiting alarms
GET /halls/{{hall}}/journal | after limit | {LIST}
PATCH /windows/{{window}} | services kind state | {WINDOW}
POST /halls/{{hall}}/allocations | name windows | windows
GET /halls/{{hall}}/staff | limit after | {LIST}
POST /halls/{{hall}}/staff | username name password roles | username
GET /halls/{{hall}}/devices | | {LIST}
POST /halls/{{hall}}/devices | kind name | id token
GET /halls/{{hall}}/slots | service mode from to | {LIST}
POST /halls/{{hall}}/appointments | service mode slot name phone id_number principals | id code state slot
GET /appointments/{{appointment}} | | id code state slot
DELETE /appointments/{{appointment}} | | id code state slot
PATCH /appointments/{{appointment}} | slot mode | id code state slot
POST /halls/{{hall}}/check-in | code id_number phone last4 |
GET /halls/{{hall}}/appointments | day state limit after | {LIST}
GET /audit | limit after | {LIST}
"""
# Shapes inside the answers: schema | fields.
PARTS = """
ErrandAnswer | service state outcome
WaitAnswer | p10_minutes p50_minutes p90_minutes
JournalItem | seq at kind ticket window user data
SlotAnswer | id service mode start end capacity free
QueueAnswer | service waiting oldest_minutes wait open_windows
WaitingAnswer | number service effective_since state
AlarmAnswer | kind service window since text
EndingBody | service outcome missing note
PrincipalBody | id_number credit_code name services
Problem | type title status detail code errors
HallSummary | open_now waiting
ServiceAnswer | materials windows
"""


def table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]


@pytest.fixture(scope="module")
def document(one_county: County) -> Json:
    found: Json = told(one_county.visitor.get("/openapi.json"))
    return found


def operations(document: Json) -> list[tuple[str, str, Json]]:
    return [(method, path, one) for path, methods in document["paths"].items() for method, one in methods.items()]


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if "$ref" in value else set()
        return own.union(*(references(each) for each in value.values()))
    return set().union(*(references(each) for each in value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(("call", "asked", "answered"), table(CONTRACT), ids=lambda cell: str(cell)[:40])
def test_every_call_of_the_contract_is_there_with_its_fields(
    document: Json, call: str, asked: str, answered: str
) -> None:
    method, path = call.split()
    operation, schemas = document["paths"][PREFIX + path][method.lower()], Schemas(document)
    fields = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
    if "requestBody" in operation:
        fields |= schemas.of(operation["requestBody"]["content"]["application/json"]["schema"])["properties"].keys()
    assert set(asked.split()) <= fields
    good = [answer for status, answer in operation["responses"].items() if status in ("200", "201")]
    if answered:
        schema = schemas.of(good[0]["content"]["application/json"]["schema"])
        assert set(answered.split()) <= schema["properties"].keys()
        assert set(answered.split()) <= set(schema["required"]) | {"token", "next"}


@pytest.mark.parametrize(("name", "fields"), table(PARTS), ids=lambda cell: str(cell)[:20])
def test_every_shape_of_the_contract_has_its_fields(document: Json, name: str, fields: str) -> None:
    assert set(fields.split()) <= document["components"]["schemas"][name]["properties"].keys()


def test_the_document_is_whole(document: Json) -> None:
    assert document["openapi"].startswith("3.1")
    names = {reference.removeprefix("#/components/schemas/") for reference in references(document)}
    assert names <= document["components"]["schemas"].keys()
    ids = [operation["operationId"] for _method, _path, operation in operations(document)]
    assert sorted(set(ids)) == sorted(ids)
    for _method, path, operation in operations(document):
        named = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
        assert named == set(re.findall(r"\{(\w+)\}", path))
        assert operation["summary"]


def test_every_call_tells_how_it_refuses(document: Json) -> None:
    for method, path, operation in operations(document):
        refusals = {int(status): one for status, one in operation["responses"].items() if int(status) >= 400}
        assert {400, 404, 422, 429, 503} <= refusals.keys(), path
        assert (409 in refusals) or method == "get", path
        for one in refusals.values():
            assert one["content"]["application/problem+json"]["schema"]["$ref"].endswith("/Problem")


def test_every_call_that_is_not_public_names_what_it_needs(document: Json) -> None:
    for method, path, operation in operations(document):
        public = "security" not in operation
        assert public == ("x-permissions" not in operation), path
        assert public or {401, 403} <= {int(status) for status in operation["responses"]}
        unsafe_and_closed = method != "get" and not public
        headers = {each["name"] for each in operation["parameters"] if each["in"] == "header"}
        assert ("X-CSRF-Token" in headers) == unsafe_and_closed, path
        unrepeated = path.startswith(f"{PREFIX}/session") or path.endswith(
            (
                "/scan",
                "/speech",
                "/booking-standing",
                "/appointments/find",
                "/check-in/expected",
                "/plan/look",
                "/list.pdf",
            )
        )  # change nothing
        assert ("Idempotency-Key" in headers) == (method != "get" and not unrepeated), path


def test_every_request_refuses_fields_it_does_not_know(document: Json) -> None:
    for _method, path, operation in operations(document):
        if "requestBody" in operation:
            [body] = operation["requestBody"]["content"].values()
            assert Schemas(document).of(body["schema"])["additionalProperties"] is False, path


def test_real_answers_fit_the_document(county: County, document: Json) -> None:
    county.open(27)
    county.issue("tax", name="张三", phone="13800138000")
    held = county.serve(27)
    told(county.clerk(27).does("hold", held))
    county.issue(bundle="birth", needs_help=True)
    ticket = county.issue("tax")
    called = county.call(27)
    made = book(county, "2026-11-23 15:00", phone="13800138000")
    asked = [
        (county.visitor, "/halls", "/halls"),
        (county.visitor, "/halls/{hall}", f"/halls/{COUNTY}"),
        (county.visitor, "/halls/{hall}/services", f"/halls/{COUNTY}/services"),
        (county.visitor, "/tickets/{ticket}", f"/tickets/{ticket['id']}"),
        (county.visitor, "/tickets/{ticket}/why/{number}", f"/tickets/{ticket['id']}/why/{called['number']}"),
        (county.greeter, "/halls/{hall}/tickets", f"/halls/{COUNTY}/tickets"),
        (county.manager, "/halls/{hall}/board", f"/halls/{COUNTY}/board"),
        (county.manager, "/halls/{hall}/journal", f"/halls/{COUNTY}/journal"),
        (county.clerk(27), "/windows/{window}/next", f"/windows/{county.windows[27]}/next"),
        (county.clerk(27), "/windows/{window}/day", f"/windows/{county.windows[27]}/day"),
        (county.clerk(27), "/session", "/session"),
        (county.visitor, "/halls/{hall}/slots", f"/halls/{COUNTY}/slots?service=pension"),
        (county.visitor, "/appointments/{appointment}", f"/appointments/{made['id']}"),
        (county.greeter, "/halls/{hall}/appointments", f"/halls/{COUNTY}/appointments"),
        (county.person("admin"), "/halls/{hall}/staff", f"/halls/{COUNTY}/staff"),
        (county.person("admin"), "/halls/{hall}/devices", f"/halls/{COUNTY}/devices"),
        (county.person("auditor"), "/audit", "/audit"),
    ]
    schemas = Schemas(document)
    for somebody, path, asked_path in asked:
        answers = document["paths"][PREFIX + path]["get"]["responses"]["200"]
        answer = told(somebody.get(asked_path))
        assert list(schemas.misfits(answers["content"]["application/json"]["schema"], answer)) == [], path


def test_a_page_shows_the_document_to_people(one_county: County) -> None:
    response = one_county.visitor.client.get("/api/docs")
    assert response.status_code == 200
    page = response.get_data(as_text=True)
    assert "/api/v1/halls/{hall}/tickets" in page
    assert "StaffTicket" in page
