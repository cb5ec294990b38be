"""What a ticket's slip says, from plain values to blocks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hall.catalogue.rules import NoShowPolicy
from hall.languages.phrases import Phrases, phrases, server_language
from hall.paper.blocks import GAP, RULE, Block, Size, item, line, pair, qr
from hall.text import Text


@dataclass(frozen=True)
class Errands:
    """What a ticket is for: its services with their materials, under the name of the bundle if they are one."""

    services: tuple[tuple[Text, tuple[Text, ...]], ...]
    bundle: Text | None = None


@dataclass(frozen=True)
class Slip:
    """A ticket as it stands when it is printed.

    `state` None: it waits, and `ahead`, `band` (minutes, rounded) and `windows` count; otherwise `windows` is where it
    is now. `holders`: masked names. `registered`: whether anything personal was given. `issued_at`: the hall's time.
    """

    hall: Text
    number: str
    state: str | None
    errands: Errands
    windows: tuple[int, ...]
    ahead: int
    band: tuple[int, int] | None
    credit_minutes: int
    holders: tuple[str, ...]
    registered: bool
    needs_help: bool
    no_show: NoShowPolicy
    issued_at: datetime
    url: str


def slip_blocks(slip: Slip, tag: str) -> list[Block]:
    """The slip in a language."""
    say, server = phrases("paper", tag), server_language(tag)
    blocks = [
        line(slip.hall.pick(server), size=Size.LARGE, bold=True, centred=True),
        line(slip.number, size=Size.HUGE, bold=True, centred=True),
        *(line(name.pick(server), bold=True, centred=True) for name in _headed(slip.errands)),
        RULE,
        *_facts(slip, tag),
        RULE,
        *_materials(slip.errands, tag),
        qr(slip.url),
        line(say.say("slip.scan"), size=Size.SMALL, centred=True),
        GAP,
    ]
    if slip.needs_help:
        blocks += [line(say.say("slip.help"), bold=True), GAP]
    blocks.append(line(say.say(f"missed.{slip.no_show.value}")))
    if slip.registered:
        blocks += [GAP, line(say.say("privacy"), size=Size.SMALL)]
    return blocks


def _headed(errands: Errands) -> Iterator[Text]:
    """The names under the number: that of the bundle, or those of the services, each once."""
    if errands.bundle is not None:
        yield errands.bundle
        return
    yield from dict.fromkeys(name for name, _materials in errands.services)


def _facts(slip: Slip, tag: str) -> Iterator[Block]:
    say, shared = phrases("paper", tag), phrases("shared", tag)
    if slip.state is not None:
        yield pair(say.say("slip.state"), shared.say(f"states.{slip.state}"), bold=True)
    if slip.windows:
        yield pair(say.say("slip.windows"), windows_text(slip.windows, shared), bold=True)
    if slip.state is None:
        people = say.say("slip.people", n=slip.ahead) if slip.ahead else say.say("slip.nobody")
        yield pair(say.say("slip.ahead"), people, bold=True)
        if slip.band is not None:
            yield pair(say.say("slip.wait"), band_text(slip.band, shared), bold=True)
        if slip.credit_minutes > 0:
            yield pair(say.say("slip.credit"), say.say("slip.minutes", n=slip.credit_minutes))
    if slip.holders:
        yield pair(say.say("who"), shared.say("between").join(slip.holders))
    yield pair(say.say("slip.issued"), f"{date_text(slip.issued_at.date(), say)} {slip.issued_at:%H:%M}")


def _materials(errands: Errands, tag: str) -> Iterator[Block]:
    """What to have ready, service by service where there are several."""
    server = server_language(tag)
    wanted = [(name, materials) for name, materials in dict(errands.services).items() if materials]
    if not wanted:
        return
    yield line(phrases("paper", tag).say("slip.materials"), bold=True)
    for name, materials in wanted:
        if len(errands.services) > 1:
            yield line(name.pick(server))
        yield from (item(material.pick(server)) for material in materials)
    yield RULE


def band_text(band: tuple[int, int], shared: Phrases) -> str:
    """Minutes that are rounded already: "约 15–25 分钟"."""
    low, high = band
    return shared.say("band", low=low, high=high) if low else shared.say("bandUpTo", high=high)


def date_text(day: date, say: Phrases) -> str:
    return say.say("date", year=day.year, month=f"{day.month:02}", day=f"{day.day:02}")


def windows_text(numbers: Sequence[int], shared: Phrases) -> str:
    """Windows by number, three and more in a row as a span: 1–4、9号窗口."""
    spans = shared.say("between").join(_spans(numbers))
    return shared.say("windows", n=len(numbers), windows=spans)


def _spans(numbers: Iterable[int]) -> Iterator[str]:
    rows: list[list[int]] = []
    for number in sorted(set(numbers)):
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    for row in rows:
        if len(row) > 2:
            yield f"{row[0]}–{row[-1]}"
        else:
            yield from map(str, row)
