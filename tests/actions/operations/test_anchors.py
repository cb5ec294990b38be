"""The journal's head is noted outside the database: once for each growth, whatever a crash did to the line before."""

from hall.journal.anchors import ANCHORS_FILE, Anchors, anchors
from hall.journal.entries import head
from tests.halls import County


def heads(county: County) -> list[int]:
    """How far the county's journal had come at each anchor."""
    return [one.seq for one in anchors(county.folder / ANCHORS_FILE) if one.hall_id == county.hall_id]


def seq_of(county: County) -> int:
    with county.database.reading() as connection:
        return head(connection, county.hall_id)


def test_an_anchor_is_dropped_for_each_growth_by_whichever_process(county: County) -> None:
    path, known = county.folder / ANCHORS_FILE, []
    one, other = (Anchors(county.database, path) for _ in range(2))
    for drop in (one.drop, one.drop, other.drop):
        county.issue("tax")
        known.append(seq_of(county))
        drop()
    assert heads(county) == known
    for again in (one, Anchors(county.database, path)):
        before = path.read_bytes()
        again.drop()
        assert heads(county)[:3] == known
        assert path.read_bytes().startswith(before)


def test_a_line_that_a_crash_cut_off_takes_no_other_with_it(county: County) -> None:
    path = county.folder / ANCHORS_FILE
    Anchors(county.database, path).drop()
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    kept = heads(county)
    county.issue("tax")
    Anchors(county.database, path).drop()
    assert heads(county) == [*kept, seq_of(county)]
    path.write_bytes(path.read_bytes() + bytes(12))  # as a file system may leave it after the power went
    county.issue("tax")
    Anchors(county.database, path).drop()
    assert heads(county)[-1] == seq_of(county)
