"""The signature itself, as bytes in the file: it may hold nothing that could be changed without being noticed.

A signature covers the whole file except for itself. So in the place left for it, only what the signature protects is
allowed: one signer, that signer's certificate, no notes outside what was signed, and zeros up to the end. Elsewhere
such notes are of use (time stamps); here both nodes write signatures without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import algos, cms, core, x509

from verbale.engines.signature.der import length_of
from verbale.engines.signature.errors import Damaged
from verbale.engines.signature.finding import Finding, Kind

_DIGESTS = ("sha256", "sha384", "sha512")
_SUBFILTERS = ("/ETSI.CAdES.detached", "/adbe.pkcs7.detached")


@dataclass(frozen=True, slots=True)
class Range:
    """Which bytes of a file a signature covers: up to ``start``, and from ``end`` up to ``until``."""

    start: int
    end: int
    until: int


def range_of(numbers: object, where: str) -> Range | Finding:
    """The range that four numbers say (ISO 32000-1, 12.8.1), or what is wrong with them."""
    try:
        first, start, end, length = (int(number) for number in numbers)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return Finding(Kind.RANGE, where, "it is not four numbers")
    if first != 0 or not 0 < start < end or length <= 0:
        return Finding(Kind.RANGE, where, f"{first}, {start}, {end}, {length}")
    return Range(start, end, end + length)


def place_fault(data: bytes, covered: Range, contents: bytes, where: str) -> Finding | None:
    """What is wrong with the place left for a signature: it must hold the signature, and nothing else."""
    left_out = data[covered.start : covered.end]
    written = contents.hex().upper().encode()
    if left_out == b"<" + written + b">":
        if covered.until > len(data):
            return Finding(Kind.CUT_SHORT, where, f"{covered.until} bytes were signed, {len(data)} are there")
        return None
    if written in left_out.upper():
        if len(left_out) == len(written) + 2:
            return Finding(Kind.CONTAINER, where, "it is not spelled as it was written")
        return Finding(Kind.HOLE, where, f"{len(left_out) - len(written) - 2} bytes besides the signature")
    return Finding(Kind.REWRITTEN, where)


def container_faults(contents: bytes, known: frozenset[bytes], where: str) -> Iterator[Finding]:
    """What a signature holds beside what it protects; ``known`` are the DER bytes of certificates that may be in it."""
    try:
        message = cms.ContentInfo.load(contents)
        said = list(_surplus(contents, message["content"], known))
        if not said and not _is_plain(contents, message["content"]):
            said.append("it is not built as a signature of a paper")
    except (ValueError, TypeError, KeyError, IndexError) as fault:
        raise Damaged(why=f"the signature in “{where}” is not one") from fault
    yield from (Finding(Kind.CONTAINER, where, what) for what in said)


def subfilter_fault(subfilter: object, where: str) -> Finding | None:
    """A signature of a kind that is not used for papers."""
    if str(subfilter) in _SUBFILTERS:
        return None
    return Finding(Kind.CONTAINER, where, f"it is of the kind {subfilter}")


def _surplus(contents: bytes, signed: cms.SignedData, known: frozenset[bytes]) -> Iterator[str]:
    length = length_of(contents)
    if length is None or any(contents[length:]):
        yield "it is not spelled canonically, or more stands behind it"
    if len(signed["signer_infos"]) != 1:
        yield f"{len(signed['signer_infos'])} signers"
    if any(len(info["unsigned_attrs"] or ()) for info in signed["signer_infos"]):
        yield "notes that the signature does not protect"
    if len(signed["crls"] or ()):
        yield "revocation lists that the signature does not protect"
    if not {one.chosen.dump() for one in signed["certificates"]} <= known:
        yield "certificates that are not the signer's"


def _is_plain(contents: bytes, signed: cms.SignedData) -> bool:
    """Whether all that is not under the signature has the one value it can have."""
    info = signed["signer_infos"][0]
    digest = info["digest_algorithm"]["algorithm"].native
    return (
        digest in _DIGESTS
        and [one.dump() for one in signed["digest_algorithms"]] == [info["digest_algorithm"].dump()]
        and info["signature_algorithm"].dump() in _mechanisms(digest)
        and any(contents.startswith(_rebuilt(signed, info, one.chosen)) for one in signed["certificates"])
    )


def _rebuilt(signed: cms.SignedData, info: cms.SignerInfo, named: x509.Certificate) -> bytes:
    """The signature made anew of its parts: what is not there, was one part too many, or another version.

    The signer is named as the certificate itself spells it, byte by byte, because names compare loosely.
    """
    sid = cms.IssuerAndSerialNumber({"issuer": named.issuer, "serial_number": named.serial_number})
    kept = {key: info[key] for key in ("digest_algorithm", "signed_attrs", "signature_algorithm", "signature")}
    signer = cms.SignerInfo({"version": "v1", "sid": cms.SignerIdentifier("issuer_and_serial_number", sid), **kept})
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": signed["digest_algorithms"],
            "encap_content_info": {"content_type": "data"},
            "certificates": signed["certificates"],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def _mechanisms(digest: str) -> set[bytes]:
    """The ways to sign with a P-256 or an RSA key, as they are spelled (RFC 5754)."""
    algorithms = [{"algorithm": f"{digest}_ecdsa"}]
    algorithms += [{"algorithm": name, "parameters": core.Null()} for name in (f"{digest}_rsa", "rsassa_pkcs1v15")]
    return {algos.SignedDigestAlgorithm(one).dump() for one in algorithms}
