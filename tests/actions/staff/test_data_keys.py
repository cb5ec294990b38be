"""A database remembers which data keys it was written with."""

import pytest

from hall.db import Database
from hall.errors import WrongSetting
from hall.personal.keys import admit_keys, used_key_ids
from hall.personal.vault import Vault, new_data_key

OLD, NEW = new_data_key(), new_data_key()


def start(database: Database, setting: str) -> Vault:
    vault = Vault.of_setting(setting)
    with database.change() as transaction:
        admit_keys(transaction, vault)
    return vault


def test_the_same_key_is_admitted_again_and_again(database: Database) -> None:
    vault = start(database, OLD)
    start(database, OLD)
    with database.reading() as connection:
        assert used_key_ids(connection) == {vault.current_key_id}


def test_another_key_alone_is_refused_by_setting_and_id(database: Database) -> None:
    vault = start(database, OLD)
    with pytest.raises(WrongSetting) as refused:
        start(database, NEW)
    assert "HALL_DATA_KEY" in refused.value.detail.en
    assert vault.current_key_id in refused.value.detail.zh


def test_a_new_key_in_front_of_the_old_one_is_admitted_and_from_then_on_needed(database: Database) -> None:
    start(database, OLD)
    start(database, f"{NEW},{OLD}")
    with pytest.raises(WrongSetting):
        start(database, OLD)
