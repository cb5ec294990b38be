"""Reading what is printed: everything is read before it is set, for no reading may wait for a child process."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_row
from hall.catalogue.terms import WindowKind
from hall.clock import hall_day
from hall.errors import NothingToPrint
from hall.paper.notice import Heading, Notice, Refusal, Told
from hall.paper.slip import Errands, Slip
from hall.personal.masks import mask_name
from hall.personal.vault import Vault
from hall.staff.queries import name_of
from hall.text import Text
from hall.ticketing.answers import TicketAnswer, ticket_answer
from hall.ticketing.bands import shown_band
from hall.ticketing.outcomes import Outcome
from hall.ticketing.queries import (
    ErrandRow,
    NoteRow,
    PrincipalRow,
    TicketRow,
    errands_of,
    notes_of,
    principals_of,
    ticket_row,
)
from hall.ticketing.returning import last_day
from hall.ticketing.sealed import NAME, note_texts
from hall.ticketing.states import TicketState
from hall.ticketing.told import untold_texts


class Desk:
    """One ticket with everything that paper about it may say."""

    def __init__(self, connection: Connection, book: HallBook, vault: Vault, ticket_id: str, public_url: str) -> None:
        self._connection, self._book, self._vault = connection, book, vault
        self.ticket: TicketRow = ticket_row(connection, ticket_id)
        self._errands: list[ErrandRow] = errands_of(connection, [ticket_id])[ticket_id]
        self._principals: list[PrincipalRow] = principals_of(connection, ticket_id)
        self._url = f"{public_url}/t/{ticket_id}"

    def slip(self) -> Slip:
        """The slip of the ticket as it stands."""
        book, ticket = self._book, self.ticket
        seen = ticket_answer(self._connection, book, ticket.id, "zh")
        bundle = book.bundles.get(ticket.bundle) if ticket.bundle else None
        services = [book.services[errand.service] for errand in self._errands]
        return Slip(
            hall=book.name,
            number=ticket.number,
            state=None if ticket.state is TicketState.WAITING else ticket.state.value,
            errands=Errands(tuple((page.name, page.materials) for page in services), bundle.name if bundle else None),
            windows=_where(ticket, seen),
            ahead=seen.ahead,
            band=shown_band(seen.wait.p10_minutes, seen.wait.p90_minutes) if seen.wait else None,
            credit_minutes=round(seen.credit_minutes),
            holders=self._holders(),
            registered=any((one.name, one.id_number, one.phone) != (None, None, None) for one in self._principals),
            needs_help=ticket.needs_help,
            no_show=book.rules.no_show_policy,
            issued_at=ticket.issued_at.astimezone(book.zone),
            url=self._url,
        )

    def notice(self) -> Notice:
        """All that is missing, errand by errand; NothingToPrint when nothing was found missing."""
        notes = [note for note in self._notes(Outcome.INCOMPLETE) if note.kind == "missing"]
        if not notes:
            raise NothingToPrint(
                Text(
                    f"{self.ticket.number}没有缺少的材料，不需要告知单",
                    f"Nothing was found missing for {self.ticket.number}; there is no notice to print",
                )
            )
        until = last_day(self._book, self.ticket)
        return Notice(self._heading(notes), self._told(notes), self._book.rules.return_days, until)

    def refusal(self) -> Refusal:
        """What was not accepted; NothingToPrint when nothing was refused."""
        notes = [note for note in self._notes(Outcome.REFUSED) if note.kind == "ground"]
        if not notes:
            raise NothingToPrint(
                Text(
                    f"{self.ticket.number}没有不予受理的事项，不需要告知单",
                    f"Nothing was refused for {self.ticket.number}; there is no note to print",
                )
            )
        pages = self._book.windows.values()
        windows = sorted(page.number for page in pages if page.kind is WindowKind.ESCALATION)
        return Refusal(self._heading(notes), self._told(notes), tuple(windows))

    def _notes(self, outcome: Outcome) -> list[NoteRow]:
        """What was told about the errands that ended so."""
        ended = {errand.position for errand in self._errands if errand.outcome == outcome}
        return [note for note in notes_of(self._connection, self.ticket.id) if note.position in ended]

    def _told(self, notes: Sequence[NoteRow]) -> tuple[Told, ...]:
        """These notes in the order of the errands."""
        services = {errand.position: self._book.services[errand.service].name for errand in self._errands}
        remarks = {note.position: note for note in self._notes(Outcome.INCOMPLETE) if note.kind == "note"}
        return tuple(
            Told(
                services[note.position],
                tuple(note_texts(self._vault, note.texts)),
                name_of(self._connection, note.by),
                "".join(note_texts(self._vault, remarks[note.position].texts)) if note.position in remarks else None,
                self._untold(note),
            )
            for note in sorted(notes, key=lambda note: note.position)
        )

    def _untold(self, note: NoteRow) -> tuple[str, ...]:
        """What of a note should have been told on an earlier visit."""
        errand = next(errand for errand in self._errands if errand.position == note.position)
        return tuple(untold_texts(self._connection, self._book, self._vault, self.ticket, errand, note))

    def _heading(self, notes: Sequence[NoteRow]) -> Heading:
        book = self._book
        return Heading(
            hall=book.name,
            phone=hall_row(self._connection, book.hall_id).phone,
            number=self.ticket.number,
            day=self._told_on(notes),
            holders=self._holders(),
            first_contact=name_of(self._connection, self.ticket.first_contact),
            url=self._url,
        )

    def _told_on(self, notes: Sequence[NoteRow]) -> date:
        return hall_day(self._book.zone, max(note.at for note in notes))

    def _holders(self) -> tuple[str, ...]:
        """Whom the ticket is for, as far as told, masked."""
        sealed = [one.name for one in self._principals if one.name]
        return tuple(mask_name(self._vault.open(name, NAME)) for name in sealed)


def _where(ticket: TicketRow, seen: TicketAnswer) -> tuple[int, ...]:
    """The windows that may call it, or the one it is at; none once it is over."""
    live = ticket.state in (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD)
    return tuple(seen.windows) if live else ()
