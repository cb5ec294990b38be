"""What a review must say."""

import pytest

from hall.catalogue.reviewing import TAGS, ReviewRules, Side
from hall.errors import WrongReview
from hall.review.levels import Rating, chosen_tags

KNOWN = ReviewRules().by_code


@pytest.mark.parametrize("rating", list(Rating))
@pytest.mark.parametrize(
    ("codes", "text", "enough_for_a_bad_one"),
    [
        ([], None, False),
        ([], "", False),
        (["friendly"], None, False),
        ([], "没人理", True),
        (["rude"], None, True),
        (["friendly", "rude"], None, True),
        (["friendly"], "但等太久", True),
    ],
)
def test_only_a_bad_one_must_say_what_was_wrong(
    rating: Rating, codes: list[str], text: str | None, enough_for_a_bad_one: bool
) -> None:
    if rating.bad and not enough_for_a_bad_one:
        with pytest.raises(WrongReview) as refused:
            chosen_tags(rating, codes, text, KNOWN)
        assert [field.field for field in refused.value.fields] == ["tags"]
    else:
        assert [tag.code for tag in chosen_tags(rating, codes, text, KNOWN)] == codes


def test_there_is_praise_and_blame_to_choose_and_no_code_twice() -> None:
    assert {tag.side for tag in TAGS} == set(Side)
    assert len(KNOWN) == len(TAGS)


def test_settings_come_back_as_they_were_kept() -> None:
    rules = ReviewRules(reply_days=3, tags=TAGS[2:8])
    assert ReviewRules.from_json(rules.as_json()) == rules
    assert ReviewRules.from_json({}) == ReviewRules()
