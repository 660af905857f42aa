"""A joint commission: founding one is itself a proposal, which the other side answers (S1).

It is an agreed text of the kind `commission`: one article that founds it, one that names the delegates of each side.
Each side names its own; the other side's delegates come with its counter-proposal, or in a later change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verbale.domain.spine.text_record import revision_of
from verbale.engines import agreement
from verbale.kernel.errors import WrongUse
from verbale.records.party import Party
from verbale.records.text import Text, TextKind

FOUNDING, DELEGATES = "1", "2"
LEAST = 2
"""Delegates that each side sends at least, once it has named any."""


class TooFewDelegates(WrongUse):
    """A commission has several delegates a side; for {side} {count} is named. Name at least two, or none yet."""


class NotACommission(WrongUse):
    """This text is no joint commission but of the kind “{kind}”, so it names no delegates."""


@dataclass(frozen=True, slots=True)
class Commission:
    """A commission as the text in force says: its title by language, and the delegates of each side by its code."""

    text: Text
    titles: Mapping[str, str]
    delegates: Mapping[str, tuple[str, ...]]


def draft(
    *, titles: Mapping[str, str], founding: Mapping[str, str], delegates: Mapping[str, Sequence[str]],
    headings: Mapping[str, Mapping[str, str]],
) -> agreement.Revision:  # fmt: skip
    """The revision that founds a commission, or names its delegates anew.

    ``titles`` and ``founding`` are words by language; ``delegates`` names by side; ``headings`` by article
    (``"1"``, ``"2"``) and language.
    """
    languages = tuple(titles)
    articles = (
        agreement.Article(FOUNDING, headings[FOUNDING], founding),
        _listing(delegates, headings[DELEGATES], languages),
    )
    return agreement.Revision(TextKind.COMMISSION.value, languages, titles, articles)


def with_delegates(revision: agreement.Revision, side: str, names: Sequence[str]) -> agreement.Revision:
    """The revision with other delegates of one side: how the side that answers names its own."""
    if revision.kind != TextKind.COMMISSION:
        raise NotACommission(kind=revision.kind)
    before = revision.article(DELEGATES)
    heading = before.heading if before else {}
    listing = _listing({**delegates_in(revision), side: names}, heading, revision.languages)
    others = [listing if one.identifier == DELEGATES else one for one in revision.articles]
    articles = tuple(others if before else [*others, listing])
    return agreement.Revision(revision.kind, revision.languages, revision.title, articles)


def _listing(
    delegates: Mapping[str, Sequence[str]], heading: Mapping[str, str], languages: Sequence[str]
) -> agreement.Article:
    """The article that names the delegates, in words and as facts."""
    for side, names in delegates.items():
        if 0 < len(names) < LEAST:
            raise TooFewDelegates(side=side, count=len(names))
    listed = "\n".join(f"{side}: {', '.join(names) or '—'}" for side, names in sorted(delegates.items()))
    facts = tuple(f"{side} {name}" for side, names in sorted(delegates.items()) for name in names)
    return agreement.Article(DELEGATES, heading, dict.fromkeys(languages, listed), facts={"delegates": facts})


def in_force(partner: Party) -> list[Commission]:
    """The commissions with a partner that both sides founded."""
    rows = Text.objects.filter(partner=partner, text_kind=TextKind.COMMISSION).exclude(in_force="")
    return [_read(row) for row in rows]


def _read(row: Text) -> Commission:
    revision = revision_of(row, row.in_force)
    return Commission(row, revision.title, delegates_in(revision))


def delegates_in(revision: agreement.Revision) -> dict[str, tuple[str, ...]]:
    """The delegates that a revision names, by side."""
    article = revision.article(DELEGATES)
    told = article.facts.get("delegates", ()) if article else ()
    delegates: dict[str, tuple[str, ...]] = {}
    for one in told if isinstance(told, tuple) else ():
        side, _, name = str(one).partition(" ")
        delegates[side] = (*delegates.get(side, ()), name)
    return delegates
