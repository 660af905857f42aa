"""Things by the name that people call them by, among those the person may see."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from verbale.cli.session import Session
from verbale.kernel.errors import NotFound
from verbale.records.correspondence import Correspondence
from verbale.records.document import Document
from verbale.records.holding import Edition
from verbale.records.instrument import Instrument
from verbale.records.need import Need, NeedLine
from verbale.records.party import Party
from verbale.records.person import AccessToken, Authority, AuthorityHeld, Person
from verbale.records.policy import Policy
from verbale.records.request import Order, OrderLine

M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M], what: str, which: str, *fields: str) -> M:
    """The only row whose identifier, or one of the fields, is the given text."""
    for field in ("pk", *fields):
        found = list(rows.filter(**{field: which})[:2])
        if len(found) == 1:
            return found[0]
    raise NotFound(what=what, which=which)


def partner(me: Session, code: str) -> Party:
    return one(Party.objects.visible_to(me.person).partners(), "partner", code, "code")


def party(me: Session, code: str) -> Party:
    return one(Party.objects.visible_to(me.person), "party", code, "code")


def person(me: Session, handle: str) -> Person:
    found: Person = one(Person.objects.visible_to(me.person), "person", handle, "handle")
    return found


def authority(me: Session, code: str) -> Authority:
    return one(Authority.objects.visible_to(me.person), "authority", code, "code")


def held(me: Session, identifier: str) -> AuthorityHeld:
    return one(AuthorityHeld.objects.visible_to(me.person), "authority held", identifier)


def token(me: Session, identifier: str) -> AccessToken:
    return one(AccessToken.objects.visible_to(me.person), "token", identifier)


def policy(me: Session, code: str) -> Policy:
    return one(Policy.objects.visible_to(me.person), "policy", code, "code")


def instrument(me: Session, identifier: str) -> Instrument:
    return one(Instrument.objects.visible_to(me.person), "instrument", identifier, "archive_reference", "title")


def edition(me: Session, name: str) -> Edition:
    return one(Edition.objects.visible_to(me.person), "edition", name, "name")


def document(me: Session, identifier: str) -> Document:
    return one(Document.objects.visible_to(me.person).select_related("file"), "document", identifier)


def entry(me: Session, number: str) -> Correspondence:
    return one(Correspondence.objects.visible_to(me.person), "entry of the log", number, "number")


def order(me: Session, number: str) -> Order:
    return one(Order.objects.visible_to(me.person).select_related("partner"), "order", number, "number")


def line(me: Session, reference: str) -> OrderLine:
    """A line of an order, as NUMBER/POSITION or by its identifier."""
    number, _, position = reference.rpartition("/")
    rows = OrderLine.objects.visible_to(me.person).select_related("order__partner")
    if number and position.isascii() and position.isdigit() and len(position) < 10:
        return one(rows.filter(order__number=number), "line", position, "position")
    return one(rows, "line", reference)


def need(me: Session, number: str) -> Need:
    return one(Need.objects.visible_to(me.person).select_related("partner"), "order of ours", number, "number")


def need_line(me: Session, reference: str) -> NeedLine:
    """A line of our own order, as NUMBER/POSITION (an unsent order's identifier for the number) or its identifier."""
    number, _, position = reference.rpartition("/")
    rows = NeedLine.objects.visible_to(me.person).select_related("need__partner")
    if number and position.isascii() and position.isdigit() and len(position) < 10:
        ours = need(me, number)
        return one(rows.filter(need=ours), "line", position, "position")
    return one(rows, "line", reference)
