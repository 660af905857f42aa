"""Which claims of either version the other one does not make: equal ones are taken away in pairs, then looser ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from verbale.engines.parallel.agreement import Claim, claims, completed, crosswise, loosely, rival_quantities
from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.glossary import Glossary

MOST_CLAIMS_LOOSELY = 400
"""Beyond so many unmatched facts a side, two texts are not the same text, and looser matching would take for ever."""


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
