"""A plan is made anew of shapes and words: whatever is in the file, nothing that runs, loads or deceives comes out."""

import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.plan_svg import DEEPEST, LARGEST_BYTES, MOST_ELEMENTS, clean_plan
from hall.errors import PlanRefused
from tests.served import ROOT

WINDOWS = range(1, 34)
EXAMPLE = ROOT / "hall" / "catalogue" / "data" / "examples" / "zhouzhi.svg"


def drawn(inside: str, head: str = 'viewBox="0 0 800 600"') -> bytes:
    known = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:pen="http://pen.test/"'
    return f'<svg {known} {head}><g><rect id="window-3" width="9" height="9"/></g>{inside}</svg>'.encode()


def kept(inside: str) -> str:
    return clean_plan(drawn(inside), WINDOWS).svg


def test_shapes_words_windows_and_ways_are_kept() -> None:
    way = '<path id="way-3" d="M1 2 L3 4" style="fill:none; stroke:#0b3d91"/>'
    plan = clean_plan(drawn(way + '<text x="1">出口 &amp; 入口</text>'), WINDOWS)
    assert (plan.windows, plan.ways) == ((3,), (3,))
    root = fromstring(plan.svg)
    assert root.get("viewBox") == "0 0 800 600"
    found = next(each for each in root.iter() if each.get("id") == "way-3")
    assert found.attrib == {"id": "way-3", "d": "M1 2 L3 4", "fill": "none", "stroke": "#0b3d91"}
    assert "出口 &amp; 入口" in plan.svg


def test_what_a_drawing_program_keeps_for_itself_is_left_out() -> None:
    clean = kept(
        '<!-- note --><metadata><script xmlns="http://www.w3.org/2000/svg"/></metadata>'
        '<pen:page onload="x()"><pen:a/></pen:page><defs/>'
        '<g id="layer1" class="big" pen:label="Layer" data-x="1" style="font-family:Arial;mix-blend-mode:normal"/>'
    )
    for word in ("note", "metadata", "script", "pen", "onload", "layer1", "class", "data-", "Arial", "blend", "defs"):
        assert word not in clean


REFUSED = {
    "script": "<script>alert(1)</script>",
    "foreign object": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">hi</p></foreignObject>',
    "image": '<image href="https://elsewhere.test/a.png"/>',
    "use": '<use xlink:href="#window-3"/>',
    "link": '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
    "style": "<style>@import url(https://elsewhere.test/a.css)</style>",
    "animation": '<animate attributeName="href" values="javascript:alert(1)"/>',
    "set": '<set attributeName="onload" to="alert(1)"/>',
    "gradient": '<defs><linearGradient id="a"/></defs>',
    "event": '<rect onclick="alert(1)" width="1" height="1"/>',
    "event in capitals": '<rect ONLOAD="alert(1)" width="1" height="1"/>',
    "reference on a shape": '<rect xlink:href="https://elsewhere.test"/>',
    "paint from elsewhere": '<rect fill="url(https://elsewhere.test/a.svg#b)" width="1" height="1"/>',
    "paint from elsewhere in a style": '<rect style="fill: URL (https://elsewhere.test)"/>',
    "escaped": '<rect style="fill:u\\72l(//elsewhere.test)"/>',
    "twice": '<rect id="window-3" width="1" height="1"/>',
    "another hall's window": '<rect id="window-99" width="1" height="1"/>',
    "deep": "<g>" * (DEEPEST + 1) + "</g>" * (DEEPEST + 1),
    "many": "<g/>" * MOST_ELEMENTS,
    "large": f"<desc>{'x' * LARGEST_BYTES}</desc>",
}


@pytest.mark.parametrize("inside", REFUSED.values(), ids=REFUSED.keys())
def test_what_could_run_load_or_swamp_is_refused_by_name(inside: str) -> None:
    with pytest.raises(PlanRefused, match="The plan cannot be used: "):
        kept(inside)


@pytest.mark.parametrize(
    "given_",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x89PNG\r\n", id="a picture"),
        pytest.param(b"<html/>", id="another document"),
        pytest.param(b'<svg viewBox="0 0 1 1"><rect id="window-3"/></svg>', id="no namespace"),
        pytest.param(drawn("", head=""), id="no size"),
        pytest.param(drawn("", head='viewBox="0 0 0 1"'), id="nothing wide"),
        pytest.param(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + drawn("&a;"), id="entities"),
        pytest.param(b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + drawn(""), id="a definition from elsewhere"),
        pytest.param(drawn("").replace(b'id="window-3"', b""), id="no window"),
    ],
)
def test_what_is_no_plan_is_refused(given_: bytes) -> None:
    with pytest.raises(PlanRefused):
        clean_plan(given_, WINDOWS)


NAMES = st.sampled_from(
    ["rect", "path", "script", "g", "a", "use", "text", "style", "image", "set", "foreignObject", "metadata", "defs"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "style", "fill", "d", "onload", "href", "class", "x", "transform", "stroke"]),
    st.text('window-3:;"url()javascript/<&#\\ ', max_size=24),
    max_size=4,
)
TREES = st.recursive(
    st.tuples(NAMES, ATTRIBUTES, st.just([])), lambda inner: st.tuples(NAMES, ATTRIBUTES, st.lists(inner, max_size=3))
)


def markup(tree: tuple[str, dict[str, str], list[object]]) -> str:
    name, attributes, children = tree
    quoted = {key: re.sub('[&<"]', lambda found: f"&#{ord(found[0])};", value) for key, value in attributes.items()}
    inside = "".join(markup(child) for child in children)  # type: ignore[arg-type]  # a tree of trees
    told = " ".join(f'{key}="{value}"' for key, value in quoted.items())
    return f"<{name} {told}>{inside}</{name}>"


@given(TREES)
def test_whatever_comes_in_only_what_is_on_the_list_comes_out(tree: tuple[str, dict[str, str], list[object]]) -> None:
    try:
        plan = clean_plan(drawn(markup(tree)), WINDOWS)
    except PlanRefused:
        return
    for element in fromstring(plan.svg).iter():
        assert element.tag.rpartition("}")[2] in {"svg", "g", "rect", "path", "text"}
        assert set(element.keys()) <= {"id", "fill", "d", "x", "transform", "stroke", "viewBox", "width", "height"}
        assert not re.search(r"url\s*\(|:|\\", " ".join(element.attrib.values()))
    assert clean_plan(plan.svg.encode(), WINDOWS) == plan  # made anew it stays the same


def test_the_examples_plan_shows_every_window_and_the_way_to_it() -> None:
    plan = clean_plan(Path(EXAMPLE).read_bytes(), WINDOWS)
    assert plan.windows == plan.ways == tuple(WINDOWS)
