"""The child process that sets paper: `python -m hall.paper.press_child`, asked by `hall.paper.press`.

A process of its own because reportlab, Pillow and icalendar hold tens of megabytes that a served hall never needs.
A job is `{form: slip | sheet | page, output: pdf | escpos, mode: text | image | null, title, language, blocks}`, a QR
code by itself: `{form: code, output: svg | png, text}`, or a calendar file: `{form: calendar, entry}`; its answer is
the document's bytes, and tells the `mode` of those for a printer.
"""

import sys
from functools import cache

from hall.children import Done, work_for_parent
from hall.events import Json
from hall.paper.blocks import Block
from hall.paper.calendar_file import calendar_file
from hall.paper.codes import code_file
from hall.paper.fonts import Fonts, open_fonts
from hall.paper.pdf import page_pdf, sheet_pdf, slip_pdf
from hall.paper.picture import slip_picture
from hall.paper.thermal import best_mode, image_bytes, text_bytes

PDFS = {"slip": slip_pdf, "sheet": sheet_pdf, "page": page_pdf}


@cache
def fonts() -> Fonts:
    return open_fonts()


def work(job: Json) -> Done:
    """Set one document."""
    if job["form"] == "code":
        return Done({}, code_file(job["text"], job["output"]))
    if job["form"] == "calendar":
        return Done({}, calendar_file(job["entry"]))
    blocks = [Block.of(each) for each in job["blocks"]]
    if job["output"] == "pdf":
        return Done({}, PDFS[job["form"]](blocks, fonts(), job["title"], job["language"]))
    # A printer's own characters need none of ours.
    mode = job["mode"] or best_mode(blocks)
    data = text_bytes(blocks) if mode == "text" else image_bytes(slip_picture(blocks, fonts()))
    return Done({"mode": mode}, data)


if __name__ == "__main__":
    work_for_parent(work)
    sys.exit(0)
