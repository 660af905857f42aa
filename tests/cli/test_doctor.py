"""The doctor names what is wrong and how to mend it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import connection

from tests.domain.spine import pouches
from verbale.domain.spine import channel, dispatch
from verbale.kernel.clock import SystemClock
from verbale.kernel.home import Home
from verbale.records import triggers
from verbale.records.party import Party


@pytest.fixture
def look(nobody):
    def looked(terminal=nobody):
        result = terminal.run("doctor", "--json")
        told = json.loads(result.stdout)
        assert result.exit_code == (1 if told["faults"] else 0)
        assert all(one["mend"] for one in told["findings"] if one["state"] in ("fault", "warning"))
        return {(one["check"], one["state"]): one["says"] for one in told["findings"]}

    return looked


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


def test_a_recovery_key_that_lies_here_is_a_warning(look, admin, home: Home):
    assert ("recovery key", "warning") not in look()
    (home.keys / "recovery-key").write_text("x")
    (home.keys / "recovery-key").chmod(0o600)
    assert look()["recovery key", "warning"] == "it lies on this machine"


def test_in_a_demo_it_is_none(look, admin, home: Home):
    (home.keys / "recovery-key").write_text("x")
    home.config_file.write_text(replace(home.config(), demo=True).toml())
    assert ("recovery key", "warning") not in look()


def test_keys_of_a_later_generation_are_looked_at(look, admin, home: Home):
    (home.keys / "2").mkdir()
    (home.keys / "2" / "identity.txt").write_text("x")
    (home.keys / "2" / "identity.txt").chmod(0o640)
    assert look()["keys", "fault"] == "others than its owner can read 2/identity.txt"


def test_a_missing_folder_and_a_missing_secret(look, admin, home: Home):
    home.outbox.rmdir()
    home.secret_file.unlink()
    found = look()
    assert found["home", "fault"] == "missing: pouches/out"
    assert found["web secret", "fault"] == "it is missing or cannot be read"


def test_partners_are_looked_at_for_an_administrator(look, admin, partner, tmp_path):
    admin.done("partner", "folders", partner, "--to", str(tmp_path / "none"), "--from", str(tmp_path))
    admin.done("partner", "add", "BALTIC", "--name", "Baltic Academy")
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


@pytest.mark.parametrize(
    ("mode", "says"),
    [
        (0o750, "others than their owner can look into the folder"),
        (0o701, "others than their owner can look into the folder"),
        (0o500, "their owner may not use the folder"),
    ],
)
def test_the_mode_of_the_keys_folder(look, admin, home: Home, mode, says):
    (home.keys / "signing").touch(0o600)
    home.keys.chmod(mode)
    assert look()["keys", "fault"] == says
    home.keys.chmod(0o700)
    assert ("keys", "fault") not in look()


def test_a_missing_trigger_of_the_journal_is_a_fault_that_an_upgrade_mends(look, admin, nobody):
    assert look()["journal's triggers", "sound"] == "the database refuses to alter the journal"
    on = f" ON {triggers.PAYLOAD}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {triggers.PAYLOAD}_no_delete{on}")
    assert look()["journal's triggers", "fault"] == "missing or switched off: records_journalpayload_no_delete"
    nobody.done("upgrade")
    assert ("journal's triggers", "fault") not in look()


def test_a_channel_that_does_not_go_is_told_with_what_to_do(look, admin, partner):
    to, at = Party.objects.get(code=partner), SystemClock().now()
    check = f"channel with {partner}"
    assert [state for name, state in look(admin) if name == check] == []
    channel.ask_epoch(partner=to, epoch=7, at=at)
    assert look(admin)[check, "warning"] == f"{partner} was restored and begins epoch 7"
    channel.stop(partner=to, why="Two contents.", clause="5.6", at=at)
    assert look(admin)[check, "fault"] == "it is stopped: Two contents."


def test_a_restored_node_says_that_the_partner_has_not_confirmed_its_epoch(look, admin, partner):
    to, at = Party.objects.get(code=partner), SystemClock().now()
    pouches.sealed(to, at)
    epoch = channel.begin_epochs(at=at)[partner]
    said = f"this node was restored; {partner} has not confirmed epoch {epoch} yet"
    assert look(admin)[f"channel with {partner}", "warning"] == said


def test_what_the_inspector_withheld_is_a_fault(look, admin, partner):
    to, at = Party.objects.get(code=partner), SystemClock().now()
    dispatch.withheld(channel=channel.of(to), why="It names no act.", at=at)
    assert look(admin)[f"channel with {partner}", "fault"] == "the inspector let a pouch not leave: It names no act."
