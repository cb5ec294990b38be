"""The stories that are told are the stories that are played: ten of each, word for word."""

import re
from functools import cache

import pytest

from tests.house.documents import ROOT, text

PAGE, STAGE = "docs/stories.md", ROOT / "tests" / "browser" / "stories"
_CHINESE = re.compile(r"[一-鿿]")


@cache
def stories() -> dict[str, str]:
    """What each story tells, by the file that plays it."""
    told = re.split(r"^## \d+\. ", text(PAGE), flags=re.MULTILINE)[1:]
    played = [re.search(r"^Played by `(test_\w+\.py)`\.$", story, re.MULTILINE) for story in told]
    assert all(played), "each story names the test that plays it"
    return {found[1]: story for found, story in zip(played, told, strict=True) if found}


def test_there_are_ten_and_each_is_played() -> None:
    assert len(stories()) == 10
    assert set(stories()) == {path.name for path in STAGE.glob("test_*.py")}


@pytest.mark.parametrize("name", sorted(stories()))
def test_every_word_that_a_page_says_in_a_story_is_asserted_when_it_is_played(name: str) -> None:
    """A `…` stands for what differs from hall to hall; the parts beside it must stand in the test."""
    source = (STAGE / name).read_text(encoding="utf-8")
    quoted = [words for words in re.findall("`([^`]+)`", stories()[name]) if _CHINESE.search(words)]
    assert quoted, f"{name} quotes no page"
    assert [words for words in quoted if any(part not in source for part in _parts(words))] == []


def _parts(words: str) -> list[str]:
    return [part for part in re.split(r"\s*…\s*", words) if part and _CHINESE.search(part)]
