"""The journal at the terminal: its first broken entry is named; beside a signed head a cut or rewritten end shows."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from verbale.domain.spine import journal, party, party_keys
from verbale.engines.chain import Head, sign_head
from verbale.engines.seal import PublicKeys
from verbale.engines.seal.keys import make_keys
from verbale.engines.seal.public import signing_line
from verbale.kernel.clock import SystemClock
from verbale.records import triggers
from verbale.records.person import Role


@pytest.fixture
def sign(auditor, tmp_path, home):
    """Signs a head of a number, or of the last entry, into a folder."""
    recipient = make_keys(tmp_path / "keys").public.recipient
    key = Ed25519PrivateKey.generate()
    keys = PublicKeys(signing=signing_line(key.public_key()), recipient=recipient)
    party_keys.add(party=party.us(), keys=keys, by=None, at=SystemClock().now())

    def write(folder=home.heads, by=key, **other):
        number, last = journal.head()
        told = Head("OURS journal", other.get("number", number), other.get("hash", last), SystemClock().now())
        folder.mkdir(exist_ok=True)
        path = folder / f"{told.number:012d}.head"
        path.write_text(sign_head(told, by, "OURS"), "utf-8")
        return path

    return write


def verified(terminal, *args):
    result = terminal.run("journal", "verify", "--json", *args)
    assert result.stderr == ""
    told = json.loads(result.stdout)
    assert result.exit_code == (0 if told["intact"] else 1)
    return told


def test_a_whole_journal_verifies_without_anybody_signed_in(nobody, sign):
    sign()
    told = verified(nobody)
    number, last = journal.head()
    assert (told["intact"], told["entries"], told["head"], told["erased"]) == (True, number, last, [])
    assert [head["shows"] for head in told["heads"]] == ["intact"]
    assert nobody.done("journal", "head") == {"number": number, "hash": last, "newest_exported": f"{number:012d}.head"}


def test_the_first_broken_entry_is_named(nobody, sign):
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_journalpayload SET by_name = 'Somebody' WHERE entry_id IN (3, 5)")
    triggers.create(connection)
    told = verified(nobody)
    assert (told["intact"], told["fault"]["number"]) == (False, 3)
    assert nobody.run("journal", "verify").stdout.startswith("Entry 3 is broken: its payload is not the one")


def test_a_cut_end_shows_beside_a_head_kept_elsewhere(nobody, sign, tmp_path):
    number, _ = journal.head()
    sign(tmp_path / "copies", number=number + 5, hash="a" * 64)
    assert verified(nobody)["intact"] is True
    told = verified(nobody, "--heads", str(tmp_path / "copies"))
    assert (told["fault"], [head["shows"] for head in told["heads"]]) == (None, ["truncated"])


def test_a_rewritten_past_shows(nobody, sign):
    sign(number=2, hash="a" * 64)
    assert [head["shows"] for head in verified(nobody)["heads"]] == ["rewritten"]


def test_a_head_that_we_did_not_sign_or_that_was_altered_is_a_fault(nobody, sign, home):
    path = sign()
    path.write_text(path.read_text("utf-8").replace("OURS journal", "OURS Journal"), "utf-8")
    assert verified(nobody)["heads"][0]["shows"].startswith("unusable: The note carries a signature of “OURS”")
    path.unlink()
    sign(by=Ed25519PrivateKey.generate())
    assert verified(nobody)["heads"][0]["shows"].startswith("unusable: ")
    (home.heads / "x.head").write_bytes(b"\xff\xfe")
    assert verified(nobody)["intact"] is False


def test_auditors_read_it(auditor, hire):
    first = auditor.done("journal", "list", "--limit", "1")
    assert [(row["number"], row["act"]) for row in first] == [(1, "person.invited")]
    assert auditor.done("journal", "list", "--act", "token.issued", "--by", "auditor")[0]["name"] == "Auditor"
    assert auditor.done("journal", "list", "--after", "999999") == []
    assert len(auditor.done("journal", "show", "1")["hash"]) == 64
    assert auditor.run("journal", "show", "999999").exit_code == 1
    desk = hire("desk", Role.DESK)
    assert desk.run("journal", "list").exit_code == desk.run("journal", "show", "1").exit_code == 1


def test_an_erased_payload_keeps_its_place(auditor, hire, nobody):
    admin = hire("admin", Role.ADMINISTRATOR)
    assert auditor.run("journal", "erase", "2", "--reason", "x", "--yes").exit_code == 1
    assert admin.run("journal", "erase", "2", "--reason", "x", input="n\n").exit_code == 1
    admin.done("journal", "erase", "2", "--reason", "asked for", "--yes")
    told = verified(nobody)
    assert (told["intact"], told["erased"]) == (True, [2])
    assert admin.run("journal", "erase", "2", "--reason", "again", "--yes").exit_code == 1
    assert auditor.run("journal", "show", "2").exit_code == 1
