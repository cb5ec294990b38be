"""A hall whose departments have people, and the steps of its ledger as everybody takes them."""

from typing import Any

from hall.escalation.keeping import keep_ledgers
from tests.halls import COUNTY, County, Json, Somebody, told

LAND, MARKET = "县资源规划局", "县市场监管局"
ACCEPT = {"case_class": "B", "cause": "process"}
DONE = {"outcome": "done", "text": "已协调，当天办结"}


class Ledger:
    """`officer` sits at the escalation window, `land` answers for one department; manager and county stand above."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.officer, self.land = county.person("escalation"), county.person("department")
        self.manager, self.above, self.reporter = county.manager, county.person("county"), county.visitor
        body = {"department": LAND, "members": ["department"]}
        told(county.person("admin").post(f"/halls/{COUNTY}/departments", body))

    def report(self, by: Somebody | None = None, status: int = 201, **more: Any) -> Json:
        """Something reported, online unless it is said."""
        body = {"source": "online", "description": "跑了三趟，还是办不成", **more}
        found: Json = told((by or self.reporter).post(f"/halls/{COUNTY}/escalations", body), status)
        return found

    def does(self, who: Somebody, record: Json, step: str, **body: Any) -> Json:
        found: Json = told(who.post(f"/escalations/{record['id']}/{step}", body or None))
        return found

    def accepted(self, **more: Any) -> Json:
        return self.does(self.officer, self.report(), "accept", **{**ACCEPT, **more})

    def in_progress(self, **more: Any) -> Json:
        record = self.accepted(**more)
        self.does(self.officer, record, "assign", department=LAND)
        return self.does(self.land, record, "sign")

    def replied(self, **more: Any) -> Json:
        record = self.in_progress(**more)
        self.does(self.land, record, "resolve", **DONE)
        return self.does(self.land, record, "reply", text="可以来取了")

    def see(self, record: Json, by: Somebody | None = None) -> Json:
        found: Json = told((by or self.reporter).get(f"/escalations/{record['id']}"))
        return found

    def staff_side(self, record: Json) -> Json:
        side: Json = self.see(record, self.officer)["staff"]
        return side

    def wait(self, **by: float) -> None:
        """Time passes; the house raises the cards that have come due."""
        self.county.wait(**by)
        keep_ledgers(self.county.database)
        keep_ledgers(self.county.database)

    def cards(self, record: Json) -> list[tuple[str, str, int]]:
        return [(card["clock"], card["colour"], card["round"]) for card in self.staff_side(record)["cards"]]
