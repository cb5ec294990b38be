"""What pip ships is what the tree holds: packages, files beside the code, libraries."""

import ast
import re
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Needed while running, by name or by a plug-in; never imported.
NEVER_IMPORTED = {"gunicorn", "psycopg", "redis", "simple-websocket", "tzdata"}


@pytest.fixture(scope="module")
def setup_cfg() -> ConfigParser:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def lines(config: ConfigParser, section: str, key: str) -> list[str]:
    return config.get(section, key).split("\n")[1:]


def folders() -> dict[str, Path]:
    """Every package of the tree, by its dotted name."""
    found = {}
    for top, name in ((ROOT / "hall", "hall"), (ROOT / "migrations", "hall.migrations")):
        for init in top.rglob("__init__.py"):
            inner = init.parent.relative_to(top).parts
            found[".".join((name, *inner))] = init.parent
    return found


def distribution(requirement: str) -> str:
    return re.split(r"[\[<>=~! ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def imported(file: Path) -> Iterator[str]:
    """Every module a file imports, also by `import_module("name")`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases)
            case ast.ImportFrom(module=str(name)):
                yield name
            case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(name))]):
                yield name


def test_every_package_is_listed(setup_cfg: ConfigParser) -> None:
    assert lines(setup_cfg, "options", "packages") == sorted(folders())


def test_every_file_beside_the_code_is_shipped(setup_cfg: ConfigParser) -> None:
    packages = folders()
    patterns = {
        name: [p.strip() for p in globs.split(",")] for name, globs in setup_cfg["options.package_data"].items()
    }
    shipped = {file for name in packages for glob in patterns.get(name, []) for file in packages[name].glob(glob)}
    beside = {
        file
        for top in ("hall", "migrations")
        for file in (ROOT / top).rglob("*")
        if file.is_file() and file.suffix != ".py" and not any(part.startswith((".", "__pyc")) for part in file.parts)
    }
    assert beside - shipped == set()


def test_every_folder_with_code_is_a_package() -> None:
    with_code = {file.parent for top in ("hall", "migrations") for file in (ROOT / top).rglob("*.py")}
    assert with_code - set(folders().values()) == set()


def test_libraries_used_and_libraries_declared_are_the_same(setup_cfg: ConfigParser) -> None:
    declared = {distribution(line) for line in lines(setup_cfg, "options", "install_requires")}
    providers = packages_distributions()
    files = [file for top in ("hall", "migrations") for file in (ROOT / top).rglob("*.py")]
    tops = {name.partition(".")[0] for file in files for name in imported(file)}
    used = {distribution(providers[top][0]) for top in tops - sys.stdlib_module_names - {"hall"}}
    assert used | NEVER_IMPORTED == declared


def test_the_lock_file_names_no_host() -> None:
    lock = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    assert '"resolved"' not in lock
