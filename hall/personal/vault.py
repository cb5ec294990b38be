"""Personal fields encrypted at rest, and found again by keyed hash.

`HALL_DATA_KEY` holds one or more keys (32 bytes each, base64), separated by commas: the first one encrypts, all of
them decrypt. To rotate, put a new key in front, let `resealed` rewrite what is stored, then drop the old one.

What is stored is `suite (1 byte) | key id (4) | nonce (12) | ciphertext and tag (16)`. The header and the purpose
are authenticated with it, so that a value moved to another column no longer opens. Every purpose has subkeys of its
own (HKDF-SHA256, RFC 5869): one to encrypt and one for its hashes.
"""

import base64
import binascii
import hmac
import re
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hall.errors import DataDamaged, DataKeyMissing, WrongSetting
from hall.text import Text

SETTING = "HALL_DATA_KEY"
KEY_BYTES = 32
AES_256_GCM = 1  # the suite byte; 2 is kept for SM4-GCM
KEY_ID_BYTES = 4
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = 1 + KEY_ID_BYTES
SHORTEST = HEADER_BYTES + NONCE_BYTES + TAG_BYTES


class DataKey:
    """One key of the setting and the subkeys derived from it."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.id = self.subkey("key id")[:KEY_ID_BYTES]
        self.cipher = lru_cache(maxsize=256)(self._cipher)
        self.hash_key = lru_cache(maxsize=256)(self._hash_key)

    def subkey(self, label: str) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"hall/{label}".encode()).derive(self._secret)

    def _cipher(self, purpose: str) -> AESGCM:
        return AESGCM(self.subkey(f"encrypt/{purpose}"))

    def _hash_key(self, purpose: str) -> bytes:
        return self.subkey(f"hash/{purpose}")


class Vault:
    """Encrypts, decrypts and hashes personal fields; `purpose` names a kind of field, such as `person.phone`."""

    def __init__(self, keys: list[DataKey]) -> None:
        self._current = keys[0]
        self._keys = {key.id: key for key in keys}

    @classmethod
    def of_setting(cls, setting: str) -> "Vault":
        """The vault of a `HALL_DATA_KEY`, or WrongSetting with a sentence that names it."""
        keys = [_key(part) for part in re.split(r"[,\s]+", setting) if part]
        if not keys:
            raise WrongSetting(
                Text(
                    f"缺少 {SETTING}：个人信息须加密保存。请设为32字节随机密钥的 base64 编码。",
                    f"{SETTING} is missing: personal data is stored encrypted. Set it to 32 random bytes in base64.",
                )
            )
        return cls(keys)

    @property
    def current_key_id(self) -> str:
        """The public id (8 hex digits) of the key that encrypts."""
        return self._current.id.hex()

    @property
    def key_ids(self) -> set[str]:
        return {key_id.hex() for key_id in self._keys}

    def seal(self, text: str, purpose: str) -> bytes:
        """`text` as stored: another ciphertext each time."""
        return self.seal_bytes(text.encode(), purpose)

    def open(self, sealed: bytes, purpose: str) -> str:
        """What `seal` was given. DataKeyMissing when its key is gone, DataDamaged when anything was changed."""
        return self.open_bytes(sealed, purpose).decode()

    def seal_bytes(self, content: bytes, purpose: str, of: str = "") -> bytes:
        """The same for bytes; `of` whom they are is authenticated too, so that one cannot stand in another's place."""
        header = bytes([AES_256_GCM]) + self._current.id
        nonce = secrets.token_bytes(NONCE_BYTES)
        return header + nonce + self._current.cipher(purpose).encrypt(nonce, content, _known(header, purpose, of))

    def open_bytes(self, sealed: bytes, purpose: str, of: str = "") -> bytes:
        """What `seal_bytes` was given; raises what `open` does."""
        if len(sealed) < SHORTEST or sealed[0] != AES_256_GCM:
            raise DataDamaged
        header, body = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:]
        key = self._keys.get(header[1:])
        if key is None:
            raise _missing(header[1:])
        try:
            return key.cipher(purpose).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], _known(header, purpose, of))
        except InvalidTag as error:
            raise DataDamaged from error

    def hash(self, text: str, purpose: str) -> str:
        """The keyed hash (HMAC-SHA256, 64 hex digits) that new rows are found by."""
        return _digest(self._current, text, purpose)

    def hashes(self, text: str, purpose: str) -> list[str]:
        """The hashes under every key, the current one first: look rows up with `IN` while keys are being rotated."""
        return [_digest(key, text, purpose) for key in self._keys.values()]

    def is_current(self, sealed: bytes) -> bool:
        """Whether `sealed` is encrypted with the first key of the setting."""
        return sealed[:HEADER_BYTES] == bytes([AES_256_GCM]) + self._current.id

    def resealed(self, sealed: bytes, purpose: str) -> bytes:
        """`sealed` under the current key: itself when it is already."""
        return sealed if self.is_current(sealed) else self.seal(self.open(sealed, purpose), purpose)


def new_data_key() -> str:
    """A fresh key as it stands in the setting."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _known(header: bytes, purpose: str, of: str) -> bytes:
    """What is authenticated beside the content."""
    return header + purpose.encode() + (b"\0" + of.encode() if of else b"")


def _key(part: str) -> DataKey:
    try:
        secret = base64.b64decode(part.replace("-", "+").replace("_", "/").encode(), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise WrongSetting(
            Text(
                f"{SETTING} 有误：每个密钥应为32字节的 base64 编码（44个字符）。",
                f"{SETTING} is wrong: each key is 32 bytes in base64 (44 characters).",
            )
        )
    return DataKey(secret)


def _digest(key: DataKey, text: str, purpose: str) -> str:
    return hmac.new(key.hash_key(purpose), text.encode(), "sha256").hexdigest()


def _missing(key_id: bytes) -> DataKeyMissing:
    return DataKeyMissing(
        Text(
            f"{SETTING} 中没有编号为 {key_id.hex()} 的密钥，无法读取已保存的个人信息。",
            f"{SETTING} lacks the key {key_id.hex()} that stored personal data was encrypted with.",
        )
    )
