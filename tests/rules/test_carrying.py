"""Who a ticket is for when its holder comes back, by what was said then and is said now."""

import pytest

from hall.ticketing.carrying import Before, carried_over
from hall.ticketing.wish import Channel, PrincipalWish, Wish

WANG, LI = "610124199003078518", "610124200002290010"
P = PrincipalWish
BEFORE = P(name="王芳", number=WANG, phone="13812345678", services=("tax",))
KNOWN = P(name="王芳", phone="13812345678")
CASES = [
    # said now, what comes of it
    ((), (KNOWN,)),
    ((P(phone="13900000000"),), (P(name="王芳", phone="13900000000"),)),
    ((P(name="王 芳"),), (P(name="王 芳", phone="13812345678"),)),
    ((P(number=WANG),), (P(name="王芳", number=WANG, phone="13812345678"),)),
    ((P(name="王小芳", number=WANG),), (P(name="王小芳", number=WANG, phone="13812345678"),)),
    ((P(name="李明"),), (P(name="李明"),)),
    ((P(number=LI),), (P(number=LI),)),
    ((P(name="王芳", number=LI),), (P(name="王芳", number=LI),)),
]


def wish(*principals: PrincipalWish, services: tuple[str, ...] = ("tax",)) -> Wish:
    return Wish(Channel.KIOSK, services, principals=principals)


@pytest.mark.parametrize(("now", "then"), CASES)
def test_what_was_left_blank_is_known_from_before_unless_it_is_somebody_else(
    now: tuple[PrincipalWish, ...], then: tuple[PrincipalWish, ...]
) -> None:
    assert carried_over(wish(*now), Before((BEFORE,)), 3).principals == then


def test_several_come_back_each_with_their_own_and_whoever_came_for_them_is_told() -> None:
    several = Before((BEFORE, P(name="李明", number=LI, services=("tax", "pension"))), agent=P(phone="13700000000"))
    found = carried_over(wish(services=("tax", "pension")), several, 3)
    assert found.principals == (
        P(name="王芳", phone="13812345678", services=("tax",)),
        P(name="李明", services=("tax", "pension")),
    )
    assert (found.services, found.agent) == ((), P(phone="13700000000"))
    one = carried_over(wish(P(number=LI, phone="13900000000")), several, 3)
    assert one.principals == (P(name="李明", number=LI, phone="13900000000"),)
    assert one.agent is None, "who says where to be told is told there alone"


@pytest.mark.parametrize(("services", "most"), [(("tax", "housing"), 3), (("tax",), 1)])
def test_where_it_is_not_plain_whose_a_service_is_nobody_is_named(services: tuple[str, ...], most: int) -> None:
    several = Before((BEFORE, P(name="李明", services=("tax",))))
    plain = wish(services=services)
    assert carried_over(plain, several, most) == plain
    nameless = wish(P(phone="13900000000"), services=services)
    assert carried_over(nameless, several, most) == nameless
