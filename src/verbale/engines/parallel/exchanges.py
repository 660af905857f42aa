"""One name in the place of another in a list of which the other version says all the rest.

沈阳、大连和鞍山 and "Shenyang, Changchun und Anshan" agree in all but one pair, which is an exchange whether a glossary
lists the names or not, if only both are surely names and sound unlike.
"""

from __future__ import annotations

from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.glossary import SOFT, Entry, Glossary
from verbale.engines.parallel.hearing import heard
from verbale.engines.parallel.members import Member, Version, bare, exact, is_name, lists, named, weight, whole
from verbale.engines.parallel.sounds import alike, skeleton
from verbale.engines.parallel.sounds.mandarin import contradicts, in_pinyin

_LEAST_AGREED = 2
"""Names of a list on which both versions must agree, if a name that no glossary knows is to be held against another."""
_NEAR = 0.4
"""Sounds in which two names may differ, if nothing but sounds tells them apart."""
Pair = tuple[Fact, Fact]


def exchanges(one: Version, other: Version, glossary: Glossary) -> list[Pair]:
    """The names of two versions that stand in each other's place in lists which agree in all the rest."""
    found: list[Pair] = []
    for row in lists(one):
        for rival in lists(other):
            if len(row) == len(rival) and (pair := _odd_one(row, rival, glossary)):
                found.append(pair)
    return found


def _odd_one(row: list[Member], rival: list[Member], glossary: Glossary) -> Pair | None:
    """The only two members that do not agree, if they are surely two names."""
    waiting, rest, sure = list(rival), [], 0
    for member in row:
        place = next((at for at, other in enumerate(waiting) if _agree(member, other, glossary)), None)
        if place is None:
            rest.append(member)
        else:
            sure += bool(member.facts and waiting[place].facts)
            waiting.pop(place)
    if len(rest) != 1:
        return None
    agreed = len(row) - 1
    first, second = rest[0], waiting[0]
    if not (bare(first).strip() and bare(second).strip()):
        return None
    chinese = any(in_pinyin(member.written) for member in (*row, *rival) if member not in (first, second))
    if not (chinese and (_pinyin_differs(first, second) or _pinyin_differs(second, first))) and not _unlike(
        first, second, glossary, agreed, sure
    ):
        return None
    return named(first), named(second)


def _agree(one: Member, other: Member, glossary: Glossary) -> bool:
    """Whether two members name the same, by a glossary or by their sounds."""
    if any(glossary.agree(fact.value, rival.value) for fact in one.facts for rival in other.facts):
        return True
    return not (one.facts and other.facts) and _sound_alike(one, other)


def _sound_alike(one: Member, other: Member) -> bool:
    languages = one.version.language, other.version.language
    return _heard(one, other, languages) or _heard(other, one, languages[::-1])


def _heard(one: Member, other: Member, languages: tuple[str, str]) -> bool:
    written = bare(one)
    if {*languages} == {"de", "en"} and alike(skeleton(written), skeleton(other.written)):
        return True
    return weight(written) > 0 and heard(written, other.written, languages)


def _may_be_one(one: Member, other: Member) -> bool:
    """Whether two names that do not agree are yet near enough in sound to be one, oddly spelled: Leicester, 莱斯特."""
    first, second = skeleton(named(one).as_written), skeleton(named(other).as_written)
    return alike(first, second, _NEAR) or alike(second, first, _NEAR)


def _unlike(one: Member, other: Member, glossary: Glossary, agreed: int, sure: int) -> bool:
    known = _known(one, glossary), _known(other, glossary)
    if known[0] and known[1]:
        return (
            known[0].sort == known[1].sort
            and agreed >= 1
            and not (_said(known[0], other, glossary) or _said(known[1], one, glossary))
        )
    if _may_be_one(one, other):
        return False
    if known[0] or known[1]:
        entry, rival = (known[0], other) if known[0] else (known[1], one)
        return entry is not None and _replaces(entry, rival, glossary) and (agreed >= _LEAST_AGREED or sure > 0)
    return agreed >= _LEAST_AGREED and is_name(one) and is_name(other)


def _replaces(entry: Entry, rival: Member, glossary: Glossary) -> bool:
    """Whether a name that no glossary knows stands for one whose forms are known in its language."""
    forms = entry.forms.get(rival.version.language, ())
    if not forms or _said(entry, rival, glossary) or not (is_name(rival) or exact(rival)):
        return False
    plain = [form.removeprefix(SOFT).partition("(?")[0] for form in forms]
    return not any(form.lower()[:4] in rival.version.text.lower() for form in plain)


def _known(member: Member, glossary: Glossary) -> Entry | None:
    """The name that a glossary knows, if it is the whole of the member."""
    fact = next(iter(member.facts), None)
    if fact is None or len(member.facts) > 1:
        return None
    entry = glossary.by_value.get(fact.value)
    return entry if entry and entry.sort in ("place", "country", "feature") and whole(member, fact) else None


def _said(entry: Entry, member: Member, glossary: Glossary) -> bool:
    """Whether the version of a member says a name somewhere."""
    return any(fact.kind is FactKind.NAME and glossary.agree(entry.value, fact.value) for fact in member.version.said)


def _pinyin_differs(western: Member, eastern: Member) -> bool:
    """Whether a name in pinyin says other syllables than the characters in its place."""
    if western.version.language not in ("de", "en") or eastern.version.language != "zh" or eastern.facts:
        return False
    near = {"ahead": eastern.written[-4:], "behind": eastern.written[:4], "": eastern.written}[eastern.item.loose]
    return in_pinyin(western.written) and contradicts(near, western.written)
