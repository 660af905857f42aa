"""Cases of a rulebook: facts, and what the rulebook must answer. Read from tables that people write.

    from verbale.engines.rules.cases import read_cases, run_cases

    prepared = prepare(model)
    cases = read_cases(path.read_bytes(), prepared, file=path.name)
    run = run_cases(prepared, cases)

A table has a column for each fact, then the mark ``→`` and a column for each expected output, and perhaps one, “rule”,
for the rules expected to fire; docs/rulebook.md describes it.
"""

from .case import MAX_CASES, Case, read_cases
from .run import CaseRun, Difference, Outcome, Unfired, run_cases
from .table import BadCases

__all__ = [
    "MAX_CASES",
    "BadCases",
    "Case",
    "CaseRun",
    "Difference",
    "Outcome",
    "Unfired",
    "read_cases",
    "run_cases",
]
