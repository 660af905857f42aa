"""Which names that one version says and the other does not are told.

A name is told if another of its sort stands in its place, read with certainty, or if it is a country or a city that
stands for itself, and the other version says nothing that could mean it. What is doubtful is not told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.engines.parallel.agreement import Claim
from verbale.engines.parallel.fact import Fact
from verbale.engines.parallel.glossary import Glossary
from verbale.engines.parallel.hearing import heard
from verbale.engines.parallel.lists import left_out, listed_with_said
from verbale.engines.parallel.replacing import replaces
from verbale.engines.parallel.standing import Standing, beside_noun, linked, national, of_body, standing
from verbale.engines.parallel.strangers import Stranger

_COUNTRY_BY_OTHER_WORDS = {
    "zh": r"两国|双方|对方|该国|本国|我国|各国|东道国|接待方|派出方|我方|本方",
    "ru": r"об(?:е|еих|еим|еими) (?:стор|стран)|двух стран|своей стран|эт(?:ой|а|у) стран|другой сторон|принимающ|"
    r"обоих государ|своего госуд|в стран[ея]",
    "de": r"beide[nr]? (?:Seiten|Länder|Staaten|Partner)|andere\w* Seite|Gastgeber|Gastland|diese[sm] Land|Heimatland|"
    r"im Inland|einheimisch",
    "ko": r"양국|두 나라|양측|쌍방|상대측|상대국|그 나라|이 나라|해당국|주최국|접대측|자국|본국|파견측",
    "en": r"both (?:countries|sides|parties)|two (?:countries|sides|parties)|host|other (?:side|party|country)|"
    r"home country|that country|each other|sending side|domestic",
}
"""What may mean a country without naming it."""
_PLACE_BY_OTHER_WORDS = {
    "zh": r"当地|该市|此地|该地|本市|那里|这里|首都|本地",
    "ru": r"\b(?:здесь|там|туда|сюда|оттуда)\b|местн|столиц|эт(?:ом|ого|от) город|город[аеу]? проведения",
    "de": r"\b(?:dort(?:hin)?|hier(?:her)?|Ort|vor Ort)\b|örtlich|Hauptstadt|diese\w? Stadt|hiesig|dortig",
    "ko": r"현지|이곳|그곳|당지|수도(?!\s?(?:국|관|꼭지))|같은 도시|해당 도시|여기|거기",
    "en": r"\b(?:there(?! (?:is|are|was|were|will|shall|may|has|have))|here|local|locally|capital|th(?:at|is) city)\b",
}
"""What may mean a city without naming it."""
_ELSEWHERE = {
    table: {language: re.compile(pattern, re.IGNORECASE) for language, pattern in patterns.items()}
    for table, patterns in (("country", _COUNTRY_BY_OTHER_WORDS), ("place", _PLACE_BY_OTHER_WORDS))
}
_OF_THE_PAPER = re.compile(
    r"(?:Сторон|Стать|Протокол|Соглашени|Комисси|Приложени|Меморандум|Участник|Пункт|Раздел|Договаривающ|"
    r"Side|Part(?:y|ies)|Protocol|Agreement|Commission|Annex|Article|Memorandum|Session|Section|Contracting)"
)
"""Capitalised words of every such paper, which name nobody."""
_CAPITALISED = re.compile(r"(?<=[\w,] )[A-ZА-ЯЁ][a-zа-яё]{3,}")


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A version: its ``language``, ``text``, what it ``said``, and the names in it that the other one does not say."""

    language: str
    text: str
    said: Sequence[Fact]
    claims: Sequence[Claim]
    strangers: Sequence[Stranger]


def told(one: Unsaid, other: Unsaid, glossary: Glossary) -> tuple[list[Claim], list[Stranger]]:
    """The names of ``one`` that are told as not said in ``other``."""
    claims = [claim for claim in one.claims if _is_told(claim, one, other, glossary)]
    persons = [
        name
        for name in one.strangers
        if (name.sure and any(rival.sure for rival in other.strangers))
        or any(_is_replaced(claim, other, one, glossary) == [name] for claim in other.claims)
    ]
    return claims, persons


def _is_told(claim: Claim, one: Unsaid, other: Unsaid, glossary: Glossary) -> bool:
    entry = glossary.by_value.get(claim.value)
    if entry is None:
        return _designated(claim, other)
    if not entry.sort:
        return True
    if not claim.fact.soft and left_out(claim.fact, (one.text, one.said), (other.text, other.said), glossary):
        return True
    if any(_exchanged(claim, rival, one, other, glossary) for rival in other.claims):
        return True
    return entry.sort in _ELSEWHERE and _dropped(claim, entry.sort, one, other, glossary)


def _designated(claim: Claim, other: Unsaid) -> bool:
    """Whether some figures of a designation stand nowhere in the other version."""
    return not set(re.findall(r"\d+", claim.value)) <= set(re.findall(r"\d+", other.text))


def _exchanged(claim: Claim, rival: Claim, one: Unsaid, other: Unsaid, glossary: Glossary) -> bool:
    entries = glossary.by_value.get(claim.value), glossary.by_value.get(rival.value)
    if entries[0] is None or entries[1] is None or entries[0].sort != entries[1].sort:
        return False
    if entries[0].sort == "country":
        acting = _acts(claim, one) and _acts(rival, other)
        return acting or _sole(claim, rival, one, other, glossary) or _adjoin(claim, rival, one, other, glossary)
    stands = _stands(claim, one), _stands(rival, other)
    return min(stands) > Standing.NOWHERE and (max(stands) is Standing.ALONE or entries[0].sort == "place")


#: States that followed each other or lie within each other: the same body may be named for either.
_KIN = (
    {"Soviet Union", "Russia", "Ukraine", "Belarus", "Kazakhstan"}, {"Czechoslovakia", "Czech Republic", "Slovakia"},
    {"Germany", "East Germany", "West Germany"}, {"Korea", "North Korea", "South Korea"},
    {"Yugoslavia", "Serbia", "Croatia", "Slovenia"}, {"United Kingdom", "England", "Scotland"},
)  # fmt: skip


def _sole(claim: Claim, rival: Claim, one: Unsaid, other: Unsaid, glossary: Glossary) -> bool:
    """Whether each version says just one country that the other does not, if only within the name of a body."""
    if claim.fact.soft or rival.fact.soft or any({claim.value, rival.value} <= kin for kin in _KIN):
        return False
    if min(_stands(claim, one), _stands(rival, other)) is Standing.NOWHERE:
        return False
    return all(len(_countries(version, glossary)) == 1 for version in (one, other))


def _adjoin(claim: Claim, rival: Claim, one: Unsaid, other: Unsaid, glossary: Glossary) -> bool:
    """Whether two countries, the only ones of their versions that the other lacks, say whose persons or things."""
    if any({claim.value, rival.value} <= kin for kin in _KIN):
        return False
    return all(
        len({own.value for own in _countries(version, glossary)}) == 1
        and (_acts(name, version) or beside_noun(version.text, name.fact.start, name.fact.end, version.language))
        for name, version in ((claim, one), (rival, other))
    )


def _countries(version: Unsaid, glossary: Glossary) -> list[Claim]:
    return [
        claim
        for claim in version.claims
        if (entry := glossary.by_value.get(claim.value)) is not None and entry.sort == "country"
    ]


def _stands(claim: Claim, version: Unsaid) -> Standing:
    return standing(version.text, claim.fact.start, claim.fact.end, version.language)


def _acts(claim: Claim, version: Unsaid) -> bool:
    return national(version.text, claim.fact.start, claim.fact.end, version.language)


def _dropped(claim: Claim, sort: str, one: Unsaid, other: Unsaid, glossary: Glossary) -> bool:
    """Whether nothing in the other version could mean a country or a city."""
    instead = _replacing(claim, one, other, glossary)
    if claim.fact.soft or (other.strangers and not instead) or not _stands_apart(claim, one, other, glossary):
        return False
    if linked(one.text, claim.fact.start, claim.fact.end):
        return False
    elsewhere = _ELSEWHERE[sort].get(other.language)
    if elsewhere is None or elsewhere.search(other.text):
        return False
    unread = [word for word in _unread(other, one) if word not in [name.written for name in instead]]
    return not (unread or other.claims or of_body(one.text, claim.fact.start))


def _is_replaced(claim: Claim, one: Unsaid, other: Unsaid, glossary: Glossary) -> list[Stranger]:
    """The only stranger of the other version, if a place that is told gave way to it."""
    instead = _replacing(claim, one, other, glossary)
    return instead if instead and _dropped(claim, "place", one, other, glossary) else []


def _replacing(claim: Claim, one: Unsaid, other: Unsaid, glossary: Glossary) -> list[Stranger]:
    texts, languages = (one.text, other.text), (one.language, other.language)
    alone = len(other.strangers) == 1 and not one.strangers
    return [name for name in other.strangers if alone and replaces(name, claim, texts, languages, glossary)]


def _stands_apart(claim: Claim, one: Unsaid, other: Unsaid, glossary: Glossary) -> bool:
    """Whether a name stands for itself, were it only because it stands in a list with names that the other says."""
    stands = _stands(claim, one)
    listed = stands is Standing.WITHIN and listed_with_said(claim.fact, (one.text, one.said), other.said, glossary)
    return stands is Standing.ALONE or listed


def _unread(version: Unsaid, other: Unsaid) -> list[str]:
    """The capitalised words of a text that are no facts and do not sound in the other one: names nobody listed."""
    if version.language not in ("ru", "en"):
        return []
    return [
        match[0]
        for match in _CAPITALISED.finditer(version.text)
        if not _OF_THE_PAPER.match(match[0])
        and not any(fact.start < match.end() and fact.end > match.start() for fact in version.said)
        and not heard(match[0], other.text, (version.language, other.language))
    ]
