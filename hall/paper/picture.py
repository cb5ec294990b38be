"""Rows as a picture of black and white dots: what a thermal printer burns when it is sent an image."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from hall.paper.blocks import Block, Size
from hall.paper.codes import modules_of
from hall.paper.flow import Medium, Row, rows
from hall.paper.fonts import Fonts

DOTS = 576  # a line of an 80 mm printer, at 203 dots an inch
_LEFT = 8
_SIZES = {Size.SMALL: 22.0, Size.NORMAL: 27.0, Size.LARGE: 36.0, Size.HUGE: 150.0}
_QR_MOST = 272
# Grey at the edge of a stroke becomes black from here on: thin strokes stay whole on coarse paper.
_BLACK_BELOW = 150


def slip_picture(blocks: Sequence[Block], fonts: Fonts) -> Image.Image:
    """The whole slip, 576 dots wide."""
    medium = Medium(DOTS - 2 * _LEFT, _SIZES, 32.0, 250.0, float(_QR_MOST), 12.0, 1.36, fonts.dots)
    set_rows = list(rows(blocks, medium))
    picture = Image.new("L", (DOTS, round(sum(row.height for row in set_rows)) + 8), 255)
    draw = ImageDraw.Draw(picture)
    top = 4.0
    for row in set_rows:
        _draw(draw, row, top, fonts)
        top += row.height
    return picture.point(lambda grey: 0 if grey < _BLACK_BELOW else 255).convert("1")


def code_picture(text: str, most: int = _QR_MOST) -> Image.Image:
    """A QR code in whole dots, in the middle of a line, so that no printer has to place it."""
    grid = modules_of(text)
    module = most // len(grid)
    side = module * len(grid)
    code = Image.new("1", (len(grid), len(grid)), 255)
    code.putdata([0 if dark else 255 for row in grid for dark in row])
    line = Image.new("1", (DOTS, side), 255)
    line.paste(code.resize((side, side), Image.Resampling.NEAREST), ((DOTS - side) // 2, 0))
    return line


def _draw(draw: ImageDraw.ImageDraw, row: Row, top: float, fonts: Fonts) -> None:
    if row.rule:
        middle = round(top + row.height / 2)
        draw.line((_LEFT, middle, DOTS - _LEFT, middle), fill=0, width=2)
    if row.code is not None:
        draw.bitmap((0, round(top)), code_picture(row.code).point(lambda white: 0 if white else 255), fill=0)
    for mark in row.marks:
        x = _LEFT + mark.x
        baseline = round(top + (row.height - row.size) / 2 + row.size * 0.82)
        for face, run in fonts.pieces(mark.text):
            font = fonts.sized(face, row.size)
            stroke = max(0.4, row.size / 60) if mark.bold else 0.0
            draw.text((x, baseline), run, font=font, fill=0, anchor="ls", stroke_width=stroke, stroke_fill=0)
            x += font.getlength(run)
