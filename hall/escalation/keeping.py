"""The look at every hall's ledger, again and again: are there cards to be raised?"""

import sqlalchemy as sa

from hall.clock import now
from hall.db import SYSTEM, Database
from hall.each import each_in_turn
from hall.escalation.actions.carding import raise_cards
from hall.escalation.models import ESCALATIONS


def keep_ledgers(database: Database) -> None:
    """Raise what has come due; a hall where nothing has is not written in."""
    with database.reading() as connection:
        due = sa.select(ESCALATIONS.c.hall_id).where(ESCALATIONS.c.next_card_at <= now()).distinct()
        hall_ids = sorted(connection.execute(due).scalars())
    each_in_turn(hall_ids, lambda hall_id: _keep(database, hall_id))


def _keep(database: Database, hall_id: int) -> None:
    with database.work(hall_id, SYSTEM) as work:
        raise_cards(work)
