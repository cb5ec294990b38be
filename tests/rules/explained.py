"""Two tickets of a small day, and the sentence about them; the hall is at Zhouzhi."""

from zoneinfo import ZoneInfo

from hall.catalogue.rules import QueueRules
from hall.text import Text
from hall.ticketing.story.comparison import Ground, compare
from hall.ticketing.story.explain import explain
from hall.ticketing.story.wording import Particulars, Reader
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import MemoryTicket

ZHOUZHI = ZoneInfo("Asia/Shanghai")


def three_windows() -> MemoryHall:
    """Windows 1 (tax, pension), 2 (pension) and 3 (everything, for people who need help)."""
    hall = MemoryHall(rules=QueueRules(no_show_seconds=0, overtaken_limit=2))
    hall.open_window(1, frozenset({"tax", "pension"}))
    hall.open_window(2, frozenset({"pension"}))
    hall.open_window(3, frozenset({"tax", "pension"}), kind="assisted")
    return hall


def told(
    hall: MemoryHall,
    mine: MemoryTicket,
    other: MemoryTicket,
    *,
    staff: bool = False,
    about: dict[str, Particulars] | None = None,
) -> Text:
    own = None if staff else mine.number
    return explain(compare(hall.journal, mine.id, other.id), Reader(ZHOUZHI, own, staff, about or {}))


def ground(hall: MemoryHall, mine: MemoryTicket, other: MemoryTicket) -> Ground:
    return compare(hall.journal, mine.id, other.id).ground
