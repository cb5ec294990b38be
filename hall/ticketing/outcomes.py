"""How an errand can end at a window, and what each ending must say."""

from collections.abc import Sequence
from enum import StrEnum

from hall.errors import FieldProblem, WrongOutcome
from hall.text import Text


class Outcome(StrEnum):
    """The result of one errand. Every one of them ends the errand."""

    COMPLETED = "completed"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_GAP = "accepted_with_gap"
    ACCEPTED_ON_PROMISE = "accepted_on_promise"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    ESCALATED = "escalated"
    ENQUIRY_ONLY = "enquiry_only"
    COLLECTED = "collected"
    WRONG_SERVICE = "wrong_service"
    LEFT = "left"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]


_WORDS = {
    Outcome.COMPLETED: Text("当场办结", "Completed on the spot"),
    Outcome.ACCEPTED: Text("已受理", "Accepted"),
    Outcome.ACCEPTED_WITH_GAP: Text("容缺受理", "Accepted with a gap"),
    Outcome.ACCEPTED_ON_PROMISE: Text("告知承诺受理", "Accepted on promise"),
    Outcome.INCOMPLETE: Text("材料不齐（已一次性告知）", "Materials missing (told once)"),
    Outcome.REFUSED: Text("不予受理", "Not accepted"),
    Outcome.ESCALATED: Text("转“办不成事”反映", "Passed on as “cannot get it done”"),
    Outcome.ENQUIRY_ONLY: Text("仅咨询", "Enquiry only"),
    Outcome.COLLECTED: Text("已领取结果", "Result collected"),
    Outcome.WRONG_SERVICE: Text("取错事项", "Wrong matter chosen"),
    Outcome.LEFT: Text("中途离开", "Left before the end"),
}

# A visitor leaves with paper that says what is missing, or on what ground.
WITH_NOTICE = frozenset({Outcome.INCOMPLETE, Outcome.REFUSED})
# The list is the one-time notice, or what is still to be handed in although the matter goes ahead.
WITH_MATERIALS = frozenset({Outcome.INCOMPLETE, Outcome.ACCEPTED_WITH_GAP})


def check_outcome(outcome: Outcome, *, missing: Sequence[str] = (), note: str | None = None, where: str = "") -> None:
    """Refuse an outcome without what it demands, or with materials that it has no use for.

    Raises WrongOutcome, naming the field under `where` (`errands.0`).
    """
    prefix = f"{where}." if where else ""
    if outcome is Outcome.INCOMPLETE and not any(item.strip() for item in missing):
        raise _lacks(
            f"{prefix}missing",
            Text("材料不齐须一次性列明全部缺少的材料", "List every missing material, once"),
        )
    if missing and outcome not in WITH_MATERIALS:
        raise _lacks(
            f"{prefix}missing",
            Text("这一结果不列缺少的材料", "This outcome lists no missing materials"),
        )
    if outcome is Outcome.REFUSED and not (note or "").strip():
        raise _lacks(
            f"{prefix}note",
            Text("不予受理须写明依据", "Say on what ground it is not accepted"),
        )


def _lacks(field: str, message: Text) -> WrongOutcome:
    return WrongOutcome(message, fields=[FieldProblem(field, message)])
