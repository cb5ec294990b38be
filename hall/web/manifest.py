"""What a phone needs to keep a page among its own programs: the manifest of a ticket, an appointment, a hall."""

from dataclasses import dataclass

COLOUR, PAPER = "#0b3d91", "#f4f6fb"


@dataclass(frozen=True)
class Installable:
    """A page that may be kept; `path` is where it opens again, `name` what stands under its sign."""

    path: str
    name: str
    lang: str
    direction: str
    icon: str

    def as_json(self) -> dict[str, object]:
        """The manifest. Its scope is the whole house: an appointment goes on to its ticket."""
        return {
            "id": self.path,
            "name": self.name,
            "short_name": self.name,
            "start_url": self.path,
            "scope": "/",
            "display": "standalone",
            "lang": self.lang,
            "dir": self.direction,
            "theme_color": COLOUR,
            "background_color": PAPER,
            "icons": [{"src": self.icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
        }
