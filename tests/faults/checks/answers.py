"""Requests, and what became of each: one answer, one effect, or none where it was refused."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator

from hall.journal.chain import Entry
from tests.faults.evidence import Asked, Evidence, Try
from tests.faults.record import Json

# The entries by which the journal tells of each deed.
TELLS = {
    "issue": ("ticket_issued",),
    "call": ("ticket_called",),
    "recall": ("ticket_recalled",),
    "start": ("ticket_started",),
    "finish": ("ticket_finished",),
    "no-show": ("ticket_passed", "ticket_abandoned"),
    "requeue": ("ticket_requeued",),
    "hold": ("ticket_held",),
    "resume": ("ticket_resumed",),
    "transfer": ("ticket_transferred",),
    "undo": ("ticket_undone",),
    "cancel": ("ticket_cancelled",),
}
DEED_OF = {kind: deed for deed, kinds in TELLS.items() for kind in kinds}
KEPT = (200, 201, 204, 409)
# A clerk may finish what a manager has just taken from the window (422), or what another window's undo has just taken
# back there (`foreign_ticket`); all else here is asked rightly.
UNFORESEEN = (400, 401, 403, 404, 405, 422, 500)


def everybody_was_answered(evidence: Evidence) -> Iterator[str]:
    """Every request was answered in the end, and never by an error that nobody foresaw."""
    for asked in evidence.requests.values():
        if not asked.answers:
            yield f"{asked.who} was never answered on {_name(asked)}, tried {len(asked.tries)} times"
        for each in asked.tries:
            if each.status in UNFORESEEN and not (asked.deed == "finish" and _moved_meanwhile(each)):
                yield f"{asked.who} was answered {each.status} on {_name(asked)}: {each.text[:160]}"


def _moved_meanwhile(answer: Try) -> bool:
    return answer.status == 422 or (answer.status == 403 and '"foreign_ticket"' in answer.text)


def first_answer_again(evidence: Evidence) -> Iterator[str]:
    """Whoever asks again with the same key gets the first answer, to the letter."""
    for asked in evidence.requests.values():
        answers = [answer for answer in asked.answers if answer.status in KEPT]
        for other in answers[1:]:
            if (other.status, other.text) != (answers[0].status, answers[0].text):
                yield (
                    f"{asked.who} was answered {_said(answers[0])} on {_name(asked)} (key {asked.key}), "
                    f"and asked again {_said(other)}"
                )
                break


def done_once(evidence: Evidence) -> Iterator[str]:
    """What was answered with 2xx is in the journal exactly once; each has its own entry."""
    _claimed, troubles = _claims(evidence)
    yield from troubles


def nothing_unasked(evidence: Evidence) -> Iterator[str]:
    """Whatever is in the journal was answered with 2xx: nothing was done twice, and nothing that was refused."""
    claimed, _troubles = _claims(evidence)
    for entry in evidence.told:
        if entry.kind not in DEED_OF or entry.seq in claimed or _by_itself(entry):
            continue
        refused = [asked for asked in evidence.requests.values() if _refused_this(asked, entry)]
        suspects = "; ".join(f"{asked.who} was refused {_name(asked)}" for asked in refused[:3]) or "nobody asked"
        yield f"entry {entry.seq} ({entry.kind} {entry.data.get('number')}) was acknowledged to nobody ({suspects})"
    yield from _pauses(evidence)


def _claims(evidence: Evidence) -> tuple[dict[int, str], list[str]]:
    """The entry that each acknowledged deed names as its own, by number; and where there is none, or another's."""
    entries: dict[tuple[str | None, str], list[Entry]] = defaultdict(list)
    for entry in evidence.told:
        if entry.kind in DEED_OF:
            entries[entry.ticket, DEED_OF[entry.kind]].append(entry)
    claimed: dict[int, str] = {}
    troubles: list[str] = []
    for asked in evidence.requests.values():
        ticket = _acknowledged(asked)
        if ticket is None:
            continue
        mine = [entry for entry in entries[ticket["id"], asked.deed] if entry.seq <= ticket["seq"]]
        if not mine:
            troubles.append(f"{asked.who} was told that {_name(asked)} was done ({ticket['number']}); no entry says so")
        elif mine[-1].seq in claimed:
            other = evidence.requests[claimed[mine[-1].seq]]
            troubles.append(f"entry {mine[-1].seq} was acknowledged to {other.who} and to {asked.who}: {_name(asked)}")
        else:
            claimed[mine[-1].seq] = asked.key
    return claimed, troubles


def _acknowledged(asked: Asked) -> Json | None:
    """The ticket as the acknowledgement of a deed tells it; None for what changed nothing."""
    first: Try | None = next(iter(asked.answers), None)
    fresh = 201 if asked.deed == "issue" else 200
    if first is None or first.status != fresh or asked.deed not in TELLS:
        return None
    ticket: Json = json.loads(first.text)
    return ticket


def _by_itself(entry: Entry) -> bool:
    """What nobody asks for: the end of a day."""
    return entry.kind == "ticket_abandoned" and entry.data["cause"] != "no_show"


def _refused_this(asked: Asked, entry: Entry) -> bool:
    subject = entry.window if asked.deed == "call" else entry.ticket
    refused = any(answer.status is not None and answer.status >= 400 for answer in asked.answers)
    return refused and asked.deed == DEED_OF[entry.kind] and subject is not None and subject in asked.path


def _pauses(evidence: Evidence) -> Iterator[str]:
    """Pauses have no ticket to name their entry: they are counted, window by window."""
    paused = Counter(entry.window for entry in evidence.told if entry.data.get("cause") == "paused")
    answered = Counter(
        asked.path.split("/")[2]
        for asked in evidence.requests.values()
        if asked.deed == "pause" and asked.answers and asked.answers[0].status == 200
    )
    for window in paused.keys() | answered.keys():
        if paused[window] != answered[str(window)]:
            yield f"window {window} was paused {paused[window]} times, acknowledged {answered[str(window)]} times"


def _name(asked: Asked) -> str:
    return f"{asked.method} {asked.path}"


def _said(answer: Try) -> str:
    return f"{answer.status} {answer.text[:120]!r}"
