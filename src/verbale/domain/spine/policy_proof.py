"""What the solver says of a drafted rulebook: gaps and the like, its properties, how it differs from the one before.

It is asked before a draft is locked, since a proof may take seconds; ``until`` ends all of them. The solver is imported
only where something is proved: that takes longer than most commands take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache, partial
from typing import Any, TypeVar

from verbale.domain.spine.policy_property import Binding
from verbale.engines.rules import Prepared, Verdict, prepare, read_model, to_json
from verbale.engines.rules.finding import Finding
from verbale.kernel.canonical import Json
from verbale.kernel.deadline import NEVER, Deadline

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Proven:
    """A property as the solver found it: ``holds`` is None where it is out of reach, and ``why`` says what is.

    Of one that does not hold, ``counterexample`` are facts that break it, ``outputs`` what comes of them, and ``fired``
    the rules that decide so, with their notes.
    """

    binding: Binding
    holds: bool | None
    why: str = ""
    counterexample: Mapping[str, Json] | None = None
    outputs: Json = None
    fired: tuple[Mapping[str, Json], ...] = ()

    def as_json(self) -> dict[str, Json]:
        """The proof as it is kept."""
        counter: Json = dict(self.counterexample) if self.counterexample is not None else None
        fired: list[Json] = [dict(each) for each in self.fired]
        told: dict[str, Json] = {"holds": self.holds, "why": self.why, "counterexample": counter, "fired": fired}
        return {**asdict(self.binding), **told, "outputs": self.outputs}


@dataclass(frozen=True, slots=True)
class Difference:
    """How a rulebook differs from another, region by region: facts of which both say something else.

    ``relation`` is "equivalent", "stricter", "looser" or "neither"; empty where there was nothing to compare with.
    ``unproved`` says what is out of the solver's reach, or that there were too many to tell: regions are missing then.
    """

    relation: str = ""
    regions: tuple[Mapping[str, Json], ...] = ()
    unproved: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Json]:
        """The difference as it is kept; nothing, where there was none to tell."""
        if not self.relation:
            return {}
        regions: list[Json] = [dict(each) for each in self.regions]
        return {"relation": self.relation, "regions": regions, "unproved": list(self.unproved)}


def findings_proved(rulebook: bytes, name: str, until: Deadline = NEVER) -> tuple[Finding, ...]:
    """Gaps, overlaps, rules that no facts reach and inputs that change nothing, in a rulebook without errors; and what
    of it is out of the solver's reach, or was not reached in time."""
    return _once(_known(rulebook, name), partial(_examined, rulebook, name, until), until)


def proofs_of(rulebook: bytes, name: str, bound: Sequence[Binding], until: Deadline = NEVER) -> tuple[Proven, ...]:
    """Whether properties hold of a rulebook without errors; of those that were not reached in time that is open."""
    return tuple(
        _once(_known(rulebook, name, each), partial(_proven, rulebook, name, each, until), until) for each in bound
    )


@lru_cache(maxsize=256)
def _known(*_asked: object) -> list[Any]:
    """Where an answer is kept for as long as it is asked for often; what was cut short is asked again."""
    return []


def _once(kept: list[T], ask: Callable[[], T], until: Deadline) -> T:
    if kept:
        return kept[0]
    found = ask()
    if not until.passed:
        kept.append(found)
    return found


def _examined(rulebook: bytes, name: str, until: Deadline) -> tuple[Finding, ...]:
    from verbale.engines.rules.proof import Limits, examine

    found = examine(_prepared(rulebook, name).model, limits=Limits(until=until))
    return (*found.findings, *found.unproved)


def _proven(rulebook: bytes, name: str, binding: Binding, until: Deadline) -> Proven:
    from verbale.engines.rules.proof import BadProperty, Limits, UnknownName, prove

    try:
        found = prove(_prepared(rulebook, name), binding.feel, limits=Limits(until=until))
    except (BadProperty, UnknownName) as fault:
        return Proven(binding, None, fault.sentence())
    if found.counterexample is None or found.verdict is None:
        return Proven(binding, found.holds, found.why)
    outputs, fired = to_json(found.verdict.outputs), tuple(_fired(found.verdict))
    return Proven(binding, found.holds, found.why, found.counterexample, outputs, fired)


def _fired(verdict: Verdict) -> list[dict[str, Json]]:
    return [
        {"decision": record.decision, "rule": rule.rule, "annotations": dict(rule.annotations)}
        for record in (verdict, *verdict.required)
        for rule in record.fired
    ]


def difference_of(old: bytes, old_name: str, new: bytes, new_name: str, until: Deadline = NEVER) -> Difference:
    """How a rulebook differs from one before; both without errors."""
    from verbale.engines.rules.proof import Limits, differ

    found = differ(_prepared(old, old_name), _prepared(new, new_name), limits=Limits(until=until))
    regions = tuple(
        {
            "old_rule": each.old_rule, "new_rule": each.new_rule, "witness": dict(each.witness),
            "old": dict(each.old_outputs), "new": dict(each.new_outputs), "direction": each.direction,
        }
        for each in found.regions
    )  # fmt: skip
    unproved = tuple(dict.fromkeys(each.why for each in found.unproved))
    return Difference(found.relation, regions, unproved)


@lru_cache(maxsize=8)
def _prepared(rulebook: bytes, name: str) -> Prepared:
    return prepare(read_model(rulebook, name=name))
