"""Declaring doors: each is a route, a demand on the caller, payload models and one function that calls one action.

    endpoints = Endpoints("tickets")

    @endpoints.act("POST", "/tickets/<ticket>/start", access=needs("ticket.serve"), answer=StaffTicket)
    def start(call: Call[NoBody], work: Work) -> StaffTicket: ...

`act` runs in a transaction of the hall its path speaks of, with idempotency; `change` in one without a hall; `read`
on a connection that sees one moment. The declarations are also what the OpenAPI document and the access table are
made of.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Annotated, Any, BinaryIO, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.engine import Connection

from hall.db import Database, Transaction, Work
from hall.edge.access import Access, Caller, Subject
from hall.edge.uploads import Upload
from hall.errors import Invalid
from hall.personal.vault import Vault
from hall.text import Language

Manner = Literal["read", "act", "change"]
B = TypeVar("B", bound=BaseModel)
JSON = "application/json"
Cursor = Annotated[int, Field(ge=0, le=2**53 - 1)]  # what JSON readers keep whole, and databases count to


class Body(BaseModel):
    """Base of every request payload: an unknown field is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, defer_build=True)


class Answer(BaseModel):
    """Base of every response payload."""

    model_config = ConfigDict(extra="forbid", ser_json_timedelta="float", defer_build=True)


class NoBody(Body):
    """A request that says everything by its path."""


@dataclass(frozen=True)
class Call(Generic[B]):
    """One request, understood: who asks, about what, with which words."""

    caller: Caller
    body: B
    path: Mapping[str, str]
    language: Language
    database: Database
    vault: Vault
    subject_or_none: Subject | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)
    prepared: Any = None
    file_or_none: Upload | None = None

    @property
    def subject(self) -> Subject:
        assert self.subject_or_none is not None, "this route names no hall, window or ticket"
        return self.subject_or_none

    @property
    def file(self) -> Upload:
        assert self.file_or_none is not None, "this route takes no file"
        return self.file_or_none


@dataclass(frozen=True)
class Reply:
    """An answer that needs more than its body: another status, cookies to set, or none at all."""

    body: BaseModel | None
    status: int = 200
    cookies: tuple["Cookie", ...] = ()


@dataclass(frozen=True)
class Cookie:
    """A cookie to set; `max_age_seconds` 0 takes it away."""

    name: str
    value: str
    max_age_seconds: int | None = None
    path: str = "/"


@dataclass(frozen=True)
class Raw:
    """A file as an answer: its bytes, or the open file that they are sent from and that is closed then; its type, and
    how long it may be kept. `attached`: to be kept by whoever asks, not shown in place.

    `foreign`: it was sent in by somebody, so browsers are to save it and run nothing of it.
    """

    content: bytes | BinaryIO
    mimetype: str
    cache_seconds: int = 0
    filename: str | None = None
    attached: bool = False
    foreign: bool = False


@dataclass(frozen=True)
class Later:
    """A file that is made after everything was read: what takes long, or asks another process, holds up no reader."""

    make: Callable[[], Raw]


@dataclass(frozen=True)
class Unread:
    """A request that cannot be read whole: its fields that are wrong, by path, and what was given besides them."""

    wrong: frozenset[str]
    sound: Any

    def part(self, model: type[B]) -> B | None:
        """What of it a payload with fewer fields takes, less the fields that are wrong in part; None without any."""
        given = {name: self.sound[name] for name in model.model_fields if name in self.sound}
        for _ in range(2):
            try:
                return model.model_validate(given)
            except ValidationError as error:
                wrong = {found["loc"][0] for found in error.errors(include_url=False, include_input=False)}
                given = {name: value for name, value in given.items() if name not in wrong}
        return None


Reading = Callable[[Call[Any], Connection], Any]
Acting = Callable[[Call[Any], Work], Any]
Changing = Callable[[Call[Any], Transaction], Any]
Preparing = Callable[[Call[Any]], Any]
Judging = Callable[[Connection, Subject, "Unread"], Sequence[Invalid]]
Around = Callable[[Call[Any]], AbstractContextManager[None]]


@dataclass(frozen=True)
class Route:
    """One declared door."""

    manner: Manner
    method: str
    path: str
    access: Access
    run: Callable[..., Any]
    body: type[BaseModel]
    answer: type[BaseModel] | None
    status: int
    statuses: tuple[int, ...]
    summary: str
    tag: str
    idempotent: bool = True
    mimetype: str = JSON
    prepare: Preparing | None = None
    as_stranger: bool = False
    counted: bool = False
    around: Around | None = None
    upload: bool = False
    seldom: bool = False
    judge: Judging | None = None

    @property
    def name(self) -> str:
        return f"{self.tag}.{self.run.__name__}"


class Endpoints:
    """The doors of one package, in the order they are declared."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.routes: list[Route] = []

    def read(
        self,
        path: str,
        *,
        access: Access,
        answer: type[BaseModel] | None,
        query: type[Any] = NoBody,
        mimetype: str = JSON,
    ) -> Callable[[Reading], Reading]:
        """A GET. `query` models the query string; with an `answer` of None it is a file of type `mimetype`."""
        return self._declare("read", "GET", path, access, query, answer, 200, (), mimetype=mimetype)

    def ask(
        self, path: str, *, access: Access, answer: type[BaseModel], body: type[Any]
    ) -> Callable[[Reading], Reading]:
        """A POST that only reads, because what is asked with must stand in no address: nothing of it is kept.

        It is limited in rate for everybody, staff and devices too.
        """
        return self._declare("read", "POST", path, access, body, answer, 200, (), idempotent=False, counted=True)

    def act(
        self,
        method: str,
        path: str,
        *,
        access: Access,
        answer: type[BaseModel] | None,
        body: type[Any] = NoBody,
        status: int = 200,
        also: tuple[int, ...] = (),
        prepare: Preparing | None = None,
        around: Around | None = None,
        upload: bool = False,
        idempotent: bool = True,
        mimetype: str = JSON,
        seldom: bool = False,
        judge: Judging | None = None,
    ) -> Callable[[Acting], Acting]:
        """An unsafe call in the order of the hall its path speaks of; `also` lists further good statuses.

        `prepare` runs before the transaction. All tries of it stand within `around`, which hears of the refusal that
        undid it for good. `upload`: it comes
        as a form with one `file`, which is `call.file`; the form's other fields are the body. A file of type
        `mimetype` (with an `answer` of None, and not `idempotent`: its bytes are not kept) is made after the commit.
        `seldom`: what a stranger asks for here sends somebody on their way, so it is let in a few times an hour only.
        `judge` says what else is wrong with a body that cannot be read, so that everything is told at once.
        """
        return self._declare(
            "act", method, path, access, body, answer, status, also,
            prepare=prepare, around=around, upload=upload, idempotent=idempotent, mimetype=mimetype,
            seldom=seldom, judge=judge,
        )  # fmt: skip

    def change(
        self,
        method: str,
        path: str,
        *,
        access: Access,
        answer: type[BaseModel] | None,
        body: type[Any] = NoBody,
        status: int = 200,
        idempotent: bool = True,
        prepare: Preparing | None = None,
        as_stranger: bool = False,
    ) -> Callable[[Changing], Changing]:
        """An unsafe call in a transaction of no hall.

        `prepare` runs before the transaction, and its result is `call.prepared`: for what must not happen inside one,
        such as hashing a password. `as_stranger` overlooks the caller's cookie and token: for signing in.
        """
        return self._declare(
            "change", method, path, access, body, answer, status, (),
            idempotent=idempotent, prepare=prepare, as_stranger=as_stranger,
        )  # fmt: skip

    def _declare(
        self,
        manner: Manner,
        method: str,
        path: str,
        access: Access,
        body: type[BaseModel],
        answer: type[BaseModel] | None,
        status: int,
        also: tuple[int, ...],
        *,
        idempotent: bool = True,
        mimetype: str = JSON,
        prepare: Preparing | None = None,
        as_stranger: bool = False,
        counted: bool = False,
        around: Around | None = None,
        upload: bool = False,
        seldom: bool = False,
        judge: Judging | None = None,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        statuses = (status, *also) if answer is not None or mimetype != JSON else (204,)

        def keep(run: Callable[..., Any]) -> Callable[..., Any]:
            summary = (run.__doc__ or run.__name__.replace("_", " ")).strip().splitlines()[0]
            route = Route(
                manner, method, path, access, run, body, answer, status, statuses, summary, self.tag,
                idempotent, mimetype, prepare, as_stranger, counted, around, upload, seldom, judge,
            )  # fmt: skip
            self.routes.append(route)
            return run

        return keep
