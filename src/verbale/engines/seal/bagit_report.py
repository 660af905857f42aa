"""What a check of a BagIt bag found, as values that a door can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is about; the sentences below say it in full."""

    MISSING_ELEMENT = "missing element"
    NOT_DECLARED = "not declared"
    BOM = "byte-order mark"
    VERSION = "version"
    ENCODING = "encoding"
    UNDECODABLE = "undecodable"
    BAD_LINE = "bad line"
    BAD_PATH = "bad path"
    TWICE = "twice"
    CONTRADICTED = "contradicted"
    REPEATED = "repeated"
    MISSING = "missing"
    TO_FETCH = "to fetch"
    UNLISTED = "unlisted"
    FETCH_UNLISTED = "fetch unlisted"
    LENGTH = "length"
    SUM = "sum"
    LINK = "link"
    UNREADABLE = "unreadable"
    CHANGED = "changed"
    UNCHECKED = "unchecked"
    SKIPPED = "skipped"
    SPARE_BOM = "spare byte-order mark"
    LISTED_TWICE = "listed twice"
    NEEDLESS_DOT = "needless dot"
    STAR = "star"
    PERCENT = "percent"
    ALIKE = "alike"
    ONLY_ALIKE = "only alike"
    SYSTEM_FILE = "system file"
    LOST_SYSTEM_FILE = "lost system file"
    WEAK = "weak"
    UNPROTECTED = "unprotected"


SENTENCES = {
    Kind.MISSING_ELEMENT: "A bag must have “{file}”, and it is missing.",
    Kind.NOT_DECLARED: "“{file}” must hold just two lines, “BagIt-Version: M.N” and "
    "“Tag-File-Character-Encoding: NAME”; it holds “{what}”.",
    Kind.BOM: "“{file}” begins with a byte-order mark and must not.",
    Kind.VERSION: "“{file}” names a version of BagIt that is not known here: “{what}”.",
    Kind.ENCODING: "“{file}” names an encoding that is not known here: “{what}”.",
    Kind.UNDECODABLE: "“{file}” cannot be read in the encoding that the bag names, {what}.",
    Kind.BAD_LINE: "Line {line} of “{file}” cannot be understood: “{what}”.",
    Kind.BAD_PATH: "Line {line} of “{file}” names “{what}”, which is no file that it may name in this bag.",
    Kind.TWICE: "Line {line} of “{file}” lists “{what}” once more.",
    Kind.CONTRADICTED: "Line {line} of “{file}” lists “{what}” once more, and says otherwise than before.",
    Kind.REPEATED: "Line {line} of “{file}” gives “{what}” once more; it may stand once.",
    Kind.MISSING: "“{what}” is listed in “{file}” and is not there.",
    Kind.TO_FETCH: "“{what}” is not there; “{file}” says where it could be fetched. Nothing was fetched.",
    Kind.UNLISTED: "“{what}” is in the bag, and is not listed in “{file}”.",
    Kind.FETCH_UNLISTED: "“{what}” stands in “fetch.txt”, and is not listed in “{file}”.",
    Kind.LENGTH: "“{what}” is not as long as “{file}” says.",
    Kind.SUM: "“{file}” gives {what} as bytes and number of the files; that is not what is there.",
    Kind.LINK: "“{file}” is a link or something else than a plain file or folder; it was not followed.",
    Kind.UNREADABLE: "“{file}” cannot be read: {what}.",
    Kind.CHANGED: "“{what}” is not as it was: its checksum is not the one in “{file}”.",
    Kind.UNCHECKED: "“{file}” holds checksums of a kind that cannot be computed here, and no others are there.",
    Kind.SKIPPED: "“{file}” holds checksums of a kind that cannot be computed here; the others were checked.",
    Kind.SPARE_BOM: "“{file}” begins with a needless byte-order mark.",
    Kind.LISTED_TWICE: "Line {line} of “{file}” lists “{what}” once more, with the same checksum.",
    Kind.NEEDLESS_DOT: "Line {line} of “{file}” puts a needless “./” before “{what}”.",
    Kind.STAR: "Line {line} of “{file}” puts a star before “{what}”, as programs for checksums do.",
    Kind.PERCENT: "Line {line} of “{file}” has a percent sign that should be written as %25: “{what}”.",
    Kind.ALIKE: "“{what}” and “{file}” differ only in capitals or in how accents are stored; "
    "many computers keep only one of them.",
    Kind.ONLY_ALIKE: "“{what}” is listed and not there; “{file}” is there instead, holds the same, "
    "and differs only in capitals or in how accents are stored.",
    Kind.SYSTEM_FILE: "“{file}” is a file that operating systems make by themselves; it does not belong in a bag.",
    Kind.LOST_SYSTEM_FILE: "“{what}” is listed in “{file}” and is not there; operating systems make and remove it "
    "by themselves.",
    Kind.WEAK: "“{file}” holds checksums that protect against accidents, not against a forger; there are no others.",
    Kind.UNPROTECTED: "“{what}” is not listed in “{file}”, so a change of it is not seen.",
}
"""One sentence a kind, a template for the finding's facts; the door translates it before filling it."""

WARNINGS = frozenset(list(Kind)[list(Kind).index(Kind.SKIPPED) :])
"""Findings that leave a bag valid. Every other makes it invalid."""

OF_CONTENT = frozenset({Kind.CHANGED, Kind.UNCHECKED})
"""Errors that leave a bag complete (RFC 8493, 3): all is there, and is not what it was, or nobody can tell."""

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its kind, the file it is in, the line there (0: none), and what it is about."""

    kind: Kind
    file: str
    what: str = ""
    line: int = 0

    def __post_init__(self) -> None:
        for name in ("file", "what"):
            object.__setattr__(self, name, _shown(getattr(self, name)))

    @property
    def is_error(self) -> bool:
        """Whether the bag is invalid for it."""
        return self.kind not in WARNINGS

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for the reader."""
        return translate(SENTENCES[self.kind]).format(file=self.file, what=self.what, line=self.line)


@dataclass(frozen=True, slots=True)
class BagReport:
    """What a bag is, and all that was found in it.

    ``version`` and ``encoding`` as it declares them ("" where it does not); ``algorithms`` of the payload manifests
    that were checked; ``files`` and ``size`` count the payload that is there, ``size`` in bytes.
    """

    version: str
    encoding: str
    algorithms: tuple[str, ...]
    files: int
    size: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.is_error)

    @property
    def complete(self) -> bool:
        """Whether everything is there and well-formed, nothing beyond it, whatever the checksums say."""
        return all(finding.kind in OF_CONTENT for finding in self.errors)

    @property
    def valid(self) -> bool:
        """Whether the bag is complete and every checksum holds."""
        return not self.errors


def _shown(text: str) -> str:
    text = text[:_SHOWN]
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
