"""The server's log: one JSON object a line, or a readable line for a terminal; the same facts in both.

A record's own facts (`door`, `status`, `wrote` …) come with it as `extra={"facts": {…}}`. Every line has the time, the
level, the logger, the message and the process's number; within a request its id as well. What could be a right or a
person is cut short wherever it stands, in traces too: the id of a ticket, an identity or phone number.
"""

import json
import logging
import os
import re
import sys
from typing import Any, TextIO

from flask import g, has_request_context

from hall.clock import now
from hall.errors import Unavailable
from hall.events import instant_text

log = logging.getLogger("hall")

_ID = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])([\w-]{4})[\w-]{18}(?![\w-])", re.ASCII)
_PERSON = re.compile(r"(?<!\d)(\d{3})\d{8}(?!\d)|(?<!\d)(\d{3})\d{14}[\dXx](?!\w)")


def cut_short(text: str) -> str:
    """The text with every public id, identity number and mobile number reduced to its first characters."""
    return _PERSON.sub(lambda found: f"{found[1] or found[2]}…", _ID.sub(r"\1…", text))


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    """What a line holds, in order."""
    found: dict[str, Any] = {
        "time": instant_text(now()),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": cut_short(record.getMessage()),
        "worker": record.process,
    }
    if has_request_context() and "request_id" in g:
        found["request"] = g.request_id
    return found | getattr(record, "facts", {})


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return cut_short(formatter.formatException(record.exc_info)) if record.exc_info else ""


class JsonLines(logging.Formatter):
    """One object a line; a trace is its `trace`."""

    def format(self, record: logging.LogRecord) -> str:
        found = _facts(record)
        if trace := _trace(self, record):
            found["trace"] = trace
        return json.dumps(found, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """For people: time, level, message, then what else is known as name=value; a trace below."""

    def format(self, record: logging.LogRecord) -> str:
        found = _facts(record)
        head = f"{found.pop('time')} {found.pop('level'):<7} {found.pop('logger')}: {found.pop('message')}"
        line = " ".join([head, *(f"{name}={_plain(value)}" for name, value in found.items())])
        trace = _trace(self, record)
        return f"{line}\n{trace}" if trace else line


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def log_trouble(what: str, error: Exception) -> None:
    """Log what failed behind the requests, with its trace only if nobody foresaw it.

    That a database is away or a hall's order is held for longer than one waits is in the nature of the thing: its
    sentence says enough, and `because` has what the database or the line said of it.
    """
    if not isinstance(error, Unavailable):
        log.error("%s: %s", what, error, exc_info=error)
        return
    facts = {"because": first_cause(error)} if error.__cause__ else {}
    log.error("%s: %s", what, error, extra={"facts": facts})


def first_cause(error: BaseException) -> str:
    """What an error goes back to, in one line: `LockNotAvailable: canceling statement due to lock timeout`."""
    while error.__cause__:
        error = error.__cause__
    return cut_short(f"{type(error).__name__}: {error}".splitlines()[0])


def begin_log(form: str, level: str, stream: TextIO | None = None) -> None:
    """Send everything that is logged to standard error; `form` auto: readable on a terminal, JSON elsewhere."""
    stream = stream or sys.stderr
    readable = form == "text" or (form == "auto" and os.isatty(stream.fileno()))
    lines = logging.StreamHandler(stream)
    lines.setFormatter(TextLines() if readable else JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[lines], force=True)
    # Found out anew for every line, and in none of ours.
    logging.logThreads = logging.logMultiprocessing = False
    logging._srcfile = None  # as logging's own manual has it: not where in the code it was said
