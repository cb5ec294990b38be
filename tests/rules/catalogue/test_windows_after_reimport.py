"""A window after a re-import: what the definition changed, around what a manager changed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.actions.merging import merged_window
from hall.catalogue.definition import resolve_patterns

ALL = ("a", "b", "c", "d")
DEFINED: dict[str, Any] = {
    "name": {"zh": "综合", "en": "All"},
    "kind": "comprehensive",
    "zone": "main",
    "patterns": ["*", "!d"],
    "services": ["a", "b", "c"],
    "sessions": ["midday"],
}


def test_an_unchanged_definition_leaves_what_a_manager_set() -> None:
    live = {**DEFINED, "kind": "special", "zone": "side", "services": ["d"]}
    merged = merged_window(live, DEFINED, DEFINED, {"main", "side"}, ALL)
    assert merged == {name: live[name] for name in ("name", "kind", "zone", "sessions", "services")}


def test_what_the_definition_changed_wins_and_the_rest_stays() -> None:
    live = {**DEFINED, "kind": "special", "services": ["d"]}
    new = {**DEFINED, "patterns": ["b"], "services": ["b"], "name": {"zh": "乙", "en": "B"}}
    merged = merged_window(live, DEFINED, new, {"main"}, ALL)
    assert (merged["services"], merged["name"], merged["kind"]) == (["b"], {"zh": "乙", "en": "B"}, "special")


def test_a_service_added_to_the_list_joins_every_star_that_nobody_reassigned() -> None:
    new = {**DEFINED, "services": ["a", "b", "c", "e"]}
    assert merged_window(DEFINED, DEFINED, new, {"main"}, (*ALL, "e"))["services"] == ["a", "b", "c", "e"]
    reassigned = {**DEFINED, "services": ["a"]}
    assert merged_window(reassigned, DEFINED, new, {"main"}, (*ALL, "e"))["services"] == ["a"]


def test_a_retired_service_leaves_a_reassigned_window_and_a_zone_that_is_no_more_is_left() -> None:
    live = {**DEFINED, "services": ["a", "d"], "zone": "side"}
    merged = merged_window(live, DEFINED, DEFINED, {"main"}, ("a", "b", "c"))
    assert (merged["services"], merged["zone"]) == (["a"], "main")


@pytest.mark.parametrize(
    ("patterns", "services"),
    [
        (["*"], ("a", "b", "c", "d")),
        (["*", "!d"], ("a", "b", "c")),
        (["!d", "*"], ("a", "b", "c")),
        (["c", "a"], ("a", "c")),
        (["c", "!c"], ()),
        (["!c"], ()),
        ([], ()),
    ],
)
def test_patterns_come_to_services_in_the_order_of_the_list(patterns: list[str], services: tuple[str, ...]) -> None:
    assert resolve_patterns(patterns, ALL) == services


@given(st.lists(st.sampled_from(["*", *ALL, *(f"!{code}" for code in ALL)])))
def test_the_order_of_patterns_never_matters(patterns: list[str]) -> None:
    assert resolve_patterns(patterns, ALL) == resolve_patterns(sorted(patterns), ALL)
