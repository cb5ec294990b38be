"""Visitors who left a phone number are told by their hall's carriers that their turn is near, and that they are called.

A durable subscriber of the journal: what it finds worth telling goes into the outbox, each thing once, however often
the same entries come. Only what still holds is told: of a journal that was not followed for a while, the end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import now
from hall.db import Database
from hall.journal.chain import Entry
from hall.languages.phrases import phrases, server_language
from hall.notify.actions import MESSAGE_PHONE, Note, tell, withdraw
from hall.notify.addresses import Audience
from hall.notify.queries import known_causes
from hall.personal.vault import Vault
from hall.text import LANGUAGES, Language
from hall.ticketing.line import waiting_line
from hall.ticketing.queries import TicketRow, left_phones, live_tickets
from hall.ticketing.sealed import PHONE_HASH
from hall.ticketing.states import TicketState
from hall.ticketing.waiting import NEAR, places

GOOD_FOR = timedelta(minutes=30)
"""What is older than this is news to nobody in a hall."""


class VisitorsTold:
    """The subscriber `visitors`: puts into the outbox what they are to be told."""

    name = "visitors"

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database, self._vault = database, vault

    def take(self, entries: Sequence[Entry]) -> None:
        hall_id, at = entries[0].hall_id, now()
        fresh = [entry for entry in entries if entry.at > at - GOOD_FOR]
        if not fresh:
            return
        with self._database.reading() as connection:
            notes, taken_back = self._found(connection, hall_id, fresh, at)
        if notes or taken_back:
            with self._database.change() as transaction:
                connection = transaction.connection
                # In the order of what happened: a call taken back was told before, or need not be told at all.
                tell(connection, hall_id, Audience.VISITORS, notes, at)
                back = [note for cause, note in taken_back if withdraw(connection, hall_id, cause)]
                tell(connection, hall_id, Audience.VISITORS, back, at)

    def _found(
        self, connection: Connection, hall_id: int, entries: Sequence[Entry], at: datetime
    ) -> tuple[list[Note], list[tuple[str, Note]]]:
        """What to tell, and of which calls it is to be told that they are taken back, with what is said then."""
        live, book = live_tickets(connection, hall_id), hall_book(connection, hall_id)
        ahead, moved = waiting_places(connection, book, live), {entry.ticket for entry in entries}
        perhaps = [ticket for ticket in live if ticket.id in moved or ahead.get(ticket.id, NEAR + 1) <= NEAR]
        left = left_phones(connection, [ticket.id for ticket in perhaps])
        opened = [(id_, self._vault.open(sealed, PHONE_HASH)) for id_, sealed in left]
        hall = Told(book, at, sealed_for_sending(self._vault, opened))
        notes = [*hall.calls(entries, perhaps), *hall.near(ahead, perhaps)]
        known = known_causes(connection, hall_id, [note.cause for note in notes])
        return [note for note in notes if note.cause not in known], list(hall.taken_back(entries, perhaps))


@dataclass(frozen=True)
class Told:
    """What visitors of one hall are told, each in their language. `phones`: the numbers left on a ticket, by its id."""

    book: HallBook
    at: datetime
    phones: Mapping[str, tuple[bytes, ...]]

    def calls(self, entries: Sequence[Entry], tickets: Sequence[TicketRow]) -> Iterator[Note]:
        """A note for each call that still stands."""
        called = {ticket.id: ticket for ticket in tickets if ticket.state is TicketState.CALLED}
        for entry in entries:
            ticket = called.get(entry.ticket or "")
            if entry.kind == "ticket_called" and ticket is not None and ticket.window_id == entry.window:
                yield from self._note(call_cause(entry.seq), "called", ticket, window=entry.data["window_number"])

    def near(self, ahead: dict[str, int], tickets: Sequence[TicketRow]) -> Iterator[Note]:
        """A note for each ticket whose turn has come near; once more for one that missed its call and came back."""
        for ticket in tickets:
            before = ahead.get(ticket.id)
            if before is not None and before <= NEAR:
                cause = f"near:{ticket.id}:{ticket.requeues}"
                yield from self._note(cause, "near" if before else "next", ticket, **({"n": before} if before else {}))

    def taken_back(self, entries: Sequence[Entry], tickets: Sequence[TicketRow]) -> Iterator[tuple[str, Note]]:
        """For each call that was undone its cause, and what to say to whoever was told of it."""
        known = {ticket.id: ticket for ticket in tickets}
        for entry in entries:
            ticket = known.get(entry.ticket or "")
            if entry.kind == "ticket_undone" and entry.data["undone"] == "ticket_called" and ticket is not None:
                undone = entry.data["undone_seq"]
                for note in self._note(f"back:{undone}", "back", ticket):
                    yield call_cause(undone), note

    def _note(self, cause: str, key: str, ticket: TicketRow, **words: object) -> Iterator[Note]:
        """The note, if there is anybody to be told."""
        phones = self.phones.get(ticket.id, ())
        if phones:
            text = said_by_hall(
                self.book, self.at, key, {each: {"number": ticket.number, **words} for each in LANGUAGES}
            )
            yield Note(cause, key, text, server_language(ticket.language), GOOD_FOR, phones)


def sealed_for_sending(vault: Vault, left: Iterable[tuple[str, str]]) -> dict[str, tuple[bytes, ...]]:
    """Numbers that were left (`(id, phone)`), each once, by what they were left on; sealed for the outbox."""
    found: dict[str, dict[str, None]] = {}
    for id_, phone in left:
        found.setdefault(id_, {})[phone] = None
    return {id_: tuple(vault.seal(phone, MESSAGE_PHONE) for phone in phones) for id_, phones in found.items()}


def said_by_hall(
    book: HallBook, at: datetime, key: str, words: Mapping[Language, Mapping[str, object]]
) -> dict[str, str]:
    """A message in both languages, with the hall's name in it and its local time."""
    time = at.astimezone(book.zone).strftime("%H:%M")
    return {
        str(each): phrases("told", each).say(key, hall=book.name.pick(each), time=time, **given)
        for each, given in words.items()
    }


def call_cause(seq: int) -> str:
    """What names the call with this journal number."""
    return f"call:{seq}"


def waiting_places(connection: Connection, book: HallBook, live: Sequence[TicketRow]) -> dict[str, int]:
    """How many are ahead of each waiting ticket of a hall, by its id."""
    return places(waiting_line(connection, book.hall_id, live), book.windows.values())
