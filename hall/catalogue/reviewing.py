"""What a hall may set itself about reviews: the limits of a rectification, how long is asked, and the tags."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum
from typing import Any, Self

from hall.text import Text


class Side(StrEnum):
    """What a tag says of the visit."""

    PRAISE = "praise"  # 表扬
    BLAME = "blame"  # 批评


@dataclass(frozen=True)
class Tag:
    """A few words to choose instead of writing."""

    code: str
    name: Text
    side: Side

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, **self.name.as_json(), "side": self.side.value}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["code"], Text.of(data), Side(data["side"]))


_PRAISE = {
    "friendly": Text("态度热情", "Friendly"),
    "skilled": Text("业务熟练", "Knows the work"),
    "quick": Text("办理高效", "Quick"),
    "clear": Text("一次讲清", "Explained once and clearly"),
    "convenient": Text("流程便捷", "Few steps"),
}
_BLAME = {
    "long-wait": Text("等候过久", "Long wait"),
    "slow": Text("办理缓慢", "Slow at the window"),
    "rude": Text("态度生硬", "Unfriendly"),
    "unclear": Text("没有一次告知", "Not told everything at once"),
    "more-papers": Text("要求额外材料", "Asked for papers beyond the list"),
    "sent-around": Text("推诿扯皮", "Sent from one to another"),
}
TAGS = tuple(Tag(code, name, Side.PRAISE) for code, name in _PRAISE.items()) + tuple(
    Tag(code, name, Side.BLAME) for code, name in _BLAME.items()
)


@dataclass(frozen=True)
class ReviewRules:
    """One hall's settings, as stored. The four `…_days` are working days from the day of the bad review on.

    `appeal_days`: working days in which a clerk may appeal; `ask_minutes`: how long the tablet at a window asks.
    """

    verify_days: int = 1
    reply_days: int = 5
    call_back_days: int = 8
    improve_days: int = 15
    appeal_days: int = 5
    ask_minutes: int = 3
    tags: tuple[Tag, ...] = TAGS

    @property
    def asks_for(self) -> timedelta:
        return timedelta(minutes=self.ask_minutes)

    @property
    def by_code(self) -> dict[str, Tag]:
        return {tag.code: tag for tag in self.tags}

    def as_json(self) -> dict[str, Any]:
        """Every setting under its own name, in plain JSON values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {"tags": [tag.as_json() for tag in self.tags]}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` gave, over the defaults: a hall that was imported before there were reviews has none of it."""
        given = dict(values)
        if "tags" in given:
            given["tags"] = tuple(Tag.of(one) for one in given["tags"])
        return cls(**given)
