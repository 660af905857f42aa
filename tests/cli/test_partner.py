"""Partners at the terminal: introduced, trusted, and what lets a channel go on."""

import pytest

from tests.carrier.conftest import bureau
from tests.cli.conftest import Terminal
from tests.engines.seal.pouches import fresh_keys
from tests.records.rows import make
from verbale.domain.spine import channel, party_keys
from verbale.engines.seal import read_signers
from verbale.engines.seal.keys import make_keys, recover_keys, rotate_keys
from verbale.records.channel import ReturnedPouch
from verbale.records.party import Party, PartyKeys

__all__ = ["bureau"]


@pytest.fixture
def admin(at_desk) -> Terminal:
    return at_desk("admin")


def test_a_partner_is_introduced_with_an_address_or_as_one_without_a_node(admin):
    told = admin.done("partner", "add", "BALTIC", "--name", "Baltic", "--address", "https://node.baltic.example")
    assert (told["address"], told["by_letter"]) == ("https://node.baltic.example", False)
    assert admin.done("partner", "add", "ALPINE", "--name", "Alpine", "--by-letter")["by_letter"] is True
    assert admin.run("partner", "add", "X1", "--name", "X", "--address", "http://elsewhere.example").exit_code == 2
    set_to = admin.done("partner", "address", "ALPINE", "https://a.example", "--resend-after", "60")
    assert (set_to["address"], set_to["resend_after"]) == ("https://a.example", 60)
    assert admin.done("partner", "address", "ALPINE", "--none")["address"] == ""
    assert admin.run("partner", "address", "ALPINE", "--resend-after", "0").exit_code == 2
    assert admin.run("partner", "address", "ALPINE", "ftp://x", "--resend-after", "90").exit_code == 2
    assert admin.done("partner", "address", "ALPINE", "--none")["resend_after"] == 60
    assert admin.done("partner", "show", "ALPINE")["channel"] is None


def test_whether_a_partner_runs_a_node_is_set(admin, at_desk):
    assert admin.done("partner", "address", "THEIRS", "--by-letter")["by_letter"] is True
    assert "THEIRS runs no node" in admin.run("partner", "address", "THEIRS", "--by-letter").stdout
    assert admin.done("partner", "address", "THEIRS", "--by-node")["by_letter"] is False
    assert at_desk("desk").run("partner", "address", "THEIRS", "--by-letter").exit_code == 1
    assert not Party.objects.get(code="THEIRS").by_letter


def test_keys_are_trusted_by_a_fingerprint_read_in_groups(admin, bureau, tmp_path):
    keys = fresh_keys().public
    (tmp_path / "k.pub").write_text(keys.line())
    admin.done("partner", "keys", "THEIRS", str(tmp_path / "k.pub"))
    signs = keys.fingerprint
    spoken = " ".join(signs[start : start + 4] for start in range(0, len(signs), 4))
    assert admin.done("partner", "trust", "THEIRS", spoken)["fingerprint"] == keys.fingerprint
    states = {row["fingerprint"]: row["state"] for row in admin.done("partner", "keys", "THEIRS")}
    assert states == {bureau.keys["THEIRS"].public.fingerprint: "revoked", keys.fingerprint: "confirmed"}
    lists = admin.done("partner", "keys", "THEIRS", "--allowed-signers", "--revoked")
    (signer,) = read_signers("\n".join(lists["allowed_signers"]))
    assert (signer.principals, signer.key, signer.namespaces) == ("THEIRS", keys.signing, "verbale-*")
    assert lists["revoked"] == [bureau.keys["THEIRS"].public.signing]
    plain = admin.run("partner", "keys", "THEIRS", "--allowed-signers").stdout
    assert plain == signer.line() + "\n"


def test_a_fingerprint_that_is_another_is_told_whether_keys_wait_or_not(admin, bureau, tmp_path):
    trust, other = ("partner", "trust", "THEIRS", fresh_keys().public.fingerprint), fresh_keys().public
    said = admin.run(*trust)
    assert (said.exit_code, "not that of these keys" in said.stderr) == (1, True)
    (tmp_path / "k.pub").write_text(other.line())
    admin.done("partner", "keys", "THEIRS", str(tmp_path / "k.pub"))
    assert "not that of these keys" in admin.run(*trust).stderr
    states = {row["fingerprint"]: row["state"] for row in admin.done("partner", "keys", "THEIRS")}
    assert states == {bureau.keys["THEIRS"].public.fingerprint: "confirmed", other.fingerprint: "not confirmed"}
    PartyKeys.objects.filter(party=bureau.partner).update(revoked_at=bureau.at())
    none = admin.run(*trust)
    assert (none.exit_code, "No confirmed keys of THEIRS are known" in none.stderr) == (1, True)


def test_a_recovery_statement_is_taken_and_what_the_signing_key_alone_says_is_not(admin, bureau, at_desk, tmp_path):
    first = make_keys(tmp_path / "keys", None, tmp_path / "safe")
    row = party_keys.add(party=bureau.partner, keys=first.public, by=bureau.who("admin"), at=bureau.at())
    party_keys.confirm(keys=row, fingerprint=row.fingerprint, by=bureau.who("admin"), at=bureau.at())
    file = tmp_path / "THEIRS-1.keys"
    made = recover_keys(tmp_path / "keys", tmp_path / "safe", side="THEIRS", number=1, at=bureau.at())
    file.write_bytes(made.statement.as_file())
    assert at_desk("desk").run("partner", "statement", "THEIRS", str(file)).exit_code == 1
    assert "not of FURTHER" in admin.run("partner", "statement", "FURTHER", str(file)).stderr
    told = admin.done("partner", "statement", "THEIRS", str(file))
    assert told == {"partner": "THEIRS", "fingerprint": made.public.fingerprint, "revoked": True}
    assert PartyKeys.objects.get(pk=row.pk).revoked_at is not None
    later = rotate_keys(tmp_path / "keys", side="THEIRS", number=2, at=bureau.at())
    file.write_bytes(later.statement.as_file())
    assert "came by itself" in admin.run("partner", "statement", "THEIRS", str(file)).stderr
    file.write_text("nothing")
    assert admin.run("partner", "statement", "THEIRS", str(file)).exit_code == 3


def test_a_stopped_channel_is_let_go_on_with_a_reason(admin, bureau, at_desk):
    channel.stop(partner=bureau.partner, why="Two pasts.", clause="5.6", at=bureau.at())
    shown = admin.done("partner", "show", "THEIRS")["channel"]
    assert [(one["state"], one["why"]) for one in shown["stands"]] == [("stopped", "Two pasts.")]
    assert at_desk("desk").run("partner", "resume", "THEIRS", "--reason", "x").exit_code == 1
    assert admin.run("partner", "resume", "THEIRS", "--reason", " ").exit_code == 1
    told = admin.done("partner", "resume", "THEIRS", "--reason", "A copy was sent by mistake.")
    assert [one["state"] for one in told["stands"]] == ["open"]
    assert admin.run("partner", "resume", "THEIRS", "--reason", "x").exit_code == 1


def test_an_epoch_is_confirmed_by_its_number(admin, bureau):
    assert admin.run("partner", "epoch", "THEIRS", "9").exit_code == 1
    channel.ask_epoch(partner=bureau.partner, epoch=9, at=bureau.at())
    assert [one["state"] for one in admin.done("partner", "show", "THEIRS")["channel"]["stands"]] == ["asks for epoch"]
    told = admin.done("partner", "epoch", "THEIRS", "9")
    assert [one["state"] for one in told["stands"]] == ["epoch confirmed"]


def test_returned_pouches_are_listed_and_seen_to(admin, bureau):
    assert admin.run("partner", "returned", "THEIRS").stdout == "None.\n"
    row = make(ReturnedPouch, partner=bureau.partner, epoch=1, number=4, returned_at=bureau.at())
    (told,) = admin.done("partner", "returned", "THEIRS", "--seen-to", row.pk)
    assert (told["number"], told["seen_to_by"]) == (4, "Ada Lindt")
    assert admin.run("partner", "returned", "THEIRS", "--seen-to", row.pk).exit_code == 1
    assert admin.run("partner", "returned", "FURTHER", "--seen-to", row.pk).exit_code == 1


def test_our_own_keys_are_shown_to_be_given(admin, bureau):
    told = admin.done("partner", "show", "OURS")
    assert [row["keys"] for row in told["keys"]] == [bureau.keys["OURS"].public.line()]
    assert "channel" not in told
    assert Party.objects.get(is_us=True).code == "OURS"
