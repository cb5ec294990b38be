"""The doors of a hall's plan: to see it, to look at one before it is put up, to put it up, to take it down."""

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.actions.plan import drop_plan, keep_plan
from hall.catalogue.answers import PlanAnswer
from hall.catalogue.plan_svg import LARGEST_BYTES, clean_plan
from hall.catalogue.queries import hall_book, plan_row
from hall.db import Work
from hall.edge.access import PUBLIC, needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody, Raw
from hall.errors import PlanNotFound
from hall.staff.permissions import Permission

endpoints = Endpoints("plans")
SVG_TYPE = "image/svg+xml"
# Who moves windows draws them anew.
MAY_SET = needs(Permission.SETTINGS, Permission.WINDOWS)


class PlanBody(Body):
    """The whole file, as text."""

    svg: str = Field(min_length=1, max_length=LARGEST_BYTES)


@endpoints.read("/halls/<hall>/plan.svg", access=PUBLIC, answer=None, mimetype=SVG_TYPE)
def plan(call: Call[NoBody], connection: Connection) -> Raw:
    """The plan of a hall, with its windows marked."""
    row = plan_row(connection, call.subject.hall_id)
    if row is None:
        raise PlanNotFound
    return Raw(row.svg.encode(), SVG_TYPE)


class PlanLook(Answer):
    """A plan as it would be kept: its markup, and the numbers of the windows and ways it marks."""

    svg: str
    windows: list[int]
    ways: list[int]


@endpoints.ask("/halls/<hall>/plan/look", access=MAY_SET, body=PlanBody, answer=PlanLook)
def look(call: Call[PlanBody], connection: Connection) -> PlanLook:
    """What a file would be as a plan, or what it may not hold; nothing of it is kept."""
    book = hall_book(connection, call.subject.hall_id)
    made = clean_plan(call.body.svg.encode(), {page.number for page in book.windows.values()})
    return PlanLook(svg=made.svg, windows=list(made.windows), ways=list(made.ways))


@endpoints.act("POST", "/halls/<hall>/plan", access=MAY_SET, body=PlanBody, answer=PlanAnswer)
def put_up(call: Call[PlanBody], work: Work) -> PlanAnswer:
    """Put a plan up; it is made anew of shapes and words alone."""
    kept = keep_plan(work, hall_book(work.connection, work.hall_id), call.body.svg.encode())
    return PlanAnswer(windows=list(kept.windows), ways=list(kept.ways), updated_at=work.now)


@endpoints.act("DELETE", "/halls/<hall>/plan", access=MAY_SET, answer=None)
def take_down(_call: Call[NoBody], work: Work) -> None:
    """Take the plan down."""
    drop_plan(work)
