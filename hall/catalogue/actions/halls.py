"""One hall's part of an import, in the hall's own order: its zones, windows and notices, and what the journal tells."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from hall.catalogue.actions.merging import Changes, Json, merged_window
from hall.catalogue.actions.rows import Present, keep_rows, present_rows, renew_books, retire_rows
from hall.catalogue.actions.values import notice_values, window_values, zone_values
from hall.catalogue.definition import HallDefinition, NoticeDefinition
from hall.catalogue.models import NOTICES, WINDOWS, ZONES
from hall.catalogue.queries import notices_of, window_page
from hall.catalogue.terms import WindowState
from hall.db import Transaction, Work, public_id
from hall.events import NoticeChanged, WindowChanged

Leaving = Callable[[Work, str], None]
CLOSED: Json = {"state": WindowState.CLOSED.value, "paused_until": None, "pause_reason": None}


def nobody_leaves(_work: Work, _window_id: str) -> None:
    """For a catalogue whose windows nobody works at yet."""


@dataclass(frozen=True)
class HallImport:
    """Writes one hall's parts; `leaving` is called before a window is retired, `services` are those that stand."""

    transaction: Transaction
    work: Work
    leaving: Leaving
    services: Collection[str]

    @property
    def shared(self) -> Json:
        return {"hall_id": self.work.hall_id}

    def keep_zones(self, hall: HallDefinition) -> Changes:
        wanted = {zone.code: zone_values(zone, position) for position, zone in enumerate(hall.zones)}
        present = present_rows(self.transaction, ZONES, **self.shared)
        changes = keep_rows(self.transaction, ZONES, present, wanted, shared=self.shared)
        retire_rows(self.transaction, ZONES, present, present.keys() - wanted.keys(), changes, shared=self.shared)
        return changes

    def keep_notices(self, notices: Iterable[NoticeDefinition]) -> Changes:
        wanted = {notice.code: notice_values(notice, position) for position, notice in enumerate(notices)}
        present = present_rows(self.transaction, NOTICES, **self.shared)
        changes = keep_rows(self.transaction, NOTICES, present, wanted, shared=self.shared)
        retire_rows(self.transaction, NOTICES, present, present.keys() - wanted.keys(), changes, shared=self.shared)
        if changes.any:
            self.work.record(NoticeChanged(notices=notices_of(self.work.connection, self.work.hall_id)))
        return changes

    def keep_windows(self, hall: HallDefinition) -> Changes:
        """Windows by number. A new one starts closed; one that is there keeps its state and what managers changed."""
        present = self._windows()
        zones = frozenset(zone.code for zone in hall.zones)
        wanted: dict[int, Json] = {}
        for window in hall.windows:
            defined, row = window_values(window), present.get(window.number)
            if row is None or row.retired_at is not None:
                live = {name: value for name, value in defined.items() if name != "patterns"}
            else:
                live = merged_window(row._mapping, row.defined, defined, zones, self.services)
            wanted[window.number] = {**live, "defined": defined}
        retired = self._retire(present, present.keys() - wanted.keys())
        changes = keep_rows(
            self.transaction, WINDOWS, present, wanted, key="number", shared=self.shared, new=_fresh_window
        )
        self._tell(present, self._windows())
        changes.include(retired)
        return changes

    def retire_windows(self) -> Changes:
        """All windows of a hall that is no more."""
        present = self._windows()
        changes = self._retire(present, present)
        self._tell(present, self._windows())
        return changes

    def _windows(self) -> Present:
        return present_rows(self.transaction, WINDOWS, key="number", **self.shared)

    def _retire(self, present: Present, numbers: Collection[int]) -> Changes:
        changes = Changes()
        leaving = [present[number].id for number in sorted(numbers) if present[number].retired_at is None]
        if leaving:
            # Whoever settles a window reads the hall's book, which must not be kept as that of before the import.
            renew_books(self.transaction.connection, [self.work.hall_id])
        for window_id in leaving:
            self.leaving(self.work, window_id)
        retire_rows(
            self.transaction,
            WINDOWS,
            present,
            sorted(numbers),
            changes,
            key="number",
            shared=self.shared,
            also=CLOSED,
        )
        return changes

    def _tell(self, before: Present, after: Present) -> None:
        """Record every window that people see otherwise than before."""
        for number, row in sorted(after.items()):
            seen, was = window_page(row).as_json(), before.get(number)
            if row.retired_at is None:
                if was is None or was.retired_at is not None or window_page(was).as_json() != seen:
                    self.work.record(WindowChanged(window=row.id, cause="imported", after=seen))
            elif was is not None and was.retired_at is None:
                self.work.record(WindowChanged(window=row.id, cause="retired", after=seen))


def _fresh_window() -> Json:
    return {"id": public_id(), **CLOSED}
