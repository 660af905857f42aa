"""Asking a partner to erase, and being asked: signed both ways, decided by people, answered once."""

import pytest

from tests.carrier.channel import message, rounds
from tests.carrier.conftest import bureau, channel
from tests.domain.cycle.bureau import acts
from verbale.domain.spine import channel as channels
from verbale.domain.spine import erasure, erasure_answer, erasure_asked
from verbale.engines.seal import sign_bytes, verify_bytes
from verbale.kernel.canonical import digest_of
from verbale.records.dispatch import MessageFile, Pouch
from verbale.records.document import Document
from verbale.records.erasure import ErasureAsked
from verbale.records.journal import JournalPayload
from verbale.records.party import Party

__all__ = ["bureau", "channel"]

OTHER = "f" * 64


@pytest.fixture
def sent(bureau, channel):
    """The hashes of papers that left for the partner."""
    line = bureau.ready()
    bureau.release(line)
    rounds(bureau)
    last = Pouch.objects.order_by("number").last()
    channel.heard = channels.Position(last.epoch, last.number, last.envelope_hash)
    return sorted(MessageFile.objects.values_list("file_id", flat=True))


def ask(bureau, hashes, **changed):
    told = {"rule": "Archive act, § 4", "reason": "Ten years are over"} | changed
    return erasure_asked.ask(partner=bureau.partner, hashes=hashes, by=bureau.who("admin"), at=bureau.at(), **told)


def signed(bureau, channel, what, body, namespace="verbale-erasure", sender="THEIRS", recipient="OURS"):
    """The body with the partner's signature."""
    data = erasure_asked.statement(what=what, sender=sender, recipient=recipient, body=body)
    return {**body, "signature": sign_bytes(data, channel.keys.signing, namespace).decode()}


@pytest.fixture
def asked(bureau, channel, sent):
    """Our request, once the carrier has signed and sealed it."""
    made = ask(bureau, sent[:2])
    rounds(bureau)
    return ErasureAsked.objects.get(pk=made.pk)


def answer_of(own, /, **changed):
    first, second = sorted(own.files.values_list("sha256", flat=True))
    return {
        "asked": own.asked, "request": digest_of(own.body),
        "files": [
            {"sha256": first, "answer": "erased", "why": "Done"}, {"sha256": second, "answer": "kept", "why": "Law"},
        ],
    } | changed  # fmt: skip


def test_our_request_leaves_signed_and_the_partner_can_tell(bureau, channel, asked, tmp_path):
    pouch = Pouch.objects.order_by("number").last()
    (told,) = channel.opened(bureau.home.outbox / pouch.file_name, tmp_path / "opened")
    assert (told["what"], told["body"]) == ("erasure asked", asked.body)
    data = erasure_asked.statement(what=told["what"], sender="OURS", recipient="THEIRS", body=told["body"])
    signer = verify_bytes(data, told["body"]["signature"].encode(), "verbale-erasure")
    assert signer == bureau.keys["OURS"].public.signing
    assert asked.signer == bureau.keys["OURS"].public.fingerprint


def test_their_answer_is_recorded_once(bureau, channel, asked):
    body = signed(bureau, channel, "erasure answered", answer_of(asked))
    channel.send(message(1, "erasure answered", body))
    rounds(bureau)
    asked.refresh_from_db()
    assert [(one.answer, one.why) for one in asked.files.all()] == [("erased", "Done"), ("kept", "Law")]
    assert (asked.answered_by, asked.answered_at is None, asked.answer_body) == (None, False, body)
    channel.send(message(2, "erasure answered", body))
    rounds(bureau)
    assert acts().count("erasure.answered") == 1
    assert acts().count("message.refused") == 1


BAD_ANSWERS = {
    "not signed": lambda a: answer_of(a),
    "signed for something else": ("namespace", "verbale-text"),
    "of another side": ("sender", "FURTHER"),
    "to another side": ("recipient", "FURTHER"),
    "no such request": lambda a: answer_of(a, asked="0" * 26),
    "another request's hash": lambda a: answer_of(a, request=OTHER),
    "one file too few": lambda a: answer_of(a, files=answer_of(a)["files"][:1]),
    "another file": lambda a: answer_of(a, files=[{**row, "sha256": OTHER} for row in answer_of(a)["files"][:1]]),
    "one file twice": lambda a: answer_of(a, files=[answer_of(a)["files"][0]] * 2),
    "another word": lambda a: answer_of(a, files=[{**row, "answer": "burnt"} for row in answer_of(a)["files"]]),
    "no reason": lambda a: answer_of(a, files=[{**row, "why": None} for row in answer_of(a)["files"]]),
    "a long reason": lambda a: answer_of(a, files=[{**row, "why": "x" * 4001} for row in answer_of(a)["files"]]),
    "no list": lambda a: answer_of(a, files="all"),
    "a list of texts": lambda a: answer_of(a, files=["all"]),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
def test_an_answer_that_cannot_be_believed_is_refused(bureau, channel, asked, bad):
    told = bad(asked) if callable(bad) else answer_of(asked)
    changed = {} if callable(bad) else {bad[0]: bad[1]}
    body = told if bad is BAD_ANSWERS["not signed"] else signed(bureau, channel, "erasure answered", told, **changed)
    channel.send(message(1, "erasure answered", body))
    rounds(bureau)
    asked.refresh_from_db()
    assert asked.answered_at is None
    assert {one.answer for one in asked.files.all()} == {""}
    assert JournalPayload.objects.filter(act="message.refused").count() == 1


@pytest.fixture
def held(bureau):
    """A document that they sent us."""
    (line,) = bureau.wanted()
    file = bureau.store(b"their paper", name="a.txt")
    return Document.objects.create(
        thing_kind="needline", thing_id=line.pk, role="received", file=file, file_name="a.txt", title="A paper",
        added_at=bureau.at(),
    )  # fmt: skip


def request(*hashes, **changed):
    return {
        "asked": "theirs1", "files": list(hashes), "rule": "Privacy act", "reason": "A person asked",
        "due": "2026-12-24",
    } | changed  # fmt: skip


@pytest.fixture
def asks(bureau, channel, held):
    body = signed(bureau, channel, "erasure asked", request(held.file_id, OTHER))
    channel.send(message(1, "erasure asked", body))
    rounds(bureau)
    return ErasureAsked.objects.get(side="theirs")


def answer(bureau, asks, **answers):
    return erasure_answer.answer(asked=asks, answers=answers, by=bureau.who("desk"), at=bureau.at())


def test_their_request_erases_nothing_by_itself(asks, held):
    held.refresh_from_db()
    assert (held.erased_at, asks.side, asks.rule, asks.reason) == (None, "theirs", "Privacy act", "A person asked")
    assert str(asks.due_on) == "2026-12-24"


def test_we_answer_what_is_true_and_sign_it(bureau, channel, asks, held, tmp_path):
    made = erasure.propose(
        things=[("document", held.pk)], order="Their request", reason=asks.reason, asked=asks, by=bureau.who("admin"),
        at=bureau.at(),
    )  # fmt: skip
    erasure.confirm(erasure=made, by=bureau.who("admin2"), at=bureau.at())
    (bureau.home.files / held.file_id[:2] / held.file_id).unlink()
    answer(bureau, asks, **{held.file_id: ("erased", "As you asked"), OTHER: ("unknown", "Never came")})
    rounds(bureau)
    pouch = Pouch.objects.order_by("number").last()
    told = channel.opened(bureau.home.outbox / pouch.file_name, tmp_path / "opened")[-1]
    data = erasure_asked.statement(what=told["what"], sender="OURS", recipient="THEIRS", body=told["body"])
    assert verify_bytes(data, told["body"]["signature"].encode(), "verbale-erasure")
    assert (
        told["body"]["files"]
        == [
            {"answer": "erased", "sha256": held.file_id, "why": "As you asked"},
            {"answer": "unknown", "sha256": OTHER, "why": "Never came"},
        ]
        or told["body"]["files"][0]["sha256"] < told["body"]["files"][1]["sha256"]
    )
    assert told["body"]["request"] == digest_of(asks.body)
    with pytest.raises(erasure_asked.AlreadyAnswered):
        answer(bureau, asks, **{held.file_id: ("erased", "As you asked"), OTHER: ("unknown", "Never came")})


UNTRUE = {
    "erased, and still here": ("erased", "unknown"),
    "unknown, and here": ("unknown", "unknown"),
    "kept, and never held": ("kept", "kept"),
    "no word": ("", "unknown"),
    "another word": ("burnt", "unknown"),
}


@pytest.mark.parametrize(("first", "second"), UNTRUE.values(), ids=UNTRUE.keys())
def test_what_is_not_true_cannot_be_answered(bureau, asks, held, first, second):
    with pytest.raises(erasure_answer.NotTrue):
        answer(bureau, asks, **{held.file_id: (first, "r"), OTHER: (second, "r")})


def test_an_answer_needs_a_reason_and_every_file(bureau, asks, held):
    with pytest.raises(erasure_answer.NotTrue, match="it needs a reason"):
        answer(bureau, asks, **{held.file_id: ("kept", " "), OTHER: ("unknown", "r")})
    with pytest.raises(erasure_answer.Undecided, match=OTHER):
        answer(bureau, asks, **{held.file_id: ("kept", "r")})
    with pytest.raises(erasure_answer.NotFound):
        answer(bureau, asks, **{held.file_id: ("kept", "r"), OTHER: ("unknown", "r"), "0" * 64: ("unknown", "r")})


@pytest.mark.parametrize("who", ["librarian", "department", "auditor"])
def test_only_the_desk_and_administrators_answer(bureau, asks, held, who):
    with pytest.raises(erasure_answer.Refused, match="may not do this"):
        erasure_answer.answer(asked=asks, answers={}, by=bureau.who(who), at=bureau.at())


BAD_REQUESTS = {
    "no identifier": {"asked": ""},
    "a long identifier": {"asked": "x" * 27},
    "no files": {"files": []},
    "no list": {"files": "all"},
    "no hash": {"files": ["../../etc"]},
    "a file twice": {"files": [OTHER, OTHER]},
    "too many": {"files": [f"{number:064x}" for number in range(1001)]},
    "no rule": {"rule": " "},
    "a long rule": {"rule": "x" * 301},
    "no reason": {"reason": 7},
    "a NUL": {"reason": "a\0b"},
    "no day": {"due": "soon"},
}


@pytest.mark.parametrize("changed", BAD_REQUESTS.values(), ids=BAD_REQUESTS.keys())
def test_a_request_of_nonsense_is_refused(bureau, channel, changed):
    channel.send(message(1, "erasure asked", signed(bureau, channel, "erasure asked", request(OTHER, **changed))))
    rounds(bureau)
    assert ErasureAsked.objects.count() == 0
    assert JournalPayload.objects.filter(act="message.refused").count() == 1


def test_a_request_that_nobody_signed_or_for_another_side_is_refused(bureau, channel):
    told = request(OTHER)
    for number, body in enumerate(
        (told, told | {"signature": 7}, told | {"signature": "x"},
         signed(bureau, channel, "erasure asked", told, recipient="FURTHER"),
         signed(bureau, channel, "erasure answered", told),
         signed(bureau, channel, "erasure asked", told) | {"reason": "Another"}), 1,
    ):  # fmt: skip
        channel.send(message(number, "erasure asked", body))
        rounds(bureau)
    assert ErasureAsked.objects.count() == 0
    assert JournalPayload.objects.filter(act="message.refused").count() == 6


def test_a_request_under_an_identifier_that_was_used_is_refused(bureau, channel, asks):
    channel.send(message(2, "erasure asked", signed(bureau, channel, "erasure asked", request("0" * 64))))
    rounds(bureau)
    assert ErasureAsked.objects.count() == 1


BAD_ASKING = {
    "nothing": ([], {}),
    "no hash": (["x"], {}),
    "what never went there": ([OTHER], {}),
    "no rule": (None, {"rule": " "}),
    "no reason": (None, {"reason": ""}),
    "a long reason": (None, {"reason": "x" * 4001}),
}


@pytest.mark.parametrize(("hashes", "changed"), BAD_ASKING.values(), ids=BAD_ASKING.keys())
def test_what_cannot_be_asked_is_refused(bureau, sent, hashes, changed):
    with pytest.raises(erasure_asked.BadRequest):
        ask(bureau, sent if hashes is None else hashes, **changed)
    assert ErasureAsked.objects.count() == 0


def test_a_day_that_is_over_and_we_ourselves_cannot_be_asked(bureau, sent):
    with pytest.raises(erasure_asked.BadRequest, match="is over"):
        ask(bureau, sent, due_on=bureau.clock.now().date().replace(year=2020))
    with pytest.raises(erasure_asked.BadRequest, match="not our own partner"):
        erasure_asked.ask(partner=bureau.us, hashes=sent, rule="r", reason="r", by=bureau.who("admin"), at=bureau.at())


def test_what_only_waits_to_leave_cannot_be_asked_for(bureau):
    line = bureau.ready()
    bureau.release(line)
    with pytest.raises(erasure_asked.BadRequest, match="never went to THEIRS"):
        ask(bureau, list(MessageFile.objects.values_list("file_id", flat=True)))


def test_a_partner_without_a_node_answers_by_letter(bureau, sent):
    Party.objects.filter(pk=bureau.partner.pk).update(by_letter=True)
    bureau.partner.refresh_from_db()
    made = ask(bureau, sent[:1])
    assert made.message is None
    erasure_answer.record_letter(
        asked=made, answers={sent[0]: ("erased", "Letter of 3 December")}, letter=None, by=bureau.who("desk"),
        at=bureau.at(),
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.answered_by, made.answer_signature) == (bureau.who("desk"), "")
    with pytest.raises(erasure_asked.AlreadyAnswered):
        erasure_answer.record_letter(asked=made, answers={}, letter=None, by=bureau.who("desk"), at=bureau.at())


def test_nobody_answers_for_the_other_side(bureau, asked, asks):
    with pytest.raises(erasure_answer.NotForUs):
        erasure_answer.answer(
            asked=ErasureAsked.objects.get(side="ours"), answers={}, by=bureau.who("desk"), at=bureau.at()
        )
    for one in ErasureAsked.objects.all():
        with pytest.raises(erasure_answer.NotForUs):
            erasure_answer.record_letter(asked=one, answers={}, letter=None, by=bureau.who("desk"), at=bureau.at())
