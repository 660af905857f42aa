"""Fulfilment: nothing leaves without decision, approvals, marking; what binds us; what is called back."""

import pytest

from tests.domain.cycle.bureau import CONFIDENTIAL, FOREIGN, INTERNAL, OPEN, acts, pdf, told
from verbale.domain.cycle import decision, fulfilment, need, request
from verbale.domain.spine import approval, dispatch, document, marked_copy, marking, policy
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.errors import VerbaleError
from verbale.kernel.quantity import Quantity
from verbale.records.approval import ApprovalStep
from verbale.records.dispatch import Release
from verbale.records.document import Document, DocumentRole
from verbale.records.fulfilment import Sourcing
from verbale.records.journal import JournalPayload
from verbale.records.marking import ReceivedMark
from verbale.records.policy import PolicyUse
from verbale.records.request import OrderLine

SOURCED = {
    "supplier": "Trading house", "price": "18.50", "currency": "CHF", "form": "photocopy",
    "copyright_basis": "Licence", "expected": "2026-12",
}  # fmt: skip


def sourcing(bureau, facts=OPEN, **more):
    (line,) = bureau.lines(bureau.order(facts, **more))
    return bureau.decide(line)


def source(bureau, line, **changed):
    return fulfilment.source(line=line, by=bureau.who("desk"), at=bureau.at(), **(SOURCED | changed))


def test_a_third_country_item_is_marked_only_once_its_source_is_recorded(bureau):
    line = sourcing(bureau, FOREIGN)
    bureau.attach(line)
    with pytest.raises(fulfilment.SourceFirst):
        bureau.prepare(line)
    assert fulfilment.price_of(source(bureau, line)) == Quantity.of("18.50", "CHF")
    bureau.prepare(line)
    assert bureau.line(line).state == "ready"


def test_a_source_is_recorded_once_and_may_be_corrected(bureau):
    line = sourcing(bureau, FOREIGN)
    source(bureau, line)
    source(bureau, line, price="", currency="", supplier=" Other house ")
    (kept,) = Sourcing.objects.all()
    assert (kept.supplier, fulfilment.price_of(kept), kept.expected) == ("Other house", None, "2026-12")
    assert acts(line)[-2:] == ["line.sourced", "line.sourced"]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"supplier": " "}, fulfilment.NoSupplier),
        ({"copyright_basis": " "}, fulfilment.NoCopyrightBasis),
        ({"price": "cheap"}, VerbaleError),
        ({"price": "1000000000000.00"}, fulfilment.NoPrice),
        ({"price": "1.005"}, fulfilment.NoPrice),
        ({"price": "-1.00"}, fulfilment.NoPrice),
        ({"price": "1.00", "currency": ""}, VerbaleError),
        ({"expected": "soon"}, VerbaleError),
        ({"form": "parchment"}, ValueError),
    ],
)
def test_a_source_that_says_too_little_or_nonsense_is_not_recorded(bureau, changed, fault):
    line = sourcing(bureau, FOREIGN)
    with pytest.raises(fault):
        source(bureau, line, **changed)
    assert Sourcing.objects.count() == 0


def test_only_a_line_that_is_sourced_takes_sources_files_and_marks(bureau):
    (line,) = bureau.lines(bureau.order(OPEN))
    for act in (lambda: source(bureau, line), lambda: bureau.attach(line), lambda: bureau.prepare(line)):
        with pytest.raises(fulfilment.NotBeingSourced):
            act()
    assert Document.objects.count() == 0


def test_a_file_that_is_refused_when_it_is_looked_into_is_not_attached(bureau):
    line = sourcing(bureau)
    with pytest.raises(document.NotSound):
        bureau.attach(line, data=b"%PDF-1.7 and then nothing of the kind")
    assert document.of(line) == []


def test_what_is_no_pdf_cannot_be_marked(bureau):
    line = sourcing(bureau)
    fulfilment.attach(
        line=line, file=bureau.store(b"a,b\n1,2\n", "table.csv"), file_name="table.csv", title="A table",
        by=bureau.who("desk"), at=bureau.at(),
    )  # fmt: skip
    with pytest.raises(marked_copy.OnlyPdf):
        bureau.prepare(line)
    assert bureau.line(line).state == "sourcing"


def test_nothing_is_marked_before_something_is_attached(bureau):
    with pytest.raises(fulfilment.NoDocument):
        bureau.prepare(sourcing(bureau))


def withdraw(bureau, line, original, reason="It belongs to line 2", by="desk"):
    fulfilment.withdraw(line=line, document=original, by=bureau.who(by), at=bureau.at(), reason=reason)


def test_what_was_attached_wrongly_is_withdrawn_and_neither_marked_nor_sent(bureau):
    line = sourcing(bureau)
    right, wrong = (bureau.attach(line, data=pdf(title), title=title) for title in ("Right", "Wrong"))
    withdraw(bureau, line, wrong, " It belongs to line 2 ")
    assert (document.of(line), document.of(line, withdrawn=True)) == ([right], [right, wrong])
    wrong.refresh_from_db()
    assert (wrong.withdrawn_by, wrong.withdrawn_at) == (bureau.who("desk"), bureau.clock.now())
    told_of = JournalPayload.objects.get(act="document.withdrawn")
    assert (told_of.by_name, told_of.thing_id, told_of.facts) == (
        "Chiara Rossi", line.pk, {"title": "Wrong", "sha256": wrong.file_id, "reason": "It belongs to line 2"},
    )  # fmt: skip
    assert {one.made_from for one in bureau.prepare(line)} == {right}
    bureau.release(line)
    assert {one.made_from for one in Release.objects.get().documents.all()} == {right}


def test_what_was_marked_already_is_withdrawn_once_the_line_is_called_back(bureau):
    line = bureau.ready()
    (wrong,) = document.of(line, DocumentRole.ORIGINAL)
    with pytest.raises(fulfilment.NotBeingSourced):
        withdraw(bureau, line, wrong)
    fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at())
    withdraw(bureau, line, wrong)
    with pytest.raises(fulfilment.NoDocument):
        bureau.prepare(line)
    right = bureau.attach(line, data=pdf("Right"), title="Right")
    bureau.prepare(line)
    assert {one.made_from for one in fulfilment.newest_copies(line)} == {right}


def test_a_mark_on_what_was_withdrawn_no_longer_binds_the_line(bureau):
    received_paper(bureau, pdf("theirs"), bars=True)
    line = sourcing(bureau)
    wrong = bureau.attach(line, data=pdf("theirs"), title="Wrong")
    bureau.attach(line)
    withdraw(bureau, line, wrong)
    bureau.prepare(line)
    assert bureau.line(line).state == "ready"


def test_a_paper_is_withdrawn_by_the_desk_with_a_reason_once_and_only_from_its_line(bureau):
    line, other = sourcing(bureau), sourcing(bureau)
    wrong, foreign = bureau.attach(line), bureau.attach(other)
    letter = document.attach(
        thing=line, file=wrong.file, role=DocumentRole.LETTER, file_name="a.pdf", title="A", by=None, at=bureau.at()
    )
    for act, fault in (
        (lambda: withdraw(bureau, line, wrong, reason=" "), fulfilment.NoReason),
        (lambda: withdraw(bureau, line, wrong, by="librarian"), NeedsRole),
        (lambda: withdraw(bureau, line, foreign), fulfilment.NotAnOriginal),
        (lambda: withdraw(bureau, line, letter), fulfilment.NotAnOriginal),
    ):
        with pytest.raises(fault):
            act()
    assert "document.withdrawn" not in acts()
    withdraw(bureau, line, wrong)
    with pytest.raises(document.AlreadyWithdrawn):
        withdraw(bureau, line, wrong)
    assert acts().count("document.withdrawn") == 1


def test_a_paper_withdrawn_while_it_was_marked_is_not_sent(bureau, monkeypatch):
    line = sourcing(bureau)
    wrong = bureau.attach(line)
    make = marked_copy.make

    def slow(**told):
        made = make(**told)
        withdraw(bureau, line, wrong)
        return made

    monkeypatch.setattr(marked_copy, "make", slow)
    with pytest.raises(fulfilment.NotBeingSourced):
        bureau.prepare(line)
    assert bureau.line(line).state == "sourcing"


def test_each_paper_gets_a_marked_copy_a_cover_and_a_label(bureau):
    line = sourcing(bureau)
    originals = [bureau.attach(line, data=pdf(title), title=title) for title in ("One", "Two", "Three")]
    made = bureau.prepare(line)
    roles = [DocumentRole.MARKED, DocumentRole.COVER, DocumentRole.LABEL]
    assert [(one.made_from, one.role) for one in made] == [(one, role) for one in originals for role in roles]
    assert {one.caveat for one in made} == {"open"}
    assert sorted(one.pk for one in fulfilment.newest_copies(line)) == sorted(one.pk for one in made)


def test_a_release_queues_one_message_with_the_marked_papers(bureau):
    line = bureau.ready()
    bureau.release(line)
    act = Release.objects.get()
    assert (act.basis, act.marking) == ("Principle 2: items of listed presses on the domestic market", "open")
    assert {one.role for one in act.documents.all()} == {"marked", "cover", "label"}
    (delivery,) = [one for one in dispatch.waiting(bureau.partner) if one.what == "delivery"]
    assert [row["role"] for row in delivery.body["documents"]] == ["marked", "cover", "label"]
    assert [one.name for one in delivery.files.order_by("name")] == [
        "1-document.pdf",
        "2-cover.pdf",
        "3-label.xml",
    ]
    with pytest.raises(fulfilment.NotReady):
        bureau.release(line)


def test_nothing_is_released_before_it_is_ready(bureau):
    line = sourcing(bureau)
    bureau.attach(line)
    with pytest.raises(fulfilment.NotReady):
        bureau.release(line)


@pytest.mark.parametrize("facts", [CONFIDENTIAL, {}])
def test_nothing_is_released_without_a_decision_to_supply(bureau, facts):
    line = bureau.ready()
    OrderLine.objects.filter(pk=line.pk).update(state="deciding", facts=facts)
    bureau.decide(line)
    OrderLine.objects.filter(pk=line.pk).update(state="ready")
    with pytest.raises(fulfilment.NoSupplyDecision):
        bureau.release(line)
    OrderLine.objects.filter(pk=line.pk).update(state="sourcing")
    with pytest.raises(fulfilment.NoSupplyDecision):
        bureau.prepare(line)
    assert Release.objects.count() == 0


def test_nothing_is_released_without_every_approval(bureau):
    line = sourcing(bureau, INTERNAL)
    OrderLine.objects.filter(pk=line.pk).update(state="sourcing")
    bureau.attach(line)
    with pytest.raises(fulfilment.NotApproved):
        bureau.prepare(line)
    OrderLine.objects.filter(pk=line.pk).update(state="ready")
    with pytest.raises(fulfilment.NotApproved):
        bureau.release(line)
    ApprovalStep.objects.filter(position=1).update(state="granted", by=bureau.who("department"), at=bureau.at())
    with pytest.raises(fulfilment.NotApproved):
        bureau.release(line)


def test_nothing_is_released_without_its_marking(bureau):
    line = bureau.ready()
    Document.objects.filter(role="marked").update(caveat="for reference only")
    with pytest.raises(marking.NotMarked):
        bureau.release(line)
    Document.objects.exclude(role="original").delete()
    with pytest.raises(dispatch.NothingToRelease):
        bureau.release(line)


def test_a_decision_that_changed_while_papers_were_marked_undoes_the_marking(bureau, monkeypatch):
    line = sourcing(bureau)
    bureau.attach(line)
    make = marked_copy.make

    def slow(**told):
        made = make(**told)
        bureau.decide(line)
        return made

    monkeypatch.setattr(marked_copy, "make", slow)
    with pytest.raises(fulfilment.NotBeingSourced):
        bureau.prepare(line)
    assert [one.role for one in document.of(line)] == ["original"]


def received_paper(bureau, data, *, bars):
    """A paper that came from a third side with a mark, as the arrival of a pouch keeps it."""
    (line,) = bureau.wanted("Their paper", partner=bureau.third)
    file = bureau.store(data)
    document.attach(
        thing=line, file=file, role=DocumentRole.RECEIVED, file_name="a.pdf", title="Their paper", by=None,
        at=bureau.at(), caveat="not for re-export",
    )  # fmt: skip
    marking.receive(
        file=file, party=bureau.third, caveat="not for re-export", text="NOT FOR EXPORT", bars_onward_release=bars,
        at=bureau.at(),
    )  # fmt: skip
    need.arrived(line=line, at=bureau.at())
    return file


def test_a_mark_we_received_binds_our_release_to_a_third_party(bureau):
    received_paper(bureau, pdf("theirs"), bars=True)
    line = sourcing(bureau)
    bureau.attach(line, data=pdf("theirs"))
    with pytest.raises(marking.BoundByMark) as refusal:
        bureau.prepare(line)
    assert refusal.value.sentence() == (
        "“A paper” may not go to THEIRS: it reached us from FURTHER marked “NOT FOR EXPORT”, and that binds us."
    )
    assert bureau.decide(line).state == "unavailable"
    assert decision.standing(line).basis == "Principle 6: who receives a marked item keeps it for reference"
    request.answer(order=line.order, at=bureau.at())
    assert told(bureau.partner)[-1]["body"]["answers"] == {"line1-1": "not available"}


def test_a_mark_that_turns_up_after_marking_still_stops_the_release(bureau):
    line = bureau.ready()
    (original,) = document.of(line, DocumentRole.ORIGINAL)
    ReceivedMark.objects.create(
        file=original.file, party=bureau.third, caveat="x", text="X", bars_onward_release=True, received_at=bureau.at()
    )
    with pytest.raises(decision.DecidedOtherwise) as refusal:
        bureau.release(line)
    assert refusal.value.facts["basis"] == "Principle 6: who receives a marked item keeps it for reference"
    assert fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at()) == "recalled"
    assert bureau.line(line).state == "sourcing"


def test_what_came_marked_is_decided_on_anew_even_if_the_mark_bars_nothing(bureau):
    received_paper(bureau, pdf("theirs"), bars=False)
    line = sourcing(bureau, {**INTERNAL, "publisher class": "university"})
    for handle in ("department", "committee"):
        bureau.approve(line, handle)
    bureau.attach(line, data=pdf("theirs"))
    with pytest.raises(decision.DecidedOtherwise):
        bureau.prepare(line)
    assert (bureau.decide(line).state, Document.objects.filter(role="marked").count()) == ("unavailable", 0)


def test_nothing_leaves_on_facts_that_changed_since(bureau):
    line = sourcing(bureau)
    bureau.attach(line)
    restate(bureau, line, {"distribution": "confidential"})
    with pytest.raises(decision.DecidedOtherwise):
        bureau.prepare(line)
    restate(bureau, line, {"distribution": "open"})
    bureau.prepare(line)
    restate(bureau, line, {"distribution": "internal"})
    with pytest.raises(decision.DecidedOtherwise) as refusal:
        bureau.release(line)
    assert refusal.value.facts["basis"].startswith("Principle 7")
    restate(bureau, line, {"distribution": "open", "year": 1963})
    bureau.release(line)
    assert Release.objects.count() == 1


def restate(bureau, line, facts):
    request.state_facts(line=line, facts=facts, by=bureau.who("desk"), at=bureau.at())


def test_nothing_leaves_under_a_policy_that_ended(bureau):
    line = bureau.ready()
    PolicyUse.objects.all().delete()
    with pytest.raises(policy.NoPolicy):
        bureau.release(line)


def test_a_paper_attached_while_others_were_marked_is_not_left_behind(bureau, monkeypatch):
    line = sourcing(bureau)
    bureau.attach(line)
    make = marked_copy.make

    def slow(**told):
        made = make(**told)
        bureau.attach(line, data=pdf("Two"), title="Two")
        return made

    with monkeypatch.context() as patched:
        patched.setattr(marked_copy, "make", slow)
        with pytest.raises(fulfilment.NotBeingSourced):
            bureau.prepare(line)
    assert len(bureau.prepare(line)) == 6


def test_a_recall_before_sealing_leaves_no_trace_with_the_partner(bureau):
    line = bureau.ready()
    bureau.release(line)
    assert fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at()) == "recalled"
    assert [message.what for message in dispatch.waiting(bureau.partner)] == ["order acknowledged"]
    assert (bureau.line(line).state, Release.objects.get().recalled_by) == ("sourcing", bureau.who("desk"))
    assert acts(line)[-2:] == ["release.recalled", "line.called back"]
    bureau.prepare(line)
    bureau.release(line)
    assert [message.what for message in dispatch.waiting(bureau.partner)] == ["order acknowledged", "delivery"]


def test_a_recall_after_sealing_is_a_notice(bureau):
    line = bureau.shipped()
    told_before = len(told(bureau.partner))
    from verbale.records.dispatch import Message

    Message.objects.filter(what="delivery").update(state="sealed", pouch=pouch(bureau))
    assert fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at(), notice="Wrong page") == "notice sent"
    assert told(bureau.partner)[told_before:] == [
        {"what": "recall", "body": {"line": "line1-1", "notice": "Wrong page"}}
    ]
    assert bureau.line(line).state == "shipped"
    with pytest.raises(fulfilment.AlreadyNotified):
        fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at(), notice="Once more")
    with pytest.raises(dispatch.TooLate):
        dispatch.recall(act=Release.objects.get(), by=bureau.who("desk"), at=bureau.at())


def pouch(bureau):
    from tests.records.rows import make
    from verbale.records.dispatch import Pouch

    return make(Pouch, partner=bureau.partner)


def test_there_is_nothing_to_call_back_before_there_is_something(bureau):
    line = sourcing(bureau)
    with pytest.raises(fulfilment.NotShipped):
        fulfilment.recall(line=line, by=bureau.who("desk"), at=bureau.at())


def test_a_line_is_received_then_returned(bureau):
    line = bureau.shipped()
    fulfilment.delivered(line=line, at=bureau.at(), told="Lin Hai")
    fulfilment.returned(line=line, at=bureau.at())
    with pytest.raises(request.NotPossible):
        fulfilment.delivered(line=line, at=bureau.at())
    assert acts(line)[-3:] == ["line.shipped", "line.delivered", "line.returned"]


def test_an_authority_takes_back_what_it_granted_until_it_left(bureau):
    line = sourcing(bureau, INTERNAL)
    for handle in ("department", "committee"):
        bureau.approve(line, handle)
    bureau.attach(line)
    bureau.prepare(line)
    bureau.release(line)
    took = {"line": line, "remark": "Second thoughts", "at": bureau.at(), "second_factor": True}
    with pytest.raises(fulfilment.NothingGranted):
        fulfilment.recall_approval(by=bureau.who("auditor"), **took)
    assert fulfilment.recall_approval(by=bureau.who("committee"), **took) == "recalled"
    assert (bureau.line(line).state, dispatch.release_of(line)) == ("deciding", None)
    assert {step.state for step in approval.steps_of(line)} == {"recalled"}


def test_an_authority_s_remark_never_reaches_the_partner(bureau):
    line = sourcing(bureau, INTERNAL)
    for handle in ("department", "committee"):
        bureau.approve(line, handle)
    bureau.attach(line)
    bureau.prepare(line)
    bureau.release(line)
    fulfilment.shipped(line=line, pouch=1, at=bureau.at())
    done = fulfilment.recall_approval(
        line=line, remark="It names a third party", by=bureau.who("committee"), at=bureau.at(), second_factor=True
    )
    assert done == "notice sent"
    assert told(bureau.partner)[-1] == {"what": "recall", "body": {"line": "line1-1", "notice": ""}}
