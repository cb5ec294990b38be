"""The five levels of a review, and what each must say."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from hall.catalogue.reviewing import Side, Tag
from hall.errors import FieldProblem, WrongReview
from hall.text import Text


class Rating(StrEnum):
    """What a visitor thinks of the visit, from the best to the worst."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"

    @property
    def bad(self) -> bool:
        """Whether it opens a rectification."""
        return self in BAD

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]


class Source(StrEnum):
    """Where a review was given; what it is given through says so, nobody states it."""

    PHONE = "phone"
    DEVICE = "device"
    KIOSK = "kiosk"


BAD = frozenset({Rating.DISSATISFIED, Rating.VERY_DISSATISFIED})
GOOD = frozenset(Rating) - BAD

_WORDS = {
    Rating.VERY_SATISFIED: Text("非常满意", "Very satisfied"),
    Rating.SATISFIED: Text("满意", "Satisfied"),
    Rating.BASICALLY_SATISFIED: Text("基本满意", "Basically satisfied"),
    Rating.DISSATISFIED: Text("不满意", "Dissatisfied"),
    Rating.VERY_DISSATISFIED: Text("非常不满意", "Very dissatisfied"),
}


def chosen_tags(rating: Rating, codes: Sequence[str], text: str | None, known: Mapping[str, Tag]) -> tuple[Tag, ...]:
    """The tags of a review, each once; WrongReview for one that the hall does not have, and for a bad review that
    neither has a tag of blame nor says in words what was wrong.
    """
    for place, code in enumerate(codes):
        if code not in known:
            raise _wrong(f"tags.{place}", Text(f"没有“{code}”这个标签", f"There is no tag {code!r}"))
    tags = tuple(known[code] for code in dict.fromkeys(codes))
    if rating.bad and not text and all(tag.side is not Side.BLAME for tag in tags):
        raise _wrong(
            "tags",
            Text(
                "请选择至少一个不满意的原因，或写一句话，我们才好整改",
                "Choose at least one reason, or say in a few words what was wrong, so that it can be put right",
            ),
        )
    return tags


def _wrong(field: str, message: Text) -> WrongReview:
    return WrongReview(message, fields=[FieldProblem(field, message)])
