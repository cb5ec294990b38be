"""What a printer says of itself (DLE EOT), and what is wrong with it, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from hall.text import Text

# `DLE EOT n` asks at any time, also in the middle of a job: 1 the printer, 2 what stopped it, 4 the paper.
ASK = {n: bytes([0x10, 0x04, n]) for n in (4, 2, 1)}
_FIXED_MASK, _FIXED = 0x93, 0x12
_PAPER_END, _PAPER_LOW = 0x60, 0x0C
_COVER_OPEN, _STOPPED_BY_PAPER, _ERROR = 0x04, 0x20, 0x40
_OFFLINE = 0x08


class PrinterTrouble(Exception):
    """The printer cannot print, or did not finish: `code` is stable, `detail` says what to do."""

    def __init__(self, code: str, detail: Text) -> None:
        super().__init__(detail.en)
        self.code, self.detail = code, detail


def dead(why: str) -> PrinterTrouble:
    return PrinterTrouble(
        "printer_dead",
        Text(
            f"打印机没有响应，请检查电源和连接（{why}）",
            f"The printer does not respond; look at power and cable ({why})",
        ),
    )


def paper_out() -> PrinterTrouble:
    return PrinterTrouble("paper_out", Text("打印机缺纸，请换上纸卷", "The printer has no paper; put in a new roll"))


def cut_off() -> PrinterTrouble:
    return PrinterTrouble(
        "printer_dead",
        Text(
            "打印机在打印途中断开，可能只打印了一部分；请检查后重新打印",
            "The printer broke off in the middle; what it printed may be part of it. Look at it and print again",
        ),
    )


@dataclass(frozen=True)
class PrinterState:
    """What the printer answered: nothing at all (`answers` False), a trouble, or that paper is low."""

    answers: bool = False
    trouble: PrinterTrouble | None = None
    paper_low: bool = False


def is_status(byte: int) -> bool:
    """Whether a byte can be an answer to DLE EOT: four of its bits never change."""
    return byte & _FIXED_MASK == _FIXED


def state_of(told: Mapping[int, int]) -> PrinterState:
    """The state from the answers by question; empty when the printer does not know the question."""
    if not told:
        return PrinterState()
    printer, stop, paper = (told.get(n, _FIXED) for n in (1, 2, 4))
    trouble = None
    if paper & _PAPER_END or stop & _STOPPED_BY_PAPER:
        trouble = paper_out()
    elif stop & _COVER_OPEN:
        trouble = PrinterTrouble("cover_open", Text("打印机盖未合上", "The printer's cover is open"))
    elif stop & _ERROR or printer & _OFFLINE:
        trouble = PrinterTrouble(
            "printer_error",
            Text("打印机报错（卡纸或切刀故障），请检查", "The printer reports an error: look for jammed paper"),
        )
    return PrinterState(True, trouble, bool(paper & _PAPER_LOW))
