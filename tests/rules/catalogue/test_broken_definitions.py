"""Broken definitions: every problem is told with its place and line, and none hides another."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.reading.check import examine, sound_definition
from hall.catalogue.reading.lines import line_numbers
from hall.errors import DefinitionInvalid
from tests.rules.catalogue.definitions import SMALL, changed, errors, examined

BOOKING = "[halls.booking]\nshare = 0.5"
ZONE = "halls[town].zones[main].code"

# What stands in the file, what stands there instead, where it is told, on which line, and a part of what is told.
BROKEN = [
    # the file
    ("format = 1", "format = 2", "format", 1, "reads format 1 only"),
    ("format = 1", "format = true", "format", 1, "reads format 1 only"),
    ("format = 1\n", "", "format", None, "is missing"),
    ("format = 1", "format = 1\nauthor = 'me'", "author", 2, "is not known"),
    ("[[notices]]", "[[notice]]", "notice", 55, "did you mean notices?"),
    ("[[bundles]]", "[bundles]", "bundles", 20, "must be a list, not a table"),
    # services
    ('code = "pension"\n', "", "services[#1].code", 3, "is missing"),
    ('code = "pension"', 'code = "Pension 1"', "services[Pension 1].code", 4, "is not a code"),
    ('code = "pension"', 'code = "household"', "services[household].code", 12, "for the second time"),
    ('code = "pension"', "code = 7", "services[7].code", 4, "must be a text, not a whole number"),
    ('prefix = "D"', 'prefix = "d"', "services[pension].prefix", 5, "one or two capital letters"),
    ('prefix = "D"', 'prefix = "D1"', "services[pension].prefix", 5, "one or two capital letters"),
    ('prefix = "D"', 'prefix = "甲"', "services[pension].prefix", 5, "one or two capital letters"),
    ('prefix = "D"', 'prefix = "DDD"', "services[pension].prefix", 5, "one or two capital letters"),
    ('zh = "养老保险", en', "en", "services[pension].name.zh", 6, "is missing"),
    ('en = "Pension" }', 'en = "Pension", de = "Rente" }', "services[pension].name.de", 6, "is not known"),
    ('"养老保险"', '" "', "services[pension].name.zh", 6, "is empty"),
    ('"养老保险"', '"养老\\n保险"', "services[pension].name.zh", 6, "line break"),
    ('"养老保险"', f'"{"养" * 101}"', "services[pension].name.zh", 6, "too long"),
    ('department = "人社局"\n', "", "services[pension].department", 3, "is missing"),
    ("median_minutes = 6\n", "median_minutes = 0\n", "services[pension].median_minutes", 8, "between 0.1 and 480"),
    ("median_minutes = 6\n", 'median_minutes = "6"\n', "services[pension].median_minutes", 8, "a number, not a text"),
    ("median_minutes = 6\n", "median_minutes = nan\n", "services[pension].median_minutes", 8, "between"),
    ("median_minutes = 6\n", "median_minutes = inf\n", "services[pension].median_minutes", 8, "between"),
    ("median_minutes = 6\n", "median_minutes = true\n", "services[pension].median_minutes", 8, "not true or false"),
    ("share = 0.4", "share = -0.1", "services[pension].share", 9, "between 0 and 1"),
    ("share = 0.4", "bookable = 1", "services[pension].bookable", 9, "true or false, not a whole number"),
    ("share = 0.4", "daily_limit = 1.5", "services[pension].daily_limit", 9, "a whole number"),
    ("share = 0.4", "daily_limit = -1", "services[pension].daily_limit", 9, "between"),
    ("share = 0.4", "daily_limits = 3", "services[pension].daily_limits", 9, "did you mean daily_limit?"),
    ("share = 0.4", 'audience = ["child"]', "services[pension].audience[#1]", 9, "one of person, organisation"),
    ("share = 0.4", 'audience = "person"', "services[pension].audience", 9, "must be a list, not a text"),
    ('aliases = ["户口"]', 'aliases = ["户口", 3]', "services[household].aliases[#2]", 15, "not a whole number"),
    ("materials = [{ zh", "materials = [{ cn", "services[household].materials[#1].zh", 18, "is missing"),
    ("materials = [{", 'materials = ["", {', "services[household].materials[#1]", 18, "is empty"),
    # bundles
    ('"household", "pension"', '"household", "pensions"', "bundles[birth].services[#2]", 23, "no service 'pensions'"),
    ('"household", "pension"', '"pension", "pension"', "bundles[birth].services[#2]", 23, "second time"),
    ('["household", "pension"]', "[]", "bundles[birth].services", 23, "at least one"),
    ('["household", "pension"]', str(["household"] * 13), "bundles[birth].services", 23, "at most 12"),
    ('services = ["household", "pension"]\n', "", "bundles[birth].services", 20, "is missing"),
    # halls
    ('code = "town"\n', "", "halls[#1].code", 25, "is missing"),
    ('tier = "town"', 'tier = "hamlet"', "halls[town].tier", 28, "one of province, city, county, town, village"),
    ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Xian"', "halls[town].timezone", 29, "no time zone 'Asia/Xian'"),
    ('timezone = "Asia/Shanghai"', 'timezone = "../passwd"', "halls[town].timezone", 29, "no time zone"),
    ('timezone = "Asia/Shanghai"', 'timezone = "Asia"', "halls[town].timezone", 29, "no time zone"),
    ("latitude = 34.1", "latitude = 134.1", "halls[town].latitude", 30, "between -90 and 90"),
    ("latitude = 34.1\n", "", "halls[town].latitude", 25, "given together"),
    ('tier = "town"', 'tier = "town"\nparent = "city"', "halls[town].parent", 29, "no hall 'city'"),
    ('tier = "town"', 'tier = "town"\nparent = "town"', "halls[town].parent", 29, "above itself"),
    ('tier = "town"', 'tier = "town"\ncapacity = 0', "halls[town].capacity", 29, "between 1"),
    ('tier = "town"', 'tier = "town"\ncutoff_day = 32', "halls[town].cutoff_day", 29, "between 1 and 31"),
    ('tier = "town"', 'tier = "town"\nlanguages = ["de"]', "halls[town].languages[#1]", 29, "one of zh-CN, en"),
    ('[{ code = "main", name = "大厅" }]', '[{ code = "main" }]', "halls[town].zones[main].name", 32, "is missing"),
    (
        'name = "大厅" }]',
        'name = "大厅" }, { code = "main", name = "二" }]',
        "halls[town].zones[main].code",
        32,
        "second",
    ),
    # hours
    ('"09:00-12:00", ', '"09:00-12", ', "halls[town].hours.weekday[#1]", 35, "is no span"),
    ('"09:00-12:00", ', '"12:00-09:00", ', "halls[town].hours.weekday[#1]", 35, "begin before it ends"),
    ('"09:00-12:00", ', '"09:00-13:31", ', "halls[town].hours.midday[#1]", 36, "12:00-13:30 overlaps 09:00-13:31"),
    ('"12:00-13:30"', '"11:59-13:30"', "halls[town].hours.midday[#1]", 36, "overlaps 09:00-12:00"),
    ('workdays = "china"', 'workdays = "japan"', "halls[town].hours.workdays", 37, 'must be "china"'),
    ('workdays = "china"', 'workdays = ["mon", "die"]', "halls[town].hours.workdays[#2]", 37, "one of mon, tue"),
    ('workdays = "china"', "issue_opens_minutes = -1", "halls[town].hours.issue_opens_minutes", 37, "between 0"),
    ('workdays = "china"', 'closing = "never"', "halls[town].hours.closing", 37, "one of serve_all, cut_off"),
    ('workdays = "china"', 'sunday = ["09:00-12:00"]', "halls[town].hours.sunday", 37, "is not known"),
    # the hall's settings
    ("share = 0.5", "share = 1.5", "halls[town].booking.share", 40, "between 0 and 1"),
    ("share = 0.5", "shares = 0.5", "halls[town].booking.shares", 40, "did you mean share?"),
    ("[halls.booking]", "[halls.rules]", "halls[town].rules.share", 40, "no such setting"),
    (BOOKING, "[halls.rules]\nrecalls = 99", "halls[town].rules.recalls", 40, "from 0 to 20"),
    (
        "[halls.booking]\nshare = 0.5",
        '[halls.rules]\nclosing = "cut_off"',
        "halls[town].rules.closing",
        40,
        "hours.closing",
    ),
    (BOOKING, '[halls.display]\none = "er"', "halls[town].display.one", 40, "yi or yao"),
    (
        "[halls.booking]\nshare = 0.5",
        "[halls.display]\nrepeat = 9",
        "halls[town].display.repeat",
        40,
        "between 1 and 3",
    ),
    # windows
    ("number = 3", "number = 2", "halls[town].windows[2].number", 50, "window 2 stands here for the second time"),
    ("number = [1, 2]", "number = [1, 1]", "halls[town].windows[1,1].number[#2]", 43, "window 1 stands here"),
    ("number = 3", "number = 0", "halls[town].windows[0].number", 50, "from 1 to 999"),
    ("number = 3", "number = 3.5", "halls[town].windows[#2].number", 50, "from 1 to 999"),
    ("number = 3", 'number = "3"', "halls[town].windows[3].number", 50, "from 1 to 999"),
    ("number = 3", "number = []", "halls[town].windows[#2].number", 50, "at least one"),
    ("number = 3\n", "", "halls[town].windows[#2].number", 49, "is missing"),
    ('kind = "special"', 'kind = "normal"', "halls[town].windows[3].kind", 52, "one of comprehensive, special"),
    ('kind = "special"\n', "", "halls[town].windows[3].kind", 49, "is missing"),
    (
        'kind = "special"',
        'kind = "special"\nzone = "upstairs"',
        "halls[town].windows[3].zone",
        53,
        "no zone 'upstairs'",
    ),
    ('services = ["*"]', 'services = ["*", "!tax"]', "halls[town].windows[1,2].services[#2]", 46, "no service 'tax'"),
    ('services = ["*"]', 'services = ["**"]', "halls[town].windows[1,2].services[#1]", 46, "no service '**'"),
    ('services = ["*"]', 'services = "*"', "halls[town].windows[1,2].services", 46, "must be a list, not a text"),
    ('sessions = ["midday"]', 'sessions = ["night"]', "halls[town].windows[1,2].sessions[#1]", 47, "one of"),
    ('sessions = ["midday"]', "sessions = {}", "halls[town].windows[1,2].sessions", 47, "must be a list, not a table"),
    # notices
    ('hall = "town"', 'hall = "city"', "notices[welcome].hall", 57, "no hall 'city'"),
    ('text = { zh = "欢迎", en = "Welcome" }', "text = 1", "notices[welcome].text", 58, "not a whole number"),
]


@pytest.mark.parametrize(("old", "new", "place", "line", "words"), BROKEN, ids=lambda value: str(value)[:40])
def test_a_problem_is_told_with_its_place_and_line(
    old: str, new: str, place: str, line: int | None, words: str
) -> None:
    _, findings = examined(changed(old, new))
    told = [(finding.place, finding.line, finding.message.en) for finding in findings]
    assert any((place, line) == found[:2] and words in found[2] for found in told), told
    assert all(finding.message.zh for finding in findings)


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = changed('prefix = "D"', 'prefix = "d"')
    text = changed('"household", "pension"', '"household", "tax"', text)
    text = changed('timezone = "Asia/Shanghai"', 'timezone = "Mars"', text)
    text = changed("number = 3", "number = 1", text)
    text = changed('hall = "town"', 'hall = "city"', text)
    _, findings = examined(text)
    assert [(finding.place, finding.line) for finding in findings] == [
        ("services[pension].prefix", 5),
        ("bundles[birth].services[#2]", 23),
        ("halls[town].timezone", 29),
        ("halls[town].windows[1].number", 50),
        ("notices[welcome].hall", 57),
    ]


def test_one_mistake_is_told_once() -> None:
    """A service with a broken prefix is still a service to the windows and bundles that name it."""
    _, findings = examined(changed('prefix = "G"', 'prefix = "?"'))
    assert errors(findings) == ["services[household].prefix must be one or two capital letters A to Z"]


def test_a_definition_with_errors_is_refused_with_all_of_them() -> None:
    text = changed("number = 3", "number = 1", changed('prefix = "D"', "prefix = 4"))
    with pytest.raises(DefinitionInvalid) as refused:
        sound_definition(tomllib.loads(text), line_numbers(text))
    fields = {problem.field: problem.message for problem in refused.value.fields}
    assert fields["services[pension].prefix"].en == "line 5: must be a text, not a whole number"
    assert fields["services[pension].prefix"].zh == "第5行：应为文字，而不是整数"
    assert fields["halls[town].windows[1].number"].en == "line 50: window 1 stands here for the second time"
    assert refused.value.status == 422


def test_halls_that_stand_above_each_other_are_told() -> None:
    second = (
        changed('code = "town"', 'code = "other"\nparent = "town"').partition("[[halls]]")[2].partition("[[notices]]")
    )
    text = changed('tier = "town"', 'tier = "town"\nparent = "other"')
    text = changed("[[notices]]", f"[[halls]]{second[0]}[[notices]]", text)
    _, findings = examined(text)
    assert errors(findings) == [
        "halls[town].parent a hall cannot stand above itself",
        "halls[other].parent a hall cannot stand above itself",
    ]


def test_a_hall_without_hours_is_told_once() -> None:
    hours = SMALL[SMALL.index("[halls.hours]") : SMALL.index("[halls.booking]")]
    _, findings = examined(changed(hours, ""))
    assert errors(findings) == ["halls[town].hours is missing"]


def test_a_hall_that_is_never_open_is_told() -> None:
    hours = 'weekday = ["09:00-12:00", "13:30-17:00"]\nmidday = ["12:00-13:30"]\n'
    _, findings = examined(changed(hours, ""))
    assert errors(findings) == ["halls[town].hours.weekday the hall is never open"]
    _, findings = examined(changed(hours, "always = true\n"))
    assert errors(findings) == []


def test_a_file_with_neither_halls_nor_working_days_is_refused() -> None:
    _, findings = examined("format = 1\n")
    assert errors(findings) == ["halls the file holds no hall"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
LEAVES = [
    ("services", 0, "code"), ("services", 0, "name"), ("services", 1, "aliases"), ("services", 1, "materials"),
    ("services", 0, "median_minutes"), ("bundles", 0, "services"), ("halls", 0, "code"), ("halls", 0, "parent"),
    ("halls", 0, "timezone"), ("halls", 0, "zones"), ("halls", 0, "hours"), ("halls", 0, "hours", "weekday"),
    ("halls", 0, "hours", "workdays"), ("halls", 0, "booking"), ("halls", 0, "rules"), ("halls", 0, "display"),
    ("halls", 0, "windows"), ("halls", 0, "windows", 0), ("halls", 0, "windows", 0, "number"),
    ("halls", 0, "windows", 0, "services"), ("notices",), ("notices", 0, "hall"), ("workdays",), ("format",),
    ("services",), ("bundles",), ("halls",), ("halls", 0, "languages"), ("halls", 0, "windows", 1, "sessions"),
]  # fmt: skip


@given(st.sampled_from(LEAVES), values)
def test_whatever_stands_in_a_file_it_is_read_or_told_and_never_breaks_the_reader(
    leaf: tuple[str | int, ...], value: object
) -> None:
    data: Any = tomllib.loads(SMALL)
    inner = data
    for key in leaf[:-1]:
        inner = inner[key]
    inner[leaf[-1]] = value
    _, findings = examine(data)
    assert all(finding.message.zh and finding.message.en for finding in findings)
