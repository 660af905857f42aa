"""What a side wished before a visit, and whether it was met (COMMISSION.md, 5.3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from verbale.domain.cycle import words
from verbale.domain.cycle.visit import (
    BadVisit,
    Result,
    check_answer,
    check_made,
    counted,
    locked_visit,
    next_number,
    record,
)
from verbale.domain.spine import party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.records.person import Person, Role
from verbale.records.visit import Visit, Wish


@transaction.atomic
def add(*, visit: Visit, side: str, text: str, by: Person, at: datetime) -> Wish:
    """Records what a side wished before a visit."""
    check_role(by, Role.DESK)
    locked = locked_visit(visit)
    if side not in (party.us().code, locked.partner.code):
        raise BadVisit(why="neither side has this wish")
    rows = Wish.objects.filter(visit=locked)
    number = next_number(locked, rows.aggregate(last=Max("number"))["last"], None)
    said = words.entry(text, what="wish")
    row = Wish.objects.create(visit=locked, number=number, side=side, text=said, by=by, at=at)
    record("visit.wished", locked, by, at, {"number": number, "side": side})
    return row


@transaction.atomic
def reword(*, wish: Wish, text: str, by: Person, at: datetime) -> Wish:
    """Corrects the words of a wish; the journal keeps the former ones."""
    check_role(by, Role.DESK)
    locked = Wish.objects.select_for_update(of=("self",)).select_related("visit").get(pk=wish.pk)
    facts: dict[str, Json] = {"number": locked.number, "before": locked.text}
    locked.text = words.entry(text, what="wish")
    locked.save(update_fields=["text"])
    record("visit.wish reworded", locked.visit, by, at, facts)
    return locked


@transaction.atomic
def meet(*, wish: Wish, met: str, by: Person, at: datetime, note: str = "") -> Wish:
    """Says whether a wish was met, in part or not."""
    check_role(by, Role.DESK)
    locked = Wish.objects.select_for_update(of=("self",)).select_related("visit").get(pk=wish.pk)
    check_made(locked.visit)
    check_answer(met)
    before = locked.met
    locked.met, locked.note = met, words.entry(note, what="note", needed=False)
    locked.by, locked.at = by, at
    locked.save()
    record("visit.wish met", locked.visit, by, at, {"number": locked.number, "before": before, "after": met})
    return locked


def result(visit: Visit) -> Result:
    """How the wishes before a visit came out."""
    return counted(list(Wish.objects.filter(visit=visit).values_list("met", flat=True)))
