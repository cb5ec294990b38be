"""Rows as the bytes of an ESC/POS printer of 80 mm: as text in GB18030, or as one picture.

Few commands are needed, and all printers of the kind know them: reset, Chinese on, size, bold, raster image, cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from PIL import Image, ImageChops

from hall.paper.blocks import Block, Size
from hall.paper.breaking import columns, printable
from hall.paper.flow import Medium, Row, rows
from hall.paper.picture import code_picture

Mode = Literal["text", "image"]

RESET, CHINESE = b"\x1b@", b"\x1c&"
SIZE, BOLD = b"\x1d!", b"\x1bE"
RASTER = b"\x1dv0\x00"
FEED, CUT = b"\x1bd\x03", b"\x1dVB\x00"
# A picture is sent in strips: cheap printers take no more at once.
STRIP_ROWS = 256
COLUMNS = 48  # of 12 dots
_ENCODING = "gb18030"
_SIZES = {Size.SMALL: 1.0, Size.NORMAL: 1.0, Size.LARGE: 2.0, Size.HUGE: 6.0}


def best_mode(blocks: Iterable[Block]) -> Mode:
    """Text, unless some character is not among those that every Chinese printer has: two bytes of GBK."""
    texts = (block.text + block.label for block in blocks)
    return "text" if all(_everywhere(printable(text)) for text in texts) else "image"


def text_bytes(blocks: Sequence[Block]) -> bytes:
    """The whole job in the printer's own characters; the QR code is a picture."""
    medium = Medium(COLUMNS, _SIZES, 2, 20, 1.0, 1.0, 1.0, lambda text, size, _bold: columns(text) * size)
    written = b"".join(
        _raster(code_picture(row.code)) if row.code is not None else _written(row) for row in rows(blocks, medium)
    )
    return RESET + CHINESE + written + FEED + CUT


def image_bytes(picture: Image.Image) -> bytes:
    """The whole job as one picture of black and white dots."""
    return RESET + _raster(picture) + FEED + CUT


def _raster(picture: Image.Image) -> bytes:
    return b"".join(_strips(picture))


def _strips(picture: Image.Image) -> Iterator[bytes]:
    """`GS v 0`, width in bytes and height in dots, both low byte first; a set bit is a black dot."""
    black = ImageChops.invert(picture.convert("1"))
    for top in range(0, black.height, STRIP_ROWS):
        strip = black.crop((0, top, black.width, min(top + STRIP_ROWS, black.height)))
        yield RASTER + ((strip.width + 7) // 8).to_bytes(2, "little") + strip.height.to_bytes(2, "little")
        yield strip.tobytes()


def _written(row: Row) -> bytes:
    """One row: spaces of the normal size up to each mark, then the mark in its own size."""
    if row.rule:
        return b"-" * COLUMNS + b"\n"
    size, at, written = max(1, round(row.size)), 0, b""
    for mark in row.marks:
        start = round(mark.x)
        written += b" " * (start - at) + _sized(mark.text, size, bold=mark.bold)
        at = start + columns(mark.text) * size
    return written + b"\n"


def _sized(text: str, size: int, *, bold: bool) -> bytes:
    """The text at `size` times the normal width and height, and back to normal."""
    said = text.encode(_ENCODING, errors="replace")
    if bold:
        said = BOLD + b"\x01" + said + BOLD + b"\x00"
    if size > 1:
        said = SIZE + bytes([(size - 1) * 0x11]) + said + SIZE + b"\x00"
    return said


def _everywhere(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
