"""Loudness of speech as people hear it: ITU-R BS.1770 for one channel, gated, in LUFS."""

import math
from array import array
from itertools import pairwise

from hall.devices.sound import RATE


def _high_shelf() -> tuple[list[float], list[float]]:
    gain, width, corner = 10 ** (4.0 / 40), 1 / math.sqrt(2), 2 * math.pi * 1500.0 / RATE
    alpha, cosine, root = math.sin(corner) / (2 * width), math.cos(corner), 2 * math.sqrt(gain)
    ahead = [
        gain * ((gain + 1) + (gain - 1) * cosine + root * alpha),
        -2 * gain * ((gain - 1) + (gain + 1) * cosine),
        gain * ((gain + 1) + (gain - 1) * cosine - root * alpha),
    ]
    back = [
        (gain + 1) - (gain - 1) * cosine + root * alpha,
        2 * ((gain - 1) - (gain + 1) * cosine),
        (gain + 1) - (gain - 1) * cosine - root * alpha,
    ]
    return ahead, back


def _high_pass() -> tuple[list[float], list[float]]:
    corner = 2 * math.pi * 38.0 / RATE
    alpha, cosine = math.sin(corner) / (2 * 0.5), math.cos(corner)
    return [(1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2], [1 + alpha, -2 * cosine, 1 - alpha]


def _filtered(samples: list[float], ahead: list[float], back: list[float]) -> list[float]:
    a0 = back[0]
    b0, b1, b2, a1, a2 = ahead[0] / a0, ahead[1] / a0, ahead[2] / a0, back[1] / a0, back[2] / a0
    x1 = x2 = y1 = y2 = 0.0
    out = []
    for x in samples:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x1, x2, y1, y2 = x, x1, y, y1
        out.append(y)
    return out


def loudness(pcm: bytes) -> float:
    """Integrated loudness of PCM16 mono at the product's one rate."""
    samples = [sample / 32768 for sample in array("h", pcm)]
    samples = _filtered(_filtered(samples, *_high_shelf()), *_high_pass())
    block, step = round(0.4 * RATE), round(0.1 * RATE)
    powers = [
        sum(sample * sample for sample in samples[at : at + block]) / block
        for at in range(0, len(samples) - block + 1, step)
    ]
    powers = [power for power in powers if _lufs(power) > -70]
    gate = _lufs(sum(powers) / len(powers)) - 10
    powers = [power for power in powers if _lufs(power) > gate]
    return _lufs(sum(powers) / len(powers))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power) if power else -math.inf


def peak(pcm: bytes) -> int:
    return max(abs(sample) for sample in array("h", pcm))


def longest_silence(pcm: bytes) -> float:
    """Seconds of the longest stretch below 1% of full scale."""
    loud = [-1, *(at for at, sample in enumerate(array("h", pcm)) if abs(sample) > 327), len(pcm) // 2]
    return max(later - earlier for earlier, later in pairwise(loud)) / RATE
