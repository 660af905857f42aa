"""A verdict of decision tables as people and programs read it: what fired and why the rest did not; and the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from verbale.engines.rules import Fact, Fired, Missed, Record, Verdict, to_json, to_value
from verbale.engines.rules.feel.write import literal


def as_data(verdict: Verdict) -> dict[str, Any]:
    """The outputs, the rules that fired, those that missed, the faults; and the decisions it rests on, if any."""
    told = _record(verdict)
    if verdict.required:
        told["required"] = [{"decision": one.decision, **_record(one)} for one in verdict.required]
    return told


def faults(verdict: Verdict) -> list[str]:
    """Every fault, of the decision and of those it rests on."""
    return [*(fault for one in verdict.required for fault in one.faults), *verdict.faults]


def in_words(fact: Fact) -> str:
    """A fact as FEEL writes it, so that a text and a number look different; unknown where it is null."""
    return "unknown" if fact is None else literal(to_value(fact))


def facts_in_words(facts: Mapping[str, Fact]) -> str:
    """The facts of a record in a line."""
    return ", ".join(f"{name} {in_words(fact)}" for name, fact in facts.items()) or "whatever the facts are"


def _record(record: Record) -> dict[str, Any]:
    return {
        "outputs": to_json(record.outputs),
        "fired": [_fired(one) for one in record.fired],
        "missed": [_missed(one) for one in record.missed],
        "faults": list(record.faults),
    }


def _fired(one: Fired) -> dict[str, Any]:
    return {"rule": one.rule, "id": one.id, "annotations": dict(one.annotations), "outputs": to_json(one.outputs)}


def _missed(one: Missed) -> dict[str, Any]:
    return {"rule": one.rule, "column": one.column, "cell": one.cell, "value": to_json(one.met), "why": one.why}


def as_lines(verdict: Verdict) -> Iterator[str]:
    """The same for people, a line an output, a rule, a fault."""
    for one in verdict.required:
        yield f"{one.decision}:"
        yield from (f"  {line}" for line in _lines(one))
    yield from _lines(verdict)


def _lines(record: Record) -> Iterator[str]:
    outputs = to_json(record.outputs)
    named = outputs if isinstance(outputs, dict) else {record.decision: outputs}
    for name, value in named.items():
        yield f"{name}: {_shown(value)}"
    for hit in record.fired:
        notes = "; ".join(f"{name}: {text}" for name, text in hit.annotations.items() if text)
        yield f"rule {hit.rule} fired{f' — {notes}' if notes else ''}"
    for miss in record.missed:
        yield f"rule {miss.rule} did not: {miss.why}"
    for fault in record.faults:
        yield f"fault: {fault}"


def _shown(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "none"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
