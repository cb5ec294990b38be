"""Under gevent a password is hashed while the server goes on serving."""

import subprocess
import sys

SCRIPT = """
from gevent import monkey
monkey.patch_all()
import gevent
from hall.staff.passwords import Passwords

passwords = Passwords(rounds=4, memory_kib=64 * 1024)
turns = 0

def serve():
    global turns
    while True:
        turns += 1
        gevent.sleep(0)

gevent.spawn(serve)
stored = passwords.hash("twelve signs")
assert passwords.verify(stored, "twelve signs")
print(turns)
"""


def test_the_loop_keeps_turning_while_a_password_is_hashed() -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True)
    assert int(ran.stdout) > 100
