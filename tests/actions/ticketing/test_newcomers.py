"""What somebody is told who has no ticket yet: as many ahead as the ticket taken then says, wherever they look."""

from tests.halls import COUNTY, County, told


def test_every_list_says_what_the_ticket_will_say(county: County) -> None:
    county.open(3, 27)  # a comprehensive window and one for tax alone
    for services in (["tax"], ["tax", "company-open"], ["property-transfer"], ["exit-entry"]):
        county.issue(*services)
    county.issue("pension", needs_help=True)
    for service in ("tax", "company-open", "exit-entry", "collect"):
        listed = told(county.visitor.get(f"/halls/{COUNTY}/services"))["items"]
        near = told(county.visitor.get(f"/halls?service={service}"))["items"]
        one = next(each for each in listed if each["code"] == service)
        hall = next(each for each in near if each["code"] == COUNTY)
        ticket = county.issue(service)
        assert one["ahead"] == hall["ahead"] == ticket["ahead"], service
        assert one["waiting"] == hall["waiting"]
    assert [each["ahead"] for each in told(county.visitor.get("/halls"))["items"]] == [None] * 4
