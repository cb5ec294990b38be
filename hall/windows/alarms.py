"""What a manager must know of now: pure, over the queues and windows of one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.text import Text
from hall.ticketing.waiting import Queue

CROWDED = 10
LONG_WAIT = timedelta(minutes=30)


@dataclass(frozen=True)
class Alarm:
    """One thing to act on; `service` a code, `window` a number, where it concerns one."""

    kind: str
    text: Text
    service: str | None = None
    window: int | None = None
    since: datetime | None = None


def queue_alarms(queues: Iterable[Queue], names: dict[str, Text], now: datetime) -> list[Alarm]:
    """Services with people waiting and no window open, more than ten waiting a window, or somebody waiting too long."""
    found = []
    for queue in queues:
        if not queue.waiting:
            continue
        name, windows = names[queue.service], len(queue.open_windows)
        if not windows:
            text = Text(
                f"“{name.zh}”有{queue.waiting}人等候，没有开放的窗口",
                f"{name.en}: {queue.waiting} waiting, no window open",
            )
            found.append(Alarm("no_open_window", text, queue.service, since=queue.oldest_at))
        elif queue.waiting > CROWDED * windows:
            text = Text(
                f"“{name.zh}”{queue.waiting}人等候，仅{windows}个窗口",
                f"{name.en}: {queue.waiting} waiting, {windows} open",
            )
            found.append(Alarm("crowded", text, queue.service, since=queue.oldest_at))
        if queue.oldest_at is not None and now - queue.oldest_at > LONG_WAIT:
            minutes = int((now - queue.oldest_at).total_seconds() // 60)
            text = Text(f"“{name.zh}”有人已等候{minutes}分钟", f"{name.en}: somebody has waited {minutes} minutes")
            found.append(Alarm("long_wait", text, queue.service, since=queue.oldest_at))
    return found
