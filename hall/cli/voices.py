"""`hall voices`: what the hall can say, and recorded packs."""

import sys
from pathlib import Path

import click

from hall.cli.terminal import refusals_said, say, spoken_language
from hall.devices.speaker import EspeakSpeaker
from hall.display.pack import Pack
from hall.display.packs import import_pack
from hall.display.voice import Voice
from hall.settings import Settings
from hall.text import LANGUAGES, Text

LONGEST_RENDER_SECONDS = 120.0


@click.group()
def voices() -> None:
    """The hall's voices."""


@voices.command(name="list")
@refusals_said
def list_voices() -> None:
    """List the packs that can speak, the one that wins first."""
    voice = _settled()
    for pack in voice.packs:
        click.echo(_line(pack))
    if voice.reason is not None:
        say(voice.reason)


@voices.command()
@refusals_said
def render() -> None:
    """Render the built-in voice now, rather than at the server's first start."""
    voice = _settled()
    if voice.reason is not None:
        click.echo(f"hall: {voice.reason.pick(spoken_language())}", err=True)
        sys.exit(1)
    say(Text("语音已就绪。", "The voice is ready."))


@voices.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@refusals_said
def import_recorded(file: Path) -> None:
    """Import a recorded pack, a zip FILE of WAVs with a manifest; a running server speaks with it at once."""
    folder = Settings.load().data_dir / "voice"
    folder.mkdir(parents=True, exist_ok=True)
    kept = import_pack(file, folder)
    say(Text(f"已导入语音包 {kept.name}", f"Imported the voice {kept.name}"))


def _settled() -> Voice:
    voice = Voice(Settings.load().data_dir / "voice", EspeakSpeaker())
    voice.prepare()
    voice.settled.wait(LONGEST_RENDER_SECONDS)
    return voice


def _line(pack: Pack) -> str:
    counts = {language: sum(of == language for of, _name in pack.clips) for language in LANGUAGES}
    return f"{pack.name}-{pack.version}  " + ", ".join(f"{language}: {count}" for language, count in counts.items())
