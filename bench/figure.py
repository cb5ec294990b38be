"""One figure: its rows, how they stand to the goals of the product, and the settings they were taken with."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

Value = float | int | str | None


@dataclass(frozen=True)
class Row:
    """One contender or one thing measured; `values` in the order of the figure's columns."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Goal:
    """A bound from the product's goals: `reached` must be at least, or with `most` at most, `wanted`."""

    what: str
    reached: float
    wanted: float
    most: bool = False

    @property
    def met(self) -> bool:
        return self.reached <= self.wanted if self.most else self.reached >= self.wanted

    def line(self) -> str:
        sign = "≤" if self.most else "≥"
        return (
            f"{'reached' if self.met else 'MISSED '}  {self.what}: {shown(self.reached)} ({sign} {shown(self.wanted)})"
        )


@dataclass(frozen=True)
class Figure:
    """What one run of `python -m bench NAME` found."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    goals: Sequence[Goal] = ()
    notes: Sequence[str] = ()
    settings: Mapping[str, Value] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The figure as a table for the terminal."""
        yield f"{self.name}: {self.title}"
        yield from (f"  {name}: {shown(value)}" for name, value in self.settings.items())
        yield ""
        cells = [["", *self.columns], *([row.name, *map(shown, row.values)] for row in self.rows)]
        widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
        for line in cells:
            sized = zip(line, widths, strict=True)
            yield "  " + "   ".join(_padded(cell, width, left=not at) for at, (cell, width) in enumerate(sized))
        yield ""
        yield from ("  " + goal.line() for goal in self.goals)
        yield from ("  " + note for note in self.notes)

    def write(self, folder: Path) -> Path:
        """Keep the figure as JSON; the file."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.json"
        _write(path, self.as_json())
        return path

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"goals": [asdict(goal) | {"met": goal.met} for goal in self.goals]}


def write_all(figures: Sequence[Figure], path: Path) -> None:
    """The figures of one run in one file, by name."""
    _write(path, {figure.name: figure.as_json() for figure in figures})


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def shown(value: Value) -> str:
    """A value as the table prints it: three digits that matter."""
    if value is None:
        return "–"
    if not isinstance(value, float):
        return str(value)
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    blanks = " " * (width - _width(text))
    return text + blanks if left else blanks + text
