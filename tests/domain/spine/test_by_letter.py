"""Letters of a partner without a node: the scan and what it says are kept together, or neither is."""

from io import BytesIO

import pytest

from tests.domain.spine import pouches
from tests.domain.spine.other_side import HEAD, revision
from tests.domain.spine.told import acts, last
from tests.engines.paper.documents import drawn
from tests.records.rows import make
from verbale.domain.spine import by_letter, channel, document, text_arrival
from verbale.domain.spine.person import NeedsRole
from verbale.engines.agreement import Kind, NoAct, NothingToWithdraw
from verbale.records import models as records
from verbale.records.dispatch import PouchState
from verbale.records.document import Document
from verbale.records.party import Party
from verbale.records.text import Text, TextAct

FIRST = revision()


@pytest.fixture
def writes(partner, us):
    """The partner, which runs no node."""
    Party.objects.filter(pk=partner.pk).update(by_letter=True)
    return Party.objects.get(pk=partner.pk)


@pytest.fixture
def scan(home, db, now):
    out = BytesIO()
    drawn((595, 842)).save(out)
    file = document.examine(document.store(BytesIO(out.getvalue()), name="letter.pdf", at=now))
    return by_letter.Scan(file, "letter.pdf")


def sealed(partner, now, count=1):
    return [pouches.sealed(partner, now, name=f"{number}.pouch") for number in range(1, count + 1)]


def test_a_pouch_is_acknowledged_with_all_before_it(writes, scan, desk, now):
    first, second, third = sealed(writes, now, 3)
    letter, count = by_letter.acknowledge(pouch=second, scan=scan, by=desk, at=now)
    assert (letter.role, letter.thing_kind, letter.thing_id, count) == ("scan", "pouch", second.pk, 2)
    states = dict(records.Pouch.objects.values_list("pk", "state"))
    assert [states[one.pk] for one in (first, second, third)] == ["acknowledged", "acknowledged", "sealed"]
    assert last()["facts"] == {"epoch": second.epoch, "number": 2, "letter": letter.pk}


@pytest.mark.parametrize("state", [PouchState.ACKNOWLEDGED, PouchState.VOID])
def test_what_waits_for_nothing_is_not_acknowledged(writes, scan, desk, now, state):
    (pouch,) = sealed(writes, now)
    records.Pouch.objects.update(state=state)
    with pytest.raises(by_letter.NotAwaited) as caught:
        by_letter.acknowledge(pouch=pouch, scan=scan, by=desk, at=now)
    assert caught.value.facts == {"file": "1.pouch"}


def test_a_refused_letter_leaves_nothing(writes, scan, desk, approver, now):
    (pouch,) = sealed(writes, now)
    before = acts()
    with pytest.raises(NeedsRole):
        by_letter.acknowledge(pouch=pouch, scan=scan, by=approver, at=now)
    Party.objects.update(by_letter=False)
    with pytest.raises(channel.HasANode):
        by_letter.acknowledge(pouch=pouch, scan=scan, by=desk, at=now)
    writes.refresh_from_db()
    with pytest.raises(text_arrival.HasANode):
        record(writes, scan, desk, now, revision=FIRST)
    assert (Document.objects.count(), Text.objects.count(), acts()) == (0, 0, before)


def record(partner, scan, desk, now, kind=Kind.PROPOSE, **facts):
    return by_letter.record(partner=partner, kind=kind, said_by=HEAD, scan=scan, by=desk, at=now, **facts)


def test_the_letter_that_opens_a_text_hangs_on_it(writes, scan, desk, approver, now):
    row = record(writes, scan, desk, now, revision=FIRST)
    assert (row.letter.thing_kind, row.letter.thing_id, row.signature) == ("text", row.text_id, "")
    assert list(Document.objects.visible_to(approver)) == [row.letter]
    again = record(writes, scan, desk, now, kind=Kind.WITHDRAW, about=row.text)
    assert (again.number, again.letter.thing_id) == (2, row.text_id)
    with pytest.raises((NothingToWithdraw, NoAct)):
        record(writes, scan, desk, now, kind=Kind.WITHDRAW, about=row.text)
    assert (TextAct.objects.count(), Document.objects.count()) == (2, 2)


def test_a_document_that_is_kept_is_not_kept_twice(writes, desk, now):
    kept = make(records.Document)
    assert record(writes, kept, desk, now, revision=FIRST).letter == kept
    assert Document.objects.count() == 1
