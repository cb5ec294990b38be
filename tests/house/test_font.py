"""The font that paper is set in: fetched whole, with its licence, never committed."""

import hashlib
import io
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FONT = ROOT / "hall" / "paper" / "font"
UNPACK = """
import sys
from pathlib import Path
import font
font.TARGET = Path(sys.argv[2])
try:
    font.unpack(Path(sys.argv[1]))
except font.BuildFailed as failure:
    print(failure)
"""


def test_one_weight_and_its_licence_lie_beside_the_code() -> None:
    assert sorted(file.name for file in FONT.iterdir()) == ["NotoSansSC_500Medium.ttf", "OFL.txt"]
    assert "SIL OPEN FONT LICENSE" in (FONT / "OFL.txt").read_text(encoding="utf-8").upper()


def test_it_is_the_font_this_version_was_tried_with() -> None:
    digest = hashlib.sha256((FONT / "NotoSansSC_500Medium.ttf").read_bytes()).hexdigest()
    assert digest in (ROOT / "frontend" / "font.py").read_text(encoding="utf-8")


def test_a_package_with_another_font_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    packed, target = tmp_path / "other.tgz", tmp_path / "kept"
    with tarfile.open(packed, "w:gz") as archive:
        for name in ("package/500Medium/NotoSansSC_500Medium.ttf", "package/LICENSE_FONT"):
            member = tarfile.TarInfo(name)
            member.size = 5
            archive.addfile(member, io.BytesIO(b"other"))
    command = [sys.executable, "-c", UNPACK, str(packed), str(target)]
    said = subprocess.run(command, cwd=ROOT / "frontend", capture_output=True, text=True, check=True).stdout
    assert "another font" in said
    assert not target.exists()


def test_what_was_fetched_is_not_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "hall/paper"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "font/" not in listed.stdout
