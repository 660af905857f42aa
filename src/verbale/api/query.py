"""What the query of a call says: each thing once, and nothing that is no such thing."""

from __future__ import annotations

from django.http import QueryDict

from verbale.kernel.errors import WrongUse

LARGEST = 2**53 - 1


class BadQuery(WrongUse):
    """The address must say “{what}” once, as {wanted}."""


def name(query: QueryDict, what: str) -> str:
    """A text."""
    values = query.getlist(what)
    if len(values) != 1:
        raise BadQuery(what=what, wanted="a name")
    return values[0]


def number(query: QueryDict, what: str) -> int:
    """A whole number from 0 to 2**53 - 1."""
    values = query.getlist(what)
    if len(values) != 1 or not values[0].isascii() or not values[0].isdecimal() or len(values[0]) > len(str(LARGEST)):
        raise BadQuery(what=what, wanted="a whole number")
    if (value := int(values[0])) > LARGEST:
        raise BadQuery(what=what, wanted="a whole number")
    return value
