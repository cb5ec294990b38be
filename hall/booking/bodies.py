"""What is sent when booking: one body for all modes, and the fields that each mode has of its own."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from hall.booking.modes import Mode
from hall.booking.wish import BookingWish
from hall.edge.endpoint import Body
from hall.edge.problems import invalid_values
from hall.errors import FieldProblem, Invalid
from hall.personal.numbers import read_phone
from hall.text import Language, Text
from hall.ticketing.api import Code, PrincipalBody, Short, principal_wish
from hall.ticketing.wish import Channel, PrincipalWish

Line = Annotated[str, Field(min_length=1, max_length=100)]


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


class BookBody(PersonBody):
    """An appointment for one person, or for `principals`: then the fields above are of the agent who comes for them.

    Everybody it is for needs the number of a document or a phone. `reserve` keeps the place until it is confirmed.
    """

    service: Code
    mode: Mode = Mode.STANDARD
    slot: Code
    principals: list[PersonBody] = Field(default_factory=list, max_length=50)
    needs_help: bool = False
    reserve: bool = False
    language: Literal["zh", "en", "zh-CN"] | None = None
    address: str | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    materials: list[str] | None = None
    jurisdiction: str | None = None


class ChangeBody(Body):
    """Another slot of the same service; `mode` only between modes with the same fields."""

    slot: Code
    mode: Mode | None = None


def booking_wish(body: BookBody, channel: Channel, language: Language, today: date) -> BookingWish:
    """The body as a wish. Raises Invalid with the field that is wrong."""
    own = _person(body, today, "")
    people = tuple(_person(each, today, f"principals.{at}.") for at, each in enumerate(body.principals))
    for at, each in enumerate(people or (own,)):
        _check_known(each, f"principals.{at}." if people else "")
    if people and not own.empty:
        _check_known(own, "")
    return BookingWish(
        service=body.service,
        mode=body.mode,
        slot=body.slot,
        people=people or (own,),
        agent=own if people and not own.empty else None,
        details=_details(body),
        channel=channel,
        needs_help=body.needs_help,
        reserve=body.reserve,
        language=language if body.language is None else ("en" if body.language == "en" else "zh"),
    )


def own_fields(mode: Mode) -> list[str]:
    """The names of the fields that a mode has of its own."""
    return list(FIELDS.get(mode, NoFields).model_fields)


def same_fields(one: Mode, other: Mode) -> bool:
    """Whether two modes ask for the same, so that an appointment may go from one to the other."""
    return FIELDS.get(one, NoFields) is FIELDS.get(other, NoFields)


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


def _details(body: BookBody) -> dict[str, Any]:
    given = {name: value for name in OWN if (value := getattr(body, name)) is not None}
    try:
        details = FIELDS.get(body.mode, NoFields).model_validate(given).model_dump(exclude_none=True)
    except ValidationError as error:
        raise invalid_values(error) from error
    if "contact_phone" in details:
        details["contact_phone"] = read_phone(details["contact_phone"], "contact_phone")
    return details
