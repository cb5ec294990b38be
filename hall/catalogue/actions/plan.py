"""A hall's plan, put in its place or taken away."""

import sqlalchemy as sa

from hall.catalogue.book import HallBook
from hall.catalogue.models import HALL_PLANS
from hall.catalogue.plan_svg import Plan, clean_plan
from hall.db import Work
from hall.errors import PlanNotFound
from hall.events import HallChanged

CHANGED = HallChanged(changed=["plan"])


def keep_plan(work: Work, book: HallBook, given: bytes) -> Plan:
    """Put the plan in a file up, in the place of the one before; PlanRefused for what cannot be used."""
    plan = clean_plan(given, {page.number for page in book.windows.values()})
    values = {"svg": plan.svg, "windows": list(plan.windows), "ways": list(plan.ways), "updated_at": work.now}
    mine = HALL_PLANS.c.hall_id == work.hall_id
    if not work.connection.execute(sa.update(HALL_PLANS).where(mine).values(values)).rowcount:
        work.connection.execute(sa.insert(HALL_PLANS).values(hall_id=work.hall_id, **values))
    work.record(CHANGED)
    return plan


def drop_plan(work: Work) -> None:
    """Take the plan down; PlanNotFound where there is none."""
    if not work.connection.execute(sa.delete(HALL_PLANS).where(HALL_PLANS.c.hall_id == work.hall_id)).rowcount:
        raise PlanNotFound
    work.record(CHANGED)
