"""No pouch leaves with more than was released: a sealer that leaks, in whatever way, is caught by the real round."""

import json
import shutil
from dataclasses import replace
from itertools import count

import pikepdf
import pytest

from tests.carrier.channel import rounds
from tests.domain.cycle.bureau import Bureau, acts
from tests.domain.cycle.shelf import book, fill_lookups, imported, published
from verbale.carrier import sealing
from verbale.domain.cycle import fulfilment, need, request
from verbale.domain.spine import channel_log, dispatch, marked_copy, marking
from verbale.engines import chain
from verbale.engines.catalogue import offer as offering
from verbale.engines.seal import Content, Position, age, envelope, tar
from verbale.journeys import departure, inspection
from verbale.kernel.canonical import canonical
from verbale.kernel.identifier import ALPHABET, new_identifier
from verbale.records.channel import Channel
from verbale.records.dispatch import Message, MessageFile, Pouch
from verbale.records.holding import Offer
from verbale.records.journal import JournalEntry, JournalPayload


def withheld(bureau: Bureau, done: dict) -> str:
    """What the journal says of the pouch that did not leave; nothing of it went out, and no number was taken."""
    assert (done["sealed"], done["carried"]) == ([], [])
    assert sorted(bureau.home.outbox.glob("*.pouch")) == sorted(
        bureau.home.outbox / name for name in Pouch.objects.values_list("file_name", flat=True)
    )
    assert list(bureau.home.outbox.glob(".*")) == []
    assert list(bureau.home.quarantine.iterdir()) == []
    said = JournalPayload.objects.filter(act="pouch.withheld").values_list("facts", flat=True)
    (fault,) = done["faults"]
    assert fault.startswith("THEIRS: ")
    return str(said.last()["why"]) if said else ""


def rebuilt(monkeypatch, change) -> None:
    """The sealing puts in other contents than those that wait."""
    honest = departure.contents_of
    monkeypatch.setattr(departure, "contents_of", lambda messages: change(list(honest(messages)), messages))


def told(contents, change, spelled=canonical):
    """The contents with a messages.json that was changed."""
    with contents[0].open() as stream:
        document = json.loads(stream.read())
    return [Content.of_bytes("messages.json", spelled(change(document) or document)), *contents[1:]]


def leaks(cases):
    """Each way to leak, and what the inspector says of it."""
    return pytest.mark.parametrize(("leak", "why"), cases, ids=[leak.__name__ for leak, _ in cases])


def count_told(monkeypatch):
    rebuilt(monkeypatch, lambda contents, _: told(contents, lambda read: {**read, "count": 117}))


def count_in_a_message(monkeypatch):
    rebuilt(monkeypatch, lambda contents, _: told(contents, lambda read: read["messages"][0]["body"].update(of=117)))


def moment_in_a_message(monkeypatch):
    rebuilt(
        monkeypatch,
        lambda contents, _: told(contents, lambda read: read["messages"][0].update(at="2026-11-21T09:00:00Z")),
    )


def spelled_with_blanks(monkeypatch):
    rebuilt(monkeypatch, lambda contents, _: told(contents, lambda _: None, lambda read: json.dumps(read).encode()))


def other_order(monkeypatch):
    honest = departure.contents_of
    monkeypatch.setattr(departure, "contents_of", lambda messages: honest(messages[::-1]))


def other_order_of_all(monkeypatch):
    honest = departure.leaving
    monkeypatch.setattr(departure, "leaving", lambda messages, at: honest(messages, at=at)[::-1])


def one_dropped(monkeypatch):
    honest = departure.contents_of
    monkeypatch.setattr(departure, "contents_of", lambda messages: honest(messages[1:]))


def another_partner_s_message(monkeypatch):
    honest = departure.contents_of
    theirs = Message.objects.exclude(partner__code="THEIRS")
    monkeypatch.setattr(departure, "contents_of", lambda messages: honest([*messages, *theirs]))


def a_file_beside_the_messages(monkeypatch):
    rebuilt(monkeypatch, lambda contents, _: [*contents, Content.of_bytes("journal.jsonl", b"{}\n")])


def a_paper(monkeypatch):
    rebuilt(monkeypatch, lambda contents, _: [*contents, Content.of_bytes("papers/list.csv", b"title\n")])


def a_file_of_a_message(monkeypatch):
    rebuilt(
        monkeypatch,
        lambda contents, messages: [*contents, Content.of_bytes(f"files/{messages[0].pk}/draft.pdf", b"%PDF-1.7")],
    )


def longer_tar(monkeypatch):
    honest = tar.ending
    monkeypatch.setattr(tar, "ending", lambda size: honest(size) + bytes(tar.GRAIN))


def filled_tar(monkeypatch):
    honest = tar.ending
    monkeypatch.setattr(tar, "ending", lambda size: honest(size)[:-3] + b"117")


def filled_padding(monkeypatch):
    honest = tar.padding
    monkeypatch.setattr(tar, "padding", lambda size: honest(size)[:-1] + b"x" if honest(size) else b"")


def time_in_the_tar(monkeypatch):
    honest = tar.header

    def header(name, size):
        head = bytearray(honest(name, size))
        head[136:147] = b"14732601600"
        head[148:156] = b" " * 8
        head[148:156] = b"%06o\0 " % sum(head)
        return bytes(head)

    monkeypatch.setattr(tar, "header", header)


def a_stanza_more(monkeypatch):
    honest = age._stanza
    drawn = count()

    def stanza(file_key, recipient, random):
        return honest(file_key, recipient, random) + (b"-> 117-grease\n\n" if next(drawn) % 2 else b"")

    monkeypatch.setattr(age, "_stanza", stanza)


def a_recipient_more(monkeypatch):
    honest = sealing.seal_pouch

    def seal_pouch(out, *, recipients, **facts):
        return honest(out, recipients=[*recipients, recipients[0]], **facts)

    monkeypatch.setattr(sealing, "seal_pouch", seal_pouch)


def recipients_turned(monkeypatch):
    honest = sealing.seal_pouch

    def seal_pouch(out, *, recipients, **facts):
        return honest(out, recipients=recipients[::-1], **facts)

    monkeypatch.setattr(sealing, "seal_pouch", seal_pouch)


def another_acknowledgement(monkeypatch):
    honest = sealing.address

    def address(contents, **facts):
        return honest(contents, **facts | {"acknowledged": Position(1, 117, "0" * 64)})

    monkeypatch.setattr(sealing, "address", address)


def another_number(monkeypatch):
    honest = sealing.address
    monkeypatch.setattr(
        sealing, "address", lambda contents, **facts: honest(contents, **facts | {"epoch": 42, "number": 1})
    )


def journal_length_in_the_envelope(monkeypatch):
    honest = envelope.Envelope.as_bytes

    def as_bytes(self):
        return canonical({**json.loads(honest(self)), "journal": JournalEntry.objects.count()})

    monkeypatch.setattr(envelope.Envelope, "as_bytes", as_bytes)


def journal_length_in_the_checkpoint(monkeypatch):
    def checkpoint(*, channel, we, key):
        origin = str(chain.Origin(we.code, channel.partner.code, channel.epoch))
        leaves = channel_log.leaves_sent(channel.partner, channel.epoch)
        size = JournalEntry.objects.count()
        told = chain.Checkpoint(origin, len(leaves), chain.tree_root(leaves), (f"journal {size}",))
        return chain.sign_checkpoint(told, key, we.code)

    monkeypatch.setattr(channel_log, "checkpoint", checkpoint)


def journal_length_as_a_second_signature(monkeypatch):
    honest = channel_log.checkpoint
    monkeypatch.setattr(channel_log, "checkpoint", lambda **facts: honest(**facts) + f"— OURS {'A' * 91}=\n")


def journal_in_the_countersigned_note(monkeypatch):
    honest = channel_log.checkpoint
    monkeypatch.setattr(channel_log, "countersigned", honest)


def another_key(monkeypatch):
    monkeypatch.setattr(inspection, "_signer", lambda *_: "ssh-ed25519 " + "A" * 68)


WHOLE = [
    (count_told, "it is not an object of version 1 and messages"),
    (count_in_a_message, "says something else than the act it tells of"),
    (moment_in_a_message, "is not what a message of this kind may say"),
    (spelled_with_blanks, "is not written canonically"),
    (other_order, "not in the order in which it was allowed"),
    (other_order_of_all, "not in the order in which it was allowed"),
    (one_dropped, "was allowed and is missing"),
    (another_partner_s_message, "No act tells this message"),
    (a_file_beside_the_messages, "“data/journal.jsonl” is named by nothing that may leave"),
    (a_paper, "“data/papers/list.csv” is named by nothing that may leave"),
    (a_file_of_a_message, "is named by nothing that may leave"),
    (longer_tar, "bytes that no file accounts for"),
    (filled_tar, "bytes that no file accounts for"),
    (filled_padding, "bytes that no file accounts for"),
    (time_in_the_tar, "tells more in its tar header than its name and size: time"),
    (a_stanza_more, "not for the recipient and the sender alone"),
    (a_recipient_more, "not for the recipient and the sender alone"),
    (recipients_turned, "not for the recipient and the sender alone"),
    (another_acknowledgement, "envelope's “acknowledged” is not what was allowed"),
    (another_number, "envelope's “epoch” is not what was allowed"),
    (journal_length_in_the_envelope, "envelope's “journal” is not what was allowed: there is no such field"),
    (journal_length_in_the_checkpoint, "“data/checkpoint.note” is named by nothing that may leave"),
    (journal_length_as_a_second_signature, "“data/checkpoint.note” is named by nothing that may leave"),
    (journal_in_the_countersigned_note, "“data/countersigned.note” is named by nothing that may leave"),
    (another_key, "signature does not hold"),
]


@leaks(WHOLE)
def test_a_sealer_that_leaks_sends_nothing(bureau, folder, monkeypatch, leak, why):
    bureau.order({})
    rounds(bureau)
    bureau.order({})
    bureau.order({})
    bureau.order({}, partner=bureau.third)
    Message.objects.filter(partner=bureau.third).update(queued_at=bureau.at())
    third = Message.objects.filter(partner=bureau.third)
    third.update(state="recalled")  # nothing for the third, so that one fault is one fault
    with monkeypatch.context() as patched:
        leak(patched)
        assert why in withheld(bureau, rounds(bureau))
        (fault,) = rounds(bureau)["faults"]
        assert "may not leave" in fault
    assert acts(Channel.objects.get(partner=bureau.partner)).count("pouch.withheld") == 1
    done = rounds(bureau)
    assert [(one["partner"], one["number"]) for one in done["sealed"]] == [("THEIRS", 2)]
    assert done["faults"] == []
    assert Channel.objects.get(partner=bureau.partner).withheld_why == ""


def altered_copy(monkeypatch, alter) -> None:
    """Marked copies are altered after they were marked and checked."""
    honest = marked_copy._copy

    def copy(original, cover, folder):
        target = honest(original, cover, folder)
        with pikepdf.open(target) as pdf:
            alter(pdf)
            pdf.save(folder / "altered.pdf")
        return folder / "altered.pdf"

    monkeypatch.setattr(marked_copy, "_copy", copy)


def attachment(monkeypatch):
    altered_copy(monkeypatch, lambda pdf: pdf.attachments.__setitem__("draft.txt", b"what was not released"))


def unmarked_page(monkeypatch):
    altered_copy(monkeypatch, lambda pdf: pdf.add_blank_page())


def title_in_the_metadata(monkeypatch):
    altered_copy(monkeypatch, lambda pdf: pdf.docinfo.__setitem__("/Title", "Draft of the supply list"))


def described(monkeypatch, change) -> None:
    """The message describes its documents in another way than they are."""
    honest = marked_copy.delivery

    def delivery(**facts):
        body, files = honest(**facts)
        change(body)
        return body, files

    monkeypatch.setattr(marked_copy, "delivery", delivery)


def superseded_by(monkeypatch):
    described(monkeypatch, lambda body: body["documents"][0].update(superseded_by="0" * 64))


def count_of_documents(monkeypatch):
    described(monkeypatch, lambda body: body.update(attempts=3))


def title_of_another(monkeypatch):
    described(monkeypatch, lambda body: body["documents"][0].update(title="Draft of the supply list"))


def another_caveat(monkeypatch):
    described(monkeypatch, lambda body: body["caveat"].update(bars_onward_release=True))


def name_of_the_file(monkeypatch):
    honest = marked_copy.delivery

    def delivery(**facts):
        body, files = honest(**facts)
        body["documents"][0]["file"] = "1-draft-7.pdf"
        files["1-draft-7.pdf"] = files.pop("1-document.pdf")
        return body, files

    monkeypatch.setattr(marked_copy, "delivery", delivery)


HELD = [
    (attachment, "carries another file"),
    (unmarked_page, "does not bear its marking"),
    (title_in_the_metadata, "tells of itself what no page shows"),
    (superseded_by, "superseded_by is not what a message of this kind may say"),
    (count_of_documents, "attempts is not what a message of this kind may say"),
    (title_of_another, "says something else than the act it tells of"),
    (another_caveat, "says something else than the act it tells of"),
]


@leaks(HELD)
def test_a_delivery_that_leaks_is_held_and_can_be_called_back(bureau, folder, monkeypatch, leak, why):
    with monkeypatch.context() as patched:
        leak(patched)
        line = bureau.ready()
        rounds(bureau)
        bureau.release(line)
    assert why in withheld(bureau, rounds(bureau))
    (fault,) = rounds(bureau)["faults"]
    assert why in fault
    assert (acts().count("message.held"), acts().count("pouch.withheld"), Pouch.objects.count()) == (1, 1, 1)
    assert bureau.line(line).state == "ready"
    fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at())
    bureau.prepare(line)
    bureau.release(line)
    done = rounds(bureau)
    assert ([one["number"] for one in done["sealed"]], done["faults"]) == ([2], [])
    assert bureau.line(line).state == "shipped"


def test_a_file_with_a_name_that_tells_is_no_file_of_the_release(bureau, folder, monkeypatch):
    with monkeypatch.context() as patched:
        name_of_the_file(patched)
        line = bureau.ready()
        rounds(bureau)
        bureau.release(line)
    assert "1-draft-7.pdf” is named by nothing that may leave" in withheld(bureau, rounds(bureau))


def test_a_file_that_the_release_does_not_name_does_not_leave(bureau, folder):
    line = bureau.ready()
    rounds(bureau)
    bureau.release(line)
    delivery = Message.objects.get(what="delivery")
    MessageFile.objects.create(message=delivery, name="2-document.pdf", file=bureau.store(b"%PDF-1.7 a draft"))
    assert "2-document.pdf” is named by nothing that may leave" in withheld(bureau, rounds(bureau))


def test_a_release_that_was_taken_back_behind_the_carrier_s_back_names_nothing(bureau, folder):
    line = bureau.ready()
    rounds(bureau)
    bureau.release(line)
    act = dispatch.release_of(line)
    act.recalled_at = bureau.at()
    act.save()
    assert "is named by nothing that may leave" in withheld(bureau, rounds(bureau))


def counted_identifiers(monkeypatch):
    """Identifiers drawn for every record, also for what is withheld, one after the other: a gap tells."""
    drawn = count(1)

    def counted(_random):
        number = next(drawn)
        return "0" * 24 + "".join(ALPHABET[number >> shift & 31] for shift in (5, 0))

    monkeypatch.setattr(offering, "new_identifier", counted)


def numbered_rows(monkeypatch):
    honest = offering.item_of
    monkeypatch.setattr(
        offering, "item_of",
        lambda row, verdict, identifier: replace(
            honest(row, verdict, identifier), forms=(*verdict.forms, f"row {row['number']}\x1f")
        ),
    )  # fmt: skip


def own_number_of_the_record(monkeypatch):
    honest = offering.item_of
    hidden = new_identifier()
    monkeypatch.setattr(
        offering, "item_of",
        lambda row, verdict, identifier: replace(honest(row, verdict, identifier), series=(hidden,)),
    )  # fmt: skip


@leaks(
    [
        (counted_identifiers, "too closely to be random"),
        (numbered_rows, "signs that nobody sees"),
        (own_number_of_the_record, "shows more than its items: series/0: "),
    ]
)
def test_a_catalogue_that_shows_what_is_withheld_is_held(bureau, folder, monkeypatch, leak, why):
    fill_lookups(bureau)
    records = [book(f"Waters {n}", country="enk", restricted="Staff only" if n % 2 else "") for n in range(6)]
    edition = imported(bureau, b"".join(records))
    with monkeypatch.context() as patched:
        leak(patched)
        published(bureau, edition)
    assert why in withheld(bureau, rounds(bureau))
    assert acts(Offer.objects.get()) == ["offer.published", "message.held"]
    published(bureau, edition)
    assert [one["number"] for one in rounds(bureau)["sealed"]] == [1]


def test_a_question_that_names_another_partner_s_business_holds_up_only_its_own_order(
    bureau, folder, channel, tmp_path
):
    (other,) = bureau.lines(bureau.order({}, partner=bureau.third, by_pouch=False))
    first, second = bureau.order({}, {}), bureau.order({})
    line, beside = bureau.lines(first)
    desk = bureau.who("desk")
    request.ask_back(line=line, question=f"Is it the same as {other.pk}?", by=desk, at=bureau.at())
    request.ask_back(line=beside, question="Which edition?", by=desk, at=bureau.at())
    request.ask_back(line=bureau.lines(second)[0], question="Which year?", by=desk, at=bureau.at())
    done = rounds(bureau)
    assert [one["number"] for one in done["sealed"]] == [1]
    (fault,) = done["faults"]
    assert f"names “{other.pk}”, which the partner does not know" in fault
    heard = channel.opened(folder / "OURS-THEIRS-1-000001.pouch", tmp_path / "open")
    # The acknowledgement went before; what came later about the same order waits with the question.
    assert [(one["what"], one["body"].get("question")) for one in heard] == [
        ("order acknowledged", None), ("order acknowledged", None), ("clarification asked", "Which year?"),
    ]  # fmt: skip
    assert acts(line)[-1] == "message.held"
    assert rounds(bureau) == {"came": [], "sealed": [], "carried": [], "faults": done["faults"]}
    assert acts().count("message.held") == 1


def test_what_was_held_is_tried_again_in_its_place(bureau, folder, channel, tmp_path):
    (other,) = bureau.lines(bureau.order({}, partner=bureau.third, by_pouch=False))
    line, beside = bureau.lines(bureau.order({}, {}))
    desk = bureau.who("desk")
    request.ask_back(line=line, question=f"As {other.pk}?", by=desk, at=bureau.at())
    request.ask_back(line=beside, question="Which edition?", by=desk, at=bureau.at())
    rounds(bureau)
    with pytest.raises(dispatch.NotHeld):
        dispatch.try_again(partner=bureau.third, by=desk, at=bureau.at())
    (held,) = dispatch.held(bureau.partner)
    held.body = {**held.body, "question": "Which one?"}
    held.save()
    assert dispatch.try_again(partner=bureau.partner, by=desk, at=bureau.at()) == 1
    assert acts(line)[-2:] == ["message.held", "message.tried again"]
    rounds(bureau)
    heard = channel.opened(folder / "OURS-THEIRS-1-000002.pouch", tmp_path / "open")
    assert [one["body"]["question"] for one in heard] == ["Which one?", "Which edition?"]


def test_an_order_for_an_item_of_another_partner_s_catalogue_is_held(bureau, folder):
    fill_lookups(bureau)
    offer = published(bureau, imported(bureau, book("Waters", country="enk")))
    Message.objects.all().update(state="recalled")
    item = json.loads((bureau.home.offers / offer.folder / "catalogue.jsonl").read_text())["identifier"]
    by = bureau.who("librarian")
    wanted = need.open_order(partner=bureau.partner, route="department", purpose="", by=by, at=bureau.at())
    foreign = new_identifier()
    need.add_line(need=wanted, by=by, at=bureau.at(), item=foreign, citation="Waters")
    need.send(need=wanted, by=by, at=bureau.at())
    assert f"names “{foreign}”" in withheld(bureau, rounds(bureau))
    assert item != foreign


def test_what_changes_while_it_is_inspected_is_sealed_anew_and_nobody_is_blamed(bureau, folder, monkeypatch):
    line = bureau.ready()
    bureau.release(line)
    honest, once = inspection.inspected, count()

    def recalled_meanwhile(*told, **facts):
        if not next(once):
            fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at())
        return honest(*told, **facts)

    monkeypatch.setattr(inspection, "inspected", recalled_meanwhile)
    done = rounds(bureau)
    assert ([one["number"] for one in done["sealed"]], done["faults"], next(once)) == ([1], [], 2)
    assert "pouch.withheld" not in acts()


def test_what_is_withheld_does_not_keep_what_was_sealed_before(bureau, folder, monkeypatch):
    bureau.order({})
    shutil.rmtree(folder)
    rounds(bureau)
    folder.mkdir()
    bureau.order({})
    count_told(monkeypatch)
    done = rounds(bureau)
    assert ([one["file"] for one in done["carried"]], done["sealed"]) == ([f"OURS-THEIRS-1-{1:06d}.pouch"], [])


def test_a_marking_that_was_defined_anew_is_not_the_one_on_the_paper(bureau, folder):
    line = bureau.ready()
    rounds(bureau)
    bureau.release(line)
    code = dispatch.release_of(line).marking
    marking.define(
        code=code, texts={"en": "FOR THE COMMISSION ALONE"}, bars_onward_release=False, by=bureau.who("admin"),
        at=bureau.at(),
    )  # fmt: skip
    assert "marking" in withheld(bureau, rounds(bureau))
