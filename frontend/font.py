"""Fetches the one Chinese font that slips and notices are set in, into hall/paper/font.

    python frontend/font.py

Noto Sans SC of the npm package @expo-google-fonts/noto-sans-sc, which holds nine weights in 57 MB: it is packed by npm
and one weight and its licence are taken out, so that 10 MB stay. Nothing is asked of the network once they are there.
Runs while pip installs (setup.py); what it fetches is not committed.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from assets import BuildFailed, node, npm, reason

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "hall" / "paper" / "font"
PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
FONT = "NotoSansSC_500Medium.ttf"
FONT_DIGEST = "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a"
TAKEN = {f"package/500Medium/{FONT}": FONT, "package/LICENSE_FONT": "OFL.txt"}


def present() -> bool:
    """Whether the font is there, whole, with its licence."""
    font = TARGET / FONT
    return (TARGET / "OFL.txt").is_file() and font.is_file() and digest(font.read_bytes()) == FONT_DIGEST


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch() -> None:
    """Have npm fetch the package (it checks what came), and keep the two files of it."""
    with tempfile.TemporaryDirectory() as folder:
        command = node(npm(), "pack", PACKAGE, "--silent", "--pack-destination", folder)
        done = subprocess.run(command, cwd=HERE, capture_output=True, check=False, encoding="utf-8", errors="replace")
        packed = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or packed is None:
            raise BuildFailed(f"npm could not fetch {PACKAGE} ({reason(done.stderr)})")
        unpack(packed)


def unpack(packed: Path) -> None:
    """Write what is taken out of the package; the font last, so that a build that was cut short is seen as one."""
    with tarfile.open(packed) as archive:
        found = {name: archive.extractfile(inside) for inside, name in TAKEN.items()}
        contents = {name: file.read() for name, file in found.items() if file is not None}
    if digest(contents.get(FONT, b"")) != FONT_DIGEST:
        raise BuildFailed(f"{PACKAGE} holds another font than the one this version was tried with")
    TARGET.mkdir(exist_ok=True)
    for name in sorted(contents, key=lambda name: name == FONT):
        (TARGET / name).write_bytes(contents[name])


def main() -> int:
    """Run as a command; a failure is one line and exit code 1."""
    try:
        if not present():
            fetch()
    except (BuildFailed, OSError, tarfile.TarError) as failure:
        print(f"hall: no font for slips and notices: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
