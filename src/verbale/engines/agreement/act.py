"""An act of one side on a text: a link of that side's chain, hashed and signed as its canonical bytes
(PROTOCOL.md, 12.3 and 12.4)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from verbale.engines.agreement.errors import BadAct, NoAct
from verbale.engines.agreement.reading import read_canonical
from verbale.engines.agreement.wording import unreadable
from verbale.kernel.canonical import Json, canonical, digest, is_digest
from verbale.kernel.clock import read_stamp, require_zone, stamp
from verbale.kernel.identifier import is_identifier

VERSION = 1
LARGEST = 64 * 1024
"""Bytes of an act."""
LONGEST_NOTE = 4_000
LONGEST_NAME = 200
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_LARGEST_NUMBER = 2**53 - 1


def day_of(moment: datetime) -> date:
    """The day of a moment in UTC: the same for both sides, and the one by which notices run out."""
    return require_zone(moment).date()


class Kind(StrEnum):
    """What a side can do to a text."""

    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    TAKE_BACK = "take back"
    CONCLUDE = "conclude"
    GIVE_NOTICE = "give notice"


ANSWERING = {Kind.WITHDRAW, Kind.APPROVE, Kind.TAKE_BACK}
"""These name the act that they are about; a proposal may."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """The person who acts, and by what right: name, authority (“the committee”), office."""

    name: str
    authority: str
    office: str

    def __post_init__(self) -> None:
        for what in self.__slots__:
            _check_words(getattr(self, what), what, LONGEST_NAME)
            if not getattr(self, what).strip():
                raise BadAct(why=f"the {what} of the person is missing")

    def as_json(self) -> dict[str, Json]:
        return {what: getattr(self, what) for what in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act. ``number`` counts the side's acts on this text from 1, ``previous`` is the hash of the one before;
    ``seen`` the hash of the other side's last act that was known. ``revision`` is the hash of the revision it is
    about, ``answers`` of the act, ``approvals`` of the two approvals a conclusion names (the depositary's first).
    ``replaces`` is the revision that was in force, as far as the side knew. ``last_day`` belongs to a notice. ``by`` is
    missing on a conclusion alone: the node does it. ``at`` is what the side's clock said.
    """

    text: str
    side: str
    number: int
    previous: str | None
    seen: str | None
    kind: Kind
    revision: str
    answers: str | None = None
    approvals: tuple[str, str] | None = None
    replaces: str | None = None
    last_day: date | None = None
    depositary: str
    by: Signatory | None
    at: datetime
    note: str = ""
    hash: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _check_place(self)
        _check_kind(self)
        _check_words(self.note, "note", LONGEST_NOTE)
        object.__setattr__(self, "at", require_zone(self.at))
        data = self.as_bytes()
        if len(data) > LARGEST:
            raise BadAct(why=f"it has {len(data)} bytes, and the limit is {LARGEST}")
        object.__setattr__(self, "hash", digest(data))

    @property
    def day(self) -> date:
        """The day it was done, in UTC."""
        return day_of(self.at)

    def as_json(self) -> dict[str, Json]:
        """Every field, those that do not belong to its kind as null."""
        return {
            "version": VERSION,
            "text": self.text,
            "side": self.side,
            "number": self.number,
            "previous": self.previous,
            "seen": self.seen,
            "kind": self.kind.value,
            "revision": self.revision,
            "answers": self.answers,
            "approvals": list(self.approvals) if self.approvals else None,
            "replaces": self.replaces,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "depositary": self.depositary,
            "by": self.by.as_json() if self.by else None,
            "at": stamp(self.at),
            "note": self.note,
        }

    def as_bytes(self) -> bytes:
        """The canonical bytes: what is signed for ``verbale-text``."""
        return canonical(self.as_json())

    @classmethod
    def of_json(cls, value: Json) -> Act:
        """Reads what ``as_json`` wrote; every field has to stand there, and no other may."""
        if not isinstance(value, dict) or set(value) != _FIELDS:
            raise NoAct(why="it has other fields than an act")
        if type(value["version"]) is not int or value["version"] != VERSION:
            raise NoAct(why=f"it is not of version {VERSION}")
        given = {name: value[name] for name in _FIELDS - {"version"}}
        return cls(
            **given
            | {
                "kind": _read_kind(value["kind"]),
                "approvals": _read_pair(value["approvals"]),
                "last_day": _read_day(value["last_day"]),
                "by": _read_signatory(value["by"]),
                "at": read_stamp(_text(value["at"])),
            }
        )


_FIELDS = {"version", *Act.__slots__} - {"hash"}


def read_act(data: bytes) -> Act:
    """The act in these bytes; refuses any but the canonical ones, since those are signed."""
    return read_canonical(data, Act.of_json, what="an act", largest=LARGEST, refusal=NoAct)


def _check_place(act: Act) -> None:
    if not (isinstance(act.text, str) and is_identifier(act.text)):
        raise BadAct(why="it names no text by its 26 signs")
    for code in (act.side, act.depositary):
        if not (isinstance(code, str) and _CODE.fullmatch(code)):
            raise BadAct(why=f"a side is named {str(code)[:80]!r}; names are 1–64 of A–Z a–z 0–9 . _ -")
    if type(act.number) is not int or not 1 <= act.number <= _LARGEST_NUMBER:
        raise BadAct(why="its number does not count from 1")
    if (act.previous is None) != (act.number == 1):
        raise BadAct(why="number 1 alone has no act before it")
    hashes = (act.previous, act.seen, act.answers, act.replaces, *(act.approvals or ()))
    for name in (act.revision, *(one for one in hashes if one is not None)):
        if not is_digest(name):
            raise BadAct(why="a hash is not 64 lower-case hexadecimal digits")


def _check_kind(act: Act) -> None:
    kind = act.kind
    if not isinstance(kind, Kind):
        raise BadAct(why=f"{str(kind)[:40]!r} is no kind of act")
    if (act.answers is not None) != (kind in ANSWERING) and kind is not Kind.PROPOSE:
        raise BadAct(why=f"“{kind}” {'names' if kind in ANSWERING else 'does not name'} the act it answers")
    if (act.approvals is not None) != (kind is Kind.CONCLUDE):
        raise BadAct(why="“conclude” alone names two approvals, and always does")
    if act.approvals is not None and not (len(act.approvals) == 2 and act.approvals[0] != act.approvals[1]):
        raise BadAct(why="“conclude” names two different approvals")
    if (act.last_day is not None) != (kind is Kind.GIVE_NOTICE):
        raise BadAct(why="“give notice” alone names a last day, and always does")
    if act.last_day is not None and type(act.last_day) is not date:
        raise BadAct(why="its last day is a day, without an hour")
    if kind is Kind.GIVE_NOTICE and act.replaces != act.revision:
        raise BadAct(why="“give notice” is given of the revision that is in force")
    if (act.by is None) != (kind is Kind.CONCLUDE):
        raise BadAct(why="a person does every act but “conclude”, which the depositary's node does by itself")


def _check_words(words: object, what: str, longest: int) -> None:
    if not isinstance(words, str) or len(words) > longest:
        raise BadAct(why=f"its {what} is no text of at most {longest} characters")
    if unicodedata.normalize("NFC", words) != words or unreadable(words):
        raise BadAct(why=f"its {what} is not plain text in Unicode's NFC")


def _read_kind(value: Any) -> Kind:
    try:
        return Kind(_text(value))
    except ValueError as fault:
        raise NoAct(why=f"{str(value)[:40]!r} is no kind of act") from fault


def _read_pair(value: Any) -> tuple[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise NoAct(why="a conclusion names two approvals")
    return value[0], value[1]


def _read_day(value: Any) -> date | None:
    try:
        return None if value is None else date.fromisoformat(_text(value))
    except ValueError as fault:
        raise NoAct(why="its last day is no day like 2026-12-31") from fault


def _read_signatory(value: Any) -> Signatory | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != set(Signatory.__slots__):
        raise NoAct(why="the person who acts is not given by name, authority and office")
    return Signatory(**value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NoAct(why="a field that is a text holds something else")
    return value
