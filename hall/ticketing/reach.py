"""Which windows a ticket can be called to, and what else those windows do: who competes with whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from hall.catalogue.book import HallBook, WindowPage
from hall.ticketing.queries import ErrandRow, TicketRow


@dataclass(frozen=True)
class Reach:
    """The windows that could call a ticket, by id and by number, and all the services that they do."""

    windows: frozenset[str]
    services: frozenset[str]
    numbers: tuple[int, ...]


def reach_of(book: HallBook, ticket: TicketRow, errands: Sequence[ErrandRow]) -> Reach:
    """The windows that could call a ticket: the open ones, or if none is open those that would be."""
    able = [page for page in book.windows.values() if could_call(page, ticket, errands)]
    open_ = [page for page in able if page.open]
    pages = open_ or able
    return Reach(
        windows=frozenset(page.id for page in pages),
        services=frozenset(service for page in pages for service in page.services),
        numbers=tuple(sorted(page.number for page in pages)),
    )


def window_number(book: HallBook, window_id: str | None) -> int | None:
    """The number of a window, also of one that is retired; None where there is none."""
    page = book.window(window_id) if window_id is not None else None
    return page.number if page is not None else None


def could_call(page: WindowPage, ticket: TicketRow, errands: Sequence[ErrandRow]) -> bool:
    """Whether a window, open or not, may call the ticket for one of its pending errands."""
    if ticket.bound_window_id is not None:
        return page.id == ticket.bound_window_id
    if ticket.needs_help:
        return True
    pending = [errand.service for errand in errands if errand.pending]
    wanted = pending[:1] if ticket.in_order else pending
    return any(service in page.services for service in wanted)
