"""The short form of `make faults`: ten kills, nothing lost, nothing twice – and every check finds what it is for."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from hall.journal.chain import canonical
from tests.faults.asking import UNANSWERED
from tests.faults.checks import CHECKS, violations
from tests.faults.checks.answers import KEPT
from tests.faults.evidence import Ear, Evidence, Try
from tests.faults.installation import OnSqlite
from tests.faults.run import Outcome, run
from tests.faults.telling import table

KILLS = 10
SECONDS = 15.0
SPELLS = (0, 3, 10, 20)


@pytest.fixture(scope="module")
def outcome(hasty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    folder = tmp_path_factory.mktemp("faults")
    house = OnSqlite(hasty, folder / "hall")
    try:
        house.start()
        yield run(house, folder, kills=KILLS, seconds=SECONDS, spells=SPELLS)
    finally:
        house.end()


@pytest.fixture
def evidence(outcome: Outcome) -> Evidence:
    """The run's evidence, for a test to falsify."""
    return deepcopy(outcome.evidence)


def test_nothing_is_lost_and_nothing_is_done_twice(outcome: Outcome) -> None:
    print("\n".join(table(outcome)))
    kills = [line for line in outcome.evidence.faults if line["what"] == "fault" and line["fault"] == "kill"]
    assert kills
    assert len(outcome.evidence.told) > 50, "people were at work meanwhile"
    assert outcome.found == {name: [] for name in CHECKS}


def test_everybody_had_something_to_tell(outcome: Outcome) -> None:
    """What is not in the evidence cannot be missed there."""
    requests, ears = outcome.evidence.requests.values(), outcome.evidence.ears.values()
    assert {"issue", "call", "start", "finish", "cancel"} <= {asked.deed for asked in requests}
    assert any(not each.answered for asked in requests for each in asked.tries), "some were cut off"
    assert any(each.again for asked in requests for each in asked.tries), "some were told the first answer"
    assert {"/display", "/desk", "/visitor"} == {ear.namespace for ear in ears if ear.showing.shown}


def test_what_the_hall_warns_of_when_all_have_left_is_asked_of_nobody(evidence: Evidence) -> None:
    warning = next(entry for entry in reversed(evidence.journal) if entry.ticket is not None)
    evidence.journal.append(replace(warning, seq=evidence.journal[-1].seq + 1))
    found = violations(evidence)
    assert not found["desks_were_told_everything"]
    assert not found["subscribers_were_told"]


# --- each check finds what it is for


def first_of(evidence: Evidence, kind: str) -> int:
    """The place in the journal of the run's first entry of a kind."""
    return next(at for at, entry in enumerate(evidence.journal) if entry.kind == kind and entry.seq > evidence.began)


def lose_a_ticket(evidence: Evidence) -> None:
    del evidence.tickets[str(evidence.journal[first_of(evidence, "ticket_issued")].ticket)]


def call_twice(evidence: Evidence) -> None:
    at = first_of(evidence, "ticket_called")
    evidence.journal.insert(at, evidence.journal[at])


def call_another_to_the_window(evidence: Evidence) -> None:
    at = first_of(evidence, "ticket_called")
    evidence.journal.insert(at, replace(evidence.journal[at], ticket="another"))


def skip_a_number(evidence: Evidence) -> None:
    del evidence.journal[first_of(evidence, "ticket_issued")]


def come_earlier_than_the_policy_says(evidence: Evidence) -> None:
    at = first_of(evidence, "ticket_issued")
    entry = evidence.journal[at]
    data = entry.data | {"effective_since": "2020-01-01T00:00:00.000000Z"}
    evidence.journal[at] = replace(entry, text=canonical(data))


def lose_an_entry(evidence: Evidence) -> None:
    del evidence.journal[first_of(evidence, "ticket_called")]


def change_an_entry(evidence: Evidence) -> None:
    at = first_of(evidence, "ticket_called")
    evidence.journal[at] = replace(evidence.journal[at], user="another")


def find_something(evidence: Evidence) -> None:
    evidence.verified = "zhouzhi 7: entry 7 does not match its hash"


def leave_one_unanswered(evidence: Evidence) -> None:
    asked = next(iter(evidence.requests.values()))
    asked.tries = [replace(each, status=UNANSWERED[0]) for each in asked.tries]


def answer_otherwise(evidence: Evidence) -> None:
    asked = next(one for one in evidence.requests.values() if one.deed == "call" and one.answers[0].status in KEPT)
    asked.tries.append(Try(0.0, 0.0, 200, '{"id": "another"}'))


def do_what_nobody_asked(evidence: Evidence) -> None:
    asked = next(one for one in evidence.requests.values() if one.deed == "issue" and one.answers[0].status == 201)
    del evidence.requests[asked.key]


def listener(evidence: Evidence, namespace: str) -> Ear:
    return next(ear for ear in evidence.ears.values() if ear.namespace == namespace and ear.showing.shown)


def miss(namespace: str, kind: str | None = None) -> Callable[[Evidence], None]:
    def falsify(evidence: Evidence) -> None:
        shown = listener(evidence, namespace).showing.shown
        shown.remove(next(fact for fact in shown if kind in (None, fact["kind"])))

    return falsify


def show_twice(evidence: Evidence) -> None:
    shown = listener(evidence, "/display").showing.shown
    shown.append(next(fact for fact in shown if fact["kind"] == "ticket_called"))


def show_what_never_was(evidence: Evidence) -> None:
    shown = listener(evidence, "/display").showing.shown
    call = next(fact for fact in shown if fact["kind"] == "ticket_called")
    shown[shown.index(call)] = call | {"at": "2026-11-23T01:20:31.120000Z"}


def say_nothing(evidence: Evidence) -> None:
    for ear in evidence.ears.values():
        for fact in ear.showing.shown:
            fact["data"].pop("announcement", None)


def lose_the_word(evidence: Evidence) -> None:
    for ear in evidence.ears.values():
        ear.grants.append(False)


def miss_a_delivery(evidence: Evidence) -> None:
    seqs = [entry.seq for entry in evidence.told]
    evidence.deliveries = [{"subscriber": "messages", "seq": seq} for seq in seqs if seq != seqs[2]]


def never_come_back(evidence: Evidence) -> None:
    evidence.faults.append({"what": "not_back", "victim": "server", "took": 45.0})


def meet_an_error(evidence: Evidence) -> None:
    evidence.log += "Traceback (most recent call last):\nKeyError: 'zhouzhi'\n"


@pytest.mark.parametrize(
    ("check", "falsify"),
    [
        ("acknowledged_tickets_exist", lose_a_ticket),
        ("no_second_call", call_twice),
        ("one_ticket_a_window", call_another_to_the_window),
        ("numbers_whole", skip_a_number),
        ("local_order_held", come_earlier_than_the_policy_says),
        ("journal_gap_free", lose_an_entry),
        ("chain_whole", change_an_entry),
        ("verify_is_content", find_something),
        ("everybody_was_answered", leave_one_unanswered),
        ("first_answer_again", answer_otherwise),
        ("done_once", lose_an_entry),
        ("nothing_unasked", do_what_nobody_asked),
        ("screens_showed_every_call", miss("/display", "ticket_called")),
        ("screens_showed_every_call", show_twice),
        ("screens_showed_every_call", show_what_never_was),
        ("desks_were_told_everything", miss("/desk")),
        ("phones_followed_their_ticket", miss("/visitor")),
        ("voices_were_given_the_calls", say_nothing),
        ("voices_were_given_the_calls", lose_the_word),
        ("subscribers_were_told", miss_a_delivery),
        ("it_came_back", never_come_back),
        ("nothing_unforeseen", meet_an_error),
    ],
)
def test_a_check_finds_what_it_is_for(evidence: Evidence, check: str, falsify: Callable[[Evidence], None]) -> None:
    falsify(evidence)
    assert violations(evidence)[check]
