"""What the node does by itself with delegations: it forgets the names once their day is over."""

from datetime import date

from tests.records.rows import make
from verbale.journeys.daily import forget_names
from verbale.records import models as records


def test_names_go_after_their_day_and_once(db, clock):
    row = make(records.Delegation, delete_after=date(2026, 11, 21))
    make(records.Delegate, delegation=row)
    assert clock.now().date() == date(2026, 11, 21)
    assert forget_names(at=clock.now()) == []
    assert forget_names(at=clock.forward(days=1)) == [row.pk]
    assert (records.Delegate.objects.count(), records.Delegation.objects.count()) == (0, 1)
    assert forget_names(at=clock.forward(days=1)) == []
