"""The facts of the versions of one text, held against each other as multisets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from verbale.engines.parallel.agreement import Claim, claims, completed, crosswise, loosely, rival_quantities
from verbale.engines.parallel.certainty import certain
from verbale.engines.parallel.evidence import unborne
from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.facts import facts
from verbale.engines.parallel.finding import Finding, FindingKind, Instead
from verbale.engines.parallel.glossary import BUILT_IN, Glossary
from verbale.engines.parallel.hearing import heard
from verbale.engines.parallel.language import foreign, says_nothing
from verbale.engines.parallel.merging import surplus
from verbale.engines.parallel.models import models
from verbale.engines.parallel.numbering import Numbered, blanked, shared
from verbale.engines.parallel.strangers import Stranger, strangers
from verbale.engines.parallel.telling import Unsaid, told
from verbale.engines.parallel.units import LANGUAGES

MOST_CLAIMS_LOOSELY = 400
"""Beyond so many unmatched facts a side, two texts are not the same text, and looser matching would take for ever."""


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
    left, right = (
        unborne(left, blanked(another, marks_too), (one, other), said_too, glossary),
        unborne(right, blanked(text, marks), (other, one), said, glossary),
    )
    left, right = certain(left, right, (text, another), (one, other), (said, said_too))
    left, right = models(left, right, (text, another))
    versions = (one, text, said), (other, another, said_too)
    left, right, unheard = _told_names(left, right, versions, bool(strange or strange_too), glossary)
    found += dict.fromkeys((*_findings(one, other, left, right), *_findings(other, one, right, left)))
    found += unheard
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


def unmatched(first: Iterable[Fact], second: Iterable[Fact], glossary: Glossary) -> tuple[list[Claim], list[Claim]]:
    """The claims of either side that the other does not make; soft ones are left out."""
    left, right = list(claims(tuple(first))), list(claims(tuple(second)))
    left_years, right_years = _years(left), _years(right)
    left, right = _exact(left, right)
    left_names, right_names = _names(left, right, first, second, glossary)
    left = [claim for claim in left if claim.fact.kind is not FactKind.NAME]
    right = [claim for claim in right if claim.fact.kind is not FactKind.NAME]
    if max(len(left), len(right)) <= MOST_CLAIMS_LOOSELY:
        # Firm facts find their match before soft ones are offered.
        for rule in (
            loosely,
            lambda a, b: completed(a, b, left_years) or completed(b, a, right_years),
        ):
            left, right = _matched(left, right, rule)
        left, right = _matched(left, right, _crosswise(left, right))
    left, right = _firm(left, right), _firm(right, left)
    left, right = _contradicted(left, right), _contradicted(right, left)
    return left + left_names, right + right_names


def _crosswise(left: list[Claim], right: list[Claim]) -> Callable[[Claim, Claim], bool]:
    """The loosest rule: but "both sides" are not the two months for which the other version says three."""
    disputed = {id(one) for one in left if any(rival_quantities(one, other) for other in right)}
    disputed |= {id(one) for one in right if any(rival_quantities(one, other) for other in left)}

    def agree(one: Claim, other: Claim) -> bool:
        by_the_way = (one.fact.soft and id(other) in disputed) or (other.fact.soft and id(one) in disputed)
        return not by_the_way and crosswise(one, other)

    return agree


_SMALL_ORDINALS = frozenset({"1.", "2.", "3."})
_SMALL_NUMBERS = frozenset({"0.5", "0.25", "0.75", "1/3", "2/3", "2", "3", "10", "100", "1000", "10000"})
_COUNTING = frozenset({FactKind.ORDINAL, FactKind.NUMBER, FactKind.QUANTITY, FactKind.PERCENT, FactKind.AMOUNT})


def _contradicted(rest: list[Claim], others: list[Claim]) -> list[Claim]:
    """Without what every language says with and without a number, in whose place the other version counts nothing.

    Small ordinals (a second secretary, 二等秘书, 제2진) and small or round numbers in words (the two of them, 三者).
    """
    if any(claim.fact.kind in _COUNTING for claim in others):
        return rest
    return [
        claim
        for claim in rest
        if not _small(claim) or (claim.fact.kind is FactKind.NUMBER and re.search(r"\d", claim.fact.as_written))
    ]


def _small(claim: Claim) -> bool:
    kind = claim.fact.kind
    return (kind is FactKind.ORDINAL and claim.value in _SMALL_ORDINALS) or (
        kind is FactKind.NUMBER and claim.value in _SMALL_NUMBERS
    )


def _firm(rest: list[Claim], rivals: Iterable[Claim] = ()) -> list[Claim]:
    """Without soft claims, but for a day against a month or two days: then the softness of "one" excuses nothing."""
    return [claim for claim in rest if not claim.fact.soft or any(rival_quantities(claim, rival) for rival in rivals)]


def _years(some: Iterable[Claim]) -> frozenset[str]:
    return frozenset(
        year
        for claim in some
        if claim.fact.kind is FactKind.DATE
        for year in re.findall(r"(?<!\d)\d{4}(?!\d)", claim.value)
    )


def _exact(left: list[Claim], right: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """What is left when equal facts are taken away in pairs: firm with firm and soft with soft before the others."""
    for key in (_softly, _plainly):
        left, right = _without_equals(left, right, key)
    return left, right


def _softly(claim: Claim) -> tuple[object, ...]:
    return claim.fact.kind, claim.value, claim.fact.soft


def _plainly(claim: Claim) -> tuple[object, ...]:
    return claim.fact.kind, claim.value


def _without_equals(
    left: list[Claim], right: list[Claim], key: Callable[[Claim], tuple[object, ...]]
) -> tuple[list[Claim], list[Claim]]:
    waiting: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in right:
        waiting[key(claim)].append(claim)
    rest = [claim for claim in left if not waiting[key(claim)] or not waiting[key(claim)].pop()]
    kept = {id(claim) for claims_left in waiting.values() for claim in claims_left}
    return rest, [claim for claim in right if id(claim) in kept]


def _matched(
    left: list[Claim], right: list[Claim], agree: Callable[[Claim, Claim], bool]
) -> tuple[list[Claim], list[Claim]]:
    waiting = sorted(right, key=lambda claim: claim.fact.soft)
    rest: list[Claim] = []
    for claim in sorted(left, key=lambda claim: claim.fact.soft):
        index = next((i for i, other in enumerate(waiting) if agree(claim, other)), None)
        if index is None:
            rest.append(claim)
        else:
            waiting.pop(index)
    return rest, waiting


def _names(
    left: list[Claim], right: list[Claim], first: Iterable[Fact], second: Iterable[Fact], glossary: Glossary
) -> tuple[list[Claim], list[Claim]]:
    """Names nobody else says; a name said twice here and once there is none of them, unless another took its place."""
    said = {fact.value for fact in first if fact.kind is FactKind.NAME}
    said_too = {fact.value for fact in second if fact.kind is FactKind.NAME}
    alone = _unsaid(left, said_too, glossary)
    alone_too = _unsaid(right, said, glossary)
    firm, firm_too = _once(_firm(alone)), _once(_firm(alone_too))
    # A soft name against another one: "the Polish side" and "the Hungarian side".
    if alone and alone_too:
        firm, firm_too = firm or _once(alone), firm_too or _once(alone_too)
    return firm, firm_too


def _unsaid(rest: list[Claim], said: set[str], glossary: Glossary) -> list[Claim]:
    return [
        claim
        for claim in rest
        if claim.fact.kind is FactKind.NAME and not any(glossary.agree(claim.value, value) for value in said)
    ]


def _once(rest: list[Claim]) -> list[Claim]:
    return list({claim.value: claim for claim in reversed(rest)}.values())[::-1]


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
