"""What an inspection found in a PDF, as values that can be stored and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a finding is about."""

    DAMAGED = "damaged"
    UNTIDY = "untidy"
    ENCRYPTED = "encrypted"
    SIGNED = "signed"
    EXTERNAL = "external"
    HIDDEN_LAYERS = "hidden layers"
    LAYERS = "layers"
    SCRIPTS = "scripts"
    ACTIONS = "actions"
    ATTACHMENTS = "attachments"
    REVISIONS = "revisions"
    SURROUNDINGS = "surroundings"
    METADATA = "metadata"
    PRIVATE = "private"
    FORM = "form"
    COMMENTS = "comments"
    CROPPED = "cropped"


SENTENCES = {
    Kind.DAMAGED: "The file is damaged and was read only after repair: {what}.",
    Kind.UNTIDY: "The file departs from the rules of PDF in a way that can be mended: {what}.",
    Kind.ENCRYPTED: "The file is encrypted, though it opens without a password.",
    Kind.SIGNED: "The document carries {count} electronic signature(s); it may only be sent wrapped.",
    Kind.EXTERNAL: "The document takes content from outside itself: {what}.",
    Kind.HIDDEN_LAYERS: "The document has layers that are not always shown: {what}.",
    Kind.LAYERS: "The document has {count} layer(s), all of them shown.",
    Kind.SCRIPTS: "The document holds {count} script(s).",
    Kind.ACTIONS: "The document holds {count} action(s) that reach outside it or start by themselves: {what}.",
    Kind.ATTACHMENTS: "The document holds {count} attached file(s) or medium(s): {what}.",
    Kind.REVISIONS: "The file still holds {count} earlier revision(s) of the document.",
    Kind.SURROUNDINGS: "The file holds {count} byte(s) before or after the document.",
    Kind.METADATA: "The document holds metadata: {what}.",
    Kind.PRIVATE: "The document holds private data of the programs that made it: {what}.",
    Kind.FORM: "The document holds a form with {count} field(s).",
    Kind.COMMENTS: "The document holds {count} comment(s) or other annotation(s) of its readers.",
    Kind.CROPPED: "Page(s) {what} show only a part of their sheet; what is cut off is still in the file.",
}
"""One sentence a kind, a template for the finding's facts; the door translates it before filling it."""

ALLOWED_TO_STAY = frozenset({Kind.CROPPED})
"""Findings that a person is told of, and that do not keep a document from leaving."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its kind, how many of it, and which (a list in words, may be empty)."""

    kind: Kind
    count: int = 1
    what: str = ""

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for the reader."""
        return translate(SENTENCES[self.kind]).format(count=self.count, what=self.what)

    @property
    def blocks(self) -> bool:
        """Whether a document with this finding must not leave as it is."""
        return self.kind not in ALLOWED_TO_STAY


@dataclass(frozen=True, slots=True)
class PageSize:
    """A visible page size in millimetres as a reader sees it (after rotation), and how many pages have it."""

    width: float
    height: float
    pages: int


@dataclass(frozen=True, slots=True)
class PdfReport:
    """What a PDF is (``sha256`` and ``bytes`` of the file, ``pages``, ``sizes``) and all that was found in it."""

    sha256: str
    bytes: int
    pages: int
    sizes: tuple[PageSize, ...]
    findings: tuple[Finding, ...]

    def has(self, kind: Kind) -> bool:
        """Whether there is a finding of this kind."""
        return any(finding.kind is kind for finding in self.findings)

    def count(self, kind: Kind) -> int:
        """How many of this kind were found."""
        return sum(finding.count for finding in self.findings if finding.kind is kind)

    @property
    def encrypted(self) -> bool:
        return self.has(Kind.ENCRYPTED)

    @property
    def signed(self) -> bool:
        return self.has(Kind.SIGNED)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings with which the document must not leave."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def clean(self) -> bool:
        """Whether nothing was found that keeps the document from leaving."""
        return not self.blocking

    def as_json(self) -> dict[str, Any]:
        """The report as JSON can say it; ``from_json`` reads it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> PdfReport:
        """The report that ``as_json`` wrote."""
        return cls(
            sha256=str(read["sha256"]),
            bytes=int(read["bytes"]),
            pages=int(read["pages"]),
            sizes=tuple(PageSize(**size) for size in read["sizes"]),
            findings=tuple(Finding(Kind(f["kind"]), int(f["count"]), str(f["what"])) for f in read["findings"]),
        )
