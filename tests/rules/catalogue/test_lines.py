"""On which line each table and key of a TOML file stands."""

from hall.catalogue.reading.lines import line_numbers

FILE = '''\
# a [comment] with brackets = none
top = 1
"quoted key" = 2
dotted.key = 3

[plain]
a = "[not.a.table]"   # nor = this
b = """
[halls]
c = 1
"""
d = [
    { x = 1 },   # c = 2
    "]]",
]
e = \'\'\'
f = 1 \'\'\'
g = 'it''s'

[[many]]
a = 1
[many.inner]
a = 2
[[many.deep]]
a = 3
[[many.deep]]
a = 4

[[many]]
a = 5
  [[ many . deep ]]
  a = 6
'''


def test_every_table_and_key_is_found_and_nothing_inside_texts_or_lists() -> None:
    assert line_numbers(FILE) == {
        ("top",): 2,
        ("quoted key",): 3,
        ("dotted", "key"): 4,
        ("plain",): 6,
        ("plain", "a"): 7,
        ("plain", "b"): 8,
        ("plain", "d"): 12,
        ("plain", "e"): 16,
        ("plain", "g"): 18,
        ("many", 0): 20,
        ("many", 0, "a"): 21,
        ("many", 0, "inner"): 22,
        ("many", 0, "inner", "a"): 23,
        ("many", 0, "deep", 0): 24,
        ("many", 0, "deep", 0, "a"): 25,
        ("many", 0, "deep", 1): 26,
        ("many", 0, "deep", 1, "a"): 27,
        ("many", 1): 29,
        ("many", 1, "a"): 30,
        ("many", 1, "deep", 0): 31,
        ("many", 1, "deep", 0, "a"): 32,
    }


def test_windows_line_ends_and_an_empty_file() -> None:
    assert line_numbers("") == {}
    assert line_numbers("a = 1\r\n\r\n[b]\r\nc = 2\r\n") == {("a",): 1, ("b",): 3, ("b", "c"): 4}
