"""Words in Latin letters as stems: English by Snowball in American spelling, German by Snowball.

Nothing tells which language a word of a query is in, so both stand for it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verbale.engines.catalogue.search.runs import plain_of
from verbale.engines.catalogue.search.snowball import stemmer

_ENGLISH, _GERMAN = stemmer("english"), stemmer("german")
_NOUN = re.compile(r"^(.{2,}(?:ung|heit|keit|schaft))(?:en|s)?$")
"""What Snowball would cut down to another word: Regelung to Regel, Sicherheit to sich."""
_LEARNED = tuple(
    re.compile(shape)
    for shape in (
        r"^(\w{3,}i)(?:um|ums|en)$",
        r"^(\w*(?:spektr|zentr|muse))(?:um|ums|en)$",
        r"^(\w+ism|\w*(?:vir|radi|rhythm|zykl))(?:us|en)$",
        r"^(\w*(?:them|dram|plasm|prism|firm|schem))(?:a|as|en)$",
    )
)
"""Nouns of Greek and Latin, whose plural takes the place of their ending: Bakterium, Spektrum, Organismus, Plasma."""
_SPELLINGS = tuple(
    (re.compile(shape), american)
    for shape, american in (
        (r"^(licen|practi)s(?=e)", r"\1c"),
        (r"^(\w{2,}o)u(r(?:s|ed|ing|ings|able|less|ful|ite|ites|al|ist|ists|er|ers)?)$", r"\1\2"),
        (r"^(\w+[bt])re(s?)$", r"\1er\2"),
        (r"^(\w{3,}i)s(e|es|ed|er|ers|ing|ation|ations|able)$", r"\1z\2"),
        (r"^(\w{2,}y)s(e|ed|er|ers|ing)$", r"\1z\2"),
        (r"^(\w*[aeiou]\w*[aeiou]l)l(ed|ing|ings|er|ers)$", r"\1\2"),
        (r"^(\w{2,}og)ue(s?)$", r"\1\2"),
        (r"^(\w{2,}m)me(s?)$", r"\1\2"),
        (r"^(\w+[fp]en)ce(s?)$", r"\1se\2"),
        (r"^(\w{2,})rrhoea", r"\1rrhea"),
        (r"^manoeuvre?(?=[sd]?$|ing|ab)", "maneuver"),
        (r"^aero(?=plane|foil)", "air"),
        (r"^(\w*gas|bus)s?es$", r"\1"),
        (r"^lens(?:es)?$", "lense"),
        (r"^genera$", "genus"),
        (r"^corpora$", "corpus"),
        (r"^(\w*(?:judg|knowledg))e(?=ment)", r"\1"),
        (r"^sceptic", "skeptic"),
        (r"^disc(s?)$", r"disk\1"),
        (r"^artefact", "artifact"),
        (r"^draught", "draft"),
        (r"^leucocyt", "leukocyt"),
        (r"^skilful", "skillful"),
        (r"^connexion", "connection"),
        (r"^alumini(?=um)", "alumin"),
        (r"^age(?=ing)", "ag"),
        (r"^sulph", "sulf"),
        (r"^mould", "mold"),
        (r"^plough", "plow"),
        (r"^grey", "gray"),
        (r"^tyre", "tire"),
        (r"^(wo)?men$", r"\1man"),
        (r"^feet$", "foot"),
        (r"^teeth$", "tooth"),
        (r"^geese$", "goose"),
        (r"^mice$", "mouse"),
        (r"^lice$", "louse"),
        (r"^oxen$", "ox"),
        (r"^(\w*(?:kni|wi|li))ves$", r"\1fe"),
        (r"^(\w*(?:lea|wol|hal|cal|shel|loa|shea))ves$", r"\1f"),
        (r"^children$", "child"),
        (
            r"^(\w*(?:analy|cataly|electroly|hydroly|dialy|paraly|the|gene|diagno|progno|osmo|cri|neuro|necro|thrombo|sclero))ses$",
            r"\1sis",
        ),
        (r"^(\w*(?:matr|append|hel))ices$", r"\1ix"),
        (r"^(\w*(?:vert|vort|ind|cort))ices$", r"\1ex"),
        (
            r"^(\w*(?:spectr|strat|bacteri|medi|quant|continu|optim|maxim|minim|moment|equilibri|symposi|errat|memorand))a$",
            r"\1um",
        ),
        (r"^(\w*(?:phenomen|criteri|hedr|automat|gangli))a$", r"\1on"),
        (r"^(\w*(?:nucle|radi|stimul|bacill|fung|foc|loc|cact|mod|calcul))i$", r"\1us"),
        (r"(?:ae|oe)(?=mi|mo|ma|ol|on|sth|di|de|st|so|tu|ta|ti|ba|si|co|va)", "e"),
    )
)
"""British spellings and the American ones that stand for both, and plurals that no stemmer joins.

A word met by chance meets itself in the index.
"""

_SPELT_TWO_WAYS = re.compile("|".join(f"(?:{shape.pattern})" for shape, _ in _SPELLINGS))


@lru_cache(maxsize=65536)
def stems(marked: str) -> tuple[str, ...]:
    """The stems of a folded word that may still have its marks; without marks themselves, and without repetition."""
    plain = plain_of(marked)
    return tuple(dict.fromkeys(stem for stem in (english(plain), german(plain)) if stem))


@lru_cache(maxsize=65536)
def english(plain: str) -> str:
    """The English stem of a word without marks, whichever side of the ocean spelt it."""
    for shape, american in _SPELLINGS if _SPELT_TWO_WAYS.search(plain) else ():
        plain = shape.sub(american, plain)
    return _ENGLISH(plain)


@lru_cache(maxsize=65536)
def german(plain: str) -> str:
    """The German stem of a word without marks, ae, oe and ue read as umlauts."""
    noun = _NOUN.match(plain) or next(filter(None, (shape.match(plain) for shape in _LEARNED)), None)
    return spelt(noun[1]) if noun else plain_of(_GERMAN(spelt(plain)))


def spelt(plain: str) -> str:
    """A German word with ae, oe and ue as the vowels that stand for them; not after a vowel or q (Bauer, Quelle)."""
    return re.sub(r"(?<![aeiouq])([aou])e(?!u)", r"\1", plain)
