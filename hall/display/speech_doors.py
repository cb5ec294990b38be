"""The doors of reading aloud: a sentence becomes an address, the address gives its sound."""

from flask import Blueprint, Response
from pydantic import Field

from hall import clock
from hall.catalogue.queries import hall_book
from hall.db import Transaction
from hall.display.reading import LONGEST
from hall.display.speech import Speech
from hall.display.views import manner_of
from hall.edge.access import PUBLIC
from hall.edge.endpoint import Answer, Body, Call, Endpoints
from hall.edge.problems import refusals_answered
from hall.text import Language

# A place in the cache is all there is behind an address: a browser may keep the sound, a server may lose it.
KEPT_FOR_EVER = "public, max-age=31536000, immutable"


class SpeechBody(Body):
    """A few sentences as a page shows them: plain words, no markup."""

    text: str = Field(min_length=1, max_length=2 * LONGEST)
    language: Language = "zh"


class SpeechAnswer(Answer):
    audio_url: str


class SpeechDoors:
    """The doors that need to know the voice."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def endpoints(self) -> Endpoints:
        # Open to everybody, and counted by address and browser whoever asks; nothing of it is kept with the answers.
        endpoints = Endpoints("speech")
        endpoints.change(
            "POST",
            "/halls/<hall>/speech",
            access=PUBLIC,
            body=SpeechBody,
            answer=SpeechAnswer,
            idempotent=False,
            prepare=self._said,
            as_stranger=True,
        )(self.speech)
        return endpoints

    def _said(self, call: Call[SpeechBody]) -> str:
        """Rendering takes its time, so it is done before the transaction."""
        with call.database.reading() as connection:
            manner = manner_of(hall_book(connection, call.subject.hall_id), clock.now())
        return self._speech.url(call.body.text, call.body.language, manner.one)

    def speech(self, call: Call[SpeechBody], _transaction: Transaction) -> SpeechAnswer:
        """Have a page's sentences read aloud: where their sound is."""
        return SpeechAnswer(audio_url=call.prepared)


def spoken(speech: Speech) -> Blueprint:
    """`/audio/speech/{name}.wav`: what was said, by its secret name."""
    blueprint = Blueprint("speech", __name__)

    @blueprint.get("/audio/speech/<name>.wav")
    @refusals_answered
    def sound(name: str) -> Response:
        response = Response(speech.wav(name), mimetype="audio/wav")
        response.headers["Cache-Control"] = KEPT_FOR_EVER
        return response

    return blueprint
