"""Whom a report complains of: pure, over public ids."""


def complained_of(named: str | None, served: str | None, reporting: str | None) -> str | None:
    """Whoever is `named`, else who `served` the ticket it speaks of, unless they are the one who is `reporting` it.

    Whoever puts their own ticket on record helps its visitor, and would be shut out of what they wrote themselves.
    """
    if named is not None:
        return named
    return served if served != reporting else None
