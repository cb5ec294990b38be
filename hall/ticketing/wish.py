"""What somebody asks for when taking a ticket, as plain values, checked before anything is written."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from hall.catalogue.book import HallBook
from hall.catalogue.categories import Category
from hall.catalogue.definition import MOST_ERRANDS
from hall.errors import FieldProblem, Invalid, UnknownService
from hall.text import Language, Text


class Channel(StrEnum):
    """Where a ticket was taken."""

    KIOSK = "kiosk"
    DESK = "desk"
    PHONE = "phone"
    DOOR = "door"
    BOOKING = "booking"
    SELF_SERVICE = "self_service"

    @property
    def by_visitor(self) -> bool:
        """Whether visitors take it themselves: what they say of themselves there is their word alone."""
        return self not in (Channel.DESK, Channel.BOOKING)


@dataclass(frozen=True)
class PrincipalWish:
    """Somebody errands are for: all of it optional; `number` is an identity number or a credit code, checked."""

    kind: str = "person"
    name: str | None = None
    number: str | None = None
    phone: str | None = None
    services: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.name or self.number or self.phone)


@dataclass(frozen=True)
class Wish:
    """A ticket asked for: services or one bundle, or services by principal.

    `confirmed`: staff, or an identity card at a kiosk, vouches for `category`; a category that nobody confirmed gives
    no credit until it is. `slot_start`: of the appointment that becomes this ticket. `device`: the phone that takes it
    from where it proved to be, which holds no more than its own. `agent`: whoever comes for the principals, of whom
    name and phone are kept.
    """

    channel: Channel
    services: tuple[str, ...] = ()
    bundle: str | None = None
    principals: tuple[PrincipalWish, ...] = ()
    category: Category | None = None
    confirmed: bool = False
    needs_help: bool = False
    returns_from: str | None = None
    language: Language = "zh"
    slot_start: datetime | None = None
    device: str | None = None
    agent: PrincipalWish | None = None


@dataclass(frozen=True)
class Plan:
    """The errands a wish comes to: (service, principal's position) in order, and whether that order binds."""

    errands: tuple[tuple[str, int], ...]
    in_order: bool
    prefix: str

    @property
    def services(self) -> tuple[str, ...]:
        return tuple(service for service, _principal in self.errands)

    def without(self, positions: Collection[int], book: HallBook) -> Self:
        """The plan less the errands at these positions; a plan whose order binds stays whole."""
        if self.in_order or not positions:
            return self
        left = tuple(errand for position, errand in enumerate(self.errands) if position not in positions)
        return replace(self, errands=left, prefix=book.services[left[0][0]].prefix)


def plan_errands(book: HallBook, wish: Wish) -> Plan:
    """The errands of a wish, or Invalid / UnknownService with the field that is wrong."""
    ways = [bool(wish.services), wish.bundle is not None, any(each.services for each in wish.principals)]
    if sum(ways) != 1:
        raise _wrong("services", Text("请选择事项或一件事（二选一）", "Choose services, or one bundle, not both"))
    if len(wish.principals) > book.rules.max_principals:
        most = book.rules.max_principals
        raise _wrong("principals", Text(f"一次最多为 {most} 人办理", f"One ticket serves at most {most} principals"))
    _check_each_has_services(wish)
    if wish.category is not None and not book.rules.grants(wish.category):
        name = wish.category.words
        raise _wrong(
            "category", Text(f"本大厅绿色通道不含“{name.zh}”", f"This hall's green channel does not include: {name.en}")
        )
    if wish.bundle is not None:
        errands, in_order = _bundle(book, wish.bundle)
    else:
        errands, in_order = _listed(wish), False
    if len(errands) > MOST_ERRANDS:
        raise _wrong(
            "services", Text(f"一张号票最多 {MOST_ERRANDS} 项", f"One ticket holds at most {MOST_ERRANDS} errands")
        )
    for service, _principal in errands:
        _check_service(book, service)
    return Plan(errands, in_order, book.services[errands[0][0]].prefix)


def _check_each_has_services(wish: Wish) -> None:
    """What several principals come for is said for each of them: nobody is listed for nothing."""
    if len(wish.principals) > 1:
        for at, each in enumerate(wish.principals):
            if not each.services:
                raise _wrong(
                    f"principals.{at}.services",
                    Text("请为每位办理人分别选择事项", "Choose services for each principal"),
                )


def _bundle(book: HallBook, code: str) -> tuple[tuple[tuple[str, int], ...], bool]:
    bundle = book.bundles.get(code)
    if bundle is None:
        raise UnknownService(Text(f"没有这个一件事：{code}", f"There is no bundle {code!r}"), fields=[_field("bundle")])
    return tuple((service, 0) for service in bundle.services), bundle.in_order


def _listed(wish: Wish) -> tuple[tuple[str, int], ...]:
    if wish.services:
        return tuple((service, 0) for service in dict.fromkeys(wish.services))
    return tuple(
        (service, position)
        for position, principal in enumerate(wish.principals)
        for service in dict.fromkeys(principal.services)
    )


def _check_service(book: HallBook, service: str) -> None:
    if service not in book.services:
        raise UnknownService(
            Text(f"没有这个事项：{service}", f"There is no service {service!r}"), fields=[_field("services")]
        )
    if not book.offers(service):
        name = book.services[service].name
        raise UnknownService(
            Text(f"本大厅没有窗口办理“{name.zh}”", f"No window of this hall handles {name.en}"),
            fields=[_field("services")],
        )


def _field(name: str) -> FieldProblem:
    return FieldProblem(name, Text("请从事项列表中选择", "Choose from the list of services"))


def _wrong(field: str, words: Text) -> Invalid:
    return Invalid(words, fields=[FieldProblem(field, words)])
