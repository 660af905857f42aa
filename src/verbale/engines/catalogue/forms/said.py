"""From texts under our names to a description: what people write for years, languages, countries and kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from verbale.engines.catalogue.bibliographic import Bibliographic, isbns, issns, stripped, unique
from verbale.engines.catalogue.forms.named import country_named, kind_named, language_named
from verbale.engines.catalogue.record import clean
from verbale.engines.catalogue.restriction import restricts
from verbale.engines.catalogue.subject import FIELDS

Said = Mapping[str, Sequence[str]]
"""Our names (those of ``Bibliographic``) → texts as they stood."""

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_NUMBER = re.compile(r"(?<![0-9])(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx](?![0-9])")
_SERIAL = re.compile(r"(?<![0-9])[0-9]{4}-?[0-9]{3}[0-9Xx](?![0-9])")
_UNRESTRICTED = re.compile(
    r"(?:0|-|–|no|none|no restrictions?|false|open|open access|public|unrestricted|free|nein|keine|offen|öffentlich|"
    r"frei|нет|не ограничено|открытый|открытый доступ|без ограничений|无|否|公开|不限|公開|없음|아니오|공개|제한 없음)",
    re.IGNORECASE,
)


def restricting(texts: Iterable[str]) -> list[str]:
    """Of texts that nothing was made of, those with words that restrict."""
    some = list(texts)
    return [text for text in some if restricts(text)] if restricts("\n".join(some)) else []


def described(said: Said) -> Bibliographic | None:
    """A description; None if there is no title."""
    title = _first(said, "title")
    if title is None or not any(letter.isalnum() for letter in title):
        return None
    places = unique(map(country_named, _all(said, "country")))
    restrictions = [text for text in _all(said, "restriction") if not _UNRESTRICTED.fullmatch(text)]
    return Bibliographic(
        title=title,
        original_title=_first(said, "original_title"),
        responsibility=_first(said, "responsibility"),
        creators=unique(map(stripped, _all(said, "creators"))),
        original_creators=unique(map(stripped, _all(said, "original_creators"))),
        publisher=_first(said, "publisher"),
        place=_first(said, "place"),
        year=next((int(found[0]) for text in _all(said, "year") if (found := _YEAR.search(text))), None),
        country=places[0] if places else None,
        countries=places,
        language=next(filter(None, map(language_named, _all(said, "language"))), None),
        kind=next(filter(None, map(kind_named, _all(said, "kind"))), None),
        field=next((text for text in _all(said, "field") if text in FIELDS), None),
        series=unique(map(stripped, _all(said, "series"))),
        subjects=unique(_all(said, "subjects")),
        isbn=isbns(_found(_NUMBER, _all(said, "isbn"))),
        issn=issns(_found(_SERIAL, _all(said, "issn"))),
        control_number=_first(said, "control_number"),
        local_numbers=unique(_all(said, "local_numbers")),
        restriction="; ".join(restrictions) or None,
        restricted=bool(restrictions),
        variants=unique(text for text in _all(said, "variants") if text != title),
    )


def _all(said: Said, name: str) -> list[str]:
    return [text for given in said.get(name, ()) if (text := clean(given))]


def _first(said: Said, name: str) -> str | None:
    return next(filter(None, map(stripped, _all(said, name))), None)


def _found(shape: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    return [found.replace(" ", "") for text in texts for found in shape.findall(text)]
