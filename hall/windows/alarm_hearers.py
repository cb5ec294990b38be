"""Who hears which alarm, and who may take care of it: pure, over the rights somebody holds in the hall."""

from collections.abc import Set as AbstractSet

from hall.catalogue.terms import AlarmKind
from hall.staff.permissions import Permission

Rights = AbstractSet[str]

HELP_ALARMS = frozenset({AlarmKind.HELP_MANAGER, AlarmKind.HELP_ESCALATION})
"""What a window called for itself: its clerk, and colleagues who might go there, learn that somebody comes."""

LEDGER_ALARMS = frozenset({AlarmKind.HELP_ESCALATION, AlarmKind.RED_CARD})
"""What the escalation officer is wanted for: a window that calls them, a record that is overdue."""


def listed_kinds(rights: Rights) -> frozenset[AlarmKind]:
    """The kinds whose list is open to somebody: all for who sees the board, the ledger's for its officer."""
    if Permission.BOARD in rights:
        return frozenset(AlarmKind)
    return LEDGER_ALARMS if Permission.LEDGER_ALARMS in rights else frozenset()


def heard_kinds(rights: Rights) -> frozenset[AlarmKind]:
    """The kinds that somebody hears of at a desk: what is listed for them, and for colleagues calls for help."""
    return listed_kinds(rights) | (HELP_ALARMS if Permission.FIND in rights else frozenset())


def taken_kinds(rights: Rights) -> frozenset[AlarmKind]:
    """The kinds that somebody may take care of: an officer goes to the window that calls one.

    A red card is the managers' to know of, since it may be the officer who is late.
    """
    if Permission.ALARMS in rights:
        return frozenset(AlarmKind)
    return frozenset({AlarmKind.HELP_ESCALATION} if Permission.LEDGER_ALARMS in rights else ())
