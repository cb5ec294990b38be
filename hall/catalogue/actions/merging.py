"""What a new definition changes: beside what is stored, and around what a manager has changed since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Values = Mapping[Any, Any]  # as a row of the database maps its columns


@dataclass
class Changes:
    """What an import did to the things of one kind, by code or number.

    `columns` are those that changed anywhere. That a thing only `moved` within its list is no change to tell of.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    moved: bool = False

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.retired)

    @property
    def touched(self) -> frozenset[str]:
        """Everything that is not as it was."""
        return frozenset((*self.added, *self.changed, *self.retired))

    def note(self, name: str, columns: Collection[str]) -> None:
        """Count a thing of which these columns changed."""
        told = set(columns) - {"position"}
        self.moved |= "position" in columns
        self.columns |= told
        (self.changed if told else self.unchanged).append(name)

    def include(self, other: "Changes", prefix: str = "") -> None:
        """Count what happened in one hall among that of all."""
        for mine, its in zip(self._lists(), other._lists(), strict=True):
            mine.extend(prefix + name for name in its)
        self.columns |= other.columns
        self.moved |= other.moved

    def _lists(self) -> tuple[list[str], ...]:
        return self.added, self.changed, self.retired, self.unchanged


def differing(stored: Values, wanted: Json) -> Json:
    """Those of the wanted values that are not stored like that."""
    return {name: value for name, value in wanted.items() if stored[name] != value}


def merged_window(live: Values, old: Values, new: Json, zones: Collection[str], services: Collection[str]) -> Json:
    """A window's name, kind, zone, services and sessions after a re-import.

    `old` and `new` are what its definition said before and says now, `live` how it works. What the definition did not
    change stays as a manager has set it – except in a zone or with services that are no more (`zones`, `services` are
    those that are). Services follow the definition's patterns: one that was added to the list joins every `*`.
    """
    names = ("name", "kind", "zone", "sessions")
    merged = {name: new[name] if new[name] != old[name] else live[name] for name in names}
    if merged["zone"] not in zones:
        merged["zone"] = new["zone"]
    reassigned = set(live["services"]) != set(old["services"])
    if new["patterns"] == old["patterns"] and reassigned:
        merged["services"] = [code for code in live["services"] if code in services]
    else:
        merged["services"] = new["services"]
    return merged
