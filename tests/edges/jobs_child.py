"""A child that a test asks: it says a word again, in capitals as bytes; on demand it fails, prints, dies or hangs."""

import os
import signal
import sys

from hall.children import Done, work_for_parent
from hall.events import Json


def work(job: Json) -> Done:
    wish = job["wish"]
    if wish == "fail":
        raise ValueError("no such word")
    if wish == "print":
        print("something a library prints")
    if wish == "die":
        os._exit(3)
    if wish == "hang":
        signal.pause()
    told = {"word": job["word"], "pid": os.getpid(), "keys": os.environ.get("HALL_DATA_KEY")}
    return Done(told, job["word"].upper().encode())


if __name__ == "__main__":
    work_for_parent(work)
    sys.exit(0)
