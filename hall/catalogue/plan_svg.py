"""A hall's plan: an SVG drawn by anybody, made anew of the few things a plan needs. Pure.

Nothing of the file itself is passed on: what is kept is written again from elements, attributes and values that are on
a list. So it can run nothing, load nothing, and look like nothing but shapes and words. What drawing programs add for
themselves is left out; anything else that is not on the list is refused by name, since without it the plan would look
different from what was drawn.

A window is the element with the id `window-3`, the way to it from the entrance the one with the id `way-3`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hall.errors import PlanRefused
from hall.text import Text

SVG = "{http://www.w3.org/2000/svg}"
LARGEST_BYTES = 200_000
MOST_ELEMENTS = 4_000
DEEPEST = 32

_SHAPES = {"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc"}
_WORDS = {"text", "tspan", "title", "desc"}
_LEFT_OUT = {"metadata"}  # what a drawing program says of itself
_GEOMETRY = {
    "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "d", "points",
    "transform", "rotate", "textLength",
}  # fmt: skip
_LOOKS = {
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit", "opacity", "font-size",
    "font-weight", "font-style", "text-anchor", "dominant-baseline", "letter-spacing", "vector-effect", "display",
    "visibility",
}  # fmt: skip
_ELSEWHERE = re.compile(r"url\s*\(|:|\\|&|<|@", re.IGNORECASE)
_NUMBERS = re.compile(r"[-+0-9.eE,\s()a-zA-Z%]*")
_LOOK = re.compile(r"[-#0-9.a-zA-Z,\s()%]*")
_FORMS = dict.fromkeys(_GEOMETRY, _NUMBERS) | dict.fromkeys(_LOOKS, _LOOK)
_NUMBER = r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?"
_BOX = re.compile(rf"\s*{_NUMBER}(?:[\s,]+{_NUMBER}){{3}}\s*")
_LENGTH = re.compile(rf"({_NUMBER})(?:px)?")
_MARKED = re.compile(r"(window|way)-([1-9][0-9]{0,2})")


@dataclass(frozen=True)
class Plan:
    """A plan as it is kept: its markup, and the numbers of the windows and ways it marks."""

    svg: str
    windows: tuple[int, ...]
    ways: tuple[int, ...]


def clean_plan(given: bytes, windows: Collection[int]) -> Plan:
    """The plan in a file, for a hall with these windows; PlanRefused with what is wrong and what to do."""
    root = _parsed(given)
    made = Element("svg", {"xmlns": SVG.strip("{}"), "viewBox": _view_box(root)})
    marks: set[str] = set()
    for count, (element, place) in enumerate(_walk(root, made)):
        if count >= MOST_ELEMENTS:
            raise _refused(
                f"图形太多（超过{MOST_ELEMENTS}个），请简化", f"more than {MOST_ELEMENTS} shapes; simplify it"
            )
        _copy(element, place, marks)
    shown = _numbers(marks, "window")
    unknown = [number for number in shown if number not in windows]
    if unknown:
        raise _refused(f"本大厅没有{unknown[0]}号窗口", f"this hall has no window {unknown[0]}")
    if not shown:
        raise _refused(
            "没有标出任何窗口：请把窗口图形的 id 设为 window-1、window-2…",
            "no window is marked: give their shapes the ids window-1, window-2 and so on",
        )
    ways = tuple(number for number in _numbers(marks, "way") if number in shown)
    return Plan(tostring(made, encoding="unicode"), shown, ways)


def _parsed(given: bytes) -> Element:
    if len(given) > LARGEST_BYTES:
        most = LARGEST_BYTES // 1000
        raise _refused(f"文件超过{most} KB，请简化后再上传", f"the file is larger than {most} kB; simplify it")
    try:
        root: Element = fromstring(given.decode("utf-8-sig"), forbid_dtd=True)
    except (ParseError, UnicodeDecodeError, DefusedXmlException, ValueError, RecursionError) as error:
        raise _refused(
            "不是可用的 SVG 文件（UTF-8，不含 DOCTYPE）", "this is no SVG in UTF-8 without a DOCTYPE"
        ) from error
    if root.tag != f"{SVG}svg":
        raise _refused("不是 SVG 文件", "this is no SVG")
    return root


def _view_box(root: Element) -> str:
    """The drawing's own coordinates, from its viewBox or its size."""
    box = _BOX.fullmatch(root.get("viewBox", ""))
    if box is not None:
        numbers = [float(each) for each in re.split(r"[\s,]+", box[0].strip())]
    else:
        sizes = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
        numbers = [0.0, 0.0, *(float(size[1]) for size in sizes if size)]
    if len(numbers) != 4 or not (0 < numbers[2] < 1e6 and 0 < numbers[3] < 1e6):
        raise _refused('缺少 viewBox（如 viewBox="0 0 800 600"）', 'it has no viewBox, such as viewBox="0 0 800 600"')
    return " ".join(f"{number:g}" for number in numbers)


def _walk(root: Element, made: Element) -> Iterator[tuple[Element, Element]]:
    """Every element to keep, with the one made for it; what stands beside SVG is left out with all it holds."""
    waiting = [(child, made, 1) for child in reversed(list(root))]
    while waiting:
        element, parent, depth = waiting.pop()
        name = _name(element)
        if name is None:
            continue
        if depth > DEEPEST:
            raise _refused("图形嵌套太深，请取消编组", "its groups are nested too deeply; ungroup them")
        place = SubElement(parent, name)
        yield element, place
        waiting += [(child, place, depth + 1) for child in reversed(list(element))]


def _name(element: Element) -> str | None:
    """The name of an element to keep; None for what a drawing program keeps for itself."""
    if not isinstance(element.tag, str) or not element.tag.startswith(SVG):
        return None  # comments, instructions, other vocabularies
    name = element.tag.removeprefix(SVG)
    if name in _LEFT_OUT or (name == "defs" and len(element) == 0):
        return None
    if name not in _SHAPES:
        raise _refused(
            f"含有不支持的内容 <{name}>，请导出为只有线条、形状和文字的 SVG",
            f"it holds <{name}>; export it as shapes, lines and words alone",
        )
    return name


def _copy(element: Element, place: Element, marks: set[str]) -> None:
    """What is on the list, of an element's attributes and words."""
    styles = (declaration.partition(":") for declaration in element.get("style", "").split(";"))
    looks = {name.strip(): value.strip() for name, _colon, value in styles}
    for name, value in [*element.attrib.items(), *looks.items()]:
        if name == "id" and _MARKED.fullmatch(value):
            if value in marks:
                raise _refused(f"id “{value}”出现了两次", f"the id {value!r} stands there twice")
            marks.add(value)
            place.set("id", value)
        elif name.lower().startswith("on") or name.endswith("href"):
            raise _refused(
                f"含有脚本或外部引用（{_local(name)}），请去掉",
                f"it holds {_local(name)}, a script or a reference; take it out",
            )
        elif (form := _FORMS.get(name)) is not None and _allowed(name, value, form):
            place.set(name, value)
    if place.tag in _WORDS:
        place.text = element.text
    if place.tag == "tspan":
        place.tail = element.tail


def _allowed(name: str, value: str, form: re.Pattern[str]) -> bool:
    """Whether a value may be kept; one that leads elsewhere is refused, one of no known form left out."""
    if _ELSEWHERE.search(value):
        raise _refused(
            f"{name} 引用了别处的内容（如渐变、图案），请改用纯色",
            f"{name} refers to something else, as a gradient; use plain colours",
        )
    return form.fullmatch(value) is not None


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _numbers(marks: set[str], kind: str) -> tuple[int, ...]:
    found = (_MARKED.fullmatch(mark) for mark in marks)
    return tuple(sorted(int(each[2]) for each in found if each and each[1] == kind))


def _refused(zh: str, en: str) -> PlanRefused:
    return PlanRefused(Text(f"平面图：{zh}", f"The plan cannot be used: {en}"))
