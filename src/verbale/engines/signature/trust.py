"""Whose certificate it is, and whether it could sign at that moment.

A certificate is trusted because the side handed it over. A side may also hand over an authority's certificate, together
with the authority's revocation lists; then what that authority issued directly is trusted for the side.

Nobody but the signer says when a signature was made. A certificate that has been revoked therefore makes no good
signature, whatever moment the signature claims, unless it is known otherwise that the paper was held, with this
signature, before the revocation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from verbale.engines.signature.certificate import Certificate, read_certificate
from verbale.engines.signature.errors import BadRevocationList
from verbale.engines.signature.finding import Finding, Kind
from verbale.kernel.clock import require_zone

SKEW = timedelta(minutes=10)
"""The two nodes share no clock; so far may the other one be ahead."""

_Tell = Callable[..., Finding]


@dataclass(frozen=True, slots=True)
class TrustedCertificate:
    """A certificate (PEM or DER) that stands for a side, and when it was revoked, if it was.

    ``crls`` are the revocation lists (PEM or DER) of an authority; a person's own certificate needs none. Raises
    BadCertificate, BadRevocationList.
    """

    side: str
    pem: bytes
    revoked_at: datetime | None = None
    crls: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        read_certificate(self.pem)
        for crl in self.crls:
            _read_list(crl)
        if self.revoked_at is not None:
            require_zone(self.revoked_at)

    @property
    def certificate(self) -> Certificate:
        return read_certificate(self.pem)

    @property
    def is_authority(self) -> bool:
        """Whether the certificate may issue others."""
        try:
            constraints = self.certificate.x509.extensions.get_extension_for_class(x509.BasicConstraints)
        except x509.ExtensionNotFound:
            return False
        return constraints.value.ca


@dataclass(frozen=True, slots=True)
class Judged:
    """Whom a certificate stands for: the side, and the trusted certificate that says so. None: nobody known."""

    side: str | None
    anchor: TrustedCertificate | None


def judge(certificate: Certificate, trusted: Sequence[TrustedCertificate]) -> Judged:
    """The side a signer's certificate stands for: as itself, or as issued by a trusted authority."""
    same = [one for one in trusted if one.certificate.der == certificate.der]
    found = same or [one for one in trusted if one.is_authority and _issued(certificate, one.certificate)]
    if len({one.side for one in found}) != 1:
        return Judged(None, None)
    # Told twice, once as revoked: it is revoked, from the earlier moment on.
    anchor = min(found, key=lambda one: (one.revoked_at is None, one.revoked_at))
    return Judged(anchor.side, anchor)


def trust_faults(
    certificate: Certificate,
    anchor: TrustedCertificate,
    *,
    where: str,
    signed_at: datetime,
    at: datetime,
    held_since: datetime | None,
) -> Iterator[Finding]:
    """What speaks against a signature with this certificate at the moment it claims (``signed_at``).

    ``at`` is the moment of verification; ``held_since``, if known otherwise, when this file was already held.
    """
    tell = partial(Finding, where=where)
    if not _may_sign(certificate):
        yield tell(Kind.UNTRUSTED, what="its key is not for signatures")
    if signed_at > at + SKEW:
        yield tell(Kind.FUTURE, what=signed_at.isoformat())
    issued = certificate.der != anchor.certificate.der
    for one in (certificate, anchor.certificate) if issued else (certificate,):
        if signed_at < one.valid_from:
            yield tell(Kind.NOT_YET_VALID, what=f"{one.name}, valid from {one.valid_from.isoformat()}")
        if signed_at > one.valid_until:
            yield tell(Kind.EXPIRED, what=f"{one.name}, valid until {one.valid_until.isoformat()}")
    revocations = [anchor.revoked_at] if anchor.revoked_at else []
    if issued:
        listed = _listed(certificate, anchor, signed_at, at)
        if isinstance(listed, str):
            yield tell(Kind.NO_LIST, what=listed)
        elif listed is not None:
            revocations.append(listed)
    if revocations:
        yield from _revoked(min(revocations), tell, signed_at, at, held_since)


def _revoked(
    revoked_at: datetime, tell: _Tell, signed_at: datetime, at: datetime, held_since: datetime | None
) -> Iterator[Finding]:
    if revoked_at > at:
        return
    said = f"revoked at {revoked_at.isoformat()}, signed at {signed_at.isoformat()} as it says"
    if revoked_at <= signed_at:
        yield tell(Kind.REVOKED, what=said)
    elif held_since is None or held_since >= revoked_at:
        yield tell(Kind.REVOKED_SINCE, what=said)


def _may_sign(certificate: Certificate) -> bool:
    """Whether the key is for signatures (RFC 5280, 4.2.1.3); a certificate that does not say so, allows all."""
    try:
        usage = certificate.x509.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _issued(certificate: Certificate, authority: Certificate) -> bool:
    try:
        certificate.x509.verify_directly_issued_by(authority.x509)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _listed(
    certificate: Certificate, anchor: TrustedCertificate, signed_at: datetime, at: datetime
) -> datetime | None | str:
    """When the authority's lists revoke a certificate; None: they do not; a text: why nothing can be said."""
    lists = [crl for crl in map(_read_list, anchor.crls) if _speaks(crl, anchor.certificate.x509, signed_at, at)]
    if not lists:
        return f"no list of {anchor.certificate.name} that was in force when it was made"
    found = (crl.get_revoked_certificate_by_serial_number(certificate.x509.serial_number) for crl in lists)
    return min((entry.revocation_date_utc for entry in found if entry), default=None)


def _speaks(
    crl: x509.CertificateRevocationList, authority: x509.Certificate, signed_at: datetime, at: datetime
) -> bool:
    """Whether a list is the authority's own, complete one, published by now, and not replaced before the signature."""
    if crl.issuer != authority.subject or any(extension.critical for extension in crl.extensions):
        return False
    if crl.last_update_utc > at + SKEW or (crl.next_update_utc is not None and crl.next_update_utc < signed_at):
        return False
    try:
        return crl.is_signature_valid(authority.public_key())  # type: ignore[arg-type]
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _read_list(data: bytes) -> x509.CertificateRevocationList:
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_crl(data)
        return x509.load_der_x509_crl(data)
    except ValueError as fault:
        raise BadRevocationList(why=str(fault).split("\n")[0]) from fault
