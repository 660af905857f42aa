"""Which differences are certain enough to be told: a doubtful reading must not cost the reader's trust.

A fact that has a rival, an unmatched fact of its kind in the other version, is told. One that stands alone may be a
manner of speaking, or a word misread: it is told only if it is written in figures, is a number large enough that nobody
says it by the way, a date, or a name of a glossary. Facts that say one thing in two manners are taken away in pairs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from verbale.engines.parallel.agreement import Claim
from verbale.engines.parallel.dates.words import SEASON_STEMS
from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.plans import without_plans

_COUNTING = frozenset({FactKind.NUMBER, FactKind.QUANTITY, FactKind.ORDINAL, FactKind.AMOUNT, FactKind.PERCENT})
_FIGURES = re.compile(r"[0-9０-９]")
_LEAST_ALONE = 4
"""Numbers in words below this one are said by the way: both, a pair, the third party, one of them."""
_ROUND = frozenset({10, 100, 1000, 10_000})
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_DESIGNATED = re.compile(r"[^\d]+\d[\w ./:-]*")
_YEAR_BEHIND = re.compile(r"[-:](?:19|20)\d\d$")
#: What is written like another word: a month or a name alone, a magpie, a sieve, all around, the times.
_WORDS_TOO = re.compile(
    r"(?:May|March|August|Juno|Мая?|Марта?|Сорока|acht|sieben|四周|세월|Essen|Halle|Вен[аы]|Ор[её]л|turkey|china)"
)
#: "Each half-year" is no length of time, and is said in other words elsewhere.
_HALVES = re.compile(r"half-year|halbjahr|полугоди|quarter|vierteljahr|四周", re.IGNORECASE)
_IN_TIME = re.compile(
    r"(?:^|\s)(?:in|by|of|from|to|until|till|since|during|before|after|between|early|late|mid|[Ii]m|[Ss]eit|[Bb]is|"
    r"[Вв]|[Сс]|[Дд]о|[Кк])[\s-]$"
)
"""What stands before a month that is one."""
_COUNTER = {
    "zh": re.compile(
        r"\s?(?:余|多)?[个名人位份台次种项件篇套所家条本册批组年月天日周小吨公元美卢马万亿倍处座艘辆株棵头只张幅期届间户场对卷部架块支根盘盒箱包袋瓶桶轮层段片匹颗列队班校厂站院市县省款章页回趟石贯坪]"
    ),
    "ko": re.compile(
        r"\s?(?:여\s?)?(?:명|개|건|대|부|편|차례|번|가지|곳|사람|분|권|종|차|회|년|달|주|일|시간|쪽|장|마리|그루|척|채|인|"
        r"해|단계|학년|학기|상자|세트|벌|쌍|통|나라|군데|분야|그룹|팀|부분|배|칸|줄|층|동|자루|톤|과제|기관|도시|연구소|언어|조(?![가-힣]))"
    ),
}
"""What stands behind a number in Chinese and Korean words, if it is one: 四名, and not 四通八达."""
_NAMED_BY = frozenset("附件 附录 附表 부록 별첨".split())
"""What stands before a number that names one of several papers."""
_NATIVE = re.compile("다섯|여섯|일곱|여덟|아홉|(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)[가-힣]*")
"""Korean words that are numbers and nothing else."""


def certain(
    left: list[Claim],
    right: list[Claim],
    texts: tuple[str, str],
    languages: tuple[str, str],
    said: tuple[Sequence[Fact], Sequence[Fact]],
) -> tuple[list[Claim], list[Claim]]:
    """The unmatched claims of both versions that are worth telling.

    ``texts``, ``languages`` and all that was ``said`` are of the two versions in the same order.
    """
    left, right = without_plans(left, right, texts[0], languages[0])
    right, left = without_plans(right, left, texts[1], languages[1])
    left, right = _unpaired(left, right, texts, languages)
    told = (_told(left, right, texts, languages), _told(right, left, texts[::-1], languages[::-1]))
    return (
        [claim for claim in told[0] if right or not _summed(claim, said[0])],
        [claim for claim in told[1] if left or not _summed(claim, said[1])],
    )


def _summed(claim: Claim, said: Sequence[Fact]) -> bool:
    """Whether a small number is also said in words, by the way: in Chinese, Russian and English, 三种文字."""
    value = _value(claim)
    if claim.fact.kind not in _COUNTING or value is None or value >= _LEAST_ALONE:
        return False
    return any(
        fact.kind in _COUNTING and not _FIGURES.search(fact.as_written) and _value(Claim(fact, fact.value)) == value
        for fact in said
        if fact.start != claim.fact.start
    )


def _unpaired(
    left: list[Claim], right: list[Claim], texts: tuple[str, str], languages: tuple[str, str]
) -> tuple[list[Claim], list[Claim]]:
    own, other = languages[0].lower()[:2], languages[1].lower()[:2]
    rest, waiting = [], list(right)
    for claim in left:
        index = next(
            (
                place
                for place, rival in enumerate(waiting)
                if _one_number(claim, rival, texts)
                or _one_designation(claim, rival)
                or _one_season(claim, rival, texts[1], other)
                or _one_season(rival, claim, texts[0], own)
            ),
            None,
        )
        if index is None:
            rest.append(claim)
        else:
            waiting.pop(index)
    return rest, waiting


def _one_number(one: Claim, other: Claim, texts: tuple[str, str]) -> bool:
    """Half of it, and twice less; a growth by 一倍, and twofold."""
    if one.fact.kind not in _COUNTING or other.fact.kind not in _COUNTING:
        return False
    first, second = _value(one), _value(other)
    if first is None or second is None or not first or not second:
        return False
    if first * second == 1 and first != 1:
        return True
    grown = abs(first - second) == 1 and min(first, second) >= 1
    return grown and any(_manifold(claim, text) for claim, text in ((one, texts[0]), (other, texts[1])))


def _manifold(claim: Claim, text: str) -> bool:
    return bool(re.match(r"\s?倍", text[claim.fact.end :]) or claim.fact.as_written.endswith("倍"))


def _value(claim: Claim) -> Fraction | None:
    match = re.match(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?", claim.value)
    return Fraction(match[0]) if match else None


def _one_designation(one: Claim, other: Claim) -> bool:
    """A designation and its number alone, or with and without the year of its issue."""
    kinds = {one.fact.kind, other.fact.kind}
    if FactKind.NAME not in kinds:
        return False
    name, rival = (one, other) if one.fact.kind is FactKind.NAME else (other, one)
    if not _DESIGNATED.fullmatch(name.value):
        return False
    if rival.fact.kind is FactKind.NAME:
        return _undated(one.value) == _undated(other.value) and one.value != other.value and _shorter(one, other)
    number = _value(rival)
    return number is not None and number in {Fraction(figures) for figures in re.findall(r"\d{1,30}", name.value)}


def _undated(value: str) -> str:
    return _YEAR_BEHIND.sub("", value)


def _shorter(one: Claim, other: Claim) -> bool:
    return _undated(one.value) == one.value or _undated(other.value) == other.value


def _one_season(season: Claim, date: Claim, text: str, language: str) -> bool:
    """The autumn of a year, and a year beside which the other version says the autumn in a compound."""
    found = _SEASON.fullmatch(season.value)
    if not found or date.fact.kind is not FactKind.DATE or not date.value.startswith(found[1]):
        return False
    stems = SEASON_STEMS.get(language)
    return bool(stems and re.search(stems[int(found[2]) - 21], text, re.IGNORECASE))


def _told(
    rest: list[Claim], rivals: Sequence[Claim], texts: tuple[str, ...], languages: tuple[str, ...]
) -> list[Claim]:
    own, other = (language.lower()[:2] for language in languages)
    against = [rival for rival in rivals if _read_twice(rival, texts[1], other)]
    return [
        claim
        for claim in rest
        if _sure(claim, texts[0], own) or (_read_twice(claim, texts[0], own) and _rivalled(claim, against))
    ]


def _rivalled(claim: Claim, rivals: Sequence[Claim]) -> bool:
    return any(
        rival.fact.kind is claim.fact.kind or ({rival.fact.kind, claim.fact.kind} <= _COUNTING and _near(rival, claim))
        for rival in rivals
    )


def _near(one: Claim, other: Claim) -> bool:
    """Whether two kinds of facts may stand in each other's place: one of them is a mere number, whatever it counts."""
    return FactKind.NUMBER in (one.fact.kind, other.fact.kind)


def _read_twice(claim: Claim, text: str, language: str) -> bool:
    """Whether something beside a number in words says that it is one: figures, a unit, a counter, a word of its own."""
    if claim.fact.kind is not FactKind.NUMBER or _FIGURES.search(claim.fact.as_written):
        return True
    start, end = claim.fact.start, claim.fact.end
    if language == "ko" and _NATIVE.fullmatch(claim.fact.as_written):
        return True
    if counter := _COUNTER.get(language):
        named = text[max(0, start - 2) : start] in _NAMED_BY or claim.fact.as_written.endswith("打")
        return named or bool(counter.match(text, end)) or "/" in claim.value or len(claim.fact.as_written) > 2
    return not (text[max(0, start - 1) : start].isalpha() or text[end : end + 1].isalpha())


def _sure(claim: Claim, text: str, language: str) -> bool:
    written = claim.fact.as_written
    if _FIGURES.search(written):
        return True
    if _WORDS_TOO.fullmatch(written):
        dated = claim.fact.kind is FactKind.DATE
        return dated and bool(_IN_TIME.search(text[max(0, claim.fact.start - 10) : claim.fact.start]))
    if claim.fact.kind is FactKind.NAME:
        return True
    if claim.fact.kind is FactKind.DATE:
        return not _SEASON.fullmatch(claim.value)
    value = None if _HALVES.search(written) else _value(claim)
    if value is None or value.denominator != 1 or value < _LEAST_ALONE or value in _ROUND:
        return False
    counter = _COUNTER.get(language)
    return claim.fact.kind is not FactKind.NUMBER or counter is None or bool(counter.match(text, claim.fact.end))
