"""What is added to a record between its steps: notes, questions to the reporter, and what the reporter adds."""

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work
from hall.errors import EscalationWrongState
from hall.escalation.queries import case_of, running_of, steps_of, stored_escalation
from hall.escalation.states import Part, State
from hall.escalation.workflow import Who, check_apart, check_may_ask
from hall.escalation.writing import clock_values, main_part, write_line
from hall.events import EscalationNoted
from hall.journal.remarks import remark
from hall.personal.vault import Vault
from hall.text import Text

NOTE, QUESTION = "note", "question"


def add_note(work: Work, book: HallBook, vault: Vault, escalation_id: str, who: Who, text: str, *, asks: bool) -> None:
    """Add words to an open record. A question holds a clock that is not over, and whatever the reporter adds lets it
    run again.

    Raises EscalationWrongState once it is closed, or for a question while no clock runs; ComplainedOf, Forbidden for
    a question of somebody who does not deal with it.
    """
    row = stored_escalation(work.connection, escalation_id)
    check_apart(case_of(row, steps_of(work.connection, escalation_id)), who)
    if asks:
        check_may_ask(who)
    part, state, running = main_part(who), State(row.state), running_of(row)
    if not state.open:
        raise EscalationWrongState(Text("记录已办结", "The record is closed"), extra={"state": state.value})
    if asks and running is None:
        raise EscalationWrongState(
            Text("现在没有计时，无需等待补充", "No time is running: there is nothing to wait for"),
            extra={"state": state.value},
        )
    today = hall_day(book.zone, work.now)
    if running is not None and asks:
        running = running.held(work.now, book.opening, book.escalations)
    elif running is not None and part is Part.REPORTER:
        running = running.resumed(today, book.opening, book.escalations)
    said = remark(work, vault, text)
    values = clock_values(work.connection, book, row, running, row.reopened)
    work.record(
        EscalationNoted(
            escalation=row.number,
            part=part.value,
            paused=running is not None and running.paused_on is not None,
            due_at=values["due_at"],
            remark=said,
        )
    )
    kind = QUESTION if asks else NOTE
    write_line(work, book, row, values, step=kind, state=state, part=part, text=said, data={})
