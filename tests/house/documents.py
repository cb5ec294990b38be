"""Reading the pages of the documentation: their tables, headings and links, as plain values."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_HEADING = re.compile(r"^#+ +(.+?) *$")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


class Row(NamedTuple):
    """One row of a table: the heading it stands under, and its cells without the head row's."""

    heading: str
    cells: tuple[str, ...]


def pages() -> list[Path]:
    """Every page there is, at the top and in docs/."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str) -> Iterator[Row]:
    """The rows of every table of a page, head rows left out."""
    heading, inside = "", False
    for line in text(name).splitlines():
        if found := _HEADING.match(line):
            heading = found[1]
        if not line.startswith("|"):
            inside = False
        elif set(line) <= set("|-: "):
            inside = True
        elif inside:
            yield Row(heading, tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]))


def rows_under(name: str, heading: str) -> list[tuple[str, ...]]:
    """The rows of the tables under headings that begin with `heading`."""
    found = [row.cells for row in rows(name) if row.heading.startswith(heading)]
    assert found, f"{name} has no table under {heading!r}"
    return found


def codes(cell: str) -> list[str]:
    """What stands in a cell as code, outside brackets."""
    return re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", cell))


def links(page: Path) -> Iterator[str]:
    """Where a page's links lead, outside code blocks."""
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    yield from _LINK.findall(prose)


def anchors(page: Path) -> set[str]:
    """The names under which a page's headings are linked to."""
    headings = (_HEADING.match(line) for line in page.read_text(encoding="utf-8").splitlines())
    return {re.sub(r"[^\w -]", "", found[1].lower()).replace(" ", "-") for found in headings if found}


def blocks(name: str) -> list[str]:
    """The code blocks of a page."""
    return re.findall(r"```\w*\n(.*?)```", text(name), re.DOTALL)
