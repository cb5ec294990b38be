"""Who asks, and what a door demands of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hall.db import Actor
from hall.errors import Forbidden, ForeignHall, NotSignedIn, SessionLocked, StaffMayNotReview
from hall.text import Text

CallerKind = Literal["user", "device", "visitor"]


@dataclass(frozen=True)
class Caller:
    """Whoever is at the door. `rights` holds permissions by hall id; the key `None` stands for every hall.

    `locked`: the session waits for its PIN, and until then does nothing. `of_staff`: the browser is one in which
    somebody of the staff is signed in, or was.
    """

    kind: CallerKind
    id: str | None = None
    name: str = ""
    username: str = ""
    roles: tuple[str, ...] = ()
    rights: Mapping[int | None, frozenset[str]] = field(default_factory=dict)
    csrf_token: str | None = None
    device_kind: str | None = None
    device_cookie: str | None = None
    address: str = ""
    locked: bool = False
    of_staff: bool = False

    def may(self, permission: str, hall_id: int | None) -> bool:
        """Whether `permission` is held for that hall (`None`: for at least one)."""
        if permission in self.rights.get(None, frozenset()):
            return True
        if hall_id is None:
            return any(permission in held for held in self.rights.values())
        return permission in self.rights.get(hall_id, frozenset())

    def rights_in(self, hall_id: int) -> frozenset[str]:
        """Everything that is held for that hall."""
        return self.rights.get(None, frozenset()) | self.rights.get(hall_id, frozenset())

    @property
    def actor(self) -> Actor:
        return Actor(self.kind, self.id, self.name)

    @property
    def scope(self) -> str | None:
        """What idempotency keys are kept apart by; `None` for a stranger without a device cookie."""
        if self.id is not None:
            return f"{self.kind}:{self.id}"
        return f"cookie:{self.device_cookie}" if self.device_cookie else None


VISITOR = Caller("visitor")


@dataclass(frozen=True)
class Access:
    """What a door demands: nothing (`PUBLIC`), somebody signed in, or one of `permissions` in the subject's hall.

    `while_locked`: open to a locked session too. `visitors_alone`: shut for staff, whatever they may do elsewhere, and
    for the browsers they sign in with.
    """

    permissions: frozenset[str] = frozenset()
    signed_in: bool = False
    while_locked: bool = False
    visitors_alone: bool = False

    @property
    def public(self) -> bool:
        return not self.signed_in and not self.permissions

    def check(self, caller: Caller, hall_id: int | None) -> None:
        """Raises NotSignedIn, SessionLocked, Forbidden, or ForeignHall for someone whose rights lie in another hall."""
        if self.visitors_alone:
            self._check_visitor(caller)
        if self.public:
            return
        if caller.kind == "visitor":
            raise NotSignedIn
        if caller.locked and not self.while_locked:
            raise SessionLocked
        if not self.permissions or any(caller.may(permission, hall_id) for permission in self.permissions):
            return
        elsewhere = hall_id is not None and any(caller.may(permission, None) for permission in self.permissions)
        raise ForeignHall if elsewhere else Forbidden

    def _check_visitor(self, caller: Caller) -> None:
        if caller.locked:
            raise SessionLocked
        if caller.kind == "user" or (caller.kind == "visitor" and caller.of_staff):
            raise StaffMayNotReview(
                Text(
                    "评价由办事人本人作出：工作人员登录用的账号和浏览器不能评价",
                    "Only visitors review: neither staff nor the browsers they sign in with may",
                )
            )


PUBLIC = Access()
SIGNED_IN = Access(signed_in=True)
VISITORS_ALONE = Access(visitors_alone=True)
EVEN_LOCKED = Access(signed_in=True, while_locked=True)


def needs(*permissions: str) -> Access:
    """Any one of these permissions, in the hall concerned."""
    return Access(frozenset(permissions))


@dataclass(frozen=True)
class Subject:
    """What a path speaks of: a hall, or a window, ticket … of one. `id` is the path's own value."""

    kind: str
    id: str
    hall_id: int
    hall: str
