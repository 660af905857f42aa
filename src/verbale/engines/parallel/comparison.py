"""The facts of the versions of one text, held against each other as multisets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from verbale.engines.parallel.agreement import Claim
from verbale.engines.parallel.certainty import certain
from verbale.engines.parallel.evidence import rivalled, unborne
from verbale.engines.parallel.exchanges import exchanges
from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.facts import facts
from verbale.engines.parallel.finding import Finding, FindingKind, Instead
from verbale.engines.parallel.glossary import BUILT_IN, Glossary
from verbale.engines.parallel.hearing import heard
from verbale.engines.parallel.language import foreign, says_nothing
from verbale.engines.parallel.matching import unmatched
from verbale.engines.parallel.members import Version
from verbale.engines.parallel.merging import surplus
from verbale.engines.parallel.models import models
from verbale.engines.parallel.numbering import Numbered, blanked, shared
from verbale.engines.parallel.strangers import Stranger, strangers
from verbale.engines.parallel.telling import Unsaid, told
from verbale.engines.parallel.units import LANGUAGES


def compare(texts: Mapping[str, str], *, glossary: Glossary = BUILT_IN) -> tuple[Finding, ...]:
    """What the versions of one text, by language, say differently: each is held against the first."""
    languages = list(texts)
    return tuple(
        finding
        for other in languages[1:]
        for finding in _pair(languages[0], other, texts[languages[0]], texts[other], glossary)
    )


def _pair(one: str, other: str, text: str, another: str, glossary: Glossary) -> list[Finding]:
    blank, blank_too = says_nothing(text), says_nothing(another)
    if blank or blank_too:
        if blank and blank_too:
            return []
        empty, full = (one, other) if blank else (other, one)
        return [Finding(FindingKind.EMPTY, empty, full)]
    strange, strange_too = _strange(one, other, text), _strange(other, one, another)
    found = [
        *(Finding(FindingKind.UNTRANSLATED, one, other, None, text[a:b], a, b) for a, b in strange),
        *(Finding(FindingKind.UNTRANSLATED, other, one, None, another[a:b], a, b) for a, b in strange_too),
    ]
    said = _read(text, one, other, strange, glossary)
    said_too = _read(another, other, one, strange_too, glossary)
    left, right = unmatched(said, said_too, glossary)
    marks, marks_too = shared(text, another)
    left, right = _apart(left, marks), _apart(right, marks_too)
    left, right = _unborne(
        (left, right), (blanked(text, marks), blanked(another, marks_too)), (one, other), (said, said_too), glossary
    )
    left, right = certain(left, right, (text, another), (one, other), (said, said_too))
    left, right = models(left, right, (text, another))
    versions = (one, text, said), (other, another, said_too)
    left, right, unheard = _told_names(left, right, versions, bool(strange or strange_too), glossary)
    found += dict.fromkeys((*_findings(one, other, left, right), *_findings(other, one, right, left)))
    found += unheard
    found += list(_exchanged(versions, found, glossary))
    if found and (strange or strange_too):
        return found
    found += [
        Finding(FindingKind.MERGED, language, missing, None, said[start:end], start, end)
        for language, missing, said, (start, end) in (
            *((one, other, text, span) for span in surplus(text, one, another, other)),
            *((other, one, another, span) for span in surplus(another, other, text, one)),
        )
    ]
    return sorted(found, key=lambda finding: (finding.language != one, finding.start, finding.end))


def _unborne(
    claims: tuple[list[Claim], list[Claim]],
    texts: tuple[str, str],
    languages: tuple[str, str],
    said: tuple[tuple[Fact, ...], tuple[Fact, ...]],
    glossary: Glossary,
) -> tuple[list[Claim], list[Claim]]:
    """The claims of either version for which nothing speaks in the other; two rivals are not excused by mere sounds."""

    def look(at: int, some: list[Claim], *, by_sound: bool) -> list[Claim]:
        pair = languages[at], languages[1 - at]
        return unborne(some, texts[1 - at], pair, said[1 - at], glossary, by_sound=by_sound)

    left, right = (look(at, claims[at], by_sound=True) for at in (0, 1))
    more = rivalled(claims[0], left, right, languages[1], glossary)
    more_too = rivalled(claims[1], right, left, languages[0], glossary)
    return left + look(0, more, by_sound=False), right + look(1, more_too, by_sound=False)


def _apart(claims: list[Claim], marks: list[Numbered]) -> list[Claim]:
    """The claims that are no marks of articles."""
    return [c for c in claims if not any(m.start <= c.fact.start and c.fact.end <= m.end for m in marks)]


def _strange(language: str, other: str, text: str) -> list[tuple[int, int]]:
    """What of a text is not in its language; two versions in one language are what they are."""
    return [] if language.lower()[:2] == other.lower()[:2] else foreign(text, language)


def _read(text: str, language: str, other: str, strange: list[tuple[int, int]], glossary: Glossary) -> tuple[Fact, ...]:
    """The facts of a text; what was left in the other version's language is read in that language."""
    rest = text
    found: list[Fact] = []
    for start, end in strange:
        rest = rest[:start] + " " * (end - start) + rest[end:]
        found += [
            replace(fact, start=start + fact.start, end=start + fact.end)
            for fact in facts(text[start:end], other, glossary)
        ]
    return (*facts(rest, language, glossary), *found)


_Version = tuple[str, str, tuple[Fact, ...]]


def _told_names(
    left: list[Claim], right: list[Claim], versions: tuple[_Version, _Version], mixed: bool, glossary: Glossary
) -> tuple[list[Claim], list[Claim], list[Finding]]:
    """The claims without the names that are not told, and the persons told; ``mixed``: not all is in its language."""
    one = _unsaid_in(versions[0], versions[1], left, mixed)
    other = _unsaid_in(versions[1], versions[0], right, mixed)
    (names, persons), (names_too, persons_too) = told(one, other, glossary), told(other, one, glossary)
    languages = versions[0][0], versions[1][0]
    return (
        _with_names(left, names),
        _with_names(right, names_too),
        [*_persons(persons, *languages), *_persons(persons_too, *languages[::-1])],
    )


def _unsaid_in(version: _Version, other: _Version, rest: list[Claim], mixed: bool) -> Unsaid:
    names = [claim for claim in rest if claim.fact.kind is FactKind.NAME]
    return Unsaid(version[0].lower()[:2], version[1], version[2], names, [] if mixed else _unheard(version, other))


def _with_names(rest: list[Claim], names: list[Claim]) -> list[Claim]:
    return [claim for claim in rest if claim.fact.kind is not FactKind.NAME or claim in names]


def _persons(persons: Iterable[Stranger], language: str, other: str) -> Iterator[Finding]:
    for name in persons:
        yield Finding(FindingKind.NAME, language, other, name.written, name.written, name.start, name.end)


def _unheard(version: _Version, other: _Version) -> list[Stranger]:
    languages = version[0].lower()[:2], other[0].lower()[:2]
    if languages[0] == languages[1] or not {*languages} <= {*LANGUAGES}:
        return []
    known = [(fact.start, fact.end) for fact in version[2]]
    named = [(fact.start, fact.end) for fact in version[2] if fact.kind is FactKind.NAME]
    return [
        name
        for name in strangers(version[1], languages[0], known, named)
        if not heard(name.written, other[1], languages)
    ]


def _exchanged(versions: tuple[_Version, _Version], found: list[Finding], glossary: Glossary) -> Iterator[Finding]:
    """The names that took each other's place in a list, where they are not found already."""
    one, other = (Version(language.lower()[:2], text, said) for language, text, said in versions)
    languages = versions[0][0], versions[1][0]
    if one.language == other.language or not {one.language, other.language} <= {*LANGUAGES}:
        return
    for pair in exchanges(one, other, glossary):
        for name, instead, (own, another) in (
            (pair[0], pair[1], languages),
            (pair[1], pair[0], languages[::-1]),
        ):
            if not any(f.language == own and f.start < name.end and name.start < f.end for f in found):
                yield Finding(
                    FindingKind.NAME, own, another, name.value, name.as_written, name.start, name.end,
                    Instead(instead.value, instead.as_written, instead.start, instead.end),
                )  # fmt: skip


def _findings(language: str, other: str, own: list[Claim], theirs: list[Claim]) -> list[Finding]:
    return [
        Finding(
            FindingKind(claim.fact.kind.value), language, other, claim.fact.value, claim.fact.as_written,
            claim.fact.start, claim.fact.end, _instead(claim, theirs),
        )
        for claim in own
    ]  # fmt: skip


def _instead(claim: Claim, theirs: list[Claim]) -> Instead | None:
    near = next((other for other in theirs if other.fact.kind is claim.fact.kind), None)
    if near is None:
        return None
    return Instead(near.fact.value, near.fact.as_written, near.fact.start, near.fact.end)
