"""The one transaction of an import: every table in turn, and in each hall's journal what changed there."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from hall.catalogue.actions.halls import HallImport, Leaving
from hall.catalogue.actions.merging import Changes, Json
from hall.catalogue.actions.rows import Present, keep_rows, present_rows, renew_books, retire_rows
from hall.catalogue.actions.spelling import Spelling
from hall.catalogue.actions.values import bundle_values, hall_values, service_values
from hall.catalogue.actions.years import NOTICE, keep_years, seed_source
from hall.catalogue.definition import Definition
from hall.catalogue.models import BUNDLES, HALLS, SERVICES, WINDOWS
from hall.catalogue.queries import provisional_years
from hall.catalogue.workdays import YearDays
from hall.db import Actor, Transaction, Work, open_order, public_id
from hall.events import HallChanged

WHOLE = frozenset({"added", "retired"})  # a hall that came or went says no more than that
KINDS = ("services", "bundles", "halls", "zones", "windows", "notices", "workdays")


@dataclass
class ImportSummary:
    """What an import did, by kind of thing.

    `left` are halls that its file does not speak for, `provisional` the years whose working days no notice confirms.
    """

    changes: dict[str, Changes] = field(default_factory=lambda: {kind: Changes() for kind in KINDS})
    left: list[str] = field(default_factory=list)
    provisional: list[int] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return any(changes.any for changes in self.changes.values())


@dataclass
class Import:
    """One import, run once. `told` gathers, by hall id, what its `hall_changed` entry will name."""

    transaction: Transaction
    definition: Definition
    spelling: Spelling
    seeded: Mapping[int, YearDays]
    by: Actor
    leaving: Leaving
    summary: ImportSummary = field(default_factory=ImportSummary)
    works: dict[int, Work] = field(default_factory=dict)
    told: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def run(self) -> ImportSummary:
        halls = present_rows(self.transaction, HALLS)
        for row in sorted(halls.values(), key=lambda row: row.id):
            self.works[row.id] = self.transaction.work(row.id, self.by)
        self._keep_years()
        if self.definition.halls:
            gone, outside = self._split(halls)
            self.summary.left = [row.code for row in outside]
            standing = self._keep_services([row.id for row in outside])
            self._keep_halls(halls)
            self._keep_parts(standing)
            self._retire_halls(halls, gone)
        self._close()
        self.summary.provisional = provisional_years(self.transaction.connection, self.transaction.now.date())
        return self.summary

    def _keep_years(self) -> None:
        connection, changes = self.transaction.connection, self.summary.changes["workdays"]
        changes.include(keep_years(connection, self.seeded, seed_source()))
        changes.include(keep_years(connection, self.definition.workdays, NOTICE))

    def _split(self, halls: Present) -> tuple[list[Row[Any]], list[Row[Any]]]:
        """Live halls that are not in the file: those below one that is, and all others."""
        named = {hall.code for hall in self.definition.halls}
        by_id = {row.id: row for row in halls.values()}
        gone: list[Row[Any]] = []
        outside: list[Row[Any]] = []
        for row in by_id.values():
            if row.code in named or row.retired_at is not None:
                continue
            above: Row[Any] | None = row
            while above is not None and above.code not in named:
                above = by_id.get(above.parent_id)
            (outside if above is None else gone).append(row)
        return gone, outside

    def _keep_services(self, outside: list[int]) -> frozenset[str]:
        """Services and bundles; the codes of the services that stand afterwards."""
        offered = {hall_id: codes for hall_id, codes in self._offered().items() if hall_id in outside}
        kept = frozenset(code for codes in offered.values() for code in codes)
        services = {
            each.code: service_values(each, position, self.spelling[each.names])
            for position, each in enumerate(self.definition.services)
        }
        bundles = {
            each.code: bundle_values(each, position, self.spelling[each.names])
            for position, each in enumerate(self.definition.bundles)
        }
        self._keep_list("services", SERVICES, services, kept)
        whole = {
            code
            for code, row in present_rows(self.transaction, BUNDLES).items()
            if any(codes.issuperset(row.services) for codes in offered.values())
        }
        self._keep_list("bundles", BUNDLES, bundles, whole)
        return kept | services.keys()

    def _keep_list(self, kind: str, table: sa.Table, wanted: Mapping[str, Json], kept: Collection[str]) -> None:
        present = present_rows(self.transaction, table)
        changes = keep_rows(self.transaction, table, present, wanted)
        retire_rows(self.transaction, table, present, present.keys() - wanted.keys() - set(kept), changes)
        self.summary.changes[kind].include(changes)

    def _keep_halls(self, before: Present) -> None:
        """Halls by code; new ones first, so that each can name its parent."""
        wanted = {hall.code: hall_values(hall, at) for at, hall in enumerate(self.definition.halls)}
        new = {code: values for code, values in wanted.items() if code not in before}
        self.summary.changes["halls"].include(keep_rows(self.transaction, HALLS, before, new, new=_fresh_hall))
        present = present_rows(self.transaction, HALLS)
        for hall in self.definition.halls:
            row = present[hall.code]
            values = {**wanted[hall.code], "parent_id": present[hall.parent].id if hall.parent else None}
            changes = keep_rows(self.transaction, HALLS, present, {hall.code: values})
            if hall.code in new:
                open_order(self.transaction.connection, row.id)
                self.works[row.id] = self.transaction.work(row.id, self.by)
                self.told[row.id].add("added")
                continue
            back = {"added"} if "retired_at" in changes.columns else set()
            self.told[row.id] |= back or changes.columns
            self.summary.changes["halls"].include(changes)

    def _keep_parts(self, standing: frozenset[str]) -> None:
        present = present_rows(self.transaction, HALLS)
        for hall in self.definition.halls:
            part = HallImport(self.transaction, self.works[present[hall.code].id], self.leaving, standing)
            notices = [notice for notice in self.definition.notices if notice.hall == hall.code]
            done = {
                "zones": part.keep_zones(hall),
                "windows": part.keep_windows(hall),
                "notices": part.keep_notices(notices),
            }
            for kind, changes in done.items():
                self.summary.changes[kind].include(changes, f"{hall.code}/")
            if done["zones"].any:
                self.told[part.work.hall_id].add("zones")

    def _retire_halls(self, present: Present, gone: list[Row[Any]]) -> None:
        changes = Changes()
        for row in gone:
            part = HallImport(self.transaction, self.works[row.id], self.leaving, ())
            self.summary.changes["windows"].include(part.retire_windows(), f"{row.code}/")
            self.told[row.id] = {"retired"}
        retire_rows(self.transaction, HALLS, present, [row.code for row in gone], changes)
        self.summary.changes["halls"].include(changes)

    def _close(self) -> None:
        """Tell each hall's journal what changed for it, and let every book be read anew that is out of date."""
        changes = self.summary.changes
        offered = self._offered()
        services = changes["services"].touched
        bundles = [
            row.services
            for code, row in present_rows(self.transaction, BUNDLES).items()
            if code in changes["bundles"].touched
        ]
        for hall_id, work in sorted(self.works.items()):
            names, does = self.told[hall_id], offered.get(hall_id, frozenset())
            shared = {
                "services": bool(does & services),
                "bundles": any(does.issuperset(codes) for codes in bundles),
                "workdays": changes["workdays"].any,
            }
            if not names & WHOLE:
                names |= {name for name, touched in shared.items() if touched}
            if names:
                work.record(HallChanged(changed=sorted(names & WHOLE or names)))
        everywhere = any(changes[kind].any for kind in ("services", "bundles", "workdays"))
        everywhere |= any(each.moved for each in changes.values())
        stale = [hall_id for hall_id, work in self.works.items() if everywhere or work.recorded]
        renew_books(self.transaction.connection, stale)

    def _offered(self) -> dict[int, frozenset[str]]:
        """What the windows of each hall do now, by hall id."""
        live = sa.select(WINDOWS.c.hall_id, WINDOWS.c.services).where(WINDOWS.c.retired_at.is_(None))
        offered: dict[int, frozenset[str]] = {}
        for row in self.transaction.connection.execute(live):
            offered[row.hall_id] = offered.get(row.hall_id, frozenset()).union(row.services)
        return offered


def _fresh_hall() -> Json:
    return {"version": public_id(), "parent_id": None}
