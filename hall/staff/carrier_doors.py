"""`/halls/{hall}/carriers`: what carries a hall's messages out of the house. An address goes in and never comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.db import Transaction, public_id
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody
from hall.edge.fields import Instant, Words
from hall.edge.trails import trail_of
from hall.errors import FieldProblem, Invalid
from hall.journal.audit import AuditKind
from hall.notify.actions import MESSAGE_PHONE, NewCarrier, Note, add_carrier, remove_carrier, tell_by
from hall.notify.addresses import LONGEST, Audience, checked_address, filled
from hall.notify.courier import Courier
from hall.notify.queries import CarrierRow, carrier_row, carriers_of, waiting_messages
from hall.personal.numbers import read_phone
from hall.staff.administration import Name
from hall.staff.permissions import Permission
from hall.text import Text

A_PHONE = "13800000000"
"""Stands for any visitor's while an address is looked at; nobody is sent anything."""
TRIAL_GOOD_FOR = timedelta(minutes=5)
TRIAL = Text("这是一条测试通知，无需处理。", "This is a test; nothing needs to be done.")

Address = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
SETTINGS = needs(Permission.SETTINGS)


class NewCarrierBody(Body):
    """`address`: a URL as Apprise writes it, with `{phone}` in it for visitors and without for staff.

    `department`: one of the hall's services', whose own this carrier of staff is; without it, it tells of everything.
    """

    name: Name
    audience: Audience
    address: Address
    department: Annotated[str, Field(min_length=1, max_length=64)] | None = None


class TrialBody(Body):
    """`phone`: where the message goes, for a carrier of visitors."""

    phone: Annotated[str, Field(max_length=64)] | None = None


class CarrierAnswer(Answer):
    """A carrier without its address: `scheme` is the beginning of that, `service` what kind of carrier it means.

    `waiting`: messages that it has not taken yet; `delivered_at`, `failed_at`: when it last took one, or did not;
    `failing_since`: the first time in a row that it did not.
    """

    id: str
    name: str
    audience: Audience
    department: str | None
    scheme: str
    service: str
    added_at: Instant
    waiting: int
    delivered_at: Instant | None
    failed_at: Instant | None
    failing_since: Instant | None


class CarriersAnswer(Answer):
    """`departments`: those that a carrier of staff may be for; `department_names`: what each is called."""

    departments: list[str]
    department_names: dict[str, Words]
    items: list[CarrierAnswer]
    next: str | None = None


@dataclass(frozen=True)
class CarrierDoors:
    """The doors of carriers. `departments`: those of a hall's services, by its id, with what they are called."""

    courier: Courier
    departments: Callable[[Connection, int], Mapping[str, Text]]

    def endpoints(self) -> Endpoints:
        doors, path = Endpoints("carriers"), "/halls/<hall>/carriers"
        doors.read(path, access=needs(Permission.SETTINGS, Permission.BOARD), answer=CarriersAnswer)(self.listed)
        doors.change(
            "POST", path, access=SETTINGS, body=NewCarrierBody, answer=CarrierAnswer, status=201, prepare=self.look
        )(self.add)
        doors.change("DELETE", path + "/<carrier>", access=SETTINGS, answer=None)(self.remove)
        doors.change("POST", path + "/<carrier>/try", access=SETTINGS, body=TrialBody, answer=CarrierAnswer)(
            self.attempt
        )
        return doors

    def listed(self, call: Call[NoBody], connection: Connection) -> CarriersAnswer:
        """The hall's carriers, without their addresses."""
        waiting = waiting_messages(connection, call.subject.hall_id)
        rows = carriers_of(connection, call.subject.hall_id)
        departments = self.departments(connection, call.subject.hall_id)
        return CarriersAnswer(
            departments=list(departments),
            department_names={name: words.as_json() for name, words in departments.items()},
            items=[_shown(row, waiting.get(row.id, 0)) for row in rows],
        )

    def look(self, call: Call[NewCarrierBody]) -> NewCarrier:
        """What the address means; asked before the transaction, of a process beside the server."""
        body = call.body
        scheme = checked_address(body.address, body.audience)
        phone = A_PHONE if body.audience is Audience.VISITORS else None
        service = self.courier.named(filled(body.address, public_id(), phone))
        return NewCarrier(body.name, body.audience, body.address, scheme, service, body.department)

    def add(self, call: Call[NewCarrierBody], transaction: Transaction) -> CarrierAnswer:
        """A new carrier; its address is stored encrypted and told to nobody again."""
        if call.body.department is not None:
            self._check_department(call, transaction.connection)
        carrier_id = add_carrier(trail_of(call, transaction), call.subject.hall_id, call.prepared)
        return _shown(carrier_row(transaction.connection, call.subject.hall_id, carrier_id), 0)

    def _check_department(self, call: Call[NewCarrierBody], connection: Connection) -> None:
        known = self.departments(connection, call.subject.hall_id)
        if call.body.audience is Audience.VISITORS or call.body.department not in known:
            words = Text(
                "部门只用于通知工作人员的通道，且须是本大厅事项的部门",
                "A department is for carriers of staff, and one of the hall's services'",
            )
            raise Invalid(words, fields=[FieldProblem("department", words)], extra={"departments": list(known)})

    def remove(self, call: Call[NoBody], transaction: Transaction) -> None:
        """Take a carrier away, with what waits for it."""
        remove_carrier(trail_of(call, transaction), call.subject.hall_id, call.path["carrier"])

    def attempt(self, call: Call[TrialBody], transaction: Transaction) -> CarrierAnswer:
        """Send a test message by a carrier, to the given phone if it is one for visitors."""
        connection, hall_id = transaction.connection, call.subject.hall_id
        carrier = carrier_row(connection, hall_id, call.path["carrier"])
        phones: tuple[bytes, ...] = ()
        if carrier.audience is Audience.VISITORS:
            phones = (call.vault.seal(read_phone(call.body.phone or "", "phone"), MESSAGE_PHONE),)
        note = Note(f"test:{public_id()}", "test", TRIAL.as_json(), call.language, TRIAL_GOOD_FOR, phones)
        tell_by(connection, hall_id, carrier.id, note, transaction.now)
        trail_of(call, transaction).note(AuditKind.CARRIER_TRIED, carrier.id, hall_id=hall_id)
        return _shown(carrier, waiting_messages(connection, hall_id).get(carrier.id, 0))


def _shown(row: CarrierRow, waiting: int) -> CarrierAnswer:
    return CarrierAnswer(
        id=row.id,
        name=row.name,
        audience=row.audience,
        department=row.department,
        scheme=row.scheme,
        service=row.service,
        added_at=row.added_at,
        waiting=waiting,
        delivered_at=row.delivered_at,
        failed_at=row.failed_at,
        failing_since=row.failing_since,
    )
