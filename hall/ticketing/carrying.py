"""Whom a ticket is for when its holder comes back with an earlier one: whoever that was for. Pure.

Names and phones go along, so that the desk knows whom it has before it and messages still reach them. Numbers of
documents do not: a paper shows that somebody may come back, and never who they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hall.ticketing.wish import PrincipalWish, Wish


@dataclass(frozen=True)
class Before:
    """Who an earlier ticket was for: those with something left over, each with those services, and their agent."""

    people: tuple[PrincipalWish, ...] = ()
    agent: PrincipalWish | None = None


def carried_over(wish: Wish, before: Before, most: int) -> Wish:
    """The wish with the names and phones of the earlier ticket where it says nothing else; `most` principals."""
    if wish.principals:
        named = _completed(wish.principals, before.people)
    else:
        named, wish = _the_same(wish, before.people, most)
    if named == wish.principals:
        return wish
    own = any(each.phone for each in wish.principals)
    return replace(wish, principals=named, agent=wish.agent or (None if own else before.agent))


def _the_same(wish: Wish, people: Sequence[PrincipalWish], most: int) -> tuple[tuple[PrincipalWish, ...], Wish]:
    """Nobody is named: the people of before. Each with their own services, where they were several."""
    if len(people) == 1:
        return (_known(replace(people[0], services=())),), wish
    wanted = set(wish.services)
    again = tuple(_known(replace(one, services=_of(one, wanted))) for one in people if _of(one, wanted))
    whole = wanted == {service for one in again for service in one.services}
    return (again, replace(wish, services=())) if whole and 0 < len(again) <= most else ((), wish)


def _of(person: PrincipalWish, wanted: set[str]) -> tuple[str, ...]:
    return tuple(service for service in person.services if service in wanted)


def _completed(named: Sequence[PrincipalWish], people: Sequence[PrincipalWish]) -> tuple[PrincipalWish, ...]:
    """Each with what they left blank, if it is plain who of the earlier ticket they are."""
    found = []
    for each in named:
        same = [one for one in people if _is(each, one)]
        if not same and len(named) == 1:
            same = [one for one in people if not _differ(each.number, one.number) and not _differ(each.name, one.name)]
        found.append(_filled(each, same[0]) if len(same) == 1 else each)
    return tuple(found)


def _is(one: PrincipalWish, other: PrincipalWish) -> bool:
    """Whether both gave the same number or, where one gave none, the same name."""
    if one.number and other.number:
        return one.number == other.number
    return bool(one.name and other.name) and not _differ(one.name, other.name)


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and "".join(str(one).split()) != "".join(str(other).split())


def _filled(given: PrincipalWish, known: PrincipalWish) -> PrincipalWish:
    kind = given.kind if given.number else known.kind
    return replace(given, kind=kind, name=given.name or known.name, phone=given.phone or known.phone)


def _known(person: PrincipalWish) -> PrincipalWish:
    return replace(person, number=None)
