"""One-time notices: what was told, who came back with it, and what was told too late (一次性告知)."""

from urllib.parse import quote

import pytest

from tests.halls import ADULT, COUNTY, YOUNG, County, Json, refused, told

FIRST, SECOND = ["营业执照副本", "公章"], ["公章", "法定代表人身份证"]


@pytest.fixture(autouse=True)
def window(county: County) -> None:
    county.open(27, 28)


def lacking(county: County, missing: list[str], number: int = 27, **wish: str) -> Json:
    """A visit that ended with these materials missing."""
    ticket = county.issue("tax", **wish)
    county.serve(number)
    told(county.finish(number, ticket, "incomplete", missing=missing))
    return ticket


def figures(county: County, by: str = "hall") -> Json:
    found: Json = told(county.manager.get(f"/halls/{COUNTY}/one-time-notices/figures?by={by}"))
    return found


def counts(group: Json) -> list[int]:
    return [group["counts"][name] for name in ("told", "returned", "credited", "told_again", "not_told_first")]


def warned(county: County) -> list[Json]:
    return [alarm for alarm in county.look() if alarm["kind"] == "told_again"]


def test_what_was_not_told_first_is_on_record_and_the_manager_knows(county: County) -> None:
    first = lacking(county, FIRST)
    second = lacking(county, SECOND, 28, returns_from=first["id"])
    [entry] = county.journal("ticket_told_again")
    assert (entry.ticket, entry.data["first"], entry.data["untold"]) == (second["id"], first["id"], 1)
    assert all(text not in str(entry.data) for text in SECOND)
    [alarm] = warned(county)
    assert (alarm["service"], alarm["window"]) == ("tax", 28)
    assert "1项" in alarm["text"]["zh"]
    assert first["number"] in alarm["text"]["zh"]


def test_the_desk_the_phone_and_both_visits_say_what_was_told_when_and_by_whom(county: County) -> None:
    first = lacking(county, FIRST)
    back = county.issue("tax", returns_from=first["id"])
    assert [(one["number"], one["texts"], one["by"]) for one in county.see(back)["told_before"]] == [
        (first["number"], FIRST, "27号窗口")
    ]
    seen = county.serve(28)
    assert [(note["number"], note["text"], note["by"], note["untold"]) for note in seen["notes"]] == [
        (first["number"], "营业执照副本；公章", "27号窗口", None)
    ]
    after = told(county.finish(28, back, "incomplete", missing=SECOND))
    assert [(note["number"], note["untold"]) for note in after["notes"]] == [
        (first["number"], None),
        (back["number"], 1),
    ]
    [mine] = county.see(back)["told"]
    assert (mine["texts"], mine["untold"], mine["by"]) == (SECOND, ["法定代表人身份证"], "28号窗口")


def test_what_is_still_missing_was_told_and_warns_nobody(county: County) -> None:
    first = lacking(county, FIRST)
    lacking(county, ["公章。"], returns_from=first["id"])
    assert [entry.data["untold"] for entry in county.journal("ticket_told_again")] == [0]
    assert warned(county) == []
    assert counts(figures(county)["all"]) == [1, 1, 1, 1, 0]


def test_everything_told_on_any_earlier_visit_was_told(county: County) -> None:
    first = lacking(county, FIRST)
    second = lacking(county, SECOND, returns_from=first["id"])
    lacking(county, [*FIRST, *SECOND], returns_from=second["id"])
    assert [entry.data["untold"] for entry in county.journal("ticket_told_again")] == [1, 0]
    [notice] = told(county.manager.get(f"/halls/{COUNTY}/one-time-notices"))["items"]
    assert [(later["untold"], later["by"]) for later in notice["later"]] == [(1, "27号窗口"), (0, "27号窗口")]


def test_who_forgot_the_paper_is_known_by_the_number_within_the_days_of_the_notice(county: County) -> None:
    lacking(county, FIRST, id_number=ADULT)
    lacking(county, SECOND, id_number=YOUNG)
    assert county.journal("ticket_told_again") == []
    lacking(county, SECOND, id_number=ADULT)
    assert [entry.data["untold"] for entry in county.journal("ticket_told_again")] == [1]
    county.wait(days=14)
    county.open(27, 28)
    lacking(county, ["另一件事"], id_number=YOUNG)
    assert len(county.journal("ticket_told_again")) == 1, "after a fortnight it is another matter"


def test_a_stranger_who_types_a_number_learns_nothing_of_earlier_visits(county: County) -> None:
    lacking(county, FIRST, id_number=ADULT)
    typed = county.issue("tax", by=county.visitor, channel="phone", id_number=ADULT)
    assert county.see(typed)["told_before"] == []


def test_a_matter_that_was_done_in_between_begins_anew(county: County) -> None:
    lacking(county, FIRST, id_number=ADULT)
    done = county.issue("tax", id_number=ADULT)
    county.serve(27)
    told(county.finish(27, done))
    lacking(county, SECOND, id_number=ADULT)
    assert county.journal("ticket_told_again") == []


def test_a_finish_that_is_taken_back_takes_the_warning_with_it(county: County) -> None:
    first = lacking(county, FIRST)
    second = lacking(county, SECOND, returns_from=first["id"])
    assert len(warned(county)) == 1
    told(county.clerk(27).does("undo", second))
    assert warned(county) == []
    assert counts(figures(county)["all"]) == [1, 1, 1, 0, 0]
    told(county.finish(27, second, "incomplete", missing=FIRST))
    assert (warned(county), counts(figures(county)["all"])) == ([], [1, 1, 1, 1, 0])


def test_the_warning_stands_until_the_manager_has_seen_it_even_over_night(county: County) -> None:
    first = lacking(county, FIRST)
    lacking(county, SECOND, returns_from=first["id"])
    county.wait(days=1)
    [alarm] = warned(county)
    told(county.manager.post(f"/alarms/{alarm['id']}/acknowledge"))
    assert len(warned(county)) == 1
    county.wait(minutes=6)
    assert warned(county) == []


def test_what_was_told_too_late_falls_to_whoever_told_first_and_every_figure_has_its_rows(county: County) -> None:
    first = lacking(county, FIRST, 27)
    other = lacking(county, FIRST, 28)
    lacking(county, SECOND, 28, returns_from=first["id"])
    back = county.issue("tax", returns_from=other["id"])
    county.serve(27)
    told(county.finish(27, back))
    whole = figures(county)["all"]
    assert (counts(whole), whole["told_whole"]) == ([2, 2, 2, 1, 1], 0.5)
    people = {group["key"]: counts(group) for group in figures(county, "person")["items"]}
    assert people == {"clerk27": [1, 1, 1, 1, 1], "clerk28": [1, 1, 1, 0, 0]}
    for by in ("service", "department", "window"):
        groups = [counts(group) for group in figures(county, by)["items"]]
        assert [sum(column) for column in zip(*groups, strict=True)] == counts(whole)
    for by in ("service", "department", "window", "person"):
        for group in figures(county, by)["items"]:
            for name, count in group["counts"].items():
                path = f"/halls/{COUNTY}/one-time-notices?counted={name}&{by}={quote(group['key'])}"
                assert len(told(county.manager.get(path))["items"]) == count, (by, group["key"], name)
    for name, count in whole["counts"].items():
        rows = told(county.manager.get(f"/halls/{COUNTY}/one-time-notices?counted={name}"))["items"]
        assert len(rows) == count, name
    page = told(county.manager.get(f"/halls/{COUNTY}/one-time-notices?limit=1"))
    rest = told(county.manager.get(f"/halls/{COUNTY}/one-time-notices?limit=1&after={page['next']}"))
    assert [page["items"][0]["number"], rest["items"][0]["number"]] == [other["number"], first["number"]]
    assert rest["next"] is None


def test_nobody_back_means_no_rate(county: County) -> None:
    lacking(county, FIRST)
    assert figures(county)["all"]["told_whole"] is None
    refused(county.manager.get(f"/halls/{COUNTY}/one-time-notices?counted=nonsense"), "invalid", 422)
