"""What the node does by itself with agreed texts: it notes that they ended with their last day."""

from datetime import date

from tests.domain.spine.other_side import OtherSide, revision
from tests.records.rows import make
from verbale.domain.spine.text_record import acts_of
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.journeys.daily import end_texts
from verbale.records import models as records
from verbale.records.text import Text, TextAct


def test_what_ended_is_noted_once(db, clock):
    make(records.Party, code="OURS", is_us=True)
    theirs = OtherSide(make(records.Party, code="FI-NHI"), lambda: clock.forward(minutes=1))
    one = theirs.opens(revision())
    theirs.does(Kind.APPROVE, one, revision())

    def ours(kind, **facts):
        by = agreement.Signatory("A", "texts", "Ours")
        act = agreement.draft(kind, acts_of(one), "OURS", by=by, at=theirs.now(), **facts)
        TextAct.objects.create(
            text=one, side="OURS", number=act.number, act=kind.value, hash=act.hash, body=act.as_json(), done_at=act.at
        )

    ours(Kind.APPROVE, revision=revision().hash)
    theirs.does(Kind.CONCLUDE, one)
    theirs.does(Kind.GIVE_NOTICE, one, last_day=date(2026, 11, 22))
    assert (Text.objects.get().in_force, Text.objects.get().ends_on) == (revision().hash, date(2026, 11, 22))
    assert end_texts(at=clock.forward(days=1)) == []
    assert end_texts(at=clock.forward(days=1)) == [one.pk]
    assert (Text.objects.get().state, Text.objects.get().in_force) == ("ended", "")
    assert end_texts(at=clock.now()) == []
