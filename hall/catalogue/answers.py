"""Halls and services as the API speaks of them."""

from typing import Any

from hall.catalogue.book import BundlePage, HallBook, ServicePage, WindowPage
from hall.catalogue.terms import WindowKind
from hall.catalogue.virtual_rules import VirtualRules
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.text import Language

FREQUENT = 8
OWN_TILE = frozenset({WindowKind.ENQUIRY, WindowKind.ESCALATION})
COLLECT = "collect"  # by convention the code of 统一出件, where results are handed out


class WaitAnswer(Answer):
    """How long it may take until the call, as a band in minutes: ten of a hundred wait at most p10, ninety p90."""

    p10_minutes: int
    p50_minutes: int
    p90_minutes: int


class VirtualAnswer(Answer):
    """From where a phone may take a ticket: so near in metres, or there within so many minutes; null is not so."""

    metres: int | None
    minutes: int | None


class HallSummary(Answer):
    """One hall in a list; `wait`: of somebody who would come now.

    `waiting`, `ahead`: how many wait in the hall; with a service for that alone, and how many of all who wait would be
    ahead of somebody who came for it now. `distance_km` stands only where `near` was asked.
    """

    code: str
    name: Words
    label: str
    tier: str
    parent: str | None
    latitude: float | None
    longitude: float | None
    open_now: bool
    waiting: int
    ahead: int | None
    wait: WaitAnswer | None
    distance_km: float | None = None
    virtual: VirtualAnswer | None


class ElsewhereHall(HallSummary):
    """A hall worth going to: so many minutes earlier one would be called there, the way included."""

    saves_minutes: int


class ElsewhereAnswer(Answer):
    """Where to go instead, the most time saved first; `wait`: here."""

    wait: WaitAnswer | None
    items: list[ElsewhereHall]


class HallList(Answer):
    items: list[HallSummary]
    next: str | None


class ZoneAnswer(Answer):
    code: str
    name: Words
    label: str


class PublicWindow(Answer):
    """A window as anybody may see it; `services` are codes, `sessions` those beyond the normal hours."""

    id: str
    number: int
    name: Words
    label: str
    kind: str
    zone: str
    services: list[str]
    sessions: list[str]
    state: str
    paused_until: Instant | None


class NoticeAnswer(Answer):
    code: str
    text: Words
    label: str


class PlanAnswer(Answer):
    """What a hall's plan marks: the numbers of its windows, and of those it shows the way to."""

    windows: list[int]
    ways: list[int]
    updated_at: Instant


class HallAnswer(Answer):
    """One hall. `issuing`: it gives out tickets now; `opens_at` is null while it is open.

    `no_show`: what becomes of whoever is called and does not come. `virtual`: whether phones on their way may take a
    ticket; null where they may not.
    """

    code: str
    name: Words
    label: str
    tier: str
    parent: str | None
    timezone: str
    latitude: float | None
    longitude: float | None
    address: Words | None
    phone: str | None
    capacity: int | None
    languages: list[str]
    open_now: bool
    issuing: bool
    opens_at: Instant | None
    open_until: Instant | None
    hours: dict[str, Any]
    zones: list[ZoneAnswer]
    windows: list[PublicWindow]
    notices: list[NoticeAnswer]
    waiting: int
    no_show: str
    virtual: VirtualAnswer | None
    plan: PlanAnswer | None


class ServiceAnswer(Answer):
    """A service at one hall; `windows` are the numbers of those that do it, `reason` says why it is not available.

    `waiting`: how many wait for it. `ahead`, `wait`: of somebody who would take a ticket now: how many of all who wait
    share a window with them, and how long; null while no window calls for it.
    """

    code: str
    name: Words
    label: str
    aliases: list[str]
    initials: list[str]
    audience: list[str]
    prefix: str
    department: str
    materials: list[Words]
    median_minutes: float
    bookable: bool
    online: bool
    frequent: bool
    windows: list[int]
    open_windows: int
    waiting: int
    ahead: int
    wait: WaitAnswer | None
    available: bool
    reason: Words | None


class BundleAnswer(Answer):
    """Several services in one visit; `wait`: until the first of them, as for a service."""

    code: str
    name: Words
    label: str
    initials: list[str]
    services: list[str]
    in_order: bool
    wait: WaitAnswer | None


class ServiceList(Answer):
    """What a hall does: its services, and the bundles it can do whole."""

    items: list[ServiceAnswer]
    bundles: list[BundleAnswer]
    next: str | None


def window_fields(page: WindowPage, language: Language) -> dict[str, Any]:
    """The fields of a `PublicWindow`, also for answers that say more of a window."""
    return {
        "id": page.id,
        "number": page.number,
        "name": page.name.as_json(),
        "label": page.name.pick(language),
        "kind": page.kind,
        "zone": page.zone,
        "services": sorted(page.services),
        "sessions": sorted(page.sessions),
        "state": page.state,
        "paused_until": page.paused_until,
    }


def public_window(page: WindowPage, language: Language) -> PublicWindow:
    return PublicWindow(**window_fields(page, language))


def virtual_answer(rules: VirtualRules) -> VirtualAnswer | None:
    return VirtualAnswer(metres=rules.metres or None, minutes=rules.minutes or None) if rules.open else None


def bundle_answer(page: BundlePage, wait: WaitAnswer | None, language: Language) -> BundleAnswer:
    return BundleAnswer(
        code=page.code,
        name=page.name.as_json(),
        label=page.name.pick(language),
        initials=list(page.initials),
        services=list(page.services),
        in_order=page.in_order,
        wait=wait,
    )


def offered_services(book: HallBook) -> list[ServicePage]:
    """The services that some window of this hall does, in the order of the list."""
    done = frozenset(code for page in book.windows.values() for code in page.services)
    return [page for page in book.services.values() if page.code in done and not page.retired]


def frequent_services(book: HallBook) -> frozenset[str]:
    """Codes of the services that most come for, apart from those whose windows have a tile of their own."""
    own_tile = {COLLECT} | {code for page in book.windows.values() if page.kind in OWN_TILE for code in page.services}
    known = [page for page in offered_services(book) if page.share and page.code not in own_tile]
    known.sort(key=lambda page: -page.share)
    return frozenset(page.code for page in known[:FREQUENT])
