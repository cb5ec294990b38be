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
    """Faces in the order in which they are asked for a character."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces
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
        del bold  # a bold line is a stroked one, no wider
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
            face = next((face for face in self._faces if ord(one) in face.characters), None)
            if face is None:
                yield self._faces[0], f"〔U+{ord(one):04X}〕"
            else:
                yield face, one


def open_fonts(folder: Path = FOLDER, others: Sequence[Path] = OTHERS) -> Fonts:
    """Every font that is there, the shipped one first. NoFont without any that knows Chinese."""
    shipped = sorted(folder.glob("*.ttf")) if folder.is_dir() else []
    faces = [_face(path) for path in (*shipped, *others) if path.is_file()]
    chinese = [face for face in faces if ord("号") in face.characters]
    if not chinese:
        raise NoFont("no Chinese font: run python frontend/font.py, or install fonts-wqy-microhei")
    return Fonts([*chinese, *(face for face in faces if face not in chinese)])


def _face(path: Path) -> Face:
    """One font of a file, made known to reportlab."""
    font = TTFont(path.stem, str(path))
    pdfmetrics.registerFont(font)
    return Face(path.stem, path, frozenset(font.face.charToGlyph))
