"""The paper of minutes: its languages side by side, tagged, with a box for each side's signature."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from verbale.engines.paper.minutes_paper import (
    Delegate,
    MinutesArticle,
    MinutesPaper,
    MinutesSide,
    name_in,
    plain,
    where_and_when,
    words,
)
from verbale.engines.paper.phrases import phrase
from verbale.engines.paper.prose import Items, prose
from verbale.engines.paper.typesetting import typeset_with_places


class MinutesLayout(StrEnum):
    """How the languages share the paper: in columns aligned by article, article by article, or each by itself."""

    SIDE_BY_SIDE = "side by side"
    STACKED = "stacked"
    EACH_BY_ITSELF = "each by itself"


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Where a side signs: its code, the page from 0, and left, bottom, right, top in points from the bottom left."""

    side: str
    page: int
    rect: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MinutesPdf:
    """The paper, and the box of each side in the order of the sides."""

    data: bytes
    boxes: tuple[SignatureBox, ...]


_BRIEF = 400
_LONG_WORD = re.compile(r"[^\s\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]{25}")
_PAGE_HEIGHT = 297 / 25.4 * 72
"""A4, in points."""


def minutes(paper: MinutesPaper, *, day: date, layout: MinutesLayout = MinutesLayout.SIDE_BY_SIDE) -> MinutesPdf:
    """The minutes as PDF/A-2a dated with a day, not signed yet; equal arguments give equal bytes.

    Raises MissingFont where a script has no font here, NoGlyph where a character has none.
    """
    facts: dict[str, Any] = {
        "layout": layout.value,
        "caveat": [caveat.text for caveat in paper.marking.caveats] if paper.marking else [],
        "revision": paper.revision,
        "parts": [_part(paper, language) for language in paper.languages],
        "boxes": [_box(side, paper.languages) for side in paper.sides],
        "signatures": [_phrase(language, "signatures") for language in paper.languages],
        "revision_word": [_phrase(language, "revision") for language in paper.languages],
    }
    # Looking for them while setting takes a third longer, and few minutes have any.
    said = [facts["parts"], facts["boxes"]]
    facts["long-words"] = bool(_LONG_WORD.search(json.dumps(said, ensure_ascii=False)))
    data, places = typeset_with_places("minutes", facts, languages=paper.languages, day=day, label="signature-box")
    return MinutesPdf(data, tuple(_placed(side, place) for side, place in zip(paper.sides, places, strict=True)))


def _placed(side: MinutesSide, place: dict[str, Any]) -> SignatureBox:
    left, top = place["x"], _PAGE_HEIGHT - place["y"]
    edges = (left, top - place["height"], left + place["width"], top)
    return SignatureBox(side.code, place["page"] - 1, tuple(round(edge, 2) for edge in edges))


def _part(paper: MinutesPaper, language: str) -> dict[str, Any]:
    """All that one language says, in rows that every language has."""
    rows = [
        *(_delegation(side, language) for side in paper.sides),
        *(_article(one, language) for one in paper.articles),
    ]
    if not _is_brief(paper):
        rows.append({"heading": "", "blocks": _blocks(words(paper.prevails, language))})
    return {
        "name": _phrase(language, "language"),
        "title": words(paper.title, language),
        "session": words(paper.session, language),
        "where_when": where_and_when(paper, language),
        "rows": rows,
        "closing": {"blocks": _blocks(words(paper.prevails, language)) if _is_brief(paper) else []},
    }


def _is_brief(paper: MinutesPaper) -> bool:
    """Whether the sentence on languages fits above the signatures, on their page; a long one is a row of the others."""
    return all(len(words(paper.prevails, language)) <= _BRIEF for language in paper.languages)


def _delegation(side: MinutesSide, language: str) -> dict[str, Any]:
    offices = [(_phrase(language, "head"), side.head), *((_phrase(language, "member"), one) for one in side.members)]
    return {
        "heading": _phrase(language, "delegation_of", side=words(side.name, language)),
        "blocks": [{"people": [[post, _who(one, language)] for post, one in offices]}],
    }


def _article(article: MinutesArticle, language: str) -> dict[str, Any]:
    heading = words(article.heading, language).strip()
    if article.identifier[0].isdigit() and not _NUMBERED.match(heading):
        heading = f"{article.identifier}. {heading}".strip()
    return {"heading": heading, "blocks": _blocks(words(article.text, language))}


_NUMBERED = re.compile(
    r"[§№]|[0-9]+[a-z]?([.)、．]|$)|(article|artikel|art|no|nr|пункт|статья|ст)\b|第|제 ?[0-9]"
    r"|[一二三四五六七八九十]+、",
    re.IGNORECASE,
)
"""How a heading begins that says its number itself."""


def _blocks(text: str) -> list[dict[str, Any]]:
    return [
        {"items": [list(item) for item in one.items]} if isinstance(one, Items) else {"text": one.text}
        for one in prose(text)
    ]


def _box(side: MinutesSide, languages: tuple[str, ...]) -> dict[str, Any]:
    signs = side.signatory
    return {
        "name": [words(side.name, language) for language in languages],
        "who": [name_in(signs, language) for language in languages],
        "office": [words(signs.office, language) for language in languages],
    }


def _who(one: Delegate, language: str) -> str:
    name, office = name_in(one, language), words(one.office, language)
    return _phrase(language, "who", name=name, office=office) if office else name


def _phrase(language: str, key: str, **facts: object) -> str:
    return phrase([plain(language)], key, **facts)[0]
