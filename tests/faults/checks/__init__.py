"""Everything that must hold after a run, each as one check with a name: what was violated, and the evidence."""

from collections.abc import Callable, Iterator

from tests.faults.checks.answers import done_once, everybody_was_answered, first_answer_again, nothing_unasked
from tests.faults.checks.coming_back import it_came_back, nothing_unforeseen, subscribers_were_told
from tests.faults.checks.journal import chain_whole, journal_gap_free, verify_is_content
from tests.faults.checks.queue import (
    acknowledged_tickets_exist,
    local_order_held,
    no_second_call,
    numbers_whole,
    one_ticket_a_window,
)
from tests.faults.checks.rooms import (
    desks_were_told_everything,
    phones_followed_their_ticket,
    screens_showed_every_call,
    voices_were_given_the_calls,
)
from tests.faults.evidence import Evidence

Check = Callable[[Evidence], Iterator[str]]

CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        acknowledged_tickets_exist,
        no_second_call,
        one_ticket_a_window,
        numbers_whole,
        local_order_held,
        journal_gap_free,
        chain_whole,
        verify_is_content,
        everybody_was_answered,
        first_answer_again,
        done_once,
        nothing_unasked,
        screens_showed_every_call,
        desks_were_told_everything,
        phones_followed_their_ticket,
        voices_were_given_the_calls,
        subscribers_were_told,
        it_came_back,
        nothing_unforeseen,
    )
}


def violations(evidence: Evidence) -> dict[str, list[str]]:
    """What every check found, by its name; those that found nothing are there with an empty list."""
    return {name: list(check(evidence)) for name, check in CHECKS.items()}
