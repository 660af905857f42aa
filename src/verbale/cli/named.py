"""Things by the name that people call them by, among those the person may see."""

from __future__ import annotations

import contextlib
from typing import Any, TypeVar

from django.db.models import Model

from verbale.cli.sign_in import SignedIn, seen
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import signing_certificate
from verbale.domain.spine import party as party_of
from verbale.engines import agreement
from verbale.kernel.errors import NotFound
from verbale.records.commitment import Commitment, Fund, Milestone, ReminderRule
from verbale.records.correspondence import Correspondence
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.document import Document
from verbale.records.holding import Edition
from verbale.records.instrument import Instrument
from verbale.records.memorandum import Memorandum
from verbale.records.minutes import Minutes, SigningCertificate
from verbale.records.need import Need, NeedLine
from verbale.records.party import Party
from verbale.records.person import AccessToken, Authority, AuthorityHeld, Person
from verbale.records.policy import Policy, PolicyVersion
from verbale.records.policy_draft import PolicyDraft
from verbale.records.programme import ActingBody, Complex, Programme
from verbale.records.report import Annex, MarkedSentence, Remark, Report, Waiting
from verbale.records.request import Order, OrderLine
from verbale.records.session import Session as Meeting
from verbale.records.session import SessionBeside
from verbale.records.talk import Talk
from verbale.records.term import Term
from verbale.records.text import Revision, Text
from verbale.records.visit import Visit

M = TypeVar("M", bound=Model)

SHORTEST = 6
"""Signs by which a text or a revision may be named, if no other begins with them."""


def one(kind: type[M], rows: Any, what: str, which: str, *fields: str) -> M:  # noqa: ARG001 - it tells the type
    """The only row whose identifier, or one of the fields, is the given text."""
    for field in ("pk", *fields):
        found: list[M] = list(rows.filter(**{field: which})[:2])
        if len(found) == 1:
            return found[0]
    raise NotFound(what=what, which=which)


def partner(me: SignedIn, code: str) -> Party:
    return one(Party, seen(Party, me).partners(), "partner", code, "code")


def party(me: SignedIn, code: str) -> Party:
    return one(Party, seen(Party, me), "party", code, "code")


def person(me: SignedIn, handle: str) -> Person:
    return one(Person, seen(Person, me), "person", handle, "handle")


def authority(me: SignedIn, code: str) -> Authority:
    return one(Authority, seen(Authority, me), "authority", code, "code")


def held(me: SignedIn, identifier: str) -> AuthorityHeld:
    return one(AuthorityHeld, seen(AuthorityHeld, me), "authority held", identifier)


def token(me: SignedIn, identifier: str) -> AccessToken:
    return one(AccessToken, seen(AccessToken, me), "token", identifier)


def policy(me: SignedIn, code: str) -> Policy:
    return one(Policy, seen(Policy, me), "policy", code, "code")


def version(me: SignedIn, which: str) -> PolicyVersion:
    """A version of a policy, as CODE/NUMBER or by its identifier."""
    code, _, number = which.rpartition("/")
    rows = seen(PolicyVersion, me).select_related("policy")
    if code:
        rows = rows.filter(policy=policy(me, code))
        return numbered(PolicyVersion, rows, "version of a policy", number, told=which)
    return one(PolicyVersion, rows, "version of a policy", which)


def version_or_draft(me: SignedIn, which: str) -> PolicyVersion | PolicyDraft:
    """A version or a draft of a policy, as CODE/NUMBER, CODE/draft-NUMBER or by its identifier."""
    if "/draft-" in which:
        return draft(me, which)
    if "/" in which:
        return version(me, which)
    for find in (version, draft):
        with contextlib.suppress(NotFound):
            return find(me, which)
    raise NotFound(what="version or draft of a policy", which=which)


def draft(me: SignedIn, which: str) -> PolicyDraft:
    """A draft of a policy, as CODE/draft-NUMBER or by its identifier."""
    code, sign, number = which.rpartition("/draft-")
    rows = seen(PolicyDraft, me).select_related("policy__authority", "drafted_by", "approved_by", "authority")
    if sign:
        return numbered(PolicyDraft, rows.filter(policy=policy(me, code)), "draft of a policy", number, told=which)
    return one(PolicyDraft, rows, "draft of a policy", which)


def instrument(me: SignedIn, identifier: str) -> Instrument:
    return one(Instrument, seen(Instrument, me), "instrument", identifier, "archive_reference", "title")


def edition(me: SignedIn, name: str) -> Edition:
    return one(Edition, seen(Edition, me), "edition", name, "name")


def document(me: SignedIn, identifier: str) -> Document:
    return one(Document, seen(Document, me).select_related("file"), "document", identifier)


def pouch(me: SignedIn, which: str) -> Pouch | ArrivedPouch:
    """One that left, or one that came; several may have come under one file name."""
    with contextlib.suppress(NotFound):
        return one(Pouch, seen(Pouch, me).select_related("partner"), "pouch", which, "file_name")
    return one(ArrivedPouch, seen(ArrivedPouch, me).select_related("partner"), "pouch", which, "file_name")


def entry(me: SignedIn, number: str) -> Correspondence:
    return one(Correspondence, seen(Correspondence, me), "entry of the log", number, "number")


def order(me: SignedIn, number: str) -> Order:
    return one(Order, seen(Order, me).select_related("partner"), "order", number, "number")


def line(me: SignedIn, reference: str) -> OrderLine:
    """A line of an order, as NUMBER/POSITION or by its identifier."""
    number, _, position = reference.rpartition("/")
    rows = seen(OrderLine, me).select_related("order__partner")
    if number and position.isascii() and position.isdigit() and len(position) < 10:
        return one(OrderLine, rows.filter(order__number=number), "line", position, "position")
    return one(OrderLine, rows, "line", reference)


def need(me: SignedIn, number: str) -> Need:
    return one(Need, seen(Need, me).select_related("partner"), "order of ours", number, "number")


def need_line(me: SignedIn, reference: str) -> NeedLine:
    """A line of our own order, as NUMBER/POSITION (an unsent order's identifier for the number) or its identifier."""
    number, _, position = reference.rpartition("/")
    rows = seen(NeedLine, me).select_related("need__partner")
    if number and position.isascii() and position.isdigit() and len(position) < 10:
        ours = need(me, number)
        return one(NeedLine, rows.filter(need=ours), "line", position, "position")
    return one(NeedLine, rows, "line", reference)


def text(me: SignedIn, which: str) -> Text:
    """A text that both sides agree on, by its identifier, or by the beginning of it."""
    rows = seen(Text, me).select_related("partner")
    if SHORTEST <= len(which) < 26:
        found: list[Text] = list(rows.filter(pk__startswith=which.lower())[:2])
        if len(found) == 1:
            return found[0]
    return one(Text, rows, "text", which)


def revision(me: SignedIn, text: Text, which: str) -> agreement.Revision:
    """A revision of a text by its hash, or by the beginning of it."""
    rows = list(seen(Revision, me).filter(text=text, hash__startswith=which.lower())[:2])
    if len(which) < SHORTEST or len(rows) != 1:
        raise NotFound(what="revision", which=which)
    return agreement.Revision.of_json(rows[0].content)


def minutes(me: SignedIn, which: str) -> Minutes:
    """What is kept of minutes beside their text, by the text's identifier, or by the beginning of it."""
    return minutes_of.of(text(me, which), me.at)


def minutes_read(me: SignedIn, which: str) -> Minutes:
    """The same for whoever only reads: nothing is written."""
    return minutes_of.read(text(me, which), me.at)


def meeting(me: SignedIn, which: str) -> Meeting:
    """A session of a commission, as COMMISSION/NUMBER or by its identifier."""
    commission, _, number = which.rpartition("/")
    rows = seen(Meeting, me).select_related("commission__partner")
    if commission and number.isascii() and number.isdigit() and len(number) < 10:
        return one(Meeting, rows.filter(commission=text(me, commission)), "session", number, "number")
    return one(Meeting, rows, "session", which)


def beside(me: SignedIn, which: str) -> SessionBeside:
    """What meets beside a session, by its identifier or the beginning of it."""
    rows = seen(SessionBeside, me).select_related("session__commission__partner")
    return _begun(SessionBeside, rows, "meeting beside a session", which, "title")


def talk(me: SignedIn, which: str) -> Talk:
    """A talk by its identifier or the beginning of it, or by its title."""
    return _begun(Talk, seen(Talk, me).select_related("partner"), "talk", which, "title")


def numbered(
    kind: type[M],  # noqa: ARG001 - it tells the type
    rows: Any,
    what: str,
    number: str,
    *,
    field: str = "number",
    told: str = "",
) -> M:
    """The row with this number, of rows that are numbered within one thing; ``told`` is what people call it by."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound(what=what, which=told or number)
    found: M | None = rows.filter(**{field: number}).first()
    if found is None:
        raise NotFound(what=what, which=told or number)
    return found


def memorandum(me: SignedIn, which: str) -> Memorandum:
    """A version of a memorandum by its identifier, or the beginning of it; of a session, our newest version."""
    rows = seen(Memorandum, me).select_related("session__commission__partner")
    with contextlib.suppress(NotFound):
        return _begun(Memorandum, rows, "memorandum", which)
    ours = rows.filter(session=meeting(me, which), side=party_of.us().code)
    found: Memorandum | None = ours.order_by("-version").first()
    if found is None:
        raise NotFound(what="memorandum", which=which)
    return found


def certificate(me: SignedIn, which: str) -> SigningCertificate:
    """A certificate for papers, by its fingerprint as people read it out, or by the beginning of it."""
    found = signing_certificate.find(which)
    return one(SigningCertificate, seen(SigningCertificate, me).select_related("side"), "certificate", found.pk)


def term(me: SignedIn, identifier: str) -> Term:
    return one(Term, seen(Term, me), "term", identifier)


def report(me: SignedIn, which: str) -> Report:
    """A report by its identifier, or by the beginning of it."""
    return _begun(Report, seen(Report, me).select_related("document"), "report", which)


def remark(me: SignedIn, which: str, number: int) -> Remark:
    """A remark on a report by its number there."""
    return one(Remark, seen(Remark, me).filter(report=report(me, which)), "remark", str(number), "number")


def annex(me: SignedIn, which: str, number: str) -> Annex:
    """An annex of a report by its number there."""
    return one(Annex, seen(Annex, me).filter(report=report(me, which)), "annex", number, "number")


def sentence(me: SignedIn, which: str) -> MarkedSentence:
    return _begun(MarkedSentence, seen(MarkedSentence, me), "marked sentence", which)


def waiting(me: SignedIn, which: str) -> Waiting:
    return _begun(Waiting, seen(Waiting, me), "decision or question", which)


def visit(me: SignedIn, which: str) -> Visit:
    """A visit by its identifier or the beginning of it, or by its title."""
    return _begun(Visit, seen(Visit, me).select_related("partner"), "visit", which, "title")


def commitment(me: SignedIn, which: str) -> Commitment:
    """A commitment by its identifier, by the beginning of it, or as PARTNER/NUMBER where no other is called so."""
    rows = seen(Commitment, me).select_related("partner", "agreed", "report", "sector_complex__programme")
    code, sign, number = which.partition("/")
    if sign:
        found: list[Commitment] = list(rows.filter(partner__code=code, number=number)[:2])
        if len(found) == 1:
            return found[0]
    return _begun(Commitment, rows, "commitment", which)


def milestone(me: SignedIn, of: Commitment, number: int) -> Milestone:
    """A milestone of a commitment by its place."""
    return one(Milestone, seen(Milestone, me).filter(commitment=of), "milestone", str(number), "place")


def fund(me: SignedIn, of: Commitment, which: str) -> Fund:
    """Funds of a commitment, by their identifier or by the beginning of it."""
    return _begun(Fund, seen(Fund, me).filter(commitment=of), "funds", which)


def reminder_rule(me: SignedIn, which: str) -> ReminderRule:
    return _begun(ReminderRule, seen(ReminderRule, me), "rule of reminders", which)


def _begun(kind: type[M], rows: Any, what: str, which: str, *fields: str) -> M:
    """A row by its identifier, by the beginning of it if no other begins so, or by one of the fields."""
    if SHORTEST <= len(which) < 26:
        found: list[M] = list(rows.filter(pk__startswith=which.lower())[:2])
        if len(found) == 1:
            return found[0]
    return one(kind, rows, what, which, *fields)


def programme(me: SignedIn, identifier: str) -> Programme:
    rows = seen(Programme, me).select_related("partner", "text", "agreement", "agreement_text")
    return one(Programme, rows, "programme", identifier)


def complex_of(me: SignedIn, which: str) -> Complex:
    """A complex of a programme, as PROGRAMME/NUMBER or by its identifier."""
    under, _, number = which.rpartition("/")
    rows = seen(Complex, me).select_related("programme__partner")
    if under and number.isascii() and number.isdigit() and len(number) < 10:
        return one(Complex, rows.filter(programme=programme(me, under)), "complex", number, "number")
    return one(Complex, rows, "complex", which)


def body(me: SignedIn, which: str) -> ActingBody:
    """An institute, city or other body of a side, by its name or its identifier."""
    return one(ActingBody, seen(ActingBody, me).select_related("side", "under"), "body", which, "name")
