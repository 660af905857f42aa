"""From a record's bytes to UTF-8: told by the bytes, not believed from what the record declares.

What is strictly UTF-8 is UTF-8: no other encoding's text of any length happens to be. Else every encoding that a record
of this scheme may be in is tried, and the one in which its letters are likeliest is taken; what the record declares and
what its file was mostly in before count for a few letters' worth of evidence, so that they decide where the record has
little to tell by. Leader position 09 of MARC 21 declares ``a`` UTF-8 or blank MARC-8; UNIMARC declares in 100 $a/26-29.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from verbale.engines.catalogue.iso5426 import MARKS, from_iso5426, is_iso5426
from verbale.engines.catalogue.letters import (
    likelihood_of_chinese,
    likelihood_of_korean,
    likelihood_of_marked,
    likelihood_of_russian,
    likelihood_of_western,
)
from verbale.engines.catalogue.marc8 import ANSEL, Lossy, from_marc8, loses
from verbale.engines.catalogue.scheme import CNMARC, KORMARC, MARC21, UNIMARC, UNIMARC_KIN

UTF8, MARC8, ISO5426 = "utf-8", "marc-8", "iso-5426"
GB18030, KOI8, CP1251, CP866, CP1252, EUC_KR = "gb18030", "koi8-r", "cp1251", "cp866", "cp1252", "euc-kr"

UNDECLARED = "UTF-8 without saying so"

_ESCAPE = b"\x1b"
_CODE = re.compile(rb"\x1f[0-9A-Za-z]")
_TO_UPPER_SET = re.compile(rb"\x1b\$?[)-]")
_ASCII = bytes(range(0x80))
_LOOKED_AT = 300
"""Bytes beyond ASCII that are enough to tell."""

_PLAIN_PAIRS = frozenset(map(chr, (*range(0xC0, 0x180), *range(0x410, 0x452))))
_UNLIKELY = {"koi8-r": -4.6, "cp1251": -4.6, "cp866": -4.6, "gb18030": -5.6, "euc-kr": -5.6}
"""How unlikely letters may be, for each of their bytes."""
_HABIT, _DECLARED, _BELIEVED = 5.0, 4.0, 9.0
_SURE = 12.0
_LIKELY, _ENOUGH = {"koi8-r": -3.6, "cp1251": -3.6, "gb18030": -4.4, "euc-kr": -4.2}, 20
"""How likely letters are, for each of their bytes, in the encoding they are in, where there are so many bytes."""

_LEAST = 3
"""Bytes beyond ASCII that are needed to tell, where neither the record nor its file says anything."""
CODECS = {GB18030: "gb18030", KOI8: "koi8_r", CP1251: "cp1251", CP866: "cp866", CP1252: "cp1252", EUC_KR: "cp949"}
_LIKELIHOODS: Mapping[str, Callable[[str], float]] = {
    GB18030: likelihood_of_chinese,
    EUC_KR: likelihood_of_korean,
    CP1252: likelihood_of_western,
    **dict.fromkeys((KOI8, CP1251, CP866), likelihood_of_russian),
}
_MARKED = {MARC8: ANSEL, ISO5426: MARKS}
_PRIOR: Mapping[str, Mapping[str, float]] = {
    MARC21: {MARC8: 1.0, CP1252: 0.0, GB18030: 0.0, KOI8: 0.0, CP1251: 0.5, CP866: -4.0, EUC_KR: -2.0},
    KORMARC: {EUC_KR: 3.0, MARC8: -2.0, GB18030: -4.0, CP1251: -6.0, KOI8: -6.0},
    UNIMARC: {ISO5426: 1.0, CP1252: 0.0, CP1251: 0.5, KOI8: 0.0, CP866: -2.0, GB18030: 0.0, EUC_KR: -6.0},
    CNMARC: {GB18030: 3.0, ISO5426: -3.0, CP1251: -4.0, KOI8: -4.0, EUC_KR: -8.0},
}
_ANY = {MARC8: 0.0, CP1252: 0.0, GB18030: 0.0, KOI8: 0.0, CP1251: 0.0, CP866: -4.0, EUC_KR: 0.0}
_LETTER_SETS = {"50": UTF8, "79": CP866, "89": CP1251, "99": KOI8, "03": ISO5426}


class Undecodable(ValueError):
    """The bytes are in no encoding that is known here."""


@dataclass(slots=True)
class Habit:
    """What the records of one file were surely in so far, apart from UTF-8."""

    counts: dict[str, int] = field(default_factory=dict)

    def note(self, encoding: str) -> None:
        """Remembers one record that left no doubt."""
        self.counts[encoding] = self.counts.get(encoding, 0) + 1

    def mostly(self) -> str | None:
        """The encoding of most of them."""
        return max(self.counts, key=self.counts.__getitem__) if self.counts else None

    def learn(self, head: bytes, end: bytes) -> None:
        """Looks through the beginning of a file, so that its first record is judged by what follows too."""
        if head.isascii():
            return
        for piece in head.split(end)[:200]:
            if (
                not piece.isascii()
                and not _is_utf8(piece)
                and (likely := _likeliest(piece, _ANY))
                and likely[1] > _SURE
            ):
                self.note(likely[0])


def declared(leader: str, processing_data: str, scheme: str) -> str | None:
    """What a record says of its encoding; None if it says nothing that is known.

    ``processing_data`` is UNIMARC's 100 $a. Its places 26-29 name two letter sets; Chinese records use numbers of
    their own from 10 for sets of Han, which GB 18030 contains.
    """
    if scheme not in UNIMARC_KIN:
        return {"a": UTF8, " ": MARC8}.get(leader[9:10])
    first, second = processing_data[26:28], processing_data[28:30]
    if scheme == CNMARC and "10" <= (second.strip() or first) <= "29":
        return GB18030
    return _LETTER_SETS.get(first) or _LETTER_SETS.get(second) or (UTF8 if leader[9:10] == "a" else None)


def decoded(values: list[bytes], said: str | None, scheme: str, habit: Habit) -> tuple[list[bytes], str, str | None]:
    """The fields' bytes as UTF-8, their encoding, and a remark if they were not what the record declares.

    Raises ``Undecodable`` with the reason.
    """
    whole = b"\x1e".join(values)
    escaped = _ESCAPE in whole and scheme not in UNIMARC_KIN and _is_escaped(whole)
    if not (escaped and said != UTF8) and (whole.isascii() or _is_utf8(whole)):
        return values, UTF8, None if said == UTF8 or whole.isascii() else UNDECLARED
    encoding = MARC8 if escaped else _found(whole, said, scheme, habit)
    texts = _translated(values, encoding)
    remark = None if encoding == said else f"encoding: it is {encoding}" + (f" and declares {said}" if said else "")
    return texts, encoding, remark


def detected(raw: bytes) -> tuple[str, bytes] | None:
    """The encoding in which bytes that declare nothing are likely text, and the text in UTF-8; None if in none."""
    if _is_utf8(raw):
        return UTF8, raw
    likely = _likeliest(raw, {name: chance for name, chance in _ANY.items() if name != MARC8})
    return (likely[0], raw.decode(CODECS[likely[0]]).encode()) if likely else None


def _is_escaped(whole: bytes) -> bool:
    """Whether escape sequences change sets: to one for the bytes beyond ASCII, or where few such bytes are."""
    return _TO_UPPER_SET.search(whole) is not None or _beyond(whole) * 4 < len(whole)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _found(whole: bytes, said: str | None, scheme: str, habit: Habit) -> str:
    chances = dict(_PRIOR[scheme])
    if (known := habit.mostly()) and _is_surely(whole, known):
        return known
    least = _LEAST if scheme in (MARC21, UNIMARC) else 0
    for name, weight in ((said, _BELIEVED if said == MARC8 else _DECLARED), (habit.mostly(), _HABIT)):
        if name and name != UTF8:
            chances[name] = chances.get(name, 0.0) + weight
            least = 0
    likely = _likeliest(whole, chances, least)
    if likely is None:
        raise Undecodable(_why(whole, said))
    if likely[1] > _SURE:
        habit.note(likely[0])
    return likely[0]


def _is_surely(whole: bytes, known: str) -> bool:
    """Whether the letters are so likely in the file's encoding that those in no other can be."""
    seen = _sample(whole)
    beyond = _beyond(seen)
    score = _likelihood(seen, whole, known) if known in _LIKELY and beyond >= _ENOUGH else None
    return score is not None and score > beyond * _LIKELY[known]


def _likeliest(whole: bytes, chances: Mapping[str, float], least: int = 0) -> tuple[str, float] | None:
    """The likeliest encoding, and by how much it is likelier than the next.

    None if none is likely at all, or if there are fewer bytes beyond ASCII than ``least``.
    """
    seen = _sample(whole)
    beyond = _beyond(seen) or 1
    scored = {name: score for name in chances if (score := _likelihood(seen, whole, name)) is not None}
    likely = (name for name, score in scored.items() if score / beyond > _UNLIKELY.get(name, -6.1) - 6.0 / beyond)
    told = sorted(((scored[name] + chances[name], name) for name in likely), reverse=True)
    if not told or beyond < least or _is_broken(seen):
        return None
    return told[0][1], told[0][0] - (told[1][0] if len(told) > 1 else told[0][0] - 2 * _SURE)


def _is_broken(seen: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few: then they are in no other encoding, but spoiled.

    Pairs that happen to be UTF-8 are common in two-byte codes, but not those of one script, and threes are not.
    """
    beyond = _beyond(seen)
    kept = [letter for letter in seen.decode("utf-8", "ignore") if letter > "\x7f"]
    sound = sum(3 if letter > "\u07ff" else 2 if letter in _PLAIN_PAIRS else 0 for letter in kept)
    return (beyond - sound) * 3 < beyond


def _sample(whole: bytes) -> bytes:
    """As much as is needed to tell, cut where no letter is cut: at the end of a field; without codes of subfields."""
    taken, beyond = [], 0
    for part in whole.split(b"\x1e"):
        if more := _beyond(part):
            taken.append(part)
            beyond += more
        if beyond > _LOOKED_AT:
            break
    return _CODE.sub(b"\x1f", b"\x1e".join(taken))


def _beyond(raw: bytes) -> int:
    """How many bytes are not ASCII."""
    return len(raw.translate(None, _ASCII))


def _likelihood(seen: bytes, whole: bytes, name: str) -> float | None:
    if (name == MARC8 and loses(whole)) or (name == ISO5426 and not is_iso5426(whole)):
        return None
    if name in _MARKED:
        return likelihood_of_marked(seen, _MARKED[name])
    try:
        if len(seen) < len(whole):
            whole.decode(CODECS[name])
        return _LIKELIHOODS[name](seen.decode(CODECS[name]))
    except UnicodeDecodeError:
        return None


def _why(whole: bytes, said: str | None) -> str:
    if said != UTF8:
        return f"its letters are likely in none of the encodings that are known; it declares {said or 'none'}"
    try:
        whole.decode()
    except UnicodeDecodeError as fault:
        return f"it declares UTF-8, but byte 0x{whole[fault.start]:02X} is none"
    return "its escape sequences break off"


def _translated(values: list[bytes], encoding: str) -> list[bytes]:
    try:
        if encoding == MARC8:
            return from_marc8(values)
        if encoding == ISO5426:
            return [from_iso5426(value).encode() for value in values]
        return [value.decode(CODECS[encoding]).encode() for value in values]
    except (IndexError, TypeError, KeyError, ValueError) as fault:
        broken = encoding == MARC8 and not isinstance(fault, Lossy)
        why = "its escape sequences break off" if broken else "with characters that it does not define"
        raise Undecodable(f"it is {encoding}, but {why}") from fault
