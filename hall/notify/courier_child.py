"""The child process that holds Apprise: `python -m hall.notify.courier_child`; it names a carrier or sends a message.

Jobs are `{"wish": "name", "address"}`, answered with `{"service"}` (null for an address that no carrier understands),
and `{"wish": "send", "address", "title", "body"}`, answered with `{"taken"}`. Addresses are secrets: whatever goes
wrong is told without them, and what libraries would log is not logged.
"""

import logging

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat
from apprise.common import PersistentStoreMode

from hall.children import Done, work_for_parent
from hall.events import Json

# Nothing of its makers' in what is sent; no redirects, which could lead a message elsewhere; nothing kept on disk.
OURS = AppriseAsset(
    app_id="Hall",
    app_desc="Hall",
    app_url="",
    image_url_mask="",
    image_url_logo="",
    image_path_mask="",
    http_redirects=False,
    storage_mode=PersistentStoreMode.MEMORY,
    plugin_paths=[],
)


def do(job: Json) -> Done:
    """One job. Raises nothing: a refusal would be told in words that may hold the address."""
    try:
        carrier = _carrier(job["address"])
        if job["wish"] == "name":
            return Done({"service": str(carrier.service_name) if carrier is not None else None})
        return Done({"taken": carrier is not None and _sent(carrier, job["title"], job["body"])})
    except Exception as problem:  # noqa: BLE001 (whatever it is, its words may hold the address)
        return Done({"failed": type(problem).__name__})


def _carrier(address: str) -> NotifyBase | None:
    made = Apprise.instantiate(address, asset=OURS)
    return made if isinstance(made, NotifyBase) else None


def _sent(carrier: NotifyBase, title: str, body: str) -> bool:
    return bool(carrier.notify(body=body, title=title, body_format=NotifyFormat.TEXT))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    work_for_parent(do)
