"""Dates and times in running text of five languages, in EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from verbale.engines.parallel.dates.atoms import Atom, atoms
from verbale.engines.parallel.dates.figures import Figured, figured
from verbale.engines.parallel.dates.moment import Moment
from verbale.engines.parallel.dates.spans import Spanning, spanning
from verbale.engines.parallel.dates.times import times
from verbale.engines.parallel.dates.words import CONNECTION, RANGE
from verbale.engines.parallel.reduction import Reduced

__all__ = ["Figured", "Spanning", "dates", "figured"]

_GAP = re.compile(
    rf"\s?(?:г\.|года|日|号|일)?(?:\s?[(（][^()（）]{{1,6}}[)）]|\s?[월화수목금토일]요일|\s?(?:星期|周|礼拜)[一二三四五六日天])?\s?{CONNECTION}\s?(?:the\s|zum\s|dem\s)?",
    re.IGNORECASE,
)
_LONGEST_GAP = 16
_BY_AFTER = re.compile(r"\s?(?:[(（][^()（）]{1,6}[)）])?\s?(?:以前|之前|前|为止|까지|이전|전까지|전)")
_BY_BEFORE = re.compile(
    r"(?<!\w)(?:до|к|не позднее|не позже|by|until|before|later than|bis|spätestens|vor)(?:\s(?:am|zum|the|dem))?\s$"
    r"|(?:最迟|最晚|至迟|不迟于|不晚于|不得晚于|不得迟于|늦어도)(?:应|须|要)?(?:在|于)?\s?$",
    re.IGNORECASE,
)


def dates(reduced: Reduced) -> list[Spanning]:
    """All dates, stretches of time and times of day of a text; what is found is taken out of it."""
    found = [*spanning(reduced), *times(reduced)]
    text = reduced.text
    days = list(_joined(atoms(reduced), text, reduced.language))
    reduced.take_all([(one.start, one.end) for one in days])
    return found + days


def _joined(found: list[Atom], text: str, language: str) -> Iterator[Spanning]:
    east, index = language in ("zh", "ko"), 0
    for group in _groups(found, text):
        if len(group) == 1 and group[0].bare and not _day_of(text, group[0], language):
            continue
        yield from _told(_filled(group, east), text)
        index += 1


def _groups(found: Iterable[Atom], text: str) -> Iterator[list[Atom]]:
    """Date phrases that stand side by side and share what each leaves out."""
    group: list[Atom] = []
    for atom in found:
        gap = text[group[-1].end : atom.start] if group else ""
        if group and gap and (len(gap) > _LONGEST_GAP or not _GAP.fullmatch(gap)):
            yield group
            group = []
        group.append(atom)
    if group:
        yield group


def _filled(group: list[Atom], east: bool) -> list[Atom]:
    known: Moment | None = None
    filled: list[Atom] = []
    for atom in group if east else reversed(group):
        moment, until = atom.moment, atom.until
        if known is not None:
            moment, until = moment.filled(known), until and until.filled(known)
        moment, until = (moment, until) if moment.possible else (atom.moment, atom.until)
        known = (until or moment) if east else moment
        filled.append(Atom(atom.start, atom.end, moment, until, atom.bare))
    return filled if east else filled[::-1]


def _told(group: list[Atom], text: str) -> Iterator[Spanning]:
    index = 0
    while index < len(group):
        atom = group[index]
        after = group[index + 1] if index + 1 < len(group) else None
        if atom.until:
            yield Spanning(atom.start, atom.end, f"{atom.moment.edtf}/{atom.until.edtf}")
        elif after and not after.until and RANGE.search(text[atom.end : after.start]):
            yield Spanning(atom.start, after.end, f"{atom.moment.edtf}/{after.moment.edtf}")
            index += 1
        else:
            yield Spanning(atom.start, atom.end, _single(atom, text))
        index += 1


def _single(atom: Atom, text: str) -> str:
    before = text[max(0, atom.start - 24) : atom.start]
    by = bool(_BY_BEFORE.search(before) or _BY_AFTER.match(text, atom.end))
    moment = atom.moment
    return Moment(moment.year, moment.month, moment.day, moment.part, by).edtf


_OF_DAYS = re.compile(r"(?:为期|历时|共|每|逗留|停留|限|需|达|约|近|用|隔|满|过)\s?$")


def _day_of(text: str, atom: Atom, language: str) -> bool:
    """Whether a day that stands alone is a day of the month and no number of days."""
    if text[atom.end - 1] == "号":
        return True
    if language == "ko":
        return bool(re.match(r"\s?(?:자|오전|오후|\(|에)", text[atom.end : atom.end + 4]))
    return not _OF_DAYS.search(text[max(0, atom.start - 4) : atom.start])
