"""What a report brings, held against the hall's catalogue and the rules of numbers."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.errors import FieldProblem, Gathered, Invalid, UnknownDepartment, UnknownService, UserNotFound, WindowNotFound
from hall.escalation.actions.registering import Reporter
from hall.personal.numbers import read_credit_code, read_id_number, read_phone
from hall.staff.queries import person_named
from hall.staff.usernames import folded
from hall.text import Text


def checked_service(book: HallBook, code: str | None) -> str | None:
    """A service of the catalogue, also one that is no longer offered. Raises UnknownService."""
    if code is not None and code not in book.services:
        words = Text(f"没有事项“{code}”", f"There is no service {code!r}")
        raise UnknownService(words, fields=[FieldProblem("service", words)])
    return code


def checked_window(book: HallBook, number: int | None) -> str | None:
    """The id of a window by its number. Raises WindowNotFound."""
    if number is None:
        return None
    found = next((page.id for page in book.windows.values() if page.number == number), None)
    if found is None:
        raise WindowNotFound
    return found


def departments_in(book: HallBook) -> list[str]:
    """The departments of the hall's services."""
    return sorted({page.department.zh for page in book.services.values() if not page.retired})


def departments_called(connection: Connection, hall_id: int) -> dict[str, Text]:
    """What the departments of a hall's services are called, by the name they are kept under."""
    book = hall_book(connection, hall_id)
    return {name: book.department(name) for name in departments_in(book)}


def checked_department(book: HallBook, name: str) -> str:
    """A department of the hall's services. Raises UnknownDepartment."""
    if name not in departments_in(book):
        raise UnknownDepartment(
            Text(f"没有部门“{name}”", f"There is no department {name!r}"), extra={"departments": departments_in(book)}
        )
    return name


def named_in(connection: Connection, username: str, hall_id: int) -> str:
    """The id of somebody who works in this hall, by their user name however it is typed. Raises UserNotFound."""
    person = person_named(connection, folded(username))
    if person is None or (person.hall_ids is not None and hall_id not in person.hall_ids):
        raise UserNotFound
    return person.id


def checked_reporter(given: Mapping[str, str | None], today: date, *, anonymous: bool) -> Reporter:
    """Who reports. Raises Invalid for an anonymous report with a name in it, and for numbers that cannot be."""
    if anonymous:
        named = [key for key, value in given.items() if value]
        if named:
            words = Text("匿名反映不登记个人信息", "An anonymous report takes nothing personal")
            raise Invalid(words, fields=[FieldProblem(key, words) for key in named])
        return Reporter()
    gathered, kind = Gathered(), "organisation" if given.get("credit_code") and not given.get("id_number") else "person"
    document = gathered.take(lambda: _document(given, today))
    phone = gathered.take(lambda: _phone(given, "phone"))
    agent_phone = gathered.take(lambda: _phone(given, "agent_phone"))
    gathered.tell()
    return Reporter(
        name=given.get("name"),
        phone=phone,
        document=document,
        kind=kind,
        agent_name=given.get("agent_name"),
        agent_phone=agent_phone,
    )


def _document(given: Mapping[str, str | None], today: date) -> str | None:
    if number := given.get("id_number"):
        return read_id_number(number, today).text
    code = given.get("credit_code")
    return read_credit_code(code) if code else None


def _phone(given: Mapping[str, str | None], field: str) -> str | None:
    phone = given.get(field)
    return read_phone(phone, field) if phone else None
