"""What a signature shows in its box: who signed, in which office, for which side, when, and with which certificate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import typst

from verbale.engines.paper.errors import BadLetter, StampTooSmall
from verbale.engines.paper.phrases import Text, day_in_each, in_each, phrase, require_languages
from verbale.engines.paper.typesetting import PLAIN, typeset

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_SHOWN = 16
_SMALLEST, _LARGEST = 20.0, 1000.0


@dataclass(frozen=True, slots=True)
class SignatureStamp:
    """The facts of a stamp: the person, the office, the side, the day, and the certificate's SHA-256 in hex."""

    who: Text
    office: Text
    side: Text
    day: date
    fingerprint: str

    def __post_init__(self) -> None:
        if not _FINGERPRINT.fullmatch(self.fingerprint):
            raise BadLetter(why=f"“{self.fingerprint[:80]}” is not a SHA-256 in lower-case hex")
        if not self.who:
            raise BadLetter(why="a stamp says who signed")


def signature_stamp(stamp: SignatureStamp, languages: Sequence[str], *, width: float, height: float) -> bytes:
    """One page of so many points with all of it, as large as fits, fonts embedded; equal facts give equal bytes.

    The fingerprint is cut to its first 16 digits. Raises NoPhrases, StampTooSmall, MissingFont or NoGlyph.
    """
    plain = require_languages(tuple(language.split("-")[0] for language in languages))
    facts = {
        "width": width,
        "height": height,
        "signed": phrase(plain, "signed"),
        "who": _texts(stamp.who, languages),
        "office": _texts(stamp.office, languages),
        "side": _texts(stamp.side, languages),
        "day": day_in_each(stamp.day, plain),
        "certificate": phrase(plain, "certificate"),
        "fingerprint": " ".join(re.findall("....", stamp.fingerprint[:_SHOWN])),
    }
    if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
        raise StampTooSmall(width=f"{width:g}", height=f"{height:g}")
    try:
        return typeset("signature_stamp", facts, languages=languages, day=stamp.day, standard=PLAIN)
    except typst.TypstError as fault:
        if "does not fit" in str(fault):
            raise StampTooSmall(width=f"{width:g}", height=f"{height:g}") from fault
        raise


def _texts(text: Text, languages: Sequence[str]) -> list[str]:
    return in_each(text, languages) if text else []
