"""Signing the caller in: by a file that keeps the session, or at the terminal; and unlocking it by PIN."""

import json
import os
import stat
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from hall.caller.server import Refused, Server
from hall.errors import HallError, NotSignedIn, WrongSetting
from hall.text import Text

OWNER_ONLY = 0o600
TRIES = 5


def sign_in(server: Server, username: str | None, keep: Path | None) -> Any:
    """A session at the server, from the file if it still holds, else asked for; what `GET /session` tells."""
    if keep is not None and keep.exists() and (session := _kept(server, keep)) is not None:
        return session
    session = _asked(server, username)
    if keep is not None:
        _keep(server, keep)
    return session


def unlock(server: Server) -> None:
    """Ask for the PIN until it is right. Raises NotSignedIn when there have been too many wrong ones."""
    _need_terminal()
    while True:
        pin = getpass(Text("已锁定，请输入 PIN：", "Locked. PIN: ").pick(server.language))
        try:
            server.know(server.act("/session/unlock", {"pin": pin}))
            return
        except Refused as refused:
            _say(refused.detail)
            if refused.status == 401:
                raise NotSignedIn from refused


def _asked(server: Server, username: str | None) -> Any:
    _need_terminal()
    for _try in range(TRIES):
        name = username or input(Text("用户名：", "User name: ").pick(server.language))
        password = getpass(Text(f"{name} 的密码：", f"Password of {name}: ").pick(server.language))
        try:
            return server.sign_in(name, password)
        except Refused as refused:
            if refused.code != "second_factor_needed":
                _say(refused.detail)
                continue
        otp = getpass(Text("动态验证码：", "One-time code: ").pick(server.language))
        try:
            return server.sign_in(name, password, otp)
        except Refused as refused:
            _say(refused.detail)
    raise NotSignedIn


def _kept(server: Server, keep: Path) -> Any:
    """The session that the file holds, `None` once it is over. WrongSetting for a file that others may read."""
    status = keep.stat()
    if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & ~OWNER_ONLY:
        raise WrongSetting(
            Text(
                f"会话文件 {keep} 可被他人读取，请先运行 chmod 600 {keep}",
                f"Others may read the session file {keep}: chmod 600 {keep} first",
            )
        )
    try:
        held = json.loads(keep.read_text(encoding="utf-8"))
        server.cookie = str(held["cookie"])
        base = held["server"]
    except (ValueError, KeyError, TypeError):
        return None
    if base != server.base:
        return None
    try:
        return server.know(server.read("/session"))
    except Refused:
        return None


def _keep(server: Server, keep: Path) -> None:
    """Write the session for the next start, for the owner's eyes alone from the first byte on."""
    text = json.dumps({"server": server.base, "cookie": server.cookie})
    try:
        keep.unlink(missing_ok=True)
        with os.fdopen(os.open(keep, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise WrongSetting(
            Text(f"无法写入会话文件 {keep}（{error.strerror}）", f"Cannot write {keep} ({error.strerror})")
        ) from error


def _need_terminal() -> None:
    if not sys.stdin.isatty():
        raise HallError(
            Text(
                "需要在终端里登录；或用 --session 指定仍有效的会话文件",
                "Sign in at a terminal, or name a session file that still holds with --session",
            )
        )


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
