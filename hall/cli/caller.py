"""`hall caller`: keys for a window while another program has the focus."""

import signal
from contextlib import suppress
from pathlib import Path

import click

from hall.caller.deeds import Deed
from hall.caller.program import Options, call
from hall.cli.terminal import refusals_said, spoken_language
from hall.ticketing.outcomes import Outcome

# Ends that need nothing said with them: what lacks or why not is written at the desk.
PLAIN = [
    each.value for each in (Outcome.COMPLETED, Outcome.ACCEPTED, Outcome.ENQUIRY_ONLY, Outcome.COLLECTED, Outcome.LEFT)
]
KEYS = {
    "next": "Ctrl+Alt+N",
    "recall": "Ctrl+Alt+R",
    "start": "Ctrl+Alt+S",
    "finish": "Ctrl+Alt+F",
    "no-show": "Ctrl+Alt+M",
    "pause": "Ctrl+Alt+P",
    "undo": "Ctrl+Alt+U",
}


@click.command()
@click.option("--server", default="http://127.0.0.1:8000", show_default=True, help="The hall's address.")
@click.option("--username", help="Who signs in; asked for if left out.")
@click.option("--session", type=click.Path(path_type=Path, dir_okay=False), help="File that keeps the sign-in.")
@click.option("--outcome", type=click.Choice(PLAIN), default=PLAIN[0], show_default=True, help="What finishing means.")
@click.option("--next-key", default=KEYS["next"], show_default=True, help="Call the next; every key may be off.")
@click.option("--recall-key", default=KEYS["recall"], show_default=True, help="Call again.")
@click.option("--start-key", default=KEYS["start"], show_default=True, help="The visitor is here.")
@click.option("--finish-key", default=KEYS["finish"], show_default=True, help="Finish; pressed twice within 3 seconds.")
@click.option("--no-show-key", default=KEYS["no-show"], show_default=True, help="The visitor did not come.")
@click.option("--pause-key", default=KEYS["pause"], show_default=True, help="Pause, and open again.")
@click.option("--undo-key", default=KEYS["undo"], show_default=True, help="Take the last step back.")
@refusals_said
def caller(server: str, username: str | None, session: Path | None, outcome: str, **keys: str) -> None:
    """Call and serve by global keys (X11) while another program has the focus."""
    written = {Deed(name.removesuffix("_key").replace("_", "-")): text for name, text in keys.items()}
    name = Outcome(outcome).words
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt, EOFError):
        call(Options(server, username, session, outcome, name, written, spoken_language()))
