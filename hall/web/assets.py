"""The built browser code, addressed by content so that a browser may keep it for ever."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "static"
FOREVER_SECONDS = 365 * 24 * 3600


class Assets:
    """Files of one folder and the addresses that name their content; a file built anew gets a new address."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self._known: dict[str, tuple[int, str]] = {}

    def url(self, name: str) -> str:
        """The address of a file, e.g. `/static/kiosk.js?v=3f2a…`; without the version when it is not built yet."""
        version = self.version(name)
        return f"/static/{name}?v={version}" if version else f"/static/{name}"

    def version(self, name: str) -> str | None:
        """The first 16 hex digits of the file's SHA-256, read again only when the file has changed."""
        path = self.folder / name
        if not path.is_file():
            return None
        changed = path.stat().st_mtime_ns
        known = self._known.get(name)
        if known is None or known[0] != changed:
            known = (changed, hashlib.sha256(path.read_bytes()).hexdigest()[:16])
            self._known[name] = known
        return known[1]

    @property
    def built(self) -> bool:
        return (self.folder / "hall.css").is_file()
