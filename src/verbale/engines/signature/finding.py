"""What a verification finds, as values that can be stored and shown. Any finding means: not accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a finding is about."""

    TOO_BIG = "too big"
    NOT_PDF = "not a pdf"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    CUT_SHORT = "cut short"
    APPENDED = "appended"
    UNSIGNED = "unsigned"
    UNVERIFIABLE = "unverifiable"
    RANGE = "range"
    HOLE = "hole"
    REWRITTEN = "rewritten"
    ALTERED = "altered"
    FORGED = "forged"
    CONTAINER = "container"
    UNDATED = "undated"
    FUTURE = "future"
    UNKNOWN = "unknown"
    UNTRUSTED = "untrusted"
    REVOKED = "revoked"
    REVOKED_SINCE = "revoked since"
    NO_LIST = "no revocation list"
    EXPIRED = "expired"
    NOT_YET_VALID = "not yet valid"
    OTHER_FIELD = "other field"
    MISSING = "missing"
    TWICE = "twice"
    TOO_MANY = "too many"
    NOT_CERTIFIED = "not certified"
    BETWEEN = "changed between"
    AFTER = "changed after"
    WITH_SIGNATURE = "changed with signature"
    DIFFERENCE = "difference"
    REMOVED = "removed"
    HIDDEN = "hidden"
    OVER_WORDS = "over words"
    ACTIVE = "active"
    ONE_KEY = "one key"
    OUT_OF_ORDER = "out of order"
    OTHER_PAPER = "other paper"


SENTENCES: dict[Kind, str] = {
    Kind.TOO_BIG: "The file is larger than a paper may be: {what}.",
    Kind.NOT_PDF: "The file is not a PDF: {what}.",
    Kind.ENCRYPTED: "The file is encrypted; what it shows cannot be checked.",
    Kind.DAMAGED: "The file cannot be read as a PDF with its history: {what}.",
    Kind.CUT_SHORT: "The file breaks off before its end: {what}.",
    Kind.APPENDED: "Something was appended to the file: {what}.",
    Kind.UNSIGNED: "Nobody has signed this paper, or the signatures were taken out of it.",
    Kind.UNVERIFIABLE: "The signature in “{where}” could not be checked, and so it does not count: {what}.",
    Kind.RANGE: "The signature in “{where}” does not say which bytes it covers: {what}.",
    Kind.HOLE: "The signature in “{where}” leaves out more than itself: {what}.",
    Kind.REWRITTEN: "The file was written anew after “{where}” was signed; the signature is not where it says.",
    Kind.ALTERED: "The paper was altered after “{where}” was signed: its bytes are not those that were signed.",
    Kind.FORGED: "The signature in “{where}” was not made with the key of its certificate, or was altered.",
    Kind.CONTAINER: "The signature in “{where}” holds what no signature of a paper holds: {what}.",
    Kind.UNDATED: "The signature in “{where}” does not say when it was made.",
    Kind.FUTURE: "The signature in “{where}” says it was made at {what}, which is yet to come.",
    Kind.UNKNOWN: "The signature in “{where}” was made with a certificate that nobody here knows: {what}.",
    Kind.UNTRUSTED: "The certificate of the signature in “{where}” does not hold: {what}.",
    Kind.REVOKED: "The certificate of the signature in “{where}” was revoked before it was made: {what}.",
    Kind.REVOKED_SINCE: "The certificate of the signature in “{where}” has been revoked, and nothing but the signature "
    "itself says that it was made before: {what}.",
    Kind.NO_LIST: "Whether the certificate of the signature in “{where}” was revoked cannot be known: {what}.",
    Kind.EXPIRED: "The certificate of the signature in “{where}” had expired when it was made: {what}.",
    Kind.NOT_YET_VALID: "The certificate of the signature in “{where}” was not yet valid when it was made: {what}.",
    Kind.OTHER_FIELD: "The signature in “{where}” stands in a field that is not its side's: {what}.",
    Kind.MISSING: "The signature of “{what}” is missing.",
    Kind.TWICE: "“{what}” has signed more than once.",
    Kind.TOO_MANY: "The paper bears {what} signatures; there can be only two.",
    Kind.NOT_CERTIFIED: "The paper is not certified by its first signature alone, for form filling only: {what}.",
    Kind.BETWEEN: "The paper was changed between the two signatures: {what}.",
    Kind.AFTER: "The paper was changed after it was signed: {what}.",
    Kind.WITH_SIGNATURE: "With the signature in “{where}”, more was changed than the signature: {what}.",
    Kind.DIFFERENCE: "What was changed after the signature in “{where}” is not allowed: {what}.",
    Kind.REMOVED: "A signature was taken out of the paper or put in another's place: {what}.",
    Kind.HIDDEN: "The file holds bytes that belong to no revision of the paper: {what}.",
    Kind.OVER_WORDS: "The box in which “{where}” is signed lies over words of the paper, which its signer could cover: "
    "{what}.",
    Kind.ACTIVE: "The paper can show something else than what was signed, since it acts or hides by itself: {what}.",
    Kind.ONE_KEY: "Both signatures were made with one key, though by two certificates: {what}.",
    Kind.OUT_OF_ORDER: "The signature in “{where}” says it was made before the one under which it stands: {what}.",
    Kind.OTHER_PAPER: "What was signed is not the paper that was expected.",
}
"""One sentence a kind, a template for the finding's facts; the door translates it before filling it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its kind, in which signature field (may be empty), and what it is, in words."""

    kind: Kind
    where: str = ""
    what: str = ""

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for the reader."""
        return translate(SENTENCES[self.kind]).format(where=shown(self.where), what=shown(self.what))

    def as_json(self) -> dict[str, str]:
        """The finding as JSON can say it; ``from_json`` reads it back."""
        return {"kind": self.kind.value, "where": self.where, "what": self.what}

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> Finding:
        """The finding that ``as_json`` wrote."""
        return cls(Kind(read["kind"]), str(read["where"]), str(read["what"]))


def shown(text: str) -> str:
    """Foreign text as it may be shown: printable, and of a bearable length."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:300])
