"""The figures of `docs/figures.md`: `python -m bench NAME` measures one, prints a table and writes JSON.

Every figure is a ratio taken in one run on one machine: ours beside a yardstick, in turn, medians of several rounds.
All of it stays on 127.0.0.1, in a folder of its own, and ends by itself.
"""
