"""What comes: truncated, tampered, foreign, replayed, forked, out of order; what a bad message does to its pouch."""

import os
import shutil

import pytest

from tests.carrier.channel import Channel, came, message, order, rounds
from tests.domain.cycle.bureau import acts, pdf
from tests.engines.seal.pouches import fresh_keys
from verbale.domain.spine import journal
from verbale.engines.catalogue import OfferItem
from verbale.engines.seal import Content
from verbale.kernel.identifier import new_identifier
from verbale.records import files
from verbale.records.dispatch import ArrivedPouch
from verbale.records.document import Document
from verbale.records.journal import JournalPayload
from verbale.records.marking import ReceivedMark
from verbale.records.need import NeedLine
from verbale.records.request import Order


def arrived():
    """Every pouch on our books: its number and what became of it."""
    return list(ArrivedPouch.objects.order_by("arrived_at", "number").values_list("number", "state"))


def why():
    return list(ArrivedPouch.objects.filter(state="refused").values_list("refusal", flat=True))


def lies(bureau, folder):
    return sorted(path.name for path in (bureau.home.inbox / folder).glob("*"))


def test_a_pouch_that_is_due_is_opened_and_put_away(bureau, channel):
    name = channel.send(order(1), order(2))
    assert came(bureau) == [(name, "opened")]
    assert (arrived(), Order.objects.count()) == ([(1, "opened")], 2)
    assert (lies(bureau, "done"), list(bureau.home.quarantine.iterdir())) == ([name], [])


def test_a_truncated_pouch_is_refused_and_the_whole_one_taken_afterwards(bureau, channel):
    data = channel.seal(order(1))
    channel.put("1.pouch", data[: len(data) // 2])
    assert came(bureau) == [("1.pouch", "refused")]
    channel.put("1.pouch", data)
    assert came(bureau) == [("1.pouch", "opened")]
    assert (Order.objects.count(), arrived()) == (1, [(None, "refused"), (1, "opened")])


@pytest.mark.parametrize("place", [0.3, 0.6, 0.99])
def test_a_tampered_pouch_is_refused(bureau, channel, place):
    data = bytearray(channel.seal(order(1)))
    data[int(len(data) * place)] ^= 1
    channel.put("1.pouch", bytes(data))
    assert came(bureau) == [("1.pouch", "refused")]
    assert Order.objects.count() == 0
    assert acts()[-1] == "pouch.refused"


def test_a_foreign_pouch_is_refused(bureau, channel):
    stranger = Channel(bureau, fresh_keys())
    channel.put("1.pouch", stranger.seal(order(1)))
    channel.put("2.pouch", channel.seal(order(2), recipient="FURTHER"))
    channel.put("3.pouch", Channel(bureau, bureau.keys["FURTHER"]).seal(order(3)))
    channel.put("4.pouch", channel.seal(order(4), sender="NOBODY"))
    assert came(bureau) == [(f"{number}.pouch", "refused") for number in (1, 2, 3, 4)]
    assert Order.objects.count() == 0
    assert lies(bureau, "refused") == ["1.pouch", "2.pouch", "3.pouch", "4.pouch"]


@pytest.mark.parametrize("data", [b"", b"age-encryption.org/v1\n", b"%PDF-1.7", b"\0" * 5000])
def test_what_is_no_pouch_is_refused(bureau, channel, data):
    channel.put("x.pouch", data)
    assert came(bureau) == [("x.pouch", "refused")]
    assert (len(why()), Order.objects.count()) == (1, 0)


def test_a_replayed_pouch_is_known_and_does_nothing_again(bureau, channel):
    name = channel.send(order(1))
    rounds(bureau)
    shutil.copy(bureau.home.inbox / "done" / name, bureau.home.inbox / "again.pouch")
    assert came(bureau) == [("again.pouch", "seen before")]
    resealed = channel.seal(order(1), number=1, previous=None)
    channel.put("resealed.pouch", resealed)
    assert came(bureau) == [("resealed.pouch", "seen before")]
    assert (Order.objects.count(), arrived()) == (1, [(1, "opened")])


def came_next(channel, bureau):
    name = channel.send(order(50))
    return dict(came(bureau))[name]


def test_a_pouch_out_of_order_waits_and_is_opened_once_the_gap_is_filled(bureau, channel):
    first, second, third = (channel.seal(order(number)) for number in (1, 2, 3))
    channel.put("3.pouch", third)
    assert came(bureau) == [("3.pouch", "waiting")]
    assert came(bureau) == [("3.pouch", "waiting")]
    channel.put("2.pouch", second)
    assert came(bureau) == [("2.pouch", "waiting"), ("3.pouch", "waiting")]
    assert (Order.objects.count(), acts().count("pouch.waits")) == (0, 2)
    channel.put("9.pouch", first)
    assert came(bureau) == [("9.pouch", "opened"), ("2.pouch", "opened"), ("3.pouch", "opened")]
    assert arrived() == [(1, "opened"), (2, "opened"), (3, "opened")]
    assert list(Order.objects.order_by("received_at", "number").values_list("partner_order", flat=True)) == [
        "O1", "O2", "O3",
    ]  # fmt: skip


def test_a_message_that_is_told_again_by_another_pouch_acts_once(bureau, channel):
    channel.send(order(1))
    channel.send(order(1), order(2))
    rounds(bureau)
    assert list(Order.objects.order_by("number").values_list("partner_order", flat=True)) == ["O1", "O2"]
    assert "message.refused" not in acts()


def nested(depth):
    made = []
    for _ in range(depth):
        made = [made]
    return made


GOOD = order(1)
LINE = {"line": "L", "item": "", "citation": "x", "form": "photocopy", "copies": 1}
BAD = {
    "an unknown kind": message(2, "greeting", {}),
    "no kind": ({"id": "m2", "body": {}}, []),
    "no object": ("order", []),
    "a body that is none": message(2, "order", []),
    "a kind that is a list": message(2, ["order"], {}),
    "files that are not there": ({"id": "m2", "what": "order", "body": {}, "files": ["a"]}, []),
    "files that are no list": ({"id": "m2", "what": "order", "body": {}, "files": 7}, []),
    "an order without lines": order(2, lines=[]),
    "lines that are no list": order(2, lines={"a": 1}),
    "a line without a citation": order(2, lines=[{**LINE, "citation": ""}]),
    "a line without a form": order(2, lines=[{name: LINE[name] for name in LINE if name != "form"}]),
    "copies beyond measure": order(2, lines=[{**LINE, "copies": 10**15}]),
    "copies that are a word": order(2, lines=[{**LINE, "copies": "many"}]),
    "a NUL in a citation": order(2, lines=[{**LINE, "citation": "a\0b"}]),
    "a route that nobody knows": order(2, route="by pigeon"),
    "the same order again": ({**order(1)[0], "id": "m2"}, []),
    "no identifier": ({name: value for name, value in order(2)[0].items() if name != "id"}, []),
    "an identifier that is none": ({**order(2)[0], "id": 7}, []),
    "a route that is no text": order(2, route=5),
    "an order of nobody's": message(2, "order acknowledged", {"order": "x", "number": "1", "answer_due": "2026-12-01"}),
    "a day that is none": message(2, "order acknowledged", {"order": "x", "number": "1", "answer_due": "soon"}),
    "answers that are none": message(2, "answer", {"order": "x", "answers": 5}),
    "a receipt of nothing": message(2, "receipt", {"line": "unheard of"}),
    "a delivery of nothing": message(2, "delivery", {"line": "unheard of", "caveat": {"texts": []}, "documents": []}),
    "a catalogue without a file": message(2, "catalogue", {"offer": "x"}),
    "a catalogue that is none": message(2, "catalogue", {"offer": "x"}, c_jsonl=b"no item\n"),
    "a kind that is nested beyond measure": message(2, nested(600), {}),
    "a citation that is nested beyond measure": order(2, lines=[{**LINE, "citation": nested(600)}]),
    "too many lines": order(2, *["x"] * 5001),
    "too many files": ({"id": "m2", "what": "order", "body": {}, "files": ["a"] * 5001}, []),
    "a NUL in a question": message(2, "clarification asked", {"line": "a\0b", "question": "c\0d"}),
    "a line that is no text": message(2, "line cancelled", {"line": {"a": 1}}),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_message_is_refused_by_itself_and_the_channel_goes_on(bureau, channel, bad):
    name = channel.send(GOOD, bad, order(3))
    assert came(bureau) == [(name, "opened")]
    assert sorted(Order.objects.values_list("partner_order", flat=True)) == ["O1", "O3"]
    (refused,) = JournalPayload.objects.filter(act="message.refused")
    assert refused.facts["why"]
    assert came_next(channel, bureau) == "opened"
    assert journal.verify().count == len(acts())


@pytest.mark.parametrize("texts", [[], "x", 5, None])
def test_a_delivery_whose_caveat_is_nonsense_leaves_no_half_of_itself(bureau, channel, texts):
    (line,) = bureau.wanted()
    caveat = {"code": "open", "texts": texts, "bars_onward_release": False}
    channel.send(message(1, "delivery", {"line": line.pk, "caveat": caveat, "documents": []}))
    rounds(bureau)
    assert (NeedLine.objects.get().state, Document.objects.count()) == ("sent", 0)
    assert "message.refused" in acts()


def delivery(line, data=None, caveat="not for re-export", bars=True, **changed):
    row = {
        "file": "1.pdf", "role": "marked", "title": "Their paper", "language": "en", "original_language": "zh",
        "translators": ["A. Wang"], "sha256": "",
    }  # fmt: skip
    mark = {"code": caveat, "texts": {"en": "NOT FOR EXPORT", "zh": "不得转让"}, "bars_onward_release": bars}
    body = {"line": line.pk, "caveat": mark, "documents": [row | changed]}
    told, contents = message(1, "delivery", body, **{"1_pdf": data or pdf("theirs")})
    return told, contents


def test_a_delivery_is_kept_in_quarantine_with_its_mark_and_arrives(bureau, channel):
    (line,) = bureau.wanted()
    channel.send(delivery(line))
    rounds(bureau)
    (kept,) = Document.objects.all()
    assert (kept.role, kept.title, kept.caveat, kept.translators) == (
        "received", "Their paper", "not for re-export", ["A. Wang"],
    )  # fmt: skip
    assert (kept.file.state, files.is_intact(kept.file_id)) == ("quarantine", True)
    (mark,) = ReceivedMark.objects.all()
    assert (mark.party, mark.text, mark.bars_onward_release) == (bureau.partner, "NOT FOR EXPORT / 不得转让", True)
    assert NeedLine.objects.get().state == "arrived"


def test_names_that_climb_out_of_their_folder_do_not(bureau, channel):
    (line,) = bureau.wanted()
    channel.send(delivery(line, title="../../etc/passwd\n", language="x" * 500))
    rounds(bureau)
    (kept,) = Document.objects.all()
    assert (kept.file_name, len(kept.language)) == ("1.pdf", 12)


UNREADABLE = {
    "no messages": [Content.of_bytes("a.txt", b"x")],
    "no JSON": [Content.of_bytes("messages.json", b"{")],
    "another version": [Content.of_bytes("messages.json", b'{"messages":[],"version":2}')],
    "too many": [Content.of_bytes("messages.json", b'{"messages":[' + b"1," * 10_000 + b'1],"version":1}')],
    "no list": [Content.of_bytes("messages.json", b'{"messages":{},"version":1}')],
    "too deep": [Content.of_bytes("messages.json", b"[" * 100_000)],
}


@pytest.mark.parametrize("contents", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_pouch_whose_messages_cannot_be_read_counts_and_the_channel_goes_on(bureau, channel, contents):
    channel.put("1.pouch", channel.seal_contents(contents))
    assert came(bureau) == [("1.pouch", "opened")]
    assert acts()[-3:] == ["pouch.opened", "message.refused", "pouch.sealed"]
    assert came_next(channel, bureau) == "opened"


def test_a_full_disk_refuses_no_pouch(bureau, channel, monkeypatch):
    (line,) = bureau.wanted()
    name = channel.send(delivery(line))

    def full(*_, **__):
        raise files.DiskFull(name="messages.json")

    with monkeypatch.context() as patched:
        patched.setattr(files, "put_path", full)
        assert came(bureau) == [(name, "unread")]
    assert arrived() == []
    assert came(bureau) == [(name, "opened")]


def test_a_file_that_cannot_be_read_does_not_hold_up_the_others(bureau, channel, monkeypatch):
    from verbale.carrier import opening

    first = channel.send(order(1))
    channel.put("0.pouch", b"x")
    fingerprint = opening.fingerprint

    def broken(path):
        if path.name == "0.pouch":
            raise OSError(5, "Input/output error", str(path))
        return fingerprint(path)

    monkeypatch.setattr(opening, "fingerprint", broken)
    assert came(bureau) == [(first, "opened"), ("0.pouch", "unread")]


def test_pouches_come_from_the_partner_s_folder_too(bureau, channel, tmp_path):
    from verbale.domain.spine import party

    folder = tmp_path / "disk"
    folder.mkdir()
    party.set_folders(party=bureau.partner, carry_to="", carry_from=str(folder), by=bureau.who("admin"), at=bureau.at())
    (folder / "1.pouch").write_bytes(channel.seal(order(1)))
    (folder / "link.pouch").symlink_to("/etc/hostname")
    assert came(bureau) == [("1.pouch", "opened")]


def test_a_pdf_that_is_a_catalogue_too_is_not_taken_for_examined(bureau, channel):
    item = OfferItem(new_identifier(), "Title").line()
    data = pdf("theirs") + b"\n" + item
    (line,) = bureau.wanted()
    channel.send(delivery(line, data), message(2, "catalogue", {"offer": "x"}, c_jsonl=data))
    channel.send(message(3, "catalogue", {"offer": "y"}, c_pdf=data))
    rounds(bureau)
    assert acts().count("message.refused") == 2
    assert Document.objects.get().file.state == "quarantine"


def test_what_a_disk_does_not_let_us_move_is_opened_once_and_holds_up_nothing(bureau, channel, monkeypatch):
    from verbale.carrier import opening

    def read_only(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(opening.shutil, "move", read_only)
    names = [channel.send(order(number)) for number in (1, 2)]
    assert came(bureau) == [(name, "opened") for name in names]
    assert came(bureau) == []
    assert Order.objects.count() == 2


def test_a_file_name_that_is_no_text_holds_up_nothing(bureau, channel):
    path = channel.put("1.pouch", channel.seal(order(1)))
    path.rename(os.fsdecode(os.fsencode(path.parent) + b"/\xff.pouch"))
    assert came(bureau) == [("\ufffd.pouch", "opened")]
    assert came(bureau) == []


def test_a_locked_database_refuses_no_pouch(bureau, channel, monkeypatch):
    from django.db import OperationalError

    from verbale.journeys import arrival

    name = channel.send(order(1))

    def locked(**_):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(arrival, "apply", locked)
        assert came(bureau) == [(name, "unread")]
    assert came(bureau) == [(name, "opened")]


def test_a_pouch_that_waits_is_not_decrypted_again(bureau, channel, monkeypatch):
    from verbale.carrier import opening

    opened, decrypted = opening.open_pouch, []

    def noted(path, *told, **more):
        decrypted.append(path.name)
        return opened(path, *told, **more)

    monkeypatch.setattr(opening, "open_pouch", noted)
    first, second, third = (channel.seal(order(number)) for number in (1, 2, 3))
    channel.put("3.pouch", third)
    assert [came(bureau) for _ in range(2)] == [[("3.pouch", "waiting")]] * 2
    assert decrypted == ["3.pouch"]
    channel.put("1.pouch", first)
    assert rounds(bureau)["came"] == [
        {"file": "1.pouch", "what": "opened", "why": ""},
        {
            "file": "3.pouch", "what": "waiting",
            "why": "Pouch 3 from “THEIRS” came before pouch 2. Ask for what is missing; this one is opened after it.",
        },
    ]  # fmt: skip
    channel.put("2.pouch", second)
    assert came(bureau) == [("2.pouch", "opened"), ("3.pouch", "opened")]
    assert decrypted == ["3.pouch", "1.pouch", "2.pouch", "3.pouch"]


def test_a_pouch_larger_than_half_of_the_free_room_waits_for_room_and_is_not_unpacked(bureau, channel, monkeypatch):
    name = channel.send(order(1))
    size = (bureau.home.inbox / name).stat().st_size
    monkeypatch.setattr(files, "room", lambda: 2 * size - 1)
    assert rounds(bureau)["came"] == [{"file": name, "what": "unread", "why": files.DiskFull(name=name).sentence()}]
    assert (arrived(), list(bureau.home.quarantine.iterdir()), Order.objects.count()) == ([], [], 0)
    monkeypatch.setattr(files, "room", lambda: 2 * size)
    assert came(bureau) == [(name, "opened")]
