"""`/halls`: the halls there are, one of them with its hours and windows, and what is done there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy.engine import Connection, Row

from hall import clock
from hall.catalogue.answers import (
    ElsewhereAnswer,
    HallAnswer,
    HallList,
    NoticeAnswer,
    PlanAnswer,
    ServiceAnswer,
    ServiceList,
    WaitAnswer,
    ZoneAnswer,
    bundle_answer,
    frequent_services,
    offered_services,
    public_window,
    virtual_answer,
)
from hall.catalogue.availability import service_refusal
from hall.catalogue.book import HallBook, ServicePage
from hall.catalogue.listing import Counts, Listing, Waits
from hall.catalogue.queries import (
    closed_days,
    hall_book,
    hall_id_of,
    hall_row,
    known_service,
    notices_of,
    plan_marks,
    zone_rows,
)
from hall.edge.access import PUBLIC, Subject
from hall.edge.endpoint import Body, Call, Endpoints, NoBody
from hall.edge.paging import place_after
from hall.errors import FieldProblem, UnknownService
from hall.text import Language, Text

Service = Annotated[str, Field(min_length=1, max_length=64)]


def _place(text: str) -> tuple[float, float]:
    """A `lat,lon` pair in degrees. Raises ValueError for anything else."""
    latitude, _, longitude = text.partition(",")
    place = float(latitude), float(longitude)
    if not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
        raise ValueError(text)
    return place


def _checked_place(text: str) -> str:
    try:
        _place(text)
    except ValueError as error:
        raise PydanticCustomError("no_such_place", "no latitude,longitude in degrees") from error
    return text


class ListQuery(Body):
    limit: int = Field(default=200, ge=1, le=200)
    after: str | None = Field(default=None, max_length=64)


class Near(Body):
    """`near` is `lat,lon` in degrees."""

    near: Annotated[str, AfterValidator(_checked_place)] | None = Field(default=None, max_length=64)

    @property
    def place(self) -> tuple[float, float] | None:
        return _place(self.near) if self.near else None


class HallQuery(ListQuery, Near):
    service: Service | None = None


class ElsewhereQuery(Near):
    """For what; and from where, if not from this hall."""

    service: Service


@dataclass(frozen=True)
class HallDoors:
    """The public doors of halls; `counts` tells how many wait, `waits` how long."""

    counts: Counts
    waits: Waits

    @property
    def listing(self) -> Listing:
        return Listing(self.counts, self.waits)

    def endpoints(self) -> Endpoints:
        doors = Endpoints("halls")
        doors.read("/halls", access=PUBLIC, answer=HallList, query=HallQuery)(self.halls)
        doors.read("/halls/<hall>", access=PUBLIC, answer=HallAnswer)(self.hall)
        doors.read("/halls/<hall>/elsewhere", access=PUBLIC, answer=ElsewhereAnswer, query=ElsewhereQuery)(
            self.elsewhere
        )
        doors.read("/halls/<hall>/services", access=PUBLIC, answer=ServiceList, query=ListQuery)(self.services)
        return doors

    def halls(self, call: Call[HallQuery], connection: Connection) -> HallList:
        """All halls, or those that do a `service`: open or not, how many wait; the nearest first with `near`."""
        near, service = call.body.place, call.body.service
        _check_known(connection, service)
        shown, after = _page(self.listing.rows(connection, near, service), call.body)
        items = self.listing.summaries(connection, shown, near, service, call.language)
        return HallList(items=items, next=after)

    def elsewhere(self, call: Call[ElsewhereQuery], connection: Connection) -> ElsewhereAnswer:
        """Halls where one would be called sooner for a service, the way included, while the wait here is long."""
        _check_known(connection, call.body.service)
        query = call.body
        return self.listing.elsewhere(connection, call.subject.hall_id, query.service, query.place, call.language)

    def hall(self, call: Call[NoBody], connection: Connection) -> HallAnswer:
        """One hall: its hours, zones, windows and notices."""
        hall_id, language = call.subject.hall_id, call.language
        row, book = hall_row(connection, hall_id), hall_book(connection, hall_id)
        at = clock.now()
        today = clock.hall_day(book.zone, at)
        closed = closed_days(connection).get(hall_id) == today
        return HallAnswer(
            code=row.code,
            name=row.name,
            label=book.name.pick(language),
            tier=row.tier,
            parent=hall_row(connection, row.parent_id).code if row.parent_id else None,
            timezone=row.timezone,
            latitude=row.latitude,
            longitude=row.longitude,
            address=row.address,
            phone=row.phone,
            capacity=row.capacity,
            languages=row.languages,
            open_now=book.opening.is_open(at) and not closed,
            issuing=book.opening.is_issuing(at) and not closed,
            opens_at=book.opening.opening_after(today) if closed else book.opening.next_opening(at),
            open_until=None if closed else book.opening.open_until(at),
            hours=row.hours,
            zones=[_zone(zone, language) for zone in zone_rows(connection, hall_id)],
            windows=[public_window(page, language) for page in book.windows.values()],
            notices=[_notice(notice, language) for notice in notices_of(connection, hall_id)],
            waiting=self.counts.waiting_in_halls(connection).get(hall_id, 0),
            no_show=book.rules.no_show_policy.value,
            virtual=virtual_answer(book.virtual),
            plan=_plan(connection, hall_id),
        )

    def services(self, call: Call[ListQuery], connection: Connection) -> ServiceList:
        """What the hall does: services with their windows, materials and queues, and the bundles it can do whole."""
        hall_id = call.subject.hall_id
        book, at = hall_book(connection, hall_id), clock.now()
        offered = offered_services(book)
        shown, after = _page(offered, call.body)
        state = _State(
            at=at,
            closed_on=closed_days(connection).get(hall_id),
            waiting=self.counts.waiting_for_services(connection, hall_id),
            ahead=self.counts.ahead_of_newcomers(connection, [book])[hall_id],
            issued=self.counts.issued_for_services(connection, hall_id, clock.hall_day(book.zone, at)),
            frequent=frequent_services(book),
            waits=self.waits.for_services(connection, hall_id),
        )
        waits = self.waits.for_bundles(connection, hall_id)
        done = frozenset(page.code for page in offered)
        bundles = [page for page in book.bundles.values() if done.issuperset(page.services)]
        return ServiceList(
            items=[_service(book, page, state, call.language) for page in shown],
            bundles=[bundle_answer(page, waits.get(page.code), call.language) for page in bundles],
            next=after,
        )


def find_hall(connection: Connection, code: str) -> Subject:
    """What a path's `<hall>` speaks of."""
    return Subject("hall", code, hall_id_of(connection, code), code)


def _check_known(connection: Connection, service: str | None) -> None:
    """Raises UnknownService for a code that no list has."""
    if service is not None and not known_service(connection, service):
        words = Text(f"没有这个事项：{service}", f"There is no service {service!r}")
        raise UnknownService(words, fields=[FieldProblem("service", words)])


@dataclass(frozen=True)
class _State:
    """What a hall's services are seen in the light of."""

    at: datetime
    closed_on: date | None
    waiting: Mapping[str, int]
    ahead: Mapping[str, int]
    issued: Mapping[str, int]
    frequent: frozenset[str]
    waits: Mapping[str, WaitAnswer | None]


def _service(book: HallBook, page: ServicePage, state: _State, language: Language) -> ServiceAnswer:
    refusal = service_refusal(book, page.code, state.at, state.closed_on, state.issued.get(page.code, 0))
    windows = [window for window in book.windows.values() if page.code in window.services]
    return ServiceAnswer(
        code=page.code,
        name=page.name.as_json(),
        label=page.name.pick(language),
        aliases=[alias.pick(language) for alias in page.aliases],
        initials=list(page.initials),
        audience=list(page.audience),
        prefix=page.prefix,
        department=page.department.pick(language),
        materials=[material.as_json() for material in page.materials],
        median_minutes=page.median_minutes,
        bookable=page.bookable,
        online=page.online,
        frequent=page.code in state.frequent,
        windows=[window.number for window in windows],
        open_windows=sum(window.open for window in windows),
        waiting=state.waiting.get(page.code, 0),
        ahead=state.ahead.get(page.code, 0),
        wait=state.waits.get(page.code),
        available=refusal is None,
        reason=refusal.detail.as_json() if refusal else None,
    )


def _plan(connection: Connection, hall_id: int) -> PlanAnswer | None:
    marks = plan_marks(connection, hall_id)
    return PlanAnswer(windows=marks.windows, ways=marks.ways, updated_at=marks.updated_at) if marks else None


def _zone(row: Row[Any], language: Language) -> ZoneAnswer:
    return ZoneAnswer(code=row.code, name=row.name, label=Text.of(row.name).pick(language))


def _notice(notice: Mapping[str, Any], language: Language) -> NoticeAnswer:
    return NoticeAnswer(code=notice["code"], text=notice["text"], label=Text.of(notice["text"]).pick(language))


def _page(things: Sequence[Any], query: ListQuery) -> tuple[Sequence[Any], str | None]:
    """The things after the one whose code is the cursor, and the cursor of what is left."""
    codes = [thing.code for thing in things]
    start = place_after(codes, query.after)
    shown = things[start : start + query.limit]
    return shown, codes[start + query.limit - 1] if start + query.limit < len(things) else None
