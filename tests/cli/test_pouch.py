"""Pouches at the terminal: listed, explained, copied to a disk, handed in, verified, worked out anew."""

import json
import shutil
import subprocess

import pytest

from tests.carrier.channel import Channel, order, rounds
from tests.carrier.conftest import bureau, channel, folder
from tests.domain.spine import pouches
from tests.records.rows import make
from verbale.domain.cycle import request
from verbale.domain.spine import channel as channels
from verbale.domain.spine import dispatch
from verbale.engines import chain
from verbale.records.channel import Channel as Stands
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.document import Document
from verbale.records.party import Party

__all__ = ["bureau", "channel", "folder"]


@pytest.fixture
def used(bureau, folder, channel: Channel, tmp_path) -> Channel:
    """Both channels in use: two pouches each way, the partner countersigned our first checkpoint."""
    bureau.wanted("Acta 1")
    rounds(bureau)
    channel.send(order(1))
    rounds(bureau)
    ours = sorted(folder.iterdir())
    for number, path in enumerate(ours):
        opened = channel.hears(path, tmp_path / f"heard-{number}")
        (note,) = [one.location.read_bytes() for one in opened.files if one.path == "checkpoint.note"]
    channel.send_contents(channel.contents(countersigned=channel.countersign(note)))
    rounds(bureau)
    return channel


def test_both_ways_are_listed_and_narrowed(used, at_desk):
    desk = at_desk("desk")
    listed = desk.done("pouch", "list")
    assert [(row["number"], row["state"]) for row in listed["out"]] == [(2, "acknowledged"), (1, "acknowledged")]
    assert [(row["number"], row["state"], row["clause"]) for row in listed["in"]] == [
        (2, "opened", ""),
        (1, "opened", ""),
    ]
    assert desk.done("pouch", "list", "--state", "sealed")["out"] == []
    assert len(desk.done("pouch", "list", "--partner", "THEIRS")["in"]) == 2
    plain = desk.run("pouch", "list").stdout
    assert "Messages that wait for the next pouch: 0" in plain
    assert [row["id"] in plain for row in (*listed["out"], *listed["in"])] == [True] * 4


def test_a_pouch_is_shown_whole_and_a_refusal_explained(used, at_desk, bureau, tmp_path):
    desk, sent = at_desk("desk"), Pouch.objects.get(number=1)
    shown = desk.done("pouch", "show", sent.pk)
    assert (shown["said"]["sender"], shown["said"]["previous"]) == ("OURS", None)
    assert [row["path"] for row in shown["manifest"]] == ["checkpoint.note", "messages.json"]
    assert [row["what"] for row in shown["messages"]] == ["order"]
    assert desk.done("pouch", "show", sent.file_name) == shown
    came = ArrivedPouch.objects.get(number=1)
    assert desk.done("pouch", "show", came.file_name) == desk.done("pouch", "show", came.pk)
    forked = tmp_path / "fork.pouch"
    forked.write_bytes(used.put("fork.pouch", used.seal(order(9), number=1, previous=None)).read_bytes())
    rounds(bureau)
    (refused,) = desk.done("pouch", "list", "--state", "refused")["in"]
    told = desk.done("pouch", "show", refused["id"])
    assert told["clause"] == "5.6"
    assert told["means"].startswith("There are two pouches with one number")
    assert "by telephone" in told["to_do"]
    assert desk.run("pouch", "show", "nothing").exit_code == 1
    assert "came before, refused (5.6): " in desk.run("pouch", "receive", str(forked)).stdout


def test_a_letter_acknowledges_what_a_partner_without_a_node_got(bureau, folder, at_desk, letter, tmp_path):
    bureau.wanted("Acta 1")
    rounds(bureau)
    pouch, desk = Pouch.objects.get(), at_desk("desk")
    say = ("pouch", "acknowledge", pouch.pk, "--letter")
    refused = desk.run(*say, letter)
    assert (refused.exit_code, "runs a node" in refused.stderr, Document.objects.count()) == (1, True, 0)
    Party.objects.filter(code="THEIRS").update(by_letter=True)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    named = {str(tmp_path / "broken.pdf"): 1, f"{letter}.gone": 3, "0" * 26: 1}
    assert {given: desk.run(*say, given).exit_code for given in named} == named
    assert at_desk("admin").run(*say, letter).exit_code == 1
    assert desk.run("pouch", "acknowledge", "nothing", "--letter", letter).exit_code == 1
    done = desk.done(*say, letter)
    scan = Document.objects.get()
    assert (done["pouch"]["state"], done["letter"], done["acknowledged"]) == ("acknowledged", scan.pk, 1)
    assert (scan.role, scan.thing_kind, scan.thing_id, scan.file_name) == ("scan", "pouch", pouch.pk, "letter.pdf")
    again = desk.run("pouch", "acknowledge", pouch.file_name, "--letter", scan.pk)
    assert (again.exit_code, "waits for no acknowledgement" in again.stderr) == (1, True)
    assert Document.objects.count() == 1


def test_a_letter_that_is_kept_already_is_named(bureau, folder, at_desk):
    Party.objects.filter(code="THEIRS").update(by_letter=True)
    pouch, kept = pouches.sealed(Party.objects.get(code="THEIRS"), bureau.at()), make(Document)
    said = at_desk("desk").run("pouch", "acknowledge", pouch.pk, "--letter", kept.pk).stdout
    assert f"1 pouch is acknowledged by the letter {kept.file_name}, up to {pouch.file_name}." in said
    assert Document.objects.get() == kept


def test_what_is_not_acknowledged_is_copied_byte_for_byte(bureau, folder, at_desk, tmp_path):
    bureau.wanted("Acta 1")
    rounds(bureau)
    desk, disk = at_desk("desk"), tmp_path / "disk"
    assert desk.run("pouch", "send", "THEIRS").exit_code == 2
    assert desk.run("pouch", "send", "THEIRS", "--to", str(disk)).exit_code == 1
    disk.mkdir()
    (name,) = desk.done("pouch", "send", "THEIRS", "--to", str(disk))["copied"]
    assert (disk / name).read_bytes() == (bureau.home.outbox / name).read_bytes()
    assert desk.done("pouch", "send", "THEIRS", "--to", str(disk))["copied"] == [name]
    (disk / name).write_bytes(b"other")
    assert "holds something else" in desk.run("pouch", "send", "THEIRS", "--to", str(disk)).stderr
    assert desk.done("pouch", "send", "THEIRS", "--again")["asked_again"] == 1
    assert Pouch.objects.get().state == "sealed"
    (bureau.home.outbox / name).write_bytes(b"damaged")
    (disk / name).unlink()
    assert "never seal anew" in desk.run("pouch", "send", "THEIRS", "--to", str(disk)).stderr


def test_where_no_carrier_goes_a_copy_on_a_disk_counts_as_carried(bureau, at_desk, tmp_path):
    bureau.wanted("Acta 1")
    rounds(bureau)
    at_desk("desk").done("pouch", "send", "THEIRS", "--to", str(tmp_path))
    assert Pouch.objects.get().state == "carried"


def test_a_stopped_channel_sends_nothing(bureau, folder, at_desk, tmp_path):
    channels.stop(partner=bureau.partner, why="Two pasts.", clause="5.6", at=bureau.at())
    refused = at_desk("desk").run("pouch", "send", "THEIRS", "--to", str(tmp_path))
    assert (refused.exit_code, "is stopped" in refused.stderr) == (1, True)


def test_files_on_a_disk_are_handed_in(bureau, channel, at_desk, tmp_path):
    desk, disk = at_desk("desk"), tmp_path / "disk"
    disk.mkdir()
    (disk / "a.pouch").write_bytes(channel.seal(order(1)))
    (disk / "b.txt").write_text("x")
    (disk / "c.pouch").write_text("x")
    (disk / "d.pouch").write_bytes(channel.seal(order(2))[:300])
    taken = desk.run("pouch", "receive", *map(str, sorted(disk.iterdir())))
    assert taken.exit_code == 1
    assert "a.pouch: laid into the inbox" in taken.stdout
    assert "not called like a pouch" in taken.stdout
    assert "it does not begin as age files do" in taken.stdout
    (again,) = desk.done("pouch", "receive", str(disk / "a.pouch"))
    assert (again["taken"], again["known"]) == (False, None)
    rounds(bureau)
    (known,) = desk.done("pouch", "receive", str(disk / "a.pouch"))
    assert (known["taken"], known["known"]["state"]) == (False, "opened")
    short = desk.run("pouch", "receive", str(disk / "d.pouch"))
    assert (short.exit_code, short.stdout.split(" ends ")[0]) == (0, "d.pouch: came before, refused: The pouch")
    assert at_desk("librarian").run("pouch", "receive", str(disk / "a.pouch")).exit_code == 1


def test_a_pouch_is_verified_with_a_proof_that_stands_alone(used, at_desk, bureau):
    desk, sent = at_desk("auditor"), Pouch.objects.get(number=1)
    found = desk.done("pouch", "verify", sent.pk)
    assert [(row["what"], row["holds"]) for row in found["checks"]] == [
        ("signature", True), ("manifest", True), ("place", True), ("log", True),
    ]  # fmt: skip
    proof = found["inclusion"]
    keys = {code: [chain.NoteKey(code, bureau.keys[code].signing.public_key())] for code in ("OURS", "THEIRS")}
    read = chain.verify_cosigned(
        proof["checkpoint"], sender=keys["OURS"], recipient=keys["THEIRS"], origin="verbale/OURS/THEIRS/1"
    )
    chain.verify_inclusion(
        [bytes.fromhex(one) for one in proof["proof"]], leaf=chain.leaf_hash(sent.envelope.encode()),
        index=proof["index"], size=read.size, root=read.root,
    )  # fmt: skip
    came = desk.done("pouch", "verify", ArrivedPouch.objects.get(number=1).pk)
    assert (came["holds"], came["inclusion"]["size"]) == (True, 1)
    for named in (sent.file_name, str(bureau.home.outbox / sent.file_name)):
        assert desk.done("pouch", "verify", named) == found
    assert desk.done("pouch", "verify", ArrivedPouch.objects.get(number=1).file_name) == came
    Pouch.objects.filter(pk=sent.pk).update(manifest="0" * 64 + "  data/messages.json\n")
    altered = desk.run("pouch", "verify", sent.pk)
    assert (altered.exit_code, "manifest: DOES NOT HOLD" in altered.stdout) == (1, True)


def test_an_unpacked_pouch_is_verified_by_a_list_of_signers(used, at_desk, bureau, tmp_path, nobody):
    sent = Pouch.objects.get(number=1)
    identity = tmp_path / "identity.txt"
    identity.write_text(str(used.keys.identity))
    if shutil.which("age") is None:
        pytest.skip("needs age")
    with (bureau.home.outbox / sent.file_name).open("rb") as sealed:
        tar = subprocess.run(["age", "-d", "-i", str(identity)], stdin=sealed, capture_output=True, check=True).stdout
    subprocess.run(["tar", "x", "-C", str(tmp_path)], input=tar, check=True)
    admin = at_desk("admin")
    signers = tmp_path / "signers"
    signers.write_text("\n".join(admin.done("partner", "keys", "OURS", "--allowed-signers")["allowed_signers"]) + "\n")
    found = nobody.done("pouch", "verify", str(tmp_path), "--allowed-signers", str(signers))
    assert (found["holds"], found["sender"], found["bag"]["valid"]) == (True, "OURS", True)
    assert admin.done("pouch", "verify", str(tmp_path / "pouch"))["by"] == "a confirmed key"
    (tmp_path / "pouch" / "data" / "messages.json").write_text("{}")
    spoilt = nobody.run("pouch", "verify", str(tmp_path), "--allowed-signers", str(signers))
    assert (spoilt.exit_code, "The bag is not valid." in spoilt.stdout) == (1, True)


def test_what_is_sealed_and_unknown_is_not_verified(at_desk, channel, tmp_path):
    (tmp_path / "x.pouch").write_bytes(channel.seal(order(1)))
    told = at_desk("desk").run("pouch", "verify", str(tmp_path / "x.pouch"))
    assert (told.exit_code, "is sealed, and no pouch with its bytes is known" in told.stderr) == (1, True)
    assert at_desk("desk").run("pouch", "verify", "nothing").exit_code == 1


@pytest.mark.parametrize(
    ("kind", "place", "altered", "way", "why"),
    [
        (Pouch, {"number": 1}, {"envelope_hash": "0" * 64}, "out", "another hash"),
        (Pouch, {"number": 2}, {"number": 3}, "out", "another epoch or number"),
        (Pouch, {"number": 2}, {"checkpoint": ""}, "out", ""),
        (Pouch, {"number": 2}, {"state": "carried", "acknowledged_at": None}, "channel", "is “carried”"),
        (ArrivedPouch, {"number": 2}, {"manifest": "x"}, "in", "manifest"),
        (ArrivedPouch, {"number": 1}, {"state": "refused"}, "out", "that we do not hold"),
        (Stands, {}, {"acknowledged_number": 1}, "channel", "acknowledged"),
        (Stands, {}, {"our_log": []}, "channel", "edge of our log"),
        (Stands, {}, {"their_log": []}, "channel", "edge of the partner's log"),
    ],
)
def test_the_first_alteration_is_named_when_the_channel_is_worked_out_anew(
    used, at_desk, bureau, kind, place, altered, way, why
):
    auditor = at_desk("auditor")
    whole = auditor.done("pouch", "replay", "THEIRS")
    assert whole == [{"partner": "THEIRS", "agrees": True, "sent": 2, "accepted": 2, "fault": None}]
    kind.objects.filter(partner=bureau.partner, **place).update(**altered)
    found = auditor.run("pouch", "replay", "--json")
    assert found.exit_code == 1

    told = {one["partner"]: one["fault"] for one in json.loads(found.stdout)}
    assert told["THEIRS"]["way"] == way
    assert why in told["THEIRS"]["why"]
    assert told["FURTHER"] is None
    assert at_desk("librarian").run("pouch", "replay").exit_code == 1


def test_what_the_inspector_holds_is_judged_again(bureau, folder, at_desk):
    foreign = bureau.lines(bureau.order({}, partner=bureau.third, by_pouch=False))[0].pk
    (line,) = bureau.lines(bureau.order({}))
    request.ask_back(line=line, question=f"As {foreign}?", by=bureau.who("desk"), at=bureau.at())
    rounds(bureau)
    (held,) = dispatch.held(bureau.partner)
    told = at_desk("desk").done("pouch", "retry", "THEIRS")
    assert [(row["message"], row["what"], foreign in row["why"]) for row in told["messages"]] == [
        (held.pk, "clarification asked", True)
    ]
    assert dispatch.held(bureau.partner) == []
    again = at_desk("desk").run("pouch", "retry", "THEIRS")
    assert (again.exit_code, "No message to THEIRS is held back" in again.stderr) == (1, True)
