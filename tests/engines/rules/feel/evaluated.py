"""One expression, evaluated alone: its value as FEEL writes it, and the reasons for null."""

from verbale.engines.rules.feel import Scope, compile_expression, parse_expression
from verbale.engines.rules.feel.scope import Budget
from verbale.engines.rules.feel.timetext import read_date_time
from verbale.engines.rules.feel.write import literal

NOW = read_date_time("2024-02-29T12:00:00Z")


def evaluated(text, names=None):
    scope = Scope(names or {}, Budget(NOW))
    return literal(compile_expression(parse_expression(text, names or ()))(scope)), scope.budget.faults
