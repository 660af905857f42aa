"""What an inspection finds, as values that can be stored and shown, and the refusal they amount to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from verbale.kernel.errors import Refused


class MayNotLeave(Refused):
    """This pouch may not leave; {count} thing(s) in it are not as the release acts say. {findings} Nothing was sent.
    Call back what is named, or tell an administrator that the node seals what was not released."""


class Kind(StrEnum):
    """What a finding is about."""

    SEAL = "seal"
    STANZA = "stanza"
    LENGTH = "length"
    TAR = "tar"
    MEMBER = "member"
    ORDER = "order"
    MISSING = "missing"
    UNNAMED = "unnamed"
    CONTENT = "content"
    SIGNATURE = "signature"
    ENVELOPE = "envelope"
    MANIFEST = "manifest"
    SPELLING = "spelling"
    MESSAGE = "message"
    BODY = "body"
    FIELD = "field"
    IDENTIFIER = "identifier"
    RELEASE = "release"
    LABEL = "label"
    CATALOGUE = "catalogue"
    PDF = "pdf"
    ATTACHMENT = "attachment"
    METADATA = "metadata"
    UNMARKED = "unmarked"
    UNSEEN = "unseen"
    CANARY = "canary"
    MORE = "more"


SENTENCES: dict[Kind, str] = {
    Kind.SEAL: "The sealed file cannot be opened: {what}.",
    Kind.STANZA: "The sealed file is not for the recipient and the sender alone: {what}.",
    Kind.LENGTH: "{where} is not as long as what is in it: {what}.",
    Kind.TAR: "The tar has bytes that no file accounts for, at {where}: {what}.",
    Kind.MEMBER: "“{where}” tells more in its tar header than its name and size: {what}.",
    Kind.ORDER: "What is in {where} is not in the order in which it was allowed: {what}.",
    Kind.MISSING: "“{where}” was allowed and is missing.",
    Kind.UNNAMED: "“{where}” is named by nothing that may leave. {what}",
    Kind.CONTENT: "“{where}” is not what was allowed: {what}.",
    Kind.SIGNATURE: "The envelope's signature does not hold: {what}.",
    Kind.ENVELOPE: "The envelope's “{where}” is not what was allowed: {what}.",
    Kind.MANIFEST: "“{where}” does not list what is in the pouch, and that alone.",
    Kind.SPELLING: "“{where}” is not written canonically: {what}.",
    Kind.MESSAGE: "The message at {where} is not the one that was allowed: {what}.",
    Kind.BODY: "The message at {where} says something else than the act it tells of.",
    Kind.FIELD: "{where} is not what a message of this kind may say: {what}.",
    Kind.IDENTIFIER: "{where} names “{what}”, which the partner does not know.",
    Kind.RELEASE: "“{where}” is not as its release demands: {what}.",
    Kind.LABEL: "The label “{where}” is not as its release demands: {what}.",
    Kind.CATALOGUE: "The catalogue “{where}” shows more than its items: {what}.",
    Kind.PDF: "The PDF “{where}” holds more than its pages: {what}.",
    Kind.ATTACHMENT: "The PDF “{where}” carries another file: {what}.",
    Kind.METADATA: "The PDF “{where}” tells of itself what no page shows: {what}.",
    Kind.UNMARKED: "The PDF “{where}” does not bear its marking: {what}.",
    Kind.UNSEEN: "The marking of the PDF “{where}” cannot be read by who looks at the page: {what}.",
    Kind.CANARY: "“{where}” holds what must not leave.",
    Kind.MORE: "There is more than this, and it is not listed.",
}
"""One sentence a kind, a template for the finding's facts; the door translates it before filling it."""

MOST = 200
"""So many findings are kept; what has more is refused all the same."""

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that may not leave: its kind, where in the pouch it stands, and what it is, in words."""

    kind: Kind
    where: str = ""
    what: str = ""

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for the reader."""
        return translate(SENTENCES[self.kind]).format(where=self.where, what=self.what).strip()

    def as_json(self) -> dict[str, str]:
        """The finding as JSON can say it; ``from_json`` reads it back."""
        return {"kind": self.kind.value, "where": self.where, "what": self.what}

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> Finding:
        """The finding that ``as_json`` wrote."""
        return cls(Kind(read["kind"]), str(read["where"]), str(read["what"]))


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came out of an inspection, and of which bytes: SHA-256 and size of the sealed file that was read."""

    sha256: str
    size: int
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def demand(self, translate: Callable[[str], str] = str) -> None:
        """Raises MayNotLeave with the first findings if there is any."""
        if self.findings:
            told = " ".join(finding.sentence(translate) for finding in self.findings[:_NAMED])
            raise MayNotLeave(count=len(self.findings), findings=told)


def bounded(findings: list[Finding]) -> tuple[Finding, ...]:
    """At most ``MOST`` findings, each in printable words of a bearable length."""
    kept = [Finding(one.kind, _shown(one.where), _shown(one.what)) for one in findings[:MOST]]
    return (*kept, Finding(Kind.MORE)) if len(findings) > MOST else tuple(kept)


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text[:300])
