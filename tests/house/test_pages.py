"""The pages themselves: short, about the product alone, and nothing in them leads nowhere."""

import re
from pathlib import Path

import pytest

from tests.house.documents import DOCS, ROOT, anchors, links, pages, rows, text

LONGEST = 200
# Addresses that a reader of any clone may use; everything else would tie the pages to somebody's network.
HOSTS = {"127.0.0.1", "localhost"}
ELSEWHERE = re.compile(r"(?<![\w.~/{}`-])/(?:work|root|home|Users|tmp|opt|mnt)/\S+")
UNFINISHED = re.compile(r"\b(?:todo|fixme|tbd|xxx|lorem|helper|chatbot|language model)\b", re.IGNORECASE)
# `frontend/NAME/` and the like stand for files to come; `hall/migrations` is where `migrations/` goes when installed.
PATHS = re.compile(r"`((?:hall|tests|docs|frontend|tools|migrations)/[a-z0-9_./-]+)`")


def each_page() -> list[object]:
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in pages()]


@pytest.mark.parametrize("page", each_page())
def test_a_page_is_short(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("page", each_page())
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = page if not name else (page.parent / name).resolve()
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", each_page())
def test_every_path_named_is_there(page: Path) -> None:
    named = PATHS.findall(page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists() and path != "hall/migrations"] == []


@pytest.mark.parametrize("page", each_page())
def test_a_page_names_no_host_and_no_place_on_a_machine(page: Path) -> None:
    content = page.read_text(encoding="utf-8")
    assert {host for host in re.findall(r"[a-z]+://([^/:\s)`]+)", content) if host not in HOSTS} == set()
    assert ELSEWHERE.findall(content) == []
    assert UNFINISHED.findall(content) == []


def test_every_page_is_reached_from_the_map() -> None:
    reached, new = set(), {ROOT / "README.md"}
    while new:
        page = new.pop()
        reached.add(page)
        found = {(page.parent / link.partition("#")[0]).resolve() for link in links(page) if link.partition("#")[0]}
        new |= {target for target in found if target.suffix == ".md"} - reached
    assert set(pages()) - reached == set()


def test_decisions_are_numbered_listed_and_whole() -> None:
    files = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.name != "README.md")
    assert [path.name[:4] for path in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    listed = {row.cells[0]: row.cells[1] for row in rows("docs/decisions/README.md")}
    for path in files:
        content = path.read_text(encoding="utf-8")
        assert content.startswith(f"# {path.name[:4]} {listed[f'[{path.name[:4]}]({path.name})']}\n"), path.name
        parts = re.findall(r"^\*\*(.+?)\.\*\*", content, re.MULTILINE)
        assert parts == ["Question", "Decision", "What follows"], path.name


def test_english_and_chinese_readme_give_the_same_commands() -> None:
    commands = re.compile(r"^(?:hall|make|pip|git) .*$", re.MULTILINE)
    in_english, in_chinese = (
        [line.split("#")[0].strip() for line in commands.findall(text(name))] for name in ("README.md", "README.zh.md")
    )
    assert in_english == in_chinese
