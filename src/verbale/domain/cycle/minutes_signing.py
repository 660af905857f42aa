"""Signing the paper of minutes: the depositary's side first, the other second; each on its own node (6.4, 6.6).

The signer's key is none of the node's keys; it comes from a key file under a passphrase, or from a token, and is
passed in.
"""

from __future__ import annotations

import io
from datetime import datetime

from django.db import transaction

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_answer, signing_certificate
from verbale.domain.cycle.minutes_heading import heading_of
from verbale.domain.cycle.minutes_paper import Prepared, agreed_revision, prepared, sides_of
from verbale.domain.spine import channel, dispatch, document, journal, office, party, text
from verbale.engines import agreement, paper, signature
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, Refused
from verbale.records import files
from verbale.records.dispatch import ArrivedPouch
from verbale.records.document import FileState, StoredFile
from verbale.records.minutes import Minutes, SignedPaper, SigningCertificate
from verbale.records.person import Person

WHAT = "signed paper"
FILE = "minutes.pdf"
LARGEST = 50_000_000


class SignsFirst(Refused):
    """{side} signs first, since its node holds the conclusion of this text. Sign when its paper has arrived."""


class SignedAlready(Refused):
    """Our side signed this paper on {day}."""


class UnknownSigner(Refused):
    """The certificate {fingerprint} is not one of ours that may sign. Add it first, or take another key."""


class WouldNotHold(Refused):
    """Nothing was signed, since the paper would not be accepted: {why}"""


class BadPaper(Faulty):
    """The paper that {partner} signed is not accepted, and nothing of it was kept: {why}"""


class NotThisRevision(Faulty):
    """{partner} sent a paper of the revision {revision}, which is not the wording agreed here."""


class HeldAlready(Faulty):
    """{partner} sent another paper of the wording agreed than the one that is held here with the same signatures. Speak
    to each other about which counts."""


@transaction.atomic
def sign(*, minutes: Minutes, signer: signature.Signer, by: Person, at: datetime, second_factor: bool) -> SignedPaper:
    """Signs for our side, keeps the paper and tells the partner; the first signature certifies, the second approves.

    ``by`` holds the authority that approves the text; the name on the signature is that of the certificate.
    """
    row = _locked(minutes)
    held = check_may_sign(minutes=row, by=by, at=at, second_factor=second_factor)
    _known(signer.certificate.fingerprint)
    revision = _agreed(row)
    made, us = prepared(revision), party.us().code
    before = made.data if held is None else _bytes(held)
    stamp = _stamp(signer.certificate, made.boxes[us], at, revision)
    signed = signature.sign(before, side=us, signer=signer, at=at, stamp=stamp)
    verdict = _verified(signed, revision, made, at)
    stored = _stored(signed, at)
    body: dict[str, Json] = {"text": row.text_id, "revision": revision.hash, "sha256": stored.sha256}
    message = dispatch.queue(partner=row.text.partner, what=WHAT, body=body, thing=row, at=at, files={FILE: stored})
    kept = SignedPaper.objects.create(
        minutes=row, revision=revision.hash, file=stored, signatures=_told(verdict), signed_by=by, message=message,
        at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"paper": stored.sha256, "signatures": len(kept.signatures), "side": us}
    journal.record(act="minutes.signed", thing=row, by=by, at=at, facts=facts)
    return kept


def check_may_sign(*, minutes: Minutes, by: Person, at: datetime, second_factor: bool) -> SignedPaper | None:
    """Refuses whoever may not sign these minutes for our side now; the paper under which our signature comes, None if
    ours is the first."""
    if channel.of(minutes.text.partner).catching_up:
        raise text.CatchingUp(partner=minutes.text.partner.code)
    text.signatory(minutes.text, by, at, second_factor)
    _agreed(minutes)
    us, held = party.us().code, minutes_of.paper(minutes)
    if held is not None and us in [one["side"] for one in held.signatures]:
        raise SignedAlready(day=held.at.date().isoformat())
    if held is None and minutes.text.depositary != us:
        raise SignsFirst(side=minutes.text.depositary)
    return held


@transaction.atomic
def told(*, minutes: Minutes, file: StoredFile, revision: str, arrived: ArrivedPouch, at: datetime) -> SignedPaper:
    """Keeps the paper that the partner signed, if it is that of the agreed wording and every signature holds (6.5)."""
    row = _locked(minutes)
    partner = row.text.partner.code
    if revision != row.text.in_force:
        raise NotThisRevision(partner=partner, revision=revision[:16])
    verdict = _judged(row, file, at)
    signatures = _told(verdict)
    others = SignedPaper.objects.filter(minutes=row, revision=revision, refusal="").exclude(file=file)
    if any(len(one.signatures) == len(signatures) for one in others):
        raise HeldAlready(partner=partner)
    kept = SignedPaper.objects.filter(minutes=row, file=file).first()
    if kept is None:
        StoredFile.objects.filter(pk=file.pk).update(state=FileState.SOUND, signed=True)
        kept = SignedPaper.objects.create(
            minutes=row, revision=revision, file=file, signatures=signatures, arrived=arrived, at=at
        )
        facts: dict[str, Json] = {"paper": file.sha256, "signatures": len(signatures), "side": partner}
        journal.record(act="minutes.paper arrived", thing=row, by=None, at=at, facts=facts)
    elif kept.arrived is None:
        # They send back what we signed: so it is there.
        kept.arrived, kept.refusal = arrived, ""
        kept.save(update_fields=["arrived", "refusal"])
    minutes_answer.keeps(paper=kept, at=at)
    minutes_answer.settle(minutes=row, at=at)
    return kept


def _locked(minutes: Minutes) -> Minutes:
    return Minutes.objects.select_for_update(of=("self",)).select_related("text__partner").get(pk=minutes.pk)


def _agreed(minutes: Minutes) -> agreement.Revision:
    """The revision that is signed. Raises NotAgreed, NoSessionArticle, OtherSides."""
    revision = agreed_revision(minutes)
    minutes_of.check_sides(heading_of(revision), minutes.text.partner)
    return revision


def _judged(minutes: Minutes, file: StoredFile, at: datetime) -> signature.Verification:
    """The verdict on a paper that came; raises BadPaper unless it has both signatures, or lacks ours alone."""
    partner, depositary = minutes.text.partner.code, minutes.text.depositary
    agreed = _agreed(minutes)
    sides = sides_of(agreed)
    with files.read(file.sha256) as stream:
        data = stream.read(LARGEST + 1)
    verdict = signature.isolated.verify(
        data, trusted=signing_certificate.trusted(sides), sides=sides, at=at, held_since=at,
        paper=prepared(agreed).data,
    )  # fmt: skip
    if not (verdict.accepted or verdict.waits_for == party.us().code):
        raise BadPaper(partner=partner, why=" ".join(one.sentence() for one in verdict.findings))
    if verdict.signatures[0].side != depositary:
        raise BadPaper(partner=partner, why=f"{depositary} has to sign first.")
    return verdict


def _known(fingerprint: str) -> SigningCertificate:
    row = SigningCertificate.objects.filter(
        fingerprint=fingerprint, side=party.us(), confirmed_at__isnull=False, revoked_at=None
    ).first()
    if row is None:
        raise UnknownSigner(fingerprint=fingerprint)
    return row


def _bytes(held: SignedPaper) -> bytes:
    with files.read(held.file_id) as stream:
        return stream.read(LARGEST)


def _verified(data: bytes, revision: agreement.Revision, made: Prepared, at: datetime) -> signature.Verification:
    """What we signed, verified before it is kept: a paper that we would refuse shall not leave."""
    sides = sides_of(revision)
    verdict = signature.isolated.verify(
        data, trusted=signing_certificate.trusted(sides), sides=sides, at=at, held_since=at, paper=made.data
    )
    if not (verdict.accepted or verdict.waits_for):
        raise WouldNotHold(why=" ".join(one.sentence() for one in verdict.findings))
    return verdict


def _stamp(
    certificate: signature.Certificate, size: tuple[float, float], at: datetime, revision: agreement.Revision
) -> bytes:
    """What shows in our box: the certificate's person and office, and our side as the minutes name it."""
    us = party.us().code
    named = next(one.name for one in heading_of(revision).sides if one.code == us)
    said = paper.SignatureStamp(
        who=certificate.person, office=certificate.office, side=named, day=office.day_of(at),
        fingerprint=certificate.fingerprint,
    )  # fmt: skip
    width, height = size
    return paper.signature_stamp(said, revision.languages, width=width, height=height)


def _stored(data: bytes, at: datetime) -> StoredFile:
    sha256, size = files.put(io.BytesIO(data), name=FILE, limit=LARGEST)
    row = document.known(sha256, size, name=FILE, at=at, media_type=document.PDF)
    StoredFile.objects.filter(pk=row.pk).update(state=FileState.SOUND, signed=True)
    row.refresh_from_db()
    return row


def _told(verdict: signature.Verification) -> list[dict[str, str]]:
    return [
        {
            "side": one.side or "", "signer": one.subject, "fingerprint": one.fingerprint,
            "at": one.signed_at.isoformat() if one.signed_at else "",
        }
        for one in verdict.signatures
    ]  # fmt: skip
