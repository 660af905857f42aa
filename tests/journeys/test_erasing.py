"""Erasing: no byte of what was erased is left in the home, the database file, or a backup made afterwards."""

import sqlite3
import tarfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from tests.carrier.channel import Channel, message, rounds
from tests.domain.cycle.bureau import acts, in_this_process, open_bureau
from verbale.domain.books.search import search
from verbale.domain.cycle import need
from verbale.domain.spine import channel as channels
from verbale.domain.spine import correspondence, erasure, journal, retention
from verbale.engines.catalogue import OfferItem
from verbale.journeys import backup, erasing, erasure_list
from verbale.kernel.identifier import new_identifier
from verbale.records import files
from verbale.records.dispatch import ArrivedPouch, Message, MessageState, Pouch, Release
from verbale.records.document import Document, StoredFile
from verbale.records.erasure import Erasure
from verbale.records.holding import ReceivedCatalogue

CANARY = "kanarienvogel-7731"
SECRET = CANARY.encode()


@pytest.fixture
def bureau(transactional_db, home, clock, monkeypatch):
    in_this_process(monkeypatch)
    made = open_bureau(home, clock)
    if connection.vendor == "sqlite":
        home.database.symlink_to(connection.settings_dict["NAME"])
    return made


@pytest.fixture
def channel(bureau):
    return Channel(bureau, bureau.keys["THEIRS"])


def database_files():
    name = Path(connection.settings_dict["NAME"])
    return [path for path in name.parent.glob(f"{name.name}*") if path.is_file()]


def holding(home, *needles):
    """Every file of the home, and of the database, in which one of the needles occurs."""
    found = []
    for path in [*sorted(home.path.rglob("*")), *database_files()]:
        if path.is_file() and not path.is_symlink() and any(one in path.read_bytes() for one in needles):
            found.append(path.name)
    return sorted(found)


def delivery(line, data):
    """What a partner tells of a paper that names the canary in its bytes and in its title."""
    row = {
        "file": "1.txt", "role": "marked", "title": f"Of {CANARY}", "language": "", "original_language": "",
        "translators": [f"{CANARY} the translator"],
    }  # fmt: skip
    caveat = {"code": "open", "texts": {}, "bars_onward_release": False}
    return message(1, "delivery", {"line": line.pk, "caveat": caveat, "documents": [row]}, **{"1_txt": data})


@pytest.fixture
def received(bureau, channel):
    """A document that came in a pouch, with copies of it wherever copies come to lie."""
    (line,) = bureau.wanted()
    channel.send(delivery(line, b"about " + SECRET))
    rounds(bureau)
    (document,) = Document.objects.filter(role="received")
    need.confirm_receipt(line=line, by=bureau.who("librarian"), at=bureau.at())
    document.refresh_from_db()
    quarantine = bureau.home.quarantine / "left"
    quarantine.mkdir()
    (quarantine / "1.txt").write_bytes(files.path_of(document.file_id).read_bytes())
    (bureau.home.mail / "digest.log").write_text(f"You have {CANARY}")
    return document


def order(bureau, *things, again_by="admin2"):
    made = erasure.propose(
        things=[(one.kind, one.pk) for one in things], order="Order 12 of the data protection authority",
        reason="A person asked", by=bureau.who("admin"), at=bureau.at(),
    )  # fmt: skip
    return erasing.confirm(erasure=made, by=bureau.who(again_by), at=bureau.at())


def test_no_byte_of_it_is_left_anywhere(bureau, received, tmp_path):
    assert len(holding(bureau.home, SECRET)) >= 5
    (sealed,) = (bureau.home.inbox / "done").iterdir()
    assert sealed.is_file()
    assert [one.thing_kind for one in search(text=CANARY, viewer=bureau.who("desk"))] == ["document"]
    made, cleared = order(bureau, received)
    assert holding(bureau.home, SECRET) == []
    assert not sealed.exists()
    assert cleared.compacted is (connection.vendor == "sqlite" or cleared.compacted)
    assert search(text=CANARY, viewer=bureau.who("desk")) == []
    (row,) = made.things.all()
    assert (row.sha256, row.kept, made.state) == (received.file_id, "", "done")
    assert row.cleared == {"documents": 1, "files": 1, "messages": 1, "pouches": 1}
    assert made.cleared_at is not None
    assert journal.verify().count == len(acts())


def test_a_backup_made_after_does_not_hold_it(bureau, received, tmp_path):
    before, after = tmp_path / "before.tar", tmp_path / "after.tar"
    backup.back_up(home=bureau.home, to=before, at=bureau.at())
    order(bureau, received)
    backup.back_up(home=bureau.home, to=after, at=bureau.at())
    assert (SECRET in before.read_bytes(), SECRET in after.read_bytes()) == (True, False)
    with tarfile.open(after) as tar:
        assert [one.name for one in tar if received.file_id in one.name] == []


def test_the_proof_of_the_pouch_stays(bureau, received):
    (before,) = ArrivedPouch.objects.all()
    order(bureau, received)
    (after,) = ArrivedPouch.objects.all()
    assert after.erased_at is not None
    assert (after.envelope, after.signature, after.manifest, after.told) == (
        before.envelope, before.signature, before.manifest, before.told,
    )  # fmt: skip
    assert received.file_id in after.manifest
    assert StoredFile.objects.get(pk=received.file_id).state == "erased"


def test_what_is_deleted_is_overwritten_even_without_compacting(bureau, received, monkeypatch):
    monkeypatch.setattr(erasing, "compact", lambda: False)
    _, cleared = order(bureau, received)
    assert (cleared.compacted, holding(bureau.home, SECRET)) == (False, [])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone")
def test_pages_that_were_deleted_before_are_cleared_by_compacting(bureau):
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as base:
        base.execute("PRAGMA secure_delete=OFF")
        base.execute("CREATE TABLE passing (text TEXT)")
        base.execute("INSERT INTO passing VALUES (?)", [f"{CANARY} " * 500])
        base.execute("DROP TABLE passing")
    assert holding(bureau.home, SECRET) != []
    assert erasing.compact()
    assert holding(bureau.home, SECRET) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone")
def test_compacting_says_when_others_hold_the_database(bureau):
    connection.ensure_connection()
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as base:
        base.execute("BEGIN IMMEDIATE")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=10")
        assert erasing.compact() is False
        base.execute("ROLLBACK")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=20000")


def test_the_same_bytes_on_another_document_stay_for_it(bureau, received):
    (line,) = bureau.wanted()
    other = Document.objects.create(
        thing_kind="needline", thing_id=line.pk, role="received", file=received.file, file_name="b.txt", title="B",
        added_at=bureau.at(),
    )  # fmt: skip
    made, _ = order(bureau, received)
    (row,) = made.things.all()
    assert "other things that stand are the same bytes" in row.kept
    assert files.is_intact(received.file_id)
    received.refresh_from_db()
    other.refresh_from_db()
    assert (received.title, other.title, received.erased_at is None, other.erased_at) == ("[erased]", "B", False, None)


def test_a_killed_erasure_is_finished_the_next_time(bureau, received):
    made = erasure.propose(
        things=[("document", received.pk)], order="Order 12", reason="r", by=bureau.who("admin"), at=bureau.at()
    )
    erasure.confirm(erasure=made, by=bureau.who("admin2"), at=bureau.at())
    assert files.path_of(received.file_id).is_file()
    assert Erasure.objects.get().cleared_at is None
    erasing.clear(at=bureau.at())
    assert holding(bureau.home, SECRET) == []
    assert Erasure.objects.get().cleared_at is not None
    assert erasing.clear(at=bureau.at()) == erasing.Cleared((), True)


def test_an_erased_pouch_that_comes_again_goes_again(bureau, channel, received):
    (sealed,) = (bureau.home.inbox / "done").iterdir()
    data = sealed.read_bytes()
    order(bureau, received)
    channel.put(sealed.name, data)
    rounds(bureau)
    assert not sealed.exists()
    assert erasing.clear(at=bureau.at()).removed == ()


def test_what_is_brought_anew_after_erasing_is_examined_and_stays(bureau, received):
    order(bureau, received)
    again = bureau.store(b"about " + SECRET, name="1.txt")
    assert (again.pk, again.state) == (received.file_id, "quarantine")
    assert erasing.clear(at=bureau.at()).removed == ()
    assert files.is_intact(received.file_id)


@pytest.fixture
def shipped(bureau, channel):
    """A line whose papers left in a pouch that is not acknowledged yet."""
    line = bureau.ready()
    bureau.release(line)
    rounds(bureau)
    return line


def acknowledge(bureau, channel):
    last = Pouch.objects.order_by("number").last()
    channel.heard = channels.Position(last.epoch, last.number, last.envelope_hash)
    channel.send()
    rounds(bureau)


def original(line):
    return Document.objects.get(thing_id=line.pk, role="original")


def test_what_is_in_a_pouch_that_is_not_acknowledged_is_refused_with_the_reason(bureau, shipped):
    with pytest.raises(erasure.Hindered) as refusal:
        order(bureau, original(shipped))
    assert "Pouch 1 of epoch 1 to THEIRS is not acknowledged yet" in refusal.value.sentence()
    assert Erasure.objects.count() == 0


def test_what_waits_to_leave_is_refused_with_the_reason(bureau):
    line = bureau.ready()
    bureau.release(line)
    with pytest.raises(erasure.Hindered, match="It waits to leave for THEIRS in a message “delivery”"):
        order(bureau, original(line))


def test_an_original_goes_with_its_copies_and_our_sealed_pouch(bureau, channel, shipped):
    acknowledge(bureau, channel)
    papers = list(Document.objects.filter(thing_id=shipped.pk))
    (pouch,) = Pouch.objects.filter(asks=True)
    assert (bureau.home.outbox / pouch.file_name).is_file()
    made, _ = order(bureau, original(shipped))
    assert [files.path_of(one.file_id).exists() for one in papers] == [False] * 4
    assert not (bureau.home.outbox / pouch.file_name).exists()
    pouch.refresh_from_db()
    assert pouch.erased_at is not None
    assert "" not in (pouch.manifest, pouch.envelope, pouch.signature)
    assert {one.title for one in Document.objects.filter(thing_id=shipped.pk)} == {"[erased]"}
    body = Message.objects.get(what="delivery").body
    assert {row["title"] for row in body["documents"]} == {"[erased]"}
    (row,) = made.things.all()
    assert (row.cleared["documents"], row.cleared["pouches"]) == (4, 1)
    # The carrier goes on: nothing that is erased is sent again.
    assert [one["number"] for one in rounds(bureau)["carried"]] == []


def test_a_rule_erases_an_original_and_its_copies_in_one_go(bureau, channel, shipped):
    acknowledge(bureau, channel)
    rule = retention.make(
        code="papers", titles={"en": "Papers"}, sorts=["original", "marked", "cover", "label"], event="added", days=30,
        basis="Archive act, § 4", in_force_from=date(2026, 1, 1), by=bureau.who("admin"), at=bureau.at(),
    )  # fmt: skip
    assert retention.due(bureau.at()) == []
    due = retention.due(bureau.at(days=31))
    assert sorted(one.title for one in due) == ["A paper"] * 4
    things = [(one.thing_kind, one.thing_id) for one in due]
    made = erasure.propose(things=things, reason="Due", rule=rule, by=bureau.who("admin"), at=bureau.at())
    erasing.confirm(erasure=made, by=bureau.who("admin2"), at=bureau.at())
    assert Document.objects.filter(erased_at__isnull=True, thing_id=shipped.pk).count() == 0
    assert retention.due(bureau.at()) == []
    assert made.things.filter(erased_at__isnull=True).count() == 0


def test_a_superseded_catalogue_goes_with_its_index(bureau, channel):
    for number, name in enumerate(("a", "b"), 1):
        line = OfferItem(new_identifier(), f"Title {name} {CANARY}" if name == "a" else "Title").line()
        channel.send(message(number, "catalogue", {"offer": name}, c_jsonl=line))
        rounds(bureau)
        bureau.at(days=1)
    rule = retention.make(
        code="catalogues", titles={"en": "Old catalogues"}, sorts=["catalogue"], event="superseded", days=0,
        basis="House rule 3", in_force_from=date(2026, 1, 1), by=bureau.who("admin"), at=bureau.at(),
    )  # fmt: skip
    (due,) = retention.due(bureau.at())
    old = ReceivedCatalogue.objects.get(pk=due.thing_id)
    assert old.offer == "a"
    made = erasure.propose(
        things=[(due.thing_kind, due.thing_id)], reason="Due", rule=rule, by=bureau.who("admin"), at=bureau.at()
    )
    erasing.confirm(erasure=made, by=bureau.who("admin2"), at=bureau.at())
    assert [one.offer for one in ReceivedCatalogue.objects.all()] == ["b"]
    assert not (bureau.home.indexes / old.folder).exists()
    assert holding(bureau.home, SECRET) == []


def test_the_log_of_talks_loses_its_words_and_keeps_its_place(bureau):
    entry = correspondence.log(
        what="talk", on="2026-11-21", said_by=f"{CANARY} Meier", subject=f"On {CANARY}", text=f"{CANARY} said",
        by=bureau.who("desk"), at=bureau.at(),
    )  # fmt: skip
    order(bureau, entry)
    entry.refresh_from_db()
    assert (entry.what, entry.said_by, entry.subject, entry.text, entry.said_to) == (
        "talk", "[erased]", "[erased]", "[erased]", "",
    )  # fmt: skip
    assert holding(bureau.home, SECRET) == []
    assert journal.verify().count == len(journal.JournalEntry.objects.all())


def restored_to(bureau, tmp_path, backup_file, document):
    """Puts the node back to the state of a backup: its rows and its files, as a restore does."""
    with tarfile.open(backup_file) as tar:
        for one in tar:
            if one.name.startswith(("files/", "pouches/", "indexes/")):
                tar.extract(one, bureau.home.path, filter="data")
        connection.close()
        data = tar.extractfile("node.sqlite3").read()
    Path(connection.settings_dict["NAME"]).write_bytes(data)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a restore is of SQLite")
def test_an_older_backup_is_restored_without_what_was_erased_since(bureau, received, tmp_path):
    before = tmp_path / "before.tar"
    backup.back_up(home=bureau.home, to=before, at=bureau.at())
    order(bureau, received)
    kept = backup_list(bureau)
    restored_to(bureau, tmp_path, before, received)
    assert len(holding(bureau.home, SECRET)) >= 3
    again = erasure_list.erase_again(data=kept, at=bureau.at())
    assert again.things == (f"document {received.pk}",)
    assert holding(bureau.home, SECRET) == []
    assert Erasure.objects.get().again
    # Given once more, there is nothing to do.
    assert erasure_list.erase_again(data=kept, at=bureau.at()).things == ()


def backup_list(bureau):
    import json

    return json.dumps(erasure_list.listed(at=bureau.at())).encode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a restore is of SQLite")
def test_a_restored_node_does_not_send_again_what_it_erases(bureau, channel, tmp_path):
    line = bureau.ready()
    bureau.release(line)
    before = tmp_path / "before.tar"
    backup.back_up(home=bureau.home, to=before, at=bureau.at())
    rounds(bureau)
    acknowledge(bureau, channel)
    order(bureau, original(line))
    kept = backup_list(bureau)
    restored_to(bureau, tmp_path, before, None)
    erasure_list.erase_again(data=kept, at=bureau.at())
    told = Message.objects.get(what="delivery")
    assert (told.state, Release.objects.get().recalled_at is None) == (MessageState.RECALLED, False)


BAD = {
    "no JSON": lambda told: b"{",
    "a list": lambda told: b"[]",
    "another version": lambda told: told.replace(b'"version": 1', b'"version": 2'),
    "altered": lambda told: told.replace(b"document", b"documenT"),
    "cut": lambda told: told[:-10],
    "nothing": lambda told: b"",
}


@pytest.mark.parametrize("spoil", BAD.values(), ids=BAD.keys())
def test_a_list_that_is_none_is_refused(bureau, received, spoil):
    order(bureau, received)
    with pytest.raises(Exception) as refusal:
        erasure_list.erase_again(data=spoil(backup_list(bureau)), at=bureau.at())
    assert refusal.value.exit_code == 3


def test_a_list_of_another_node_is_refused(bureau, received):
    from verbale.kernel.canonical import canonical, digest_of

    told = erasure_list.listed(at=bureau.at()) | {"side": "OTHER"}
    told.pop("hash")
    with pytest.raises(erasure_list.BadList, match="it is of OTHER"):
        erasure_list.erase_again(data=canonical(told | {"hash": digest_of(told)}), at=bureau.at())


@pytest.mark.parametrize("changed", [{"things": {}}, {"things": [["document"]]}, {"things": [[1, 2]]}, {"files": [1]}])
def test_a_list_of_nonsense_is_refused(bureau, changed):
    from verbale.kernel.canonical import canonical, digest_of

    told = erasure_list.listed(at=bureau.at()) | changed
    told.pop("hash")
    with pytest.raises(erasure_list.BadList):
        erasure_list.erase_again(data=canonical(told | {"hash": digest_of(told)}), at=bureau.at())
