"""Every kind of message that a node writes passes its own inspector, and none is written that the inspector lacks."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.carrier.channel import message, order, rounds
from tests.carrier.test_texts import revision
from tests.domain.cycle.bureau import open_bureau, pdf
from tests.domain.cycle.minuting import Minuting
from tests.domain.cycle.shelf import book, fill_lookups, imported, published
from tests.domain.cycle.sitting import content, grant, in_force, item, sitting
from tests.domain.spine.pdfs import signed
from tests.records.rows import make
from verbale.carrier.rounds import round_trip
from verbale.domain.cycle import (
    adoption,
    commitment,
    delegation,
    fulfilment,
    memorandum,
    minutes_answer,
    need,
    request,
    session,
)
from verbale.domain.cycle.commitment_content import Member, Source
from verbale.domain.cycle.delegation import Named
from verbale.domain.spine import (
    authority,
    contact_body,
    document,
    erasure_answer,
    erasure_asked,
    text,
)
from verbale.domain.spine import channel as channels
from verbale.engines import agreement
from verbale.engines.inspection import BODIES
from verbale.engines.seal import sign_bytes
from verbale.engines.seal.keys import make_keys, rotate_keys
from verbale.records import models as records
from verbale.records.commitment import PartIn
from verbale.records.dispatch import Message, MessageFile
from verbale.records.document import DocumentRole
from verbale.records.erasure import ErasureAsked
from verbale.records.instrument import Instrument
from verbale.records.party import ContactUnit
from verbale.records.request import Order

SOURCE = Path(request.__file__).parents[2]


def leaves(bureau, *kinds):
    """One round: these kinds leave, and nothing is held against them."""
    done = rounds(bureau)
    assert done["faults"] == []
    sealed = Message.objects.filter(state="sealed", partner=bureau.partner)
    assert set(kinds) <= set(sealed.values_list("what", flat=True))
    assert not Message.objects.filter(partner=bureau.partner, state="queued").exists()


def ask_them(bureau):
    desk = bureau.who("desk")
    line = bureau.lines(bureau.order({}))[0]
    request.ask_back(line=line, question="Which edition?\nOf 1957?", by=desk, at=bureau.at())
    leaves(bureau, "order acknowledged", "clarification asked")
    request.clarified(line=line, text="The second.", by=None, at=bureau.at())


def deliver(bureau, data, title):
    line = bureau.lines(bureau.order({"origin": "domestic", "publisher class": "listed press",
                                      "distribution": "open", "kind": "book"}))[0]  # fmt: skip
    bureau.decide(line)
    bureau.attach(line, data, title)
    bureau.attach(line, pdf("Another"), "Another")
    bureau.prepare(line)
    bureau.release(line)
    leaves(bureau, "delivery")
    fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at(), notice="It was the wrong volume.")
    leaves(bureau, "recall")


def answer_them(bureau):
    bureau.clock.forward(days=31)
    for due in request.to_answer(on=bureau.clock.now().date()):
        request.answer(order=due, at=bureau.at())
    leaves(bureau, "answer")


def offer_them(bureau):
    fill_lookups(bureau)
    first = imported(bureau, book("Waters", country="enk") + book("桥梁", country="enk"))
    published(bureau, first)
    leaves(bureau, "catalogue")
    imported(bureau, book("Waters", country="enk"), follows=first)
    leaves(bureau, "catalogue withdrawal")


def want(bureau):
    by = bureau.who("librarian")
    asked, given_up, came = bureau.wanted("Acta 1", "Acta 2", "Acta 3")
    leaves(bureau, "order")
    need.acknowledged(
        partner=bureau.partner, order=asked.need_id, number="IN-1", answer_due=date(2027, 3, 1), at=bureau.at()
    )
    need.questioned(partner=bureau.partner, identifier=asked.pk, question="Which?", at=bureau.at())
    need.clarify(line=type(asked).objects.get(pk=asked.pk), text="The first.", by=by, at=bureau.at())
    need.cancel(line=type(asked).objects.get(pk=given_up.pk), by=by, at=bureau.at())
    leaves(bureau, "clarification given", "line cancelled")
    receive(bureau, came)


def receive(bureau, line):
    by = bureau.who("librarian")
    need.answered(partner=bureau.partner, answers={line.pk: "promised"}, at=bureau.at())
    line.refresh_from_db()
    file = bureau.store(pdf("What came"))
    document.attach(
        thing=line, file=file, role=DocumentRole.RECEIVED, file_name="1-document.pdf", title="What came", by=None,
        at=bureau.at(),
    )  # fmt: skip
    need.arrived(line=line, at=bureau.at())
    need.confirm_receipt(line=line, by=by, at=bureau.at())
    need.recalled(partner=bureau.partner, identifier=line.pk, notice="Give it back.", at=bureau.at())
    need.give_back(line=type(line).objects.get(pk=line.pk), by=by, at=bureau.at())
    leaves(bureau, "receipt", "returned")


def agree(bureau):
    admin, admin2, committee, desk = (bureau.who(one) for one in ("admin", "admin2", "committee", "desk"))
    defined = authority.define(code="texts", titles={"en": "Texts"}, by=admin, at=bureau.at())
    held = authority.propose(
        person=committee, authority=defined, since=date(2026, 1, 1), until=None, by=admin, at=bureau.at()
    )
    authority.confirm(held=held, by=admin2, at=bureau.at())
    opened = text.open_text(partner=bureau.partner, revision=revision(), by=desk, at=bureau.at(), note="As we said.")
    text.approve(text=opened, revision=revision().hash, by=committee, at=bureau.at(), second_factor=True)
    text.take_back(text=opened, by=committee, at=bureau.at(), second_factor=True)
    text.withdraw(text=opened, by=desk, at=bureau.at())
    leaves(bureau, "text act")


def tell_bodies(bureau):
    ContactUnit.objects.create(party=bureau.us, name="Exchange office", reach="Tel. 4", since=date(2026, 1, 1))
    contact_body.tell(partner=bureau.partner, by=bureau.who("desk"), at=bureau.at())
    leaves(bureau, "contact bodies")


def meet(bureau):
    """A session with our memorandum, and what we say of a commitment from shared minutes."""
    desk, at = bureau.who("desk"), bureau.at
    grant(bureau, "memoranda", "committee")
    room = sitting(bureau)
    session.tell(session=room.session, by=desk, at=at())
    told = memorandum.draft(session=room.session, content=content(item(1), item(2, "other")), by=desk, at=at())
    memorandum.approve(memorandum=told, by=bureau.who("committee"), at=at(), second_factor=True)
    memorandum.tell(memorandum=told, by=desk, at=at())
    people = [Named("Franz Egli", "President", "head"), Named("Eva Brunner", "Head of department")]
    named = delegation.name(to=room.session, delegates=people, keep_until=date(2030, 1, 1), by=desk, at=at())
    delegation.tell(delegation=named, by=desk, at=at())
    leaves(bureau, "session", "memorandum", "delegation")
    text = in_force(bureau, minutes())
    paper = make(Instrument, title="Decree 4")
    adopted = adoption.adopt(
        text=text, article="1", adopted=True, agencies=["Library", "Press"], instrument=paper, note="For us alone.",
        by=desk, at=at(),
    )  # fmt: skip
    adoption.tell(adoption=adopted, agencies=["Library"], by=desk, at=at())
    made = commitment.record(
        partner=bureau.partner, number="1", text="Send the list.", bound="ours", own_due="2027-03", due="2027-05",
        source=Source(text, text.in_force, "1"), members=[Member(PartIn.IN_CHARGE, "The library")], by=desk, at=at(),
    )  # fmt: skip
    commitment.tell(commitment=made, by=desk, at=at(), reason="It is being printed.")
    leaves(bureau, "adoption", "commitment")
    sign(bureau, room)


def sign(bureau, room):
    """Our signature under minutes whose wording is agreed."""
    minuting = Minuting(bureau, room.commission, theirs=None)
    minuting.key("OURS", "OURS")
    text = in_force(bureau, minuting.revision())
    minuting.signs(make(records.Minutes, text=text, session=room.session))
    leaves(bureau, "signed paper")


def minutes():
    article = agreement.Article("1", {}, {"en": "A list."}, ("conclusion",))
    return agreement.Revision("minutes", ("en",), {"en": "Minutes"}, (article,))


def erase(bureau, channel):
    admin = bureau.who("admin")
    sent = sorted(MessageFile.objects.filter(message__what="delivery").values_list("file_id", flat=True))
    erasure_asked.ask(
        partner=bureau.partner, hashes=sent[:2], rule="Archive act, § 4", reason="It is over", by=admin, at=bureau.at()
    )
    due = (bureau.clock.now() + timedelta(days=30)).date().isoformat()
    body = {"asked": "7" * 26, "files": ["0" * 64], "rule": "§ 4", "reason": "It is over", "due": due}
    data = erasure_asked.statement(what="erasure asked", sender="THEIRS", recipient="OURS", body=body)
    told = {**body, "signature": sign_bytes(data, channel.keys.signing, "verbale-erasure").decode()}
    channel.send(message(90, "erasure asked", told))
    leaves(bureau, "erasure asked")
    asked = ErasureAsked.objects.get(side="theirs")
    erasure_answer.answer(asked=asked, answers={"0" * 64: ("unknown", "Never here")}, by=admin, at=bureau.at())
    leaves(bureau, "erasure answered")


def restore_them(bureau, channel):
    """They forget all they sent, and get it back."""
    channel.send(order(91))
    leaves(bureau)
    channel.put("new.pouch", channel.begins(epoch=1_900_000_000, remembers=0))
    rounds(bureau)
    channels.confirm_epoch(partner=bureau.partner, epoch=1_900_000_000, by=bureau.who("admin"), at=bureau.at())
    leaves(bureau, "returned pouches")
    assert Order.objects.filter(partner_order="O91").exists()


def refuse_their_paper(bureau):
    """A paper that came signed is not the one that was agreed on."""
    arrived = records.ArrivedPouch.objects.filter(partner=bureau.partner).first()
    minutes_answer.refuses(
        minutes=records.Minutes.objects.get(), sha256="0" * 64, why="It was altered.", arrived=arrived, at=bureau.at()
    )
    leaves(bureau, "paper answer")


def rotate(bureau, folder):
    keys = rotate_keys(folder, side="OURS", number=1, at=bureau.at())
    for _ in range(2):
        bureau.order({})
        assert round_trip(keys=keys, at=bureau.at())["faults"] == []
    sealed = Message.objects.filter(state="sealed", partner=bureau.partner, what="keys")
    assert sealed.count() == 1


@pytest.mark.parametrize("language", ["en", "de", "zh", "fr"])
def test_every_kind_leaves(db, home, clock, monkeypatch, tmp_path, language):
    from tests.carrier.channel import Channel
    from tests.domain.cycle.bureau import in_this_process

    in_this_process(monkeypatch)
    bureau = open_bureau(home, clock, {"OURS": make_keys(tmp_path / "ours")})
    channel = Channel(bureau, bureau.keys["THEIRS"])
    type(bureau.partner).objects.filter(pk=bureau.partner.pk).update(language=language)
    bureau.partner.refresh_from_db()
    ask_them(bureau)
    deliver(bureau, pdf("A paper"), "On bridges, 桥梁 — “second part”")
    if language == "en":
        deliver(bureau, signed(), "Signed")
        answer_them(bureau)
        offer_them(bureau)
        want(bureau)
        agree(bureau)
        tell_bodies(bureau)
        meet(bureau)
        erase(bureau, channel)
        restore_them(bureau, channel)
        refuse_their_paper(bureau)
        rotate(bureau, tmp_path / "ours")
        sealed = Message.objects.filter(state="sealed").values_list("what", flat=True)
        assert set(sealed) == BODIES.keys()


def test_no_kind_is_queued_that_the_inspector_does_not_know():
    written = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("domain/**/*.py"))
    queued = re.findall(r'dispatch\.queue\(\s*partner=[^,]+, what="([a-z ]+)"', written)
    assert len(queued) > 8
    named = set(queued) | set(re.findall(r'^WHAT = "([a-z ]+)"$', written, re.M))
    assert named <= BODIES.keys()
