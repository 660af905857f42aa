"""What leaves of a commission is held to the records it tells of: our own date, a draft, another thing stay here."""

import pytest

from tests.carrier.channel import rounds
from tests.carrier.conftest import bureau
from tests.domain.cycle.sitting import content, grant, identity, in_force, item, sitting
from verbale.domain.cycle import commitment, memorandum, session
from verbale.domain.cycle.commitment_content import Member, Source
from verbale.engines import agreement
from verbale.records.commitment import PartIn
from verbale.records.dispatch import Message
from verbale.records.memorandum import Memorandum

__all__ = ["bureau"]


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def queued(room):
    """A commitment that waits to be told; its own date is earlier than the one agreed."""
    article = agreement.Article("1", {}, {"en": "A list."}, ("request",))
    text = in_force(room.bureau, agreement.Revision("agreement", ("en",), {"en": "Agreement"}, (article,)))
    made = commitment.record(
        partner=room.bureau.partner, number="1", text="Send the list.", bound="ours", due="2027-05", own_due="2027-03",
        source=Source(text, text.in_force, "1"), members=[Member(PartIn.IN_CHARGE, "The library")], **room.desk(),
    )  # fmt: skip
    commitment.tell(commitment=made, **room.desk())
    return Message.objects.get(what="commitment")


def stays(bureau, message, **body):
    """Whether the message with these words in its body is held back."""
    Message.objects.filter(pk=message.pk).update(body={**message.body, **body})
    rounds(bureau)
    return Message.objects.get(pk=message.pk).held_at is not None


@pytest.mark.parametrize(
    ("body", "held"),
    [({}, False), ({"due": "2027-03"}, True), ({"number": "2"}, True), ({"article": "2"}, True), ({"own": ""}, True)],
)
def test_our_own_date_and_another_article_are_not_told(bureau, room, body, held):
    assert stays(bureau, queued(room), **body) is held


def told(room, *items):
    grant(room.bureau, "memoranda", "committee")
    row = memorandum.draft(session=room.session, content=content(*items), **room.desk())
    head = {"by": room.bureau.who("committee"), "at": room.at(), "second_factor": True}
    memorandum.approve(memorandum=row, **head)
    memorandum.tell(memorandum=row, **room.desk())
    return Message.objects.get(what="memorandum")


def test_a_memorandum_says_what_was_approved(bureau, room):
    message = told(room, item(1))
    assert stays(bureau, message, title={"en": "Another"})


def test_a_memorandum_that_was_not_told_stays(bureau, room):
    message = told(room, item(1))
    Memorandum.objects.update(told_at=None)
    assert stays(bureau, message)


def test_an_item_that_nobody_told_is_named_nowhere(bureau, room):
    """The identity of an item of a draft would tell that there is one."""
    session.tell(session=room.session, **room.desk())
    memorandum.draft(session=room.session, content=content(item(7)), **room.desk())
    assert stays(bureau, Message.objects.get(what="session"), reason=f"See {identity(7)}")


def test_a_session_that_is_not_with_this_partner_stays(bureau, room):
    session.tell(session=room.session, **room.desk())
    other = sitting(bureau)
    message = Message.objects.get(what="session")
    assert stays(bureau, message, commission=other.commission.pk)
