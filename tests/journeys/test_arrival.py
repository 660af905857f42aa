"""What arrives is routed to its noun: a receipt counts only for what was sent."""

import pytest

from tests.carrier.channel import message, rounds
from tests.carrier.conftest import bureau, channel
from tests.domain.cycle.bureau import acts, pdf
from verbale.domain.cycle import holding
from verbale.engines.catalogue import OfferItem
from verbale.kernel.identifier import new_identifier
from verbale.records import files
from verbale.records.dispatch import MessageFile
from verbale.records.document import StoredFile
from verbale.records.holding import ReceivedCatalogue
from verbale.records.journal import JournalPayload

__all__ = ["bureau", "channel"]


@pytest.fixture
def shipped(bureau):
    """A line that left in a pouch."""
    line = bureau.ready()
    bureau.release(line)
    rounds(bureau)
    return line


def hashes(line):
    return sorted(MessageFile.objects.filter(message__thing_id=line.pk).values_list("file_id", flat=True))


def receipt(bureau, channel, line, **body):
    channel.send(message(1, "receipt", {"line": line.partner_line, "by": "Lin Hai", **body}))
    rounds(bureau)
    return bureau.line(line).state


def test_a_receipt_of_what_was_sent_counts(bureau, channel, shipped):
    assert receipt(bureau, channel, shipped, documents=hashes(shipped)) == "delivered"
    assert "message.refused" not in acts()


OTHERS = {
    "none": lambda sent: [],
    "one too few": lambda sent: sent[1:],
    "one too many": lambda sent: [*sent, "0" * 64],
    "another": lambda sent: [*sent[1:], "0" * 64],
    "no texts": lambda sent: [[one] for one in sent],
}


@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS.keys())
def test_a_receipt_of_other_documents_is_refused(bureau, channel, shipped, others):
    assert receipt(bureau, channel, shipped, documents=others(hashes(shipped))) == "shipped"
    (refused,) = JournalPayload.objects.filter(act="message.refused")
    assert "the receipt names other documents than were sent" in refused.facts["why"]


@pytest.mark.parametrize("body", [{}, {"documents": "all"}, {"documents": {"a": 1}}], ids=["none", "a text", "a table"])
def test_a_receipt_whose_documents_are_no_list_is_refused(bureau, channel, shipped, body):
    assert receipt(bureau, channel, shipped, **body) == "shipped"
    assert acts().count("message.refused") == 1


def test_our_own_label_sent_back_as_a_pdf_stays_examined(bureau, channel, shipped):
    """A partner names its files as it likes; the bytes are ours."""
    label = StoredFile.objects.get(media_type="application/xml")
    with files.read(label.sha256) as stream:
        data = stream.read()
    (line,) = bureau.wanted()
    row = {"file": "1.pdf", "role": "marked", "title": "T", "language": "", "original_language": "", "translators": []}
    caveat = {"code": "open", "texts": {}, "bars_onward_release": False}
    channel.send(message(1, "delivery", {"line": line.pk, "caveat": caveat, "documents": [row]}, **{"1_pdf": data}))
    rounds(bureau)
    label.refresh_from_db()
    assert (label.state, label.media_type) == ("sound", "application/xml")


def test_a_pdf_under_a_catalogue_s_name_is_not_taken_for_examined(bureau, channel):
    data = pdf("theirs") + b"\n" + OfferItem(new_identifier(), "Title").line()
    channel.send(message(1, "catalogue", {"offer": "x"}, c_jsonl=data))
    rounds(bureau)
    (refused,) = JournalPayload.objects.filter(act="message.refused")
    assert "its catalogue is a PDF" in refused.facts["why"]
    assert StoredFile.objects.filter(state="sound").count() == 0


ITEMS = sorted((OfferItem(new_identifier(), f"Waters, part {n}") for n in range(3)), key=lambda item: item.identifier)
OFFER = new_identifier()


def offered(channel):
    """The partner's catalogue of three items, and the identifier of the first."""
    channel.send(message(1, "catalogue", {"offer": OFFER}, c_jsonl=b"".join(item.line() for item in ITEMS)))
    return ITEMS[0].identifier


def test_items_that_the_partner_withdraws_are_found_no_longer(bureau, channel):
    gone = offered(channel)
    channel.send(message(2, "catalogue withdrawal", {"offer": OFFER, "items": [gone]}))
    rounds(bureau)
    (kept,) = ReceivedCatalogue.objects.all()
    found = holding.search_received(kept, "waters").items
    assert (kept.items, {item.identifier for item in found}) == (2, {item.identifier for item in ITEMS[1:]})
    assert acts().count("catalogue.withdrawal") == 1


@pytest.mark.parametrize(
    "body",
    [
        {}, {"items": "all"}, {"items": []}, {"items": [7]}, {"items": ["../x"]}, {"items": {"a": "b"}},
        {"items": ["0" * 26] * 5001}, {"offer": 3, "items": ["0" * 26]}, {"offer": "", "items": ["0" * 26]},
    ],
)  # fmt: skip
def test_a_withdrawal_that_names_nothing_is_refused_by_itself(bureau, channel, body):
    offered(channel)
    channel.send(message(2, "catalogue withdrawal", {"offer": OFFER, **body}))
    rounds(bureau)
    assert acts().count("message.refused") == 1
    assert ReceivedCatalogue.objects.get().items == 3


def test_a_withdrawal_of_what_never_came_changes_nothing(bureau, channel):
    channel.send(message(1, "catalogue withdrawal", {"offer": OFFER, "items": [new_identifier()]}))
    rounds(bureau)
    assert (acts().count("message.refused"), ReceivedCatalogue.objects.count()) == (0, 0)
