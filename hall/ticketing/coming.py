"""What a request for a ticket says of where its phone is, and whether the hall lets it in."""

from datetime import datetime, timedelta

from pydantic import Field

from hall.catalogue.book import HallBook
from hall.edge.access import Caller
from hall.edge.endpoint import Body
from hall.errors import FieldProblem, Invalid
from hall.personal.vault import Vault
from hall.text import Text
from hall.ticketing.claims import Claim, Position, bare_refusal, claim_refusal
from hall.ticketing.door_codes import PURPOSE, door_refusal
from hall.ticketing.wish import Channel


class PositionBody(Body):
    """Where a phone is, in degrees (WGS 84, as browsers tell it); looked at and not kept."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    accuracy_metres: float = Field(default=0.0, ge=0, le=10_000_000)


class ComingBody(Body):
    """A phone on its way says where it is or how soon it comes; one at the door holds the code shown there."""

    position: PositionBody | None = None
    arrives_in_minutes: int | None = Field(default=None, ge=0, le=1440)
    door_code: str | None = Field(default=None, min_length=1, max_length=64)

    @property
    def proves(self) -> bool:
        """Whether it says anything at all."""
        return self.position is not None or self.arrives_in_minutes is not None or self.door_code is not None

    @property
    def claim(self) -> Claim:
        """What is said of the way."""
        place, minutes = self.position, self.arrives_in_minutes
        return Claim(
            position=Position(place.latitude, place.longitude, place.accuracy_metres) if place else None,
            arrives_in=None if minutes is None else timedelta(minutes=minutes),
        )


def check_coming(
    body: ComingBody, channel: Channel, book: HallBook, services: list[str], vault: Vault, at: datetime
) -> None:
    """Raises what stands in the way of a phone or door; every other channel proves itself in its own way."""
    _check_place(body, channel)
    if channel not in (Channel.PHONE, Channel.DOOR):
        return
    if body.door_code is not None:
        refusal = door_refusal(
            body.door_code, book.code, services, book.virtual.door_period, at, lambda text: vault.hashes(text, PURPOSE)
        )
    elif body.proves:
        refusal = claim_refusal(book, body.claim, services)
    else:
        refusal = bare_refusal(book)
    if refusal is not None:
        raise refusal


def phone_of(body: ComingBody, caller: Caller) -> str | None:
    """What a phone that proved to be near is known again by: its cookie, or the address where it keeps none."""
    if not body.proves:
        return None
    return caller.device_cookie or f"address {caller.address}"


def _check_place(body: ComingBody, channel: Channel) -> None:
    """Each says what belongs to it, so that nothing is passed over in silence."""
    given = {
        "door_code": (body.door_code, Channel.DOOR),
        "position": (body.position, Channel.PHONE),
        "arrives_in_minutes": (body.arrives_in_minutes, Channel.PHONE),
    }
    for field, (value, belongs) in given.items():
        if value is not None and channel is not belongs:
            words = Text(f"只用于渠道 {belongs}", f"belongs to the channel {belongs} alone")
            raise Invalid(words, fields=[FieldProblem(field, words)])
