"""Aligned articles, each with its versions; what slid from one article into its neighbour is found here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from verbale.engines.parallel.comparison import compare
from verbale.engines.parallel.fact import Fact
from verbale.engines.parallel.facts import facts
from verbale.engines.parallel.finding import Finding, FindingKind
from verbale.engines.parallel.glossary import BUILT_IN, Glossary
from verbale.engines.parallel.matching import unmatched


def compare_articles(
    articles: Sequence[Mapping[str, str]], languages: Sequence[str], glossary: Glossary = BUILT_IN
) -> tuple[tuple[int, Finding], ...]:
    """The findings of each article by its place in the sequence; a language an article lacks is an empty version.

    Where a version is empty and its neighbour in the same language says what it should, that neighbour is merged.
    """
    texts = [{language: article.get(language, "") for language in languages} for article in articles]
    found = [(place, finding) for place, article in enumerate(texts) for finding in compare(article, glossary=glossary)]
    known = {(place, finding.language) for place, finding in found if finding.kind is FindingKind.MERGED}
    slid = [
        one
        for place, finding in found
        if finding.kind is FindingKind.EMPTY
        for one in _slid(texts, place, finding, glossary)
    ]
    found += [(place, finding) for place, finding in slid if (place, finding.language) not in known]
    return tuple(sorted(found, key=lambda one: one[0]))


def _slid(
    texts: Sequence[Mapping[str, str]], place: int, empty: Finding, glossary: Glossary
) -> Iterator[tuple[int, Finding]]:
    wanted = [fact for fact in facts(texts[place][empty.other], empty.other, glossary) if not fact.soft]
    for near in (place - 1, place + 1):
        if not 0 <= near < len(texts) or not wanted:
            continue
        surplus = _surplus(texts[near], empty, glossary)
        left, _ = unmatched(wanted, surplus, glossary)
        if surplus and len(left) * 2 <= len(wanted):
            text = texts[near][empty.language]
            start, end = surplus[0].start, surplus[-1].end
            yield near, Finding(FindingKind.MERGED, empty.language, empty.other, None, text[start:end], start, end)
            return


def _surplus(texts: Mapping[str, str], empty: Finding, glossary: Glossary) -> list[Fact]:
    own = facts(texts[empty.language], empty.language, glossary)
    other = facts(texts[empty.other], empty.other, glossary)
    return list(dict.fromkeys(claim.fact for claim in unmatched(own, other, glossary)[0]))
