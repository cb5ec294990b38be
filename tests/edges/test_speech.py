"""Reading aloud: as loud as calls, kept under names that tell nothing, bounded, and done without."""

import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from hall.devices.sound import PEAK, pcm_of, seconds_of
from hall.devices.speaker import VOICES, Clip, EspeakSpeaker, NullSpeaker, Rendered, Speaker
from hall.display.speech import LOCK_FILE, MOST_WAITING, Speech
from hall.errors import Invalid, NotFound, TooFast, Unavailable
from hall.text import Language
from tests.edges.loudness import longest_silence, loudness, peak
from tests.halls import Built, County, opened

TICKET: dict[Language, str] = {
    "zh": "您的号码，A012。前面还有7人，约 10–30 分钟。办理窗口是3–14、31号窗口，请等叫号再去。",
    "en": "Your number is A012. 7 people are ahead of you, about 10–30 minutes. Served at windows 3–14, 31.",
}
PATH = "/halls/zhouzhi/speech"


class Counting(EspeakSpeaker):
    """Renders like espeak, and counts how often it is asked; `gate`, when shut, keeps everybody waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.gate = threading.Event()
        self.gate.set()

    def render(self, clips: Sequence[Clip], folder: Path) -> Rendered:
        self.asked += 1
        self.gate.wait(20)
        return super().render(clips, folder)


def speech(folder: Path, speaker: Speaker | None = None, most_bytes: int = 64 * 1024 * 1024) -> Speech:
    return Speech(folder / "speech", speaker or EspeakSpeaker(), "a key", most_bytes)


def heard(room: Speech, text: str, language: Language = "zh") -> bytes:
    return room.wav(room.url(text, language).removeprefix("/audio/speech/").removesuffix(".wav"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_read_as_loud_as_a_call_and_is_not_clipped(tmp_path: Path, language: Language) -> None:
    pcm = pcm_of(heard(speech(tmp_path), TICKET[language], language))
    assert 6 < seconds_of(pcm) < 20
    assert -23 < loudness(pcm) < -19
    assert peak(pcm) <= PEAK
    assert longest_silence(pcm) < 0.8


def test_the_same_words_are_rendered_once(tmp_path: Path) -> None:
    speaker = Counting()
    first, second = speech(tmp_path, speaker), speech(tmp_path, speaker)
    assert first.url("您要办什么？", "zh") == first.url(" 您要办什么？ ", "zh") == second.url("您要办什么？", "zh")
    assert speaker.asked == 1
    assert first.url("您要办什么？", "en") != first.url("您要办什么？", "zh")


def test_the_name_of_a_sound_is_kept_apart_by_the_installations_key(tmp_path: Path) -> None:
    one = Speech(tmp_path / "a", EspeakSpeaker(), "one key").url("您的号码，A001。", "zh")
    other = Speech(tmp_path / "b", EspeakSpeaker(), "other key").url("您的号码，A001。", "zh")
    assert re.fullmatch(r"/audio/speech/[0-9a-f]{32}\.wav", one)
    assert one != other


def test_the_longest_unused_are_dropped_when_there_are_too_many(tmp_path: Path) -> None:
    room = speech(tmp_path, most_bytes=250_000)
    first = room.url("您要办什么？", "zh")
    for number in range(12):
        room.url(f"前面还有{number}人。", "zh")
        room.wav(first.removeprefix("/audio/speech/").removesuffix(".wav"))
    kept = list((tmp_path / "speech").glob("*.wav"))
    assert sum(path.stat().st_size for path in kept) <= 250_000
    assert (tmp_path / "speech" / first.rpartition("/")[2]).exists(), "it was heard again and again"
    assert len(kept) < 13


def test_without_a_voice_it_says_so_and_tries_again_later_only(tmp_path: Path) -> None:
    room = speech(tmp_path, NullSpeaker())
    for _time in range(2):
        with pytest.raises(Unavailable) as refused:
            room.url("您要办什么？", "zh")
        assert "不能朗读" in refused.value.detail.zh
    assert [path.name for path in (tmp_path / "speech").iterdir()] == [LOCK_FILE]


@pytest.mark.parametrize("text", ["١٢٣", "１２３", "①", "१२", "请到①。①。"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_no_voice_can_say_is_wrong_and_does_not_silence_others(
    tmp_path: Path, text: str, language: Language
) -> None:
    room = speech(tmp_path)
    if language == "en" and text.startswith("请"):
        text = text.replace("请到", "Go to. ")
    with pytest.raises(Invalid) as refused:
        room.url(text, language)
    assert "读不出" in refused.value.detail.zh
    assert [at.field for at in refused.value.fields] == ["text"]
    assert heard(room, "您要办什么？")
    assert not list((tmp_path / "speech").glob("render-*"))


@pytest.mark.parametrize("lost", ["zh", "en"])
def test_a_voice_that_is_lost_is_no_fault_of_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: Language
) -> None:
    monkeypatch.setitem(VOICES, lost, "nobody")
    room = speech(tmp_path)
    with pytest.raises(Unavailable):
        room.url("您的号码，A012。", "zh")


def test_more_than_a_few_who_wait_are_asked_to_come_again(tmp_path: Path) -> None:
    speaker = Counting()
    speaker.gate.clear()
    room = speech(tmp_path, speaker)
    waiting = [
        threading.Thread(target=room.url, args=(f"第{number}项。", "zh"), daemon=True) for number in range(MOST_WAITING)
    ]
    for thread in waiting:
        thread.start()
    while room._waiting._value:  # type: ignore[attr-defined]  # what threading keeps to itself
        threading.Event().wait(0.01)
    with pytest.raises(TooFast):
        room.url("再来一项。", "zh")
    speaker.gate.set()
    for thread in waiting:
        thread.join(20)
    assert room.url("再来一项。", "zh")


@pytest.mark.parametrize("name", ["x", "..", "a" * 32, "../../hall"])
def test_a_name_that_was_never_given_is_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        speech(tmp_path).wav(name)


def test_markup_never_reaches_the_voice(tmp_path: Path) -> None:
    speaker = Counting()
    with pytest.raises(Invalid):
        speech(tmp_path, speaker).url("<speak>您好</speak>", "zh")
    assert speaker.asked == 0


# --- behind its door


def test_a_server_without_a_voice_answers_503_with_a_sentence(one_county: County) -> None:
    answer = one_county.visitor.post(PATH, {"text": "您要办什么？"})
    assert answer.status_code == 503
    assert "不能朗读" in answer.json["detail"]


def test_a_stranger_cannot_silence_the_hall_by_what_is_typed(built: Built, tmp_path: Path) -> None:
    with opened(built, tmp_path, voice="espeak") as county:
        answers = [county.visitor.post(PATH, {"text": text}) for text in ("١٢٣", "您要办什么？")]
    assert [answer.status_code for answer in answers] == [422, 200]
    assert answers[0].json["errors"][0]["field"] == "text"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "<b>一</b>"}, 422),
        ({"text": "一" * 301}, 422),
        ({"text": ""}, 422),
        ({"text": "一", "language": "fr"}, 422),
        ({"text": "一", "voice": "loud"}, 422),
        ({"language": "zh"}, 422),
    ],
)
def test_anything_but_a_few_plain_words_is_refused(one_county: County, body: object, status: int) -> None:
    assert one_county.visitor.post(PATH, body).status_code == status


def test_what_is_read_leaves_no_trace_in_the_database(one_county: County) -> None:
    one_county.visitor.post(PATH, {"text": "您的号码，A999。"}, Idempotency_Key="k" * 32)
    with one_county.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        dump = "\n".join(driver.iterdump())
    assert "您的号码，A999" not in dump
    assert one_county.journal() == []


def test_everybody_is_counted_kiosks_too(built: Built, tmp_path: Path) -> None:
    with opened(built, tmp_path, rate_limits="2/minute") as county:
        statuses = [county.kiosk.post(PATH, {"text": "您要办什么？"}).status_code for _time in range(3)]
    assert statuses == [503, 503, 429]


def test_a_sound_is_served_for_ever_and_an_unknown_name_is_a_clear_404(one_county: County) -> None:
    client = one_county.visitor.client
    assert client.get("/audio/speech/" + "0" * 32 + ".wav").status_code == 404
    room = one_county.house.display.speech
    url = Speech(one_county.folder / "speech", EspeakSpeaker(), "any").url("您要办什么？", "zh")
    answer = client.get(url)
    assert answer.mimetype == "audio/wav"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.data == room.wav(url.rpartition("/")[2].removesuffix(".wav"))
