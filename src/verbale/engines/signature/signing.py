"""Signing a prepared paper: the first side certifies it and allows no more than form filling, the second signs it.

A signature is one update appended to the paper, and changes nothing else (COMMISSION.md, 6.4).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest, SignatureObject

from verbale.engines.signature.appearance import draw
from verbale.engines.signature.box import field_name
from verbale.engines.signature.errors import AlreadySigned, Complete, Damaged, NoField
from verbale.engines.signature.increment import BROKEN, Increment, appended, reason
from verbale.engines.signature.signer import Signer
from verbale.engines.signature.waiting import finished
from verbale.kernel.clock import require_zone

DIGEST = "sha256"
RESERVED = 16 * 1024
"""Hexadecimal digits kept for a signature: 8 KiB, several times what one certificate and one signature take."""

_Steps = Iterator[Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a signature says beside who: why, where, and in whose name; each may be empty. It shows in any reader."""

    reason: str = ""
    location: str = ""
    name: str = ""


def sign(
    paper: bytes,
    *,
    side: str,
    signer: Signer,
    at: datetime,
    statement: Statement = Statement(),
    stamp: bytes | None = None,
) -> bytes:
    """The paper with this side's signature: the first one certifies, the second approves.

    ``paper`` was prepared for this side (``fields.prepare``); verify what the other side signed before you sign it.
    ``at`` is written into the signature, to the second. ``stamp`` is a PDF of one page that is drawn into the box.
    Raises Expired, NotYetValid, NoField, AlreadySigned, Complete, BadStamp, and as ``increment.opened``.
    """
    moment = require_zone(at).replace(microsecond=0)
    signer.certificate.check_valid(moment)
    writer = appended(paper)
    first = not _signed_fields(writer, side)
    seal = SignatureObject(
        timestamp=moment,
        subfilter=SigSeedSubFilter.PADES,
        name=statement.name or None,
        location=statement.location or None,
        reason=statement.reason or None,
        bytes_reserved=RESERVED,
    )
    certifying = SigMDPSetup(md_algorithm=DIGEST, certify=True, docmdp_perms=MDPPerm.FILL_FORMS) if first else None
    try:
        return _embedded(writer, side, SigObjSetup(seal, mdp_setup=certifying), signer, stamp)
    except (SigningError, *BROKEN) as fault:
        raise Damaged(why=reason(fault)) from fault


def _signed_fields(writer: Increment, side: str) -> int:
    """How many fields are signed; raises unless the side's own is there and empty."""
    try:
        fields = {name: value for name, value, _ in enumerate_sig_fields(writer.prev)}
    except BROKEN as fault:
        raise Damaged(why=reason(fault)) from fault
    if field_name(side) not in fields:
        raise NoField(side=side)
    signed = [name for name, value in fields.items() if value is not None]
    if len(signed) >= 2:
        raise Complete()
    if field_name(side) in signed:
        raise AlreadySigned(side=side)
    return len(signed)


def _embedded(writer: Increment, side: str, setup: SigObjSetup, signer: Signer, stamp: bytes | None) -> bytes:
    steps: _Steps = PdfCMSEmbedder().write_cms(field_name(side), writer, existing_fields_only=True)
    field = next(steps).get_object()
    if stamp is not None:
        draw(writer, field, stamp)
    steps.send(setup)  # type: ignore[attr-defined]
    out = io.BytesIO()
    prepared: PreparedByteRangeDigest
    prepared, _ = steps.send(SigIOSetup(md_algorithm=DIGEST, output=out))  # type: ignore[attr-defined]
    cms = finished(signer.cms.async_sign(prepared.document_digest, DIGEST, use_pades=True))
    steps.send(cms)  # type: ignore[attr-defined]
    return out.getvalue()
