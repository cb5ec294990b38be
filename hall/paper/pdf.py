"""Rows as a PDF: a slip 80 mm wide and as long as it is, sheets of A5 or pages of A4. Fonts are embedded as used."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from hall.languages.phrases import tag_of
from hall.paper.blocks import Block, Size
from hall.paper.codes import dark_runs
from hall.paper.flow import Medium, Row, rows
from hall.paper.fonts import Fonts

A5, A4 = (148 * mm, 210 * mm), (210 * mm, 297 * mm)
_SLIP_WIDTH, _SLIP_MARGIN, _SHEET_MARGIN, _PAGE_MARGIN = 80 * mm, 4 * mm, 16 * mm, 16 * mm
_BASELINE = 0.78  # of a row's size, from its top
_HEADED = 1.2  # one weight of the font is shipped, and a stroke around its signs runs them together: larger instead
_SLIP_SIZES = {Size.SMALL: 8.0, Size.NORMAL: 10.0, Size.LARGE: 13.0, Size.HUGE: 54.0}
_PAGE_SIZES = {Size.SMALL: 8.5, Size.NORMAL: 10.0, Size.LARGE: 18.0, Size.HUGE: 40.0}
_SHEET_SIZES = {Size.SMALL: 9.0, Size.NORMAL: 11.0, Size.LARGE: 17.0, Size.HUGE: 40.0}


def slip_pdf(blocks: Sequence[Block], fonts: Fonts, title: str, language: str) -> bytes:
    """One page of 80 mm, exactly as long as what stands on it."""
    medium = Medium(
        _SLIP_WIDTH - 2 * _SLIP_MARGIN, _SLIP_SIZES, 4 * mm, 32 * mm, 30 * mm, 1.6 * mm, 1.4, fonts.width, _HEADED
    )  # fmt: skip
    set_rows = list(rows(blocks, medium))
    height = sum(row.height for row in set_rows) + 2 * _SLIP_MARGIN
    return _document([set_rows], (_SLIP_WIDTH, height), _SLIP_MARGIN, fonts, title, language)


def sheet_pdf(blocks: Sequence[Block], fonts: Fonts, title: str, language: str) -> bytes:
    """Pages of A5, numbered if there are several."""
    medium = Medium(
        A5[0] - 2 * _SHEET_MARGIN, _SHEET_SIZES, 6 * mm, 46 * mm, 34 * mm, 2.2 * mm, 1.5, fonts.width, _HEADED
    )  # fmt: skip
    return _pages(blocks, medium, A5, _SHEET_MARGIN, fonts, title, language)


def page_pdf(blocks: Sequence[Block], fonts: Fonts, title: str, language: str) -> bytes:
    """Pages of A4, numbered if there are several: for what goes into a file."""
    medium = Medium(
        A4[0] - 2 * _PAGE_MARGIN, _PAGE_SIZES, 7 * mm, 42 * mm, 34 * mm, 1.6 * mm, 1.42, fonts.width, _HEADED
    )  # fmt: skip
    return _pages(blocks, medium, A4, _PAGE_MARGIN, fonts, title, language)


def _pages(
    blocks: Sequence[Block],
    medium: Medium,
    size: tuple[float, float],
    margin: float,
    fonts: Fonts,
    title: str,
    language: str,
) -> bytes:
    pages = list(_paged(rows(blocks, medium), size[1] - 2 * margin))
    return _document(pages, size, margin, fonts, title, language)


def _paged(all_rows: Iterable[Row], room: float) -> Iterator[list[Row]]:
    page: list[Row] = []
    for row in all_rows:
        if page and sum(each.height for each in page) + row.height > room:
            yield page
            page = []
        page.append(row)
    yield page


def _document(
    pages: Sequence[Sequence[Row]], size: tuple[float, float], margin: float, fonts: Fonts, title: str, language: str
) -> bytes:
    file = BytesIO()
    # The same document is the same bytes whenever it is asked for.
    # Named at once, or reportlab begins each page with a font of its own that is not embedded.
    first = next(face.name for face, _run in fonts.pieces(title))
    named: Any = {"initialFontName": first}  # which its stubs take for a number
    canvas = Canvas(file, pagesize=size, invariant=1, lang=tag_of(language), **named)
    canvas.setTitle(title)
    canvas.setCreator("Hall")
    for number, page in enumerate(pages, 1):
        y = size[1] - margin
        for row in page:
            _draw(canvas, row, margin, y, size[0] - 2 * margin, fonts)
            y -= row.height
        if len(pages) > 1:
            _write(canvas, fonts, f"{number} / {len(pages)}", size[0] / 2 - 8, margin / 2, 8.0)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, row: Row, left: float, top: float, width: float, fonts: Fonts) -> None:
    """One row whose upper edge is at `top`."""
    if row.rule:
        canvas.setLineWidth(0.6)
        canvas.line(left, top - row.height / 2, left + width, top - row.height / 2)
    if row.code is not None:
        side = row.height
        for x, y, length, module in dark_runs(row.code, side):
            canvas.rect(left + (width - side) / 2 + x, top - y - module, length, module, stroke=0, fill=1)
    for mark in row.marks:
        baseline = top - (row.height - row.size) / 2 - row.size * _BASELINE
        _write(canvas, fonts, mark.text, left + mark.x, baseline, row.size)


def _write(canvas: Canvas, fonts: Fonts, text: str, x: float, y: float, size: float) -> None:
    written = canvas.beginText(x, y)
    for face, run in fonts.pieces(text):
        written.setFont(face.name, size)
        written.textOut(run)
    canvas.drawText(written)
