"""German compounds: which words of a catalogue have a given word as a part, at any place and in any inflection.

The word must be a part, not letters that happen to stand there: what stands before and after it must be words that the
catalogue knows or, where it is too small to know them, at least sound like words; and no other cut of the compound
into known words may run through it. So Rost is in Rostschutz and Dachrost, and not in Frost, nor is Regel in Regelung.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from verbale.engines.catalogue.search.words import LEAST_HEAD, LEAST_PART, Words

Known = Callable[[str], bool]
"""Whether a catalogue has a plain word, as it is or with an ending."""

_ENDINGS = ("", "n", "s", "e", "en", "er", "es", "ern", "em")
_LONGEST_ENDING = 3
_LINKS = ("", "s", "n", "en", "es", "er", "e", "ns", "ens")
_UNKNOWN = 4
"""Letters of a part that no record knows; a word of fewer is a part only beside known ones."""
_BOUND = frozenset(
    "be ge er ver zer ent emp miss un in im ein aus auf an ab vor zu um uber unter durch nach bei mit hin her pro re de"
    " trans con kon kom ex sub super inter ultra anti anti dis ueber wieder gegen"
    .split()
)  # fmt: skip
"""What stands before a word and makes another of it: Ausbildung is not a kind of Bildung."""
_FREE = frozenset(
    "abgas abluft abraum abwarme abwasser auftrieb aufwind inland innenraum uberdruck uberschall uberspannung"
    " ultraschall umluft umwelt unkraut unterdruck untergrund unterwasser zuluft"
    .split()
)  # fmt: skip
"""What has such a beginning and is a kind of what follows it all the same."""
_SHORT = frozenset("amt bad bau eis erd gas hof ost rad see sud tag uhr weg zug".split())
"""Parts of three letters that every catalogue is taken to know."""
_HEADS = frozenset({"ol"})
"""Words of two letters that stand before a part."""
_CLOSING = frozenset("bau gas see tag weg zug".split())
"""Those of them that close a compound whatever stands before; eis would, but for Kreis."""
_DERIVED = re.compile(
    r"^(?:ung|heit|keit|igkeit|lich(?!t)|isch|massig|schaft|haft(?!ung)|los(?!e|ch|s)|bar(?!r|o|e)|ation|ier|isier|ator"
    r"|nis(?!ch)|tum(?!or)|sam(?!m|e)|ig(?:e[rnsm]?)?$|er(?:s|n|in|innen)?$|ler|ner(?!v)|erei|end)"
)
_ONSET = re.compile(
    r"^(?:sch[lmnrw]?|sp[lr]?|str?|pf[lr]?|phr?|thr?|ch[rl]?|kn|gn|ps|zw|qu|[bpgkf][lr]|[dt]r|wr|s[kcmnlz]"
    r"|[bcdfghjklmnprstvwxz])?[aeiouy]"
)
_CODA = re.compile(
    r"[aeiouy](?:[bcdfghklmnprstvwxz]{1,2}|sch|chts?|chs|ckt|[bdgpkf]s|[bcfgkpsx]t"
    r"|[lmnr](?:sch|cht|st|pf|tz|ck|kt|[gdtbk]s|[bdfgklmnpstxz]))?$"
)
"""With what a German syllable begins, its vowel included, and with what one ends."""


def parts_in(whole: str, known: Known) -> tuple[str, ...]:
    """The known words, without their endings too, that are parts of a plain word; without the word itself."""
    found = dict.fromkeys(
        whole[first:last]
        for first in (0, *range(LEAST_HEAD, len(whole) - LEAST_PART + 1))
        for last in range(first + LEAST_PART, len(whole) + 1)
        if last - first < len(whole) and (known(whole[first:last]) or whole[first:last] in _SHORT)
        if _is_part(whole[first:last], (whole[first:last],), whole[:first], whole[first:], known)
    )
    return tuple(found)


def compounds(word: str, words: Words) -> tuple[str, ...]:
    """The compounds of a catalogue that have a plain word as a part; without the word itself. In no order.

    What was written into the index under a part (``parts_in``) needs no looking up; this is for a word that no record
    of the catalogue has by itself.
    """
    forms = forms_of(word)
    turns = words.turns(min(forms, key=len)) if len(word) >= LEAST_PART else []
    found = (head + tail for tail, head in turns if _is_part(word, forms, head, tail, words.known))
    return tuple(dict.fromkeys(one for one in found if one != word))


def forms_of(word: str) -> tuple[str, ...]:
    """A plain word and what is left of it without an ending, as it stands inside a compound; the longest first."""
    least = max(_UNKNOWN, len(word) - 3)
    return tuple(
        sorted({_without(word, end) for end in _ENDINGS if len(_without(word, end)) >= least} | {word}, key=len)
    )[::-1]


def _without(word: str, ending: str) -> str:
    return word.removesuffix(ending) if ending else word


def _is_part(word: str, forms: tuple[str, ...], head: str, tail: str, known: Known) -> bool:
    before = _before(head, word, known)
    if before is None:
        return False
    after = _after(word, forms, tail, known)
    if after is None:
        return False
    if before and after:
        return True
    return not _cut_elsewhere(head, tail, word, known)


def _before(head: str, word: str, known: Known) -> bool | None:
    """Whether what stands before is known; None if it is no word."""
    if not head:
        return True
    if any(
        part in _SHORT or part in _HEADS or (part not in _BOUND and len(part) >= LEAST_PART and known(part))
        for part in _unlinked(head)
    ):
        return True
    if head + word in _FREE:
        return True
    if head in _BOUND or (len(word) < _UNKNOWN and word not in _CLOSING):
        return None
    return False if any(len(part) >= _UNKNOWN and _CODA.search(part) for part in _unlinked(head)) else None


def _after(word: str, forms: tuple[str, ...], tail: str, known: Known) -> bool | None:
    """Whether what stands after the word is known, or only its ending; None if the word is not a part."""
    if _same(tail, word):
        return True
    best: bool | None = None
    for rest in _rests(forms, tail):
        if len(rest) < LEAST_PART or _DERIVED.match(rest):
            continue
        if rest in _SHORT or known(rest):
            return True
        if len(rest) >= _UNKNOWN and _ONSET.match(rest):
            best = False
    return best


def _rests(forms: tuple[str, ...], tail: str) -> Iterator[str]:
    for form in forms:
        if tail.startswith(form):
            yield from (tail[len(form) + len(link) :] for link in _LINKS if tail.startswith(link, len(form)))


def _same(tail: str, word: str) -> bool:
    """Whether two words differ by their ending only."""
    if tail == word or len(tail) > len(word) + _LONGEST_ENDING:
        return tail == word
    least = min(len(word), len(tail)) - 2
    forms = {_without(word, end) for end in _ENDINGS}
    return any(
        len(form) >= max(LEAST_PART, least) and form in forms for form in (_without(tail, end) for end in _ENDINGS)
    )


def _unlinked(head: str) -> Iterator[str]:
    yield head
    yield from (head.removesuffix(link) for link in _LINKS if link and head.endswith(link))


def _cut_elsewhere(head: str, tail: str, word: str, known: Known) -> bool:
    """Whether the compound is two known words whose border runs through the word, or just beside it."""
    whole = head + tail
    inside = range(max(LEAST_PART, len(head) - 1), min(len(head) + len(word), len(whole) - LEAST_PART + 1))
    return any(
        at != len(head) and whole[:at] not in _BOUND and known(whole[at:]) and any(map(known, _unlinked(whole[:at])))
        for at in inside
    )
