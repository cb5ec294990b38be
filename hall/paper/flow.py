"""Blocks set into rows of one width: the same for PDF, picture and text, each with its own measure and sizes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hall.paper.blocks import Block, Kind, Size
from hall.paper.breaking import broken

MeasureText = Callable[[str, float, bool], float]
"""Width of a text at a size, bold or not."""


@dataclass(frozen=True)
class Medium:
    """One kind of paper, in its own unit (points, dots, columns).

    `indent`: of an item's text. `label`: the most that the column of labels may take, a gap included.
    `qr`: side of a QR code. `headed`: how many times its size a bold line has, where there is no bold.
    """

    width: float
    sizes: Mapping[Size, float]
    indent: float
    label: float
    qr: float
    gap: float
    leading: float
    measure: MeasureText
    headed: float = 1.0


@dataclass(frozen=True)
class Mark:
    """Some text, from `x` on."""

    x: float
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """One row: its height, and what stands in it. `code` is the text of a QR code of side `height`."""

    height: float
    marks: tuple[Mark, ...] = ()
    size: float = 0.0
    rule: bool = False
    code: str | None = None


def rows(blocks: Sequence[Block], medium: Medium) -> Iterator[Row]:
    """The rows of these blocks, from top to bottom."""
    labels = _label_column(blocks, medium)
    for block in blocks:
        if block.kind is Kind.GAP:
            yield Row(medium.gap)
        elif block.kind is Kind.RULE:
            yield Row(medium.gap * 2, rule=True)
        elif block.kind is Kind.QR:
            yield Row(medium.qr, code=block.text)
        else:
            yield from _text(block, medium, labels)


def _label_column(blocks: Iterable[Block], medium: Medium) -> float:
    """How wide the column of labels is: as its longest label, if that is not too much."""
    size = medium.sizes[Size.NORMAL]
    wide = [medium.measure(block.label, size, False) for block in blocks if block.kind is Kind.PAIR]
    return min(medium.label, max(wide, default=0.0) + medium.indent)


def _text(block: Block, medium: Medium, labels: float) -> Iterator[Row]:
    size = _fitting(block, medium)

    def measure(text: str) -> float:
        return medium.measure(text, size, block.bold)

    indent = {Kind.PAIR: labels, Kind.ITEM: max(medium.indent, measure(block.label + " "))}.get(block.kind, 0.0)
    height = size * (1.12 if block.size is Size.HUGE and medium.leading > 1 else medium.leading)
    label = block.label
    if block.kind is Kind.PAIR and measure(label) >= indent:
        # A label too long for its column stands on a row of its own.
        yield from (Row(height, (Mark(0.0, line),), size) for line in broken(label, medium.width, measure))
        label = ""
    for number, text in enumerate(broken(block.text, medium.width - indent, measure)):
        x = max(0.0, (medium.width - measure(text)) / 2) if block.centred else indent
        marks = (Mark(x, text, block.bold),)
        yield Row(height, (Mark(0.0, label), *marks) if number == 0 and label else marks, size)


def _fitting(block: Block, medium: Medium) -> float:
    """The size of a block; a huge one is made smaller until it stands on one line."""
    size = medium.sizes[block.size]
    if block.bold and block.kind is Kind.LINE and block.size is Size.NORMAL:
        size *= medium.headed
    if block.size is Size.HUGE:
        while medium.measure(block.text, size, block.bold) > medium.width and size > medium.sizes[Size.LARGE]:
            size -= 1
    return size
