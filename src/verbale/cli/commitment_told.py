"""Commitments as a terminal tells them: as data, and as lines that people read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from verbale.cli.sign_in import SignedIn, seen
from verbale.domain.cycle.commitment import told_at
from verbale.domain.cycle.commitment_arrival import words_of
from verbale.domain.cycle.commitment_date import pressing
from verbale.domain.cycle.commitment_delay import delays_of
from verbale.domain.spine.text_record import revision_of
from verbale.records.commitment import (
    Bound,
    Commitment,
    CommitmentChange,
    CommitmentMove,
    CommitmentPart,
    CommitmentWord,
    Fund,
    Milestone,
    PartIn,
    ReminderRule,
)

Told = dict[str, Any]
COLUMNS = ("id", "number", "partner", "bound", "state", "due", "in_charge", "text")


def row(one: Commitment) -> Told:
    """A line of the list; its parts are read with it."""
    return {
        "id": one.pk, "number": one.number, "partner": one.partner.code, "bound": one.bound, "state": one.state,
        "text": one.text, "due": one.due or None, "due_as_written": one.due_as_written or None,
        "own_due": one.own_due or None, "in_charge": _who(one, PartIn.IN_CHARGE),
        "controls": _who(one, PartIn.CONTROLS),
        "recorded": one.recorded_at,
    }  # fmt: skip


def _who(one: Commitment, part: str) -> list[str]:
    return [each.who for each in one.parts.all() if each.part == part]


def whole(one: Commitment, me: SignedIn) -> Told:
    """A commitment with everything that is known of it."""

    def of(kind: Any, *related: str) -> Any:
        return seen(kind, me).filter(commitment=one).select_related(*related)

    stands = pressing(one, me.today)
    word = of(CommitmentWord).first()
    return {
        **row(one), "timing": stands.timing.value, "days_over": stands.days_over,
        "members": [_member(each) for each in of(CommitmentPart)],
        "milestones": [milestone(each) for each in of(Milestone)],
        "moved": [_moved(each) for each in of(CommitmentMove, "milestone", "by")],
        "changes": [_change(each) for each in of(CommitmentChange, "by", "evidence")],
        "told": told_at(one) if one.agreed else None, "word": _word(word) if word else None,
        "words": [asdict(each) for each in words_of(one)],
        "delays": [delay(each) for each in delays_of([one], on=me.today)] if one.bound != Bound.OURS else [],
        "funds": [fund(each) for each in of(Fund, "recorded_by")],
        "complex": _complex(one, me), "source": _source(one),
    }  # fmt: skip


def _complex(one: Commitment, me: SignedIn) -> Told | None:
    where, language = one.sector_complex, me.person.language
    if where is None:
        return None
    return {
        "id": where.pk, "programme": where.programme.title(language), "number": where.number,
        "title": where.title(language),
    }  # fmt: skip


def _source(one: Commitment) -> Told | None:
    """Where it was written, with the words that stand there by language."""
    if one.agreed is not None:
        article = revision_of(one.agreed, one.revision).article(one.article)
        said = {language: str(words) for language, words in article.text.items()} if article else {}
        return {"text": one.agreed.pk, "title": one.agreed.title(), "revision": one.revision, "article": one.article,
                "said": said}  # fmt: skip
    if one.report is None:
        return None
    words = one.report.text[one.start : one.end] if one.start is not None else ""
    return {"report": one.report.pk, "title": one.report.title, "start": one.start, "end": one.end,
            "said": {one.report.language: words} if words else {}}  # fmt: skip


def milestone(one: Milestone) -> Told:
    return {"place": one.place, "what": one.what, "due": one.due or None, "as_written": one.due_as_written or None,
            "done_on": one.done_on}  # fmt: skip


def _member(one: CommitmentPart) -> Told:
    return {"part": one.part, "who": one.who, "subject": one.subject or None}


def _moved(one: CommitmentMove) -> Told:
    return {
        "before": one.before or None, "after": one.after or None, "own": one.own, "side": one.side,
        "reason": one.reason or None, "apology": one.apology or None,
        "milestone": one.milestone.place if one.milestone else None, "by": one.by.handle if one.by else None,
        "at": one.at,
    }  # fmt: skip


def _change(one: CommitmentChange) -> Told:
    return {"before": one.before, "after": one.after, "reason": one.reason or None, "evidence": one.evidence_id,
            "by": one.by.handle, "at": one.at}  # fmt: skip


def _word(one: CommitmentWord) -> Told:
    return {"state": one.state, "due": one.due or None, "reason": one.reason or None, "apology": one.apology or None,
            "told": one.told_at}  # fmt: skip


def delay(one: Any) -> Told:
    return {**asdict(one), "unanswered": one.unanswered}


def fund(one: Fund) -> Told:
    return {
        "id": one.pk, "as_written": one.as_written, "amount": str(one.amount) if one.amount is not None else None,
        "currency": one.currency or None, "reserved_in": one.reserved_in or None, "agreed_by": one.agreed_by,
    }  # fmt: skip


def rule(one: ReminderRule) -> Told:
    return {"id": one.pk, "bound": one.bound, "days_before": one.days_before, "every": one.every,
            "made_by": one.made_by.handle, "made": one.made_at, "ended": one.ended_at}  # fmt: skip


def in_words(told: Told) -> Iterator[str]:
    """A whole commitment in lines."""
    yield f"{told['partner']} {told['number']}: {told['text']}"
    late = f", {told['days_over']} days over" if told["days_over"] else ""
    yield f"Commitment {told['id']}; binds {told['bound']}; {told['state']}, {told['timing']}{late}"
    written = f" (“{told['due_as_written']}”)" if told["due_as_written"] else ""
    yield f"Date agreed: {told['due'] or 'none'}{written}"
    if told["own_due"]:
        yield f"Our own date, which the partner does not see: {told['own_due']}"
    for one in told["members"]:
        yield f"{PartIn(one['part']).label}: {one['who']}" + (f" ({one['subject']})" if one["subject"] else "")
    for one in told["milestones"]:
        reached = f", reached on {one['done_on']}" if one["done_on"] else ""
        yield f"Milestone {one['place']}: {one['what']}: {one['due'] or 'no date'}{reached}"
    for one in told["moved"]:
        why = " — ".join(filter(None, (one["reason"], one["apology"])))
        yield f"Moved by {one['side']} from {one['before'] or 'no date'} to {one['after'] or 'no date'}: {why}"
    for one in told["funds"]:
        where = f", reserved in {one['reserved_in']}" if one["reserved_in"] else ""
        agreed = f", agreed by {', '.join(one['agreed_by'])}" if one["agreed_by"] else ""
        yield f"Funds {one['id'][:8]}: {one['as_written']}{where}{agreed}"
    if told["word"]:
        word = told["word"]
        why = " — ".join(filter(None, (word["reason"], word["apology"])))
        yield f"The partner's word: {word['state']}, {word['due'] or 'no date'}" + (f": {why}" if why else "")
    if told["source"]:
        source = told["source"]
        place = (
            f"article {source['article']}" if "text" in source else f"characters {source['start']} to {source['end']}"
        )
        yield f"Written in “{source['title']}”, {place}"
        yield from (f"  [{language}] {said}" for language, said in source["said"].items())
