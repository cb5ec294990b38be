"""Definition files from the disk: what cannot be read is refused in one clear line."""

from pathlib import Path

import pytest

from hall.catalogue.reading.source import LARGEST_BYTES, read_source
from hall.catalogue.report import check_report
from hall.errors import DefinitionInvalid
from tests.rules.catalogue.definitions import EXAMPLE, SMALL


def refusal(path: Path) -> str:
    with pytest.raises(DefinitionInvalid) as refused:
        read_source(path)
    error = refused.value
    assert error.fields == []
    assert error.detail.zh.startswith(str(path))
    assert "\n" not in error.detail.en
    return error.detail.en


def written(folder: Path, content: bytes) -> Path:
    path = folder / "hall.toml"
    path.write_bytes(content)
    return path


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.toml").endswith("does not exist")


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path).endswith("is a folder, not a file")


def test_a_name_that_is_no_name() -> None:
    assert "cannot be read" in refusal(Path("hall\0.toml"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"format = 1\nformat = 2\n", "is not valid TOML: Cannot overwrite a value (at line 2"),
        (b"format = \n", "is not valid TOML: Invalid value (at line 1"),
        (b'name = "open\n', "is not valid TOML"),
        (b"\x00\x01\x02", "is not valid TOML"),
        (b"a = " + b"9" * 5000, "is not valid TOML"),
        (b"a = " + b"[" * 100_000, "is nested too deeply"),
        ("format = 1\n# 大厅\n".encode("gbk"), "is not in UTF-8 on line 2 (perhaps GBK)"),
        ("format = 1\n# 大厅\n".encode("utf-16"), "is in UTF-16"),
        (b"# " + b"x" * LARGEST_BYTES, "is larger than 8 MB"),
    ],
    ids=["twice", "no value", "open text", "binary", "long number", "deep", "gbk", "utf-16", "large"],
)
def test_a_file_that_is_no_toml_in_utf_8(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refusal(written(tmp_path, content))


def test_a_byte_order_mark_and_windows_line_ends_are_no_harm(tmp_path: Path) -> None:
    text = SMALL.replace("\n", "\r\n")
    source = read_source(written(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    assert source.data["format"] == 1
    assert source.lines[("format",)] == 1
    assert source.lines[("halls", 0, "code")] == 26


def test_the_check_of_the_example_says_what_is_in_it_in_both_languages() -> None:
    english, chinese = check_report(EXAMPLE, "en"), check_report(EXAMPLE, "zh")
    assert english.sound
    assert "4 halls, 39 windows, 26 services, 10 bundles, 2 notices" in english.lines
    assert any("33 windows, 26 services, 88% of them at comprehensive windows" in line for line in english.lines)
    assert any("综合窗口受理率 88%" in line for line in chinese.lines)
    assert english.lines[-1] == "It can be imported, with 3 warning(s)."


def test_the_check_of_a_broken_file_tells_every_problem_and_cannot_be_imported(tmp_path: Path) -> None:
    text = SMALL.replace('prefix = "D"', 'prefix = "d"').replace('hall = "town"', 'hall = "city"')
    report = check_report(written(tmp_path, text.encode()), "en")
    assert not report.sound
    assert report.lines == [
        "error  line 5  services[pension].prefix  must be one or two capital letters A to Z",
        "error  line 57  notices[welcome].hall  there is no hall 'city'",
        "2 error(s): it cannot be imported.",
    ]


def test_the_check_of_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    report = check_report(tmp_path / "none.toml", "en")
    assert not report.sound
    assert report.lines == [f"{tmp_path / 'none.toml'} does not exist"]
