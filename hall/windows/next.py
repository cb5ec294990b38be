"""Whom a window would call next, and why."""

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.text import Text
from hall.ticketing.queries import ticket_row
from hall.ticketing.why import counts_from


def why_next(connection: Connection, book: HallBook, ticket_id: str) -> Text:
    """The sentence beside the ticket that would be called."""
    counted = counts_from(book, ticket_row(connection, ticket_id))
    return Text(f"{counted.zh}，在本窗口可办的号中最早。", f"{counted.en}: the earliest this window may serve.")
