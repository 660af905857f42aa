"""Whether a file is a paper that both sides signed, by what this node knows: certificates, papers held, the wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from verbale.domain.cycle import minutes_paper, signing_certificate
from verbale.domain.spine import party
from verbale.domain.spine.text_record import revision_of
from verbale.engines import agreement, signature
from verbale.kernel.errors import WrongUse
from verbale.records.minutes import Minutes, SignedPaper, SigningCertificate
from verbale.records.party import Party


class NoSides(WrongUse):
    """Nothing here says which two sides should have signed this paper. Name both."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The verdict on a file; of which sides; the minutes whose paper it should be, if they are known, and their
    revision."""

    verdict: signature.Verification
    sides: tuple[str, str]
    minutes: Minutes | None
    revision: agreement.Revision | None


def verify(
    data: bytes, *, at: datetime, minutes: Minutes | None = None, sides: tuple[str, str] | None = None
) -> Verified:
    """The verdict on the bytes of a file by the certificates that are trusted here.

    A paper that this node holds, and one of minutes that are named, is held against the paper of its revision; the
    former counts as held since it came, so that a later revocation does not undo it. Raises NoSides, NotAgreed.
    """
    held = _held(data, minutes)
    about = minutes or (held.minutes if held else None)
    revision = None
    if about is not None:
        revision = revision_of(about.text, held.revision) if held else minutes_paper.agreed_revision(about)
    whose = sides or (minutes_paper.sides_of(revision) if revision else _named_in(data, at))
    verdict = signature.isolated.verify(
        data, trusted=signing_certificate.trusted(whose), sides=whose, at=at, held_since=held.at if held else None,
        paper=minutes_paper.prepared(revision).data if revision else None,
    )  # fmt: skip
    return Verified(verdict, whose, about, revision)


def _held(data: bytes, minutes: Minutes | None) -> SignedPaper | None:
    rows = SignedPaper.objects.filter(file=sha256(data).hexdigest()).select_related("minutes__text")
    return (rows.filter(minutes=minutes) if minutes else rows).first()


def _named_in(data: bytes, at: datetime) -> tuple[str, str]:
    """The sides by whose fields the file is signed; else ours and the only partner whose certificates are known."""
    us, others = party.us().code, set(Party.objects.filter(is_us=False).values_list("code", flat=True))
    if not others:
        raise NoSides()
    seen = signature.isolated.verify(data, trusted=[], sides=(us, min(others)), at=at).signatures
    named = sorted(others & {one.field.removeprefix(signature.field_name("")) for one in seen})
    if len(named) == 2:
        return named[0], named[1]
    known = set(SigningCertificate.objects.filter(side__is_us=False).values_list("side__code", flat=True))
    found = named or sorted(known)
    if len(found) != 1:
        raise NoSides()
    return us, found[0]
