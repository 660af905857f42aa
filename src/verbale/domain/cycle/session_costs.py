"""Who pays what of a session, by the cost rule of the statute (S18; COMMISSION.md, 2.1).

Under ``host`` the host pays the organisation and each side its own delegation; under ``own`` each side pays whatever it
causes, in the organisation too; under ``shared`` both bear everything together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verbale.domain.cycle.statute import Terms

ORGANISATION, DELEGATION = "organisation", "delegation"


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of cost, and the codes of those who bear it; ``of`` is whose delegation, empty for the organisation."""

    what: str
    of: str
    paid_by: tuple[str, ...]
    together: bool = False
    """Whether they bear it in common, rather than each its own part."""


def shares(terms: Terms, host: str, sides: Sequence[str]) -> tuple[Share, ...]:
    """Who pays what of a session with this host: the organisation, then the delegation of each side."""
    both, together = tuple(sides), terms.costs == "shared"
    organisation = Share(ORGANISATION, "", (host,) if terms.costs == "host" else both, together)
    delegations = (Share(DELEGATION, side, both if together else (side,), together) for side in sides)
    return organisation, *delegations
