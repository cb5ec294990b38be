"""Orders of the 12345 hotline as a CSV file: read whole, with everything that is wrong at its line and column."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from hall.errors import FieldProblem, HallError, Invalid
from hall.escalation.received import received_fault
from hall.personal.numbers import read_phone
from hall.text import Text

MOST_COLUMNS = 50
MOST_ORDERS = 200  # of one file: they are one transaction, which holds the hall for about a second
LONGEST = 2000
ORDER_NUMBER = r"^[A-Za-z0-9-]{1,40}$"

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "order": ("工单号", "工单编号", "order"),
    "received_at": ("受理时间", "来电时间", "received_at"),
    "description": ("诉求内容", "内容", "description"),
    "demand": ("诉求目的", "诉求", "demand"),
    "service": ("事项", "事项编码", "service"),
    "name": ("姓名", "诉求人", "name"),
    "phone": ("联系电话", "电话", "phone"),
}
"""Each column under any of its headings; order and description must be there."""
_FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings}
_NEEDED = ("order", "description")
_TIMES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M")


@dataclass(frozen=True)
class Order:
    """One order, checked; `line` is where it begins in its file."""

    line: int
    order: str
    description: str
    received_at: datetime
    demand: str | None = None
    service: str | None = None
    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Known:
    """What a row is held against. `services`: codes by code and by name; times without a zone are of `zone`."""

    services: Mapping[str, str]
    zone: ZoneInfo
    now: datetime


def read_orders(text: str, known: Known) -> list[Order]:
    """All orders of a file. Raises Invalid with every fault as `line:column`; then nothing is to be taken.

    What is wrong with the heading keeps no row from being judged by the columns that are known.
    """
    rows = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    problems: list[FieldProblem] = []
    found: list[Order | None] = []
    lines: dict[str, int] = {}
    try:
        fields = _heading(next(rows, []), problems)
        line = rows.line_num + 1
        for cells in rows:
            if any(cell.strip() for cell in cells):
                if len(found) == MOST_ORDERS:
                    words = Text(f"一次最多{MOST_ORDERS}件工单", f"a file has {MOST_ORDERS} orders at most")
                    problems.append(FieldProblem(f"{line}", words))
                    break
                found.append(_Row(line, fields, cells, known, problems).order(lines))
            line = rows.line_num + 1
    except csv.Error as error:
        problems.append(FieldProblem(f"{rows.line_num}", Text(f"不是有效的CSV（{error}）", f"is no CSV ({error})")))
    if not problems and not found:
        problems.append(FieldProblem("1", Text("没有工单", "has no orders")))
    if problems:
        raise _refusal(problems)
    return [order for order in found if order]


def _refusal(problems: Sequence[FieldProblem]) -> Invalid:
    count = len(problems)
    words = Text(
        f"文件中有{count}处错误，未登记任何工单；请改正后重新导入",
        f"The file has {count} fault(s), and nothing was taken in: correct it and import it again",
    )
    return Invalid(words, fields=list(problems))


def _heading(cells: Sequence[str], problems: list[FieldProblem]) -> list[tuple[str, str | None]]:
    """Each column's heading as it is written, and the field that it stands for."""
    if len(cells) > MOST_COLUMNS:
        words = Text(
            f"有{len(cells)}列，最多{MOST_COLUMNS}列；请用逗号分隔，每张工单一行",
            f"has {len(cells)} columns, at most {MOST_COLUMNS} can be taken: separate by commas, an order to a line",
        )
        raise _refusal([FieldProblem("1", words)])
    found = [(cell.strip(), _FIELDS.get(cell.strip())) for cell in cells]
    for heading, field in found:
        if field is None:
            names = "、".join(headings[0] for headings in HEADINGS.values())
            words = Text(f"不认识的列；可用：{names}", f"is no known column; known: {', '.join(HEADINGS)}")
            problems.append(FieldProblem(f"1:{heading}", words))
    fields = [field for _heading, field in found]
    missing, twice = Text("缺少这一列", "this column is missing"), Text("这一列重复", "this column is there twice")
    problems += [FieldProblem(f"1:{HEADINGS[field][0]}", missing) for field in _NEEDED if field not in fields]
    problems += [FieldProblem(f"1:{HEADINGS[field][0]}", twice) for field in HEADINGS if fields.count(field) > 1]
    return found


class _Row:
    """One row being read; what is wrong with it is added to `problems`."""

    def __init__(
        self,
        line: int,
        fields: Sequence[tuple[str, str | None]],
        cells: Sequence[str],
        known: Known,
        problems: list[FieldProblem],
    ) -> None:
        self._line, self._known, self._problems, self._before = line, known, problems, len(problems)
        self._headings = {field: heading for heading, field in fields if field}
        self._cells = {field: cell.strip() for (_heading, field), cell in zip(fields, cells, strict=False) if field}
        if self._headings and len(cells) != len(fields):
            words = Text(f"应有{len(fields)}格，实有{len(cells)}格", f"has {len(cells)} cells, not {len(fields)}")
            problems.append(FieldProblem(f"{line}", words))

    def order(self, lines: dict[str, int]) -> Order | None:
        """The row as an order, if nothing is wrong with it; `lines` tells where each order of the file was first."""
        number = self._number(lines)
        order = Order(
            line=self._line,
            order=number,
            description=self._text("description") or "",
            received_at=self._received_at(),
            demand=self._text("demand"),
            service=self._service(),
            name=self._text("name", 64),
            phone=self._checked("phone", read_phone),
        )
        return order if len(self._problems) == self._before else None

    def _number(self, lines: dict[str, int]) -> str:
        number = self._text("order")
        if number is None:
            return ""
        first = lines.setdefault(number, self._line)
        if not re.fullmatch(ORDER_NUMBER, number):
            self._wrong(
                "order", Text("只能是字母、数字和短横，不超过40个", "takes letters, digits and dashes, 40 at most")
            )
        elif first != self._line:
            self._wrong("order", Text(f"与第{first}行的工单号重复", f"is the order of line {first} again"))
        return number

    def _wrong(self, field: str, words: Text) -> None:
        self._problems.append(FieldProblem(f"{self._line}:{self._headings[field]}", words))

    def _text(self, field: str, longest: int = LONGEST) -> str | None:
        text = self._cells.get(field) or None
        if text is None and field in _NEEDED and field in self._headings:
            self._wrong(field, Text("不能为空", "must not be empty"))
        if text is not None and len(text) > longest:
            self._wrong(field, Text(f"超过{longest}字", f"is longer than {longest} characters"))
            return None
        return text

    def _service(self) -> str | None:
        said = self._text("service")
        if said is None:
            return None
        if said not in self._known.services:
            self._wrong("service", Text(f"没有事项“{said[:40]}”", f"there is no service {said[:40]!r}"))
        return self._known.services.get(said)

    def _checked(self, field: str, read: Callable[[str], str]) -> str | None:
        text = self._text(field, 64)
        try:
            return read(text) if text else None
        except HallError as error:
            self._wrong(field, error.detail)
            return None

    def _received_at(self) -> datetime:
        text = self._text("received_at")
        if text is None:
            return self._known.now
        at = _instant(text, self._known.zone)
        if at is None:
            self._wrong("received_at", Text("应形如 2026-11-23 09:12", "must be like 2026-11-23 09:12"))
        elif (fault := received_fault(at, self._known.now)) is not None:
            self._wrong("received_at", fault)
        return at or self._known.now


def _instant(text: str, zone: ZoneInfo) -> datetime | None:
    for form in _TIMES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
