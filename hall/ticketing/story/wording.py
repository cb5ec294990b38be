"""How one ticket counts, in words: its name to the reader, its clock times, its credit and the reason of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hall.catalogue.categories import Category
from hall.text import Text
from hall.ticketing.policy import NOTHING, CreditReason
from hall.ticketing.story.comparison import Seen


@dataclass(frozen=True)
class Particulars:
    """What the journal does not hold of a ticket: when its booked slot begins, and its green-channel category."""

    slot_start: datetime | None = None
    category: Category | None = None


@dataclass(frozen=True)
class Reader:
    """Whom the sentence is for: the holder of ticket `own`, or staff (then everything is said); the hall's zone."""

    zone: ZoneInfo
    own: str | None = None
    staff: bool = False
    about: Mapping[str, Particulars] = field(default_factory=dict)


class Wording:
    """The words of one reader about two tickets; their clock times are as fine as it takes to tell them apart."""

    def __init__(self, reader: Reader, one: Seen, other: Seen) -> None:
        self.reader = reader
        self.shape = _finest(reader.zone, one.key.effective_since, other.key.effective_since)

    def name(self, seen: Seen) -> Text:
        if seen.number == self.reader.own:
            return Text(f"您的{seen.number}", f"your {seen.number}")
        return Text(seen.number, seen.number)

    def counts(self, seen: Seen) -> Text:
        name, how = self.name(seen), self._how(seen)
        since = _clock_text(self.reader.zone, seen.key.effective_since, self.shape)
        return Text(f"{name.zh}等效取号{since}（{how.zh}）", f"{name.en} counts from {since} ({how.en})")

    def _how(self, seen: Seen) -> Text:
        if seen.key.sub:
            at = self.clock(seen.missed_at) if seen.missed_at is not None else ""
            return Text(f"{at}过号后恢复排队", f"returned to the queue after a call missed{at and f' at {at}'}")
        if seen.entered_at is not None:
            return self._on_paper(seen, seen.entered_at)
        if seen.credit.amount == NOTHING:
            return Text("现场取号", "walk-in")
        issued, credit = self.clock(seen.issued_at), length(seen.credit.amount)
        reason, part = self._reason(seen), self._part(seen)
        return Text(
            f"{issued}取号，{reason.zh}优先{credit.zh}{part.zh}",
            f"ticket {issued}, {reason.en}{credit.en} credit{part.en}",
        )

    def _on_paper(self, seen: Seen, entered_at: datetime) -> Text:
        """Of a number given while the server was away: when it was given, when entered, and what holds it back."""
        given, entered = self.clock(seen.issued_at), self.clock(entered_at)
        ground = Text("", "")
        if seen.credit.amount > NOTHING:
            reason, credit = self._reason(seen), length(seen.credit.amount)
            ground = Text(f"，{reason.zh}优先{credit.zh}", f", {reason.en}{credit.en} credit")
        if seen.key.effective_since > seen.issued_at - seen.credit.amount:
            ground = Text(
                f"{ground.zh}，因前面的人被超过的次数已到上限，等效取号不能更早",
                f"{ground.en}, no earlier because somebody before had been passed as often as is allowed",
            )
        return Text(
            f"系统停用时{given}发的手工号，{entered}补录{ground.zh}",
            f"given on paper at {given} while the system was away, entered {entered}{ground.en}",
        )

    def _reason(self, seen: Seen) -> Text:
        """The reason, for the holder and for staff; nothing for anybody else."""
        if not self.reader.staff and seen.number != self.reader.own:
            return Text("", "")
        about = self.reader.about.get(seen.number, Particulars())
        if seen.credit.reason is CreditReason.BOOKING:
            if about.slot_start is None:
                return Text("预约号，", "booked, ")
            slot = self.clock(about.slot_start)
            return Text(f"预约{slot}，", f"booked for {slot}, ")
        if seen.credit.reason is CreditReason.GREEN_CHANNEL:
            category = about.category.words if about.category is not None else None
            of = Text(f"（{category.zh}）", f" ({category.en})") if category is not None else Text("", "")
            return Text(f"绿色通道{of.zh}，", f"green channel{of.en}, ")
        return Text("再次来办，", "a return, ")

    def _part(self, seen: Seen) -> Text:
        """How much of a credit counts, when the cap left less of it."""
        counted = seen.issued_at - seen.key.effective_since
        if counted >= seen.credit.amount:
            return Text("", "")
        part = length(max(counted, NOTHING))
        return Text(
            f"，因前面的人被超过的次数已到上限，实计{part.zh}",
            f", {part.en} of it counted because somebody before had been passed as often as is allowed",
        )

    def tie(self, first: Seen, second: Seen) -> Text:
        """Why `first` stands before `second` though both count from the same instant."""
        one, other = self.name(first), self.name(second)
        if second.key.sub:
            return Text(
                f"{other.zh}过号后恢复排队，排在{one.zh}之后",
                f"{other.en} returned behind {one.en} after a missed call",
            )
        if first.key.sub:
            return Text(
                f"{one.zh}过号后恢复排队，排在比{other.zh}更早的号之后",
                f"{one.en} returned, after a missed call, behind a ticket taken earlier than {other.en}",
            )
        if first.entered_at is not None or second.entered_at is not None:
            return Text(f"{one.zh}先进入系统排队", f"{one.en} was in the system's queue first")
        return Text(f"{one.zh}取号在先", f"{one.en} was taken earlier")

    def order(self, first: Seen, second: Seen) -> Text:
        """How both count, or why the one is before the other when they count alike."""
        if first.key.effective_since == second.key.effective_since or self._moments_apart(first, second):
            since = _clock_text(self.reader.zone, first.key.effective_since, min(self.shape, SECONDS, key=len))
            tie, ways = self.tie(first, second), self._ways(first, second)
            return Text(
                f"两者的等效取号都是{since}{ways.zh}，{tie.zh}", f"both count from {since}{ways.en}, and {tie.en}"
            )
        one, other = self.counts(first), self.counts(second)
        return Text(f"{one.zh}；{other.zh}", f"{one.en}; {other.en}")

    def _moments_apart(self, first: Seen, second: Seen) -> bool:
        """Whether both count from the same second and were taken in that order: a fraction of it tells nobody more."""
        one, other = (_clock_text(self.reader.zone, seen.key.effective_since, SECONDS) for seen in (first, second))
        return one == other and first.key.place < second.key.place and not (first.key.sub or second.key.sub)

    def _ways(self, first: Seen, second: Seen) -> Text:
        """How two came to count alike, where a credit (often one cut short by the cap) had a part in it."""
        on_paper = first.entered_at is not None or second.entered_at is not None
        if first.credit.amount == second.credit.amount == NOTHING and not on_paper:
            return Text("", "")
        one, other = self._how(first), self._how(second)
        names = self.name(first), self.name(second)
        return Text(
            f"（{names[0].zh}：{one.zh}；{names[1].zh}：{other.zh}）",
            f" ({names[0].en}: {one.en}; {names[1].en}: {other.en})",
        )

    def clock(self, at: datetime) -> str:
        """A time of day; finer than seconds only where two keys could not be told apart otherwise (`counts`)."""
        return _clock_text(self.reader.zone, at, min(self.shape, SECONDS, key=len))


# Coarse to fine; a sentence uses the first that tells the two instants apart.
SECONDS = "%H:%M:%S"
_SHAPES = ("%H:%M", SECONDS, "%H:%M:%S.%f")


def _clock_text(zone: ZoneInfo, at: datetime, shape: str) -> str:
    return at.astimezone(zone).strftime(shape)


def _finest(zone: ZoneInfo, one: datetime, other: datetime) -> str:
    for shape in _SHAPES[:-1]:
        if one == other or _clock_text(zone, one, shape) != _clock_text(zone, other, shape):
            return shape
    return _SHAPES[-1]


def length(amount: timedelta) -> Text:
    """A credit as people say it: whole minutes, minutes and seconds, or less than a minute."""
    minutes, seconds = divmod(int(amount.total_seconds()), 60)
    if minutes == 0 and amount > NOTHING:
        return Text("不足1分钟", "less than a minute")
    if seconds == 0:
        return Text(f"{minutes}分钟", f"{minutes} minute{'' if minutes == 1 else 's'}")
    return Text(f"{minutes}分{seconds}秒", f"{minutes} min {seconds} s")


def upper(text: Text) -> Text:
    """The text at the beginning of a sentence."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])
