"""What happens to appointments."""

from dataclasses import dataclass
from datetime import datetime

from hall.events.base import Event, Json


@dataclass(frozen=True, kw_only=True)
class AppointmentEvent(Event):
    """Something about an appointment: its public id, what for, and when; who for is nowhere in the journal."""

    appointment: str
    service: str
    mode: str
    starts_at: datetime
    places: int


@dataclass(frozen=True, kw_only=True)
class AppointmentReserved(AppointmentEvent):
    """Places are kept until `expires_at`, unless it is confirmed before."""

    kind = "appointment_reserved"
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentConfirmed(AppointmentEvent):
    kind = "appointment_confirmed"
    channel: str


@dataclass(frozen=True, kw_only=True)
class AppointmentChanged(AppointmentEvent):
    """It was for `before` until now."""

    kind = "appointment_changed"
    before: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentCancelled(AppointmentEvent):
    """`late`: after the time in which cancelling is free."""

    kind = "appointment_cancelled"
    late: bool


@dataclass(frozen=True, kw_only=True)
class AppointmentLetGo(AppointmentEvent):
    """Given up before it was confirmed."""

    kind = "appointment_let_go"


@dataclass(frozen=True, kw_only=True)
class AppointmentExpired(AppointmentEvent):
    kind = "appointment_expired"


@dataclass(frozen=True, kw_only=True)
class AppointmentCheckedIn(AppointmentEvent):
    """It became the entry's ticket; `arrival` is early, on_time or late."""

    kind = "appointment_checked_in"
    arrival: str


@dataclass(frozen=True, kw_only=True)
class AppointmentMissed(AppointmentEvent):
    kind = "appointment_missed"


@dataclass(frozen=True, kw_only=True)
class AppointmentExcused(AppointmentEvent):
    """It does not count as missed: `cause` is hall_closed, no_window, walked_in, or by_hall as a manager says."""

    kind = "appointment_excused"
    cause: str
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(AppointmentEvent):
    """The day of a home visit is over."""

    kind = "appointment_ended"


@dataclass(frozen=True, kw_only=True)
class MaterialEvent(Event):
    """Something about one of the materials that are looked at before an appointment, by its place in the list."""

    appointment: str
    material: int


@dataclass(frozen=True, kw_only=True)
class MaterialHandedIn(MaterialEvent):
    kind = "material_handed_in"
    file: str


@dataclass(frozen=True, kw_only=True)
class MaterialTakenBack(MaterialEvent):
    kind = "material_taken_back"
    file: str


@dataclass(frozen=True, kw_only=True)
class MaterialLookedAt(MaterialEvent):
    """One of the staff opened the file for the first time."""

    kind = "material_looked_at"
    file: str


@dataclass(frozen=True, kw_only=True)
class MaterialAnswered(MaterialEvent):
    """`answer` is fine, incomplete or original; `remark` what is missing, or a word to it."""

    kind = "material_answered"
    answer: str
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class MaterialsForgotten(Event):
    """An appointment's `files` were taken away, so many."""

    kind = "materials_forgotten"
    appointment: str
    files: int


@dataclass(frozen=True, kw_only=True)
class HomeVisitMade(AppointmentEvent):
    """Somebody went there; `result` is visited or not_met. A later one of the same appointment corrects it."""

    kind = "home_visit_made"
    result: str
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class PenaltyLifted(Event):
    """A manager forgave somebody's misses; `lift` names the act, not the person."""

    kind = "penalty_lifted"
    lift: str
    remark: Json | None = None
