"""The doors of carriers: an address goes in and never comes out."""

import pytest
import sqlalchemy as sa

from hall.journal.audit import audit_entries
from hall.notify.courier import Courier
from hall.notify.models import CARRIERS
from tests.edges.carriers.post import CARRIERS_PATH, PHONE, Post, add, called_with_phone, outbox, said
from tests.halls import TOWN, County, refused, told
from tests.receiver import Gateway


def test_an_address_goes_in_and_never_comes_out(
    county: County, gateway: Gateway, courier: Courier, caplog: pytest.LogCaptureFixture
) -> None:
    secret = gateway.address + "&+Token=swordfish"
    added = add(county, secret)
    assert added == {
        "id": added["id"],
        "name": "短信网关",
        "audience": "visitors",
        "department": None,
        "scheme": "json",
        "service": "JSON",
        "added_at": "2026-11-23T02:00:00.000000Z",
        "waiting": 0,
        "delivered_at": None,
        "failed_at": None,
        "failing_since": None,
    }
    post = Post(county, courier)
    called_with_phone(county)
    gateway.status = 500
    post.go()
    gateway.status = 204
    county.wait(seconds=3)
    Post(county, courier).go()
    with county.database.reading() as connection:
        trail = [entry for entry in audit_entries(connection) if entry.kind.startswith("carrier_")]
        [stored] = connection.execute(sa.select(CARRIERS.c.address)).scalars()
    assert [entry.data["scheme"] for entry in trail] == ["json"]
    listed = told(county.person("admin").get(CARRIERS_PATH))
    for place in (str(county.rows()), str(county.journal()), str(listed), caplog.text, stored.decode("latin-1")):
        assert "swordfish" not in place
        assert PHONE not in place
    assert outbox(county)[0]["phone"] is None, "it is needed no longer"


def test_a_carrier_is_tried_with_a_message_of_its_own(county: County, gateway: Gateway, courier: Courier) -> None:
    admin, post = county.person("admin"), Post(county, courier)
    visitors, staff = add(county, gateway.address), add(county, gateway.staff_address, "staff")
    refused(admin.post(f"{CARRIERS_PATH}/{visitors['id']}/try", {"phone": "12"}), "wrong_phone", 422)
    assert told(admin.post(f"{CARRIERS_PATH}/{visitors['id']}/try", {"phone": PHONE}))["waiting"] == 1
    told(admin.post(f"{CARRIERS_PATH}/{staff['id']}/try", {}))
    post.go()
    assert sorted(item["path"] for item in gateway.items) == ["/group", "/sms"]
    assert said(gateway) == ["这是一条测试通知，无需处理。"]
    [shown, _other] = told(admin.get(CARRIERS_PATH))["items"]
    assert (shown["waiting"], shown["failed_at"], shown["delivered_at"]) == (0, None, "2026-11-23T02:00:00.000000Z")


def test_what_no_carrier_understands_is_refused(county: County) -> None:
    body = {"name": "群", "audience": "staff", "address": "nonsense://swordfish"}
    problem = refused(county.person("admin").post(CARRIERS_PATH, body), "invalid", 422)
    assert [each["field"] for each in problem["errors"]] == ["address"]
    assert "swordfish" not in str(problem)
    county.house.courier.stop()
    refused(county.person("admin").post(CARRIERS_PATH, body), "carriers_unavailable", 503)


def test_a_carrier_of_staff_may_be_a_departments_own(county: County, gateway: Gateway) -> None:
    admin = county.person("admin")
    told_of = told(admin.get(CARRIERS_PATH))
    departments, names = told_of["departments"], told_of["department_names"]
    assert names["县资源规划局"] == {"zh": "县资源规划局", "en": "County Natural Resources and Planning Bureau"}
    assert "县资源规划局" in departments
    added = add(county, gateway.staff_address, "staff", department="县资源规划局")
    assert added["department"] == "县资源规划局"
    for audience, address in (("staff", gateway.staff_address), ("visitors", gateway.address)):
        department = "没有的局" if audience == "staff" else "县资源规划局"
        body = {"name": "群", "audience": audience, "address": address, "department": department}
        problem = refused(admin.post(CARRIERS_PATH, body), "invalid", 422)
        assert [each["field"] for each in problem["errors"]] == ["department"]
    assert [each["id"] for each in told(county.manager.get(CARRIERS_PATH))["items"]] == [added["id"]]


def test_another_halls_carrier_is_not_there(county: County, gateway: Gateway) -> None:
    added = add(county, gateway.staff_address, "staff")
    admin = county.person("admin")
    for method, path in (("DELETE", added["id"]), ("POST", f"{added['id']}/try")):
        body = {} if method == "POST" else None
        refused(admin.send(method, f"/halls/{TOWN}/carriers/{path}", body), "carrier_not_found", 404)
    told(admin.send("DELETE", f"{CARRIERS_PATH}/{added['id']}"), 204)
    refused(admin.send("DELETE", f"{CARRIERS_PATH}/{added['id']}"), "carrier_not_found", 404)
