"""Which files are taken, told by their first bytes, and what they are called where people see them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.files.kinds import FileKind, kind_of, why_not
from hall.files.naming import LONGEST_NAME, shown_name

JPEG, PDF = FileKind.JPEG, FileKind.PDF


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0rest", JPEG),
        (b"\x89PNG\r\n\x1a\nrest", FileKind.PNG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", FileKind.WEBP),
        (b"%PDF-1.7\n", PDF),
        (b"", None),
        (b"MZ\x90\x00 a program called photo.jpg", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<!doctype html><script>", None),
        (b"GIF89a", None),
        (b"PK\x03\x04", None),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"MZ %PDF-1.7", None),  # a program first, a PDF for who looks further
        (b"\xef\xbb\xbf%PDF-1.7", None),
    ],
)
def test_the_first_bytes_say_what_a_file_is(content: bytes, kind: FileKind | None) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "空"), (b"\x00\x00\x00\x18ftypheic", "HEIC"), (b"<svg/>", "改名无效")]
)
def test_what_is_not_taken_is_told_what_to_do(content: bytes, word: str) -> None:
    said = why_not(content)
    assert word in said.zh
    assert "JPEG" in said.zh
    assert "JPEG" in said.en


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("身份证 正面.JPG", "身份证 正面.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\x\\scan.pdf", "scan.jpg"),
        ("invoice.pdf.exe", "invoice.pdf.jpg"),
        ("photo\u202egpj.exe", "photogpj.jpg"),
        ("a\x00b\r\nSet-Cookie: x", "x.jpg"),
        ('<img src=x onerror="alert(1)">.png', "img src=x onerror=alert(1).jpg"),
        (".htaccess", "htaccess.jpg"),
        ("...", "file.jpg"),
        ("", "file.jpg"),
        ("x" * 300 + ".jpg", "x" * LONGEST_NAME + ".jpg"),
    ],
)
def test_a_name_is_made_harmless(given: str, shown: str) -> None:
    assert shown_name(given, JPEG) == shown


@given(st.text(max_size=200), st.sampled_from(FileKind))
def test_no_name_leads_anywhere_or_hides_its_ending(name: str, kind: FileKind) -> None:
    shown = shown_name(name, kind)
    assert shown.endswith("." + kind.ending)
    assert len(shown) <= LONGEST_NAME + 6
    assert not set(shown) & set('/\\:<>"|?*\r\n\x00')
    assert not shown.startswith(".")
    assert all(unicodedata.category(sign) not in ("Cc", "Cf") for sign in shown)
