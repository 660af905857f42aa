"""Names of a glossary in running text: longest first, with Russian and German endings and Korean particles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from verbale.engines.parallel.glossary import SOFT, Glossary

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_RU_CASE = "(?:а|у|е|ы|и|о|ой|ою|ом|ем|ём|ею|ей|ев|ов|ам|ами|ах|ям|ями|ях|я|ю|ь|ью|й|ии|ию|ией|ия|ие|ая|ое|ые|ий|ый|ого|ому|ым|их|ых|ими|ыми|ую|юю|яя|ее|его|ему|им)?"  # noqa: E501
_RU_ADJECTIVE = "(?:ь|й|е)?(?:ов|ев|н|ан|ян|ин|ен)?(?:ск|цк|жск|шск)(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ою|ую|их|ими|и|о)"
_DE_END = "(?:s|es|er|ern|n|en|e|ens|isch\\w{0,2}|ischen)?"
_EN_END = "(?:['’]s?)?"
_HEAD = 2
"""Letters by which the forms of names are found; only then their patterns are made, for there are thousands."""
_VOWELS = "аяоеьйыи"
_INDECLINABLE = re.compile(r"[оуэию]$")


@dataclass(frozen=True, slots=True)
class Named:
    """``text[start:end]`` names the glossary's ``value``."""

    start: int
    end: int
    value: str
    soft: bool


@dataclass(frozen=True, slots=True)
class _Form:
    written: str
    value: str
    soft: bool
    length: int


def names(text: str, language: str, glossary: Glossary) -> list[Named]:
    """The names of a spelled text, in order, not overlapping."""
    forms = _forms(glossary, language)
    found: list[Named] = []
    done = 0
    for place in _places(text, language):
        if place < done:
            continue
        head = text[place : place + _HEAD].lower()
        for form in (*forms.get(head, ()), *forms.get(head[:1], ())):
            if match := _pattern(form.written, language).match(text, place):
                if language == "zh" and _runs_on(text, match, forms):
                    break
                if not _of_money(text, place, match.end()):
                    found.append(Named(place, match.end(), form.value, form.soft))
                done = match.end()
                break
    return found


def _runs_on(text: str, match: re.Match[str], forms: dict[str, list[_Form]]) -> bool:
    """Whether the last character begins a longer name: 在德累斯顿 says Dresden, and not 在德."""
    last = match.end() - 1
    return last > match.start() and any(
        form.length > 2 and text.startswith(form.written.partition("(?")[0], last)
        for form in forms.get(text[last : last + _HEAD].lower(), ())
    )


_MONEY_BEFORE = re.compile(
    r"(?:долл\.|доллар\w*|мар(?:ок|к[аиу])|вон\w?|руб\w*|(?<!\w)Mark der|(?i:marks of the))\s?$", re.IGNORECASE
)
_MONEY_AFTER = re.compile(
    r"[\s-]?(?:달러|딸라|크로네|크로나|코루나|원(?!\w?자)|마르크|엔|프랑|루블|파운드|马克|元|法郎|克朗|卢布|先令|盾|卢比|доллар|мар(?:ок|к[аиу])|крон|франк|фунт|вон(?:\s|ы|а)|"
    r"dollars?|marks?|won|yen|yuan|francs?|crowns?|kron|pounds?|roubles?|rubles?|schilling|Dollar|Mark(?!\w)|Won|Yen|Yuan|Kronen?|Franken|Francs|Pfund|Rubel)"
)


def _of_money(text: str, start: int, end: int) -> bool:
    """Whether a country only says whose money is meant."""
    return bool(_MONEY_AFTER.match(text, end) or _MONEY_BEFORE.search(text[max(0, start - 16) : start]))


def _places(text: str, language: str) -> Iterator[int]:
    if language == "zh":
        yield from range(len(text))
        return
    for match in re.finditer(r"[^\W\d_]+", text):
        yield match.start()
        if language == "ko":
            yield from range(match.start() + 1, match.end() - 1)


@lru_cache(maxsize=16)
def _forms(glossary: Glossary, language: str) -> dict[str, list[_Form]]:
    table: dict[str, list[_Form]] = defaultdict(list)
    for entry in glossary.entries:
        for written in entry.forms.get(language, ()):
            soft, form = written.startswith(SOFT), written.removeprefix(SOFT)
            if len(form) < 1 + (language != "zh" and not soft):
                continue
            bare = form.partition("(?")[0]
            table[bare[:_HEAD].lower()].append(_Form(form, entry.value, soft, len(bare)))
    return {key: sorted(forms, key=lambda form: -form.length) for key, forms in table.items()}


#: 중국어 and 朝鲜文 are languages; 安东 in 安东诺夫 is half a surname.
_NO_TONGUE = {
    "ko": r"(?!어(?:[로와과를의본판,. ]|및|$)|말(?:[로과을 ]|$))",
    "zh": r"(?!语|文[^化件献明教]|[诺尼科列耶廖]?[夫娃](?![妇人])|斯基|维奇)",
}


@lru_cache(maxsize=20_000)
def _pattern(written: str, language: str) -> re.Pattern[str]:
    form, mark, condition = written.partition("(?")
    condition = mark + condition if condition.startswith(("=", "!")) and condition.endswith(")") else ""
    form = form if condition else written
    if language in ("zh", "ko"):
        ahead = r"(?<![가-힣])" if language == "ko" else ""
        return re.compile(ahead + re.escape(form).replace(r"\ ", r"\s?") + condition + _NO_TONGUE[language])
    words = [_inflected(word, language) if _WORD.fullmatch(word) else re.escape(word) for word in form.split(" ")]
    return re.compile(r"\s+".join(words) + r"(?!\w)" + condition)


def _inflected(word: str, language: str) -> str:
    if word.isupper() or len(word) < 3:
        return re.escape(word)
    if language == "ru":
        return _russian(word)
    if language == "de":
        stem = word[:-1] if word.endswith("e") else word
        return _first(stem) + _DE_END + ("(?:-[A-ZÄÖÜ]\\w+)?" if word[0].isupper() else "")
    return _first(word) + (_EN_END if word[0].isupper() else "")


def _first(word: str) -> str:
    """The word; one in small letters also at the head of a sentence."""
    if not word[:1].islower():
        return re.escape(word)
    return f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}"


def _russian(word: str) -> str:
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    head, dash, tail = word.rpartition("-")
    if _INDECLINABLE.search(tail) and not tail.endswith("ия"):
        return f"(?:{_either(word)}{_RU_ADJECTIVE}|{re.escape(word)})"
    # An adjective loses its ending, a noun at most the vowels of its case.
    stem = re.sub(r"(?:ий|ый|ой|ая|ое|ие|ые)$", "", tail) if len(tail) > 5 else tail
    stem = re.sub(f"[{_VOWELS}]$", "", stem) if stem == tail else stem
    stem = stem if len(stem) >= 2 else tail
    if word[:1].islower():
        return _first(head + dash + stem) + f"(?:{_RU_ADJECTIVE}|{_RU_CASE})"
    return f"(?:{_either(head + dash + stem)}{_RU_ADJECTIVE}|{re.escape(head + dash + stem)}{_RU_CASE})"


def _either(word: str) -> str:
    """The word with a large or a small letter: adjectives of places have a small one."""
    return f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}"
