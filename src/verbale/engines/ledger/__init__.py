"""Accounts between sides: what was due, what was delivered, what is open or overdue. A library of its own::

from verbale.engines.ledger import Obligation, standings

for standing in standings(obligations, today=date(2026, 11, 21)):
    print(standing.side, standing.delivered, "of", standing.due, standing.fulfilment)
"""

from verbale.engines.ledger.standing import Negative, Obligation, Overdelivered, Standing, standings

__all__ = ["Negative", "Obligation", "Overdelivered", "Standing", "standings"]
