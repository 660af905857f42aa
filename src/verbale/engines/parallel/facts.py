"""All facts of one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.engines.parallel.amounts import amounts
from verbale.engines.parallel.dates import Spanning, dates, figured
from verbale.engines.parallel.designations import designations
from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.glossary import BUILT_IN, Glossary
from verbale.engines.parallel.names import names
from verbale.engines.parallel.numerals import Form
from verbale.engines.parallel.quantities import percentages, quantities, spoken
from verbale.engines.parallel.reading import Read
from verbale.engines.parallel.reduction import Reduced, plain, reduced
from verbale.engines.parallel.spelling import Spelled, spelled
from verbale.engines.parallel.units import LANGUAGES


def facts(text: str, language: str, glossary: Glossary = BUILT_IN) -> tuple[Fact, ...]:
    """The facts of a text in a language (zh, ru, de, ko or en, with any suffix), in order; others have only names.

    No text is refused. What is counted twice in it is a fact twice.
    """
    language = language.lower()[:2]
    plainly = spelled(text)
    early, taken = _early(plainly, text, language, glossary)
    if language not in LANGUAGES:
        return tuple(early)
    rest = reduced(plainly, taken, language)
    found = [*early, *(_fact(read, rest, text) for read in _reads(rest))]
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.end)))


def _early(plainly: Spelled, text: str, language: str, glossary: Glossary) -> tuple[list[Fact], list[tuple[int, int]]]:
    """What is read before the numerals, and where it stands: designations, dates in figures, names."""
    claims = [
        *((d.start, d.end, FactKind.NAME, d.value, False) for d in designations(plainly.text)),
        *((f.start, f.end, FactKind.DATE, f.value, False) for f in figured(plainly.text, language)),
        *((n.start, n.end, FactKind.NAME, n.value, n.soft) for n in names(plainly.text, language, glossary)),
    ]
    found: list[Fact] = []
    taken: list[tuple[int, int]] = []
    for start, end, kind, value, soft in sorted(claims, key=lambda claim: (claim[0], -claim[1])):
        if taken and start < taken[-1][1]:
            continue
        taken.append((start, end))
        first, last = plainly.span(start, end)
        found.append(Fact(kind, value, text[first:last], first, last, soft))
    return found, taken


def _reads(rest: Reduced) -> Iterator[Read]:
    for stretch in dates(rest):
        # A half of a year that is not named may be any half: "im zweiten Halbjahr", 下半年.
        soft = stretch.value.startswith("--H") or _may_be_mark(stretch, rest)
        yield Read(FactKind.DATE, stretch.value, stretch.start, stretch.end, soft)
    for reader in (percentages, amounts, quantities, spoken):
        some = sorted(reader(rest), key=lambda read: read.start)
        rest.take_all([(read.start, read.end) for read in some])
        yield from some
    for token in rest.left():
        numeral = token.numeral
        # A lone 1 is an article, a pronoun or a mark more often than a count; another number in its place is found.
        soft = numeral.soft or numeral.value == 1
        if numeral.form is Form.ORDINAL:
            soft = soft and not _of_session(rest, token.end)
            yield Read(FactKind.ORDINAL, f"{plain(numeral.value)}.", token.start, token.end, soft)
        else:
            yield Read(FactKind.NUMBER, plain(numeral.value), token.start, token.end, soft)


#: What is numbered from the first on: sessions, stages, articles.
_SESSION = {
    language: re.compile(pattern)
    for language, pattern in {
        "zh": r"[次届](?:[\u4e00-\u9fff]{0,6}会|谈判|协商|磋商)|阶段|[条章](?!约)",
        "ko": r"\s?[차회]\s?(?:[가-힣]{1,6}\s)?[가-힣]{0,4}(?:회의|회담|총회|협의)|\s?단계|\s?조(?![가-힣])",
        "ru": r"(?:-\w{1,2})?(?:\s[а-яё]+){0,2}\s(?:заседани|сесси|совещани|этап|конференци|симпозиум|раунд)",
        "de": r"\.?(?:\s[\w-]+)?\s[\w-]*(?i:sitzung|tagung|konferenz|phase|etappe|symposium)",
        "en": r"(?:\s[\w-]+){0,2}\s(?i:session|meeting|conference|phase|stage|symposium|round)(?!\w)",
    }.items()
}


def _of_session(rest: Reduced, end: int) -> bool:
    return bool(_SESSION[rest.language].match(rest.text, end))


_NEXT_MONTH = re.compile(r"、<[cos]+\d+>月(?![间份])")
_OPENS = re.compile(r"(?:^|[。；！？\n])\s*$")


def _may_be_mark(stretch: Spanning, rest: Reduced) -> bool:
    """三、四月 at the head of a sentence may be the third article, on what happens in April."""
    token = rest.token_before(stretch.end)
    if rest.language != "zh" or token is None or not _NEXT_MONTH.match(rest.text, stretch.end):
        return False
    words = token.start == stretch.start and not token.numeral.in_digits
    return words and bool(_OPENS.search(rest.text[: stretch.start]))


def _fact(read: Read, rest: Reduced, text: str) -> Fact:
    start, end = rest.span(read.start, read.end)
    return Fact(read.kind, read.value, text[start:end], start, end, read.soft)
