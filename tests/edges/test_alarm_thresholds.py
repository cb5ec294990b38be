"""A hall's thresholds for alarms come from its definition, and halls from before there were alarms have the usual."""

import sqlalchemy as sa

from hall.catalogue.actions.importing import import_definition
from hall.catalogue.models import HALLS
from hall.catalogue.queries import hall_book
from hall.catalogue.reading.check import examine, sound_definition
from hall.catalogue.reading.findings import Level
from hall.catalogue.terms import AlarmKind
from hall.catalogue.thresholds import AlarmRules
from hall.db import public_id
from hall.windows.leaving import settle_window
from tests.halls import County, Json, example_data


def with_alarms(**alarms: object) -> Json:
    data = example_data()
    data["halls"][0]["alarms"] = alarms
    return data


def test_what_the_definition_says_holds_at_once(county: County) -> None:
    county.open(27)
    for _ in range(4):
        county.issue("tax")
    assert county.look() == []
    data = with_alarms(waiting_per_window=3, off=["long_wait"])
    import_definition(county.database, sound_definition(data), leaving=settle_window)
    [alarm] = county.look()
    assert alarm["kind"] == "crowded"
    with county.database.reading() as connection:
        assert hall_book(connection, county.hall_id).alarms == AlarmRules(
            waiting_per_window=3, off=(AlarmKind.LONG_WAIT,)
        )
    assert county.journal("hall_changed")[-1].data == {"changed": ["alarms"]}


def test_a_hall_stored_before_there_were_alarms_has_the_usual_thresholds(county: County) -> None:
    with county.database.engine.begin() as connection:
        connection.execute(sa.update(HALLS).values(alarms={}, version=public_id()))
    with county.database.reading() as connection:
        assert hall_book(connection, county.hall_id).alarms == AlarmRules()


def test_thresholds_that_cannot_be_are_named_with_their_place() -> None:
    data = with_alarms(waiting_per_window=0, idle_seconds="soon", off=["help_manager", "fire"], loud=True)
    _, findings = examine(data)
    wrong = sorted(finding.place for finding in findings if finding.level is Level.ERROR)
    assert wrong == [
        "halls[zhouzhi].alarms.idle_seconds",
        "halls[zhouzhi].alarms.loud",
        "halls[zhouzhi].alarms.off",
        "halls[zhouzhi].alarms.off[#2]",
        "halls[zhouzhi].alarms.waiting_per_window",
    ]
