"""What a reader is told of a value that a payload cannot take: one sentence for each kind of fault.

The kinds are pydantic's (`type` of an error), and those of our own checks, which are raised as `PydanticCustomError`.
The library's own sentences are English and speak of its classes: they reach nobody.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from hall.text import Text

Facts = Mapping[str, Any]

# A kind that has no sentence of its own yet.
UNTOLD = Text("值有误", "is not a value that can be taken")

_DATE = Text("须为有效的日期，如2026-11-27", "must be a date of the calendar, as 2026-11-27")
_INSTANT = Text(
    "须为有效的时刻，带时区，如2026-11-27T09:30:00+08:00",
    "must be an instant with its time zone, as 2026-11-27T09:30:00+08:00",
)
_WHOLE = Text("须为整数", "must be a whole number")
_NUMBER = Text("须为数字", "must be a number")
_YES_OR_NO = Text("须为true或false", "must be true or false")
_LIST = Text("须为列表", "must be a list")
_OBJECT = Text("须为JSON对象", "must be a JSON object")
_NOTHING = Text("不能为空", "must not be empty")
_WORDS = Text("须为文字", "must be text")

# What is asked for where a pattern says it; any other pattern is only told to ask for a form.
PATTERNS: Mapping[str, Text] = {
    r"^[^\x00-\x1f]+$": Text("不能有换行等控制字符", "must not have line breaks or other control characters"),
    r"^[0-9]{6}$": Text("须为6位数字", "must be 6 digits"),
    r"^[0-9*#+-]{1,16}$": Text("须为1至16位数字或*、#、+、-", "must be 1 to 16 digits or * # + -"),
    r"^[A-Za-z0-9-]{1,40}$": Text("须为1至40个字母、数字或连字符", "must be 1 to 40 letters, digits or hyphens"),
}
_ALTERNATIVES = re.compile(r"\^\(([\w|-]+)\)\$")


def _one_of(values: list[str]) -> Text:
    return Text("须为下列之一：" + "、".join(values), "must be one of: " + ", ".join(values))


def _listed(facts: Facts) -> Text:
    """The library tells the values as `'one', 'two' or 'three'`."""
    return _one_of([value.strip("'") for value in re.split(r", | or ", str(facts["expected"]))])


def _form(facts: Facts) -> Text:
    pattern = str(facts["pattern"])
    if alternatives := _ALTERNATIVES.fullmatch(pattern):
        return _one_of(alternatives[1].split("|"))
    return PATTERNS.get(pattern, Text("格式不符合要求", "does not have the form that is asked for"))


def _too_short(facts: Facts) -> Text:
    least = facts["min_length"]
    return _NOTHING if least == 1 else Text(f"过短，至少{least}个字符", f"is too short: {least} characters at least")


def _too_few(facts: Facts) -> Text:
    least = facts["min_length"]
    return _NOTHING if least == 1 else Text(f"过少，至少{least}项", f"are too few: {least} at least")


SENTENCES: Mapping[str, Text | Callable[[Facts], Text]] = {
    "missing": Text("缺少此项", "is missing"),
    "extra_forbidden": Text("不认识此项，请删去", "is not a known field; leave it out"),
    "literal_error": _listed,
    "enum": _listed,
    "string_type": _WORDS,
    "string_unicode": _WORDS,
    "string_too_short": _too_short,
    "string_too_long": lambda facts: Text(
        f"过长，最多{facts['max_length']}个字符", f"is too long: {facts['max_length']} characters at most"
    ),
    "string_pattern_mismatch": _form,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": Text("数字过大", "is too large a number"),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than": lambda facts: Text(f"须大于{facts['gt']}", f"must be more than {facts['gt']}"),
    "greater_than_equal": lambda facts: Text(f"不能小于{facts['ge']}", f"must be {facts['ge']} or more"),
    "less_than": lambda facts: Text(f"须小于{facts['lt']}", f"must be less than {facts['lt']}"),
    "less_than_equal": lambda facts: Text(f"不能大于{facts['le']}", f"must be {facts['le']} or less"),
    "multiple_of": lambda facts: Text(
        f"须为{facts['multiple_of']}的倍数", f"must be a multiple of {facts['multiple_of']}"
    ),
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _INSTANT,
    "datetime_parsing": _INSTANT,
    "datetime_object_invalid": _INSTANT,
    "datetime_from_date_parsing": _INSTANT,
    "timezone_aware": _INSTANT,
    "no_such_instant": _INSTANT,
    "time_type": Text("须为一天中的时间，如09:30", "must be a time of day, as 09:30"),
    "time_parsing": Text("须为一天中的时间，如09:30", "must be a time of day, as 09:30"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "too_short": _too_few,
    "too_long": lambda facts: Text(
        f"过多，最多{facts['max_length']}项", f"are too many: {facts['max_length']} at most"
    ),
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "invalid_key": Text("各项的名称须为文字", "must have text for the names of its fields"),
    "no_such_place": Text(
        "须为以度表示的“纬度,经度”，如30.27,120.15", "must be latitude,longitude in degrees, as 30.27,120.15"
    ),
    "two_ends": Text("时长和截止时刻只能给一个", "gives both minutes and until: give one of them"),
}


def told(kind: str, facts: Facts) -> Text:
    """The sentence about a fault of this kind; `facts` are what the library knows of it, such as the limit passed."""
    sentence = SENTENCES.get(kind, UNTOLD)
    return sentence if isinstance(sentence, Text) else sentence(facts)
