"""The cover sheet of a document: what it is, whose, for whom, how marked, on which basis, and its SHA-256."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from verbale.engines.paper.errors import BadLetter
from verbale.engines.paper.phrases import Text, day_in_each, in_each, phrase, require_languages
from verbale.engines.paper.stamp import Caveat, Marking
from verbale.engines.paper.typesetting import CARRYING, TAGGED, typeset
from verbale.kernel.canonical import is_digest


@dataclass(frozen=True, slots=True)
class Cover:
    """The facts of a cover sheet. Texts may differ by language; ``pages`` and ``sha256`` are the document's.

    ``binds`` says whom or what the marking binds, ``copy`` which copy this is ("1 / 2"); both may be empty.
    """

    languages: tuple[str, ...]
    number: str
    day: date
    sender: Text
    recipient: Text
    title: Text
    marking: Marking
    pages: int
    sha256: str
    basis: Text = ""
    binds: Text = ""
    copy: str = ""

    def __post_init__(self) -> None:
        require_languages(self.languages)
        if not self.number.strip() or self.pages < 1:
            raise BadLetter(why="a cover sheet needs a number and a document of at least one page")
        if not is_digest(self.sha256):
            raise BadLetter(why=f"“{self.sha256}” is not a SHA-256 in lower-case hex")

    def as_json(self) -> dict[str, Any]:
        """The facts as JSON can say them; ``from_json`` reads them back."""
        return {**asdict(self), "day": self.day.isoformat()}

    @classmethod
    def from_json(cls, read: Mapping[str, Any]) -> Cover:
        """The facts that ``as_json`` wrote."""
        marking = Marking(tuple(Caveat(**caveat) for caveat in read["marking"]["caveats"]))
        day = date.fromisoformat(read["day"])
        return cls(**{**read, "languages": tuple(read["languages"]), "day": day, "marking": marking})


def cover_sheet(cover: Cover, *, attachment: str = "") -> bytes:
    """The cover sheet as PDF/A-2a, or as PDF/A-3a where ``attachment`` names the signed original that its file carries.

    Equal facts give equal bytes. Raises MissingFont or NoGlyph.
    """
    note = phrase(cover.languages, "wrapped", attachment=attachment) if attachment else []
    facts = {
        "title_of_paper": phrase(cover.languages, "cover"),
        "caveat": [caveat.text for caveat in cover.marking.caveats],
        "rows": [row for row in _rows(cover) if any(row["texts"])],
        "note": note,
        "side": False,
    }
    return typeset(
        "cover", facts, languages=cover.languages, day=cover.day, standard=CARRYING if attachment else TAGGED
    )


def _rows(cover: Cover) -> list[dict[str, Any]]:
    languages = cover.languages
    texts = {
        "number": [cover.number],
        "date": day_in_each(cover.day, languages),
        "from": in_each(cover.sender, languages),
        "to": in_each(cover.recipient, languages),
        "title": in_each(cover.title, languages),
        "binds": in_each(cover.binds, languages),
        "basis": in_each(cover.basis, languages),
        "copy": [cover.copy],
        "pages": [str(cover.pages)],
        "sha256": [cover.sha256],
    }
    return [{"name": phrase(languages, key), "texts": value, "mono": key == "sha256"} for key, value in texts.items()]
