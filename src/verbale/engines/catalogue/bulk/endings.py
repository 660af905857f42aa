"""Texts without the punctuation around them, by moving where they begin and end: ``stripped``, ``ended``, ``isbns``,
``issns`` and the brackets of an imprint, for all texts of a chunk at once."""

from __future__ import annotations

import numpy as np

from verbale.engines.catalogue.bulk.pieces import Texts
from verbale.engines.catalogue.bulk.scan import BLANK, Flags, Ints, Octets, strip_left, strip_right
from verbale.engines.catalogue.bulk.sources import Column

_C = Column
_BYTES, _COLUMNS = np.arange(256), np.arange(max(Column) + 1)
_ISBD = np.isin(_BYTES, list(b" /:;,="))
_STOP = np.isin(_BYTES, list(b". "))
_BRACKET = np.isin(_BYTES, list(b"[]"))
_WORD = np.array([(chr(byte).isalnum() or chr(byte) == "_") and byte < 0x80 for byte in range(256)])
_NAMES = np.isin(_COLUMNS, [_C.CREATORS, _C.ORIGINAL_CREATORS])
_IMPRINT = np.isin(_COLUMNS, [_C.PUBLISHER, _C.PLACE])
_ENDED = _IMPRINT | _NAMES | np.isin(
    _COLUMNS, [_C.TITLE, _C.ORIGINAL_TITLE, _C.RESPONSIBILITY, _C.SERIES, _C.VARIANTS]
)  # fmt: skip


def strip_endings(texts: Texts) -> tuple[Ints, Ints]:
    """Moves the ends of all texts. Tells the texts that must be looked at one by one, and those that are strange.

    The first are numbers written otherwise than is usual, and names whose stop follows letters that are not ASCII. The
    second are imprints of nothing but brackets.
    """
    imprint = np.flatnonzero(_IMPRINT[texts.column])
    _both(texts, imprint, _BRACKET)
    _right(texts, np.flatnonzero(_ENDED[texts.column]), _ISBD)
    _left(texts, imprint, BLANK)
    _right(texts, np.flatnonzero(texts.column == _C.SUBJECTS), _STOP)
    there = imprint[texts.end[imprint] > texts.begin[imprint]]
    _both(texts, there, _BRACKET | BLANK)
    strange = there[texts.end[there] <= texts.begin[there]]
    unclear = [_unstop(texts), _isbn(texts), _issn(texts)]
    return np.concatenate(unclear), strange


def _both(texts: Texts, some: Ints, letters: Flags) -> None:
    _left(texts, some, letters)
    _right(texts, some, letters)


def _left(texts: Texts, some: Ints, letters: Flags) -> None:
    strip_left(texts.octets, texts.begin, texts.end, some, letters)


def _right(texts: Texts, some: Ints, letters: Flags) -> None:
    strip_right(texts.octets, texts.begin, texts.end, some, letters)


def _unstop(texts: Texts) -> Ints:
    """Takes the stop off a name that does not end in an initial; tells those that must be looked at."""
    names = np.flatnonzero(_NAMES[texts.column])
    names = names[texts.end[names] - texts.begin[names] > 1]
    names = names[texts.octets[texts.end[names] - 1] == ord(".")]
    last, before = texts.octets[texts.end[names] - 2], texts.octets[np.maximum(texts.end[names] - 3, 0)]
    long = texts.end[names] - texts.begin[names] > 2
    foreign = (last >= 0x80) | (long & (before >= 0x80))
    texts.end[names[long & ~foreign & _WORD[last] & _WORD[before]]] -= 1
    return np.asarray(names[foreign])


def _beginning(texts: Texts, some: Ints, size: int) -> Octets:
    """The first bytes of these texts, zeros after their ends."""
    places = texts.begin[some][:, None] + np.arange(size)
    found = texts.octets[np.minimum(places, len(texts.octets) - 1)]
    found[places >= texts.end[some][:, None]] = 0
    return np.asarray(found)


def _isbn(texts: Texts) -> Ints:
    some = np.flatnonzero(texts.column == _C.ISBN)
    letters = _beginning(texts, some, 13)
    digit = letters - np.uint8(ord("0")) <= 9
    thirteen = (
        digit.all(axis=1) & (letters[:, 0] == ord("9")) & (letters[:, 1] == ord("7")) & (letters[:, 2] >= ord("8"))
    )
    nine = digit[:, :9].all(axis=1)
    ten = nine & (digit[:, 9] | (letters[:, 9] == ord("X")))
    odd = (letters == ord("-")) | (letters >= 0x80) | (letters == ord("x"))
    texts.end[some] = texts.begin[some] + np.where(thirteen, 13, np.where(ten, 10, 0))
    return np.asarray(some[odd.any(axis=1)])


def _issn(texts: Texts) -> Ints:
    some = np.flatnonzero(texts.column == _C.ISSN)
    letters = _beginning(texts, some, 9)
    digit = letters - np.uint8(ord("0")) <= 9
    usual = digit[:, :4].all(axis=1) & (letters[:, 4] == ord("-")) & digit[:, 5:8].all(axis=1)
    usual &= digit[:, 8] | (letters[:, 8] == ord("X"))
    texts.end[some] = texts.begin[some] + np.where(usual, 9, 0)
    return np.asarray(some[~usual])
