"""What becomes of each material that is looked at before an appointment: one table of moves, and its times. Pure.

    asked -- hand_in --> handed_in -- answer --> fine, incomplete, original
      |                   ^  |
      |                   |  take_back (the last file) --> asked, or incomplete where something was said to be missing
      +-- answer: bring the original          incomplete -- hand_in --> handed_in

An answer may be given anew: people make mistakes. Where it is fine, or the original is to be brought, nothing more is
handed in.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from hall.catalogue.hours import OpeningTimes
from hall.errors import FieldProblem, Invalid, MaterialWrongState
from hall.text import Text


class MaterialState(StrEnum):
    """How a material stands before the visit."""

    ASKED = "asked"
    HANDED_IN = "handed_in"
    FINE = "fine"
    INCOMPLETE = "incomplete"
    ORIGINAL = "original"  # to be brought, whatever was handed in

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]


class Verdict(StrEnum):
    """What a clerk may answer."""

    FINE = "fine"
    INCOMPLETE = "incomplete"
    ORIGINAL = "original"


M = MaterialState
OPEN = frozenset({M.ASKED, M.HANDED_IN, M.INCOMPLETE})
"""In which more may be handed in."""
_WORDS = {
    M.ASKED: Text("待上传", "To be handed in"),
    M.HANDED_IN: Text("待预审", "Waiting to be looked at"),
    M.FINE: Text("预审通过", "Fine"),
    M.INCOMPLETE: Text("需补正（已一次性告知）", "Something is missing (told once)"),
    M.ORIGINAL: Text("请带原件", "Bring the original"),
}

_NEWS = {
    M.FINE: Text("项通过", "fine"),
    M.INCOMPLETE: Text("项需补正", "incomplete"),
    M.ORIGINAL: Text("项请带原件", "to be brought as the original"),
    M.HANDED_IN: Text("项待预审", "still waiting"),
}


def check_hand_in(state: MaterialState) -> None:
    """Raises MaterialWrongState where nothing more is wanted."""
    if state not in OPEN:
        raise MaterialWrongState(
            Text(f"该材料已预审（{_WORDS[state].zh}），无需再上传", f"It was answered: {_WORDS[state].en}"),
            extra={"state": state.value},
        )


def after_taking_back(state: MaterialState, files_left: int, told: int) -> MaterialState:
    """The state once one of its files is gone."""
    if state is not M.HANDED_IN or files_left:
        return state
    return M.INCOMPLETE if told else M.ASKED


def check_answer(state: MaterialState, verdict: Verdict, missing: Sequence[str], note: str | None) -> None:
    """Raises MaterialWrongState for what nobody handed in; Invalid for what is said too much or too little."""
    if state is M.ASKED and verdict is not Verdict.ORIGINAL:
        words = Text(
            "还没有上传材料，只能答复“请带原件”", "Nothing was handed in: only “bring the original” can be answered"
        )
        raise MaterialWrongState(words, extra={"state": state.value})
    if verdict is Verdict.INCOMPLETE and not missing:
        words = Text("须一次性列明缺少或需补正的内容", "List everything that is missing, once")
        raise Invalid(words, fields=[FieldProblem("missing", words)])
    if verdict is not Verdict.INCOMPLETE and missing:
        words = Text("只有“需补正”才列缺少的内容", "Only what is incomplete has something missing")
        raise Invalid(words, fields=[FieldProblem("missing", words)])
    if verdict is Verdict.INCOMPLETE and note is not None:
        words = Text("请写入缺少的内容", "Say it among what is missing")
        raise Invalid(words, fields=[FieldProblem("note", words)])


def news(states: Sequence[MaterialState]) -> Text | None:
    """How the materials of an appointment stand, in the words of a message; None while it need not be sent.

    What is to be put right is told at once; what is fine, once nothing that was handed in waits any longer.
    """
    if M.INCOMPLETE not in states and M.HANDED_IN in states:
        return None
    counts = [(states.count(state), words) for state, words in _NEWS.items() if state in states]
    zh, en = "，".join(f"{n}{words.zh}" for n, words in counts), ", ".join(f"{n} {words.en}" for n, words in counts)
    return Text(zh, en) if counts else None


def due_at(opening: OpeningTimes, handed_in_at: datetime, starts_at: datetime, days: int) -> datetime:
    """Until when what was handed in is to be answered: so many working days later, and before the appointment."""
    return min(opening.due_at(handed_in_at, days), starts_at)
