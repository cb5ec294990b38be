"""What a phone says of where it is, and whether that lets it into a hall's queue. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from hall.catalogue.book import HallBook
from hall.catalogue.distance import distance_km
from hall.errors import HallError, NotFromAway, ProofNeeded, TooFar, TooLongToCome
from hall.text import Text

LARGEST_SLACK_METRES = 300.0  # so much of what a phone says it may be wrong by is in its holder's favour


@dataclass(frozen=True)
class Position:
    """Where a phone is, in degrees; it may be wrong by `accuracy_metres`."""

    latitude: float
    longitude: float
    accuracy_metres: float = 0.0


@dataclass(frozen=True)
class Claim:
    """What a phone that is on its way says: where it is, in how long it will be there, or both."""

    position: Position | None = None
    arrives_in: timedelta | None = None


def claim_refusal(book: HallBook, claim: Claim, services: Collection[str]) -> HallError | None:
    """Why a phone may not take a ticket from where it is, with what can be done instead; None when it may."""
    rules = book.virtual
    if not rules.open:
        return _refusal(NotFromAway, book, services, NotFromAway.title)
    metres = _metres_away(book, claim.position)
    if rules.metres and metres is not None:
        slack = min(claim.position.accuracy_metres if claim.position else 0.0, LARGEST_SLACK_METRES)
        if metres - slack <= rules.metres:
            return None
    if rules.minutes and claim.arrives_in is not None and claim.arrives_in <= rules.lead:
        return None
    if rules.metres and metres is not None:
        zh = f"您离{book.name.zh}约{_far(metres).zh}，{_far(rules.metres).zh}以内才能用手机取号"
        en = f"You are about {_far(metres).en} from the hall; tickets by phone are given within {_far(rules.metres).en}"
        return _refusal(TooFar, book, services, Text(zh, en), distance_metres=round(metres), metres=rules.metres)
    if rules.minutes and claim.arrives_in is not None:
        zh = f"手机取号须在{rules.minutes}分钟内到大厅"
        en = f"Tickets by phone are for who will be at the hall within {rules.minutes} minutes"
        return _refusal(TooLongToCome, book, services, Text(zh, en), minutes=rules.minutes)
    return ProofNeeded(_asked(book))


def bare_refusal(book: HallBook) -> HallError | None:
    """Why a phone or door that says nothing gets no ticket: only where the hall wants to be told."""
    return None if book.virtual.unproven else ProofNeeded(_asked(book))


def _asked(book: HallBook) -> Text:
    """What this hall wants to be told."""
    rules = book.virtual
    if rules.metres and rules.minutes:
        zh, en = "请允许手机说明位置，或说明几分钟到", "let the phone say where it is, or say how soon you come"
    elif rules.metres:
        zh, en = "请允许手机说明位置", "let the phone say where it is"
    elif rules.minutes:
        zh, en = "请说明几分钟到", "say how soon you come"
    else:
        zh, en = "请扫大厅门口的二维码", "scan the code at the hall's door"
    return Text(f"{zh}；也可以直接到大厅取号。", f"To take a ticket, {en}; or come to the hall.")


def _metres_away(book: HallBook, position: Position | None) -> float | None:
    if position is None or book.coordinates is None:
        return None
    return 1000 * distance_km(position.latitude, position.longitude, *book.coordinates)


def _far(metres: float) -> Text:
    """A distance as people say it."""
    if metres < 1000:
        rounded = max(50, 50 * round(metres / 50))
        return Text(f"{rounded}米", f"{rounded} m")
    kilometres = f"{metres / 1000:.1f}".removesuffix(".0")
    return Text(f"{kilometres}公里", f"{kilometres} km")


def _refusal(error: type[HallError], book: HallBook, services: Collection[str], why: Text, **extra: int) -> HallError:
    """The refusal, and the nearest thing to do: booking where it can be booked, coming always."""
    known = [book.services[code] for code in services if code in book.services]
    if known and all(page.bookable for page in known):
        words = Text(
            f"{why.zh}。可以先用手机预约，或到大厅现场取号。", f"{why.en}. Book by phone, or come and take a ticket."
        )
        return error(words, extra={**extra, "instead": ["book", "come"]})
    words = Text(f"{why.zh}。请到大厅现场取号。", f"{why.en}. Please come and take a ticket.")
    return error(words, extra={**extra, "instead": ["come"]})
