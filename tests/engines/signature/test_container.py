"""What may stand in the place left for a signature."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from asn1crypto import cms, core, x509
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.engines.signature.papers import key, signed_by_both
from verbale.engines.signature import Damaged, Finding, Kind
from verbale.engines.signature.container import (
    Range,
    container_faults,
    place_fault,
    range_of,
    subfilter_fault,
)

KNOWN = frozenset({key("YY").certificate.der})


def contents() -> bytes:
    return PdfFileReader(io.BytesIO(signed_by_both())).embedded_signatures[1].pkcs7_content


def found(data: bytes) -> list[str]:
    return [one.what for one in container_faults(data, KNOWN, "side-YY")]


def test_a_plain_signature() -> None:
    assert found(contents()) == []


def _changed(change: Callable[[cms.SignedData], object]) -> bytes:
    message = cms.ContentInfo.load(contents())
    change(message["content"])
    return message.dump(force=True)


def _note(signed: cms.SignedData) -> None:
    note = cms.CMSAttribute({"type": "1.2.3", "values": [core.OctetString(b"x")]})
    signed["signer_infos"][0]["unsigned_attrs"] = [note]


def _other_certificate(signed: cms.SignedData) -> None:
    signed["certificates"].append(
        cms.CertificateChoices("certificate", x509.Certificate.load(key("XX").certificate.der))
    )


def _two_signers(signed: cms.SignedData) -> None:
    signed["signer_infos"].append(signed["signer_infos"][0].copy())


def _newer(signed: cms.SignedData) -> None:
    signed["version"] = "v3"


def _other_digests(signed: cms.SignedData) -> None:
    signed["digest_algorithms"] = [{"algorithm": "sha512"}]


def _other_mechanism(signed: cms.SignedData) -> None:
    signed["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha1_ecdsa"}


def _respelled_name(signed: cms.SignedData) -> None:
    named = signed["signer_infos"][0]["sid"].chosen
    named["issuer"] = x509.Name.build({**named["issuer"].native, "common_name": "a. keller"})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_note, "notes that the signature does not protect"),
        (_other_certificate, "certificates that are not the signer's"),
        (_two_signers, "2 signers"),
        (_newer, "it is not built as a signature of a paper"),
        (_other_digests, "it is not built as a signature of a paper"),
        (_other_mechanism, "it is not built as a signature of a paper"),
        (_respelled_name, "it is not built as a signature of a paper"),
    ],
)
def test_what_does_not_belong(change: Callable[[cms.SignedData], object], said: str) -> None:
    assert found(_changed(change)) == [said]


def test_bytes_behind_it() -> None:
    assert found(contents() + b"\0\1") == ["it is not spelled canonically, or more stands behind it"]
    with pytest.raises(Damaged):
        found(b"\x30\x03\x02\x01\x01")


def test_ranges() -> None:
    assert range_of([0, 10, 20, 30], "f") == Range(10, 20, 50)
    for numbers in ([], [0, 10, 20], [1, 10, 20, 30], [0, 20, 10, 5], [0, 0, 9, 9], [0, 10, 20, 0], None, 7):
        fault = range_of(numbers, "f")
        assert isinstance(fault, Finding)
        assert fault.kind is Kind.RANGE


def test_places() -> None:
    data = b"before<0A0B>behind"
    assert place_fault(data, Range(6, 12, 18), b"\x0a\x0b", "f") is None
    cases = {
        Kind.HOLE: (data, Range(5, 12, 18)),
        Kind.CUT_SHORT: (data, Range(6, 12, 19)),
        Kind.REWRITTEN: (data, Range(0, 6, 18)),
        Kind.CONTAINER: (data.replace(b"A", b"a"), Range(6, 12, 18)),
    }
    assert {kind: place_fault(*case, b"\x0a\x0b", "f") for kind, case in cases.items()} == {
        Kind.HOLE: Finding(Kind.HOLE, "f", "1 bytes besides the signature"),
        Kind.CUT_SHORT: Finding(Kind.CUT_SHORT, "f", "19 bytes were signed, 18 are there"),
        Kind.REWRITTEN: Finding(Kind.REWRITTEN, "f"),
        Kind.CONTAINER: Finding(Kind.CONTAINER, "f", "it is not spelled as it was written"),
    }


def test_kinds_of_signature() -> None:
    assert subfilter_fault("/ETSI.CAdES.detached", "f") is None
    assert subfilter_fault("/ETSI.RFC3161", "f") == Finding(Kind.CONTAINER, "f", "it is of the kind /ETSI.RFC3161")
