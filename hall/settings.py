"""Deployment settings: `HALL_*` in the environment, over the file that `HALL_CONFIG` names, over the defaults.

A hall's own rules are not here but in its catalogue. Keys that are in neither place are taken from `keys.toml` in the
data folder, which `hall demo` writes, so that other commands need only `HALL_DATA_DIR`.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from hall.errors import WrongSetting
from hall.text import Text

KEYS_FILE = "keys.toml"
DATABASE_FILE = "hall.db"
REDIS = ("redis", "rediss", "unix")
LEVELS = ("debug", "info", "warning", "error")
SHORTEST_TOKEN = 16
MOST_MEGABYTES = 50
DATABASES = ("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True)
class Settings:
    """How one installation runs. Each field is set by `HALL_` and its name in capitals."""

    data_dir: Path = Path("hall-data")
    """The folder of the database, the voice and, for the demo, the keys."""
    database_url: str = ""
    """Where the data lies; SQLite in the data folder if empty."""
    redis_url: str = ""
    """Where several server processes hint to each other and count together; needed with more than one of them."""
    secret_key: str = ""
    """Signs the cookies by which browsers are known again."""
    data_key: str = ""
    """Encrypts personal fields: one or more keys of 32 bytes in base64, the first for new data."""
    bind: str = "127.0.0.1:8000"
    """Address and port to listen on; `[::]:8000` for all addresses, old and new."""
    public_url: str = ""
    """Where phones find the server, if not where the kiosk does."""
    rate_limits: str = "240/minute"
    """How often a stranger may ask each public door; `off` for benches and drills."""
    upload_megabytes: int = 10
    """The most that one file may weigh that somebody sends in, from 1 to 50."""
    secure_cookies: bool = False
    """`on` sends cookies over HTTPS alone: wherever the server is reached by HTTPS."""
    proxies: int = 0
    """How many reverse proxies of one's own stand before the server; what they say of the visitor's address counts."""
    webhook_url: str = ""
    """Where another platform is posted every entry of the journal; nobody is, if empty."""
    webhook_secret: str = ""
    """Signs what is posted there."""
    voice: str = "espeak"
    """`espeak` renders the built-in voice; `off` leaves recorded packs alone to speak."""
    log: str = "auto"
    """How the log is written: `json`, `text`, or by where it goes."""
    log_level: str = "info"
    """The least that is logged: `debug`, `info`, `warning` or `error`."""
    metrics: str = "local"
    """Who may read `/metrics`: `local` (this machine), `off` (nobody), or who shows this token."""

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings of this environment. Raises WrongSetting with a sentence that names the setting."""
        given = _of_file(environment) | _of_environment(environment)
        data_dir = Path(given.get("data_dir", cls.data_dir))
        given = _of_keys(data_dir) | given
        values: dict[str, object] = dict(given)
        values["data_dir"] = data_dir
        secure = _choice("HALL_SECURE_COOKIES", given.get("secure_cookies", "off"), ("off", "on"))
        values["secure_cookies"] = secure == "on"
        values["voice"] = _choice("HALL_VOICE", given.get("voice", "espeak"), ("espeak", "off"))
        values["log"] = _choice("HALL_LOG", given.get("log", "auto"), ("auto", "json", "text"))
        values["log_level"] = _choice("HALL_LOG_LEVEL", given.get("log_level", "info"), LEVELS)
        _check_metrics(given.get("metrics", cls.metrics))
        values["upload_megabytes"] = _megabytes(given.get("upload_megabytes", str(cls.upload_megabytes)))
        values["proxies"] = int(_choice("HALL_PROXIES", given.get("proxies", "0"), ("0", "1", "2", "3", "4")))
        settings = cls(**values)  # type: ignore[arg-type] # every other field is a string
        settings.address  # noqa: B018 (a wrong address stops the start, not the first request)
        _check_redis(settings.redis_url)
        return settings

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of `bind`."""
        host, colon, port = self.bind.rpartition(":")
        if not colon or not port.isdigit() or not 0 <= int(port) <= 65535:
            raise WrongSetting(
                Text(
                    f"HALL_BIND 应为“地址:端口”，端口不超过65535，现为“{self.bind}”",
                    f"HALL_BIND must be ADDRESS:PORT with a port up to 65535, it is {self.bind!r}",
                )
            )
        return host.strip("[]") or "0.0.0.0", int(port)

    @property
    def database(self) -> str:
        """The database's URL. Raises WrongSetting for one that this version cannot use."""
        url = self.database_url or f"sqlite:///{self.data_dir / DATABASE_FILE}"
        if not url.startswith(DATABASES):
            raise WrongSetting(
                Text(
                    "HALL_DATABASE_URL 应为 sqlite:///文件路径 或 postgresql://用户:密码@主机:5432/数据库",
                    "HALL_DATABASE_URL must be sqlite:///path of a file or postgresql://USER:PASSWORD@HOST:5432/DATABASE",
                )
            )
        return url


NAMES = {field.name for field in fields(Settings)}


def _of_environment(environment: Mapping[str, str]) -> dict[str, str]:
    given = {}
    for name, value in environment.items():
        key = name.removeprefix("HALL_").lower()
        if name.startswith("HALL_") and name != "HALL_CONFIG":
            if key not in NAMES:
                raise _unknown(name)
            given[key] = value
    return given


def _of_file(environment: Mapping[str, str]) -> dict[str, str]:
    path = environment.get("HALL_CONFIG")
    if not path:
        return {}
    given = _read_toml(Path(path), "HALL_CONFIG")
    for name in given:
        if name not in NAMES:
            raise _unknown(f"{path}: {name}")
    return given


def _of_keys(data_dir: Path) -> dict[str, str]:
    path = data_dir / KEYS_FILE
    return _read_toml(path, "HALL_DATA_DIR") if path.is_file() else {}


def _read_toml(path: Path, setting: str) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            return {name: str(value) for name, value in tomllib.load(file).items()}
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise WrongSetting(
            Text(f"{setting}：无法读取 {path}（{error}）", f"{setting}: {path} cannot be read ({error})")
        ) from error


def _check_redis(url: str) -> None:
    """Whether it can be one; nobody is asked, since a hall serves on without Redis."""
    try:
        parts = urlsplit(url)
        right = parts.scheme in REDIS and bool(parts.path if parts.scheme == "unix" else parts.hostname)
        right = right and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is none
        right = False
    if url and not right:
        raise WrongSetting(
            Text(
                "HALL_REDIS_URL 应形如 redis://主机:6379/0（rediss:// 加密，unix:///路径）",
                "HALL_REDIS_URL must be like redis://HOST:6379/0 (rediss:// encrypted, unix:///path of a socket)",
            )
        )


def _check_metrics(given: str) -> None:
    if given not in ("off", "local") and not (len(given) >= SHORTEST_TOKEN and given.isascii() and given.isprintable()):
        raise WrongSetting(
            Text(
                f"HALL_METRICS 应为 off、local 或不少于 {SHORTEST_TOKEN} 个字符的令牌",
                f"HALL_METRICS must be off, local, or a token of at least {SHORTEST_TOKEN} plain characters",
            )
        )


def _megabytes(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= MOST_MEGABYTES):
        raise WrongSetting(
            Text(
                f"HALL_UPLOAD_MEGABYTES 应为1到{MOST_MEGABYTES}的整数，现为“{given}”",
                f"HALL_UPLOAD_MEGABYTES must be a whole number from 1 to {MOST_MEGABYTES}; it is {given!r}",
            )
        )
    return int(given)


def _choice(name: str, given: str, choices: tuple[str, ...]) -> str:
    if given not in choices:
        listed = " / ".join(choices)
        raise WrongSetting(Text(f"{name} 应为 {listed}，现为“{given}”", f"{name} must be {listed}; it is {given!r}"))
    return given


def _unknown(name: str) -> WrongSetting:
    return WrongSetting(Text(f"没有这项设置：{name}", f"There is no such setting: {name}"))
