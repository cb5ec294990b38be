"""Blocks set into rows: one column of labels, a number on one line, everything within the paper."""

from hypothesis import given
from hypothesis import strategies as st

from hall.paper.blocks import GAP, RULE, Block, Kind, Size, item, line, pair, qr
from hall.paper.breaking import columns
from hall.paper.flow import Medium, Row, rows

SIZES = {Size.SMALL: 1.0, Size.NORMAL: 1.0, Size.LARGE: 2.0, Size.HUGE: 6.0}
MEDIUM = Medium(48, SIZES, 2, 20, 12.0, 1.0, 1.0, lambda text, size, _bold: columns(text) * size)
SMALLER = [Size.SMALL, Size.NORMAL, Size.LARGE]
WORDS = st.text(st.sampled_from("号票大厅，（AB 09"), max_size=60)


def marks(row: Row) -> list[tuple[float, str]]:
    return [(mark.x, mark.text) for mark in row.marks]


@given(
    st.lists(
        st.one_of(
            st.builds(Block, st.just(Kind.LINE), WORDS, size=st.sampled_from(SMALLER), centred=st.booleans()),
            st.builds(item, WORDS, st.sampled_from(["·", "1.", "12."])),
            st.builds(pair, WORDS, WORDS),
        )
    )
)
def test_nothing_stands_beside_the_paper(blocks: list[Block]) -> None:
    for row in rows(blocks, MEDIUM):
        for mark in row.marks:
            assert mark.x >= 0
            assert mark.x + columns(mark.text) * row.size <= MEDIUM.width


def test_labels_stand_in_one_column_as_wide_as_the_longest() -> None:
    found = [marks(row) for row in rows([pair("号票", "A001"), pair("首问责任人", "王")], MEDIUM)]
    assert found == [[(0.0, "号票"), (12, "A001")], [(0.0, "首问责任人"), (12, "王")]]


def test_a_label_too_long_for_its_column_stands_above() -> None:
    found = [marks(row) for row in rows([pair("a very long label of all", "x")], MEDIUM)]
    assert found == [[(0.0, "a very long label of all")], [(20, "x")]]


def test_a_number_is_made_smaller_until_it_stands_on_one_line() -> None:
    (row,) = rows([line("A1000B2000", size=Size.HUGE, centred=True)], MEDIUM)
    assert row.size == 4.0
    assert marks(row) == [(4.0, "A1000B2000")]


def test_items_hang_behind_their_marks() -> None:
    found = [marks(row) for row in rows([item("一二三四五六七八九十" * 3, "10.")], MEDIUM)]
    assert [x for x, _text in found[0]] == [0.0, 4]
    assert [x for x, _text in found[1]] == [4]


def test_gaps_lines_and_codes_take_their_room() -> None:
    gap, rule, code = rows([GAP, RULE, qr("x")], MEDIUM)
    assert (gap.height, rule.height, rule.rule, code.height, code.code) == (1.0, 2.0, True, 12.0, "x")


def test_a_block_survives_the_way_to_the_child() -> None:
    for block in (
        line("号", size=Size.LARGE, bold=True, centred=True),
        item("甲"),
        pair("乙", "丙"),
        qr("丁"),
        RULE,
        GAP,
    ):
        assert Block.of(block.as_json()) == block
