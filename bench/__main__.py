"""`python -m bench NAME …`: measure, print, write JSON."""

import argparse
import signal
import sys
import tempfile
from dataclasses import fields, replace
from pathlib import Path

from bench.figure import write_all
from bench.figures import FIGURES
from bench.scale import TINY, Scale

EVERYTHING, ALL_FILE = "all", "figures.json"
LONGEST_SECONDS = 2400  # one figure; longer than that something hangs
OLD_A_SECOND = 1000  # old tickets are laid at least this fast, which ten millions are given besides


def main(arguments: list[str]) -> int:
    """Measure the figures that were asked for; 1 if a goal was missed and `--strict` was given."""
    asked = _parser().parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, _leave)  # as an end in order: servers and listeners end with it
    given = {name: value for name in SCALE if (value := getattr(asked, name)) is not None}
    scale = replace(TINY if asked.tiny else Scale(), **given)
    asked.out.mkdir(parents=True, exist_ok=True)
    missed = 0
    taken = []
    for name in FIGURES if not asked.names or EVERYTHING in asked.names else asked.names:
        signal.alarm(LONGEST_SECONDS + scale.old // OLD_A_SECOND)
        # Beside the results, not in the system's temporary folder: that may be memory, where a flush is free.
        with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.out) as place:
            figure = FIGURES[name](scale, Path(place))
        signal.alarm(0)
        print("\n".join(figure.lines()), end="\n\n", flush=True)
        figure.write(asked.out)
        taken.append(figure)
        missed += sum(not goal.met for goal in figure.goals)
    write_all(taken, asked.out / ALL_FILE)
    return 1 if missed and asked.strict else 0


SCALE = [field.name for field in fields(Scale)]


def _leave(number: int, _frame: object) -> None:
    sys.exit(f"ended by {signal.Signals(number).name}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        choices=[*FIGURES, EVERYTHING],
        metavar="NAME",
        help=", ".join(FIGURES) + "; all, as if none is named",
    )
    parser.add_argument("--out", type=Path, default=Path("var/bench"), help="folder of the JSON (default: %(default)s)")
    parser.add_argument("--tiny", action="store_true", help="only to see that it works: the numbers mean nothing")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a goal is missed")
    for name in SCALE:
        parser.add_argument(f"--{name}", type=int, help=f"default {getattr(Scale(), name)}")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
