"""Halls side by side: how far, open or not, how many wait and how long, in general or for one matter."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy.engine import Connection, Row

from hall import clock
from hall.catalogue.answers import ElsewhereAnswer, ElsewhereHall, HallSummary, WaitAnswer, virtual_answer
from hall.catalogue.availability import service_refusal
from hall.catalogue.book import HallBook
from hall.catalogue.distance import distance_km
from hall.catalogue.elsewhere import Choice, better_halls
from hall.catalogue.queries import closed_days, hall_book, hall_rows, opening_times, workdays
from hall.catalogue.virtual_rules import VirtualRules
from hall.text import Language, Text

Place = tuple[float, float]


class Counts(Protocol):
    """What higher rooms know of a hall's tickets; handed in where the parts are put together."""

    def waiting_in_halls(self, connection: Connection) -> Mapping[int, int]:
        """How many tickets wait, by hall id."""

    def waiting_for_services(self, connection: Connection, hall_id: int) -> Mapping[str, int]:
        """How many tickets wait for each service; one with two services counts for both."""

    def ahead_of_newcomers(
        self, connection: Connection, books: Collection[HallBook]
    ) -> Mapping[int, Mapping[str, int]]:
        """By hall id and service, how many would be ahead of somebody who took a ticket for it now."""

    def issued_for_services(self, connection: Connection, hall_id: int, day: date) -> Mapping[str, int]:
        """How many tickets the day has had for each service."""


class Waits(Protocol):
    """How long somebody who came now would wait; handed in as `Counts` is."""

    def in_hall(self, connection: Connection, hall_id: int) -> WaitAnswer | None:
        """For whatever most come for."""

    def for_services(self, connection: Connection, hall_id: int) -> Mapping[str, WaitAnswer | None]:
        """By service; one that is missing has no window that calls."""

    def for_bundles(self, connection: Connection, hall_id: int) -> Mapping[str, WaitAnswer | None]:
        """By bundle, until its first service."""


@dataclass(frozen=True)
class Listing:
    """Lists halls; `service`: those that do it alone, with who waits, and how long, for that."""

    counts: Counts
    waits: Waits

    def rows(self, connection: Connection, near: Place | None, service: str | None) -> Sequence[Row[Any]]:
        """The halls in the order of their definition, or the nearest first."""
        rows = hall_rows(connection)
        if service is not None:
            rows = [row for row in rows if hall_book(connection, row.id).offers(service)]
        if near is None:
            return rows
        far = {row.code: away(row, near) for row in rows}
        return sorted(rows, key=lambda row: (far[row.code] is None, far[row.code] or 0.0))

    def summaries(
        self,
        connection: Connection,
        rows: Sequence[Row[Any]],
        near: Place | None,
        service: str | None,
        language: Language,
    ) -> list[HallSummary]:
        """What is told of each."""
        at, days, closed = clock.now(), workdays(connection), closed_days(connection)
        waiting = self.counts.waiting_in_halls(connection)
        codes = {row.id: row.code for row in hall_rows(connection)}
        ahead = self._ahead(connection, rows, service)
        items = []
        for row in rows:
            opening = opening_times(row, days)
            items.append(
                HallSummary(
                    code=row.code,
                    name=row.name,
                    label=Text.of(row.name).pick(language),
                    tier=row.tier,
                    parent=codes.get(row.parent_id),
                    latitude=row.latitude,
                    longitude=row.longitude,
                    open_now=opening.is_open(at) and closed.get(row.id) != clock.hall_day(opening.zone, at),
                    waiting=waiting.get(row.id, 0) if service is None else self._waiting_for(connection, row, service),
                    ahead=ahead.get(row.id),
                    wait=self._wait(connection, row.id, service),
                    distance_km=away(row, near),
                    virtual=virtual_answer(VirtualRules.from_json(row.virtual)),
                )
            )
        return items

    def elsewhere(
        self, connection: Connection, hall_id: int, service: str, near: Place | None, language: Language
    ) -> ElsewhereAnswer:
        """The halls where somebody would be called sooner for this matter, the way included.

        `near`: where they are, if not at this hall already. Nothing where no hall can say how long.
        """
        rows = {row.code: row for row in self.rows(connection, None, service)}
        here = hall_book(connection, hall_id)
        place = near or here.coordinates
        wait = self._wait(connection, hall_id, service)
        calls = any(page.open and service in page.services for page in here.windows.values())
        if place is None or (wait is None and calls):
            return ElsewhereAnswer(wait=wait, items=[])
        others = [self._choice(connection, row, service, place) for code, row in rows.items() if code != here.code]
        here_km = (away(rows[here.code], near) or 0.0) if near and here.code in rows else 0.0
        found = better_halls(wait.p50_minutes if wait else None, here_km, [each for each in others if each])
        summaries = self.summaries(connection, [rows[each.hall] for each in found], place, service, language)
        items = [
            ElsewhereHall(**dict(summary), saves_minutes=each.saves_minutes)
            for each, summary in zip(found, summaries, strict=True)
        ]
        return ElsewhereAnswer(wait=wait, items=items)

    def _choice(self, connection: Connection, row: Row[Any], service: str, place: Place) -> Choice | None:
        """The hall as somewhere to go: it gives tickets for the matter now, and can say how long."""
        km, wait = away(row, place), self._wait(connection, row.id, service)
        if km is None or wait is None:
            return None
        book, at = hall_book(connection, row.id), clock.now()
        issued = self.counts.issued_for_services(connection, row.id, clock.hall_day(book.zone, at)).get(service, 0)
        if service_refusal(book, service, at, closed_days(connection).get(row.id), issued) is not None:
            return None
        return Choice(row.code, km, wait.p50_minutes)

    def _wait(self, connection: Connection, hall_id: int, service: str | None) -> WaitAnswer | None:
        if service is None:
            return self.waits.in_hall(connection, hall_id)
        return self.waits.for_services(connection, hall_id).get(service)

    def _ahead(self, connection: Connection, rows: Sequence[Row[Any]], service: str | None) -> Mapping[int, int]:
        """How many would be ahead of somebody who came for the service now, by hall id; none without a service."""
        if service is None:
            return {}
        found = self.counts.ahead_of_newcomers(connection, [hall_book(connection, row.id) for row in rows])
        return {hall_id: services.get(service, 0) for hall_id, services in found.items()}

    def _waiting_for(self, connection: Connection, row: Row[Any], service: str) -> int:
        return self.counts.waiting_for_services(connection, row.id).get(service, 0)


def away(row: Row[Any], place: Place | None) -> float | None:
    """How far a hall is from a place, in kilometres to one decimal; None where either is not known."""
    if place is None or row.latitude is None:
        return None
    return round(distance_km(*place, row.latitude, row.longitude), 1)
