"""House style that no linter knows: short files, one reader of the clock, plain names, sentences for tests."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from hall.errors import HallError

ROOT = Path(__file__).resolve().parents[2]
CODE, TESTS = (sorted((ROOT / top).rglob("*.py")) for top in ("hall", "tests"))
LONGEST = 300
ONE_TREE = ROOT / "hall" / "errors.py"  # drawn at its top, read as a whole
CLOCK = ROOT / "hall" / "clock.py"
EMPTY_WORDS = re.compile(r"(Manager|Helper|Utils?|Handler|Processor)$")
# The only words for a refusal that differ from its code: what heads a tree, and codes older than their class.
OTHER_NAMES = {"error", "idempotency_key_reused", "internal_error"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def named_tests(path: Path) -> list[ast.FunctionDef]:
    found = nodes(path, ast.FunctionDef)
    return [one for one in found if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]


def places(paths: list[Path], wrong: Callable[[Path], list[str]]) -> list[str]:
    """What is wrong in these files, each with its file."""
    return [f"{path.relative_to(ROOT)}: {what}" for path in paths for what in wrong(path)]


def test_files_are_short() -> None:
    def lines(path: Path) -> list[str]:
        count = len(path.read_text(encoding="utf-8").splitlines())
        return [f"{count} lines"] if count > LONGEST and path != ONE_TREE else []

    assert places(CODE + TESTS, lines) == []


def test_every_file_begins_with_what_it_is() -> None:
    def silent(path: Path) -> list[str]:
        return [] if not tree(path).body or ast.get_docstring(tree(path)) else ["no docstring"]

    assert places(CODE + TESTS, silent) == []


def test_nothing_is_imported_inside_a_function() -> None:
    def late(path: Path) -> list[str]:
        inside = (node for function in nodes(path, ast.FunctionDef) for node in ast.walk(function))
        return [f"line {node.lineno}" for node in inside if isinstance(node, ast.Import | ast.ImportFrom)]

    assert places(CODE, late) == []


def test_the_clock_is_read_in_one_place() -> None:
    def read(path: Path) -> list[str]:
        called = [ast.unparse(node.func) for node in nodes(path, ast.Call) if isinstance(node, ast.Call)]
        return [call for call in called if call.endswith(("datetime.now", "datetime.utcnow", "date.today"))]

    assert places([path for path in CODE if path != CLOCK], read) == []
    assert read(CLOCK) == ["datetime.now"]


def test_classes_are_named_for_what_they_are() -> None:
    def empty(path: Path) -> list[str]:
        names = [node.name for node in nodes(path, ast.ClassDef) if isinstance(node, ast.ClassDef)]
        return [name for name in names if EMPTY_WORDS.search(name)]

    assert places(CODE, empty) == []


def test_tests_are_named_by_sentences() -> None:
    assert places(TESTS, lambda path: [one.name for one in named_tests(path) if one.name.count("_") < 2]) == []


def test_every_test_checks_something() -> None:
    """By an assertion, by expecting a refusal, or through a function that does."""

    def idle(path: Path) -> list[str]:
        checks = (ast.Assert, ast.Raise, ast.With, ast.Call)
        return [one.name for one in named_tests(path) if not any(isinstance(node, checks) for node in ast.walk(one))]

    assert places(TESTS, idle) == []


def kinds(kind: type[HallError] = HallError) -> list[type[HallError]]:
    return [kind, *(deeper for each in kind.__subclasses__() for deeper in kinds(each))]


@pytest.fixture(scope="module")
def errors() -> list[type[HallError]]:
    """Every refusal of the house, wherever it is declared."""
    import_module("hall.app")
    return [kind for kind in kinds() if kind.__module__.startswith("hall.")]


def test_every_refusal_has_a_title_in_both_languages(errors: list[type[HallError]]) -> None:
    assert len(errors) > 50
    for kind in errors:
        assert re.search(r"[一-鿿]", kind.title.zh), kind
        assert re.fullmatch(r"[A-Z][\x20-\x7e“”…–]+[^.]", kind.title.en), kind


def test_every_refusal_is_called_by_its_code(errors: list[type[HallError]]) -> None:
    spelled = {re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(): kind.code for kind in errors}
    assert {code for name, code in spelled.items() if name != code} == OTHER_NAMES
