"""What a zone's one loudspeaker says next, and what it leaves out when too much waits to be said.

Announcements wait in the order of their calls. The parts of one are said in order: the first language as often as the
hall repeats it, then each further language once. Whenever nothing is being said, the speaker asks `next_part`:

1. An announcement that is no longer due (its ticket is not `called` any more) is skipped.
2. The backlog is the length in seconds of all parts that are still to be said.
3. Over 15 s, the repeats of all announcements are left out. If what remains is still over 15 s, the further languages
   are left out as well. The first saying in the first language is never left out.
4. The earliest part that is left is said; everything before it is done with (`after`).

So nothing is said out of order or over something else, and as soon as the backlog fits again, repeats come back for
those whose turn is still to come. The screens in the browser follow the same rule; this is its reference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

from hall.display.announcement import Manner
from hall.text import Language

LIMIT_SECONDS = 15.0


class Need(IntEnum):
    """How much a part is needed; the highest are left out first."""

    ALWAYS = 0
    OTHER_LANGUAGE = 1
    REPEAT = 2


class Part(NamedTuple):
    """One saying of an announcement in one language."""

    language: Language
    seconds: float
    need: Need


@dataclass(frozen=True)
class Queued:
    """An announcement on its way: `due` while its ticket is still called, `said` parts are behind it.

    A retraction is due when its call was heard.
    """

    parts: tuple[Part, ...]
    due: bool = True
    said: int = 0


class Next(NamedTuple):
    """The part to say now: its announcement's place in the queue, and the part's place in the announcement."""

    announcement: int
    part: int


def parts_of(manner: Manner, seconds: Mapping[Language, float]) -> tuple[Part, ...]:
    """The parts of one announcement; a language without a length (no voice speaks it) has none."""
    spoken = [language for language in manner.languages if language in seconds]
    if not spoken:
        return ()
    first = Part(spoken[0], seconds[spoken[0]], Need.ALWAYS)
    repeats = [first._replace(need=Need.REPEAT)] * (manner.repeat - 1)
    further = [Part(language, seconds[language], Need.OTHER_LANGUAGE) for language in spoken[1:]]
    return (first, *repeats, *further)


def allowed_need(queue: Sequence[Queued]) -> Need:
    """The most dispensable parts that may still be said, after rules 2 and 3."""
    for need in (Need.REPEAT, Need.OTHER_LANGUAGE):
        if _backlog(queue, need) <= LIMIT_SECONDS:
            return need
    return Need.ALWAYS


def next_part(queue: Sequence[Queued]) -> Next | None:
    """The part to say now, None when all is said."""
    allowed = allowed_need(queue)
    for place, announcement in enumerate(queue):
        for at in _open_parts(announcement, allowed):
            return Next(place, at)
    return None


def after(queue: Sequence[Queued], turn: Next) -> list[Queued]:
    """The queue once that part is said."""
    return [replace(queue[turn.announcement], said=turn.part + 1), *queue[turn.announcement + 1 :]]


def _backlog(queue: Sequence[Queued], allowed: Need) -> float:
    return sum(announcement.parts[at].seconds for announcement in queue for at in _open_parts(announcement, allowed))


def _open_parts(announcement: Queued, allowed: Need) -> list[int]:
    if not announcement.due:
        return []
    places = range(announcement.said, len(announcement.parts))
    return [at for at in places if announcement.parts[at].need <= allowed]
