"""What the caller tells: a line on the terminal, and a notification on the desktop where there is one."""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field

from hall.text import Language, Text

SHOWN_MS = 4000


@dataclass
class Telling:
    """The lines of one caller; `notify` is the desktop's own program, if it has one."""

    language: Language
    notify: str | None = field(default_factory=lambda: shutil.which("notify-send"))
    offline_since: str | None = None

    def say(self, words: Text | str) -> None:
        """Say what happened, with the time."""
        text = words if isinstance(words, str) else words.pick(self.language)
        sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {text}\n")
        sys.stdout.flush()
        if self.notify is not None:
            title = Text("窗口叫号", "Window caller").pick(self.language)
            # A desktop without a notification service says so with a status nobody waits for.
            subprocess.Popen(
                [self.notify, "--app-name=hall", f"--expire-time={SHOWN_MS}", title, text],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def offline(self) -> None:
        """Say since when the server is away; once, until it is back."""
        if self.offline_since is None:
            self.offline_since = time.strftime("%H:%M:%S")
            since = self.offline_since
            self.say(
                Text(
                    f"自 {since} 起连不上服务器，恢复后再按一次即可，不会重复操作",
                    f"The server has been away since {since}; press again once it is back, nothing is done twice",
                )
            )

    def online(self) -> None:
        if self.offline_since is not None:
            self.offline_since = None
            self.say(Text("已重新连上服务器", "The server is back"))
