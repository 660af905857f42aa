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
    for side, names in delegates.items():
        if 0 < len(names) < LEAST:
            raise TooFewDelegates(side=side, count=len(names))
    languages = tuple(titles)
    listed = "\n".join(f"{side}: {', '.join(names) or '—'}" for side, names in sorted(delegates.items()))
    listing = tuple(f"{side} {name}" for side, names in sorted(delegates.items()) for name in names)
    articles = (
        agreement.Article(FOUNDING, headings[FOUNDING], founding),
        agreement.Article(
            DELEGATES, headings[DELEGATES], dict.fromkeys(languages, listed), facts={"delegates": listing}
        ),
    )
    return agreement.Revision(TextKind.COMMISSION.value, languages, titles, articles)


def in_force(partner: Party) -> list[Commission]:
    """The commissions with a partner that both sides founded."""
    rows = Text.objects.filter(partner=partner, text_kind=TextKind.COMMISSION).exclude(in_force="")
    return [_read(row) for row in rows]


def _read(row: Text) -> Commission:
    revision = revision_of(row, row.in_force)
    article = revision.article(DELEGATES)
    told = article.facts.get("delegates", ()) if article else ()
    delegates: dict[str, tuple[str, ...]] = {}
    for one in told if isinstance(told, tuple) else ():
        side, _, name = str(one).partition(" ")
        delegates[side] = (*delegates.get(side, ()), name)
    return Commission(row, revision.title, delegates)
