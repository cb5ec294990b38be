"""The pages of staff and whom they are for, as the browser code says it, held to the permissions of the server."""

from hall.staff.permissions import PERMISSIONS, Permission, Role
from tests.rules.browser_code import called

PLACES = "staff/places"
# What a page asks of the server's doors first: without one of these it would be refused.
NEEDS = {
    "desk": {Permission.DUTY},
    "greeter": {Permission.EMERGENCY},
    "appointments": {Permission.DESK},
    "prereview": {Permission.PREREVIEW},
    "escalations": {Permission.ESCALATE, Permission.ESCALATIONS, Permission.ANSWER},
    "board": {Permission.BOARD},
    "reviews": {Permission.REVIEWS},
    "counts": {Permission.STATISTICS},
    "carriers": {Permission.BOARD, Permission.SETTINGS},
    "floor": {Permission.NOTICES},
}


def test_a_page_is_for_those_whom_its_doors_let_in() -> None:
    asked = [(place, role) for place in NEEDS for role in Role]
    said = called(PLACES, "mayOpen", *([place, {"roles": [role.value]}] for place, role in asked))
    let_in = [bool(PERMISSIONS[role] & NEEDS[place]) for place, role in asked]
    assert dict(zip(asked, said, strict=True)) == dict(zip(asked, let_in, strict=True))


def test_the_journal_is_asked_for_by_those_who_may_read_it() -> None:
    said = called(PLACES, "mayReadJournal", *([{"roles": [role.value]}] for role in Role))
    assert said == [Permission.JOURNAL in PERMISSIONS[role] for role in Role]


def test_the_ledger_has_a_part_for_those_whom_it_is_for() -> None:
    roles = [[role.value] for role in Role]
    parts = called("escalations/state", "partOf", *([{"roles": each}] for each in roles))
    open_to = called(PLACES, "mayOpen", *(["escalations", {"roles": each}] for each in roles))
    assert [part is not None for part in parts] == open_to


AFTER: list[tuple[list[str], str | None, str]] = [
    (["clerk"], None, "/desk"),
    (["greeter"], None, "/greeter"),
    (["greeter", "clerk"], None, "/desk"),
    (["manager", "clerk"], None, "/manage"),
    (["county"], None, "/manage"),
    (["admin"], None, "/manage/carriers"),
    (["admin", "manager"], None, "/manage"),
    (["escalation"], None, "/escalations"),
    (["department", "clerk"], None, "/escalations"),
    (["auditor"], None, "/desk"),
    (["manager"], "/escalations?hall=zhouzhi&record=7", "/escalations?hall=zhouzhi&record=7"),
    (["clerk"], "/manage/carriers", "/manage/carriers"),
    (["clerk"], "//elsewhere.test/desk", "/desk"),
    (["clerk"], "https://elsewhere.test/?/desk", "/desk"),
    (["clerk"], "/desk/../api/v1/session", "/desk"),
    (["clerk"], "", "/desk"),
]


def test_after_signing_in_one_goes_on_where_one_was_or_begins_at_ones_own() -> None:
    asked = [[{"roles": roles}, where] for roles, where, _address in AFTER]
    assert called(PLACES, "addressAfter", *asked) == [address for _roles, _where, address in AFTER]
