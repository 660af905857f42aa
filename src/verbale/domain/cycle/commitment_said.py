"""What the article of an agreed text says of a commitment: its words and facts, and the text's title, by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verbale.engines import agreement
from verbale.records.commitment import Commitment
from verbale.records.text import Revision
from verbale.records.text import Text as AgreedText


@dataclass(frozen=True, slots=True)
class Said:
    """A commitment in the words of the agreed text: the text's title, the article's words, the duty it names."""

    title: Mapping[str, str]
    words: Mapping[str, str]
    duty: str = ""
    """The number of the duty of the mandate, from the article's fact ``duty``; empty where it names none."""


def said(rows: Iterable[Commitment]) -> dict[str, Said]:
    """What their articles say, by the identity of the commitment, read in one query."""
    rows = list(rows)
    kept = Revision.objects.filter(text__in={row.agreed_id for row in rows}, hash__in={row.revision for row in rows})
    revisions = {(one.text_id, one.hash): agreement.Revision.of_json(one.content) for one in kept}
    return {row.pk: _said(row, row.agreed, revisions.get((row.agreed_id or "", row.revision))) for row in rows}


def _said(row: Commitment, text: AgreedText | None, revision: agreement.Revision | None) -> Said:
    titles = dict(text.titles) if text else {}
    article = next((one for one in revision.articles if one.identifier == row.article), None) if revision else None
    if article is None:
        return Said(titles, {})
    codes = dict.fromkeys((*article.text, *article.heading))
    spoken = {code: " ".join((article.text.get(code) or article.heading.get(code, "")).split()) for code in codes}
    return Said(titles, {code: words for code, words in spoken.items() if words}, str(article.facts.get("duty", "")))
