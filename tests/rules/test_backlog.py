"""What a zone's loudspeaker says next, and what it leaves out when too much waits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hall.display.announcement import Manner
from hall.display.backlog import LIMIT_SECONDS, Need, Next, Part, Queued, after, next_part, parts_of

TWICE = Manner(languages=("zh",), repeat=2)
TWICE_AND_ENGLISH = Manner(languages=("zh", "en"), repeat=2)


def call(manner: Manner = TWICE_AND_ENGLISH, zh: float = 4.0, en: float = 4.0, due: bool = True) -> Queued:
    return Queued(parts_of(manner, {"zh": zh, "en": en}), due)


def spoken(queue: list[Queued]) -> list[str]:
    """Everything that is said when nothing more happens, `1zh` for the first call in Chinese."""
    said, place = [], 1
    while (turn := next_part(queue)) is not None:
        place += turn.announcement
        said.append(f"{place}{queue[turn.announcement].parts[turn.part].language}")
        queue = after(queue, turn)
    return said


@pytest.mark.parametrize(
    ("queue", "expected"),
    [
        ([], []),
        ([call(TWICE)], ["1zh", "1zh"]),
        ([call()], ["1zh", "1zh", "1en"]),
        # 16 s; after the first saying 12 s are left, and those fit.
        ([call(TWICE), call(TWICE)], ["1zh", "1zh", "2zh", "2zh"]),
        # 24 s; after the first saying 20 s are left, 12 s without repeats.
        ([call(), call()], ["1zh", "1en", "2zh", "2zh", "2en"]),
        # 36 s, then 32 s or 20 s without repeats: Chinese alone until the last two fit.
        ([call(), call(), call()], ["1zh", "2zh", "2en", "3zh", "3zh", "3en"]),
        ([call(TWICE)] * 5, ["1zh", "2zh", "3zh", "4zh", "4zh", "5zh", "5zh"]),
        ([call(due=False)], []),
        ([call(due=False), call()], ["2zh", "2zh", "2en"]),
        ([call(zh=20.0)], ["1zh", "1en"]),
    ],
)
def test_backlog_by_table(queue: list[Queued], expected: list[str]) -> None:
    assert spoken(queue) == expected


def test_repeats_go_first_and_english_only_when_that_is_not_enough() -> None:
    begun = replace(call(zh=5, en=2), said=1)
    assert next_part([begun, call(TWICE, zh=4)]) == Next(0, 1)  # 15 s in full
    assert next_part([begun, call(zh=4, en=1)]) == Next(0, 2)  # 16 s, 7 s without repeats
    assert next_part([begun, *[call(zh=4, en=1)] * 3]) == Next(1, 0)  # 17 s without repeats


def test_at_the_limit_nothing_is_left_out() -> None:
    full = [replace(call(TWICE, zh=LIMIT_SECONDS / 2), said=1), call(Manner(repeat=1), zh=LIMIT_SECONDS / 2)]
    assert next_part(full) == Next(0, 1)
    assert next_part([*full, call(Manner(repeat=1), zh=0.1)]) == Next(1, 0)


def test_a_language_without_a_voice_is_passed_over() -> None:
    assert parts_of(TWICE_AND_ENGLISH, {"en": 4.0}) == (Part("en", 4.0, Need.ALWAYS), Part("en", 4.0, Need.REPEAT))
    assert parts_of(TWICE_AND_ENGLISH, {}) == ()
    assert next_part([Queued(())]) is None


def test_a_call_that_is_no_longer_due_stops_after_the_part_under_way() -> None:
    assert next_part([replace(call(), said=1, due=False), call()]) == Next(1, 0)


manners = some.builds(
    Manner,
    languages=some.sampled_from([("zh",), ("zh", "en"), ("en", "zh"), ("en",)]),
    repeat=some.integers(1, 3),
)
lengths = some.floats(0.5, 12.0)
calls = some.builds(call, manners, lengths, lengths, some.booleans())


@given(some.lists(calls, max_size=12))
def test_every_call_still_due_is_said_in_order_and_no_other(queue: list[Queued]) -> None:
    expected = [f"{place}{queued.parts[0].language}" for place, queued in enumerate(queue, start=1) if queued.due]
    said = spoken(list(queue))
    assert [place for place in dict.fromkeys(said) if place in expected] == expected
    order = [int(what.rstrip("zhen")) for what in said]
    assert order == sorted(order)
    assert len(set(order)) == len(expected)


@given(some.lists(calls, min_size=1, max_size=12))
def test_what_is_left_out_is_only_what_the_rule_allows(queue: list[Queued]) -> None:
    """Seen from each turn: a part was jumped over only while the backlog with such parts was over the limit."""
    while (turn := next_part(queue)) is not None:
        now = queue[turn.announcement]
        jumped = [
            part
            for queued in queue[: turn.announcement]
            for part in (queued.parts[queued.said :] if queued.due else ())
        ]
        jumped += now.parts[now.said : turn.part]
        for part in jumped:
            assert part.need is not Need.ALWAYS
            assert waiting_seconds(queue, part.need) > LIMIT_SECONDS
        queue = after(queue, turn)


@given(some.lists(calls, max_size=12))
def test_within_the_limit_everything_is_said(queue: list[Queued]) -> None:
    if waiting_seconds(queue, Need.REPEAT) <= LIMIT_SECONDS:
        assert len(spoken(list(queue))) == sum(len(queued.parts) for queued in queue if queued.due)


def waiting_seconds(queue: list[Queued], most: Need) -> float:
    return sum(
        part.seconds for queued in queue if queued.due for part in queued.parts[queued.said :] if part.need <= most
    )
