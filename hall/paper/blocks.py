"""What is printed, as a list of blocks from top to bottom: said once, set for every kind of paper."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Kind(StrEnum):
    LINE = "line"  # a paragraph
    ITEM = "item"  # one of a list, with its mark in `label`
    PAIR = "pair"  # `label` on the left, text beside it
    RULE = "rule"  # a line across
    GAP = "gap"
    QR = "qr"  # text as a QR code, centred


class Size(StrEnum):
    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    HUGE = "huge"  # a ticket's number, on one line


@dataclass(frozen=True)
class Block:
    """One piece of a slip."""

    kind: Kind
    text: str = ""
    label: str = ""
    size: Size = Size.NORMAL
    bold: bool = False
    centred: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """The block that `as_json` wrote."""
        return cls(**{**given, "kind": Kind(given["kind"]), "size": Size(given["size"])})


def line(text: str, *, size: Size = Size.NORMAL, bold: bool = False, centred: bool = False) -> Block:
    return Block(Kind.LINE, text, size=size, bold=bold, centred=centred)


def item(text: str, mark: str = "·") -> Block:
    return Block(Kind.ITEM, text, label=mark)


def pair(label: str, text: str, *, bold: bool = False) -> Block:
    return Block(Kind.PAIR, text, label=label, bold=bold)


def qr(text: str) -> Block:
    return Block(Kind.QR, text)


RULE, GAP = Block(Kind.RULE), Block(Kind.GAP)
