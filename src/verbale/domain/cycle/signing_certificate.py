"""Certificates with which the sides sign papers: added, confirmed by fingerprint out of band, revoked.

Whoever signs minutes has a key of their own, kept under a passphrase in the folder ``signing`` of the home; it is none
of the node's keys, which the carrier alone reads. A certificate of ours is trusted as soon as it is made here; one of
the partner's once somebody has compared its fingerprint by another way.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role, check_second_factor
from verbale.engines import signature
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.records import files
from verbale.records.minutes import SigningCertificate
from verbale.records.party import Party
from verbale.records.person import Person, Role

YEARS = 5
"""How long a certificate made here may be used."""
SHORTEST = 6
"""Signs of a fingerprint by which a certificate may be named, if no other begins with them."""


class KnownCertificate(Refused):
    """The certificate {fingerprint} is known already, for {side}."""


class OtherFingerprint(WrongUse):
    """The fingerprint is not that of this certificate. Compare it once more with the partner by another way; trust
    nothing that differs."""


class RevokedBefore(Refused):
    """This certificate was revoked before, on {day}."""


class NoReason(WrongUse):
    """Whoever revokes a certificate says why. Give the reason."""


class OfAnotherSide(Refused):
    """The certificate says that it is of {says}, and it was to be kept for {side}. Ask the partner
    for the right one."""


def key_path(fingerprint: str) -> Path:
    """Where the key of a certificate of ours lies, under its passphrase."""
    return files.home().signing / f"{fingerprint[:32]}.p12"


@transaction.atomic
def make(
    *, person: str, office: str, passphrase: str, by: Person, at: datetime,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> SigningCertificate:  # fmt: skip
    """Makes a key and its certificate for somebody who signs for our side; the key is kept under the passphrase."""
    check_role(by, Role.APPROVER, Role.ADMINISTRATOR)
    us = party.us()
    key = signature.new_key()
    made = signature.make_certificate(
        signature.Subject(side=us.code, office=office.strip(), person=person.strip()), key, valid_from=at,
        valid_until=at.replace(year=at.year + YEARS, day=min(at.day, 28)), random=random,
    )  # fmt: skip
    path = key_path(made.fingerprint)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    signature.write_key_file(path, signature.SigningKey(made, key), passphrase)
    return _keep(us, made, by, at, confirmed=True)


@transaction.atomic
def add(*, side: Party, pem: bytes, by: Person, at: datetime) -> SigningCertificate:
    """Keeps a certificate of a side; it is trusted once its fingerprint was confirmed, ours (on a token) at once."""
    check_role(by, Role.ADMINISTRATOR)
    read = signature.read_certificate(pem)
    if read.side and read.side != side.code:
        raise OfAnotherSide(says=read.side, side=side.code)
    return _keep(side, read, by, at, confirmed=side.is_us)


def _keep(side: Party, made: signature.Certificate, by: Person, at: datetime, *, confirmed: bool) -> SigningCertificate:
    before = SigningCertificate.objects.select_related("side").filter(fingerprint=made.fingerprint).first()
    if before is not None:
        raise KnownCertificate(fingerprint=made.fingerprint, side=before.side.code)
    row = SigningCertificate.objects.create(
        side=side, subject=_shown(made.name), fingerprint=made.fingerprint, pem=made.pem.decode(), added_by=by,
        added_at=at, confirmed_at=at if confirmed else None,
    )  # fmt: skip
    facts: dict[str, Json] = {"side": side.code, "fingerprint": made.fingerprint, "subject": row.subject}
    journal.record(act="certificate.added", thing=row, by=by, at=at, facts=facts)
    return row


def _shown(name: str) -> str:
    """A foreign name as every database keeps it."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:300])


@transaction.atomic
def confirm(
    *, certificate: SigningCertificate, fingerprint: str, by: Person, at: datetime, second_factor: bool
) -> SigningCertificate:
    """Trusts a partner's certificate, after the fingerprint was compared by another way; it is given whole."""
    check_role(by, Role.ADMINISTRATOR)
    check_second_factor(second_factor)
    locked = SigningCertificate.objects.select_for_update().get(pk=certificate.pk)
    _check_not_revoked(locked)
    if _plain(fingerprint) != locked.fingerprint:
        raise OtherFingerprint()
    if locked.confirmed_at is None:
        locked.confirmed_at = at
        locked.save(update_fields=["confirmed_at"])
        facts: dict[str, Json] = {"fingerprint": locked.fingerprint}
        journal.record(act="certificate.confirmed", thing=locked, by=by, at=at, facts=facts)
    return locked


def _check_not_revoked(certificate: SigningCertificate) -> None:
    if certificate.revoked_at is not None:
        raise RevokedBefore(day=certificate.revoked_at.date().isoformat())


def _plain(fingerprint: str) -> str:
    """A fingerprint as people read it out: colons, blanks and capitals do not matter."""
    return "".join(fingerprint.replace(":", "").split()).lower()


@transaction.atomic
def revoke(*, certificate: SigningCertificate, reason: str, by: Person, at: datetime) -> SigningCertificate:
    """Trusts a certificate no more, from now on; papers that we held before stay as they were verified."""
    check_role(by, Role.ADMINISTRATOR)
    locked = SigningCertificate.objects.select_for_update().get(pk=certificate.pk)
    _check_not_revoked(locked)
    if not reason.strip() or "\0" in reason:
        raise NoReason()
    locked.revoked_at, locked.reason = at, reason.strip()[:300]
    locked.save(update_fields=["revoked_at", "reason"])
    facts: dict[str, Json] = {"fingerprint": locked.fingerprint, "reason": locked.reason}
    journal.record(act="certificate.revoked", thing=locked, by=by, at=at, facts=facts)
    return locked


def trusted(sides: tuple[str, str]) -> list[signature.TrustedCertificate]:
    """The confirmed certificates of the two sides of a paper, revoked ones with the moment since when."""
    rows = SigningCertificate.objects.filter(side__code__in=sides, confirmed_at__isnull=False).select_related("side")
    return [signature.TrustedCertificate(row.side.code, row.pem.encode(), row.revoked_at) for row in rows]


def find(reference: str) -> SigningCertificate:
    """The certificate with this identity, or whose fingerprint begins so."""
    given = _plain(reference)
    row = SigningCertificate.objects.filter(pk=reference).first()
    if row is None and len(given) >= SHORTEST:
        rows = list(SigningCertificate.objects.filter(fingerprint__startswith=given)[:2])
        row = rows[0] if len(rows) == 1 else None
    if row is None:
        raise NotFound(what="certificate", which=reference)
    return row
