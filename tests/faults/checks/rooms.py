"""What screens, desks and phones showed, held against the journal: everything once, in order, and nothing else."""

from collections.abc import Callable, Iterator

from hall.journal.chain import Entry
from tests.faults.evidence import Ear, Evidence
from tests.faults.record import Json

CALLS = ("ticket_called", "ticket_recalled")
# What a visitor is told of its ticket: all that moves it, and that it was issued to whoever is there before the server
# has heard of that from the journal.
MOVES = frozenset(
    {
        *("ticket_issued", "ticket_entered"),
        *("ticket_called", "ticket_recalled", "ticket_started", "ticket_finished", "ticket_held", "ticket_resumed"),
        *("ticket_unbound", "ticket_transferred", "ticket_passed", "ticket_requeued", "ticket_upgraded"),
        *("ticket_undone", "ticket_cancelled", "ticket_abandoned", "ticket_unserved"),
    }
)
# Journal number, instant, kind of the fact, what it is about. The instant tells an entry from another that had its
# number before: one that was told, and then never committed.
Told = tuple[int, str, str, object]


def screens_showed_every_call(evidence: Evidence) -> Iterator[str]:
    """Every screen showed every call, recall and retraction of its room once, in order, and no other."""
    for ear in _in(evidence, "/display"):
        yield from _compared(evidence, ear, _call_of, _shown_call)


def desks_were_told_everything(evidence: Evidence) -> Iterator[str]:
    """Every desk was told every entry once, in order, and no other."""
    for ear in _in(evidence, "/desk"):
        yield from _compared(
            evidence,
            ear,
            lambda _ear, entry: (entry.seq, _instant(entry), entry.kind, entry.ticket),
            _shown,
        )


def phones_followed_their_ticket(evidence: Evidence) -> Iterator[str]:
    """Every phone was told each change of its ticket once, in order, and nothing of another."""
    for ear in _in(evidence, "/visitor"):
        yield from _compared(evidence, ear, _move_of, _shown)


def voices_were_given_the_calls(evidence: Evidence) -> Iterator[str]:
    """A zone's voice was given its calls with words for them, and had the word by the end."""
    for ear in _in(evidence, "/display"):
        if not ear.speaks:
            continue
        if not ear.grants or not ear.grants[-1]:
            yield f"{ear.name} offered to speak for {ear.zone} and was not the zone's voice in the end"
        for fact in ear.showing.shown:
            said = fact["data"].get("announcement") or {}
            if fact["kind"] in CALLS and (said.get("zone") != ear.zone or _number(fact) not in said["text"]["zh"]):
                yield f"{ear.name} was told of call {fact['seq']} ({_number(fact)}) without words for it: {said}"


def _in(evidence: Evidence, namespace: str) -> list[Ear]:
    return [ear for ear in evidence.ears.values() if ear.namespace == namespace and ear.began is not None]


def _compared(
    evidence: Evidence,
    ear: Ear,
    told_of: Callable[[Ear, Entry], Told | None],
    shown_of: Callable[[Json], Told | None],
) -> Iterator[str]:
    """What was to be shown and what was, in order."""
    last = ear.showing.last or 0
    upto = last if ear.gave_up and last else max(last, evidence.ended)
    due = [told_of(ear, entry) for entry in evidence.journal if (ear.began or 0) < entry.seq <= upto]
    wanted = [each for each in due if each is not None]
    shown = [each for fact in ear.showing.shown if (each := shown_of(fact)) is not None]
    for line in ear.behind[:1]:
        yield f"{ear.name} knew of {line['last']}, the server of {line['seq']} alone: it was told what never was"
    if wanted == shown:
        return
    missed, invented = [one for one in wanted if one not in shown], [one for one in shown if one not in wanted]
    for one in missed[:5]:
        yield f"{ear.name} was never shown {one} ({len(missed)} missed; began at {ear.began}, ended {ear.showing.last})"
    for one in invented[:5]:
        found = next((_brief(entry) for entry in evidence.journal if entry.seq == one[0]), "nothing")
        yield f"{ear.name} showed {one}; the journal has {found} ({len(invented)} of that kind)"
    if not missed and not invented:
        yield f"{ear.name} showed what it was to show in another order or twice"


def _call_of(ear: Ear, entry: Entry) -> Told | None:
    """The call, recall or retraction that a screen of this room shows for an entry."""
    if entry.kind not in (*CALLS, "ticket_undone"):
        return None
    data = entry.data
    if (ear.zone or data["zone"]) != data["zone"] or (ear.window or data["window_number"]) != data["window_number"]:
        return None
    about = (data["number"], data["window_number"])
    if entry.kind == "ticket_undone":
        return (entry.seq, _instant(entry), "call_retracted", about) if data["undone"] == "ticket_called" else None
    return entry.seq, _instant(entry), entry.kind, about


def _shown_call(fact: Json) -> Told | None:
    if fact["kind"] not in (*CALLS, "call_retracted"):
        return None
    return fact["seq"], fact["at"], fact["kind"], (_number(fact), fact["data"]["window"])


def _shown(fact: Json) -> Told:
    return fact["seq"], fact["at"], fact["kind"], fact["data"]["ticket"]


def _move_of(ear: Ear, entry: Entry) -> Told | None:
    if entry.ticket != ear.ticket or entry.kind not in MOVES:
        return None
    kind = "ticket_called" if entry.kind in CALLS else "ticket_changed"
    return entry.seq, _instant(entry), kind, entry.data["number"]


def _instant(entry: Entry) -> str:
    return entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _number(fact: Json) -> str:
    return str(fact["data"]["ticket"])


def _brief(entry: Entry) -> str:
    return f"{entry.kind} {entry.data.get('number', '')} of {_instant(entry)}"
