import base64
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.seal.pouches import OURS
from verbale.engines.seal import BadSignature, sshsig
from verbale.engines.seal.public import signing_line

SIGNER = signing_line(OURS.signing.public_key())
NAMESPACE = "verbale-pouch"
NO_SSH_KEYGEN = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is missing")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, check=True, **options)


@NO_SSH_KEYGEN
def test_ssh_keygen_accepts_what_is_signed_here(tmp_path):
    (tmp_path / "allowed").write_text(f'DD namespaces="{NAMESPACE}" {SIGNER}\n')
    (tmp_path / "message.sig").write_bytes(sshsig.sign(b"message\n", OURS.signing, NAMESPACE))

    verify = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "DD", "-n", NAMESPACE, "-s", "message.sig"]

    assert b"Good" in run(*verify, cwd=tmp_path, input=b"message\n").stdout
    with pytest.raises(subprocess.CalledProcessError):
        run(*verify, cwd=tmp_path, input=b"massage\n")


@NO_SSH_KEYGEN
@pytest.mark.parametrize("hashed", ["sha512", "sha256"])
def test_what_ssh_keygen_signs_is_accepted_here(tmp_path, hashed):
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / "key")
    signed = run(
        "ssh-keygen",
        "-Y",
        "sign",
        "-f",
        tmp_path / "key",
        "-n",
        NAMESPACE,
        "-O",
        f"hashalg={hashed}",
        input=b"message\n",
    )
    signer = (tmp_path / "key.pub").read_text().strip()

    assert sshsig.verify(b"message\n", signed.stdout, NAMESPACE) == signer


@NO_SSH_KEYGEN
def test_an_rsa_signature_is_refused(tmp_path):
    run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", tmp_path / "key")
    signed = run("ssh-keygen", "-Y", "sign", "-f", tmp_path / "key", "-n", NAMESPACE, input=b"message\n")

    with pytest.raises(BadSignature):
        sshsig.verify(b"message\n", signed.stdout, NAMESPACE)


@given(st.binary(max_size=2000))
def test_what_is_signed_here_is_accepted_here(message):
    assert sshsig.verify(message, sshsig.sign(message, OURS.signing, NAMESPACE), NAMESPACE) == SIGNER


def test_it_is_signed_the_same_way_twice():
    assert sshsig.sign(b"m", OURS.signing, NAMESPACE) == sshsig.sign(b"m", OURS.signing, NAMESPACE)


def test_another_message_or_purpose_is_refused():
    signature = sshsig.sign(b"m", OURS.signing, NAMESPACE)

    for message, namespace, why in [
        (b"n", NAMESPACE, "it was made over other bytes"),
        (b"m", "git", "it was made for another purpose"),
    ]:
        with pytest.raises(BadSignature) as refused:
            sshsig.verify(message, signature, namespace)
        assert refused.value.facts == {"why": why}


@given(st.data())
def test_any_changed_byte_of_the_blob_is_refused(data):
    lines = sshsig.sign(b"m", OURS.signing, NAMESPACE).splitlines()
    blob = bytearray(base64.b64decode(b"".join(lines[1:-1])))
    at = data.draw(st.integers(0, len(blob) - 1))
    blob[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(BadSignature):
        sshsig.verify(b"m", b"\n".join([lines[0], base64.b64encode(blob), lines[-1]]), NAMESPACE)


@given(st.integers(0, 182))
def test_any_cut_of_the_blob_is_refused(length):
    lines = sshsig.sign(b"m", OURS.signing, NAMESPACE).splitlines()
    blob = base64.b64decode(b"".join(lines[1:-1]))[:length]

    with pytest.raises(BadSignature):
        sshsig.verify(b"m", b"\n".join([lines[0], base64.b64encode(blob), lines[-1]]), NAMESPACE)


@pytest.mark.parametrize(
    "armoured",
    [
        b"",
        b"\n",
        b"-----BEGIN SSH SIGNATURE-----",
        b"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
        b"-----BEGIN SSH SIGNATURE-----\n!!!!\n-----END SSH SIGNATURE-----\n",
        b"-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----\n",
        b"\xff" * 10,
        b"x" * 5000,
    ],
)
def test_what_is_no_signature_is_refused(armoured):
    with pytest.raises(BadSignature):
        sshsig.verify(b"m", armoured, NAMESPACE)
