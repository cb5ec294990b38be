"""A day's home visits as a list to take along: when, where, whom to ask for, and a place for what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hall.catalogue.hours import by_end_of
from hall.languages.phrases import phrases, server_language
from hall.paper.blocks import GAP, RULE, Block, Size, item, line, pair
from hall.paper.slip import date_text
from hall.text import Text


@dataclass(frozen=True)
class Visit:
    """One address. Instants are the hall's own; `people`: name and phone of everybody it is for, as far as told.

    `result`: what was recorded already.
    """

    starts_at: datetime
    ends_at: datetime
    code: str
    address: str
    contact: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]
    service: Text
    materials: tuple[Text, ...]
    needs_help: bool
    result: Text | None


@dataclass(frozen=True)
class VisitList:
    """`by`: who has it printed."""

    hall: Text
    day: date
    by: str
    visits: tuple[Visit, ...]


def route(visits: Sequence[Visit]) -> tuple[Visit, ...]:
    """The visits in the order they are made: by time, then by address, so that neighbours come one after the other."""
    return tuple(sorted(visits, key=lambda visit: (visit.starts_at, visit.address, visit.code)))


def visit_blocks(given: VisitList, tag: str) -> list[Block]:
    """The list in a language."""
    say = phrases("paper", tag)
    blocks = [
        line(given.hall.pick(server_language(tag)), centred=True),
        line(say.say("visits.title"), size=Size.LARGE, bold=True, centred=True),
        line(f"{date_text(given.day, say)}  {say.say('visits.count', n=len(given.visits))}", bold=True, centred=True),
        line(say.say("visits.private"), size=Size.SMALL),
        pair(say.say("visits.printed"), given.by),
    ]
    if not given.visits:
        blocks += [RULE, line(say.say("visits.none"))]
    for number, visit in enumerate(given.visits, 1):
        blocks += [RULE, *_one(number, visit, tag)]
    return blocks


def _one(number: int, visit: Visit, tag: str) -> Iterator[Block]:
    say, server = phrases("paper", tag), server_language(tag)
    between = phrases("shared", tag).say("between")
    yield line(f"{number}. {visit.starts_at:%H:%M}–{by_end_of(visit.ends_at)[1]}", bold=True)
    yield pair(say.say("visits.address"), visit.address, bold=True)
    yield pair(say.say("visits.contact"), "  ".join(visit.contact), bold=True)
    yield pair(say.say("visits.for"), between.join("  ".join(each) for each in visit.people if each))
    yield pair(say.say("visits.service"), visit.service.pick(server))
    yield pair(say.say("visits.code"), visit.code)
    if visit.needs_help:
        yield line(say.say("visits.help"), bold=True)
    if visit.materials:
        yield line(say.say("visits.bring"))
        yield from (item(material.pick(server)) for material in visit.materials)
    yield GAP
    yield pair(say.say("visits.result"), visit.result.pick(server) if visit.result else say.say("visits.blank"))
