"""A supply rulebook over the columns of an edition's facts, for `review`.

Import this only where a review begins: ibis takes longer to import than most commands take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import ibis

from verbale.engines import catalogue, rules
from verbale.engines.rules import columns, supply
from verbale.kernel.canonical import Json

_UNFIT = -1
_TEXT = "string"
_TYPES = {"year": "int32", "restricted": "boolean"}


def compiled(prepared: rules.Prepared, request: Mapping[str, Json]) -> columns.Compiled:
    """The rulebook over the columns of an edition's facts, asked under this request."""
    schema = {
        name.replace("_", " "): columns.Holds(_column(name), ibis.dtype(_TYPES.get(name, _TEXT)), _values(name))
        for name in catalogue.FACTS
        if name.replace("_", " ") not in request
    }
    asked = {each.name for each in prepared.model.inputs}
    return columns.compile_table(prepared, schema, given={name: request[name] for name in request if name in asked})


def coding(
    compiled: columns.Compiled, request: Mapping[str, Json], verdicts: Mapping[int, catalogue.OfferVerdict]
) -> Callable[[ibis.Table], ibis.Table]:
    """A function that adds the column ``code`` to a table of facts: a rule of ``verdicts``, or none of them."""

    def code(table: ibis.Table) -> ibis.Table:
        told = compiled.expression(_conformed(table), rule="code")
        code = _risky(told, request, verdicts).ifelse(ibis.literal(_UNFIT, "int32"), told.code)
        return told.mutate(code=code).drop(*map(_column, _LISTED))

    return code


def _risky(
    table: ibis.Table, request: Mapping[str, Json], verdicts: Mapping[int, catalogue.OfferVerdict]
) -> ibis.Value:
    """Where the record itself may forbid what the rule supplies; the interface decides these one by one."""
    supplied = [rule for rule, each in verdicts.items() if each.outcome == supply.SUPPLY]
    if any(name in request for name in ("distribution", "restricted")):
        return table.code.isin(supplied)
    bare = [rule for rule in supplied if not verdicts[rule].approvals]
    forbidden = (table.distribution == "confidential") | table.restricted.isnull() | table.restricted
    unknown = table.code.isin(supplied) & table.distribution.isnull()
    return (unknown | (table.code.isin(bare) & forbidden)).fill_null(True)


def _values(name: str) -> tuple[str, ...] | None:
    return supply.INPUTS[name.replace("_", " ")].values or None


_LISTED = tuple(name for name in catalogue.FACTS if _values(name))


def _column(name: str) -> str:
    """Where a fact stands for the rulebook: beside its own column where the interface lists its values."""
    return f"conforming {name}" if name in _LISTED else name


def _conformed(table: ibis.Table) -> ibis.Table:
    """The facts with the values of the supply interface beside, as `rulebook_facts` has them."""
    return table.mutate(**{_column(name): _as_listed(table[name], _values(name) or ()) for name in _LISTED})


def _as_listed(column: ibis.Value, values: Sequence[str]) -> ibis.Value:
    other = ibis.literal("other" if "other" in values else None, _TEXT)
    return ibis.cases((column.isin(values), column), (column.notnull(), other), else_=ibis.literal(None, _TEXT))
