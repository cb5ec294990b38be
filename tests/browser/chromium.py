"""The Chromium of the browser tests: the system's, else Playwright's own; run as a command it brings one.

python tests/browser/chromium.py    installs Chromium if there is none: by apt when root, else by Playwright;
                                    and, by apt, a display for the keys of `hall caller`, whose test rests without one
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chinese text needs a font with its characters, or every picture shows boxes.
PACKAGES = ("chromium", "fonts-noto-cjk")
DISPLAY, DISPLAY_PACKAGES = ("Xvfb", "xdotool", "xterm"), ("xvfb", "xdotool", "xterm")


def path() -> str | None:
    """Where a working Chromium is, or None."""
    found = [shutil.which(name) for name in NAMES]
    with sync_playwright() as playwright:
        found.append(playwright.chromium.executable_path)
    return next((program for program in found if program and works(program)), None)


def works(program: str) -> bool:
    """Whether it starts: Ubuntu's `chromium-browser` may be a note that says to use snap."""
    if not Path(program).exists():
        return False
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


def bring() -> str | None:
    """Install Chromium in the way open to us; where it is then, or None."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("hall: installing Chromium with apt", flush=True)
        apt("update")
        apt("install", "--no-install-recommends", *PACKAGES)
        if program := path():
            return program
    print("hall: installing Chromium with Playwright", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False)
    return path()


def bring_display() -> None:
    """Install what presses keys for a test of them, where apt can."""
    if not all(map(shutil.which, DISPLAY)) and os.geteuid() == 0 and shutil.which("apt-get"):
        print("hall: installing a display with apt", flush=True)
        apt("update")
        apt("install", "--no-install-recommends", *DISPLAY_PACKAGES)


def apt(*arguments: str) -> None:
    """Run apt-get, showing nothing but what goes wrong."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """Say nothing if there is a Chromium; bring one if not; one line if that fails."""
    bring_display()
    if path() or bring():
        return 0
    print("hall: the browser tests need Chromium: as root, apt-get install chromium (or: make check)", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
