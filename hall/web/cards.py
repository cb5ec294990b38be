"""The halls as the home page lists them."""

from hall.catalogue.queries import hall_rows, zone_rows
from hall.catalogue.virtual_rules import VirtualRules
from hall.db import Database
from hall.text import Text
from hall.web.pages import HallCard


def hall_cards(database: Database) -> list[HallCard]:
    """Every hall with its zones and its first language."""
    with database.reading() as connection:
        return [
            HallCard(
                row.code,
                Text.of(row.name),
                tuple((zone.code, Text.of(zone.name)) for zone in zones),
                str(row.languages[0]).split("-")[0],
                VirtualRules.from_json(row.virtual).open,
            )
            for row in hall_rows(connection)
            for zones in [zone_rows(connection, row.id)]
        ]
