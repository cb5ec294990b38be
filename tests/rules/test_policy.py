"""The queue policy, one formula at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.catalogue.rules import NoShowPolicy, QueueRules
from hall.ticketing.policy import (
    NO_CREDIT,
    Credit,
    CreditReason,
    Key,
    Standing,
    WaitingTicket,
    WindowView,
    able_to_do,
    booking_credit,
    category_confirmed,
    credit,
    help_waits,
    issue_key,
    keys_sharing,
    may_serve,
    newly_overtaken,
    next_for,
    overtaking_limit,
    reach,
    requeue_anchor,
    requeued_key,
    sealed_since,
    upgraded_key,
)

RULES = QueueRules()
NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BOOKING, GREEN, RETURN = CreditReason.BOOKING, CreditReason.GREEN_CHANNEL, CreditReason.RETURN


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


# --- credit


@pytest.mark.parametrize(
    ("slot_in", "given_minutes"),
    [(0, 10), (-1, 10), (-15, 10), (-15.001, 0), (3, 7), (7.5, 2.5), (10, 0), (45, 0)],
)
def test_a_booking_gives_ten_minutes_less_what_one_is_early_by(slot_in: float, given_minutes: float) -> None:
    assert booking_credit(RULES, NINE, at(slot_in)) == minutes(given_minutes)


def test_no_booking_credit_is_the_strict_reading() -> None:
    assert credit(QueueRules(booking_credit_minutes=0), NINE, slot_start=NINE) == NO_CREDIT


@pytest.mark.parametrize(
    ("slot_in", "green", "returns", "expected"),
    [
        (None, False, False, NO_CREDIT),
        (0, False, False, Credit(minutes(10), BOOKING)),
        (30, False, False, NO_CREDIT),
        (0, True, False, Credit(minutes(20), GREEN)),
        (None, False, True, Credit(minutes(20), RETURN)),
        (0, True, True, Credit(minutes(20), GREEN)),
    ],
)
def test_the_largest_ground_counts_and_never_their_sum(
    slot_in: float | None, green: bool, returns: bool, expected: Credit
) -> None:
    slot = at(slot_in) if slot_in is not None else None
    assert credit(RULES, NINE, slot_start=slot, green_channel=green, returns=returns) == expected


def test_a_booking_may_be_worth_more_than_the_green_channel() -> None:
    rules = QueueRules(booking_credit_minutes=30)
    assert credit(rules, NINE, slot_start=NINE, green_channel=True) == Credit(minutes(30), BOOKING)


# --- keys


def test_a_ticket_counts_from_its_credit_before_it_was_taken() -> None:
    assert issue_key(NINE, 7, Credit(minutes(20), GREEN), None) == Key(at(-20), 7, 0)
    assert issue_key(NINE, 7, NO_CREDIT, None) == Key(NINE, 7, 0)


def test_microseconds_are_kept() -> None:
    odd = NINE + timedelta(microseconds=123457)
    assert issue_key(odd, 1, Credit(timedelta(seconds=439.000001), BOOKING), None).effective_since == (
        odd - timedelta(seconds=439, microseconds=1)
    )


def test_a_sealed_ticket_is_not_passed_again() -> None:
    assert issue_key(NINE, 7, Credit(minutes(20), GREEN), at(-5)) == Key(at(-5), 7)
    assert issue_key(NINE, 7, Credit(minutes(20), GREEN), at(-25)) == Key(at(-20), 7)


def test_a_late_confirmation_never_harms() -> None:
    own = Key(at(-10), 7)
    assert upgraded_key(own, NINE, Credit(minutes(20), GREEN), None) == Key(at(-20), 7)
    assert upgraded_key(own, NINE, Credit(minutes(20), GREEN), at(-15)) == Key(at(-15), 7)
    assert upgraded_key(own, NINE, Credit(minutes(20), GREEN), at(-2)) == own
    assert upgraded_key(own, NINE, Credit(minutes(5), GREEN), None) == own


def test_keys_are_ordered_by_time_then_place_then_sub() -> None:
    keys = [Key(NINE, 2, 1), Key(at(1), 1), Key(NINE, 2), Key(NINE, 3), Key(at(-1), 9, 4)]
    assert sorted(keys) == [Key(at(-1), 9, 4), Key(NINE, 2), Key(NINE, 2, 1), Key(NINE, 3), Key(at(1), 1)]


def test_only_the_earlier_and_fully_overtaken_seal() -> None:
    live = [
        Standing(Key(at(-9), 1), 1, overtaken=3),
        Standing(Key(at(-8), 2), 2, overtaken=2),
        Standing(Key(at(-7), 3), 3, overtaken=1),
        Standing(Key(at(-6), 9), 9, overtaken=5),
    ]
    assert sealed_since(live, issue_order=5, limit=2) == at(-8)
    assert sealed_since(live, issue_order=5, limit=3) == at(-9)
    assert sealed_since(live, issue_order=5, limit=4) is None


@pytest.mark.parametrize(
    ("order", "before", "now", "counted"),
    [
        (5, None, Key(at(-20), 5), True),
        (5, None, Key(at(0), 5), False),
        (5, None, Key(at(-10), 5), False),  # the same instant, a later place
        (1, None, Key(at(-20), 1), False),  # it was issued before: no overtaking
        (5, Key(at(0), 5), Key(at(-20), 5), True),
        (5, Key(at(-15), 5), Key(at(-20), 5), False),  # counted already
    ],
)
def test_each_pair_is_counted_once(order: int, before: Key | None, now: Key, counted: bool) -> None:
    assert newly_overtaken(Standing(Key(at(-10), 2), 2, 0), order, before, now) is counted


@pytest.mark.parametrize(
    ("limit", "windows", "expected"), [(None, 33, 33), (None, 3, 12), (None, 12, 12), (4, 33, 4), (0, 33, 0)]
)
def test_the_limit_is_twelve_or_the_windows_of_the_hall(limit: int | None, windows: int, expected: int) -> None:
    assert overtaking_limit(QueueRules(overtaken_limit=limit), windows) == expected


# --- requeue


OWN = Key(NINE, 1)
LATER = [Key(at(minute), minute + 1) for minute in (4, 1, 3, 2)]


@pytest.mark.parametrize(
    ("sharing", "policy", "anchor"),
    [
        (LATER, NoShowPolicy.REQUEUE, Key(at(3), 4)),
        (LATER[:2], NoShowPolicy.REQUEUE, Key(at(4), 5)),
        ([], NoShowPolicy.REQUEUE, None),
        ([Key(at(-5), 0)], NoShowPolicy.REQUEUE, None),
        ([Key(at(-5), 0), *LATER[:2]], NoShowPolicy.REQUEUE, Key(at(4), 5)),
        (LATER, NoShowPolicy.TAIL, Key(at(4), 5)),
        ([], NoShowPolicy.TAIL, None),
    ],
)
def test_who_missed_a_call_comes_back_behind_the_third_after(
    sharing: list[Key], policy: NoShowPolicy, anchor: Key | None
) -> None:
    assert requeue_anchor(OWN, sharing, QueueRules(no_show_policy=policy)) == anchor


def test_each_who_comes_back_to_one_place_gets_the_next_sub() -> None:
    assert requeued_key(OWN, None, 0) == OWN
    assert requeued_key(OWN, Key(at(3), 4), 0) == Key(at(3), 4, 1)
    assert requeued_key(OWN, Key(at(3), 4), 5) == Key(at(3), 4, 6)
    assert requeued_key(OWN, Key(at(3), 4, 2), 2) == Key(at(3), 4, 3)


# --- windows


ANY = WindowView("w1", frozenset({"tax", "pension", "land"}))
TAX = WindowView("w2", frozenset({"tax"}))
HELP = WindowView("w3", frozenset({"tax", "pension"}), assisted=True)


def waits(name: str, *pending: str, since: float = 0, **more: object) -> WaitingTicket:
    return WaitingTicket(name, Key(at(since), int(name[1:])), pending, **more)  # type: ignore[arg-type]  # keywords by name


@pytest.mark.parametrize(
    ("window", "ticket", "doable"),
    [
        (ANY, waits("t1", "tax", "land"), (0, 1)),
        (TAX, waits("t1", "land", "tax"), (1,)),
        (TAX, waits("t1", "land"), ()),
        (TAX, waits("t1"), ()),
        (TAX, waits("t1", "land", "tax", in_order=True), ()),
        (TAX, waits("t1", "tax", "land", "tax", in_order=True), (0,)),
        (TAX, waits("t1", "land", "exit", needs_help=True), (0, 1)),
        (TAX, waits("t1", "tax", bound="w1"), ()),
        (TAX, waits("t1", "tax", bound="w2"), (0,)),
        (TAX, waits("t1", "tax", bound="w1", needs_help=True), ()),
        (TAX, waits("t1", "land", "tax", bound="w2"), (1,)),
        (TAX, waits("t1", "land", "pension", bound="w2"), (0,)),
        (TAX, waits("t1", "land", "tax", bound="w2", in_order=True), (0,)),
        (TAX, waits("t1", bound="w2"), ()),
    ],
)
def test_what_a_window_can_do_of_a_ticket(window: WindowView, ticket: WaitingTicket, doable: tuple[int, ...]) -> None:
    assert able_to_do(window, ticket) == doable
    assert may_serve(window, ticket, help_waits=False) is bool(doable)


def test_the_assisted_window_serves_nobody_else_while_somebody_needs_help() -> None:
    other, needy = waits("t1", "tax"), waits("t2", "land", since=5, needs_help=True)
    assert next_for(HELP, [other, needy]) == needy
    assert next_for(HELP, [other]) == other
    assert next_for(ANY, [other, needy]) == other
    elsewhere = waits("t2", "land", since=5, needs_help=True, bound="w1")
    assert not help_waits(HELP, [other, elsewhere])
    assert next_for(HELP, [other, elsewhere]) == other


def test_nobody_is_called_to_a_window_that_can_serve_nobody() -> None:
    assert next_for(TAX, []) is None
    assert next_for(TAX, [waits("t1", "land"), waits("t2", "tax", bound="w1")]) is None


def test_who_competes_for_the_windows_of_a_ticket() -> None:
    mine = waits("t1", "tax")
    others = [waits("t2", "pension", since=2), waits("t3", "tax", since=1), waits("t4", "tax", bound="w9")]
    assert reach([ANY, TAX, WindowView("w9", frozenset())], mine) == (ANY, TAX)
    assert keys_sharing(reach([TAX], mine), others) == [others[1].key]
    assert keys_sharing(reach([ANY, TAX], mine), others) == [others[1].key, others[0].key]


@pytest.mark.parametrize(
    ("by_visitor", "green_minutes", "reason", "confirmed"),
    [
        (False, 20, None, True),  # staff grant it, or a card did at check-in
        (False, 0, None, True),
        (True, 20, GREEN, True),
        (True, 20, None, False),
        (True, 20, RETURN, None),  # a return gives as much, so that a category confirmed later changes nothing
        (True, 0, None, None),
    ],
)
def test_a_category_is_confirmed_or_its_holder_alone_said_so(
    by_visitor: bool, green_minutes: int, reason: CreditReason | None, confirmed: bool | None
) -> None:
    rules = QueueRules(green_credit_minutes=green_minutes)
    assert category_confirmed(rules, reason, by_visitor=by_visitor) is confirmed
