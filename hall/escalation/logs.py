"""The log of a record as it is told: all of it to staff; to its reporter what is for them, and nobody's name."""

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from hall.edge.endpoint import Answer
from hall.edge.fields import Instant
from hall.escalation.actions.attaching import ATTACHMENT
from hall.escalation.actions.noting import NOTE, QUESTION
from hall.escalation.queries import StepRow
from hall.escalation.states import Part, State, Step
from hall.escalation.workflow import Satisfaction
from hall.journal.remarks import remark_texts
from hall.personal.masks import mask_numbers
from hall.personal.vault import Vault
from hall.staff.queries import known_as
from hall.text import Language, Text

STAFFS_OWN = {NOTE, ATTACHMENT}
"""What staff add among themselves; of these the reporter sees their own."""
TOLD = {Step.REPLY.value, Step.OUT_OF_SCOPE.value, Step.EXTEND.value, Step.WITHDRAW.value, QUESTION}
"""The steps whose words are for the reporter."""


class LogAnswer(Answer):
    """One line of a record's log; `by` is told to staff alone."""

    step: str
    state: str
    label: str
    at: Instant
    part: str
    text: str | None
    by: str | None
    data: dict[str, str | int | bool | list[str]]


def log_answers(
    connection: Connection, vault: Vault, steps: Sequence[StepRow], language: Language, *, reporter: bool
) -> list[LogAnswer]:
    """All of it to staff, numbers masked; to the reporter what concerns them: no notes among staff, nobody's name."""
    shown = [step for step in steps if not reporter or step.step not in STAFFS_OWN or step.part == Part.REPORTER]
    texts = remark_texts(connection, vault, {step.text for step in shown if _told(step, reporter=reporter)})
    if not reporter:
        texts = {key: mask_numbers(text) for key, text in texts.items()}
    people = {} if reporter else known_as(connection, {step.by for step in shown})
    return [
        LogAnswer(
            step=step.step,
            state=step.state,
            label=_label(step).pick(language),
            at=step.at,
            part=step.part,
            text=texts.get(step.text or ""),
            by=people.get(step.by or ""),
            data={} if reporter else step.data,
        )
        for step in shown
    ]


def _label(step: StepRow) -> Text:
    """What the step came to: the state, but for tries to reach somebody, which are no call-back."""
    if step.step != Step.UNREACHABLE:
        return State(step.state).words
    return Satisfaction.UNREACHABLE.words if step.state == State.CALLED_BACK else Step.UNREACHABLE.words


def _told(step: StepRow, *, reporter: bool) -> bool:
    """Whether it has words, and words for whoever asks."""
    return step.text is not None and (not reporter or step.step in TOLD or step.part == Part.REPORTER)
