"""What is wrong or odd in a definition, each with its place: collected, never the first one alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hall.errors import FieldProblem
from hall.text import Text

Path = tuple[str | int, ...]  # keys and indexes from the top of the file, as TOML has them


class Level(StrEnum):
    ERROR = "error"  # such a definition is not imported
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """A table or key of a definition: its path, and the label that people find it by."""

    path: Path = ()
    label: str = ""

    def key(self, name: str) -> "Place":
        """The key `name` of this table."""
        return Place((*self.path, name), f"{self.label}.{name}" if self.label else name)

    def item(self, index: int, name: str = "") -> "Place":
        """The item at `index` (from 0), shown by its code or number, or counted from 1 where it has none."""
        return Place((*self.path, index), f"{self.label}[{name or f'#{index + 1}'}]")


@dataclass(frozen=True)
class Finding:
    """One thing found; `line` counts from 1 and is None where the source has no lines."""

    level: Level
    place: str
    line: int | None
    message: Text

    def as_problem(self) -> FieldProblem:
        """The same as a field of a refusal, its line in front of the message."""
        if self.line is None:
            return FieldProblem(self.place, self.message)
        words = Text(f"第{self.line}行：{self.message.zh}", f"line {self.line}: {self.message.en}")
        return FieldProblem(self.place, words)


@dataclass
class Notes:
    """The findings so far; `lines` tells the line of a path, where known."""

    lines: Mapping[Path, int] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def error(self, place: Place, zh: str, en: str) -> None:
        self.found.append(Finding(Level.ERROR, place.label or "definition", self._line(place.path), Text(zh, en)))

    def warn(self, place: Place, zh: str, en: str) -> None:
        self.found.append(Finding(Level.WARNING, place.label or "definition", self._line(place.path), Text(zh, en)))

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.found if finding.level is Level.ERROR]

    def _line(self, path: Path) -> int | None:
        """The line of the nearest enclosing thing that has one."""
        while path:
            for known in (path, (*path, 0)):  # a list of tables begins where its first one does
                if known in self.lines:
                    return self.lines[known]
            path = path[:-1]
        return None
