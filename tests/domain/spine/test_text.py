"""Acts of our side on agreed texts: who may, what is queued and signed, what stands afterwards."""

from datetime import date

import pytest

from tests.domain.spine.other_side import OtherSide, revision, sign_ours
from verbale.domain.spine import authority, channel, text
from verbale.domain.spine.person import NeedsRole, NeedsSecondFactor
from verbale.domain.spine.text_awaited import Awaited, Wanted, awaited, overdue
from verbale.domain.spine.text_history import history_of
from verbale.domain.spine.text_proof import Finding, check, package
from verbale.domain.spine.text_record import acts_of, refresh, revision_of, standing_of
from verbale.engines import agreement
from verbale.engines.agreement import AlreadyProposed, Effect, Kind, NothingToWithdraw, NotProposed, Reason, State
from verbale.kernel.errors import NotFound
from verbale.records.channel import Channel
from verbale.records.dispatch import Message
from verbale.records.text import Revision, Text, TextAct

FIRST, SECOND = revision(), revision("Maps too.")


@pytest.fixture
def theirs(us, partner, clock):
    return OtherSide(partner, lambda: clock.forward(minutes=1))


@pytest.fixture
def head(approver, admin, second_admin, now):
    """Somebody who approves texts for us."""
    defined = authority.define(code="texts", titles={"en": "Texts"}, by=admin, at=now)
    held = authority.propose(person=approver, authority=defined, since=date(2026, 1, 1), until=None, by=admin, at=now)
    authority.confirm(held=held, by=second_admin, at=now)
    return approver


@pytest.fixture
def opened(theirs, desk):
    return text.open_text(partner=theirs.partner, revision=FIRST, by=desk, at=theirs.now())


def approve(one, theirs, head, proposed=FIRST):
    return text.approve(text=one, revision=proposed.hash, by=head, at=theirs.now(), second_factor=True)


def told(one, theirs):
    return [
        (each.name, each.act.kind.value, each.effect, each.reason)
        for each in history_of(one, standing_of(one, theirs.now().date()))
    ]


def test_opening_proposes_and_queues_the_revision(opened, partner):
    (message,) = Message.objects.all()
    assert (message.what, message.body["content"], message.body["signature"]) == ("text act", FIRST.as_json(), "")
    assert (opened.partner, opened.depositary, opened.state, opened.titles) == (
        partner, "OURS", "proposed", {"en": "Exchange", "zh": "交换"},
    )  # fmt: skip
    assert opened.respond_by == date(2026, 12, 21)


def test_both_approvals_conclude_in_the_same_transaction(opened, theirs, head):
    approve(opened, theirs, head)
    theirs.does(Kind.APPROVE, opened, FIRST)
    assert [(name, effect) for name, _, effect, _ in told(opened, theirs)] == [
        ("OURS 1", Effect.PROPOSED), ("OURS 2", Effect.APPROVED), ("FI-NHI 1", Effect.APPROVED),
        ("OURS 3", Effect.CONCLUDED),
    ]  # fmt: skip
    kept = Text.objects.get()
    assert (kept.state, kept.in_force, kept.change, kept.respond_by) == ("concluded", FIRST.hash, "", None)


def test_a_void_act_tells_why(opened, theirs, head):
    approve(opened, theirs, head)
    theirs.does(Kind.APPROVE, opened, FIRST)
    # They take back without knowing of the conclusion.
    acts = [act for act in acts_of(opened) if act.kind is not Kind.CONCLUDE]
    late = agreement.draft(Kind.TAKE_BACK, acts, "FI-NHI", by=acts[-1].by, at=theirs.now())
    theirs.tells(late)
    assert told(opened, theirs)[-1] == ("FI-NHI 2", "take back", Effect.VOID, Reason.CROSSED)
    assert Text.objects.get().in_force == FIRST.hash


def test_only_the_desk_writes_and_only_holders_sign(opened, theirs, desk, head, admin):
    with pytest.raises(NeedsRole):
        text.propose(text=opened, revision=SECOND, by=head, at=theirs.now())
    with pytest.raises(NeedsRole):
        text.withdraw(text=opened, by=admin, at=theirs.now())
    with pytest.raises(NeedsRole):
        approve(opened, theirs, desk)
    with pytest.raises(NeedsSecondFactor):
        text.approve(text=opened, revision=FIRST.hash, by=head, at=theirs.now(), second_factor=False)
    text.set_authority(text=opened, code="texts", by=admin, at=theirs.now())
    with pytest.raises(text.NoTextAuthority):
        text.set_authority(text=opened, code="none", by=admin, at=theirs.now())
    opened.authority = "gone"
    opened.save()
    with pytest.raises(text.NoTextAuthority):
        approve(opened, theirs, head)
    assert TextAct.objects.count() == 1


def test_what_makes_no_sense_is_refused(opened, theirs, desk, head):
    with pytest.raises(AlreadyProposed):
        text.propose(text=opened, revision=FIRST, by=desk, at=theirs.now())
    with pytest.raises(NotProposed):
        approve(opened, theirs, head, SECOND)
    text.withdraw(text=opened, by=desk, at=theirs.now())
    with pytest.raises(NothingToWithdraw):
        text.withdraw(text=opened, by=desk, at=theirs.now())
    with pytest.raises(text.NotAwaited):
        text.await_answer(text=opened, respond_by=date(2027, 1, 1), by=desk, at=theirs.now())


def test_nothing_is_done_while_we_catch_up_after_a_restore(opened, theirs, head):
    theirs.does(Kind.APPROVE, opened, FIRST)
    Channel.objects.filter(pk=channel.of(theirs.partner).pk).update(catching_up=True)
    with pytest.raises(text.CatchingUp):
        approve(opened, theirs, head)
    text.settle(partner=theirs.partner, at=theirs.now())
    assert [row.act for row in TextAct.objects.order_by("side", "number")] == ["approve", "propose"]


def test_what_is_awaited_of_whom(opened, theirs, head, desk):
    def now():
        found = Text.objects.get()
        return awaited(found, standing_of(found, theirs.now().date()))

    due = date(2026, 12, 21)
    ours = Awaited("OURS", Wanted.APPROVAL, FIRST.hash, None)
    assert now() == (Awaited("FI-NHI", Wanted.ANSWER, FIRST.hash, due), ours)
    theirs.does(Kind.APPROVE, opened, FIRST)
    assert now() == (ours,)
    approve(opened, theirs, head)
    assert now() == ()
    theirs.does(Kind.PROPOSE, opened, SECOND)
    assert now()[0] == Awaited("OURS", Wanted.ANSWER, SECOND.hash, due)
    assert not now()[0].overdue(due)
    assert now()[0].overdue(date(2026, 12, 22))
    assert list(overdue(Text.objects.all(), date(2026, 12, 22))) == [opened]
    assert list(overdue(Text.objects.all(), due)) == []


def test_the_depositarys_conclusion_is_awaited(theirs, head):
    one = theirs.opens(FIRST)
    approve(one, theirs, head)
    theirs.does(Kind.APPROVE, one, FIRST)
    found = Text.objects.get()
    assert awaited(found, standing_of(found, theirs.now().date())) == (
        Awaited("FI-NHI", Wanted.CONCLUSION, FIRST.hash, None),
    )
    assert (found.state, found.in_force) == ("approved by both", "")


def test_a_notice_ends_the_text_with_its_last_day(opened, theirs, head):
    approve(opened, theirs, head)
    theirs.does(Kind.APPROVE, opened, FIRST)
    text.give_notice(text=opened, last_day=date(2026, 11, 22), by=head, at=theirs.now(), second_factor=True)
    assert Text.objects.get().in_force == FIRST.hash
    day_after = theirs.now().replace(day=23)
    assert refresh(Text.objects.get(), day_after).state is State.ENDED
    assert (Text.objects.get().state, Text.objects.get().in_force) == ("ended", "")
    assert refresh(Text.objects.get(), day_after).state is State.ENDED


def test_every_act_is_proved_and_every_change_of_one_found(opened, theirs, us, head):
    theirs.does(Kind.APPROVE, opened, FIRST)
    assert [each.finding for each in check(opened)] == [Finding.SIGNED, Finding.UNSIGNED]
    sign_ours(us)
    assert [each.finding for each in check(opened)] == [Finding.SIGNED] * 2
    row = TextAct.objects.get(side="OURS")

    def found(**changed):
        TextAct.objects.filter(pk=row.pk).update(**changed)
        finding = check(opened)[1].finding
        TextAct.objects.filter(pk=row.pk).update(
            **{name: getattr(row, name) for name in ("body", "hash", "signature", "signer")}
        )
        return finding

    assert found(body={**row.body, "note": "x"}) is Finding.OTHER_HASH
    assert found(body={}) is Finding.NO_ACT
    assert found(signer="SHA256:other") is Finding.BAD_SIGNATURE
    theirs_signature = TextAct.objects.get(side="FI-NHI").signature
    assert found(signature=theirs_signature) is Finding.BAD_SIGNATURE
    Revision.objects.update(content=SECOND.as_json())
    assert found() is Finding.OTHER_REVISION
    Revision.objects.all().delete()
    assert found() is Finding.NO_REVISION


def test_a_missing_act_breaks_its_chain(opened, theirs, head):
    approve(opened, theirs, head)
    first = TextAct.objects.get(side="OURS", number=1)
    TextAct.objects.filter(pk=first.pk).delete()
    assert [each.finding for each in check(opened)] == [Finding.BROKEN_CHAIN]


def test_a_package_is_the_same_bytes_each_time(opened, theirs, us):
    sign_ours(us)
    assert package(opened) == package(opened)


def test_a_revision_that_is_not_kept_is_not_found(opened):
    assert revision_of(opened, FIRST.hash) == FIRST
    with pytest.raises(NotFound):
        revision_of(opened, SECOND.hash)


def test_a_text_is_found_only_with_its_partner(opened, partner, third):
    assert text.find(partner, opened.pk) == opened
    with pytest.raises(NotFound):
        text.find(third, opened.pk)
