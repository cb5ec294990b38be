"""From a `[halls.hours]` table to hours: spans that are well-formed and do not overlap, and the days they hold on."""

from collections.abc import Iterable

from hall.catalogue.hours import CHINA, ON_WORKDAYS, SPAN_KEYS, WEEKDAY_NAMES, Hours, Span
from hall.catalogue.reading.findings import Place
from hall.catalogue.reading.tables import Table
from hall.catalogue.terms import Closing, Session

Placed = tuple[Place, Span]


def read_hours(table: Table) -> Hours:
    spans = {session: _spans(table, key) for key, session in SPAN_KEYS.items()}
    always = table.flag("always", False)
    _note_overlaps(table, [placed for session in ON_WORKDAYS for placed in spans[session]])
    _note_overlaps(table, spans[Session.SATURDAY])
    if not always and not any(spans.values()):
        table.wrong("weekday", "大厅没有任何开放时间", "the hall is never open")
    read = Hours(
        spans={session: tuple(sorted(span for _, span in placed)) for session, placed in spans.items()},
        workdays=_workdays(table),
        always=always,
        issue_opens_minutes=table.whole("issue_opens_minutes", 0, 1440, 30),
        closing=table.choice("closing", Closing, Closing.SERVE_ALL) or Closing.SERVE_ALL,
    )
    table.done()
    return read


def read_spans(table: Table, key: str) -> tuple[Span, ...]:
    """A list of spans that do not overlap, in order."""
    placed = _spans(table, key)
    _note_overlaps(table, placed)
    return tuple(sorted(span for _, span in placed))


def _spans(table: Table, key: str) -> list[Placed]:
    found = []
    for place, text in table.texts(key):
        try:
            found.append((place, Span.of(text)))
        except ValueError:
            table.notes.error(
                place,
                f"“{text}”不是时段：应为 09:00-12:00 这样，开始早于结束",
                f"{text!r} is no span: it must look like 09:00-12:00 and begin before it ends",
            )
    return found


def _note_overlaps(table: Table, placed: Iterable[Placed]) -> None:
    latest: Span | None = None
    for place, span in sorted(placed, key=lambda one: one[1]):
        if latest is not None and span.start < latest.end:
            table.notes.error(place, f"{span}与{latest}重叠", f"{span} overlaps {latest}")
        if latest is None or span.end > latest.end:
            latest = span


def _workdays(table: Table) -> frozenset[int] | None:
    if not table.has("workdays") or table.peek("workdays") == CHINA:
        table.raw("workdays")
        return None
    if not isinstance(table.peek("workdays"), list):
        table.raw("workdays")
        table.wrong("workdays", '应为 "china" 或星期的列表', 'must be "china" or a list of weekdays')
        return None
    days = set()
    for place, text in table.texts("workdays"):
        if text in WEEKDAY_NAMES:
            days.add(WEEKDAY_NAMES.index(text))
        else:
            allowed = ", ".join(WEEKDAY_NAMES)
            table.notes.error(place, f"应为以下之一：{allowed}", f"must be one of {allowed}")
    return frozenset(days)
