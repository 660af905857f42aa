import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.engines.seal.pouches import OURS
from verbale.engines.seal import BadPublicKey, PublicKeys

PUBLIC = OURS.public
NO_SSH_KEYGEN = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is missing")


def test_they_come_back_as_they_were_written():
    assert PublicKeys.read(PUBLIC.line()) == PUBLIC
    assert PublicKeys.read(f"  {PUBLIC.line()}\n") == PUBLIC


@NO_SSH_KEYGEN
def test_the_fingerprint_is_the_one_that_ssh_keygen_shows(tmp_path):
    (tmp_path / "key.pub").write_text(PUBLIC.signing + "\n")

    shown = subprocess.run(["ssh-keygen", "-lf", tmp_path / "key.pub"], capture_output=True, text=True, check=True)

    assert shown.stdout.split()[1] == PUBLIC.fingerprint


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
    ],
)
def test_anything_else_is_refused(signing, recipient):
    with pytest.raises(BadPublicKey):
        PublicKeys(signing, recipient)


@pytest.mark.parametrize("line", ["", PUBLIC.signing, PUBLIC.recipient, PUBLIC.line() + " more", "a b c"])
def test_a_line_that_is_none_is_refused(line):
    with pytest.raises(BadPublicKey):
        PublicKeys.read(line)
