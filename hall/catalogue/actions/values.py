"""A definition's things as the columns of their rows."""

from hall.catalogue.actions.merging import Json
from hall.catalogue.definition import (
    BundleDefinition,
    HallDefinition,
    NoticeDefinition,
    ServiceDefinition,
    WindowDefinition,
    ZoneDefinition,
)


def service_values(service: ServiceDefinition, position: int, initials: list[str]) -> Json:
    return {
        "position": position,
        "name": service.name.as_json(),
        "aliases": [alias.as_json() for alias in service.aliases],
        "initials": initials,
        "audience": [str(one) for one in service.audience],
        "prefix": service.prefix,
        "department": service.department.as_json(),
        "materials": [material.as_json() for material in service.materials],
        "median_minutes": service.median_minutes,
        "spread": service.spread,
        "share": service.share,
        "bookable": service.bookable,
        "online": service.online,
        "daily_limit": service.daily_limit,
    }


def bundle_values(bundle: BundleDefinition, position: int, initials: list[str]) -> Json:
    return {
        "position": position,
        "name": bundle.name.as_json(),
        "initials": initials,
        "services": list(bundle.services),
        "in_order": bundle.in_order,
    }


def hall_values(hall: HallDefinition, position: int) -> Json:
    """All columns but the parent's id, which is known only when every hall has its row."""
    return {
        "position": position,
        "name": hall.name.as_json(),
        "tier": hall.tier.value,
        "timezone": hall.timezone,
        "latitude": hall.latitude,
        "longitude": hall.longitude,
        "address": hall.address.as_json() if hall.address else None,
        "capacity": hall.capacity,
        "phone": hall.phone,
        "cutoff_day": hall.cutoff_day,
        "report_due_day": hall.report_due_day,
        "languages": [str(language) for language in hall.languages],
        "hours": hall.hours.as_json(),
        "rules": hall.rules.as_json(),
        "alarms": hall.alarms.as_json(),
        "reviews": hall.reviews.as_json(),
        "escalations": hall.escalations.as_json(),
        "virtual": hall.virtual.as_json(),
        "assistance": hall.assistance.as_json(),
        "booking": dict(hall.booking),
        "display": dict(hall.display),
    }


def zone_values(zone: ZoneDefinition, position: int) -> Json:
    return {"position": position, "name": zone.name.as_json()}


def notice_values(notice: NoticeDefinition, position: int) -> Json:
    return {"position": position, "text": notice.text.as_json()}


def window_values(window: WindowDefinition) -> Json:
    """What `defined` of a window's row keeps; all but `patterns` are columns too."""
    return {
        "name": window.name.as_json(),
        "kind": window.kind.value,
        "zone": window.zone,
        "patterns": list(window.patterns),
        "services": sorted(window.services),
        "sessions": [str(session) for session in window.sessions],
    }
