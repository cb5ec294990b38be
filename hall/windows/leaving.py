"""A window leaves the hall (its definition is gone): whoever is there is let go, in the import's own transaction."""

from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.windows.actions.duty import end_break, end_duty, refuse_busy
from hall.windows.actions.moving import unbind_tickets
from hall.windows.queries import duty_at


def settle_window(work: Work, window_id: str) -> None:
    """End duty and breaks at a window and free what is bound to it. WindowBusy stops the whole import."""
    page = hall_book(work.connection, work.hall_id).windows[window_id]
    refuse_busy(work, page)
    duty = duty_at(work.connection, window_id)
    if duty is not None:
        end_duty(work, page, duty.id, duty.name)
    end_break(work, window_id)
    unbind_tickets(work, hall_book(work.connection, work.hall_id), window_id)
