"""Which data keys this database has been written with, so that a start with the wrong key is refused at once."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.columns import column
from hall.db import Base, Instant, Transaction, table
from hall.engines import put_row
from hall.errors import WrongSetting
from hall.personal.vault import SETTING, Vault
from hall.text import Text


class UsedDataKey(Base):
    """The public id of a key that something here may be sealed with; never the key."""

    __tablename__ = "used_data_keys"

    id: str = column(sa.String(8), primary_key=True)
    first_used_at: Instant


USED = table(UsedDataKey)


def used_key_ids(connection: Connection) -> set[str]:
    return set(connection.execute(sa.select(USED.c.id)).scalars())


def admit_keys(transaction: Transaction, vault: Vault) -> None:
    """Note the vault's current key as used here; WrongSetting when an earlier one is not in the vault."""
    used = used_key_ids(transaction.connection)
    missing = ", ".join(sorted(used - vault.key_ids))
    if missing:
        raise WrongSetting(
            Text(
                f"{SETTING} 与数据库不符：缺少编号为 {missing} 的密钥。请恢复原密钥，或把它加在新密钥之后。",
                f"{SETTING} does not fit this database: the key {missing} is missing. "
                "Restore it, or put it behind the new key.",
            )
        )
    if vault.current_key_id not in used:
        row = {"id": vault.current_key_id, "first_used_at": transaction.now}
        put_row(transaction.connection, USED, row, unless_there=True)  # workers start side by side
