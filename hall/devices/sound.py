"""PCM16 mono sound in plain bytes: read, trim, bring to one level, write.

One format everywhere: 22 050 samples a second, 16 bits, one channel, little-endian. Only the standard library, because
the server, the speaker's child and the import of recorded packs all use it.
"""

import io
import math
import struct
import sys
import wave
from array import array
from itertools import pairwise
from typing import NamedTuple

RATE = 22_050
"""Samples a second."""

BYTES_A_SECOND = RATE * 2

LEVEL = 3_150
"""Root mean square that the voiced part of every clip is brought to: joined phrases come out near -21 LUFS."""

PEAK = 29_000
"""No sample may pass this, -1 dB below full scale."""

_FRAME = RATE // 200
_QUIET = 0.02
_MARGIN_FRAMES = 2


class BadSound(ValueError):
    """The bytes are not a whole WAV of the one format, or hold nothing to hear; the message says which."""


def silence(seconds: float) -> bytes:
    return bytes(2 * round(RATE * seconds))


def seconds_of(pcm: bytes) -> float:
    return len(pcm) / BYTES_A_SECOND


def wav_bytes(pcm: bytes) -> bytes:
    """A WAV file around `pcm`: a 44-byte header and the samples as they are."""
    size = len(pcm)
    form = struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE")
    layout = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, BYTES_A_SECOND, 2, 16)
    return form + layout + struct.pack("<4sI", b"data", size) + pcm


def pcm_of(data: bytes) -> bytes:
    """The samples of a WAV file; `BadSound` when it is another format, cut short or empty."""
    sound = _read(data)
    if (sound.channels, sound.rate) != (1, RATE):
        raise BadSound(f"{sound.channels} channel(s) at {sound.rate} Hz; wanted 1 at {RATE} Hz")
    return sound.pcm


def converted(data: bytes) -> bytes:
    """The samples of a recording in the one format: mono or stereo, 22 050 to 96 000 Hz; `BadSound` for any other.

    Each sample is the mean of the ones it stands for, which is enough of a filter for speech.
    """
    sound = _read(data)
    if sound.channels > 2 or not RATE <= sound.rate <= 96_000:
        raise BadSound(f"{sound.channels} channel(s) at {sound.rate} Hz; wanted 1 or 2, {RATE} to 96000 Hz")
    samples, step = _samples(sound.pcm), sound.rate * sound.channels / RATE
    if step == 1:
        return sound.pcm
    bounds = [int(at * step / sound.channels) * sound.channels for at in range(int(len(samples) / step) + 1)]
    means = (sum(samples[start:end]) // (end - start) for start, end in pairwise(bounds))
    return _bytes(array("h", means))


def prepared(pcm: bytes) -> bytes:
    """`pcm` without the silence around it and at the common level; `BadSound` when there is nothing to hear."""
    samples = _samples(pcm)
    loudness = [_root_mean_square(samples[at : at + _FRAME]) for at in range(0, len(samples), _FRAME)]
    floor = _QUIET * max(loudness, default=0.0)
    voiced = [index for index, level in enumerate(loudness) if level > floor]
    if not voiced or max(loudness) < 1:
        raise BadSound("it is silent")
    start = max(voiced[0] - _MARGIN_FRAMES, 0) * _FRAME
    end = (voiced[-1] + 1 + _MARGIN_FRAMES) * _FRAME
    return _bytes(_faded(_levelled(samples[start:end])))


class _Sound(NamedTuple):
    channels: int
    rate: int
    pcm: bytes


def _read(data: bytes) -> _Sound:
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate, frames = file.getparams()[:4]
            pcm = file.readframes(frames)
    except (wave.Error, EOFError, RuntimeError, struct.error) as problem:
        raise BadSound(f"not a PCM WAV file ({problem or 'it ends too early'})") from problem
    if width != 2:
        raise BadSound(f"{8 * width} bits; wanted 16")
    if frames == 0:
        raise BadSound("it has no samples")
    if len(pcm) != 2 * channels * frames:
        raise BadSound(f"cut short: {len(pcm) // (2 * channels)} of {frames} samples")
    return _Sound(channels, rate, pcm)


def _samples(pcm: bytes) -> "array[int]":
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _bytes(samples: "array[int]") -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _root_mean_square(samples: "array[int]") -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))


def _levelled(samples: "array[int]") -> "array[int]":
    """Every clip equally loud, but never so loud that a sample is clipped."""
    factor = min(LEVEL / _root_mean_square(samples), PEAK / max(abs(sample) for sample in samples))
    return array("h", (round(sample * factor) for sample in samples))


def _faded(samples: "array[int]") -> "array[int]":
    """Two milliseconds in and out, so that a join never clicks."""
    length = min(RATE // 500, len(samples) // 2)
    for step in range(length):
        samples[step] = samples[step] * step // length
        samples[-1 - step] = samples[-1 - step] * step // length
    return samples
