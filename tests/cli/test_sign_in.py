"""An act has a person: by a token that was given to somebody who signed in, and by nothing else."""

from __future__ import annotations

import json
import stat

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from verbale.cli.sign_in import forget, keep, kept
from verbale.domain.spine import person as people
from verbale.domain.spine import token as tokens
from verbale.kernel.clock import SystemClock
from verbale.kernel.home import Home
from verbale.records.person import AccessToken, Person, Role

PASSWORD = "a long enough passphrase"


@pytest.fixture
def desk(hire):
    terminal = hire("desk", Role.DESK)
    people.set_password(Person.objects.get(handle="desk"), PASSWORD)
    return terminal


def refused(result):
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


def test_nobody_is_signed_in(nobody, desk):
    assert refused(nobody.run("whoami")).startswith("Nobody is signed in to the node in ")


@pytest.mark.parametrize("secret", ["desk", "vbl_", "vbl_" + "0" * 60, "Desk' OR 1=1"])
def test_a_name_or_a_made_up_token_is_nobody(desk, secret):
    desk.secret = secret
    assert refused(desk.run("whoami")).startswith("This token was revoked, has expired, or never existed.")


def test_a_revoked_token_is_nobody(desk):
    assert desk.done("whoami")["handle"] == "desk"
    AccessToken.objects.update(revoked_at=SystemClock().now())
    assert "was revoked" in refused(desk.run("whoami"))


def test_an_expired_token_is_nobody(desk):
    AccessToken.objects.update(expires_at=SystemClock().now())
    assert "has expired" in refused(desk.run("whoami"))


def test_a_deactivated_person_is_nobody(desk):
    Person.objects.filter(handle="desk").update(is_active=False)
    assert "has expired" in refused(desk.run("whoami"))


def test_signing_in_keeps_a_token_that_only_the_user_reads(nobody, desk, home):
    result = nobody.run("login", "--handle", "desk", "--json", input=f"{PASSWORD}\n")
    told = json.loads(result.stdout)
    assert (told["handle"], told["second_factor"], result.stderr) == ("desk", False, "")
    (file,) = (nobody.state / "verbale" / "tokens").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert nobody.done("whoami") == {
        "handle": "desk", "name": "Desk", "roles": ["desk"], "second_factor": False, "expires": told["expires"],
    }  # fmt: skip


def test_a_token_is_for_one_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    one, other = Home(tmp_path / "one"), Home(tmp_path / "other")
    keep(one, "vbl_1")
    keep(one, "vbl_2")
    assert (kept(one), kept(other)) == ("vbl_2", "")
    forget(one)
    forget(one)
    assert kept(one) == ""


@pytest.mark.parametrize(("handle", "password"), [("desk", "wrong"), ("desk", ""), ("stranger", PASSWORD)])
def test_a_wrong_password_and_a_stranger_are_refused_alike(nobody, desk, handle, password):
    said = refused(nobody.run("login", "--handle", handle, input=f"{password}\n"))
    assert said.startswith("Sign-in name and password do not fit together")
    assert not (nobody.state / "verbale").exists()


def test_a_second_factor_is_asked_for_and_counts(nobody, desk):
    device = TOTPDevice.objects.create(user=Person.objects.get(handle="desk"), confirmed=True, name="authenticator")
    assert "code is wrong" in refused(nobody.run("login", "--handle", "desk", input=f"{PASSWORD}\n000000\n"))
    device.throttle_reset()
    code = f"{totp(device.bin_key):06d}"
    result = nobody.run("login", "--handle", "desk", "--json", input=f"{PASSWORD}\n{code}\n")
    assert json.loads(result.stdout)["second_factor"] is True
    assert nobody.done("whoami")["second_factor"] is True


def test_signing_out_revokes(nobody, desk):
    nobody.run("login", "--handle", "desk", input=f"{PASSWORD}\n")
    secret = next((nobody.state / "verbale" / "tokens").iterdir()).read_text().strip()
    assert nobody.run("logout").stdout == "Desk is signed out.\n"
    assert refused(nobody.run("whoami")).startswith("Nobody is signed in")
    with pytest.raises(people.NoSuchToken):
        tokens.token_of(secret, at=SystemClock().now())


def test_tokens_are_made_listed_and_revoked(desk, hire):
    made = desk.done("token", "create", "--label", "nightly", "--days", "3")
    script = type(desk)(made["token"], desk.state)
    assert script.done("whoami")["handle"] == "desk"
    assert [row["label"] for row in desk.done("token", "list")] == ["nightly", "test"]
    stranger = hire("stranger", Role.LIBRARIAN)
    assert refused(stranger.run("token", "revoke", made["id"])).startswith("There is no token ")
    desk.done("token", "revoke", made["id"])
    assert "was revoked" in refused(script.run("whoami"))
