"""The manager's board: every window, queue, waiting ticket and alarm of a hall, in one answer.

Not everybody sees all of it (`as_seen`): ids of tickets are for whoever may look tickets up, alarms for managers, and
of a whole board the alarms alone for the officer of the ledger.
"""

from datetime import datetime

from hall.catalogue.answers import WaitAnswer
from hall.catalogue.terms import AlarmKind
from hall.display.floor import Floor
from hall.display.hearing import Rights, may_know_tickets
from hall.display.troubles import Trouble
from hall.display.voice import Voice
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.events import Json
from hall.staff.permissions import Permission
from hall.text import Language
from hall.ticketing.prediction.forecasts import wait_answer
from hall.ticketing.queries import TicketRow
from hall.ticketing.reach import window_number
from hall.windows.alarm_answers import AlarmAnswer, alarm_fields
from hall.windows.alarm_hearers import heard_kinds
from hall.windows.alarms import Figures, grounds
from hall.windows.answers import HeldAnswer, StaffWindow, staff_fields, whole_minutes
from hall.windows.moment import Moment
from hall.windows.standing import StoredAlarm
from hall.windows.urgency import urgency


class BoardTicket(Answer):
    """The ticket at a window, as the board shows it; its `id` to those alone who may look tickets up."""

    id: str | None
    number: str
    state: str
    called_at: Instant | None
    started_at: Instant | None
    minutes: int
    calls: int
    category: str | None
    needs_help: bool


class BoardWindow(StaffWindow):
    """A window with the ticket that is at it, in brief."""

    ticket: BoardTicket | None


class QueueAnswer(Answer):
    """One service's queue; `windows` are the numbers of the open windows that do it."""

    service: str
    name: Words
    label: str
    waiting: int
    oldest_minutes: int
    wait: WaitAnswer | None
    open_windows: int
    windows: list[int]


class WaitingAnswer(Answer):
    """One waiting ticket, in the order of calling; `service` is the first it can be called for.

    `bound`: the number of the only window that may call it.
    """

    id: str | None
    number: str
    service: str
    services: list[str]
    effective_since: Instant
    issued_at: Instant
    state: str
    ahead: int
    category: str | None
    needs_help: bool
    bound: int | None


class VoiceAnswer(Answer):
    available: bool
    reason: Words | None


class Board(Answer):
    """One hall at journal number `seq`."""

    hall: str
    seq: int
    at: Instant
    closed: bool
    windows: list[BoardWindow]
    queues: list[QueueAnswer]
    waiting: list[WaitingAnswer]
    alarms: list[AlarmAnswer]
    voice: VoiceAnswer
    notices: list[Json]
    presets: list[Json]


def board_answer(
    floor: Floor,
    voice: Voice,
    language: Language,
    *,
    closed: bool,
    notices: list[Json],
    presets: list[Json],
    alarms: list[StoredAlarm],
    troubles: list[Trouble],
) -> Board:
    """The board of one floor. `alarms`: those that stand; `troubles`: what only the connected screens know of."""
    queues = floor.queues
    places = floor.places
    waits = floor.forecast.services if floor.forecast is not None else {}
    return Board(
        hall=floor.book.code,
        seq=floor.seq,
        at=floor.at,
        closed=closed,
        windows=[_window(floor, window_id, language) for window_id in floor.book.windows],
        queues=[
            QueueAnswer(
                service=queue.service,
                name=floor.names[queue.service].as_json(),
                label=floor.names[queue.service].pick(language),
                waiting=queue.waiting,
                oldest_minutes=whole_minutes(queue.oldest_at, floor.at),
                wait=wait_answer(waits.get(queue.service)),
                open_windows=len(queue.open_windows),
                windows=list(queue.open_windows),
            )
            for queue in queues
        ],
        waiting=[
            WaitingAnswer(
                id=waiter.id,
                number=waiter.number,
                service=waiter.services[0],
                services=list(waiter.services),
                effective_since=waiter.key.effective_since,
                issued_at=waiter.issued_at,
                state="waiting",
                ahead=places[waiter.id],
                category=waiter.category,
                needs_help=waiter.any_window,
                bound=window_number(floor.book, waiter.bound),
            )
            for waiter in floor.line
        ],
        alarms=_most_urgent_first(floor, alarms, [*voice.troubles, *troubles], language),
        voice=voice_answer(voice),
        notices=notices,
        presets=presets,
    )


def as_seen(board: Board, rights: Rights) -> Board:
    """The board as somebody with these rights in the hall sees it."""
    if Permission.BOARD not in rights:
        heard = heard_kinds(rights)
        alarms = [alarm for alarm in board.alarms if alarm.kind in heard]
        board = board.model_copy(update={"alarms": alarms, "presets": []})
        if not may_know_tickets(rights):  # the officer of the ledger: what they are called for is all they are told
            return board.model_copy(update={"windows": [], "queues": [], "waiting": []})
    if may_know_tickets(rights):
        return board
    nameless = {"id": None}
    windows = [
        window.model_copy(
            update={
                "ticket": window.ticket and window.ticket.model_copy(update=nameless),
                "held": [each.model_copy(update=nameless) for each in window.held],
            }
        )
        for window in board.windows
    ]
    waiting = [each.model_copy(update=nameless) for each in board.waiting]
    return board.model_copy(update={"windows": windows, "waiting": waiting})


def voice_answer(voice: Voice) -> VoiceAnswer:
    """Whether the hall can speak, and if not (or not all of it) why."""
    return VoiceAnswer(available=voice.available, reason=voice.reason.as_json() if voice.reason else None)


def _most_urgent_first(
    floor: Floor, alarms: list[StoredAlarm], troubles: list[Trouble], language: Language
) -> list[AlarmAnswer]:
    now = _figures_now(floor, alarms)
    told = [AlarmAnswer(**alarm_fields(each, floor.book, floor.at, language, now.get(each.key))) for each in alarms]
    told += [_trouble(one, language) for one in troubles]
    return sorted(
        told,
        key=lambda one: urgency(AlarmKind(one.kind), one.since or floor.at, acknowledged=one.acknowledged is not None),
    )


def _figures_now(floor: Floor, alarms: list[StoredAlarm]) -> dict[tuple[str, str], Figures]:
    """What is counted for queues and idle windows at this moment, by kind and subject: people come and go meanwhile."""
    idle = {one.subject: one.figures["from"] for one in alarms if one.kind is AlarmKind.IDLE_WINDOW}
    free = {window: datetime.fromisoformat(since) for window, since in idle.items() if window in floor.book.windows}
    moment = Moment(floor.book, floor.at, floor.closed, floor.line, free=free)
    return {ground.key: ground.figures for ground in grounds(moment)}


def _trouble(trouble: Trouble, language: Language) -> AlarmAnswer:
    return AlarmAnswer(
        id=None,
        kind=trouble.kind.value,
        service=None,
        window=None,
        since=None,
        text=trouble.text.as_json(),
        label=trouble.text.pick(language),
        acknowledged=None,
    )


def _window(floor: Floor, window_id: str, language: Language) -> BoardWindow:
    page = floor.book.windows[window_id]
    duty, ticket = floor.duties.get(window_id), floor.busy.get(window_id)
    held = [
        HeldAnswer(id=each.id, number=each.number, minutes=whole_minutes(each.held_at, floor.at))
        for each in floor.held.get(window_id, [])
    ]
    fields = staff_fields(floor.book, page, duty.name if duty else None, held, language)
    return BoardWindow(**fields, ticket=_ticket(ticket, floor) if ticket else None)


def _ticket(ticket: TicketRow, floor: Floor) -> BoardTicket:
    serving = ticket.started_at if ticket.state == "serving" else ticket.called_at
    return BoardTicket(
        id=ticket.id,
        number=ticket.number,
        state=ticket.state,
        called_at=ticket.called_at,
        started_at=ticket.started_at,
        minutes=whole_minutes(serving, floor.at),
        calls=ticket.calls,
        category=ticket.category,
        needs_help=ticket.needs_help,
    )
