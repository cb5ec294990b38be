"""The doors of paper: slip, one-time notice and refusal note of a ticket, as PDF and as bytes for thermal printers.

Whoever holds a ticket's id may have its paper. In the ticket's own language, unless `?lang=` asks for another.
"""

from collections.abc import Callable
from typing import Literal

from flask import request
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.edge.access import PUBLIC
from hall.edge.endpoint import Body, Call, Endpoints, Later, NoBody, Raw
from hall.languages.phrases import known_languages, phrases
from hall.paper.blocks import Block
from hall.paper.notice import notice_blocks, refusal_blocks
from hall.paper.press import Form, Output, Press, Sheet
from hall.paper.queries import Desk
from hall.paper.slip import slip_blocks

PDF, ESCPOS = "application/pdf", "application/vnd.escpos"
TYPES: dict[Output, str] = {"pdf": PDF, "escpos": ESCPOS}
What = Literal["slip", "notice", "refusal"]


class ThermalQuery(Body):
    """How a thermal printer is to print: left out, as text unless a rare character needs an image."""

    mode: Literal["text", "image"] | None = None


class PaperDoors:
    """The doors that need the press. `public_url`: where phones find this server, if not where the request went."""

    def __init__(self, press: Press, public_url: str | None) -> None:
        self._press, self._public_url = press, public_url

    def endpoints(self) -> Endpoints:
        endpoints = Endpoints("paper")
        for name, door in (
            ("slip", self.slip),
            ("notice", self.notice),
            ("refusal", self.refusal),
        ):
            endpoints.read(f"/tickets/<ticket>/{name}.pdf", access=PUBLIC, answer=None, mimetype=PDF)(door)
        for name, thermal in (
            ("slip", self.slip_escpos),
            ("notice", self.notice_escpos),
            ("refusal", self.refusal_escpos),
        ):
            endpoints.read(
                f"/tickets/<ticket>/{name}.escpos", access=PUBLIC, answer=None, query=ThermalQuery, mimetype=ESCPOS
            )(thermal)
        return endpoints

    def slip(self, call: Call[NoBody], connection: Connection) -> Later:
        """The ticket's slip, 80 mm wide, as PDF."""
        return self._later(call, connection, "slip", "pdf")

    def notice(self, call: Call[NoBody], connection: Connection) -> Later:
        """The one-time notice of everything missing (一次性告知单), A5, as PDF."""
        return self._later(call, connection, "notice", "pdf")

    def refusal(self, call: Call[NoBody], connection: Connection) -> Later:
        """The note of what was not accepted and why, A5, as PDF."""
        return self._later(call, connection, "refusal", "pdf")

    def slip_escpos(self, call: Call[ThermalQuery], connection: Connection) -> Later:
        """The slip as the bytes of a thermal printer."""
        return self._later(call, connection, "slip", "escpos")

    def notice_escpos(self, call: Call[ThermalQuery], connection: Connection) -> Later:
        """The one-time notice as the bytes of a thermal printer."""
        return self._later(call, connection, "notice", "escpos")

    def refusal_escpos(self, call: Call[ThermalQuery], connection: Connection) -> Later:
        """The refusal note as the bytes of a thermal printer."""
        return self._later(call, connection, "refusal", "escpos")

    def _later(
        self, call: Call[NoBody] | Call[ThermalQuery], connection: Connection, what: What, output: Output
    ) -> Later:
        book = hall_book(connection, call.subject.hall_id)
        url = (self._public_url or request.host_url).rstrip("/")
        desk = Desk(connection, book, call.vault, call.subject.id, url)
        tag = _language(request.args.get("lang") or desk.ticket.language)
        form: Form = "sheet" if what != "slip" and output == "pdf" else "slip"
        mode = call.body.mode if isinstance(call.body, ThermalQuery) else None
        title = f"{phrases('paper', tag).say(f'{what}.title')} {desk.ticket.number}"
        sheet = Sheet(_BLOCKS[what](desk, tag), form, title, tag, mode)
        name = f"{what}-{desk.ticket.number}.{output}"
        return Later(lambda: Raw(self._press.printed(sheet, output), TYPES[output], filename=name))


_BLOCKS: dict[What, Callable[[Desk, str], list[Block]]] = {
    "slip": lambda desk, tag: slip_blocks(desk.slip(), tag),
    "notice": lambda desk, tag: notice_blocks(desk.notice(), tag),
    "refusal": lambda desk, tag: refusal_blocks(desk.refusal(), tag),
}


def _language(tag: str) -> str:
    """A language that paper can be set in: English for one that is unknown or written from right to left."""
    known = {each.tag for each in known_languages() if each.direction == "ltr"}
    return tag if tag in known else "en"
