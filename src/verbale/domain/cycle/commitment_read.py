"""What a source says of a commitment, read as its content: a conclusion of a report, an article of minutes (10.1, 6.1).

Nothing is invented: a date that says nothing countable is kept as it was written, and a subject for which the paper
names nobody has nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from verbale.domain.cycle import adoption, words
from verbale.domain.cycle.commitment_content import LONGEST_NUMBER, Content, Member, Stage
from verbale.domain.spine import party
from verbale.domain.spine.office import office
from verbale.engines.agreement import Article
from verbale.engines.report import DatedStep, ProposedCommitment
from verbale.kernel.errors import WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Bound, PartIn
from verbale.records.party import Party
from verbale.records.record import in_language

IMMEDIATELY = "immediately"
NOBODY = "–"
"""Who leads a subject for which the paper names nobody."""


def content_of(read: ProposedCommitment, *, bound: str, said_on: date | None) -> Content:
    """What a conclusion of a report proposes: a date with what it is for is a milestone, one without is the date due.

    Of several dates without it, each is a milestone named by its words. “Immediately” is counted from the day of the
    report.
    """
    plain = [one for one in read.dates if not one.what]
    single = plain[0] if len(plain) == 1 else None
    stages = [
        Stage(_cut(one.what or one.as_written), _edtf(one, said_on), _line(one.as_written))
        for one in read.dates
        if one is not single and (one.what or one.as_written)
    ]
    return Content(
        read.number[:LONGEST_NUMBER], read.text or read.number, bound, list(_members(read)),
        due=_edtf(single, said_on) if single else "", due_as_written=_line(single.as_written) if single else "",
        stages=stages,
    )  # fmt: skip


def content_of_article(article: Article, partner: Party) -> Content:
    """What a conclusion of minutes proposes, by the facts ``bound``, ``due`` and ``in-charge`` of its article."""
    due = article.facts.get("due")
    written = _line(str(due)) if due is not None else ""
    words_by_language = {language: str(said) for language, said in article.text.items()}
    return Content(
        article.identifier, in_language(words_by_language, (office().languages or ["en"])[0]), _bound(article, partner),
        [Member(PartIn.IN_CHARGE, _line(who)) for who in _listed(article.facts)], due=_readable(written),
        due_as_written=written,
    )  # fmt: skip


def _bound(article: Article, partner: Party) -> Bound:
    sides = {party.us().code: Bound.OURS, partner.code: Bound.THEIRS}
    return sides.get(str(article.facts.get(adoption.BOUND, adoption.BOTH)), Bound.BOTH)


def _listed(facts: Mapping[str, Any]) -> list[str]:
    told = facts.get("in-charge", ())
    return [one for one in (told if isinstance(told, tuple) else (told,)) if isinstance(one, str) and one.strip()]


def _members(read: ProposedCommitment) -> Iterator[Member]:
    parts = (
        (PartIn.IN_CHARGE, read.in_charge), (PartIn.PARTICIPANT, read.participation),
        (PartIn.COORDINATOR, read.coordination), (PartIn.CONTROLS, read.control),
    )  # fmt: skip
    for part, named in parts:
        yield from (Member(part, _line(who)) for who in named)
    for subject in read.subjects:
        about = _line(subject.name)
        if subject.lead or not subject.participation:
            yield Member(PartIn.LEADING, _line(subject.lead) or NOBODY, about)
        yield from (Member(PartIn.PARTICIPANT, _line(who), about) for who in subject.participation)


def _edtf(step: DatedStep, said_on: date | None) -> str:
    if step.edtf == IMMEDIATELY and said_on is not None:
        return ImpreciseDate.immediately(said_on).edtf
    return _readable(step.edtf)


def _readable(text: str) -> str:
    """A date as the kernel keeps it; empty where it is none that can be kept."""
    try:
        return ImpreciseDate.read(text).edtf
    except WrongUse:
        return ""


def _line(text: str) -> str:
    """Words of a paper as one line of what a name may have."""
    return " ".join(text.split())[: words.LONGEST_LINE].strip()


def _cut(text: str) -> str:
    return text[: words.LONGEST_ENTRY]
