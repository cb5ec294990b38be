"""The door of what is shown at a hall's door: the code by which whoever stands there takes a ticket."""

from typing import Annotated

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.clock import now
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints
from hall.edge.fields import Instant
from hall.errors import FieldProblem, UnknownService
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.door_codes import PURPOSE, door_code

endpoints = Endpoints("door")


class DoorQuery(Body):
    """`service`: what the code is for; without it whoever scans chooses first."""

    service: Annotated[str, Field(min_length=1, max_length=64)] | None = None


class DoorCodeAnswer(Answer):
    """The code now; the next one stands from `changes_at` on, this one is taken until `valid_until`."""

    code: str
    service: str | None
    now: Instant
    changes_at: Instant
    valid_until: Instant


@endpoints.read("/halls/<hall>/door-code", access=needs(Permission.DOOR), answer=DoorCodeAnswer, query=DoorQuery)
def door(call: Call[DoorQuery], connection: Connection) -> DoorCodeAnswer:
    """The code at the door of a hall, for the screen that shows it."""
    book, at, service = hall_book(connection, call.subject.hall_id), now(), call.body.service
    if service is not None and not book.offers(service):
        words = Text(f"本大厅不办理“{service}”", f"This hall does not handle {service!r}")
        raise UnknownService(words, fields=[FieldProblem("service", words)])
    code = door_code(book.code, service, book.virtual.door_period, at, lambda text: call.vault.hashes(text, PURPOSE))
    return DoorCodeAnswer(
        code=code.text, service=service, now=at, changes_at=code.changes_at, valid_until=code.valid_until
    )
