"""QR codes as dark runs, for a drawing of any size."""

from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import segno

QUIET = 4  # modules of white around a code


def modules_of(text: str) -> list[list[bool]]:
    """The code of a text with its quiet zone, row by row; True is dark. A quarter of it may be lost (M)."""
    code = segno.make_qr(text, error="m")
    return [[bool(module) for module in row] for row in code.matrix_iter(border=QUIET)]


def dark_runs(text: str, side: float) -> Iterator[tuple[float, float, float, float]]:
    """(x, y, length, height) of each dark run from the upper left, in a square of this side."""
    grid = modules_of(text)
    module = side / len(grid)
    for number, row in enumerate(grid):
        start: int | None = None
        for at, dark in enumerate([*row, False]):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                yield start * module, number * module, (at - start) * module, module
                start = None


def code_file(text: str, kind: Literal["svg", "png"]) -> bytes:
    """The code of a text as a file of its own."""
    file = BytesIO()
    segno.make_qr(text, error="m").save(file, kind=kind, scale=8, border=QUIET)
    return file.getvalue()
