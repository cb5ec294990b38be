"""What happens to reviews."""

from dataclasses import dataclass

from hall.events.base import Event, Json


@dataclass(frozen=True, kw_only=True)
class ReviewEvent(Event):
    """Something about a review, by its public id; what anybody wrote is named as a remark."""

    review: str
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewGiven(ReviewEvent):
    """A ticket was reviewed; `person` ended its last errand, a service at a window. `tags` are codes."""

    kind = "review_given"
    number: str
    window_number: int | None
    person: str | None
    service: str
    rating: str
    tags: list[str]
    source: str
    real_name: bool


@dataclass(frozen=True, kw_only=True)
class ReviewStepTaken(ReviewEvent):
    """The entry's user took the next step of a rectification; `heard` is what a call-back came to."""

    kind = "review_step_taken"
    step: str
    in_time: bool
    heard: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewAppealed(ReviewEvent):
    kind = "review_appealed"


@dataclass(frozen=True, kw_only=True)
class AppealDecided(ReviewEvent):
    kind = "review_appeal_decided"
    upheld: bool
