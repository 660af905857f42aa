"""Signing with a key on a token, played by SoftHSM."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, ObjectClass

from tests.engines.signature.papers import SECOND, judged, key, signed_by_one, signer
from verbale.engines.signature import (
    NoKeyOnToken,
    NoModule,
    NoToken,
    Signer,
    Token,
    TokenFailed,
    WrongPin,
    on_token,
    sign,
    write_key_file,
)

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "4711"

needs_softhsm = pytest.mark.skipif(
    not MODULE.exists() or shutil.which("softhsm2-util") is None, reason="the Debian package softhsm2 is not installed"
)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Token]:
    """A token that holds the key of YY; the driver reads where its tokens lie once a process."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    before, os.environ["SOFTHSM2_CONF"] = os.environ.get("SOFTHSM2_CONF"), str(folder / "softhsm2.conf")
    private = key("YY").private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(private)
    _softhsm("--init-token", "--free", "--label", "desk", "--pin", PIN, "--so-pin", "0815")
    asked = ("--token", "desk", "--label", "minutes", "--id", "01", "--pin", PIN)
    _softhsm("--import", str(folder / "key.pem"), *asked)
    yield Token(MODULE, "desk", "minutes", PIN, key("YY").certificate)
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


def _softhsm(*asked: str) -> None:
    subprocess.run(["softhsm2-util", *asked], check=True, capture_output=True)


@needs_softhsm
def test_a_signature_from_a_token(token: Token) -> None:
    with on_token(token) as known:
        assert known.certificate == key("YY").certificate
        data = sign(signed_by_one(), side="YY", signer=known, at=SECOND)
    assert judged(data).accepted
    assert PIN not in repr(token)


@needs_softhsm
def test_the_certificate_on_the_token(token: Token) -> None:
    with pytest.raises(NoKeyOnToken) as refused, on_token(replace(token, certificate=None)):
        pass
    assert refused.value.facts == {"token": "desk", "what": "certificate", "label": "minutes"}
    _put_certificate(token)
    with on_token(replace(token, certificate=None)) as known:
        assert known.certificate == key("YY").certificate
        assert judged(sign(signed_by_one(), side="YY", signer=known, at=SECOND)).accepted


@needs_softhsm
def test_what_a_token_refuses(token: Token) -> None:
    wrong = [
        (WrongPin, replace(token, pin="0000")),
        (NoToken, replace(token, token="other")),
        (NoKeyOnToken, replace(token, key="other")),
        (NoModule, replace(token, module=Path("/nowhere/driver.so"))),
    ]
    for error, asked in wrong:
        with pytest.raises(error), on_token(asked):
            pass


@needs_softhsm
def test_a_token_that_is_gone(token: Token) -> None:
    file = Path(os.environ["SOFTHSM2_CONF"]).with_name("key.pem")
    _softhsm("--import", str(file), "--token", "desk", "--label", "gone", "--id", "02", "--pin", PIN)
    with pytest.raises(TokenFailed), on_token(replace(token, key="gone")) as known:
        _sign_without_key(known)


def _sign_without_key(known: Signer) -> None:
    with pkcs11.lib(str(MODULE)).get_token(token_label="desk").open(rw=True, user_pin=PIN) as session:
        for one in list(session.get_objects({Attribute.LABEL: "gone"})):
            one.destroy()
    sign(signed_by_one(), side="YY", signer=known, at=SECOND)


def _put_certificate(token: Token) -> None:
    found = pkcs11.lib(str(MODULE)).get_token(token_label="desk")
    with found.open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                Attribute.LABEL: "minutes",
                Attribute.TOKEN: True,
                Attribute.SUBJECT: key("YY").certificate.x509.subject.public_bytes(),
                Attribute.VALUE: key("YY").certificate.der,
            }
        )


def test_a_signature_from_a_key_file(tmp_path: Path) -> None:
    file = tmp_path / "novak.p12"
    write_key_file(file, key("YY"), "a long passphrase")
    made = sign(signed_by_one(), side="YY", signer=Signer.from_key_file(file, "a long passphrase"), at=SECOND)
    assert judged(made).accepted


def test_a_signer_does_not_show_its_key() -> None:
    assert repr(signer("XX")) == f"Signer(certificate={signer('XX').certificate!r})"
