"""Programs of the system that tests run for real; run as a module it brings those that are missing.

python -m tests.programs    as root, by apt; nobody else is asked for anything: tests without their program rest
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.chromium import apt

PACKAGES = {"nginx": "nginx", "haproxy": "haproxy"}
POLICY = Path("/usr/sbin/policy-rc.d")  # asked by Debian's packages whether they may start what they bring


def missing() -> list[str]:
    """The programs that are not there."""
    return [program for program in PACKAGES if shutil.which(program) is None]


def bring(programs: list[str]) -> None:
    """Install these programs without starting them, now or with the machine."""
    with _nothing_started():
        apt("update")
        apt("install", "--no-install-recommends", *(PACKAGES[program] for program in programs))
    for program in programs:
        if shutil.which("systemctl"):
            subprocess.run(["systemctl", "disable", "--quiet", program], capture_output=True, check=False)


@contextmanager
def _nothing_started() -> Iterator[None]:
    if POLICY.exists():  # the machine has its own answer
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def main() -> int:
    """Bring what is missing where that can be; a test run without it is no failure."""
    if (programs := missing()) and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"hall: installing {', '.join(programs)} with apt", flush=True)
        bring(programs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
