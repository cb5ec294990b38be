"""What a thermal printer is sent, read back as the printer would: as text, as a picture, and cut."""

from typing import Any

import pytest
from escpos.printer import Dummy
from PIL import Image, ImageChops

from hall.paper.blocks import Size, line, pair, qr
from hall.paper.fonts import open_fonts
from hall.paper.picture import DOTS, slip_picture
from hall.paper.thermal import COLUMNS, STRIP_ROWS, best_mode, image_bytes, text_bytes
from tests.edges.paper.receipt import Receipt, codes_in, read_receipt
from tests.halls import County, Json, refused

MISSED = "过号后请持本票到取号机或导服台恢复排队，无需重新取号。"


def receipt(county: County, ticket: Json, query: str = "") -> Receipt:
    response = county.visitor.get(f"/tickets/{ticket['id']}/slip.escpos{query}")
    assert response.status_code == 200
    assert response.mimetype == "application/vnd.escpos"
    return read_receipt(response.get_data())


def test_as_text_it_says_what_the_slip_says_with_the_number_six_times_as_large(county: County) -> None:
    ticket = county.issue("tax", name="张三")
    printed = receipt(county, ticket)
    assert ("H001", 6, True) in [(text.strip(), size, bold) for text, size, bold in printed.lines]
    said = printed.text.replace("\n", "").replace(" ", "")
    for words in ("周至县", "张**", "请备好材料", MISSED):
        assert words in said, (words, said)
    assert codes_in(printed.picture) == [f"http://localhost/t/{ticket['id']}"]


def test_it_is_reset_set_to_chinese_fed_and_cut_once(county: County) -> None:
    assert receipt(county, county.issue("tax")).commands == [b"\x1b@", b"\x1c&", b"\x1bd", b"\x1dVB"]


def test_no_line_of_text_is_wider_than_the_paper(county: County) -> None:
    printed = receipt(county, county.issue(bundle="birth", language="en"))
    for text, size, _bold in printed.lines:
        indent = len(text) - len(text.lstrip()) if size > 1 else 0
        wide = indent + size * sum(1 if one < "\u0080" else 2 for one in text[indent:])
        assert wide <= COLUMNS, (text, size)


def test_a_rare_name_makes_it_a_picture_unless_told_otherwise(county: County) -> None:
    common, rare = county.issue("tax", name="镕一"), county.issue("tax", name="䶮一")
    assert receipt(county, common).lines
    assert not receipt(county, rare).lines
    assert not receipt(county, common, "?mode=image").lines
    assert "䶮**" in receipt(county, rare, "?mode=text").text
    problem = refused(county.visitor.get(f"/tickets/{rare['id']}/slip.escpos?mode=paper"), "invalid", 422)
    assert problem["errors"][0]["field"] == "mode"


def test_the_picture_is_what_was_drawn_dot_for_dot_and_its_code_can_be_read(county: County) -> None:
    ticket = county.issue("tax")
    printed = receipt(county, ticket, "?mode=image")
    assert printed.picture.width == DOTS
    assert max(each.height for each in printed.pictures) <= STRIP_ROWS
    assert codes_in(printed.picture) == [f"http://localhost/t/{ticket['id']}"]
    black = printed.picture.convert("L").point(lambda grey: 255 - grey)
    box = black.getbbox()
    assert box is not None
    assert box[0] >= 4
    assert box[2] <= DOTS - 4


@pytest.mark.parametrize("rare", list("䶮镕堃喆玥婞"))
def test_a_rare_character_is_ink_of_its_own_shape(rare: str) -> None:
    """Neither nothing nor the box that fonts draw for what they lack."""
    fonts = open_fonts()
    drawn, common, lacking = (_ink(fonts, one) for one in (rare, "一", "\U0010ffff"))
    assert drawn.getbbox() is not None
    assert ImageChops.logical_xor(drawn, common).getbbox() is not None
    assert ImageChops.logical_xor(drawn, lacking).getbbox() is not None


def _ink(fonts: Any, one: str) -> Image.Image:
    """A large character as drawn, black as True, on a field of one size."""
    picture = slip_picture([line(one, size=Size.HUGE)], open_fonts() if fonts is None else fonts)
    field = Image.new("1", (DOTS, 260), 0)
    field.paste(ImageChops.invert(picture))
    return field


def test_the_picture_is_sent_as_another_library_would_send_it() -> None:
    picture = slip_picture([line("周至县", size=Size.LARGE), qr("https://hall.example/t/x")], open_fonts())
    other = Dummy()
    other.image(picture.convert("RGB"), fragment_height=STRIP_ROWS)
    assert image_bytes(picture).removeprefix(b"\x1b@").removesuffix(b"\x1bd\x03\x1dVB\x00") == bytes(other.output)


def test_commands_in_what_people_typed_are_not_sent_to_the_printer() -> None:
    typed = "材料\x1bp\x00\x19\xfa一\x1d!\x77\r\n二\x00"
    sent = text_bytes([line(typed), pair("人", typed)])
    assert b"\x1bp" not in sent
    assert [text.strip() for text, _size, _bold in read_receipt(sent).lines][:2] == ["材料pú一!w", "二"]


def test_text_is_chosen_only_when_every_printer_has_every_character() -> None:
    assert best_mode([line("镕堃喆玥婞㎡①—“”"), line("plain")]) == "text"
    assert [best_mode([line(one)]) for one in ("䶮", "𠮷", "🙂")] == ["image"] * 3
