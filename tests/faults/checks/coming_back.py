"""Whether the hall came back from everything that was done to it, and everybody outside was told."""

from collections.abc import Iterator

from tests.faults.evidence import Evidence
from tests.served import tracebacks


def it_came_back(evidence: Evidence) -> Iterator[str]:
    """After every fault the programs start by themselves or are started, and requests are acknowledged again."""
    for line in evidence.faults:
        if line["what"] == "not_back":
            yield f"{line['took']:.0f} s after {line['victim']} was hit nothing was acknowledged"
        elif line["what"] == "down":
            yield f"{line['victim']} could not be started again: {line['why'][-400:]}"
        elif line["what"] == "changed" and "Traceback" in line["said"]:
            yield f"the command line failed: {line['said']}"
        elif line["what"] == "unended":
            yield f"{line['who']} did not come to an end: {line['why']}"


def nothing_unforeseen(evidence: Evidence) -> Iterator[str]:
    """No server met an error that nobody foresaw: it would have left a trace in its log."""
    if "Traceback" in evidence.log:
        yield "\n".join(tracebacks(evidence.log))[:4000]


def subscribers_were_told(evidence: Evidence) -> Iterator[str]:
    """Every durable subscriber got each entry that it wants at least once: lines `delivery` of the record name them."""
    told: dict[str, set[int]] = {}
    for line in evidence.deliveries:
        told.setdefault(line["subscriber"], set()).add(line["seq"])
    if not told:
        yield "nobody outside the house was told anything"
    for subscriber, seqs in told.items():
        due = [entry.seq for entry in evidence.told if min(seqs) < entry.seq <= evidence.ended]
        missed = [seq for seq in due if seq not in seqs]
        if missed:
            yield f"{subscriber} never got {len(missed)} entries, the first is {missed[0]}"
