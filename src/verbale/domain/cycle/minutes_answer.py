"""What became of a signed paper on the other node: each side answers whether it keeps the one that came (6.5).

Only that word tells that minutes are on both nodes (6.6): a pouch is acknowledged even if one of its messages was
refused by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.spine import dispatch, journal, party
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty
from verbale.kernel.identifier import ALPHABET
from verbale.records.dispatch import ArrivedPouch
from verbale.records.minutes import Minutes, RefusedPaper, SignedPaper
from verbale.records.party import Party
from verbale.records.text import Text, TextKind

WHAT = "paper answer"
LONGEST = 2_000
"""Characters of the reason for a refusal."""
_FIELDS = {"text", "sha256", "kept", "why"}
_IDENTIFIER = re.compile(rf"(?<![0-9A-Za-z])[0-7][{ALPHABET}]{{25}}(?![0-9A-Za-z])", re.IGNORECASE)


class NotAnAnswer(Faulty):
    """What {partner} answered about a signed paper cannot be taken: {why}."""


class KeptBefore(Faulty):
    """{partner} refuses a signed paper now of which it said before that it keeps it. It counts as kept; ask the partner
    what happened there."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal that stands, since no other paper of that side came after it: who refused whose paper, when, why."""

    by: str
    side: str
    at: datetime
    why: str


def keeps(*, paper: SignedPaper, at: datetime) -> None:
    """Tells the partner that its paper is kept here; call it in the transaction in which it is."""
    _answer(paper.minutes, paper.file_id, why="", at=at)


@transaction.atomic
def refuses(*, minutes: Minutes, sha256: str, why: str, arrived: ArrivedPouch, at: datetime) -> RefusedPaper:
    """Notes that a paper of the partner is not kept, and tells it why."""
    said = _IDENTIFIER.sub("…", why)[:LONGEST]
    row, _made = RefusedPaper.objects.update_or_create(
        minutes=minutes, sha256=sha256, defaults={"why": said, "arrived": arrived, "at": at}
    )
    facts: dict[str, Json] = {"paper": sha256, "why": said}
    journal.record(act="minutes.paper refused", thing=minutes, by=None, at=at, facts=facts)
    _answer(minutes, sha256, why=said, at=at)
    return row


def _answer(minutes: Minutes, sha256: str, *, why: str, at: datetime) -> None:
    body: dict[str, Json] = {"text": minutes.text_id, "sha256": sha256, "kept": not why, "why": why}
    dispatch.queue(partner=minutes.text.partner, what=WHAT, body=body, thing=minutes, at=at)


@transaction.atomic
def told(*, partner: Party, body: Mapping[str, Any], at: datetime) -> SignedPaper:
    """Takes the partner's word on a paper that we signed; minutes are concluded once it keeps one with both
    signatures."""
    minutes, sha256, kept, why = _read(partner, body)
    paper = (
        SignedPaper.objects.select_for_update().filter(minutes=minutes, file=sha256, signed_by__isnull=False).first()
    )
    if paper is None:
        raise NotAnAnswer(partner=partner.code, why="it is about a paper that was not signed here")
    if paper.answered_at is not None and not paper.refusal and not kept:
        raise KeptBefore(partner=partner.code)
    paper.answered_at, paper.refusal = at, why
    paper.save(update_fields=["answered_at", "refusal"])
    facts: dict[str, Json] = {"paper": sha256, "kept": kept, "why": why}
    journal.record(act="minutes.paper answered", thing=minutes, by=None, at=at, facts=facts)
    settle(minutes=minutes, at=at)
    return paper


def _read(partner: Party, body: Mapping[str, Any]) -> tuple[Minutes, str, bool, str]:
    """The minutes, the paper's hash, whether it is kept, and why not; refuses what cannot be."""

    def refuse(why: str) -> NotAnAnswer:
        return NotAnAnswer(partner=partner.code, why=why)

    if set(body) != _FIELDS or type(body["kept"]) is not bool:
        raise refuse("it has other fields than an answer has")
    words = [body[name] for name in ("text", "sha256", "why")]
    if not all(isinstance(one, str) and len(one) <= LONGEST and "\0" not in one for one in words):
        raise refuse("one of its fields is no text")
    if body["kept"] is bool(body["why"]):
        raise refuse("a paper is kept, or refused with a reason")
    text = Text.objects.filter(pk=body["text"], partner=partner, text_kind=TextKind.MINUTES).first()
    row = Minutes.objects.select_for_update(of=("self",)).select_related("text__partner").filter(text=text).first()
    if text is None or row is None:
        raise refuse("it names no minutes that both sides agreed on")
    return row, body["sha256"], body["kept"], "".join(one if one.isprintable() else " " for one in body["why"])


def settle(*, minutes: Minutes, at: datetime) -> bool:
    """Notes that minutes are concluded, once both signatures are on both nodes; whether they are (6.6)."""
    if minutes_of.concluded(minutes):
        return True
    held = minutes_of.paper(minutes)
    if held is None or not minutes_of.on_both_nodes(held):
        return False
    minutes.concluded_at = at
    minutes.save(update_fields=["concluded_at"])
    journal.record(act="minutes.concluded", thing=minutes, by=None, at=at, facts={"paper": held.file_id})
    return True


def refusals(minutes: Minutes) -> list[Refusal]:
    """The refusals that still stand: of our paper by the partner, of the partner's paper here."""
    us, partner = party.us().code, minutes.text.partner.code
    papers = SignedPaper.objects.filter(minutes=minutes, revision=minutes.text.in_force or "-")
    ours = papers.filter(signed_by__isnull=False).order_by("-at").first()
    came = papers.filter(arrived__isnull=False).order_by("-at").first()
    theirs = RefusedPaper.objects.filter(minutes=minutes).order_by("-at").first()
    found = []
    if ours is not None and ours.refusal and ours.answered_at is not None:
        found.append(Refusal(partner, us, ours.answered_at, ours.refusal))
    if theirs is not None and (came is None or came.at < theirs.at):
        found.append(Refusal(us, partner, theirs.at, theirs.why))
    return found
