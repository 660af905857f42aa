"""The doctor names what is wrong and how to mend it."""

from __future__ import annotations

import json

import pytest

from verbale.kernel.home import Home
from verbale.records.person import Role


@pytest.fixture
def look(nobody):
    def looked(terminal=nobody):
        result = terminal.run("doctor", "--json")
        told = json.loads(result.stdout)
        assert result.exit_code == (1 if told["faults"] else 0)
        assert all(one["mend"] for one in told["findings"] if one["state"] in ("fault", "warning"))
        return {(one["check"], one["state"]): one["says"] for one in told["findings"]}

    return looked


@pytest.fixture
def admin(hire):
    return hire("admin", Role.ADMINISTRATOR)


def test_a_node_without_keys_and_signed_heads(look, admin):
    found = look()
    assert found["keys", "fault"] == "the node has none"
    assert found["journal", "warning"].startswith("no signed head was exported")
    assert found["database", "sound"] in ("sqlite", "postgresql")
    assert ("people, fonts, partners, policies", "not checked") in found


def test_what_others_can_read_is_a_fault(look, admin, home: Home):
    key = home.keys / "signing"
    key.write_text("x")
    key.chmod(0o644)
    home.secret_file.chmod(0o640)
    home.keys.chmod(0o755)
    home.path.chmod(0o777)
    found = look()
    assert found["keys", "fault"] == "others than its owner can read signing"
    assert found["web secret", "fault"] == "others than its owner can read it"
    assert found["home", "fault"] == "anybody on this machine can write into it"


def test_a_missing_folder_and_a_missing_secret(look, admin, home: Home):
    home.outbox.rmdir()
    home.secret_file.unlink()
    found = look()
    assert found["home", "fault"] == "missing: pouches/out"
    assert found["web secret", "fault"] == "it is missing or cannot be read"


def test_partners_are_looked_at_for_an_administrator(look, admin, partner, tmp_path):
    admin.done("party", "folders", partner, "--to", str(tmp_path / "none"), "--from", str(tmp_path))
    admin.done("party", "add", "BALTIC", "--name", "Baltic Academy")
    found = look(admin)
    assert found[f"folder to {partner}", "fault"] == f"{tmp_path / 'none'} is not there"
    assert found[f"folder from {partner}", "sound"] == str(tmp_path)
    assert found[f"policy for {partner}", "sound"] == "supply 1, by article 4"
    assert found[f"policy for {partner}", "fault"] == "the marking “for reference only” that it demands is not defined"
    assert found["policy for BALTIC", "fault"].startswith("No policy is used for BALTIC")
    assert found["keys of BALTIC", "warning"].startswith("there are none")
    assert found["people", "warning"].endswith(" approves and has no second factor")


def test_an_authority_that_nobody_holds_is_a_fault(look, admin, partner):
    for row in admin.done("authority", "list"):
        for held in row["held"]:
            admin.done("authority", "end", held["id"], "--on", "2020-01-02")
    admin.done("caveat", "define", "for reference only", "--text", "x")
    assert look(admin)[f"policy for {partner}", "fault"].startswith("nobody holds the authority “")


def test_people_read_only_what_needs_them(nobody, admin):
    brief, whole = nobody.run("doctor").stdout, nobody.run("doctor", "--all").stdout
    assert "sound:" not in brief
    assert "sound:       python:" in whole
    assert "→" in brief
