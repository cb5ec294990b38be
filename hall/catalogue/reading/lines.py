"""On which line of a TOML file each table and key stands; the standard parser does not say."""

import re

from hall.catalogue.reading.findings import Path

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"' -]+?)\s*=")
_TOKEN = re.compile(r"\"\"\"|'''|\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*|[\[\]{}]")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")


def line_numbers(text: str) -> dict[Path, int]:
    """The line (from 1) of every table and key outside inline tables, by path; `text` is valid TOML."""
    found: dict[Path, int] = {}
    lengths: dict[Path, int] = {}
    here: Path = ()
    depth, quote = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if depth == 0 and not quote:
            if header := _HEADER.match(line):
                here = _enter(_parts(header[2]), header[1] == "[[", lengths)
                found.setdefault(here, number)
                continue
            if key := _KEY.match(line):
                found[here + _parts(key[1])] = number
        depth, quote = _scan(line, depth, quote)
    return found


def _parts(name: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _PART.findall(name))


def _enter(parts: tuple[str, ...], new: bool, lengths: dict[Path, int]) -> Path:
    """The path of the table a header opens: below the latest item of every list of tables on the way."""
    path: Path = ()
    for at, part in enumerate(parts):
        path = (*path, part)
        if new and at == len(parts) - 1:
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path


def _scan(line: str, depth: int, quote: str) -> tuple[int, str]:
    """How deep in brackets, and in which many-line string, the next line begins."""
    at = 0
    while at < len(line):
        if quote:
            end = line.find(quote, at)
            if end < 0:
                return depth, quote
            at, quote = end + len(quote), ""
            continue
        token = _TOKEN.search(line, at)
        if token is None:
            break
        at = token.end()
        if token[0] in ('"""', "'''"):
            quote = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
    return depth, quote
