import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.seal.pouches import OURS, STRANGER, THEIRS
from verbale.engines.seal import BadPublicKey, sshsig
from verbale.engines.seal.signers import (
    LARGEST,
    BadSigners,
    MayNotSign,
    Reason,
    Signer,
    may_sign,
    read_revoked,
    read_signers,
    write_signers,
)
from verbale.kernel.clock import NoZone

NO_SSH_KEYGEN = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is missing")
OUR_KEY, THEIR_KEY = OURS.public.signing, THEIRS.public.signing
POUCH = "verbale-pouch"
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DD = Signer("DD", OUR_KEY, "verbale-*", AT, AT + timedelta(days=365))
ECDSA = generate_private_key(SECP256R1()).public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()

AUTHORITY = "it names an authority for certificates, and none are used here"
TWICE = "its option “namespaces” stands twice, or has no value in quotes"
OPTIONS = "its options cannot be read: no spaces between them, values in quotes"
FORM = "it is not of principals, options and a key"
NEVER = "its valid-before is not after its valid-after"


def test_a_line_is_what_openssh_writes():
    assert (
        DD.line() == f'DD namespaces="verbale-*",valid-after="20261121093000Z",valid-before="20271121093000Z" {OUR_KEY}'
    )
    assert Signer("a b", OUR_KEY).line() == f'"a b" {OUR_KEY}'


def test_a_file_is_read_as_openssh_reads_it():
    text = f"""
# a comment
  \t# another
DD {OUR_KEY}
\tDD,C?,!x {OUR_KEY} and a comment\r
"with space"   Namespaces="a,\\"b\\"",VALID-AFTER="20261121z"\t{OUR_KEY}
"DD" valid-before="202611210930Z" {THEIR_KEY}
"""

    assert read_signers(text) == (
        Signer("DD", OUR_KEY),
        Signer("DD,C?,!x", OUR_KEY),
        Signer("with space", OUR_KEY, 'a,"b"', datetime(2026, 11, 21, tzinfo=UTC)),
        Signer("DD", THEIR_KEY, valid_before=AT),
    )


def test_times_without_z_are_those_of_the_given_zone():
    text = f'DD valid-after="20261121173000" {OUR_KEY}'

    assert read_signers(text, ZoneInfo("Asia/Shanghai")) == (Signer("DD", OUR_KEY, valid_after=AT),)
    with pytest.raises(BadSigners):
        read_signers(text)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("DD", FORM),
        (f'"DD {OUR_KEY}', FORM),
        (f'D"D {OUR_KEY}', FORM),
        (f'"" {OUR_KEY}', FORM),
        ("DD ssh-ed25519", "there is no key where one is due"),
        ("DD ssh-ed25519 AAAA", "it is not an OpenSSH public key"),
        (f"DD {ECDSA}", "it is not an Ed25519 key"),
        (f"DD cert-authority {OUR_KEY}", AUTHORITY),
        (f'DD namespaces="a",Cert-Authority {OUR_KEY}', AUTHORITY),
        (f"DD no-touch-required {OUR_KEY}", "nobody here knows the option “no-touch-required”"),
        (f'DD namespaces="a",namespaces="b" {OUR_KEY}', TWICE),
        (f"DD namespaces {OUR_KEY}", TWICE),
        (f'DD namespaces="" {OUR_KEY}', TWICE),
        (f"DD namespaces=a {OUR_KEY}", OPTIONS),
        (f'DD namespaces="a {OUR_KEY}', OPTIONS),
        (f'DD namespaces="a", {OUR_KEY}', OPTIONS),
        (f'DD namespaces="a"x {OUR_KEY}', OPTIONS),
        ('DD namespaces="a"', OPTIONS),
        (f'DD valid-after="2026-11-21Z" {OUR_KEY}', "the time “2026-11-21Z” is not of YYYYMMDD[HHMM[SS]]Z"),
        (f'DD valid-after="20261121" {OUR_KEY}', "the time “20261121” is not of YYYYMMDD[HHMM[SS]]Z"),
        (f'DD valid-after="20261321Z" {OUR_KEY}', "there is no time “20261321Z”"),
        (f'DD valid-after="19700101Z" {OUR_KEY}', "a time before 1971 stands for none"),
        (f'DD valid-after="20261121Z",valid-before="20261121Z" {OUR_KEY}', NEVER),
        (f"{'x' * 2000} {OUR_KEY}", "a pattern is longer than 1022 bytes"),
        (f"D\x00D {OUR_KEY}", "it is no line of text"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_refuses_the_list(line, why):
    with pytest.raises(BadSigners) as refused:
        read_signers(f"DD {OUR_KEY}\n{line}\n")

    assert refused.value.facts == {"line": 2, "why": why}


def test_a_long_list_is_not_read():
    with pytest.raises(BadSigners):
        read_signers("#" * (LARGEST + 1))


@pytest.mark.parametrize(
    "wrong", [{"principals": ""}, {"principals": 'a"b'}, {"principals": "a\nb"}, {"namespaces": "a\n"}]
)
def test_a_signer_that_no_line_can_tell_is_refused(wrong):
    with pytest.raises(BadSigners):
        replace(DD, **wrong)


def test_a_signers_key_has_no_comment():
    for key in (f"{OUR_KEY} anna", f"{OUR_KEY}\n"):
        with pytest.raises(BadSigners):
            replace(DD, key=key)
    with pytest.raises(BadPublicKey):
        replace(DD, key="ssh-ed25519")


LINES = (
    DD,
    Signer("CN", THEIR_KEY, "verbale-pouch,verbale-text", valid_before=AT),
    Signer("*,!DD", STRANGER.public.signing),
)


def reason(principal, key, namespace, at, revoked=frozenset()):
    try:
        return may_sign(LINES, principal, key, namespace, at, revoked)
    except MayNotSign as refused:
        return refused.facts["reason"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("DD", OUR_KEY, POUCH, AT), DD),
        (("DD", OUR_KEY, POUCH, AT + timedelta(days=365, microseconds=999_999)), DD),
        (("DD", OUR_KEY, POUCH, AT + timedelta(days=365, seconds=1)), Reason.NO_MORE),
        (("DD", OUR_KEY, POUCH, AT - timedelta(microseconds=1)), Reason.NOT_YET),
        (("DD", OUR_KEY, "git", AT), Reason.OTHER_NAMESPACE),
        (("CN", OUR_KEY, POUCH, AT), Reason.OTHER_PRINCIPAL),
        (("DD", THEIRS.public.signing, POUCH, AT), Reason.OTHER_PRINCIPAL),
        (("CN", THEIR_KEY, "verbale-keys", AT), Reason.OTHER_NAMESPACE),
        (("DD", signing := Signer("x", STRANGER.public.signing).key, POUCH, AT), Reason.OTHER_PRINCIPAL),
        (("XX", signing, "anything", AT), LINES[2]),
        (("XX", signing, "anything", AT, {signing}), Reason.REVOKED),
        (("DD", "ssh-ed25519 " + OUR_KEY.split()[1], POUCH, AT, {THEIR_KEY}), DD),
    ],
)
def test_who_may_sign(asked, told):
    assert reason(*asked) == told


def test_an_unknown_key_is_named_by_its_fingerprint():
    with pytest.raises(MayNotSign) as refused:
        may_sign(LINES[:1], "DD", THEIR_KEY, POUCH, AT)

    assert refused.value.facts == {
        "fingerprint": refused.value.facts["fingerprint"],
        "principal": "DD",
        "namespace": POUCH,
        "why": "no line names it",
        "reason": Reason.UNKNOWN_KEY,
    }
    assert refused.value.facts["fingerprint"].startswith("SHA256:")


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(NoZone, match="no time zone"):
        may_sign(LINES, "DD", OUR_KEY, POUCH, AT.replace(tzinfo=None))


def test_revoked_keys_are_read():
    assert read_revoked(f"# gone\n\n{OUR_KEY} anna\n{THEIR_KEY}\n") == {OUR_KEY, THEIR_KEY}
    with pytest.raises(BadSigners):
        read_revoked("SSHKRL\n\x00")


SIGNS = st.text("DC?*!,@", min_size=1, max_size=6).filter(lambda text: not text.startswith("#"))
MOMENTS = st.integers(0, 6).map(lambda hours: AT + timedelta(hours=hours, seconds=hours % 2))


@st.composite
def signers(draw):
    after, before = draw(st.none() | MOMENTS), draw(st.none() | MOMENTS)
    if after and before and before <= after:
        before = None
    key = draw(st.sampled_from([OUR_KEY, THEIR_KEY]))
    return Signer(
        draw(SIGNS), key, draw(st.just("") | st.sampled_from(["*", "verbale-*", "git,!ver*", POUCH])), after, before
    )


@given(st.lists(signers(), max_size=4))
def test_what_is_written_comes_back(lines):
    assert read_signers(write_signers(lines)) == tuple(lines)


def openssh_says(folder, text, principal, at, revoked, zone):
    (folder / "allowed").write_text(text)
    (folder / "revoked").write_text("".join(f"{key}\n" for key in revoked))
    (folder / "signed.sig").write_bytes(sshsig.sign(b"message", OURS.signing, POUCH))
    command = [
        "ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", principal, "-n", POUCH, "-s", "signed.sig",
        "-O", f"verify-time={at:%Y%m%d%H%M%SZ}", *(["-r", "revoked"] if revoked else []),
    ]  # fmt: skip
    asked = subprocess.run(command, cwd=folder, input=b"message", capture_output=True, env={"TZ": zone}, check=False)
    return asked.returncode == 0


@NO_SSH_KEYGEN
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(signers(), min_size=1, max_size=3),
    st.text("DC@", min_size=1, max_size=3),
    MOMENTS,
    st.sets(st.sampled_from([OUR_KEY, THEIR_KEY]), max_size=1),
)
def test_openssh_says_the_same(tmp_path, lines, principal, at, revoked):
    text = write_signers(lines)
    try:
        may_sign(read_signers(text), principal, OUR_KEY, POUCH, at, revoked)
        said = True
    except MayNotSign:
        said = False

    assert said is openssh_says(tmp_path, text, principal, at, revoked, "UTC")


@NO_SSH_KEYGEN
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Lima"])
@pytest.mark.parametrize(
    ("line", "principal"),
    [
        (f"DD {OUR_KEY}", "DD"),
        (f"DD {OUR_KEY} with a comment", "DD"),
        (f'"D D" {OUR_KEY}', "D D"),
        (f'  DD \t NAMESPACES="a b,{POUCH}" {OUR_KEY}', "DD"),
        (f'DD valid-after="20261121" {OUR_KEY}', "DD"),
        (f'DD valid-after="202611210930" {OUR_KEY}', "DD"),
        (f'DD valid-after="20261121093000Z" {OUR_KEY}', "DD"),
        (f'DD valid-after="20261121093001Z" {OUR_KEY}', "DD"),
        (f'DD valid-before="20261121093000" {OUR_KEY}', "DD"),
        (f'DD valid-before="20261121093000Z" {OUR_KEY}', "DD"),
        (f'DD valid-before="20261121092959Z" {OUR_KEY}', "DD"),
        (f'DD valid-before="20261122" {OUR_KEY}', "DD"),
        (f'DD namespaces="verbale-?ouch" {OUR_KEY}\r', "DD"),
        (f"# DD {OUR_KEY}", "DD"),
    ],
)
def test_openssh_reads_the_same_lines(tmp_path, line, principal, zone):
    try:
        may_sign(read_signers(line, ZoneInfo(zone)), principal, OUR_KEY, POUCH, AT)
        said = True
    except MayNotSign:
        said = False

    assert said is openssh_says(tmp_path, line + "\n", principal, AT, (), zone)
