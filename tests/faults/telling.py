"""A run as people read it: what was asked, what was done to the hall, how soon it was back, what was found."""

from collections import Counter
from statistics import median, quantiles

from tests.faults.run import Outcome

SHOWN = 5


def table(outcome: Outcome) -> list[str]:
    """The lines of a run's report."""
    evidence = outcome.evidence
    tries = [each for asked in evidence.requests.values() for each in asked.tries]
    answers = Counter(each.status for each in tries if each.answered)
    retried = sum(len(asked.tries) > 1 for asked in evidence.requests.values())
    facts = sum(len(ear.showing.shown) for ear in evidence.ears.values())
    told = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items(), key=lambda of: of[0] or 0))
    rows = [
        ("took", f"{outcome.seconds:.0f} s, seed {outcome.seed}"),
        ("requests", f"{len(evidence.requests)} in {len(tries)} tries"),
        ("answers", told),
        ("asked again", f"{retried}, told the first answer {sum(each.again for each in tries)} times"),
        ("not answered at once", str(sum(not each.answered for each in tries))),
        ("journal", f"{len(evidence.told)} entries, {len(evidence.tickets)} tickets"),
        ("listeners", f"{len(evidence.ears)}, shown {facts} facts"),
        *_faults(outcome),
    ]
    checks = [
        f"{'ok' if not found else 'VIOLATED ' + str(len(found)):<14} {name}" for name, found in outcome.found.items()
    ]
    details = [f"{name}: {one}" for name, found in outcome.found.items() for one in found[:SHOWN]]
    return [*(f"{name:<22} {value}" for name, value in rows), "", *checks, *([""] if details else []), *details]


def _faults(outcome: Outcome) -> list[tuple[str, str]]:
    faults = outcome.evidence.faults
    done = Counter(f"{line['fault']} {line['victim']}" for line in faults if line["what"] == "fault")
    took = sorted(line["took"] for line in faults if line["what"] == "back")
    rows = [("faults", ", ".join(f"{count} × {what}" for what, count in sorted(done.items())))]
    if len(took) > 1:
        p90 = quantiles(took, n=10)[-1]
        rows.append(("back after", f"median {median(took):.1f} s, p90 {p90:.1f} s, longest {took[-1]:.1f} s"))
    return rows
