"""Reading one table of a definition key by key; what is wrong is noted with its place, and reading goes on."""

import difflib
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from hall.catalogue.reading.findings import Notes, Place
from hall.text import Text

E = TypeVar("E", bound=StrEnum)

LONGEST_CODE = 64
LONGEST_NAME = 100
LONGEST_TEXT = 500
_CODE = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def kind_of(value: object) -> Text:
    """What a TOML value is, in words."""
    for types, words in _KINDS:
        if isinstance(value, types):
            return words
    return Text("日期或时间", "a date or time")


_KINDS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, Text("真假值", "true or false")),
    (str, Text("文字", "a text")),
    (int, Text("整数", "a whole number")),
    (float, Text("小数", "a number with decimals")),
    ((list, tuple), Text("列表", "a list")),
    (dict, Text("表", "a table")),
)


class Table:
    """One table. Each reader returns a usable value even when it noted a problem; `done` notes keys nobody read."""

    def __init__(self, notes: Notes, place: Place, data: object) -> None:
        self.notes = notes
        self.place = place
        self._read: set[str] = set()
        self._data: Mapping[str, Any] = {}
        if isinstance(data, Mapping):
            self._data = data
        else:
            self._wrong_kind(place, data, "表", "a table")

    def has(self, key: str) -> bool:
        return key in self._data

    def peek(self, key: str) -> Any:
        """The value as it stands, without a note, and without counting as read."""
        return self._data.get(key)

    def rest(self) -> list[tuple[str, Any]]:
        """All keys with their values as they stand, for a reader that notes unknown ones itself."""
        self._read.update(self._data)
        return list(self._data.items())

    def raw(self, key: str, *, required: bool = False) -> Any:
        """The value as it stands, None where there is none."""
        self._read.add(key)
        value = self._data.get(key)
        if value is None and required:
            self.wrong(key, "缺少此项", "is missing")
        return value

    def wrong(self, key: str, zh: str, en: str) -> None:
        self.notes.error(self.place.key(key), zh, en)

    def odd(self, key: str, zh: str, en: str) -> None:
        self.notes.warn(self.place.key(key), zh, en)

    def text(self, key: str, *, required: bool = True, longest: int = LONGEST_NAME) -> str:
        value = self.raw(key, required=required)
        return "" if value is None else self._plain_text(self.place.key(key), value, longest)

    def code(self, key: str = "code") -> str:
        """A code: lower-case letters, digits, hyphens; "" when it is none."""
        value = self.text(key, longest=LONGEST_CODE)
        if not value or _CODE.fullmatch(value):
            return value
        self.wrong(
            key,
            f"“{value}”不是合法的代码：只用小写字母、数字和连字符",
            f"{value!r} is not a code: use lower-case letters, digits and hyphens only",
        )
        return ""

    def words(self, key: str, *, required: bool = True, longest: int = LONGEST_NAME) -> Text | None:
        """A text in both languages: `{ zh = …, en = … }`, or the Chinese alone."""
        value = self.raw(key, required=required)
        return None if value is None else self._words(self.place.key(key), value, longest)

    def some_words(self, key: str, *, longest: int = LONGEST_NAME) -> Text:
        """A text in both languages that must be there; an empty one when it was noted as a problem."""
        return self.words(key, longest=longest) or Text("", "")

    def choice(self, key: str, choices: type[E], default: E | None = None) -> E | None:
        value = self.raw(key, required=default is None)
        return default if value is None else self._choice(self.place.key(key), value, choices)

    def choices(self, key: str, choices: type[E], default: tuple[E, ...]) -> tuple[E, ...]:
        if not self.has(key):
            return default
        chosen = (self._choice(place, value, choices) for place, value in self.items(key))
        return tuple(dict.fromkeys(one for one in chosen if one is not None))

    def whole(self, key: str, least: int, most: int, default: int | None) -> int:
        """A whole number in a range; `default` None makes it required."""
        value = self.raw(key, required=default is None)
        if value is None:
            return default or 0
        return int(self._number(self.place.key(key), value, least, most, whole=True))

    def number(self, key: str, least: float, most: float, default: float | None) -> float:
        value = self.raw(key, required=default is None)
        if value is None:
            return default or 0
        return self._number(self.place.key(key), value, least, most, whole=False)

    def flag(self, key: str, default: bool) -> bool:
        value = self.raw(key)
        if isinstance(value, bool):
            return value
        if value is not None:
            self._wrong_kind(self.place.key(key), value, "真假值", "true or false")
        return default

    def items(self, key: str, *, required: bool = False) -> Iterator[tuple[Place, Any]]:
        """The items of a list, each with its place."""
        value = self.raw(key, required=required)
        place = self.place.key(key)
        if isinstance(value, list):
            yield from ((place.item(index), item) for index, item in enumerate(value))
        elif value is not None:
            self._wrong_kind(place, value, "列表", "a list")

    def texts(self, key: str, *, required: bool = False, longest: int = LONGEST_NAME) -> list[tuple[Place, str]]:
        """A list of texts with their places, the unusable ones left out."""
        read = [(place, self._plain_text(place, item, longest)) for place, item in self.items(key, required=required)]
        return [(place, text) for place, text in read if text]

    def many_words(self, key: str, *, longest: int = LONGEST_NAME) -> tuple[Text, ...]:
        read = [self._words(place, item, longest) for place, item in self.items(key)]
        return tuple(text for text in read if text)

    def table(self, key: str) -> "Table":
        """A table inside this one; empty when it is not there."""
        value = self.raw(key)
        return Table(self.notes, self.place.key(key), {} if value is None else value)

    def tables(self, key: str, name: str = "code") -> list["Table"]:
        """A list of tables, each labelled by its `name` (a code or number) where that can be read."""
        found = []
        for place, item in self.items(key):
            label = item.get(name, "") if isinstance(item, Mapping) else ""
            if isinstance(label, list):
                label = ",".join(str(one) for one in label)
            index = place.path[-1]
            assert isinstance(index, int)
            usable = isinstance(label, str | int) and len(str(label)) <= LONGEST_CODE
            found.append(Table(self.notes, self.place.key(key).item(index, str(label) if usable else ""), item))
        return found

    def done(self) -> None:
        """Note every key that stands in the table and was not asked for, with the one that may be meant."""
        for key in self._data:
            if key in self._read:
                continue
            near = difflib.get_close_matches(str(key), sorted(self._read), 1, 0.7)
            hint = Text(f"；是否指“{near[0]}”？", f"; did you mean {near[0]}?") if near else Text("", "")
            self.wrong(str(key), f"不认识这一项{hint.zh}", f"is not known{hint.en}")

    def _plain_text(self, place: Place, value: Any, longest: int) -> str:
        if not isinstance(value, str):
            self._wrong_kind(place, value, "文字", "a text")
        elif not value.strip():
            self.notes.error(place, "不能为空", "is empty")
        elif len(value) > longest:
            self.notes.error(place, f"过长（最多{longest}个字符）", f"is too long (at most {longest} characters)")
        elif _UNSEEN.search(value):
            self.notes.error(place, "含有换行或不可见字符", "holds a line break or unseen characters")
        else:
            return value.strip()
        return ""

    def _words(self, place: Place, value: Any, longest: int) -> Text | None:
        if isinstance(value, str):
            text = self._plain_text(place, value, longest)
            return Text(text, text) if text else None
        if not isinstance(value, Mapping):
            self._wrong_kind(place, value, "文字或 { zh, en }", "a text or { zh, en }")
            return None
        inner = Table(self.notes, place, value)
        zh, en = inner.text("zh", longest=longest), inner.text("en", required=False, longest=longest)
        inner.done()
        return Text(zh, en or zh) if zh else None

    def _choice(self, place: Place, value: Any, choices: type[E]) -> E | None:
        if isinstance(value, str) and value in tuple(choices):
            return choices(value)
        allowed = ", ".join(choices)
        self.notes.error(place, f"应为以下之一：{allowed}", f"must be one of {allowed}")
        return None

    def _number(self, place: Place, value: Any, least: float, most: float, *, whole: bool) -> float:
        allowed = int if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, allowed):
            self._wrong_kind(place, value, "整数" if whole else "数字", "a whole number" if whole else "a number")
        elif not least <= value <= most:
            self.notes.error(place, f"应在{least}到{most}之间", f"must be between {least} and {most}")
        else:
            return value
        return least

    def _wrong_kind(self, place: Place, value: object, zh: str, en: str) -> None:
        found = kind_of(value)
        self.notes.error(place, f"应为{zh}，而不是{found.zh}", f"must be {en}, not {found.en}")
