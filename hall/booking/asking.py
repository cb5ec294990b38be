"""What is asked for when booking, held against the hall's book: slot and people, each judged by itself. Pure."""

from collections.abc import Sequence
from datetime import datetime

from hall.booking.modes import Mode, offered_modes
from hall.booking.slots import Slot, known_slot
from hall.catalogue.book import HallBook
from hall.errors import FieldProblem, Invalid, NotBookable, UnknownSlot
from hall.text import Text
from hall.ticketing.wish import PrincipalWish

WALK_IN = Text("您也可以直接到大厅现场取号。", "You can also come to the hall and take a ticket there.")


def asked_slot(book: HallBook, service: str, mode: Mode, slot_id: str, at: datetime) -> Slot:
    """The slot that is meant, also one that is closed by now. Raises NotBookable, UnknownSlot."""
    check_offered(book, service, mode)
    slot = known_slot(book, service, mode, slot_id, at)
    if slot is None:
        words = Text(
            f"没有这个时段，请从可约时段中选择（最多提前{book.booking.days_ahead}天）",
            f"There is no such slot; choose one of the list, at most {book.booking.days_ahead} days ahead",
        )
        raise UnknownSlot(words, fields=[FieldProblem("slot", words)])
    return slot


def check_offered(book: HallBook, service: str, mode: Mode | None) -> None:
    """Raises NotBookable for a service that is not booked at all, or not in this mode where one is named."""
    page, offered = book.services.get(service), offered_modes(book, service)
    if page is None or not offered:
        name = page.name if page else Text(service, service)
        words = Text(f"“{name.zh}”不能预约。{WALK_IN.zh}", f"{name.en} cannot be booked. {WALK_IN.en}")
        raise NotBookable(words, fields=[FieldProblem("service", words)])
    if mode is not None and mode not in offered:
        zh, en = ("、".join(each.words.zh for each in offered), ", ".join(each.words.en.lower() for each in offered))
        words = Text(
            f"“{page.name.zh}”没有“{mode.words.zh}”，可选：{zh}",
            f"{page.name.en} is not offered so; choose among: {en}",
        )
        raise NotBookable(words, fields=[FieldProblem("mode", words)])


def check_party(book: HallBook, count: int) -> None:
    """Raises Invalid for more people than one appointment is for."""
    most = book.rules.max_principals
    if count > most:
        words = Text(f"一次最多为 {most} 人预约", f"One appointment is for at most {most} people")
        raise Invalid(words, fields=[FieldProblem("principals", words)])


def check_each_once(people: Sequence[PrincipalWish | None]) -> None:
    """Raises Invalid at everybody who is listed a second time; None stands for one who could not be read."""
    seen: dict[str, int] = {}
    problems = []
    for place, person in enumerate(people):
        known_by = person and (person.number or person.phone)
        if not known_by:
            continue
        before = seen.setdefault(known_by, place)
        if before != place:
            words = Text(
                f"第{place + 1}位和第{before + 1}位是同一个人，请删去一位或改正",
                f"Person {place + 1} is the same as person {before + 1}: take one away or correct it",
            )
            problems.append(FieldProblem(f"principals.{place}", words))
    if problems:
        raise Invalid(problems[0].message, fields=problems)
