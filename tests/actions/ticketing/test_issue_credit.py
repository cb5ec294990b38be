"""Who counts from before the ticket was taken: the green channel by who vouches for it, and a return in time."""

import pytest

from tests.halls import ADULT, COUNTY, SENIOR, TOWN, County, Json, refused, told

SIXTY_TODAY, SIXTY_TOMORROW = "610124196611230014", "61012419661124001X"


def credit_of(ticket: Json) -> tuple[float, str | None]:
    return ticket["credit_minutes"], ticket["credit_reason"]


GREEN, NONE = (20, "green_channel"), (0, None)


def test_a_card_of_sixty_years_is_enough_at_the_kiosk(county: County) -> None:
    ticket = county.issue("tax", id_number=SENIOR)
    assert (ticket["category"], credit_of(ticket)) == ("senior", GREEN)
    assert ticket["effective_since"] == "2026-11-23T01:40:00.000000Z"


def test_sixty_years_count_from_the_birthday_on(county: County) -> None:
    assert credit_of(county.issue("tax", id_number=SIXTY_TODAY)) == GREEN
    assert credit_of(county.issue("tax", id_number=SIXTY_TOMORROW)) == NONE


def test_the_kiosk_grants_nothing_that_a_card_does_not_prove(county: County) -> None:
    disabled = county.issue("tax", category="disabled")
    assert (disabled["category"], credit_of(disabled)) == ("disabled", NONE)
    assert credit_of(county.issue("tax", category="senior")) == NONE
    assert credit_of(county.issue("tax", category="senior", id_number=ADULT)) == NONE


def test_a_phone_may_declare_and_gets_nothing_until_staff_confirm(county: County) -> None:
    ticket = county.issue("tax", by=county.visitor, channel="phone", category="senior", id_number=SENIOR)
    assert (ticket["category"], credit_of(ticket)) == ("senior", NONE)
    assert credit_of(told(county.greeter.does("upgrade", ticket, category="senior"))) == GREEN


def test_staff_see_whether_anybody_vouched_for_a_category(county: County) -> None:
    def confirmed(ticket: Json) -> object:
        [found] = told(county.greeter.get(f"/halls/{COUNTY}/tickets?number={ticket['number']}"))["items"]
        return found["category_confirmed"]

    declared = county.issue("tax", category="disabled")
    assert confirmed(declared) is False
    assert "category_confirmed" not in declared, "who holds it is told nothing of it"
    told(county.greeter.does("upgrade", declared, category="disabled"))
    assert confirmed(declared) is True
    assert confirmed(county.issue("tax", id_number=SENIOR)) is True, "a card is proof of an age"
    assert confirmed(county.issue("tax", by=county.greeter, channel="desk", category="veteran")) is True
    assert confirmed(county.issue("tax", by=county.visitor, channel="phone", category="pregnant")) is False
    assert confirmed(county.issue("tax")) is None


def test_staff_grant_every_category_of_the_hall(county: County) -> None:
    for category in ("senior", "disabled", "pregnant", "seriously_ill", "military", "veteran", "martyr_family"):
        assert credit_of(county.issue("tax", by=county.greeter, channel="desk", category=category)) == GREEN


def test_a_category_that_the_hall_does_not_know_is_refused_by_its_field(county: County) -> None:
    wish = {"by": county.greeter, "channel": "desk", "category": "key_enterprise"}
    assert refused(county.try_issue("company-open", **wish), "invalid", 422)["errors"][0]["field"] == "category"
    county.set_rules(green_channel=["key_enterprise"])
    assert credit_of(county.issue("company-open", **wish)) == GREEN
    wish["category"] = "disabled"
    assert refused(county.try_issue("tax", **wish), "invalid", 422)["errors"][0]["field"] == "category"


def test_an_unknown_category_is_refused_by_its_field(county: County) -> None:
    assert refused(county.try_issue("tax", category="vip"), "invalid", 422)["errors"][0]["field"] == "category"


def test_twenty_minutes_before_overtake_and_twenty_minutes_later_do_not(county: County) -> None:
    county.open(27)
    first = county.issue("tax")
    county.wait(minutes=20)
    senior = county.issue("tax", id_number=SENIOR)  # counts from when `first` came, and came after it
    assert county.call(27)["number"] == first["number"]
    told(county.clerk(27).does("start", first))
    late = county.issue("tax")
    told(county.finish(27, first))
    assert county.call(27)["number"] == senior["number"]
    assert county.see(late)["overtaken"] == 0


def test_the_overtaken_are_counted_and_nobody_more_often_than_the_limit(county: County) -> None:
    county.set_rules(overtaken_limit=2)
    county.open(27)
    ordinary = county.issue("tax")
    seniors = [county.issue("tax", id_number=number) for number in (SENIOR, SIXTY_TODAY)]
    assert county.see(ordinary)["overtaken"] == 2
    third = county.issue("tax", by=county.greeter, channel="desk", category="disabled")
    assert third["effective_since"] == ordinary["effective_since"]
    assert county.see(ordinary)["overtaken"] == 2
    order = []
    for _ in range(4):
        ticket = county.serve(27)
        order.append(ticket["number"])
        told(county.finish(27, ticket))
    assert order == [seniors[0]["number"], seniors[1]["number"], ordinary["number"], third["number"]]


@pytest.fixture
def sent_away(county: County) -> Json:
    """A ticket that ended with the list of missing materials."""
    county.open(27)
    ticket = county.issue("tax")
    county.serve(27)
    done: Json = told(county.finish(27, ticket, "incomplete", missing=["户口本", "合同"]))
    return done


def test_a_return_with_the_one_time_notice_within_three_working_days_has_credit(
    county: County, sent_away: Json
) -> None:
    county.wait(days=3)  # from Monday to Thursday
    ticket = county.issue("tax", returns_from=sent_away["id"])
    assert credit_of(ticket) == (20, "return")
    called = county.call(27)
    assert called["returns_from"] == sent_away["id"]
    # Nobody gave a name, and still the desk knows what was told the last time.
    assert [(one["kind"], one["service"], one["text"]) for one in called["notes"]] == [
        ("missing", "tax", "户口本；合同")
    ]


def test_on_the_fourth_working_day_the_credit_is_gone(county: County, sent_away: Json) -> None:
    county.wait(days=4)
    assert credit_of(county.issue("tax", returns_from=sent_away["id"])) == NONE


def test_a_weekend_counts_for_nothing(county: County, sent_away: Json) -> None:
    county.open(22)
    county.wait(days=4)  # Friday
    ticket = county.issue("pension")
    county.serve(22)
    told(county.finish(22, ticket, "incomplete", missing=["社会保障卡"]))
    county.wait(days=5)  # Wednesday, the third working day after
    assert credit_of(county.issue("pension", returns_from=ticket["id"])) == (20, "return")
    county.wait(days=1)
    assert credit_of(county.issue("pension", returns_from=ticket["id"])) == NONE


def test_a_return_is_for_the_same_matter_and_once(county: County, sent_away: Json) -> None:
    assert credit_of(county.issue("pension", returns_from=sent_away["id"])) == NONE
    first = county.issue("pension", "tax", returns_from=sent_away["id"])
    assert credit_of(first) == (20, "return")
    assert credit_of(county.issue("tax", returns_from=sent_away["id"])) == NONE
    told(county.visitor.send("DELETE", f"/tickets/{first['id']}"))
    assert credit_of(county.issue("tax", returns_from=sent_away["id"])) == (20, "return")


def test_who_was_left_unserved_has_credit_for_the_next_time(county: County) -> None:
    left = county.issue("tax")
    told(county.manager.post("/halls/zhouzhi/close"))
    county.wait(days=1)
    assert credit_of(county.issue("tax", returns_from=left["id"])) == (20, "return")


def test_a_finished_or_cancelled_ticket_earns_no_return(county: County) -> None:
    county.open(27)
    done = county.issue("tax")
    county.serve(27)
    told(county.finish(27, done))
    cancelled = county.issue("tax")
    told(county.visitor.send("DELETE", f"/tickets/{cancelled['id']}"))
    for before in (done, cancelled):
        assert credit_of(county.issue("tax", returns_from=before["id"])) == NONE


def test_grounds_for_credit_are_never_added_up(county: County, sent_away: Json) -> None:
    ticket = county.issue("tax", id_number=SENIOR, returns_from=sent_away["id"])
    assert ticket["credit_minutes"] == 20


def test_what_another_hall_told_gives_no_right_here(county: County) -> None:
    county.open(3)
    county.issue("pension")
    away = told(county.finish(3, county.serve(3), "incomplete", missing=["户口本"]))
    wish = {"channel": "kiosk", "services": ["pension"], "returns_from": away["id"]}
    for kiosk, hall, credit in ((county.other_kiosk, TOWN, NONE), (county.kiosk, COUNTY, (20, "return"))):
        assert credit_of(told(kiosk.post(f"/halls/{hall}/tickets", wish), 201)) == credit


def test_a_notice_that_nobody_knows_any_more_is_no_reason_to_refuse_a_walk_in(county: County) -> None:
    ticket = county.issue("tax", returns_from="x" * 22)
    assert credit_of(ticket) == NONE
    county.open(27)
    assert county.call(27)["returns_from"] is None


def test_the_category_stays_out_of_the_journal(county: County) -> None:
    county.issue("tax", by=county.greeter, channel="desk", category="disabled")
    assert all("disabled" not in entry.text for entry in county.journal())
