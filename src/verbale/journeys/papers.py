"""Readable papers for a partner that runs no node: what a pouch tells, as PDF and CSV (docs/PROTOCOL.md, 13.1)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from verbale.domain.spine import party, text
from verbale.domain.spine.office import office
from verbale.engines import agreement, paper
from verbale.kernel.canonical import Json
from verbale.records.dispatch import Message
from verbale.records.party import Party

COVER, LIST, TABLE = "cover-note.pdf", "list.pdf", "list.csv"
HEADING = ("message", "kind", "field", "value")
LONGEST = 500
"""Signs of one value in the list; the table has it whole."""
_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet program take a text for a formula."""


def papers_of(*, partner: Party, messages: Sequence[Message], number: str, day: date) -> dict[str, bytes]:
    """The papers of a pouch by name; none for a partner that runs a node, or for a pouch without messages.

    ``number`` is the pouch's name without its ending, ``day`` the day the papers bear. Equal facts give equal bytes.
    """
    if not partner.by_letter or not messages:
        return {}
    languages = _languages(partner)
    told = [(place, message.what, message.body) for place, message in enumerate(messages, start=1)]
    papers = {
        COVER: _letter(paper.LetterKind.POUCH_NOTE, partner, number, day, _notes(told, languages)),
        LIST: _letter(paper.LetterKind.LIST, partner, number, day, _listed(told, languages)),
        TABLE: _table(told),
    }
    for place, what, body in told:
        if what == "order":
            lines = [_ordered(at, line) for at, line in enumerate(body["lines"], start=1)]
            facts = _letter(paper.LetterKind.ORDER_FORM, partner, str(body["number"]), day, lines)
            papers[f"order-form-{place}.pdf"] = facts
        if what == text.WHAT and body.get("content") is not None:
            papers[f"text-{place}.pdf"] = _text(partner, number, day, body)
    return papers


def _notes(told: Sequence[tuple[int, str, Any]], languages: Sequence[str]) -> list[paper.Line]:
    return [paper.Line(str(place), _called(what, languages), remark=_about(body)) for place, what, body in told]


def _about(body: Mapping[str, Any]) -> str:
    """The one thing by which people on both sides know what a message is about."""
    act = body.get("act")
    if isinstance(act, dict):
        return f"{act.get('kind')} · {act.get('text')} · {str(act.get('revision'))[:12]}"
    for key in ("number", "line", "order", "offer"):
        if body.get(key):
            return str(body[key])[:LONGEST]
    return ""


def _listed(told: Sequence[tuple[int, str, Any]], languages: Sequence[str]) -> list[paper.Line]:
    lines = []
    for place, what, body in told:
        content = "\n".join(f"{path}: {value[:LONGEST]}" for path, value in _leaves(body) if value)
        lines.append(paper.Line(str(place), _called(what, languages), remark=content[:20_000]))
    return lines


def _ordered(at: int, line: Mapping[str, Any]) -> paper.Line:
    return paper.Line(
        str(at), str(line.get("citation") or line.get("item") or "—"), form=str(line.get("form", "")),
        copies=int(line.get("copies", 1)),
    )  # fmt: skip


def _text(partner: Party, number: str, day: date, body: Mapping[str, Any]) -> bytes:
    revision = agreement.Revision.of_json(body["content"])
    lines = [
        paper.Line(
            article.identifier,
            {
                one: "\n".join(filter(None, (article.heading.get(one, ""), article.text.get(one, ""))))
                for one in revision.languages
            },
        )
        for article in revision.articles
    ]
    subject = {one: f"{words} — {revision.hash}" for one, words in revision.title.items()}
    return _letter(paper.LetterKind.TEXT, partner, number, day, lines, subject=subject, languages=revision.languages)


def _letter(
    kind: paper.LetterKind, partner: Party, number: str, day: date, lines: Sequence[paper.Line], *,
    subject: paper.Text = "", languages: Sequence[str] = (),
) -> bytes:  # fmt: skip
    us = party.us()
    facts = paper.Letter(
        sender=paper.Office(us.names or us.code, office().address),
        recipient=paper.Office(partner.names or partner.code),
        number=number, day=day, lines=tuple(lines), signatory=us.names or us.code, subject=subject,
    )  # fmt: skip
    known = [one for one in languages if one in paper.languages_known()][:2]
    return paper.letter(kind, facts, known or _languages(partner))


def _called(what: str, languages: Sequence[str]) -> paper.Text:
    return dict(zip(languages, paper.phrase(languages, f"told_{what}"), strict=True))


def _languages(partner: Party) -> tuple[str, ...]:
    ours = next(iter(office().languages), "en")
    return (ours, partner.language) if partner.language not in (ours, "") else (ours,)


def _table(told: Sequence[tuple[int, str, Any]]) -> bytes:
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\r\n")
    sheet.writerow(HEADING)
    for place, what, body in told:
        for path, value in _leaves(body):
            sheet.writerow((place, what, path, _safe(value)))
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_RUNS) else value


def _leaves(value: Json, path: str = "") -> Iterator[tuple[str, str]]:
    """Every single value of a body with its path."""
    if isinstance(value, dict):
        for key in value:
            yield from _leaves(value[key], f"{path}/{key}" if path else str(key))
    elif isinstance(value, list):
        for at, one in enumerate(value, start=1):
            yield from _leaves(one, f"{path}/{at}")
    else:
        yield path, "" if value is None else str(value)
