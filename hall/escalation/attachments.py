"""The doors of a record's photographs and PDFs: adding one, and opening one."""

from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.edge.access import PUBLIC
from hall.edge.endpoint import Call, Endpoints, Later, NoBody, Raw
from hall.escalation.actions.attaching import OWNER, attach, check_may_attach, open_attachment
from hall.escalation.answers import EscalationAnswer, escalation_answer
from hall.escalation.parts import in_front_of
from hall.escalation.queries import stored_escalation
from hall.files.queries import files_of
from hall.files.receiving import Files, Received

ANY_FILE = "*/*"  # a picture or a PDF, as it came


class AttachmentDoors:
    """Public as the record is: its id is its reporter's right to it, everybody else is asked for theirs."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def endpoints(self) -> Endpoints:
        doors, one = Endpoints("attachments"), "/escalations/<escalation>/attachments"
        doors.act(
            "POST",
            one,
            access=PUBLIC,
            answer=EscalationAnswer,
            status=201,
            prepare=self._receive,
            around=lambda call: self._files.kept_by(call.prepared),
            upload=True,
        )(self.add)
        doors.read(f"{one}/<file>", access=PUBLIC, answer=None, mimetype=ANY_FILE)(self.open)
        return doors

    def add(self, call: Call[NoBody], work: Work) -> EscalationAnswer:
        """Add a photograph or PDF to an open record: its reporter, or those who deal with it."""
        book = hall_book(work.connection, work.hall_id)
        who = in_front_of(work.connection, call.caller, call.subject.id)
        attach(work, book, call.vault, call.subject.id, who, call.prepared)
        return escalation_answer(work.connection, book, call.vault, call.subject.id, who, call.language)

    def open(self, call: Call[NoBody], connection: Connection) -> Later:
        """The file itself, for those who may read the record; its reporter gets what they added themselves."""
        in_front_of(connection, call.caller, call.subject.id)

        def make() -> Raw:
            with call.database.work(call.subject.hall_id, call.caller.actor) as work:
                who = in_front_of(work.connection, call.caller, call.subject.id)
                row = open_attachment(work, call.vault, call.caller.address, call.subject.id, who, call.path["file"])
            return self._files.served(row, call.vault)

        return Later(make)

    def _receive(self, call: Call[NoBody]) -> Received:
        with call.database.reading() as connection:
            who = in_front_of(connection, call.caller, call.subject.id)
            files = files_of(connection, OWNER, [call.subject.id])[call.subject.id]
            check_may_attach(stored_escalation(connection, call.subject.id), who, files)
        return self._files.receive(call.file)
