"""The address of a phrase's sound is strict, and gives itself back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hall.display.address import PhraseAddress
from hall.errors import NotFound

addresses = some.builds(
    PhraseAddress,
    pack=some.from_regex(r"[a-z][a-z0-9]{0,19}", fullmatch=True),
    version=some.one_of(some.none(), some.from_regex(r"[0-9a-f]{8}", fullmatch=True)),
    one=some.sampled_from(["yi", "yao"]),
    language=some.sampled_from(["zh", "en"]),
    number=some.from_regex(r"[A-Z]{1,2}[0-9]{3,5}", fullmatch=True),
    window=some.one_of(some.none(), some.integers(1, 9999)),
)


@given(addresses)
def test_an_address_gives_itself_back(address: PhraseAddress) -> None:
    _, audio, pack, language, name = address.path.split("/")
    assert audio == "audio"
    assert PhraseAddress.parse(pack, language, name.removesuffix(".wav")) == address


def test_the_plain_address_of_the_built_in_voice_is_understood() -> None:
    address = PhraseAddress.parse("default", "zh", "B012-15")
    assert (address.number, address.window, address.immutable) == ("B012", 15, False)
    assert PhraseAddress.parse("default-0123abcd", "zh", "B012-15").immutable


@pytest.mark.parametrize(
    ("pack", "language", "name"),
    [
        ("default", "zh", "B012-0"),
        ("default", "zh", "B012-015"),
        ("default", "zh", "B012-10000"),
        ("default", "zh", "B012--1"),
        ("default", "zh", "B012-3\n"),
        ("default", "zh", "B012-３"),
        ("default", "zh", "B０12-3"),
        ("default", "zh", "b012-3"),
        ("default", "zh", "B12-3"),
        ("default", "zh", "B123456-3"),
        ("default", "zh", "ABC123-3"),
        ("default", "zh", "B012-Wait"),
        ("default", "zh", "B012"),
        ("default", "zh", "../../B012-3"),
        ("default", "fr", "B012-3"),
        ("default", "ZH", "B012-3"),
        ("..", "zh", "B012-3"),
        ("default-12", "zh", "B012-3"),
        ("default-0123abcg", "zh", "B012-3"),
        ("Default", "zh", "B012-3"),
        ("", "zh", "B012-3"),
    ],
)
def test_anything_spelled_otherwise_is_not_there(pack: str, language: str, name: str) -> None:
    with pytest.raises(NotFound):
        PhraseAddress.parse(pack, language, name)
