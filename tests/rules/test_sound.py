"""Sound in plain bytes: read, trimmed, brought to one level, converted."""

import io
import math
import wave
from array import array

import pytest

from hall.devices.sound import (
    LEVEL,
    PEAK,
    RATE,
    BadSound,
    converted,
    pcm_of,
    prepared,
    seconds_of,
    silence,
    wav_bytes,
)


def tone(seconds: float, height: int = 8000, rate: int = RATE, channels: int = 1) -> bytes:
    frames = (round(height * math.sin(2 * math.pi * 440 * at / rate)) for at in range(round(seconds * rate)))
    return array("h", (value for frame in frames for value in [frame] * channels)).tobytes()


def wav(pcm: bytes, rate: int = RATE, channels: int = 1, width: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(pcm)
    return file.getvalue()


def level(pcm: bytes) -> float:
    samples = array("h", pcm)
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))


def test_a_wav_is_a_header_and_its_samples() -> None:
    pcm = tone(0.1)
    assert wav_bytes(pcm) == wav(pcm)
    assert pcm_of(wav_bytes(pcm)) == pcm


def test_silence_around_a_clip_is_cut_and_none_within() -> None:
    whole = silence(0.4) + tone(0.2) + silence(0.1) + tone(0.2) + silence(0.45)
    assert seconds_of(prepared(whole)) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("height", [200, 3000, 30_000])
def test_every_clip_comes_out_equally_loud(height: int) -> None:
    assert level(prepared(tone(0.5, height))) == pytest.approx(LEVEL, rel=0.05)


def test_a_clip_with_a_sharp_peak_stays_quieter_rather_than_be_clipped() -> None:
    samples = array("h", tone(0.5, 1000))
    samples[4000] = 32767
    clip = array("h", prepared(samples.tobytes()))
    assert max(abs(sample) for sample in clip) == pytest.approx(PEAK, abs=1)
    assert level(clip.tobytes()) < LEVEL


def test_a_clip_begins_and_ends_at_nothing_so_that_joins_do_not_click() -> None:
    clip = array("h", prepared(tone(0.3, 20_000)))
    assert (clip[0], clip[-1]) == (0, 0)


@pytest.mark.parametrize("pcm", [b"", silence(0.5)])
def test_a_clip_with_nothing_to_hear_is_refused(pcm: bytes) -> None:
    with pytest.raises(BadSound, match="silent"):
        prepared(pcm)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a PCM WAV"),
        (b"RIFF", "not a PCM WAV"),
        (b"<html>nothing here</html>" * 10, "not a PCM WAV"),
        (wav(b""), "no samples"),
        (wav(tone(0.1))[:-100], "cut short"),
        (wav(tone(0.1), rate=16_000), "16000 Hz"),
        (wav(tone(0.1, channels=2), channels=2), "2 channel"),
        (wav(bytes(1000), width=1), "8 bits"),
    ],
)
def test_another_format_or_half_a_file_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(BadSound, match=reason):
        pcm_of(data)


@pytest.mark.parametrize(("rate", "channels"), [(22_050, 1), (22_050, 2), (44_100, 1), (48_000, 2), (96_000, 1)])
def test_recordings_of_usual_rates_become_the_same_sound(rate: int, channels: int) -> None:
    pcm = converted(wav(tone(0.5, rate=rate, channels=channels), rate=rate, channels=channels))
    assert seconds_of(pcm) == pytest.approx(0.5, abs=0.001)
    assert level(pcm) == pytest.approx(level(tone(0.5)), rel=0.02)
    rises = sum(before < 0 <= after for before, after in zip(array("h", pcm), array("h", pcm)[1:], strict=False))
    assert rises == pytest.approx(220, abs=1)


@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (192_000, 1), (44_100, 6)])
def test_recordings_of_odd_shape_are_refused(rate: int, channels: int) -> None:
    with pytest.raises(BadSound, match="wanted 1 or 2"):
        converted(wav(tone(0.1, rate=rate, channels=channels), rate=rate, channels=channels))
