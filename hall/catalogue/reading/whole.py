"""From the tables of a definition to its values: the file as a whole, services, bundles, notices, working days."""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from hall.catalogue.definition import (
    FORMAT,
    MOST_ERRANDS,
    BundleDefinition,
    Definition,
    NoticeDefinition,
    ServiceDefinition,
)
from hall.catalogue.reading.findings import Notes, Place
from hall.catalogue.reading.halls import Known, note_wrong_parents, read_hall
from hall.catalogue.reading.tables import LONGEST_TEXT, Table
from hall.catalogue.terms import Audience
from hall.catalogue.workdays import ONE_DAY, YearDays

LONGEST_HOLIDAY = timedelta(days=15)
_PREFIX = re.compile(r"[A-Z]{1,2}")


def read_definition(data: Mapping[str, Any], notes: Notes) -> Definition:
    """The definition in `data` (parsed TOML). Only to be used when `notes` holds no error afterwards."""
    top = Table(notes, Place(), data)
    _check_format(top)
    services, bundles = top.tables("services"), top.tables("bundles")
    halls, notices = top.tables("halls"), top.tables("notices")
    years = top.tables("workdays", name="year")
    top.done()
    for tables in (services, bundles, halls):
        _note_doubles((table.peek("code"), table) for table in tables)
    _note_doubles(((table.peek("hall"), table.peek("code")), table) for table in notices)
    _note_doubles(((table.peek("year"), table) for table in years), key="year")
    if not halls and not years:
        top.wrong("halls", "文件里没有大厅", "the file holds no hall")
    known = Known(_codes(services), frozenset(_codes(halls)))
    note_wrong_parents(halls)
    return Definition(
        services=tuple(_service(table) for table in services),
        bundles=tuple(_bundle(table, known) for table in bundles),
        halls=tuple(read_hall(table, known) for table in halls),
        notices=tuple(_notice(table, known) for table in notices),
        workdays=dict(_year(table) for table in years),
    )


def _check_format(top: Table) -> None:
    found = top.raw("format", required=True)
    if found is not None and (isinstance(found, bool) or found != FORMAT):
        top.wrong("format", f"本版本只读取格式 {FORMAT}", f"this version reads format {FORMAT} only")


def _codes(tables: Iterable[Table]) -> tuple[str, ...]:
    """The codes in use, also of tables that have other problems: one mistake is to be told once."""
    return tuple(code for table in tables if isinstance(code := table.peek("code"), str))


def _note_doubles(named: Iterable[tuple[object, Table]], key: str = "code") -> None:
    seen: set[str] = set()
    for name, table in named:
        text = repr(name)
        if text in seen and table.peek(key) is not None:
            table.wrong(key, "重复出现", "stands here for the second time")
        seen.add(text)


def _service(table: Table) -> ServiceDefinition:
    prefix = table.text("prefix")
    if prefix and not _PREFIX.fullmatch(prefix):
        table.wrong("prefix", "应为一个或两个大写字母 A–Z", "must be one or two capital letters A to Z")
    elif prefix in ("I", "O"):
        table.odd("prefix", "字母 I、O 容易看成数字 1、0", "I and O are easily taken for 1 and 0")
    read = ServiceDefinition(
        code=table.code(),
        name=table.some_words("name"),
        aliases=table.many_words("aliases"),
        audience=table.choices("audience", Audience, tuple(Audience)),
        prefix=prefix,
        department=table.some_words("department"),
        materials=table.many_words("materials"),
        median_minutes=table.number("median_minutes", 0.1, 480, None),
        spread=table.number("spread", 0, 3, 0.6),
        share=table.number("share", 0, 1, 0.0),
        bookable=table.flag("bookable", False),
        online=table.flag("online", False),
        daily_limit=table.whole("daily_limit", 0, 100_000, 0),
    )
    table.done()
    return read


def _bundle(table: Table, known: Known) -> BundleDefinition:
    services = table.texts("services", required=True)
    if table.peek("services") == []:
        table.wrong("services", "至少要有一个事项", "must name at least one service")
    if len(services) > MOST_ERRANDS:
        table.wrong("services", f"最多{MOST_ERRANDS}个事项", f"may name at most {MOST_ERRANDS} services")
    known.check_services(table.notes, services)
    code, name, in_order = table.code(), table.some_words("name"), table.flag("in_order", False)
    table.done()
    return BundleDefinition(code, name, tuple(service for _, service in services), in_order)


def _notice(table: Table, known: Known) -> NoticeDefinition:
    code, hall = table.code(), table.text("hall")
    if hall and hall not in known.halls:
        table.wrong("hall", f"没有代码为“{hall}”的大厅", f"there is no hall {hall!r}")
    text = table.some_words("text", longest=LONGEST_TEXT)
    table.done()
    return NoticeDefinition(code, hall, text)


def _year(table: Table) -> tuple[int, YearDays]:
    """A notice of one year's working days: days off as named spans, and make-up days."""
    year = table.whole("year", 2000, 2100, None)
    holidays: dict[date, str] = {}
    for span in table.tables("holidays", name="name"):
        name = span.text("name")
        for day in _days(span):
            if holidays.setdefault(day, name) != name:
                span.wrong("from", f"{day}已属于“{holidays[day]}”", f"{day} belongs to {holidays[day]!r} already")
        span.done()
    workdays: set[date] = set()
    for place, value in table.items("workdays"):
        if made_up := _day(table.notes, place, value):
            workdays.add(made_up)
            if made_up in holidays:
                table.notes.error(place, f"{made_up}同时是假日", f"{made_up} is a holiday too")
    # A notice may reach into the last days of the year before, never further.
    for day in sorted({*holidays, *workdays}):
        if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
            table.wrong("year", f"{day}不在这一年", f"{day} does not lie in this year")
    official = table.flag("official", True)
    table.done()
    return year, YearDays(official, holidays, frozenset(workdays))


def _days(span: Table) -> Iterator[date]:
    place = span.place
    first = _day(span.notes, place.key("from"), span.raw("from", required=True))
    last = _day(span.notes, place.key("to"), span.raw("to")) if span.has("to") else first
    if first is None or last is None:
        return
    if not timedelta() <= last - first <= LONGEST_HOLIDAY:
        span.wrong("to", "应在开始之后，且不超过15天", "must come after `from`, by 15 days at most")
        return
    yield from (first + n * ONE_DAY for n in range((last - first).days + 1))


def _day(notes: Notes, place: Place, value: object) -> date | None:
    """A day written as 2027-02-05, with or without quotes; None and a note for anything else."""
    if type(value) is date:
        return value
    with contextlib.suppress(ValueError):
        if isinstance(value, str):
            return date.fromisoformat(value)
    if value is not None:
        notes.error(place, "应为 2027-02-05 这样的日期", "must be a day such as 2027-02-05")
    return None
