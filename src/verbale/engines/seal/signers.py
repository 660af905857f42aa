"""Who may sign for a side: OpenSSH's ``allowed_signers`` (docs/PROTOCOL.md, 1.4).

Source: ssh-keygen(1), ALLOWED SIGNERS. ``ssh-keygen -Y verify`` skips a line that it cannot read; here the whole list
is refused, so that nobody takes a list for more than it says. Ed25519 keys alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from verbale.engines.seal.patterns import matches
from verbale.engines.seal.public import fingerprint, read_signing, signing_line
from verbale.kernel.clock import require_zone
from verbale.kernel.errors import NotAllowed, Unreadable, VerbaleError

LARGEST = 1 << 20
"""Characters of the longest list that is read."""

_LONGEST_PATTERN = 1022
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z)?", re.ASCII | re.IGNORECASE)
_PRINCIPALS = re.compile(r'[ \t]*(?:"(?P<quoted>[^"]+)"|(?P<plain>[^\s"]+))[ \t]+')
_OPTION = re.compile(r'(?P<name>[A-Za-z-]+)(?:="(?P<value>(?:\\"|[^"])*)")?(?P<end>,|[ \t]+)')
_KEY = re.compile(r"(?P<kind>\S+)[ \t]+(?P<blob>\S+)([ \t].*)?")


class BadSigners(Unreadable):
    """Line {line} of the list of signers cannot be used: {why}. Correct it; nothing of the list counts until then."""


class Reason(StrEnum):
    """Why a key may not sign, in the order of what is told."""

    REVOKED = "revoked"
    UNKNOWN_KEY = "unknown key"
    OTHER_PRINCIPAL = "other principal"
    OTHER_NAMESPACE = "other namespace"
    NOT_YET = "not yet"
    NO_MORE = "no more"


class MayNotSign(NotAllowed):
    """The key {fingerprint} may not sign for “{principal}” ({namespace}): {why}. Compare fingerprints with the signer
    by another way before anything is changed."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One line: a key, for whom it signs, for what, and in which time.

    ``principals`` and ``namespaces`` are lists of patterns, divided by commas, with ``*``, ``?`` and a leading ``!``;
    empty ``namespaces`` are all. Both moments belong to the time; they count in whole seconds.
    """

    principals: str
    key: str
    namespaces: str = ""
    valid_after: datetime | None = None
    valid_before: datetime | None = None

    def __post_init__(self) -> None:
        if signing_line(read_signing(self.key)) != self.key:
            raise BadSigners(line="—", why="the key is not written as ssh-ed25519 AAAA… without a comment")
        if not self.principals or not _printable(self.principals + self.namespaces) or '"' in self.principals:
            raise BadSigners(line="—", why="its principals or namespaces are empty or no line of text")
        if not all(len(one.encode()) <= _LONGEST_PATTERN for one in f"{self.principals},{self.namespaces}".split(",")):
            raise BadSigners(line="—", why=f"a pattern is longer than {_LONGEST_PATTERN} bytes")
        for moment in (self.valid_after, self.valid_before):
            if moment is not None and require_zone(moment) <= _EPOCH:
                raise BadSigners(line="—", why="a time before 1971 stands for none")
        if self.valid_after and self.valid_before and self.valid_before <= self.valid_after:
            raise BadSigners(line="—", why="its valid-before is not after its valid-after")

    def line(self) -> str:
        """As it stands in a file, times in UTC."""
        options = [f'namespaces="{_escaped(self.namespaces)}"'] if self.namespaces else []
        times = {"valid-after": self.valid_after, "valid-before": self.valid_before}
        options += [f'{name}="{_time(moment)}"' for name, moment in times.items() if moment]
        principals = f'"{self.principals}"' if re.search(r"\s|^#", self.principals) else self.principals
        return " ".join([principals, *([",".join(options)] if options else []), self.key])


def write_signers(signers: Iterable[Signer]) -> str:
    """The text of an ``allowed_signers`` file."""
    return "".join(f"{one.line()}\n" for one in signers)


def read_signers(text: str, zone: tzinfo | None = None) -> tuple[Signer, ...]:
    """Reads an ``allowed_signers`` file.

    ``zone`` is where times without ``Z`` are meant; without a zone they are refused. Raises BadSigners.
    """
    return tuple(_signer(number, line, zone) for number, line in _lines(text))


def read_revoked(text: str) -> frozenset[str]:
    """The keys of a file for ``ssh-keygen -r``, one a line. A binary list (KRL) is refused."""
    return frozenset(_key(number, line) for number, line in _lines(text))


def may_sign(
    signers: Iterable[Signer], principal: str, key: str, namespace: str, at: datetime,
    revoked: Collection[str] = frozenset(),
) -> Signer:  # fmt: skip
    """The first line that lets ``key`` (``ssh-ed25519 AAAA…``) sign for a principal and purpose at a moment.

    Raises MayNotSign; its fact ``reason`` is a Reason, of the line that came closest.
    """
    at = require_zone(at).replace(microsecond=0)
    if key in revoked:
        raise _no(Reason.REVOKED, "it is revoked", principal, key, namespace)
    closest = (Reason.UNKNOWN_KEY, "no line names it")
    for one in signers:
        stop = _stop(one, principal, key, namespace, at)
        if stop is None:
            return one
        closest = max(closest, stop, key=lambda found: list(Reason).index(found[0]))
    raise _no(*closest, principal, key, namespace)


def _stop(one: Signer, principal: str, key: str, namespace: str, at: datetime) -> tuple[Reason, str] | None:
    if one.key != key:
        return Reason.UNKNOWN_KEY, "no line names it"
    if not matches(principal, one.principals):
        return Reason.OTHER_PRINCIPAL, f"it signs for {one.principals}"
    if one.namespaces and not matches(namespace, one.namespaces):
        return Reason.OTHER_NAMESPACE, f"it signs only {one.namespaces}"
    if one.valid_after and at < one.valid_after.replace(microsecond=0):
        return Reason.NOT_YET, f"it counts from {one.valid_after.isoformat()}"
    if one.valid_before and at > one.valid_before.replace(microsecond=0):
        return Reason.NO_MORE, f"it counted until {one.valid_before.isoformat()}"
    return None


def _no(reason: Reason, why: str, principal: str, key: str, namespace: str) -> MayNotSign:
    shown = fingerprint(signing_line(read_signing(key)))
    return MayNotSign(fingerprint=shown, principal=principal, namespace=namespace, why=why, reason=reason)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    if len(text) > LARGEST:
        raise BadSigners(line=1, why=f"the list is longer than {LARGEST} characters")
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r").strip(" \t")
        if line and not line.startswith("#"):
            if not _printable(line.replace("\t", "")):
                raise BadSigners(line=number, why="it is no line of text")
            yield number, line


def _signer(number: int, line: str, zone: tzinfo | None) -> Signer:
    found = _PRINCIPALS.match(line)
    if not found:
        raise BadSigners(line=number, why="it is not of principals, options and a key")
    options: dict[str, str] = {}
    rest = line[found.end() :]
    if not rest.startswith(("ssh-", "ecdsa-", "sk-")):
        options, rest = _options(number, rest)
    times = {name: _read_time(number, options.get(name), zone) for name in ("valid-after", "valid-before")}
    try:
        return Signer(
            found["quoted"] or found["plain"], _key(number, rest), options.get("namespaces", ""),
            times["valid-after"], times["valid-before"],
        )  # fmt: skip
    except BadSigners as fault:
        raise BadSigners(line=number, why=fault.facts["why"]) from fault


def _options(number: int, text: str) -> tuple[dict[str, str], str]:
    options: dict[str, str] = {}
    while found := _OPTION.match(text):
        name, value, text = found["name"].lower(), found["value"], text[found.end() :]
        if name == "cert-authority":
            raise BadSigners(line=number, why="it names an authority for certificates, and none are used here")
        if name not in ("namespaces", "valid-after", "valid-before"):
            raise BadSigners(line=number, why=f"nobody here knows the option “{name}”")
        if name in options or not value:
            raise BadSigners(line=number, why=f"its option “{name}” stands twice, or has no value in quotes")
        options[name] = value.replace('\\"', '"')
        if found["end"] != ",":
            return options, text
    raise BadSigners(line=number, why="its options cannot be read: no spaces between them, values in quotes")


def _key(number: int, text: str) -> str:
    found = _KEY.fullmatch(text)
    if not found:
        raise BadSigners(line=number, why="there is no key where one is due")
    try:
        return signing_line(read_signing(f"{found['kind']} {found['blob']}"))
    except VerbaleError as fault:
        raise BadSigners(line=number, why=fault.facts["why"]) from fault


def _read_time(number: int, text: str | None, zone: tzinfo | None) -> datetime | None:
    if text is None:
        return None
    found = _TIME.fullmatch(text)
    meant = UTC if found and found[7] else zone
    if not found or meant is None:
        raise BadSigners(line=number, why=f"the time “{text[:40]}” is not of YYYYMMDD[HHMM[SS]]Z")
    try:
        return datetime(*(int(part or 0) for part in found.groups()[:6]), tzinfo=meant).astimezone(UTC)  # type: ignore[misc,arg-type]
    except (ValueError, OverflowError) as fault:
        raise BadSigners(line=number, why=f"there is no time “{text[:40]}”") from fault


def _time(moment: datetime) -> str:
    return require_zone(moment).strftime("%Y%m%d%H%M%SZ")


def _escaped(text: str) -> str:
    return text.replace('"', '\\"')


def _printable(text: str) -> bool:
    return text.isprintable()
