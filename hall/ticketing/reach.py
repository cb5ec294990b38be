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
    asks = (ticket.bound_window_id, ticket.needs_help, _wanted(ticket, errands))
    known: Reach | None = book.worked_out.get(asks)
    if known is None:
        able = [page for page in book.windows.values() if _may_call(page, *asks)]
        known = book.worked_out[asks] = _together([page for page in able if page.open] or able)
    return known


def _together(pages: Sequence[WindowPage]) -> Reach:
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
    return _may_call(page, ticket.bound_window_id, ticket.needs_help, _wanted(ticket, errands))


def _may_call(page: WindowPage, bound_to: str | None, needs_help: bool, wanted: tuple[str, ...]) -> bool:
    if bound_to is not None:
        return page.id == bound_to
    return needs_help or not page.services.isdisjoint(wanted)


def _wanted(ticket: TicketRow, errands: Sequence[ErrandRow]) -> tuple[str, ...]:
    """The services that a window may call it for: of an `in_order` bundle the first pending one alone."""
    pending = tuple(errand.service for errand in errands if errand.pending)
    return pending[:1] if ticket.in_order else pending
