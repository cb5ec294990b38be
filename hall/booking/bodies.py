"""What is sent when booking: one body for all modes, and the fields that each mode has of its own."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from hall.booking.asking import asked_slot, check_each_once, check_offered, check_party
from hall.booking.modes import Mode
from hall.booking.wish import BookingWish
from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.edge.endpoint import Body, Unread
from hall.edge.problems import invalid_values
from hall.errors import FieldProblem, Gathered, Invalid
from hall.personal.numbers import read_phone
from hall.text import Language, Text
from hall.ticketing.api import Code, PrincipalBody, Short, principal_wish
from hall.ticketing.wish import Channel, PrincipalWish

Line = Annotated[str, Field(min_length=1, max_length=100)]


KNOWN_BY = ("id_number", "credit_code", "phone")


class NoFields(Body):
    """A mode without fields of its own."""


class HomeVisitFields(Body):
    address: Annotated[str, Field(min_length=4, max_length=200)]
    contact_name: Annotated[str, Field(min_length=1, max_length=64)]
    contact_phone: Short


class PreReviewFields(Body):
    """`materials`: what is to be looked at before."""

    materials: Annotated[list[Line], Field(min_length=1, max_length=20)]


class CrossRegionFields(Body):
    """`jurisdiction`: the place whose matter it is (业务属地)."""

    jurisdiction: Annotated[str, Field(min_length=2, max_length=64)]


FIELDS: dict[Mode, type[Body]] = {
    Mode.HOME_VISIT: HomeVisitFields,
    Mode.PRE_REVIEW: PreReviewFields,
    Mode.CROSS_REGION: CrossRegionFields,
}
OWN = tuple(name for fields in FIELDS.values() for name in fields.model_fields)


class PersonBody(Body):
    id_number: Short | None = None
    credit_code: Short | None = None
    name: Short | None = None
    phone: Short | None = None


class AskedBody(PersonBody):
    """What can be judged of an appointment that is asked for, whatever is missing."""

    service: Code | None = None
    mode: Mode | None = None
    slot: Code | None = None
    principals: list[PersonBody] = Field(default_factory=list, max_length=50)
    address: str | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    materials: list[str] | None = None
    jurisdiction: str | None = None


class BookBody(AskedBody):
    """An appointment for one person, or for `principals`: then the fields above are of the agent who comes for them.

    Everybody it is for needs the number of a document or a phone. `reserve` keeps the place until it is confirmed.
    """

    service: Code
    mode: Mode = Mode.STANDARD
    slot: Code
    needs_help: bool = False
    reserve: bool = False
    language: Literal["zh", "en", "zh-CN"] | None = None


class ChangeBody(Body):
    """Another slot of the same service; `mode` only between modes with the same fields."""

    slot: Code
    mode: Mode | None = None


def booking_wish(body: BookBody, book: HallBook, channel: Channel, language: Language, at: datetime) -> BookingWish:
    """The body as a wish. Raises Invalid with every field that is wrong."""
    gathered = Gathered()
    asked = _read(body, book, at, gathered, frozenset())
    gathered.tell()
    own, people, details = asked.own, tuple(each for each in asked.people if each), asked.details
    assert own is not None
    assert details is not None, "what cannot be read was told"
    return BookingWish(
        service=body.service,
        mode=body.mode,
        slot=body.slot,
        people=people or (own,),
        agent=own if people and not own.empty else None,
        details=details,
        channel=channel,
        needs_help=body.needs_help,
        reserve=body.reserve,
        language=language if body.language is None else ("en" if body.language == "en" else "zh"),
    )


def wrong_besides(unread: Unread, book: HallBook, at: datetime) -> list[Invalid]:
    """What else is wrong with a body that cannot be read whole."""
    gathered = Gathered()
    if (body := unread.part(AskedBody)) is not None:
        _read(body, book, at, gathered, unread.wrong)
    return gathered.refusals


def own_fields(mode: Mode) -> list[str]:
    """The names of the fields that a mode has of its own."""
    return list(FIELDS.get(mode, NoFields).model_fields)


def same_fields(one: Mode, other: Mode) -> bool:
    """Whether two modes ask for the same, so that an appointment may go from one to the other."""
    return FIELDS.get(one, NoFields) is FIELDS.get(other, NoFields)


@dataclass(frozen=True)
class _Asked:
    """What was read; None for each part that is wrong."""

    own: PrincipalWish | None
    people: tuple[PrincipalWish | None, ...]
    details: dict[str, Any] | None


def _read(body: AskedBody, book: HallBook, at: datetime, gathered: Gathered, wrong: Set[str]) -> _Asked:
    """Everything that can be judged; the fields that are `wrong` already were left out of the body."""
    today = hall_day(book.zone, at)
    mode = body.mode or (None if "mode" in wrong else Mode.STANDARD)
    own = gathered.take(lambda: _person(body, today, ""))
    people = tuple(
        gathered.take(partial(_person, each, today, f"principals.{place}."))
        for place, each in enumerate(body.principals)
    )
    agent_given = bool(own and not own.empty)
    for person, where in [(own, ""), *((each, f"principals.{place}.") for place, each in enumerate(people))]:
        needed = bool(where) or agent_given or not (people or "principals" in wrong)
        if person is not None and needed and not any(f"{where}{name}" in wrong for name in KNOWN_BY):
            gathered.take(partial(_check_known, person, where))
    details = gathered.take(lambda: _details(body, mode, wrong)) if mode else None
    gathered.take(lambda: _check_slot(body, book, mode, at))
    gathered.take(lambda: check_party(book, len(body.principals)))
    gathered.take(lambda: check_each_once(people))
    return _Asked(own, people, details)


def _check_slot(body: AskedBody, book: HallBook, mode: Mode | None, at: datetime) -> None:
    if body.service and body.slot and mode:
        asked_slot(book, body.service, mode, body.slot, at)
    elif body.service:
        check_offered(book, body.service, mode)


def _person(body: PersonBody, today: date, where: str) -> PrincipalWish:
    own = {name: getattr(body, name) for name in PersonBody.model_fields}
    return principal_wish(PrincipalBody(**own), today, where)


def _check_known(person: PrincipalWish, where: str) -> None:
    if not (person.number or person.phone):
        words = Text(
            "预约请填写证件号或手机号；不愿填写的，可直接到大厅现场取号",
            "To book, give the number of a document or a phone; without either, take a ticket in the hall",
        )
        raise Invalid(words, fields=[FieldProblem(f"{where}phone", words)])


def _details(body: AskedBody, mode: Mode, wrong: Set[str]) -> dict[str, Any]:
    given = {name: value for name in OWN if (value := getattr(body, name)) is not None}
    gathered, details = Gathered(), {}
    try:
        details = FIELDS.get(mode, NoFields).model_validate(given).model_dump(exclude_none=True)
    except ValidationError as error:
        refusal, partly = invalid_values(error), {place.partition(".")[0] for place in wrong if "." in place}
        if not partly.issuperset(each.field for each in refusal.fields):  # else it is told where it is wrong
            gathered.refusals.append(refusal)
    if mode is Mode.HOME_VISIT and body.contact_phone:
        details["contact_phone"] = gathered.take(partial(read_phone, body.contact_phone, "contact_phone"))
    gathered.tell()
    return details
