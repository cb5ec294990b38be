"""The child that reads files from strangers: pictures are drawn anew, PDFs are looked through and written anew.

What comes out holds nothing of what stood beside the picture or pages: no place, no camera, no author, nothing hidden
before or behind. Memory is bounded, and the parent ends what takes too long.
"""

import base64
import resource
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, ImageOps

from hall.children import Done, work_for_parent
from hall.events import Json
from hall.files.kinds import FileKind

MOST_MEMORY = 1024 * 1024 * 1024
MOST_DOTS = 50_000_000  # of a picture before it is drawn: what phones take, with room
LONGEST_SIDE = 3000  # dots, after
QUALITY = 85
MOST_OBJECTS = 200_000
MOST_PAGES = 300
# What a PDF must not hold anywhere: programs, files, forms that are programs.
FORBIDDEN_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"}
FORBIDDEN_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute",
}  # fmt: skip
FORBIDDEN_TYPES = {"/EmbeddedFile", "/RichMedia", "/FileAttachment"}
# What is taken out: what happens by itself, and what tells of whoever made it.
DROPPED_KEYS = ("/AA", "/OpenAction", "/Metadata", "/PieceInfo")


class Refused(Exception):
    """The file is not taken; the message is the code of the refusal."""


def examine(job: Json) -> Done:
    """`{"kind", "content": base64}` → the file as it is kept, or `{"refused": code}`."""
    content, kind = base64.b64decode(job["content"]), FileKind(job["kind"])
    try:
        if kind is FileKind.PDF:
            return Done({"kind": FileKind.PDF}, _pdf_anew(content))
        return Done({"kind": FileKind.JPEG}, _picture_anew(content, kind))
    except Refused as refusal:
        return Done({"refused": str(refusal)})


def _picture_anew(content: bytes, kind: FileKind) -> bytes:
    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is drawn
    try:
        with Image.open(BytesIO(content), formats=(kind.value.upper(),)) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise Refused("picture_too_large")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            drawn = _on_white(upright)
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError) as error:
        raise Refused("file_damaged") from error
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made = BytesIO()
    drawn.save(made, "JPEG", quality=QUALITY, subsampling=0)
    return made.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """In plain colours; where it was transparent it is white. A new picture: nothing is carried over with it."""
    if not picture.has_transparency_data:
        return _bare(picture.convert("RGB"))
    layer = picture.convert("RGBA")
    sheet = Image.new("RGB", layer.size, "white")
    sheet.paste(layer, mask=layer.getchannel("A"))
    return sheet


def _bare(picture: Image.Image) -> Image.Image:
    picture.info.clear()
    return picture


def _pdf_anew(content: bytes) -> bytes:
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if not 0 < len(pdf.pages) <= MOST_PAGES:
                raise Refused("file_damaged")
            parts = list(_parts(pdf))
            for one in parts:
                _check(one)
            for one in parts:
                _strip(one)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            made = BytesIO()
            pdf.save(made, deterministic_id=True)
            return made.getvalue()
    except pikepdf.PasswordError as error:
        raise Refused("pdf_locked") from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, RuntimeError, MemoryError) as error:
        raise Refused("file_damaged") from error


def _parts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream of the file, also those that stand inside of others or are used nowhere."""
    waiting: list[Any] = [pdf.trailer, *pdf.objects]
    seen = 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > MOST_OBJECTS:
            raise Refused("file_damaged")
        inside: list[Any] = []
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            inside = [one[key] for key in list(one.keys())]
        elif isinstance(one, pikepdf.Array):
            inside = list(one)
        waiting += [each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _check(part: Any) -> None:
    keys = set(part.keys())
    named = {str(part[key]) for key in ("/S", "/Type", "/Subtype") if key in keys and _is_name(part[key])}
    if keys & FORBIDDEN_KEYS or named & (FORBIDDEN_ACTIONS | FORBIDDEN_TYPES):
        raise Refused("file_unsafe")


def _strip(part: Any) -> None:
    for key in DROPPED_KEYS:
        if key in part:
            del part[key]
    if isinstance(part, pikepdf.Stream) and _is_name(part.get("/Filter")) and str(part["/Filter"]) == "/DCTDecode":
        how = part.get("/DecodeParms")
        told = how if isinstance(how, pikepdf.Dictionary) else None
        part.write(without_notes(part.read_raw_bytes()), filter=pikepdf.Name.DCTDecode, decode_parms=told)


def _is_name(value: Any) -> bool:
    return isinstance(value, pikepdf.Name)


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without what programs note beside the picture (APP1 to APP13, comments): place, camera, small copies."""
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        ends = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if not (0xE1 <= jpeg[at + 1] <= 0xED or jpeg[at + 1] == 0xFE):
            kept += jpeg[at:ends]
        at = ends
    return bytes(kept + jpeg[at:])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    work_for_parent(examine)
