"""Ways to a printer other than the network: a device file, a folder, USB; each wait ends."""

import os
import pty
import subprocess
import sys
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.errors import WrongSetting
from hall.paper import printers
from hall.paper.printer_state import PrinterTrouble
from hall.paper.printers import print_job, printer_state, way_to
from tests.served import ROOT

JOB = b"\x1b@" + b"A001\n" * 20_000


class Device:
    """A character device as /dev/usb/lp0 is one: it takes bytes while it `reads`, and answers what it is asked."""

    def __init__(self) -> None:
        self._printer, self._computer = pty.openpty()
        tty.setraw(self._computer)
        self.path, self.took = os.ttyname(self._computer), b""
        self._thread = threading.Thread(target=self._read, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _read(self) -> None:
        try:
            while data := os.read(self._printer, 4096):
                for question in (1, 2, 4):
                    if bytes([0x10, 0x04, question]) in data:
                        os.write(self._printer, b"\x12")
                self.took += data
        except OSError:
            pass  # closed

    def close(self) -> None:
        os.close(self._computer)  # whoever reads at the other end is told so
        if self._thread.is_alive():
            self._thread.join()  # or it would go on with whatever is opened next under the same number
        os.close(self._printer)


@pytest.fixture
def device() -> Iterator[Device]:
    device = Device()
    yield device
    device.close()


def test_a_device_file_is_asked_and_takes_the_whole_job(device: Device) -> None:
    device.start()
    way = way_to(f"file:{device.path}")
    assert printer_state(way).answers
    print_job(way, JOB)
    assert JOB in device.took


def test_a_device_that_takes_no_more_is_given_up_and_said(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "SEND_SECONDS", 0.3)
    with pytest.raises(PrinterTrouble) as trouble:
        print_job(way_to(f"file:{device.path}"), JOB)
    assert trouble.value.code == "printer_dead"
    assert "重新打印" in trouble.value.detail.zh


@pytest.mark.parametrize("printer", ["file:/dev/usb/no-such-lp", "usb:0000:0000", "network:127.0.0.1:1"])
def test_what_is_not_there_is_dead_and_the_sentence_says_why(printer: str) -> None:
    with pytest.raises(PrinterTrouble) as trouble:
        print_job(way_to(printer), JOB)
    assert trouble.value.code == "printer_dead"
    assert "电源和连接（" in trouble.value.detail.zh


def test_jobs_into_a_folder_are_numbered_and_hold_no_questions(tmp_path: Path) -> None:
    way = way_to(f"dummy:{tmp_path}")
    for job in (b"one", b"two"):
        print_job(way, job)
    assert printer_state(way).answers is False
    assert [(file.name, file.read_bytes()) for file in sorted(tmp_path.iterdir())] == [
        ("0001.bin", b"one"),
        ("0002.bin", b"two"),
    ]


@pytest.mark.parametrize("printer", ["", "laser", "network:", "network:a b", "usb:1:2", "file:", "dummy:", "usb:04b8"])
def test_a_printer_nobody_can_find_is_a_wrong_setting(printer: str) -> None:
    with pytest.raises(WrongSetting, match="--printer must be like"):
        way_to(printer)


def test_a_served_hall_holds_none_of_what_sets_paper() -> None:
    held = "print({'reportlab', 'PIL', 'segno', 'usb', 'icalendar', 'hall.paper.pdf'} & set(sys.modules))"
    asked = subprocess.run(
        [sys.executable, "-c", f"import sys, hall.app; {held}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "set()"
