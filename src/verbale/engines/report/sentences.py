"""Running text as sentences with places, in five languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verbale.engines.report.source import lines_of

_ABBREVIATIONS = frozenset(
    "dr prof mr mrs ms st no nos vol fig p pp cf e.g i.e etc al ed eds jr sr inc ltd co corp dept approx ca c vs resp "
    "gen col sen rep hon u.s jan feb mar apr jun jul aug sep sept oct nov dec "
    "z.b u.a d.h usw bzw ca nr abs art bd hrsg ing dipl dipl.-ing evtl ggf inkl s.o s.u u.ä vgl zz z.z z.t i.a i.v str "
    "gen abt st ff f lfd tel mio mrd jh v.a o.ä habil med phil rer nat prof.dr "
    "т.е т.д т.п и.о г гг в вв р руб коп тыс млн млрд им проф акад тов чл-корр чл.-корр д-р канд "
    "докт др пр стр с п пп см "
    "рис табл ул д кв обл зам нач инж св э.з н.э г-н отв рук ст гл напр ср сб изд тт т "
    "т.к z b u a d h".split()
)
_END = re.compile(r"([.!?…]{1,8}[\"”“’»)\]]{0,4})(?=\s|$)|[。！？；]{1,8}[”’」』）]{0,4}", re.MULTILINE)
_LAST_WORD = re.compile(r"[\w.\-]*$")
_LIST_BREAK = re.compile(r"\s*(?:[-–—•·●▪]\s|[(（]?\w{1,3}[)）.]\s)")
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place: characters ``start`` to ``end`` of the report's text."""

    start: int
    end: int
    text: str


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of running text; a heading, an entry of a list or a label is a sentence of its own.

    A line goes on in the next one where it ends without a sign and the next begins in lower case. ``text`` of a
    sentence has its white space made single; its place keeps what stands there.
    """
    return tuple(sentence for start, end in _paragraphs(text) for sentence in _split(text, start, end) if sentence.text)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for line in lines_of(text):
        if (
            spans
            and not line.after_gap
            and _goes_on(text[max(spans[-1][0], spans[-1][1] - 80) : spans[-1][1]], line.text)
        ):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return spans


def _goes_on(before: str, after: str) -> bool:
    ends = before.rstrip()[-1:] in ".!?:;。！？：；" or not before.strip()
    return not ends and after.lstrip()[:1].islower() and not _LIST_BREAK.match(after)


def _split(text: str, start: int, end: int) -> list[Sentence]:
    found, begin = [], start
    for stop in _END.finditer(text, start, end):
        if _ends(text, begin, stop.start(), stop.end(), end):
            found.append(_sentence(text, begin, stop.end()))
            begin = stop.end()
    return [*found, _sentence(text, begin, end)]


def _ends(text: str, begin: int, dot: int, after: int, end: int) -> bool:
    if text[dot] != ".":
        return True
    rest = text[after : min(after + 40, end)].lstrip()
    if rest and rest[0].islower():
        return False
    last = _LAST_WORD.search(text, max(begin, dot - _LONGEST_WORD), dot)
    word = last[0].casefold().strip("-") if last else ""
    if rest and (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
        return _year_mark(word, rest)
    return not (rest and word.isdecimal() and len(word) < 3 and (dot - len(word) <= begin + 1 or rest[0].isalpha()))


def _year_mark(word: str, rest: str) -> bool:
    """“1987 г. Далее” ends a sentence where a capital follows; other abbreviations do not."""
    return word in ("г", "гг", "руб") and rest[0].isupper()


def _sentence(text: str, start: int, end: int) -> Sentence:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    end -= len(raw) - len(raw.rstrip())
    return Sentence(start, max(start, end), " ".join(text[start:end].split()))
