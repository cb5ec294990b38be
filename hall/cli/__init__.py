"""The command line. Everything it prints is one clear line or a list; it exits non-zero when it cannot.

A command is loaded when it is called: what runs beside a printer all day carries no server.
"""

from importlib import import_module

import click

# Every command by its place. What serves, or opens the database, is patched to be cooperative before it is loaded.
SERVER = {
    "backup": "copies:backup",
    "check": "definitions:check",
    "demo": "serving:demo",
    "escalations": "escalations:escalations",
    "import": "definitions:import_file",
    "migrate": "keeping:migrate",
    "purge": "keeping:purge",
    "plan": "plan:plan",
    "restore": "copies:restore",
    "serve": "serving:serve",
    "staff": "staff:staff",
    "verify": "keeping:verify",
    "voices": "voices:voices",
}
BESIDE = {
    "caller": "caller:caller",
    "print": "printing:print_agent",
}


class Commands(click.Group):
    """The commands by name, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({**SERVER, **BESIDE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in SERVER:
            import_module("hall.patching")
        place = SERVER.get(cmd_name) or BESIDE.get(cmd_name)
        if place is None:
            return None
        module, _colon, name = place.partition(":")
        command: click.Command = getattr(import_module(f"hall.cli.{module}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hall")
def main() -> None:
    """Queuing and window management for government service halls."""
