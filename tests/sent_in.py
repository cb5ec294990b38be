"""Files as people send them in, honest and hostile, each made here; and sending one as a form."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.halls import Somebody

LATITUDE = 0x8825  # where the camera notes the place
TURNED = 0x0112


def send(
    by: Somebody, path: str, content: bytes, name: str = "photo.jpg", key: str | None = None, **fields: Any
) -> TestResponse:
    """Send a file as a form, with its other fields."""
    form: dict[str, Any] = {field: str(value) for field, value in fields.items()}
    form["file"] = FileStorage(BytesIO(content), name)
    boundary, body = encode_multipart(form)
    headers = {**by.headers, **({"Idempotency-Key": key} if key else {})}
    kind = f'multipart/form-data; boundary="{boundary}"'
    return by.client.post("/api/v1" + path, data=body, headers=headers, content_type=kind)


def photo(width: int = 40, height: int = 20, kind: str = "JPEG", colour: str = "red") -> bytes:
    """A photograph that knows where it was taken, and lies on its side."""
    noted = Image.Exif()
    noted[TURNED] = 6
    noted[LATITUDE] = {1: "N", 2: (34.0, 9.0, 49.0)}
    made = BytesIO()
    Image.new("RGB", (width, height), colour).save(made, kind, exif=noted)
    return made.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _: None, **saved: Any) -> bytes:
    """A PDF of one page, by somebody."""
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Author"] = "Zhang San"
        change(made)
        written = BytesIO()
        made.save(written, **saved)
    return written.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def run_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def hide_script(made: pikepdf.Pdf) -> None:
    """Used by nothing, in an object of its own."""
    made.make_indirect(pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.JavaScript)]))
    made.Root.Hidden = made.make_indirect(pikepdf.Dictionary(Deep=pikepdf.Array([pikepdf.Dictionary(JS="x")])))


def carry_file(made: pikepdf.Pdf) -> None:
    made.attachments["invoice.exe"] = b"MZ"


def start_program(made: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    made.pages[0].Annots = pikepdf.Array([link])


def hold_photo(made: pikepdf.Pdf) -> None:
    """A page whose picture knows where it was taken."""
    picture = made.make_stream(photo(50, 50))
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 50, 50, 8
    picture.ColorSpace, picture.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))


def swollen_pdf(megabytes: int) -> bytes:
    """A whole PDF of one page whose objects lie in a stream that unpacks to so many megabytes."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
        5: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    }
    starts, inside = [], b""
    for number, content in objects.items():
        starts.append(f"{number} {len(inside)}")
        inside += content + b" "
    head = " ".join(starts).encode() + b" "
    packed = zlib.compressobj(1)
    heart = packed.compress(head + inside)
    heart += b"".join(packed.compress(b" " * 2**20) for _ in range(megabytes)) + packed.flush()
    made = b"%PDF-1.5\n"
    told = f"/Type/ObjStm/N {len(objects)}/First {len(head)}"
    holder, made = len(made), made + _stream(3, told, heart)
    table = len(made)
    rows = [(0, 0, 0), (2, 3, 0), (2, 3, 1), (1, holder, 0), (1, table, 0), (2, 3, 2)]
    xref = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    made += _stream(4, "/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R", xref)
    return made + f"startxref\n{table}\n%%EOF\n".encode()


def _stream(number: int, told: str, content: bytes) -> bytes:
    head = f"{number} 0 obj\n<<{told}/Filter/FlateDecode/Length {len(content)}>>\nstream\n".encode()
    return head + content + b"\nendstream\nendobj\n"
