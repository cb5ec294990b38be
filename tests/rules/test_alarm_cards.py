"""Which alarms the manager's page shows as one card: windows that are idle, of those that nobody has taken."""

from tests.people import Json
from tests.rules.browser_code import called

TAKEN = {"by": "值班长", "at": "2026-11-23T02:00:00Z"}


def alarm(kind: str, window: int | None = None, *, taken: bool = False) -> Json:
    acknowledged = TAKEN if taken else None
    return {"id": f"{kind}-{window}", "kind": kind, "service": None, "window": window, "acknowledged": acknowledged}


def cards(*alarms: Json) -> list[list[tuple[str, int | None]]]:
    """The cards by kind and window of each of their alarms."""
    [found] = called("manage/alarms", "cards", [list(alarms)])
    return [[(one["kind"], one["window"]) for one in card] for card in found]


def test_idle_windows_are_one_card_where_the_first_of_them_stands() -> None:
    assert cards(alarm("slow_ticket", 4), alarm("idle_window", 9), alarm("idle_window", 3)) == [
        [("slow_ticket", 4)],
        [("idle_window", 9), ("idle_window", 3)],
    ]


def test_idle_windows_that_somebody_has_taken_are_a_card_of_their_own() -> None:
    told = [alarm("idle_window", 5), alarm("idle_window", 6), alarm("idle_window", 7, taken=True)]
    assert cards(*told) == [[("idle_window", 5), ("idle_window", 6)], [("idle_window", 7)]]


def test_every_other_alarm_is_a_card_though_its_kind_is_there_twice() -> None:
    told = [alarm("help_manager", 1), alarm("help_manager", 2), alarm("no_open_window"), alarm("no_open_window")]
    assert [len(card) for card in cards(*told)] == [1, 1, 1, 1]


def test_what_wants_somebody_is_counted_by_cards() -> None:
    idle = [alarm("idle_window", window) for window in range(1, 17)]
    told = [alarm("crowded"), alarm("help_manager", 2, taken=True), *idle]
    assert called("manage/alarms", "unanswered", [told], [[]]) == [2, 0]


def test_a_card_names_each_of_its_windows_once_and_in_order() -> None:
    idle = [alarm("idle_window", window) for window in (9, 3, 12, 3)]
    assert called("manage/alarms", "windowsOf", [idle], [[alarm("crowded")]]) == [[3, 9, 12], []]
