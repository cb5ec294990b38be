"""What the check finds missing or odd in a definition that can be read."""

import pytest

from tests.rules.catalogue.definitions import EXAMPLE, SMALL, changed, errors, examined, warnings

FOUR = "enquiry, assisted, cross_region, escalation"


def test_the_small_definition_lacks_only_the_four_kinds_and_that_is_a_warning_for_a_town() -> None:
    _, findings = examined(SMALL)
    assert errors(findings) == []
    assert warnings(findings) == [
        "halls[town].windows has no windows of kind enquiry, assisted, cross_region, escalation"
    ]


@pytest.mark.parametrize("tier", ["county", "city", "province"])
def test_from_county_tier_on_the_four_kinds_are_a_must(tier: str) -> None:
    _, findings = examined(changed('tier = "town"', f'tier = "{tier}"'))
    must = "a hall of county tier or above must have"
    assert errors(findings) == [f"halls[town].windows {must} windows of kind {FOUR}"]


@pytest.mark.parametrize("kind", ["enquiry", "assisted", "cross_region", "escalation"])
def test_each_of_the_four_kinds_is_missed_in_the_county_hall(kind: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace(f'kind = "{kind}"', 'kind = "special"')
    _, findings = examined(text)
    assert errors(findings) == [
        f"halls[zhouzhi].windows a hall of county tier or above must have windows of kind {kind}"
    ]


def test_the_example_is_sound_and_its_towns_are_warned_of() -> None:
    _, findings = examined(EXAMPLE.read_text(encoding="utf-8"))
    assert errors(findings) == []
    assert [finding.place for finding in findings] == [
        "halls[louguan].windows",
        "halls[yabai].windows",
        "halls[houzhenzi].windows",
    ]


ODD = [
    ('services = ["*"]', 'services = ["household"]', "services[pension] no window does this service"),
    ('services = ["*"]', 'services = ["household"]', "bundles[birth] no hall does all of it"),
    (
        'services = ["*"]',
        'services = ["*", "!pension", "!household"]',
        "windows[1].services the window does nothing",
    ),
    ('services = ["household"]\n\n[[notices', 'services = ["household", "!pension"]\n\n[[notices', "excludes nothing"),
    (
        'sessions = ["midday"]',
        'sessions = ["saturday"]',
        "windows name the session saturday, which",
    ),
    ('sessions = ["midday"]\n', "", "halls[town].hours.midday no window works in this session"),
    ('name = "大厅" }]', 'name = "大厅" }, { code = "up", name = "二楼" }]', "halls[town].zones[up] no window stands"),
    ('prefix = "D"', 'prefix = "O"', "services[pension].prefix I and O are easily taken for 1 and 0"),
    ('workdays = "china"', "always = true", "halls[town].hours.always open at every hour: for demonstrations"),
]


@pytest.mark.parametrize(("old", "new", "words"), ODD, ids=lambda value: str(value)[:40])
def test_what_is_odd_is_warned_of_and_does_not_stop_the_import(old: str, new: str, words: str) -> None:
    _, findings = examined(changed(old, new))
    assert errors(findings) == []
    assert any(words in warning for warning in warnings(findings)), warnings(findings)


def test_a_parent_of_the_same_tier_is_odd() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    text = changed('code = "yabai"', 'code = "yabai"\nparent = "louguan"', text.replace('parent = "zhouzhi"\n', ""))
    _, findings = examined(text)
    assert "halls[yabai].parent the parent should be of a wider tier" in warnings(findings)


def test_a_hall_without_windows_is_odd() -> None:
    text = SMALL[: SMALL.index("[[halls.windows]]")] + SMALL[SMALL.index("[[notices]]") :]
    _, findings = examined(text)
    assert "halls[town].windows the hall has no window" in warnings(findings)


def test_nothing_is_looked_for_in_a_definition_that_cannot_be_read() -> None:
    _, findings = examined(changed('prefix = "D"', 'prefix = "?"'))
    assert warnings(findings) == []
