"""What tests of help do over and over: ask, list, take a step."""

from tests.halls import COUNTY, County, Json, Somebody, told

HOME = {"venue": "home", "name": "王秀兰", "phone": "13912345678", "address": "二曲街道南大街5号", "text": "行动不便"}


def ask(county: County, by: Somebody | None = None, **body: object) -> Json:
    if by is None and not body:
        body = {"venue": "here"}  # a stranger says where, at least
    found: Json = told((by or county.visitor).post(f"/halls/{COUNTY}/assistance", body), 201)
    return found


def listed(county: County, query: str = "open=true", by: Somebody | None = None) -> list[Json]:
    found: list[Json] = told((by or county.greeter).get(f"/halls/{COUNTY}/assistance?{query}"))["items"]
    return found


def does(county: County, request: Json, step: str, by: Somebody | None = None, **body: object) -> Json:
    found: Json = told((by or county.greeter).post(f"/assistance/{request['id']}/{step}", body or None))
    return found


def figures(county: County, by: str = "hall") -> Json:
    found: Json = told(county.manager.get(f"/halls/{COUNTY}/assistance/figures?by={by}"))
    return found


def of_ticket(county: County, ticket: Json) -> Json:
    found: Json = told(county.visitor.get(f"/tickets/{ticket['id']}/assistance"))
    return found
