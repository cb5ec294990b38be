"""The way to a printer by USB, past the kernel's own driver; needs libusb of the system."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import usb.core
import usb.util

SEND_MILLISECONDS = 20_000


class UsbLine:
    """The two bulk endpoints of a printer; some have none to answer by."""

    def __init__(self, out: Any, back: Any) -> None:
        self._out, self._back = out, back
        self.answers = back is not None

    def send(self, data: bytes) -> None:
        self._out.write(data, SEND_MILLISECONDS)

    def receive(self, seconds: float) -> bytes:
        try:
            return bytes(self._back.read(64, round(seconds * 1000)))
        except usb.core.USBTimeoutError:
            return b""

    def finish(self) -> None:
        pass


@contextmanager
def open_usb(vendor: int, product: int) -> Iterator[UsbLine]:
    """The printer with these ids. OSError (USBError is one) when it is not there or libusb is missing."""
    try:
        device = usb.core.find(idVendor=vendor, idProduct=product)
    except usb.core.NoBackendError as missing:
        raise OSError("libusb is missing: apt-get install libusb-1.0-0") from missing
    if device is None:
        raise OSError(f"no USB device {vendor:04x}:{product:04x}")
    interface = device.get_active_configuration()[(0, 0)]
    number = interface.bInterfaceNumber
    if device.is_kernel_driver_active(number):
        device.detach_kernel_driver(number)
    try:
        out, back = (_endpoint(interface, way) for way in (usb.util.ENDPOINT_OUT, usb.util.ENDPOINT_IN))
        if out is None:
            raise OSError(f"USB device {vendor:04x}:{product:04x} takes no bytes: is it a printer?")
        yield UsbLine(out, back)
    finally:
        usb.util.dispose_resources(device)


def _endpoint(interface: Any, way: int) -> Any:
    return usb.util.find_descriptor(
        interface, custom_match=lambda each: usb.util.endpoint_direction(each.bEndpointAddress) == way
    )
