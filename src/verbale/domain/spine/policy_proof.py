"""What the solver says of a drafted rulebook: gaps and the like, its properties, how it differs from the one before.

It is asked before a draft is locked, since a proof may take seconds. The solver is imported only where something is
proved: that takes longer than most commands take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache

from verbale.domain.spine.policy_property import Binding
from verbale.engines.rules import Prepared, Verdict, prepare, read_model, to_json
from verbale.engines.rules.finding import Finding
from verbale.kernel.canonical import Json


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


@lru_cache(maxsize=32)
def findings_proved(rulebook: bytes, name: str) -> tuple[Finding, ...]:
    """Gaps, overlaps, rules that no facts reach and inputs that change nothing, in a rulebook without errors; and what
    of it is out of the solver's reach."""
    from verbale.engines.rules.proof import examine

    found = examine(_prepared(rulebook, name).model)
    return (*found.findings, *found.unproved)


def proofs_of(rulebook: bytes, name: str, bindings: Sequence[Binding]) -> tuple[Proven, ...]:
    """Whether properties hold of a rulebook without errors."""
    return tuple(_proven(rulebook, name, each) for each in bindings)


@lru_cache(maxsize=256)
def _proven(rulebook: bytes, name: str, binding: Binding) -> Proven:
    from verbale.engines.rules.proof import BadProperty, UnknownName, prove

    try:
        found = prove(_prepared(rulebook, name), binding.feel)
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


def difference_of(old: bytes, old_name: str, new: bytes, new_name: str) -> Difference:
    """How a rulebook differs from one before; both without errors."""
    from verbale.engines.rules.proof import differ

    found = differ(_prepared(old, old_name), _prepared(new, new_name))
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
