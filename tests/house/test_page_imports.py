"""The browser code is layered: no file imports one that imports it, types included."""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "frontend"
IMPORT = re.compile(r'^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)";', re.MULTILINE | re.DOTALL)


def imports(root: Path) -> dict[Path, set[Path]]:
    """What each file names of its own house."""
    files = [path for path in root.rglob("*.ts") if "node_modules" not in path.parts]
    return {path: {_named(path, each) for each in IMPORT.findall(path.read_text("utf-8"))} for path in files}


def _named(path: Path, name: str) -> Path:
    return (path.parent / f"{name}.ts").resolve()


def circle(graph: dict[Path, set[Path]]) -> list[str]:
    """The files of one circle, each importing the next; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return [path.name for path in found.args[1]]
    return []


def test_no_file_of_the_pages_imports_one_that_imports_it() -> None:
    graph = imports(ROOT)
    assert ROOT / "staff" / "wire.ts" in graph[ROOT / "desk" / "desk.ts"]
    assert circle(graph) == []


def test_a_circle_of_types_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.ts").write_text('import { draw } from "./view";\n', encoding="utf-8")
    (tmp_path / "view.ts").write_text('import {\n  type Page,\n} from "./page";\n', encoding="utf-8")
    assert set(circle(imports(tmp_path))) == {"page.ts", "view.ts"}
