"""What is typed from a paper number, checked row by row: every row's problems are told at once, and which row it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.errors import FieldProblem, Invalid
from hall.text import Text
from hall.ticketing.numbering import TicketNumber, parse_number

# Later than this nobody comes back with a paper, and its day has been reported.
ENTERED_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class TypedPaper:
    """What one row says of its paper: the number, when it was given, and when service began and ended, if known."""

    number: str
    given_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    window: int | None = None


def paper_number(text: str, prefix: str) -> TicketNumber | None:
    """The number on the paper as people type it: `YJ003`, `yj3`, `003` or `3`; None when it is none of its series."""
    written = text.strip().upper()
    digits = written.removeprefix(prefix)
    if not (digits.isascii() and digits.isdecimal() and 0 < int(digits[:6]) <= 9999 and len(digits) <= 6):
        return None
    return parse_number(str(TicketNumber(prefix, int(digits))))


def paper_problems(book: HallBook, typed: Sequence[TypedPaper], now: datetime) -> list[FieldProblem]:
    """What is wrong with these rows, by field; `typed` in the order of the rows, `now` in UTC."""
    problems: list[FieldProblem] = []
    seen: dict[tuple[date, str], int] = {}
    for row, paper in enumerate(typed):
        at = f"tickets.{row}"
        problems += [FieldProblem(f"{at}.{field}", words) for field, words in _row_problems(book, paper, now)]
        number = paper_number(paper.number, book.rules.emergency_prefix)
        if number is not None and _in_reach(paper.given_at, now):
            first = seen.setdefault((hall_day(book.zone, paper.given_at), str(number)), row)
            if first != row:
                words = Text(f"与第{first + 1}行是同一个号", f"the same number as in row {first + 1}")
                problems.append(FieldProblem(f"{at}.paper", words))
    return problems


def _row_problems(book: HallBook, paper: TypedPaper, now: datetime) -> Iterable[tuple[str, Text]]:
    prefix = book.rules.emergency_prefix
    if paper_number(paper.number, prefix) is None:
        yield (
            "paper",
            Text(f"应为应急号，如 {prefix}003 或 003", f"must be an emergency number, such as {prefix}003 or 003"),
        )
    if paper.given_at > now:
        yield "given_at", Text("发号时间还没有到", "the time it was given is still to come")
    elif not _in_reach(paper.given_at, now):
        yield "given_at", Text("只能补录最近7天的应急号", "only numbers of the last 7 days can be entered")
    if paper.started_at is not None and not paper.given_at <= paper.started_at <= now:
        yield "served.started_at", Text("应在发号之后、现在之前", "must be after it was given, and not in the future")
    since = paper.started_at if paper.started_at is not None else paper.given_at
    if paper.finished_at is not None and not since <= paper.finished_at <= now:
        yield "served.finished_at", Text("应在开始之后、现在之前", "must be after the beginning, and not in the future")
    if paper.window is not None and all(page.number != paper.window for page in book.windows.values()):
        yield "served.window", Text("没有这个窗口", "there is no such window")


def _in_reach(given_at: datetime, now: datetime) -> bool:
    return now - ENTERED_WITHIN <= given_at <= now


def in_rows(problems: Sequence[FieldProblem]) -> Invalid:
    """The refusal of all rows that names each wrong one (counted from 1) and what is wrong there."""
    rows = sorted({int(problem.field.split(".")[1]) + 1 for problem in problems})
    first = min(problems, key=lambda problem: int(problem.field.split(".")[1]))
    listed = ", ".join(map(str, rows))
    return Invalid(
        Text(
            f"第{listed}行有误，全部未录入。第{rows[0]}行：{first.message.zh}",
            f"Nothing was entered: row {listed} is wrong. Row {rows[0]}: {first.message.en}",
        ),
        fields=list(problems),
    )
