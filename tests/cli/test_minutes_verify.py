"""What `verbale minutes verify` refuses, without a node: whatever is not the paper with both signatures and no more."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from click.testing import CliRunner

from tests.engines.signature import attacks, papers
from verbale.cli.main import verbale
from verbale.engines import signature


def byte_changed():
    data = papers.signed_by_both()
    at = data.index(b"/Type")
    return data[:at] + b"/Tyqe" + data[at + 5 :]


def altered_between():
    data = attacks.updated(papers.signed_by_one(), attacks.cover_text)
    return signature.sign(data, side="YY", signer=papers.signer("YY"), at=papers.SECOND)


def signed_twice_by_one():
    return signature.sign(papers.signed_by_one(), side="YY", signer=papers.signer("XX"), at=papers.SECOND)


def by_a_stranger():
    return signature.sign(papers.signed_by_one(), side="YY", signer=papers.signer("YY", "E. Ve"), at=papers.SECOND)


def rewritten():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.signed_by_both())) as read:
        read.save(out)
    return out.getvalue()


REFUSED = {
    "a byte changed": (byte_changed, "altered"),
    "text covered": (lambda: attacks.updated(papers.signed_by_both(), attacks.cover_text), "changed after"),
    "altered between": (altered_between, "changed between"),
    "one missing": (papers.signed_by_one, "missing"),
    "nobody signed": (papers.prepared, "unsigned"),
    "one side twice": (signed_twice_by_one, "twice"),
    "unknown certificate": (by_a_stranger, "unknown"),
    "rewritten": (rewritten, "rewritten"),
    "cut short": (lambda: papers.signed_by_both()[:-200], "cut short"),
}


@pytest.fixture
def verify(tmp_path, monkeypatch):
    """Verifies bytes by the certificates of XX and YY; the exit code, what it says, and the kinds of its findings."""
    monkeypatch.setattr(signature.isolated, "verify", signature.verify)
    trust = []
    for side in papers.SIDES:
        (tmp_path / f"{side}.pem").write_bytes(papers.key(side).certificate.pem)
        trust += ["--trust", f"{side}={tmp_path / side}.pem"]

    def run(data, *more):
        (tmp_path / "minutes.pdf").write_bytes(data)
        command = ["minutes", "verify", str(tmp_path / "minutes.pdf"), *trust, "--sides", "XX,YY", "--json", *more]
        done = CliRunner().invoke(verbale, command)
        told = json.loads(done.stdout)
        return done.exit_code, told, {one["kind"] for one in told["findings"]}

    return run


def test_the_paper_with_both_is_accepted(verify):
    code, told, kinds = verify(papers.signed_by_both())
    assert (code, told["accepted"], kinds) == (0, True, set())
    assert [(one["side"], one["at"]) for one in told["signatures"]] == [
        ("XX", "2026-03-01T09:30:00.000000Z"), ("YY", "2026-03-02T14:00:00.000000Z"),
    ]  # fmt: skip


@pytest.mark.parametrize("spoilt", REFUSED)
def test_what_is_refused(verify, spoilt):
    made, kind = REFUSED[spoilt]
    code, told, kinds = verify(made())
    assert (code, told["accepted"], kind in kinds) == (1, False, True), told["findings"]
    assert all(one["sentence"].endswith(".") for one in told["findings"])


def test_of_a_file_that_is_too_big_nothing_is_said_that_was_not_read(verify):
    most = signature.DEFAULT_LIMITS.bytes
    code, told, kinds = verify(papers.signed_by_both().ljust(most + 100, b"\0"))
    assert (code, kinds, told["sha256"], told["size"]) == (1, {"too big"}, None, None)
    assert told["findings"][0]["sentence"] == f"The file is larger than a paper may be: more than {most} bytes."


def test_a_revoked_certificate_is_refused(verify, tmp_path):
    pem = tmp_path / "YY.pem"
    assert verify(papers.signed_by_both(), "--revoked", f"{pem}=2026-03-02")[2] == {"revoked"}
    assert verify(papers.signed_by_both(), "--revoked", f"{pem}=2026-04-02T00:00:00+08:00")[2] == {"revoked since"}
