"""A record on paper: its form (登记表) with everything that is known, and its file (案卷) with every step besides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hall.paper.blocks import GAP, RULE, Block, Size, line, pair
from hall.text import Language, Text

Labelled = tuple[Text, str | None]
"""One line of the form: what it is, and what stands there; nothing is written as a dash."""
NOTHING = "—"

FORM = Text("“办不成事”反映登记表", "Record of what could not get done")
FILE = Text("“办不成事”反映案卷", "File of what could not get done")
_MASKED = Text("个人信息已遮盖", "Personal data is masked")
_WHOLE = Text("含个人信息：仅供办理本件使用，用毕存档或销毁", "In full: for this case alone; file it or destroy it")
_LOG = Text("办理经过", "What was done")
_CARDS = Text("督办", "Cards")
_NO_CARDS = Text("无", "None")
_SIGNED = (
    Text("经办人（签字）", "Handled by"),
    Text("部门负责人（签字）", "For the department"),
    Text("日期", "On"),
)


@dataclass(frozen=True)
class Section:
    """Lines that belong together."""

    heading: Text
    lines: Sequence[Labelled]


@dataclass(frozen=True)
class LogLine:
    """One line of the log: when, what became of the record, by whom, in codes and in words."""

    at: str
    what: str
    by: str
    codes: str
    text: str | None


@dataclass(frozen=True)
class RecordPaper:
    """One record, said in one language. `masked`: whether the reporter's names and numbers are."""

    hall: str
    number: str
    state: str
    masked: bool
    printed: str
    sections: Sequence[Section]
    log: Sequence[LogLine]
    cards: Sequence[str]


def form_blocks(paper: RecordPaper, language: Language) -> list[Block]:
    """The form: one record as it stands, with room for signatures."""
    return [*_head(paper, FORM, language), *_sections(paper, language), *_foot(paper, language)]


def file_blocks(paper: RecordPaper, language: Language) -> list[Block]:
    """The complete file: the form, the cards, and every line of the log."""
    return [
        *_head(paper, FILE, language),
        *_sections(paper, language),
        *_heading(_CARDS, language),
        *(line(card) for card in paper.cards or [_NO_CARDS.pick(language)]),
        RULE,
        *_heading(_LOG, language),
        *(block for number, entry in enumerate(paper.log, 1) for block in _entry(number, entry)),
        *_foot(paper, language),
    ]


def _head(paper: RecordPaper, title: Text, language: Language) -> Iterator[Block]:
    yield line(paper.hall, centred=True)
    yield line(title.pick(language), size=Size.LARGE, bold=True, centred=True)
    yield line(f"{paper.number} · {paper.state}", centred=True)
    yield RULE


def _heading(words: Text, language: Language) -> Iterator[Block]:
    yield line(words.pick(language), bold=True)


def _sections(paper: RecordPaper, language: Language) -> Iterator[Block]:
    for section in paper.sections:
        yield from _heading(section.heading, language)
        for label, text in section.lines:
            yield pair(label.pick(language), text or NOTHING)
        yield RULE


def _entry(number: int, entry: LogLine) -> Iterator[Block]:
    said = "　".join(part for part in (entry.what, entry.codes) if part)
    yield line(f"{number}. {entry.at}　{said}", bold=True)
    yield line(entry.by, size=Size.SMALL)
    if entry.text:
        yield line(entry.text)
    yield GAP


def _foot(paper: RecordPaper, language: Language) -> Iterator[Block]:
    yield GAP
    yield line("　".join(f"{words.pick(language)}＿＿＿＿＿＿＿" for words in _SIGNED))
    yield GAP
    said = (_MASKED if paper.masked else _WHOLE).pick(language)
    yield line(f"{said}　{paper.printed}", size=Size.SMALL)
