"""The ledger's files: a spreadsheet of it, and of one record its form and its complete file, masked unless permitted.

Names and numbers in full are printed with a permit, which is given for a reason that goes into the audit trail before
anything is told; it holds for one record, one person and a few minutes.
"""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import StringConstraints
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, Later, Raw
from hall.edge.fields import Instant
from hall.errors import DataDamaged, DataKeyMissing, PermitRefused
from hall.escalation.actions.unmasking import unmask_reporter
from hall.escalation.export import Asked, columns, pages
from hall.escalation.form import FILE, FORM, RecordPaper, file_blocks, form_blocks
from hall.escalation.narrowing import Narrowed, wanted_of
from hall.escalation.parts import dealing_with, in_front_of
from hall.escalation.queries import stored_escalation
from hall.escalation.record_paper import record_paper
from hall.journal.chain import canonical
from hall.paper.blocks import Block
from hall.paper.press import Press, Sheet
from hall.paper.workbook import Workbooks
from hall.personal.vault import Vault
from hall.staff.permissions import Permission
from hall.text import Language, Text

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DEALING = needs(Permission.ESCALATIONS, Permission.ANSWER)
PERMIT = "escalation.permit"
HOLDS = timedelta(minutes=10)
Written = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class PermitBody(Body):
    reason: Written


class PermitAnswer(Answer):
    """What `form.pdf` and `file.pdf` are asked with, to be printed in full; until when."""

    permit: str
    until: Instant


class PaperQuery(Body):
    permit: Annotated[str, StringConstraints(max_length=600)] | None = None


class LedgerPapers:
    """The doors that need the press, or a spreadsheet's child process."""

    def __init__(self, press: Press, workbooks: Workbooks) -> None:
        self._press, self._workbooks = press, workbooks

    def endpoints(self) -> Endpoints:
        doors, record = Endpoints("ledger papers"), "/escalations/<escalation>"
        doors.read(
            "/halls/<hall>/escalations.xlsx", access=DEALING, answer=None, query=Narrowed, mimetype=XLSX
        )(self.ledger)  # fmt: skip
        doors.act("POST", f"{record}/permit", access=DEALING, body=PermitBody, answer=PermitAnswer)(self.permit)
        for name, door in (("form", self.form), ("file", self.file)):
            doors.read(f"{record}/{name}.pdf", access=DEALING, answer=None, query=PaperQuery, mimetype=PDF)(door)
        return doors

    def ledger(self, call: Call[Narrowed], connection: Connection) -> Later:
        """The ledger as a spreadsheet, as its list would show it; names and numbers masked."""
        book = hall_book(connection, call.subject.hall_id)
        wanted = wanted_of(connection, book, call.caller, call.body)
        rows = pages(call.database, call.vault, Asked(book, wanted, call.body.text, call.language))
        title, head = Text("办不成事台账", "Ledger").pick(call.language), columns(call.language)
        name = f"escalations-{book.code}-{hall_day(book.zone, now())}.xlsx"
        return Later(lambda: Raw(self._workbooks.written(title, head, rows), XLSX, filename=name, attached=True))

    def permit(self, call: Call[PermitBody], work: Work) -> PermitAnswer:
        """Permission to print one record in full, for a reason that is audited; for ten minutes."""
        dealing_with(work.connection, call.caller, call.subject.id)
        unmask_reporter(work, call.vault, call.caller.address, call.subject.id, call.body.reason, "escalation_paper")
        until = work.now + HOLDS
        return PermitAnswer(permit=_permit(call.vault, call.subject.id, work.by.id, until), until=until)

    def form(self, call: Call[PaperQuery], connection: Connection) -> Later:
        """One record as a form (登记表), A4, as PDF."""
        return self._later(call, connection, "form", FORM, form_blocks)

    def file(self, call: Call[PaperQuery], connection: Connection) -> Later:
        """One record with every step (案卷), A4, as PDF."""
        return self._later(call, connection, "file", FILE, file_blocks)

    def _later(
        self,
        call: Call[PaperQuery],
        connection: Connection,
        what: str,
        title: Text,
        blocks: Callable[[RecordPaper, Language], list[Block]],
    ) -> Later:
        in_front_of(connection, call.caller, call.subject.id)
        row = stored_escalation(connection, call.subject.id)
        masked, permit = call.body.permit is None, call.body.permit
        if permit is not None:
            check_permit(call.vault, permit, row.id, call.caller.id, now())
        book = hall_book(connection, call.subject.hall_id)
        paper = record_paper(
            connection, book, call.vault, row.id, call.language, by=call.caller.name, masked=masked
        )  # fmt: skip
        sheet = Sheet(
            blocks(paper, call.language), "page", f"{title.pick(call.language)} {row.number}", call.language
        )  # fmt: skip
        return Later(lambda: Raw(self._press.printed(sheet, "pdf"), PDF, filename=f"{what}-{row.number}.pdf"))


def _permit(vault: Vault, escalation_id: str, user_id: str | None, until: datetime) -> str:
    said = canonical({"escalation": escalation_id, "user": user_id, "until": until.isoformat()})
    return base64.urlsafe_b64encode(vault.seal(said, PERMIT)).decode()


def check_permit(vault: Vault, permit: str, escalation_id: str, user_id: str | None, at: datetime) -> None:
    """Raises PermitRefused unless this is a permit for this record and person that still holds."""
    try:
        said = json.loads(vault.open(base64.urlsafe_b64decode(permit.encode()), PERMIT))
    except (DataDamaged, DataKeyMissing, binascii.Error, ValueError) as error:
        raise PermitRefused from error
    mine = (said["escalation"], said["user"]) == (escalation_id, user_id)
    if not mine or at >= datetime.fromisoformat(said["until"]):
        raise PermitRefused
