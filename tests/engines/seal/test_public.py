import base64
import shutil
import subprocess
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.engines.seal.pouches import OURS, STRANGER, THEIRS
from verbale.engines.seal import BadPublicKey, PublicKeys
from verbale.engines.seal.public import fingerprint

PUBLIC = OURS.public
NO_SSH_KEYGEN = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is missing")


WITH_RECOVERY = replace(PUBLIC, recovery=THEIRS.public.signing)


@pytest.mark.parametrize("keys", [PUBLIC, WITH_RECOVERY])
def test_they_come_back_as_they_were_written(keys):
    assert PublicKeys.read(keys.line()) == keys
    assert PublicKeys.read(f"  {keys.line()}\n") == keys


def test_the_line_is_that_of_the_protocol():
    assert PUBLIC.line() == f"{PUBLIC.signing} {PUBLIC.recipient}"
    assert WITH_RECOVERY.line() == f"{PUBLIC.signing} {PUBLIC.recipient} {THEIRS.public.signing}"


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum (coreutils) is missing")
def test_the_fingerprint_is_over_the_whole_line():
    told = subprocess.run(["sha256sum"], input=WITH_RECOVERY.line().encode(), capture_output=True, check=True)
    digest = bytes.fromhex(told.stdout.split()[0].decode())

    assert WITH_RECOVERY.fingerprint == "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def test_any_other_key_shows_in_the_fingerprint():
    others = {
        PUBLIC, WITH_RECOVERY, replace(PUBLIC, recipient=THEIRS.public.recipient),
        replace(PUBLIC, signing=THEIRS.public.signing), replace(PUBLIC, recovery=STRANGER.public.signing),
    }  # fmt: skip

    assert len({keys.fingerprint for keys in others}) == 5


@NO_SSH_KEYGEN
def test_the_fingerprint_of_one_key_is_the_one_that_ssh_keygen_shows(tmp_path):
    (tmp_path / "key.pub").write_text(PUBLIC.signing + "\n")

    shown = subprocess.run(["ssh-keygen", "-lf", tmp_path / "key.pub"], capture_output=True, text=True, check=True)

    assert shown.stdout.split()[1] == fingerprint(PUBLIC.signing)


ECDSA = generate_private_key(SECP256R1()).public_key()
OTHER_KIND = ECDSA.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


@pytest.mark.parametrize(
    ("signing", "recipient"),
    [
        ("", PUBLIC.recipient),
        ("ssh-ed25519", PUBLIC.recipient),
        ("ssh-ed25519 AAAA", PUBLIC.recipient),
        (OTHER_KIND, PUBLIC.recipient),
        (PUBLIC.signing + " anna@desk", PUBLIC.recipient),
        (PUBLIC.signing, ""),
        (PUBLIC.signing, "age1xyz"),
        (PUBLIC.signing, PUBLIC.recipient[:-1] + ("q" if PUBLIC.recipient[-1] != "q" else "p")),
        (PUBLIC.signing, str(OURS.identity)),
        (PUBLIC.signing, PUBLIC.recipient.upper()),
        (PUBLIC.signing, "\udce1" + PUBLIC.recipient),
        (PUBLIC.signing + "\udce1", PUBLIC.recipient),
    ],
)
def test_anything_else_is_refused(signing, recipient):
    with pytest.raises(BadPublicKey):
        PublicKeys(signing, recipient)


@pytest.mark.parametrize(
    "recovery", [PUBLIC.signing, OTHER_KIND, "ssh-ed25519 AAAA", THEIRS.public.signing + " anna@desk", "x"]
)
def test_a_recovery_key_of_another_kind_is_refused(recovery):
    with pytest.raises(BadPublicKey):
        PublicKeys(PUBLIC.signing, PUBLIC.recipient, recovery)


@pytest.mark.parametrize(
    "line",
    [
        "",
        PUBLIC.signing,
        PUBLIC.recipient,
        PUBLIC.line() + " more",
        "a b c",
        WITH_RECOVERY.line() + " more",
        "a b c d e",
    ],
)
def test_a_line_that_is_none_is_refused(line):
    with pytest.raises(BadPublicKey):
        PublicKeys.read(line)
