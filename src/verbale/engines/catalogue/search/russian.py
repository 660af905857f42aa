"""Russian words as stems: Snowball's, and those of the word read as a noun.

Snowball takes many a noun for a form of a verb or of another noun and cuts into its root (минерал to минера, атом to
ат, остров to остр). So a word also stands under what is left of it without a noun's ending, and as it is if it may be
without one; and not under Snowball's stem where that was taken for a verb's. In both a vowel may come and go
(песок – песка, окно – окон, боец – бойцы, письмо – писем).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from verbale.engines.catalogue.search.snowball import stemmer

_SNOWBALL = stemmer("russian")
_CONSONANT = "[бвгджзклмнпрстфхцчшщ]"
_ENDING = re.compile(r"^(.{2,}?)(?:[ая]ми|[ая][мх]|[ое]в|[ое]м|ей|ой|ью|[аяоеиыуюьй])$")
_VERBAL = re.compile(r"^[аеияо]?[лн]$")
"""What Snowball takes off as the end of a verb: урал and уран both to ура."""
_BARE = re.compile(rf"{_CONSONANT}$")
_FLEETING = (
    (re.compile(r"ь(?=[кмнц]$)"), ""),
    (re.compile(r"(?<=[аоуияю])[еяи](?=ц$)"), "й"),
    (re.compile(rf"(?<={_CONSONANT}|й)[ое](?=[кцнлрм]$)"), ""),
)
_FORMS = r"(?:а|у|ом|ем|е|ы|и|ов|ам|ами|ах)"
_SOFT_FORMS = r"(?:я|ю|ем|е|и|ей|ям|ями|ях|ью)"
_ROOTS = tuple(
    (re.compile(f"^{shape}$"), stems)
    for shape, stems in (
        (rf"льд{_FORMS}", ("лед",)),
        (rf"дн{_SOFT_FORMS}", ("ден",)),
        (rf"пн{_SOFT_FORMS}|пень", ("пен",)),
        (rf"льн{_FORMS}", ("лен",)),
        (rf"рж{_SOFT_FORMS}|рж(?:ам|ами|ах)", ("рож",)),
        (rf"мх{_FORMS}", ("мох",)),
        (rf"шв{_FORMS}|шов", ("шов",)),
        (r"рв(?:а|ом|ы|ов|ах)|ров", ("ров",)),
        (rf"церкв{_SOFT_FORMS}|церковь(?:ю)?|церкв(?:ам|ами|ах)", ("церков",)),
        (rf"(?P<root>ног|лок|ког|дег)о?т(?:ь|{_SOFT_FORMS})", (r"\g<root>т",)),
        (rf"хребе?т{_FORMS}?", ("хребт",)),
        (rf"яиц|яйцо|яйц{_FORMS}", ("яйц",)),
        (r"люд(?:и|ей|ям|ьми|ях)", ("человек",)),
        (r"дет(?:и|ей|ям|ьми|ях)", ("ребенк",)),
        (r"(?P<root>врем|плам|сем|им|знам|плем|вым|брем)(?:я|ени|енем|ена|ен|енам|енами|енах|ян)", (r"\g<root>ен",)),
        (r"(?P<root>мат|доч)(?:ь|ери|ерью|ерей|ерям|ерями|ерях)", (r"\g<root>ер",)),
        (
            rf"(?P<root>тел|ягн|порос|цыпл|жереб|козл|кот|гус|ут)(?:ено?к{_FORMS}?|ят(?:а|ам|ами|ах)?)",
            (r"\g<root>ят",),
        ),
        (rf"цвето?к{_FORMS}?", ("цветк", "цвет")),
        (r"хозя(?:ин(?:а|у|ом|е)?|ева|ев|евам|евами|евах)", ("хозя",)),
        (rf"(?P<root>\w+[аяи]н)ин{_FORMS}?", (r"\g<root>", r"\g<root>ин")),
        (r"судн(?:о|а|у|ом|е)|суден", ("судн",)),
        (r"суд(?:а|ов|ам|ами|ах)", ("суд", "судн")),
    )
)
"""Words whose forms do not stand under one stem otherwise: short ones, plurals of another root, longer singulars."""


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """The stems of a folded Cyrillic word; Snowball's is the first where it is one of them."""
    for shape, known in _ROOTS:
        if found := shape.match(word):
            return tuple(found.expand(stem) for stem in known)
    nouns = tuple(_as_noun(word))
    made = (*_as_any(word, nouns), *nouns)
    return tuple(dict.fromkeys(form for stem in made for form in (stem, _without_fleeting(stem))))


def _as_any(word: str, nouns: tuple[str, ...]) -> Iterator[str]:
    """Snowball's stem, unless it cut into the root of what is a noun."""
    stem = _SNOWBALL(word)
    cut = any(noun.startswith(stem) and _VERBAL.match(noun[len(stem) :]) for noun in nouns)
    if not nouns or (len(stem) > 1 and not cut):
        yield stem


def _as_noun(word: str) -> Iterator[str]:
    """The word without a noun's ending, and as it is if it has none."""
    if _BARE.search(word):
        yield word
    elif word.endswith("й"):
        yield word[:-1]
    if ended := _ENDING.match(word):
        yield ended[1]


def _without_fleeting(stem: str) -> str:
    """The stem without the vowel, or the soft sign, that stands in some of its forms only."""
    for shape, other in _FLEETING if len(stem) > 3 else ():
        stem = shape.sub(other, stem)
    return stem
