"""The errands of a ticket and whom they are for, as the API speaks of them."""

from collections.abc import Sequence

from hall.catalogue.book import HallBook
from hall.edge.endpoint import Answer
from hall.edge.fields import Words
from hall.personal.masks import mask_credit_code, mask_id_number, mask_name, mask_phone
from hall.personal.vault import Vault
from hall.text import Language
from hall.ticketing.queries import ErrandRow, PrincipalRow
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH


class ErrandAnswer(Answer):
    service: str
    name: Words
    label: str
    state: str
    outcome: str | None


class StaffErrand(ErrandAnswer):
    """An errand as staff see it: `principal` is its place among the ticket's principals, `person` what is known first.

    `person`: their name, else their number, else their phone, masked; both null where nothing was said of anybody.
    """

    principal: int | None
    person: str | None


class PrincipalAnswer(Answer):
    """Masked. `errands`: codes of the services on this ticket that are for them."""

    kind: str
    name: str | None
    id_number: str | None
    phone: str | None
    errands: list[str]


class AgentAnswer(Answer):
    """Whoever comes for the principals; masked."""

    name: str | None
    phone: str | None


def errand_answer(book: HallBook, errand: ErrandRow, language: Language) -> ErrandAnswer:
    name = book.services[errand.service].name
    return ErrandAnswer(
        service=errand.service,
        name=name.as_json(),
        label=name.pick(language),
        state=errand.state,
        outcome=errand.outcome,
    )


def staff_errands(
    book: HallBook,
    errands: Sequence[ErrandRow],
    principals: Sequence[PrincipalRow],
    people: Sequence[PrincipalAnswer],
    language: Language,
) -> list[StaffErrand]:
    """Every errand with whom it is for; `people` are the principals in the same order, masked."""
    places = {principal.position: place for place, principal in enumerate(principals)}
    found = []
    for errand in errands:
        place = places.get(errand.principal)
        one = people[place] if place is not None else None
        person = one.name or one.id_number or one.phone if one else None
        told = errand_answer(book, errand, language).model_dump()
        found.append(StaffErrand(**told, principal=place, person=person))
    return found


def agent_answer(vault: Vault, agent: PrincipalRow) -> AgentAnswer:
    return AgentAnswer(
        name=mask_name(vault.open(agent.name, NAME)) if agent.name else None,
        phone=mask_phone(vault.open(agent.phone, PHONE_HASH)) if agent.phone else None,
    )


def principal_answer(vault: Vault, principal: PrincipalRow, errands: Sequence[ErrandRow]) -> PrincipalAnswer:
    number = vault.open(principal.id_number, ID_HASH) if principal.id_number else None
    mask = mask_id_number if principal.kind == "person" else mask_credit_code
    return PrincipalAnswer(
        kind=principal.kind,
        name=mask_name(vault.open(principal.name, NAME)) if principal.name else None,
        id_number=mask(number) if number else None,
        phone=mask_phone(vault.open(principal.phone, PHONE_HASH)) if principal.phone else None,
        errands=[errand.service for errand in errands if errand.principal == principal.position],
    )
