"""What a message may say, put together anew from the things it is about, where those still tell it.

Of other kinds the words are somebody's, written once and kept in the message alone: there the closed table of the
inspector is the measure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verbale.domain.cycle import holding, memorandum
from verbale.domain.spine import party
from verbale.journeys.inspection_files import paired, release_of
from verbale.kernel.canonical import Json
from verbale.records.commitment import Commitment
from verbale.records.delegation import Delegation
from verbale.records.dispatch import Message, MessageFile
from verbale.records.document import Document, DocumentRole
from verbale.records.holding import Offer
from verbale.records.marking import Caveat
from verbale.records.memorandum import Memorandum
from verbale.records.minutes import Adoption, Minutes, RefusedPaper, SignedPaper
from verbale.records.need import Need, NeedLine
from verbale.records.request import OrderLine
from verbale.records.session import Session
from verbale.records.text import Revision, TextAct


def body_of(message: Message) -> Json:
    """The body that a message ought to have; the one it has, where nothing else tells it."""
    read = _BODIES.get(message.what)
    return message.body if read is None else read(message)


def _delivery(message: Message) -> Json:
    act, line = release_of(message), OrderLine.objects.filter(pk=message.thing_id).first()
    if act is None or line is None or line.order.partner_id != message.partner_id:
        return None
    caveat = Caveat.objects.filter(code=act.marking).first() or Caveat(code=act.marking)
    carried = MessageFile.objects.filter(message=message).select_related("file")
    rows = [_row(file.name, paper) for file, paper in paired(act, list(carried))]
    mark = {"code": caveat.code, "texts": dict(caveat.texts), "bars_onward_release": caveat.bars_onward_release}
    return {"line": line.partner_line or line.pk, "documents": rows, "caveat": mark}


def _row(name: str, paper: Document) -> dict[str, Json]:
    return {
        "file": name, "role": paper.role, "title": paper.title, "language": paper.language,
        "original_language": paper.original_language, "translators": list(paper.translators), "sha256": paper.file_id,
    }  # fmt: skip


def _catalogue(message: Message) -> Json:
    offer = Offer.objects.filter(pk=message.thing_id, partner=message.partner).first()
    return {"offer": offer.pk} if offer else None


def _withdrawal(message: Message) -> Json:
    """Of the items that it names, those that the offer showed and whose records are withdrawn by now."""
    offer = Offer.objects.filter(pk=message.thing_id, partner=message.partner).first()
    told = message.body.get("items")
    if offer is None or not isinstance(told, list):
        return None
    return {"offer": offer.pk, "items": sorted(holding.withdrawn_of(offer, set(map(str, told))))}


def _order(message: Message) -> Json:
    need = Need.objects.filter(pk=message.thing_id, partner=message.partner, sent_at__isnull=False).first()
    if need is None:
        return None
    told: Any = message.body.get("lines")
    named = {row.get("line") for row in told if isinstance(row, dict)} if isinstance(told, list) else set()
    lines = [line for line in NeedLine.objects.filter(need=need).order_by("position") if line.pk in named]
    return {
        "order": need.pk, "number": need.number, "route": need.route, "purpose": need.purpose,
        "lines": [
            {"line": line.pk, "item": line.item, "citation": line.citation, "form": line.form, "copies": line.copies}
            for line in lines
        ],
    }  # fmt: skip


def _receipt(message: Message) -> Json:
    line = NeedLine.objects.filter(pk=message.thing_id, need__partner=message.partner).first()
    if line is None:
        return None
    came = Document.objects.filter(thing_kind="needline", thing_id=line.pk, role=DocumentRole.RECEIVED)
    held, told = set(came.values_list("file_id", flat=True)), message.body.get("documents")
    hashes = sorted(held & set(map(str, told))) if isinstance(told, list) else []
    return {"line": line.pk, "documents": hashes, "by": message.body.get("by")}


def _text_act(message: Message) -> Json:
    row = TextAct.objects.filter(message=message, text__partner=message.partner).select_related("text").first()
    if row is None:
        return None
    revision = Revision.objects.filter(text=row.text, hash=row.body["revision"]).first()
    content = revision.content if revision and row.act == "propose" else None
    return {"act": row.body, "signature": row.signature, "content": content}


def _session(message: Message) -> Json:
    """Which session it is; the rest is our word as it stood when it was told."""
    row = Session.objects.filter(pk=message.thing_id, commission__partner=message.partner).first()
    return {**message.body, "commission": row.commission_id, "number": row.number} if row else None


def _memorandum(message: Message) -> Json:
    told = Memorandum.objects.filter(pk=message.thing_id, side=party.us().code, told_at__isnull=False)
    row = told.filter(session__commission__partner=message.partner).select_related("session").first()
    return memorandum.body_of(row) if row else None


def _delegation(message: Message) -> Json:
    """To which session it is; the rest is our word as it stood when it was told."""
    rows = Delegation.objects.filter(pk=message.thing_id, side=party.us().code).select_related("session")
    row = rows.filter(session__commission__partner=message.partner).first()
    if row is None or row.session is None:
        return None
    return {**message.body, "commission": row.session.commission_id, "session": row.session.number}


def _adoption(message: Message) -> Json:
    """Of which article it is; the rest is our word as it stood when it was told."""
    rows = Adoption.objects.filter(pk=message.thing_id, side=party.us().code, text__partner=message.partner)
    row = rows.first()
    return {**message.body, "text": row.text_id, "article": row.article} if row else None


def _signed_paper(message: Message) -> Json:
    row = SignedPaper.objects.filter(message=message, signed_by__isnull=False).select_related("minutes").first()
    if row is None:
        return None
    return {"text": row.minutes.text_id, "revision": row.revision, "sha256": row.file_id}


def _paper_answer(message: Message) -> Json:
    """Of which minutes' paper it is; the rest is our word as it stood when it was told."""
    row = Minutes.objects.filter(pk=message.thing_id, text__partner=message.partner).first()
    sha256 = message.body.get("sha256")
    if row is None or not isinstance(sha256, str):
        return None
    came = SignedPaper.objects.filter(minutes=row, file=sha256, arrived__isnull=False).exists()
    if not (came or RefusedPaper.objects.filter(minutes=row, sha256=sha256).exists()):
        return None
    return {**message.body, "text": row.text_id}


def _commitment(message: Message) -> Json:
    """Of which article it is, and a date that was agreed: our own date is nowhere told (COMMISSION.md, 1.4)."""
    rows = Commitment.objects.filter(pk=message.thing_id, partner=message.partner, agreed__isnull=False)
    row = rows.first()
    if row is None:
        return None
    moves = row.moves.filter(own=False, milestone=None)
    agreed = {row.due, *moves.values_list("before", flat=True), *moves.values_list("after", flat=True)}
    due = message.body.get("due")
    known: dict[str, Json] = {"text": row.agreed_id, "article": row.article, "number": row.number}
    return {**message.body, **known, "due": due if due in agreed else row.due}


_BODIES: dict[str, Callable[[Message], Json]] = {
    "delivery": _delivery, "catalogue": _catalogue,
    "catalogue withdrawal": _withdrawal, "order": _order, "receipt": _receipt, "text act": _text_act,
    "session": _session, "memorandum": _memorandum, "delegation": _delegation, "signed paper": _signed_paper,
    "paper answer": _paper_answer,
    "adoption": _adoption, "commitment": _commitment,
}  # fmt: skip
