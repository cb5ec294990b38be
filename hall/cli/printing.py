"""`hall print`: the agent beside a printer."""

import signal
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import click

from hall.cli.terminal import refusals_said, say
from hall.errors import WrongSetting
from hall.paper.agent import Agent, Server
from hall.paper.agent_door import serve_agent
from hall.paper.printers import way_to
from hall.text import Text


@click.command(name="print")
@click.option("--server", required=True, help="Address of the hall's server, as the pages on this machine open it.")
@click.option("--printer", required=True, help="network:HOST[:9100], usb:VID:PID, file:/dev/usb/lp0 or dummy:FOLDER.")
@click.option("--port", type=click.IntRange(1, 65535), default=9180, show_default=True, help="Port to listen on.")
@click.option("--mode", type=click.Choice(["text", "image"]), help="How to print; text where it can be, if left out.")
@click.option("--token-file", type=click.Path(path_type=Path, dir_okay=False), help="File with a device's token.")
@refusals_said
def print_agent(server: str, printer: str, port: int, mode: str | None, token_file: Path | None) -> None:
    """Print slips and notices for the pages on this machine."""
    agent = Agent(Server(_address(server), _token(token_file), mode), way_to(printer), click.echo)
    try:
        listening = serve_agent(agent, port)
    except OSError as error:
        raise WrongSetting(
            Text(
                f"--port {port} 无法使用（{error.strerror}），请换一个端口",
                f"--port {port} cannot be used ({error.strerror}); take another one",
            )
        ) from error
    _leave_when_told(listening)
    with listening:
        _say_ready(agent, port)
        listening.serve_forever(poll_interval=0.2)


def _say_ready(agent: Agent, port: int) -> None:
    status = agent.status()
    said = status["detail"] or {"zh": "就绪", "en": status["printer"]}
    say(
        Text(
            f"打印服务 http://127.0.0.1:{port}，打印机：{said['zh']}。页面地址加 #printer={port} 即可打印",
            f"Printing on http://127.0.0.1:{port}, printer: {said['en']}. Open the page once with #printer={port}",
        )
    )
    sys.stdout.flush()


def _leave_when_told(listening: ThreadingHTTPServer) -> None:
    """End the serving between two requests: an exception raised in the middle of one could end only half of it."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=listening.shutdown, daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)


def _address(server: str) -> str:
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise WrongSetting(
            Text(
                f"--server 应形如 http://192.168.1.10:8000，现为“{server}”",
                f"--server must be like http://192.168.1.10:8000; it is {server!r}",
            )
        )
    return server


def _token(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(Text(f"--token-file：无法读取 {file}", f"--token-file: {file} cannot be read")) from error
