"""The fonts that paper is set in. A character the first has no glyph for is set in another, or written as its code.

Neither reportlab nor Pillow says when a glyph is missing, so every text is taken apart here before it is set.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parent / "font"
# Beside what is shipped, where Debian puts fonts with many more or other characters; used where they are installed.
OTHERS = (
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/unifont/unifont.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
)


class NoFont(Exception):
    """No font with Chinese characters is there."""


class Face(NamedTuple):
    """One font: its name in PDFs, its file, and the characters it has."""

    name: str
    path: Path
    characters: frozenset[int]


class Fonts:
    """Faces in the order in which they are asked for a character; each is read when those before lack one.

    NoFont without a file among `paths` that knows Chinese.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._unread = [path for path in paths if path.is_file()]
        self._faces: list[Face] = []
        if self._face_with("号") is None:
            raise NoFont("no Chinese font: run python frontend/font.py, or install fonts-wqy-microhei")
        # What is asked first is what knows Chinese; a Latin font before it only helped to get here.
        self._faces.reverse()
        self._sized: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}

    def pieces(self, text: str) -> Iterator[tuple[Face, str]]:
        """The text in runs of one face; what no face has as its code: 〔U+20BB7〕."""
        run, before = "", self._faces[0]
        for face, written in self._each(text):
            if face is not before:
                if run:
                    yield before, run
                run, before = "", face
            run += written
        if run:
            yield before, run

    def width(self, text: str, size: float, bold: bool) -> float:
        """In points, as a PDF sets it."""
        del bold  # a PDF has no bold, and sets such a line larger
        return sum(pdfmetrics.stringWidth(run, face.name, size) for face, run in self.pieces(text))

    def dots(self, text: str, size: float, bold: bool) -> float:
        """In dots, as a picture sets it."""
        return sum(self.sized(face, size).getlength(run) for face, run in self.pieces(text)) + 2 * bold

    def sized(self, face: Face, size: float) -> ImageFont.FreeTypeFont:
        key = face.name, round(size)
        if key not in self._sized:
            self._sized[key] = ImageFont.truetype(str(face.path), round(size))
        return self._sized[key]

    def _each(self, text: str) -> Iterator[tuple[Face, str]]:
        for one in text:
            face = self._face_with(one)
            if face is None:
                yield self._faces[0], f"〔U+{ord(one):04X}〕"
            else:
                yield face, one

    def _face_with(self, one: str) -> Face | None:
        """The first face that has the character; fonts that were not needed before are read until one has it."""
        known = next((face for face in self._faces if ord(one) in face.characters), None)
        while known is None and self._unread:
            face = _face(self._unread.pop(0))
            self._faces.append(face)
            known = face if ord(one) in face.characters else None
        return known


def open_fonts(folder: Path = FOLDER, others: Sequence[Path] = OTHERS) -> Fonts:
    """The shipped font, and those beside it that are installed. NoFont without any that knows Chinese."""
    shipped = sorted(folder.glob("*.ttf")) if folder.is_dir() else []
    return Fonts([*shipped, *others])


def _face(path: Path) -> Face:
    """One font of a file, made known to reportlab."""
    font = TTFont(path.stem, str(path))
    pdfmetrics.registerFont(font)
    return Face(path.stem, path, frozenset(font.face.charToGlyph))
