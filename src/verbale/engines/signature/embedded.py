"""One signature in a paper: what it says, whether it holds, whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from verbale.engines.signature.box import field_name
from verbale.engines.signature.certificate import Certificate
from verbale.engines.signature.container import container_faults, place_fault, range_of, subfilter_fault
from verbale.engines.signature.finding import Finding, Kind, shown
from verbale.engines.signature.increment import reason
from verbale.engines.signature.question import Question
from verbale.engines.signature.trust import Judged, judge, trust_faults
from verbale.engines.signature.verdict import Coverage, Modification, Permission, SignatureEntry
from verbale.engines.signature.waiting import finished

_COVERAGES = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.WHOLE_REVISION,
}
_PERMISSIONS = {
    MDPPerm.NO_CHANGES: Permission.NOTHING,
    MDPPerm.FILL_FORMS: Permission.FORMS,
    MDPPerm.ANNOTATE: Permission.ANNOTATIONS,
}
_MODIFICATIONS = {
    ModificationLevel.NONE: Modification.NONE,
    ModificationLevel.LTA_UPDATES: Modification.MAINTENANCE,
    ModificationLevel.FORM_FILLING: Modification.FORMS,
    ModificationLevel.ANNOTATIONS: Modification.ANNOTATIONS,
    ModificationLevel.OTHER: Modification.OTHER,
}
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


@dataclass(frozen=True, slots=True)
class Examined:
    """What came out: the entry for the reader, what was found, the revision it stands in (-1: not known), where its
    bytes end as it says (0: not known), the reference of its object, and the public key (empty: not known)."""

    entry: SignatureEntry
    findings: tuple[Finding, ...]
    revision: int = -1
    end: int = 0
    reference: Any = None
    key: bytes = b""


def unread(field: str, finding: Finding, revision: int = -1) -> Examined:
    """A signature that could not be read: it does not count."""
    entry = SignatureEntry(
        field=field,
        subject="",
        fingerprint="",
        side=None,
        signed_at=None,
        reason="",
        location="",
        name="",
        coverage=Coverage.PART,
        intact=False,
        trusted=False,
        passes=False,
        permits=None,
        modification=Modification.OTHER,
    )
    return Examined(entry, (finding,), revision)


def examine(data: bytes, reader: PdfFileReader, field: str, value: Any, question: Question) -> Examined:
    """Examines the signature in a field. Whatever breaks the library: what cannot be checked does not count."""
    revision = -1
    try:
        reference = value.get_object().raw_get("/V").reference
        revision = reader.xrefs.get_last_change(reference)
        return _examined(data, reader, field, value, question, reference, revision)
    except MemoryError:
        raise
    except Exception as fault:
        return unread(field, Finding(Kind.UNVERIFIABLE, field, reason(fault)), revision)


def _examined(
    data: bytes, reader: PdfFileReader, field: str, value: Any, question: Question, reference: Any, revision: int
) -> Examined:
    seal = value.get_object()["/V"]
    covered = range_of(seal.get("/ByteRange"), field)
    if isinstance(covered, Finding):
        return unread(field, covered, revision)
    placed = place_fault(data, covered, _contents(seal), field)
    if placed is not None and placed.kind in (Kind.REWRITTEN, Kind.CUT_SHORT):
        return unread(field, placed, revision)
    signature = EmbeddedPdfSignature(reader, value, field)
    certificate = Certificate(signature.signer_cert.dump())
    judged = judge(certificate, question.trusted)
    findings = [placed] if placed else []
    findings += _shape(signature, certificate, field, question)
    findings += _trust(signature, certificate, judged, field, question)
    status = _status(signature, certificate, judged)
    findings += _validity(status, field, judged)
    entry = _entry(signature, certificate, judged, status, field)
    entry = replace(entry, trusted=bool(judged.anchor) and not any(one.kind in _AGAINST_TRUST for one in findings))
    return Examined(entry, tuple(findings), revision, covered.until, reference, certificate.public_key)


_AGAINST_TRUST = frozenset(
    {
        Kind.UNKNOWN,
        Kind.UNTRUSTED,
        Kind.REVOKED,
        Kind.REVOKED_SINCE,
        Kind.NO_LIST,
        Kind.EXPIRED,
        Kind.NOT_YET_VALID,
        Kind.FUTURE,
        Kind.UNDATED,
    }
)


def _contents(seal: generic.DictionaryObject) -> bytes:
    return bytes(seal.raw_get("/Contents", decrypt=generic.EncryptedObjAccess.RAW).original_bytes)


def _shape(
    signature: EmbeddedPdfSignature, certificate: Certificate, field: str, question: Question
) -> Iterator[Finding]:
    known = frozenset({certificate.der} | {one.certificate.der for one in question.trusted})
    yield from container_faults(signature.pkcs7_content, known, field)
    if fault := subfilter_fault(signature.sig_object.get("/SubFilter"), field):
        yield fault


def _trust(
    signature: EmbeddedPdfSignature, certificate: Certificate, judged: Judged, field: str, question: Question
) -> Iterator[Finding]:
    if judged.side is None or judged.anchor is None or judged.side not in question.sides:
        yield Finding(Kind.UNKNOWN, field, f"{certificate.name}, SHA-256 {certificate.fingerprint}")
        return
    if field != field_name(judged.side):
        yield Finding(Kind.OTHER_FIELD, field, f"it was made for “{judged.side}”")
    signed_at = signature.self_reported_timestamp
    if signed_at is None or signed_at.tzinfo is None:
        yield Finding(Kind.UNDATED, field)
        return
    yield from trust_faults(
        certificate,
        judged.anchor,
        where=field,
        signed_at=signed_at,
        at=question.at,
        held_since=question.held_since,
    )


def _status(signature: EmbeddedPdfSignature, certificate: Certificate, judged: Judged) -> PdfSignatureStatus:
    anchors = [judged.anchor.certificate] if judged.anchor else []
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(one.der) for one in anchors],
        allow_fetching=False,
        # Whether it is too late or too early, or revoked, is judged in ``trust``, by the moments that were given.
        moment=max(certificate.valid_from, *(one.valid_from for one in anchors)) if anchors else certificate.valid_from,
        revocation_mode="soft-fail",
    )
    return finished(async_validate_pdf_signature(signature, context, key_usage_settings=_USAGE))


def _validity(status: PdfSignatureStatus, field: str, judged: Judged) -> Iterator[Finding]:
    if not status.intact:
        yield Finding(Kind.ALTERED, field)
    if not status.valid:
        yield Finding(Kind.FORGED, field)
    # Whether the certificate holds is asked only once the signature does.
    if judged.anchor is not None and status.intact and status.valid and not status.trusted:
        yield Finding(Kind.UNTRUSTED, field, _words(status.trust_problem_indic or status.summary()))
    if not _passes(status):
        level = status.modification_level
        known = isinstance(status.diff_result, DiffResult) and level is not ModificationLevel.OTHER
        yield Finding(Kind.DIFFERENCE, field, _words(level) if known else "more than form filling")


def _words(level: Any) -> str:
    return str(getattr(level, "name", level)).lower().replace("_", " ")


def _passes(status: PdfSignatureStatus) -> bool:
    return bool(status.docmdp_ok) and isinstance(status.diff_result, DiffResult)


def _entry(
    signature: EmbeddedPdfSignature, certificate: Certificate, judged: Judged, status: PdfSignatureStatus, field: str
) -> SignatureEntry:
    said = {key: shown(str(signature.sig_object.get(f"/{key.title()}", ""))) for key in ("reason", "location", "name")}
    permits = signature.docmdp_level
    return SignatureEntry(
        field=field,
        subject=shown(certificate.name),
        fingerprint=certificate.fingerprint,
        side=judged.side,
        signed_at=signature.self_reported_timestamp,
        coverage=_COVERAGES.get(status.coverage, Coverage.PART) if status.coverage else Coverage.PART,
        intact=bool(status.intact and status.valid),
        trusted=False,
        passes=_passes(status),
        permits=_PERMISSIONS[permits] if permits else None,
        modification=_MODIFICATIONS[status.modification_level or ModificationLevel.OTHER],
        **said,
    )
