"""The same in a process of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engines.signature.papers import (
    NOW,
    SECOND,
    SIDES,
    Authority,
    judged,
    kinds,
    known,
    paper,
    prepared,
    signed_by_both,
    signed_by_one,
)
from verbale.engines.signature import (
    Damaged,
    Limits,
    NotPrepared,
    SameSides,
    TooBig,
    TrustedCertificate,
    Verification,
    first_revision,
    isolated,
)
from verbale.kernel.confinement import NoLimit


def asked(data: bytes, *trusted: TrustedCertificate, **said: object) -> Verification:
    return isolated.verify(data, trusted=trusted or [known(side) for side in SIDES], sides=SIDES, at=NOW, **said)


def test_the_same_verdicts() -> None:
    revoked = [known("XX"), known("YY", SECOND + timedelta(days=1))]
    held = {"held_since": SECOND + timedelta(hours=1), "paper": prepared()}
    authority = Authority()
    listed = TrustedCertificate("YY", authority.certificate.pem, crls=(authority.listed(),))
    assert asked(signed_by_both()) == judged(signed_by_both())
    assert asked(signed_by_one(), *revoked) == judged(signed_by_one(), *revoked)
    assert asked(signed_by_both(), *revoked) == judged(signed_by_both(), *revoked)
    assert asked(signed_by_both(), *revoked, **held) == judged(signed_by_both(), *revoked, **held)
    assert asked(signed_by_both(), known("XX"), listed) == judged(signed_by_both(), known("XX"), listed)
    assert asked(b"hello") == judged(b"hello")
    assert asked(b"%PDF-" + b"\0" * 50 * 1024**2) == judged(b"%PDF-" + b"\0" * 50 * 1024**2)


def test_the_same_first_revision() -> None:
    assert isolated.first_revision(signed_by_both()) == first_revision(signed_by_both()) == prepared()
    with pytest.raises(NotPrepared):
        isolated.first_revision(paper())
    with pytest.raises(TooBig):
        isolated.first_revision(paper(), Limits(bytes=10))


def test_what_exhausts_the_process_is_not_accepted() -> None:
    for limits in (Limits(memory=1), Limits(output=1)):
        verdict = asked(signed_by_both(), limits=limits)
        assert (kinds(verdict), verdict.accepted) == (["damaged"], False)
    with pytest.raises(Damaged):
        isolated.first_revision(signed_by_both(), Limits(output=1))


def test_nonsense_is_the_callers_fault() -> None:
    with pytest.raises(SameSides):
        isolated.verify(b"", trusted=[], sides=("XX", "XX"), at=NOW)
    with pytest.raises(NoLimit):
        Limits(bytes=0)
