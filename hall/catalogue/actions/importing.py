"""Importing a definition: what it names is added or changed by its code, what it leaves out is retired, all or nothing.

Nothing is deleted, for tickets refer to it. Halls of other files stay as they are: a file speaks for the halls in it
and those below them, and for services and bundles that no other hall does.
"""

from collections.abc import Mapping

from hall import clock
from hall.catalogue.actions.halls import Leaving, nobody_leaves
from hall.catalogue.actions.merging import Changes
from hall.catalogue.actions.seeds import look_up
from hall.catalogue.actions.spelling import Spelling, known_spelling, spelt
from hall.catalogue.actions.whole import Import, ImportSummary
from hall.catalogue.actions.years import years_to_seed
from hall.catalogue.definition import Definition
from hall.catalogue.workdays import YearDays
from hall.db import SYSTEM, Actor, Database


def import_definition(
    database: Database, definition: Definition, *, by: Actor = SYSTEM, leaving: Leaving = nobody_leaves
) -> ImportSummary:
    """Make the catalogue what `definition` says, in one transaction that holds the order of every hall.

    `leaving(work, window_id)` is called before a window is retired, so that duty and tickets there can be settled.
    Libraries are asked before the transaction begins: nothing in it may wait.
    """
    spelling, years = _look_up(database, definition)
    with database.change() as transaction:
        return Import(transaction, definition, spelling, years, by, leaving).run()


def refresh_workdays(database: Database) -> Changes:
    """Ask the library for the years that are missing or provisional; what that changed.

    Where there are none, as on nearly every day, no hall is held up for it.
    """
    with database.reading() as connection:
        if not years_to_seed(connection, clock.now().date()):
            return Changes()
    return import_definition(database, Definition()).changes["workdays"]


def _look_up(database: Database, definition: Definition) -> tuple[Spelling, Mapping[int, YearDays]]:
    """Initials for names that are new, and the days of years that no notice has settled."""
    with database.reading() as connection:
        known = known_spelling(connection)
        years = years_to_seed(connection, clock.now().date())
    named = {service.names for service in definition.services} | {bundle.names for bundle in definition.bundles}
    new = named - known.keys()
    seeds = look_up({name for names in new for name in names}, set(years) - definition.workdays.keys())
    return known | spelt(new, seeds.initials), seeds.years
