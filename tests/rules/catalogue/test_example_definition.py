"""The county hall and its three town centres: the real input, read as it is meant."""

import pytest

from hall.catalogue.definition import Definition, at_every_hour
from hall.catalogue.hours import Span
from hall.catalogue.reading.check import comprehensive_share, undone_services
from hall.catalogue.terms import Session, Tier, WindowKind
from tests.rules.catalogue.definitions import EXAMPLE, sound


@pytest.fixture(scope="module")
def example() -> Definition:
    return sound(EXAMPLE.read_text(encoding="utf-8"))


def test_it_has_33_windows_26_services_10_bundles_and_four_halls(example: Definition) -> None:
    assert [(hall.code, len(hall.windows)) for hall in example.halls] == [
        ("zhouzhi", 33),
        ("louguan", 3),
        ("yabai", 2),
        ("houzhenzi", 1),
    ]
    assert len(example.services) == 26
    assert len(example.bundles) == 10
    assert [notice.code for notice in example.notices] == ["walk-ins-welcome", "green-channel"]


def test_comprehensive_windows_take_all_but_the_three_that_need_their_own(example: Definition) -> None:
    county = example.halls[0]
    window = county.windows[2]
    assert (window.number, window.kind) == (3, WindowKind.COMPREHENSIVE)
    assert {service.code for service in example.services} - set(window.services) == {
        "exit-entry",
        "cannot-get-it-done",
        "collect",
    }
    assert set(window.sessions) == {Session.MIDDAY, Session.EARLY_LATE, Session.SATURDAY}
    assert county.windows[5].sessions == ()


def test_the_assisted_window_does_everything(example: Definition) -> None:
    assisted = next(window for window in example.halls[0].windows if window.kind is WindowKind.ASSISTED)
    assert assisted.number == 31
    assert len(assisted.services) == 26


def test_share_of_services_that_comprehensive_windows_take(example: Definition) -> None:
    assert comprehensive_share(example.halls[0]) == pytest.approx(23 / 26)
    assert [comprehensive_share(hall) for hall in example.halls[1:]] == [1.0, 1.0, 1.0]
    assert undone_services(example) == []


def test_the_county_hall_as_defined(example: Definition) -> None:
    county = example.halls[0]
    assert county.tier is Tier.COUNTY
    assert county.parent is None
    assert [zone.code for zone in county.zones] == ["main", "enterprise"]
    assert county.hours.spans[Session.EARLY_LATE] == (Span.of("08:00-09:00"), Span.of("17:00-18:30"))
    assert county.rules.booking_grace_minutes == 15
    assert county.rules.issue_opens_minutes == 30
    assert county.windows[18].zone == "enterprise"
    assert county.display["languages"] == ["zh", "en"]


def test_town_centres_take_what_they_do_not_say_from_the_defaults(example: Definition) -> None:
    town = example.halls[1]
    assert (town.parent, town.tier) == ("zhouzhi", Tier.TOWN)
    assert [zone.code for zone in town.zones] == ["main"]
    assert all(window.zone == "main" for window in town.windows)
    assert (town.cutoff_day, town.report_due_day) == (25, 28)
    assert town.booking == example.halls[0].booking


def test_second_hand_home_sales_begin_with_the_tax(example: Definition) -> None:
    bundle = next(bundle for bundle in example.bundles if bundle.code == "second-hand-home")
    assert bundle.in_order
    assert bundle.services == ("tax", "property-transfer")


def test_a_demonstration_opens_the_same_halls_at_every_hour(example: Definition) -> None:
    demo = at_every_hour(example)
    assert all(hall.hours.always for hall in demo.halls)
    assert [hall.windows for hall in demo.halls] == [hall.windows for hall in example.halls]
    assert not any(hall.hours.always for hall in example.halls)
