"""Proofs about decision tables: what holds for every record, not only for those that were tried.

    from verbale.engines.rules import prepare, read_model
    from verbale.engines.rules.proof import prove

    prepared = prepare(read_model(path.read_bytes(), name=path.name))
    found = prove(prepared, 'if distribution = "confidential" then outcome != "supply" else true')
    found.holds                 # True, False, or None where it lies outside the solver's reach; `why` says what
    found.counterexample        # the facts of a record of which the property is not true

The values of each input are cut into classes that no cell and no property tells apart; of each class the same closure
is asked that decides single records. Numbers and dates that are calculated with are terms of the solver besides. Every
record that is told was decided again by the plain evaluator.
"""

from .answer import Answers
from .change import Change, smallest_change
from .differ import Difference, Region, differ
from .encoding import Outside
from .examine import Examined, examine
from .limits import Limits
from .prove import Proved, prove
from .question import BadProperty, UnknownName
from .witness import SolverDisagrees

__all__ = [
    "Answers",
    "BadProperty",
    "Change",
    "Difference",
    "Examined",
    "Limits",
    "Outside",
    "Proved",
    "Region",
    "SolverDisagrees",
    "UnknownName",
    "differ",
    "examine",
    "prove",
    "smallest_change",
]
