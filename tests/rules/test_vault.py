"""The vault: sealed fields, keyed hashes, and keys that are changed for others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import DataDamaged, DataKeyMissing, WrongSetting
from hall.personal.vault import AES_256_GCM, Vault, new_data_key

OLD, NEW = new_data_key(), new_data_key()
PHONE = "13800001234"
PURPOSE = "person.phone"


@pytest.fixture
def vault() -> Vault:
    return Vault.of_setting(OLD)


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    vault = Vault.of_setting(OLD)
    assert vault.open(vault.seal(text, PURPOSE), PURPOSE) == text


def test_the_same_text_is_sealed_differently_each_time(vault: Vault) -> None:
    assert len({vault.seal(PHONE, PURPOSE) for _ in range(50)}) == 50


def test_what_is_sealed_begins_with_suite_and_key_id_and_hides_the_text(vault: Vault) -> None:
    sealed = vault.seal(PHONE, PURPOSE)
    assert sealed[0] == AES_256_GCM
    assert sealed[1:5].hex() == vault.current_key_id
    assert PHONE.encode() not in sealed


def test_every_changed_byte_is_noticed(vault: Vault) -> None:
    sealed = vault.seal(PHONE, PURPOSE)
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises((DataDamaged, DataKeyMissing)):
            vault.open(changed, PURPOSE)


@pytest.mark.parametrize("length", [0, 1, 5, 32])
def test_what_is_cut_short_is_damaged(vault: Vault, length: int) -> None:
    with pytest.raises(DataDamaged):
        vault.open(vault.seal(PHONE, PURPOSE)[:length], PURPOSE)


def test_a_value_moved_to_another_column_does_not_open(vault: Vault) -> None:
    with pytest.raises(DataDamaged):
        vault.open(vault.seal(PHONE, PURPOSE), "person.name")


def test_a_hash_is_stable_and_differs_by_purpose_text_and_key(vault: Vault) -> None:
    digest = vault.hash(PHONE, PURPOSE)
    assert digest == Vault.of_setting(OLD).hash(PHONE, PURPOSE)
    others = {vault.hash(PHONE, "person.name"), vault.hash("13800001235", PURPOSE)}
    others.add(Vault.of_setting(NEW).hash(PHONE, PURPOSE))
    assert digest not in others
    assert len(others) == 3


def test_after_rotation_old_values_open_are_found_and_can_be_sealed_anew(vault: Vault) -> None:
    sealed, digest = vault.seal(PHONE, PURPOSE), vault.hash(PHONE, PURPOSE)
    rotated = Vault.of_setting(f"{NEW},{OLD}")
    assert rotated.open(sealed, PURPOSE) == PHONE
    assert rotated.hashes(PHONE, PURPOSE) == [Vault.of_setting(NEW).hash(PHONE, PURPOSE), digest]
    assert not rotated.is_current(sealed)
    anew = rotated.resealed(sealed, PURPOSE)
    assert Vault.of_setting(NEW).open(anew, PURPOSE) == PHONE
    assert rotated.resealed(anew, PURPOSE) is anew


def test_a_key_that_is_gone_is_told_by_setting_and_id(vault: Vault) -> None:
    sealed = vault.seal(PHONE, PURPOSE)
    with pytest.raises(DataKeyMissing) as refused:
        Vault.of_setting(NEW).open(sealed, PURPOSE)
    assert "HALL_DATA_KEY" in refused.value.detail.en
    assert vault.current_key_id in refused.value.detail.en


@pytest.mark.parametrize(
    "setting",
    ["", " , ", "secret", OLD[:-8], OLD + OLD, f"{OLD},short"],
    ids=["nothing", "commas", "a word", "cut short", "twice", "a key and a word"],
)
def test_a_missing_or_wrong_setting_is_named_and_not_repeated(setting: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        Vault.of_setting(setting)
    assert "HALL_DATA_KEY" in refused.value.detail.en
    assert "HALL_DATA_KEY" in refused.value.detail.zh
    assert len(setting) < 6 or setting not in refused.value.detail.en
