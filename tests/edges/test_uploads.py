"""What is sent in is taken for what is in it, made harmless, kept where nobody looks, and refused in a sentence."""

import os
import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from hall.edge.limits import Limits
from hall.edge.uploads import UploadDoor
from hall.errors import FileDamaged, UploadsBusy
from hall.files.examiner import Examiner
from hall.files.examiner_child import LONGEST_SIDE
from tests.actions.booking.people import book
from tests.halls import COUNTY, Built, County, Json, opened, refused, told
from tests.sent_in import (
    carry_file,
    hide_script,
    hold_photo,
    pdf,
    photo,
    png_of,
    run_script,
    send,
    start_program,
    swollen_pdf,
)

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def county(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """One hall for all of the file, whose files weigh a megabyte at most."""
    with opened(built, tmp_path_factory.mktemp("uploads"), upload_megabytes=1) as county:
        county.set_booking(pre_review_files=40)
        yield county


@pytest.fixture(scope="module")
def door(county: County) -> str:
    made = book(county, "2026-11-26 10:00", mode="pre_review", materials=["身份证"])
    return f"/appointments/{made['id']}/materials"


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    one = Examiner()
    yield one
    one.stop()


def given_back(county: County, door: str, content: bytes, name: str = "photo.jpg") -> bytes:
    """A file as staff get it after it was taken."""
    county.wait(seconds=1)
    taken: Json = told(send(county.visitor, door, content, name, material=0), 201)
    given = county.clerk(3).get(f"{door}/{taken['items'][0]['files'][-1]['id']}")
    assert given.status_code == 200
    return given.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_upright_and_tells_nothing_beside(county: County, door: str, kind: str) -> None:
    content = photo(40, 20, kind)
    assert b"Exif" in content or b"eXIf" in content or b"EXIF" in content
    drawn = Image.open(BytesIO(given_back(county, door, content + b"PK\x03\x04 an archive behind it")))
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (20, 40), {})
    assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & drawn.info.keys()
    assert drawn.getpixel((10, 10))[0] > 240  # type: ignore[index]  # in colour: three bands


def test_a_file_of_nearly_all_it_may_weigh_is_taken(county: County, door: str) -> None:
    """As from a camera: nothing in it is like anything else, and lines of a form seem to begin everywhere in it."""
    made, dots = BytesIO(), random.Random(1).randbytes(1150 * 750 * 3)
    Image.frombytes("RGB", (1150, 750), dots).save(made, "JPEG", quality=90)
    assert 0.7 * MEGABYTE < made.tell() < MEGABYTE
    assert Image.open(BytesIO(given_back(county, door, made.getvalue()))).size == (1150, 750)


def test_what_is_transparent_is_white_and_what_is_huge_is_made_smaller(examiner: Examiner) -> None:
    made = BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(made, "PNG")
    assert Image.open(BytesIO(examiner.examine(made.getvalue()).content)).getpixel((3, 3)) == (255, 255, 255)
    large = Image.open(BytesIO(examiner.examine(photo(4000, 1000)).content))
    assert large.size == (LONGEST_SIDE // 4, LONGEST_SIDE)


def test_a_pdf_is_written_anew_without_author_places_or_what_stands_behind_it(county: County, door: str) -> None:
    content = pdf(hold_photo)
    assert b"Exif" in content
    given = given_back(county, door, content + b"PK\x03\x04 an archive behind it", "scan.pdf")
    assert not any(trace in given for trace in (b"Exif", b"Zhang", b"archive"))
    with pikepdf.open(BytesIO(given)) as found:
        picture = pikepdf.PdfImage(found.pages[0].Resources.XObject.P).as_pil_image()
    assert picture.size == (50, 50)


def test_a_child_that_has_nothing_to_do_is_let_go_and_comes_again() -> None:
    others, examiner = examining(), Examiner()
    try:
        assert examiner.examine(photo()).content
        [child] = examining() - others
        examiner.rest()
        assert examining() - others == {child}, "it may be asked again soon"
        examiner.rest(idle_seconds=0)
        assert examining() - others == set()
        assert examiner.examine(photo()).content
    finally:
        examiner.stop()


def examining() -> set[str]:
    """The examiners that this process has started, by their process ids."""
    mine = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return {pid for pid in mine if b"examiner_child" in Path(f"/proc/{pid}/cmdline").read_bytes()}


BAD = {
    "nothing": (b"", "file_type_refused", "空"),
    "a program called photo.jpg": (b"MZ\x90\x00" + bytes(2000), "file_type_refused", "改名无效"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_type_refused", "改名无效"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "file_type_refused", "改名无效"),
    "GIF": (b"GIF89a" + bytes(100), "file_type_refused", "改名无效"),
    "an archive": (b"PK\x03\x04" + bytes(100), "file_type_refused", "改名无效"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic" + bytes(100), "file_type_refused", "兼容性最佳"),
    "a page before a PDF": (b"<script>alert(1)</script>" + pdf(), "file_type_refused", "改名无效"),
    "a program that begins as a picture": (b"\xff\xd8\xffMZ" + bytes(500), "file_damaged", "重新拍照"),
    "half a picture": (photo(400, 400)[:900], "file_damaged", "重新拍照"),
    "a picture of 3.6 thousand million dots": (png_of(60_000, 60_000), "picture_too_large", "5000万"),
    "a PDF that runs a script": (pdf(run_script), "file_unsafe", "脚本"),
    "a PDF that hides a script": (pdf(hide_script), "file_unsafe", "脚本"),
    "a PDF that carries a program": (pdf(carry_file), "file_unsafe", "附件"),
    "a PDF that starts a program": (pdf(start_program), "file_unsafe", "自动执行"),
    "a PDF under lock": (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "file_damaged", "密码"),
    "no PDF at all": (b"%PDF-1.7\nnothing of the kind", "file_damaged", "重新导出"),
    "more than a megabyte": (b"\xff\xd8\xff" + bytes(MEGABYTE), "file_too_large", "1 MB"),
    "much more than a megabyte": (b"\xff\xd8\xff" + bytes(3 * MEGABYTE), "file_too_large", "1 MB"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_taken_is_refused_in_a_sentence_and_leaves_nothing(county: County, door: str, what: str) -> None:
    content, code, word = BAD[what]
    before = {path.name for path in county.folder.rglob("*") if path.is_file()}
    problem = refused(send(county.visitor, door, content, "photo.jpg", material=0), code)
    assert word in problem["detail"]
    assert problem["errors"][0]["field"] == "file"
    english = send(county.visitor, door + "?lang=en", content, "photo.jpg", material=0).get_json()["detail"]
    assert english.isascii() or "“" in english
    assert {path.name for path in county.folder.rglob("*") if path.is_file()} == before


def test_a_file_that_swells_in_memory_ends_nothing_but_its_own_examination(examiner: Examiner) -> None:
    assert examiner.examine(swollen_pdf(1)).content, "whole, and taken while it is small"
    content = swollen_pdf(1200)
    assert len(content) < 10 * MEGABYTE
    with pytest.raises(FileDamaged):
        examiner.examine(content)
    assert examiner.examine(photo()).content


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"json": {"material": 0}}, "invalid"),
        ({"data": {"material": "0"}, "content_type": "multipart/form-data"}, "invalid"),
        ({"data": {"material": "0", "file": "words"}, "content_type": "multipart/form-data"}, "invalid"),
        ({"data": {"material": "0", "other": (BytesIO(photo()), "x.jpg")}}, "invalid"),
        ({"data": {"material": "0", "file": [(BytesIO(b"a"), "x.jpg"), (BytesIO(b"b"), "y.jpg")]}}, "invalid"),
        ({"data": {"file": (BytesIO(photo()), "x.jpg")}}, "invalid"),
        ({"data": {"material": "one", "file": (BytesIO(photo()), "x.jpg")}}, "invalid"),
        ({"data": {"material": "0", "more": "1", "file": (BytesIO(photo()), "x.jpg")}}, "invalid"),
        ({"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}, "bad_request"),
        ({"data": b"x", "content_type": "multipart/form-data"}, "bad_request"),
        (
            {"data": {f"f{at}": "x" for at in range(30)} | {"file": (BytesIO(photo()), "x.jpg")}},
            "file_too_large",
        ),
    ],
)
def test_a_form_that_is_none_is_refused(county: County, door: str, sent: Json, code: str) -> None:
    refused(county.visitor.client.post("/api/v1" + door, **sent), code)


def test_what_was_sent_in_is_saved_and_never_run(county: County, door: str) -> None:
    county.wait(seconds=1)
    taken = told(send(county.visitor, door, pdf(), "材料';x=\".pdf", material=0), 201)
    file = taken["items"][0]["files"][-1]
    given = county.clerk(3).get(f"{door}/{file['id']}")
    assert given.headers["Content-Disposition"].startswith('attachment; filename="')
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert given.headers["Cache-Control"] == "no-store"
    assert given.mimetype == "application/pdf"
    for path in (f"/files/{file['id']}", f"/static/../files/{file['id'][:2]}/{file['id']}", "/static/%2e%2e/keys.toml"):
        assert county.visitor.client.get(path).status_code == 404


def test_a_full_disk_is_said_and_nothing_is_half_there(
    county: County, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hall.files.store.LEFT_FREE", 2**62)
    before = sorted((county.folder / "files").glob("*/*"))
    problem = refused(send(county.visitor, door, photo(), material=0), "disk_full", 503)
    assert "存储空间不足" in problem["detail"]
    assert sorted((county.folder / "files").glob("*/*")) == before


def test_only_so_many_files_are_in_memory_at_once() -> None:
    places = UploadDoor(MEGABYTE, Limits("off"), at_once=1)
    with places.place(), pytest.raises(UploadsBusy), places.place():
        pass
    with places.place():
        pass


def test_a_stranger_sends_so_many_files_a_minute_and_no_more(built: Built, tmp_path: Path) -> None:
    with opened(built, tmp_path, rate_limits="240/minute") as county:
        made = book(county, "2026-11-26 10:00", mode="pre_review", materials=["身份证"])
        path = f"/appointments/{made['id']}/materials"
        for _ in range(20):
            refused(send(county.visitor, path, b"", material=0), "file_type_refused")
        problem = refused(send(county.visitor, path, b"", material=0), "too_fast", 429)
        assert "秒后再试" in problem["detail"]
        told(county.visitor.get(f"/halls/{COUNTY}"))
