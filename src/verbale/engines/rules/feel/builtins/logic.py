"""`not`, `is`."""

from __future__ import annotations

from ..compare import identical
from ..values import Failure, Value, kind
from .registry import Table, declare, single

LOGIC: Table = {}


@declare(LOGIC, "not", "negand")
def negation(negand: Value) -> Value:
    """The other truth value; null for anything else."""
    negand = single(negand)
    if negand is not None and not isinstance(negand, bool):
        raise Failure(f"true or false is wanted, not {kind(negand)}")
    return None if negand is None else not negand


@declare(LOGIC, "is", "value1, value2", optional=1)
def same_value(value1: Value, value2: Value = None) -> Value:
    """The same value written the same way: moments with different zones are not."""
    return identical(value1, value2)
