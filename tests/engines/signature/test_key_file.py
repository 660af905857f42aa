"""Keys kept in files."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from tests.engines.signature.papers import VALID_FROM, VALID_UNTIL, key, serial
from verbale.engines.signature import (
    KeyFileThere,
    KeyOfAnother,
    NoKey,
    NoKeyFile,
    NoPassphrase,
    SigningKey,
    Subject,
    UnusableKey,
    WrongPassphrase,
    make_certificate,
    read_key_file,
    write_key_file,
)

PASSPHRASE = "correct пароль 口令"


def test_written_and_read(tmp_path: Path) -> None:
    file = tmp_path / "keller.p12"
    write_key_file(file, key("XX"), PASSPHRASE)
    assert file.stat().st_mode & 0o777 == 0o600
    read = read_key_file(file, PASSPHRASE)
    assert read.certificate == key("XX").certificate
    assert read.private.private_numbers() == key("XX").private.private_numbers()
    assert b"PRIVATE" not in file.read_bytes()


def test_never_over_another(tmp_path: Path) -> None:
    file = tmp_path / "keller.p12"
    file.write_text("something else")
    with pytest.raises(KeyFileThere):
        write_key_file(file, key("XX"), PASSPHRASE)
    assert file.read_text() == "something else"
    with pytest.raises(NoPassphrase):
        write_key_file(tmp_path / "other.p12", key("XX"), "short")
    assert [one.name for one in tmp_path.iterdir()] == ["keller.p12"]


def test_a_wrong_passphrase(tmp_path: Path) -> None:
    file = tmp_path / "keller.p12"
    write_key_file(file, key("XX"), PASSPHRASE)
    for wrong in ("", "wrong passphrase"):
        with pytest.raises(WrongPassphrase) as refused:
            read_key_file(file, wrong)
        assert refused.value.sentence() == (
            "The passphrase does not open the key file “keller.p12”, or the file is damaged. Try again; nothing was "
            "signed."
        )


def test_no_key_file(tmp_path: Path) -> None:
    with pytest.raises(NoKeyFile):
        read_key_file(tmp_path / "missing.p12", PASSPHRASE)
    with pytest.raises(NoKeyFile):
        read_key_file(tmp_path, PASSPHRASE)
    other = tmp_path / "other.p12"
    for data in (b"", b"hello", b"\0" * (1024**2 + 1)):
        other.write_bytes(data)
        with pytest.raises(NoKeyFile):
            read_key_file(other, PASSPHRASE)


def test_no_key_in_it(tmp_path: Path) -> None:
    file, protection = tmp_path / "half.p12", BestAvailableEncryption(PASSPHRASE.encode())
    private, certificate = key("XX").private, key("XX").certificate.x509
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"", None, certificate, None, protection))
    with pytest.raises(NoKey) as refused:
        read_key_file(file, PASSPHRASE)
    assert refused.value.facts == {"file": "half.p12", "what": "private key"}
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"", private, None, None, protection))
    with pytest.raises(NoKey):
        read_key_file(file, PASSPHRASE)


def test_keys_that_do_not_serve(tmp_path: Path) -> None:
    with pytest.raises(KeyOfAnother):
        SigningKey(key("XX").certificate, key("YY").private)
    for private in (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP384R1())):
        with pytest.raises(UnusableKey):
            SigningKey(_certified(private), private)
    odd = ed25519.Ed25519PrivateKey.generate()
    file, protection = tmp_path / "odd.p12", BestAvailableEncryption(PASSPHRASE.encode())
    packed = pkcs12.serialize_key_and_certificates(b"", odd, None, None, protection)
    file.write_bytes(packed)
    with pytest.raises(NoKey):
        read_key_file(file, PASSPHRASE)


def _certified(private):  # type: ignore[no-untyped-def]
    subject = Subject("XX", "Desk", "A. Keller")
    return make_certificate(subject, private, valid_from=VALID_FROM, valid_until=VALID_UNTIL, random=serial)
