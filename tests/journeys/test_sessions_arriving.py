"""What a partner tells of sessions and of what follows from them: kept beside ours, or refused by itself."""

import copy
from datetime import timedelta

import pytest

from tests.carrier.channel import message, rounds
from tests.carrier.conftest import bureau, channel
from tests.domain.cycle.bureau import acts
from tests.domain.cycle.minuting import Minuting
from tests.domain.cycle.sitting import grant, identity, in_force, sitting
from tests.records.rows import make
from verbale.engines import agreement, signature
from verbale.journeys.sessions_arriving import ROUTES
from verbale.kernel.canonical import digest
from verbale.records import models as records
from verbale.records.commitment import CommitmentWord
from verbale.records.delegation import Delegation
from verbale.records.dispatch import Message
from verbale.records.journal import JournalPayload
from verbale.records.memorandum import Memorandum
from verbale.records.minutes import Adoption, RefusedPaper, SignedPaper
from verbale.records.session import SessionWord

__all__ = ["bureau", "channel"]


@pytest.fixture
def room(bureau):
    return sitting(bureau)


@pytest.fixture
def bodies(bureau, room):
    """One word of each kind, as the partner tells it."""
    article = agreement.Article("1", {}, {"en": "They send a list.", "zh": "寄送目录。"}, ("conclusion",))
    titles = {"en": "Minutes", "zh": "纪要"}
    minutes = in_force(bureau, agreement.Revision("minutes", ("en", "zh"), titles, (article,)))
    kept, signatures = make(records.Minutes, text=minutes), [{"side": "OURS"}, {"side": "THEIRS"}]
    make(SignedPaper, minutes=kept, revision=minutes.in_force, signatures=signatures, at=bureau.at())
    records.Minutes.objects.update(concluded_at=bureau.at())
    of_session = {"commission": room.commission.pk, "session": 1}
    person = {"name": "Lin Hai", "office": "President", "part": "head"}
    return {
        "session": {
            "commission": room.commission.pk, "number": 1, "host": "THEIRS", "begins": "2027-05-11", "ends": "",
            "place": "Bern", "state": "planned", "reason": "",
        },
        "memorandum": {
            **of_session, "version": 1, "title": {"zh": "备忘录"},
            "agenda": [{"id": identity(1, "b"), "title": {"zh": "图书"}, "duty": "1", "want": {}, "same_as": ""}],
            "schedule": [{"on": "2027-05-10", "at": "10:00", "what": {"zh": "开幕"}}], "supplements": [],
        },
        "delegation": {
            **of_session, "delegates": [person],
            "keep_until": (bureau.clock.now() + timedelta(days=365)).date().isoformat(),
        },
        "adoption": {"text": minutes.pk, "article": "1", "adopted": True, "agencies": ["Library"], "note": ""},
        "commitment": {
            "text": minutes.pk, "article": "1", "number": "1", "state": "under way", "due": "2027-09",
            "reason": "It is being printed.", "apology": "",
        },
    }  # fmt: skip


KEPT = {
    "session": (SessionWord, "session.partner told"), "memorandum": (Memorandum, "memorandum.partner told"),
    "delegation": (Delegation, "delegation.partner told"), "adoption": (Adoption, "adoption.partner told"),
    "commitment": (CommitmentWord, "commitment.partner told"),
}  # fmt: skip


def send(bureau, channel, *told):
    channel.send(*(message(number, what, body) for number, (what, body) in enumerate(told, 1)))
    assert rounds(bureau)["faults"] == []


def refusals():
    return [row.facts for row in JournalPayload.objects.filter(act="message.refused")]


def test_every_word_is_kept(bureau, channel, bodies):
    send(bureau, channel, *bodies.items())
    assert refusals() == []
    for what, (model, act) in KEPT.items():
        assert (what, model.objects.count(), acts().count(act)) == (what, 1, 1)


def test_a_word_told_again_is_the_last(bureau, channel, bodies):
    send(bureau, channel, *bodies.items())
    later = copy.deepcopy(bodies)
    later["session"]["place"] = "Basel"
    later["delegation"]["delegates"][0]["name"] = "Li Wei"
    later["adoption"]["adopted"] = False
    later["commitment"]["state"] = "done"
    channel.send(*(message(number, what, body) for number, (what, body) in enumerate(later.items(), 11)))
    rounds(bureau)
    assert refusals() == []
    assert {what: model.objects.count() for what, (model, _) in KEPT.items()} == dict.fromkeys(KEPT, 1)
    assert SessionWord.objects.get().place == "Basel"
    assert Delegation.objects.get().delegates.get().name == "Li Wei"
    assert (Adoption.objects.get().adopted, CommitmentWord.objects.get().state) == (False, "done")


@pytest.mark.parametrize("what", KEPT)
def test_a_word_on_what_we_do_not_know_is_refused_and_the_rest_is_kept(bureau, channel, bodies, what):
    named = "commission" if "commission" in bodies[what] else "text"
    bodies[what] = {**bodies[what], named: "0" * 26}
    send(bureau, channel, *bodies.items())
    assert [one["what"] for one in refusals()] == [what]
    assert {one: model.objects.count() for one, (model, _) in KEPT.items()} == {one: int(one != what) for one in KEPT}


@pytest.mark.parametrize("what", KEPT)
def test_another_partner_s_commission_or_text_is_unknown(bureau, channel, bodies, what):
    records.Text.objects.update(partner=bureau.third)
    send(bureau, channel, (what, bodies[what]))
    assert [one["what"] for one in refusals()] == [what]


@pytest.mark.parametrize("what", KEPT)
@pytest.mark.parametrize("body", [{}, {"commission": 1, "text": []}, {"session": None}], ids=["none", "odd", "null"])
def test_nonsense_is_refused_in_a_sentence(bureau, channel, room, what, body):
    send(bureau, channel, (what, body))
    (refused,) = refusals()
    assert refused["what"] == what
    assert refused["why"].endswith(".")
    assert "Error" not in refused["why"]


def test_every_field_is_judged(bureau, channel, bodies):
    """Whatever a partner puts in a field, it is kept or refused in a sentence: nothing breaks."""
    odd = [None, True, -1, 2**53 - 1, 1.5, "", "x" * 5000, "a\0b", [], {}, [None], {"en": 1}, [[{}]]]
    for number, (what, body) in enumerate(bodies.items()):
        told = [(what, {**body, name: value}) for name in body for value in odd]
        channel.send(*(message(1000 * (number + 1) + at, *one) for at, one in enumerate(told)))
    assert rounds(bureau)["faults"] == []
    assert {one["what"] for one in refusals()} == set(KEPT)
    assert [one for one in refusals() if "Error:" in one["why"] or "Exception" in one["why"]] == []


def test_each_kind_has_a_route():
    assert ROUTES.keys() == KEPT.keys() | {"signed paper", "paper answer"}


# Signed papers


@pytest.fixture
def minutes(bureau, monkeypatch):
    """Minutes whose wording is agreed, which the partner's node concluded, and so signs first."""
    monkeypatch.setattr(signature.isolated, "verify", signature.verify)
    grant(bureau, "texts", "committee")
    held = sitting(bureau)
    room = Minuting(bureau, held.commission, theirs=None)
    for side in ("OURS", "THEIRS"):
        room.key(side, side)
    text = in_force(bureau, room.revision())
    text.depositary = "THEIRS"
    text.save()
    return room, make(records.Minutes, text=text, session=held.session)


def paper(minutes, data, **changed):
    return {"text": minutes.text_id, "revision": minutes.text.in_force, "sha256": digest(data)} | changed


def send_paper(bureau, channel, number, body, **files):
    channel.send(message(number, "signed paper", body, **files))
    assert rounds(bureau)["faults"] == []


def test_the_paper_that_the_partner_signed_is_kept(bureau, channel, minutes):
    room, one = minutes
    data = room.they_sign(room.blank(one))
    send_paper(bureau, channel, 1, paper(one, data), minutes_pdf=data)
    assert refusals() == []
    kept = SignedPaper.objects.get()
    assert (kept.minutes, kept.file_id, [each["side"] for each in kept.signatures]) == (one, digest(data), ["THEIRS"])
    assert (room.state(one), kept.arrived.partner) == ("signed by one", bureau.partner)


def test_with_our_signature_under_it_it_leaves_and_is_concluded_once_it_is_there(bureau, channel, minutes, tmp_path):
    room, one = minutes
    data = room.they_sign(room.blank(one))
    send_paper(bureau, channel, 1, paper(one, data), minutes_pdf=data)
    room.signs(one)
    assert rounds(bureau)["faults"] == []
    assert room.state(one) == "signed by both"
    pouch = max(bureau.home.outbox.glob("OURS-THEIRS-*.pouch"))
    (told,) = [each for each in channel.opened(pouch, tmp_path / "1") if each["what"] == "signed paper"]
    assert told["files"] == ["minutes.pdf"]
    channel.hears(pouch, tmp_path / "2")
    channel.send()
    assert rounds(bureau)["faults"] == []
    assert room.state(one) == "signed by both"
    both = SignedPaper.objects.get(message__isnull=False)
    channel.send(message(2, "paper answer", answer(one, both.file_id)))
    assert rounds(bureau)["faults"] == []
    assert room.state(one) == "in force"


def answer(minutes, sha256, why=""):
    return {"text": minutes.text_id, "sha256": sha256, "kept": not why, "why": why}


def answered(bureau, channel, folder):
    """What our last pouch answers about papers; it left."""
    pouch = max(bureau.home.outbox.glob("OURS-THEIRS-*.pouch"))
    return [each["body"] for each in channel.opened(pouch, folder) if each["what"] == "paper answer"]


def test_the_partner_hears_that_its_paper_is_kept(bureau, channel, minutes, tmp_path):
    room, one = minutes
    data = room.they_sign(room.blank(one))
    send_paper(bureau, channel, 1, paper(one, data), minutes_pdf=data)
    assert answered(bureau, channel, tmp_path / "1") == [answer(one, digest(data))]


def test_the_partner_hears_why_its_paper_is_refused(bureau, channel, minutes, tmp_path):
    room, one = minutes
    room.key("stranger", "THEIRS", trusted=False)
    data = room.they_sign(room.blank(one), "stranger")
    send_paper(bureau, channel, 1, paper(one, data), minutes_pdf=data)
    (kept,) = RefusedPaper.objects.all()
    (told,) = answered(bureau, channel, tmp_path / "1")
    assert told == answer(one, digest(data), kept.why)
    assert "was made with a certificate that nobody here knows" in kept.why
    assert not Message.objects.filter(held_at__isnull=False).exists()


def test_what_cannot_be_answered_is_refused_all_the_same(bureau, channel, minutes):
    room, one = minutes
    data = room.they_sign(room.blank(one))
    for number, odd in enumerate(
        [{"text": "0" * 26}, {"text": None}, {"sha256": "x"}, {"sha256": None}, {"text": room.commission.pk}], start=1
    ):
        send_paper(bureau, channel, number, paper(one, data) | odd, minutes_pdf=data)
    assert (len(refusals()), RefusedPaper.objects.count(), Message.objects.count()) == (5, 0, 0)


@pytest.mark.parametrize(
    ("changed", "files"),
    [
        ({"sha256": "0" * 64}, {}), ({"more": 1}, {}), ({"text": "0" * 26}, {}), ({"text": None}, {}),
        ({"sha256": None}, {}), ({"revision": "0" * 64}, {}), ({"revision": []}, {}),
        ({}, {"annex_pdf": b"%PDF"}),
    ],
)  # fmt: skip
def test_a_paper_that_its_message_does_not_name_is_refused(bureau, channel, minutes, changed, files):
    room, one = minutes
    data = room.they_sign(room.blank(one))
    send_paper(bureau, channel, 1, paper(one, data) | changed, minutes_pdf=data, **files)
    (refused,) = refusals()
    assert (refused["what"], SignedPaper.objects.count()) == ("signed paper", 0)
    assert refused["why"].endswith(".")


def test_a_paper_without_its_file_or_of_another_name_is_refused(bureau, channel, minutes):
    room, one = minutes
    data = room.they_sign(room.blank(one))
    send_paper(bureau, channel, 1, paper(one, data))
    send_paper(bureau, channel, 2, paper(one, data), paper_pdf=data)
    assert [each["what"] for each in refusals()] == ["signed paper"] * 2


def test_an_altered_paper_is_refused_and_the_rest_of_the_pouch_is_kept(bureau, channel, minutes, bodies):
    room, one = minutes
    data = room.they_sign(room.blank(one)) + b"\n%%EOF\n"
    channel.send(
        message(1, "signed paper", paper(one, data), minutes_pdf=data), message(2, "session", bodies["session"])
    )
    assert rounds(bureau)["faults"] == []
    assert [each["what"] for each in refusals()] == ["signed paper"]
    assert (SignedPaper.objects.filter(minutes=one).count(), SessionWord.objects.count()) == (0, 1)


def test_another_text_has_no_signed_paper(bureau, channel, minutes):
    room, one = minutes
    data = room.they_sign(room.blank(one))
    send_paper(bureau, channel, 1, paper(one, data, text=room.commission.pk), minutes_pdf=data)
    assert "There is no minutes" in refusals()[0]["why"]
