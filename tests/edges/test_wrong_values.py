"""What is said of a value that cannot be taken: a sentence for each kind, in both languages, none of the library's."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core._pydantic_core import list_all_errors

from hall.display.sockets import DeskAuth, DisplayAuth, VisitorAuth
from hall.edge.problems import invalid_values
from hall.edge.wrong_values import PATTERNS, SENTENCES, UNTOLD
from hall.text import Text
from tests.halls import COUNTY, County, refused

# What each kind of schema may find wrong in JSON, or in the words of a query.
FAULTS: dict[str, set[str]] = {
    "bool": {"bool_type", "bool_parsing"},
    "date": {"date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"},
    "datetime": {"datetime_type", "datetime_parsing", "datetime_from_date_parsing", "datetime_object_invalid"},
    "dict": {"dict_type", "too_short", "too_long"},
    "enum": {"enum"},
    "float": {"float_type", "float_parsing", "finite_number"},
    "int": {"int_type", "int_parsing", "int_from_float", "int_parsing_size"},
    "list": {"list_type", "too_short", "too_long"},
    "literal": {"literal_error"},
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden", "model_type", "model_attributes_type", "invalid_key"},
    "str": {"string_type", "string_unicode", "string_too_short", "string_too_long", "string_pattern_mismatch"},
    "time": {"time_type", "time_parsing"},
    "tuple": {"tuple_type", "too_short", "too_long", "missing"},
}
# These find nothing wrong themselves.
HARMLESS = {"any", "default", "definitions", "definition-ref", "function-after", "model-field", "nullable"}
LIMITS = {
    "ge": {"greater_than_equal"},
    "gt": {"greater_than"},
    "le": {"less_than_equal"},
    "lt": {"less_than"},
    "multiple_of": {"multiple_of"},
    "tz_constraint": {"timezone_aware"},
}
LIBRARY = "library's own"
OWN = {"no_such_instant", "no_such_place", "two_ends"}


def schemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("type"), str):
            yield value
        for name, inner in value.items():
            if name not in {"metadata", "serialization", "expected", "members", "default", "function"}:
                yield from schemas(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from schemas(inner)


def taken(county: County) -> Iterator[dict[str, Any]]:
    """Every schema of every payload."""
    bodies: set[type[BaseModel]] = {route.body for room in county.house.endpoints for route in room.routes}
    for body in bodies | {DisplayAuth, DeskAuth, VisitorAuth}:
        body.model_rebuild(force=True)
        yield from schemas(body.__pydantic_core_schema__)


def said(kind: str, facts: dict[str, Any]) -> Text:
    # The stubs want the library's own list of kinds; ours come from it and from our own checks.
    line: Any = {"type": kind, "ctx": facts, "input": 1}
    found = ValidationError.from_exception_data("Body", [line])
    return invalid_values(found).fields[0].message


def facts_of(listed: dict[str, Any]) -> dict[str, Any]:
    facts = {
        name: 7 if isinstance(value, int) or name.endswith("_length") else LIBRARY
        for name, value in (listed.get("example_context") or {}).items()
    }
    if listed["type"] in {"enum", "literal_error"}:
        facts["expected"] = "'kiosk', 'desk' or 'web'"
    if "error" in facts and listed["type"] in {"value_error", "assertion_error"}:
        facts["error"] = ValueError(LIBRARY)
    return facts


@pytest.mark.parametrize("listed", list_all_errors(), ids=lambda listed: listed["type"])
def test_no_kind_of_fault_is_told_in_the_librarys_words(listed: Any) -> None:
    facts = facts_of(listed)
    words = said(listed["type"], facts)
    assert LIBRARY not in words.zh + words.en
    assert not re.search(
        r"Input|Value error|should|valid |pattern|instance|dictionary|[{}\[\]\\^]", words.zh + words.en
    )
    assert not re.search("[一-鿿]", words.en)
    # Chinese holds no English but values, and what JSON itself is called.
    left = re.sub(r"JSON|true|false|kiosk|desk|web|(?<=\d)T(?=\d)", "", words.zh)
    assert not re.search("[A-Za-z]", left), words.zh
    if listed["type"] in SENTENCES:
        assert words != UNTOLD
        assert 7 not in facts.values() or ("7" in words.zh and "7" in words.en), "the limit is told"


def test_every_kind_of_fault_that_a_payload_can_have_has_its_sentence(one_county: County) -> None:
    kinds = set(OWN)
    for schema in taken(one_county):
        kinds |= set() if schema["type"] in HARMLESS else FAULTS[schema["type"]]
        kinds |= {fault for limit, faults in LIMITS.items() if limit in schema for fault in faults}
    assert {"literal_error", "date_parsing", "string_pattern_mismatch", "greater_than_equal"} <= kinds
    assert kinds - SENTENCES.keys() == set()


def test_every_pattern_of_a_payload_says_what_it_asks_for(one_county: County) -> None:
    patterns = {schema["pattern"] for schema in taken(one_county) if schema["type"] == "str" and "pattern" in schema}
    assert patterns >= PATTERNS.keys()
    vague = said("string_pattern_mismatch", {"pattern": "^[^a]+$"})
    assert vague.en == "does not have the form that is asked for"
    assert [each for each in patterns if said("string_pattern_mismatch", {"pattern": each}) == vague] == []


@pytest.mark.parametrize(
    ("kind", "facts", "zh", "en"),
    [
        ("literal_error", {"expected": "'a', 'b' or 'c'"}, "须为下列之一：a、b、c", "must be one of: a, b, c"),
        ("enum", {"expected": "1 or 2"}, "须为下列之一：1、2", "must be one of: 1, 2"),
        ("string_pattern_mismatch", {"pattern": "^(a-b|c_d)$"}, "须为下列之一：a-b、c_d", "must be one of: a-b, c_d"),
        ("string_too_short", {"min_length": 1}, "不能为空", "must not be empty"),
        ("string_too_short", {"min_length": 2}, "过短，至少2个字符", "is too short: 2 characters at least"),
        ("greater_than_equal", {"ge": 1}, "不能小于1", "must be 1 or more"),
    ],
)
def test_a_sentence_says_what_may_be_given(kind: str, facts: dict[str, Any], zh: str, en: str) -> None:
    assert said(kind, facts) == Text(zh, en)


@pytest.mark.parametrize(
    ("path", "field", "zh"),
    [
        ("/halls?near=abc", "near", "须为以度表示的“纬度,经度”，如30.27,120.15"),
        ("/halls?near=95,10", "near", "须为以度表示的“纬度,经度”，如30.27,120.15"),
        (f"/halls/{COUNTY}/reviews?from=2026-13-01", "from", "须为有效的日期，如2026-11-27"),
    ],
)
def test_a_query_that_cannot_be_taken_is_told_so_in_chinese(one_county: County, path: str, field: str, zh: str) -> None:
    problem = refused(one_county.manager.get(path), "invalid", 422)
    assert problem["errors"] == [{"field": field, "message": zh}]


def test_what_may_be_given_is_listed(one_county: County) -> None:
    wish = {"channel": "nope", "services": ["tax"]}
    [flaw] = refused(one_county.visitor.post(f"/halls/{COUNTY}/tickets", wish), "invalid", 422)["errors"]
    assert flaw["message"].startswith("须为下列之一：kiosk、")


def test_a_pause_has_one_end(one_county: County) -> None:
    response = one_county.at(3, "pause", minutes=5, until="2026-11-23T12:00:00+08:00")
    problem = refused(response, "invalid", 422)
    assert problem["errors"] == [{"field": "body", "message": "时长和截止时刻只能给一个"}]
