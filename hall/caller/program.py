"""`hall caller` from its options to its keys: what is grabbed, who signs in, and what is told first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hall.caller.caller import Caller
from hall.caller.chords import Chord, read_chord
from hall.caller.deeds import Deed
from hall.caller.server import Server, Unreachable
from hall.caller.signing import sign_in, unlock
from hall.caller.telling import Telling
from hall.errors import Unavailable
from hall.text import Language, Text

try:
    from hall.caller.x11 import grabbed
except OSError:  # the library looks for libxcb as it is imported
    LIBXCB = False
else:
    LIBXCB = True


@dataclass(frozen=True)
class Options:
    """`keys`: how each deed's chord is written; `keep`: the file that keeps the session."""

    server: str
    username: str | None
    keep: Path | None
    outcome: str
    outcome_name: Text
    keys: Mapping[Deed, str]
    language: Language


def call(options: Options) -> None:
    """Grab the keys, sign in, and serve the keys until interrupted. Raises a HallError that says what is missing."""
    if not LIBXCB:
        raise Unavailable(
            Text(
                "缺少 libxcb，不能使用全局按键：请安装 libxcb1；其他系统请用窗口页自己的按键",
                "libxcb is missing, so no global keys: install libxcb1; elsewhere use the keys of the desk page",
            )
        )
    chords = chosen(options.keys)
    telling, keys, taken = Telling(options.language), *grabbed(chords)
    if len(taken) == len(chords):
        zh, en = "、".join(one.name for one in taken), ", ".join(one.name for one in taken)
        raise Unavailable(Text(f"按键都已被其他程序占用：{zh}", f"Other programs have taken all keys: {en}"))
    server = Server(options.server.rstrip("/"), options.language)
    again = partial(sign_in, server, options.username, options.keep)
    try:
        session = again()
    except Unreachable as lost:
        raise Unavailable(Text(f"连不上服务器 {server.base}", f"No answer from {server.base}")) from lost
    for one in taken:
        telling.say(
            Text(f"{one.name} 已被其他程序占用，请用选项换一个", f"Another program has {one.name}: choose another")
        )
    window, name = session["window"], session["user"]["name"]
    place = Text(f"{window['number']}号窗口", f"window {window['number']}") if window else Text("未上岗", "not on duty")
    telling.say(Text(f"{name}，{place.zh}，按键已就绪", f"{name}, {place.en}: the keys are ready"))
    names = options.outcome, options.outcome_name
    caller = Caller(server, keys, telling, chords, *names, unlock=partial(unlock, server), sign_in=again)
    caller.window = window["id"] if window else None
    keys.forget()
    caller.run()


def chosen(keys: Mapping[Deed, str]) -> dict[Chord, Deed]:
    """The chord of each deed, without those that are off. Raises WrongSetting."""
    read = {deed: read_chord(text) for deed, text in keys.items()}
    return {chord: deed for deed, chord in read.items() if chord is not None}
