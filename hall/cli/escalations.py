"""`hall escalations`: what comes into the ledger from outside."""

from pathlib import Path

import click

from hall.catalogue.queries import hall_book, hall_id_of
from hall.cli.common import check_keys, opened
from hall.cli.terminal import refusals_said, say
from hall.errors import Invalid
from hall.escalation.actions.taking_orders import take_orders
from hall.escalation.hotline import known_to
from hall.escalation.orders import read_orders
from hall.personal.vault import Vault
from hall.settings import Settings
from hall.text import Text

ENCODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets in China write


@click.group()
def escalations() -> None:
    """What could not get done."""


@escalations.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--hall", "code", required=True, help="The hall whose ledger takes them.")
@refusals_said
def import_orders(file: Path, code: str) -> None:
    """Put orders of the 12345 hotline, a CSV FILE, into a hall's ledger: all of them or none."""
    text, settings = _read(file), Settings.load()
    check_keys(settings)
    with opened(settings) as database:
        with database.reading() as connection:
            hall_id = hall_id_of(connection, code)
        with database.work(hall_id) as work:
            book = hall_book(work.connection, hall_id)
            orders = read_orders(text, known_to(book, work))
            found = take_orders(work, book, Vault.of_setting(settings.data_key), orders)
    known = [one for one in found if one.known]
    for one in known:
        say(
            Text(
                f"第{one.order.line}行：工单{one.order.order}已登记为{one.record.number}",
                f"line {one.order.line}: order {one.order.order} is registered as {one.record.number}",
            )
        )
    new, old = len(found) - len(known), len(known)
    say(Text(f"登记{new}件，已有{old}件。", f"{new} taken in, {old} known already."))


def _read(file: Path) -> str:
    """The file's text. Raises Invalid for one that cannot be read, or is in no encoding that is tried."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Invalid(
            Text(f"{file}：无法读取（{error.strerror}）", f"{file}: cannot be read ({error.strerror})")
        ) from error
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(Text(f"{file}：编码不是 UTF-8 或 GB18030", f"{file}: is neither UTF-8 nor GB18030"))
