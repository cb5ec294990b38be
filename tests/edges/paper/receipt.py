"""A thermal printer as its paper is seen: the bytes of a job read back as lines of text, pictures and cuts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops

PLAIN_COMMANDS = {b"\x1b@": 0, b"\x1c&": 0, b"\x1bd": 1, b"\x1dVB": 1}


@dataclass
class Receipt:
    """What was printed. `lines`: each as (text, how many times the normal size, bold)."""

    lines: list[tuple[str, int, bool]] = field(default_factory=list)
    pictures: list[Image.Image] = field(default_factory=list)
    commands: list[bytes] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line for line, _size, _bold in self.lines)

    @property
    def picture(self) -> Image.Image:
        """All pictures, one under the other."""
        whole = Image.new("1", (self.pictures[0].width, sum(each.height for each in self.pictures)), 1)
        top = 0
        for each in self.pictures:
            whole.paste(each, (0, top))
            top += each.height
        return whole


def read_receipt(job: bytes) -> Receipt:
    """What a printer makes of a job; an unknown command fails, as it would print rubbish."""
    receipt, at = Receipt(), 0
    said, size, bold = bytearray(), 1, False
    while at < len(job):
        plain = next((command for command in PLAIN_COMMANDS if job.startswith(command, at)), None)
        if plain is not None:
            receipt.commands.append(plain)
            at += len(plain) + PLAIN_COMMANDS[plain]
        elif job.startswith(b"\x1d!", at):
            size = max(size, job[at + 2] % 16 + 1)
            assert job[at + 2] // 16 == job[at + 2] % 16, "as wide as high"
            at += 3
        elif job.startswith(b"\x1bE", at):
            bold = bold or job[at + 2] == 1
            at += 3
        elif job.startswith(b"\x1dv0\x00", at):
            picture, at = _picture(job, at + 4)
            receipt.pictures.append(picture)
        elif job[at] == 0x0A:
            receipt.lines.append((said.decode("gb18030"), size, bold))
            said, size, bold = bytearray(), 1, False
            at += 1
        else:
            length = 1 if job[at] < 0x80 else 2
            assert job[at] >= 0x20, job[at : at + 8]
            said += job[at : at + length]
            at += length
    assert not said, "the last line was not printed"
    return receipt


def _picture(job: bytes, at: int) -> tuple[Image.Image, int]:
    wide, high = (int.from_bytes(job[at + n : at + n + 2], "little") for n in (0, 2))
    raster = job[at + 4 : at + 4 + wide * high]
    assert len(raster) == wide * high
    return ImageChops.invert(Image.frombytes("1", (wide * 8, high), raster)), at + 4 + wide * high


def codes_in(picture: Image.Image) -> list[str]:
    """The texts of the QR codes of a picture, as a phone's camera reads them."""
    return [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))]


@dataclass(frozen=True)
class Page:
    """One page of a PDF: its size in millimetres, its text, and how it looks."""

    width: float
    height: float
    text: str
    picture: Image.Image


def read_pdf(content: bytes) -> list[Page]:
    return list(_pages(content))


def _pages(content: bytes) -> Iterator[Page]:
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            width, height = (round(points / 72 * 25.4, 1) for points in page.get_size())
            textpage = page.get_textpage()
            yield Page(width, height, textpage.get_text_range(), page.render(scale=3).to_pil())
            textpage.close()
            page.close()
