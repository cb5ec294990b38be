"""What `hall check` and `hall import` say, as lines of text in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hall.catalogue.actions.whole import ImportSummary
from hall.catalogue.definition import Definition
from hall.catalogue.reading.check import comprehensive_share, examine, undone_services
from hall.catalogue.reading.findings import Finding, Level
from hall.catalogue.reading.source import read_source
from hall.errors import DefinitionInvalid
from hall.text import Language, Text

LEVELS = {Level.ERROR: Text("错误", "error"), Level.WARNING: Text("提醒", "warning")}
THINGS = {
    "services": Text("事项", "services"),
    "bundles": Text("一件事", "bundles"),
    "halls": Text("大厅", "halls"),
    "zones": Text("区域", "zones"),
    "windows": Text("窗口", "windows"),
    "notices": Text("公告", "notices"),
    "workdays": Text("工作日年份", "years of working days"),
}
SHOWN = 12


@dataclass(frozen=True)
class CheckReport:
    """A checked file: `sound` when it can be imported, and the lines that say so."""

    sound: bool
    lines: list[str]


def check_report(path: Path, language: Language) -> CheckReport:
    """Everything that is wrong or odd in a file, then its figures. Never raises for a bad file."""
    try:
        source = read_source(path)
    except DefinitionInvalid as refused:
        return CheckReport(False, [refused.detail.pick(language)])
    definition, findings = examine(source.data, source.lines)
    errors = sum(finding.level is Level.ERROR for finding in findings)
    lines = [finding_line(finding, language) for finding in findings]
    if errors:
        end = Text(f"{errors}处错误，不能导入。", f"{errors} error(s): it cannot be imported.")
    else:
        lines += [words.pick(language) for words in figures(definition)]
        odd = len(findings)
        end = Text(
            f"可以导入，{odd}处提醒。" if odd else "可以导入。",
            f"It can be imported, with {odd} warning(s)." if odd else "It can be imported.",
        )
    return CheckReport(errors == 0, [*lines, end.pick(language)])


def finding_line(finding: Finding, language: Language) -> str:
    level = LEVELS[finding.level].pick(language)
    if finding.line is None:
        return f"{level}  {finding.place}  {finding.message.pick(language)}"
    where = Text(f"第{finding.line}行", f"line {finding.line}").pick(language)
    return f"{level}  {where}  {finding.place}  {finding.message.pick(language)}"


def figures(definition: Definition) -> Iterator[Text]:
    """How much there is, what nobody does, and each hall's share of services that a comprehensive window takes."""
    halls, services, bundles = len(definition.halls), len(definition.services), len(definition.bundles)
    windows = sum(len(hall.windows) for hall in definition.halls)
    yield Text(
        f"大厅 {halls}，窗口 {windows}，事项 {services}，一件事 {bundles}，公告 {len(definition.notices)}",
        f"{halls} halls, {windows} windows, {services} services, {bundles} bundles, {len(definition.notices)} notices",
    )
    for hall in definition.halls:
        share = comprehensive_share(hall)
        number, does = len(hall.windows), len(hall.services)
        yield Text(
            f"{hall.name.zh}：窗口 {number}，办理事项 {does}，综合窗口受理率 {_percent(share)}",
            f"{hall.name.en}: {number} windows, {does} services, {_percent(share)} of them at comprehensive windows",
        )
    undone = undone_services(definition)
    if undone and definition.halls:
        yield Text(f"没有窗口办理的事项：{_some(undone)}", f"Services that no window does: {_some(undone)}")


def import_lines(summary: ImportSummary, language: Language) -> list[str]:
    """What an import did, a line for each kind of thing; what stayed as it was is only counted."""
    lines = []
    for kind, changes in summary.changes.items():
        parts = [
            (Text("新增", "added"), changes.added),
            (Text("更改", "changed"), changes.changed),
            (Text("停用", "retired"), changes.retired),
        ]
        said = [f"{words.pick(language)} {len(names)} ({_some(names)})" for words, names in parts if names]
        if changes.unchanged:
            said.append(f"{Text('未变', 'unchanged').pick(language)} {len(changes.unchanged)}")
        if said:
            lines.append(f"{THINGS[kind].pick(language)}: " + ", ".join(said))
    if summary.left:
        names = _some(summary.left)
        lines.append(
            Text(f"不属于本文件的大厅，保持原样：{names}", f"Halls of other files, left as they are: {names}").pick(
                language
            )
        )
    if not summary.any:
        lines.append(Text("没有变化。", "Nothing has changed.").pick(language))
    if summary.provisional:
        lines.append(provisional_line(summary.provisional, language))
    return lines


def provisional_line(years: list[int], language: Language) -> str:
    """The warning for years whose working days no notice confirms yet."""
    named = ", ".join(map(str, years))
    return Text(
        f"提醒：{named}年的放假和调休安排尚未正式公布，暂按法定节假日计算；公布后请导入。",
        f"Warning: the working days of {named} are provisional (statutory holidays without make-up days) until the "
        "official notice is imported.",
    ).pick(language)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown} …"
