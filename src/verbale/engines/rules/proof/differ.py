"""Where two versions of a rulebook decide differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ..engine import Prepared
from ..facts import Fact, to_json
from ..finding import Finding, Spot
from ..supplycheck import is_meant
from .apart import Apart, apart
from .axis import TooManyClasses
from .counted import counted
from .encoding import Outside, go_on
from .fates import decided
from .limits import USUAL, Limits
from .outcome import is_constant
from .space import TooFar
from .strictness import EQUAL, EQUIVALENT, NEITHER, direction, joined, rests_on
from .versions import Side, Versions
from .witness import NoRecord

UNPROVED = "not proved"


@dataclass(frozen=True, slots=True)
class Region:
    """Records that an old rule and a new one decide differently; 0 stands for no rule. ``witness`` is one of them, with
    what each version gives, as JSON by name of output. ``direction`` is "stricter", "looser", "equal" (the outcome is
    as strict as before) or "neither", also where that rests on outputs that are computed: a witness speaks for itself.

    Where all rules that match count, the rules are the old and the new form of one that was amended, 0 where it does
    not match or is not there.
    """

    old_rule: int
    new_rule: int
    witness: Mapping[str, Fact]
    old_outputs: Mapping[str, Fact]
    new_outputs: Mapping[str, Fact]
    direction: str


@dataclass(frozen=True, slots=True)
class Difference:
    """``relation`` of the new version to the old: "equivalent", "stricter", "looser" or "neither". It is "equivalent"
    only if that is proved. ``unproved`` says what could not be settled.
    """

    regions: tuple[Region, ...]
    relation: str
    unproved: tuple[Finding, ...] = ()


def differ(old: Prepared, new: Prepared, decision: str | None = None, *, limits: Limits = USUAL) -> Difference:
    """Every pair of an old and a new rule that decide some record differently, each with such a record.

    Over the records that the inputs of both versions admit. Stricter and looser are said of supply rulebooks. Raises
    `UnknownDecision` or `WhichDecision`.
    """
    spot = Spot([each.chosen(decision).name for each in (old, new)][1])
    unproved = [spot.finding(UNPROVED, why, error=False) for why in _apart(old, new)]
    regions: list[Region] = []
    try:
        go_on(limits)
        versions = Versions(old, new, decision, limits)
        found = _found(versions)
        regions.extend(_region(versions, each) for each in islice(found, limits.told))
        more = next(found, None) if len(regions) == limits.told else None
    except NoRecord:
        unproved.append(spot.finding(UNPROVED, versions.unreached(), error=False))
    except (Outside, TooManyClasses) as why:
        unproved.append(spot.finding(UNPROVED, str(why), error=False))
    else:
        if more is not None:
            unproved.append(spot.finding(UNPROVED, f"only the first {limits.told} regions are told", error=False))
    return Difference(tuple(regions), _relation(regions, bool(unproved)), tuple(unproved))


def _found(versions: Versions) -> Iterator[Apart]:
    """Records, each with the rules that decide it, by the quickest way that settles it."""
    if versions.old.counts:
        versions.encode()
        yield from counted(versions)
        return
    by_solver = decided(versions)
    versions.encode()
    in_space = _in_space(versions)
    if in_space is not None:
        yield from in_space
        return
    versions.write()
    yield from by_solver()


def _in_space(versions: Versions) -> list[Apart] | None:
    """As many of them as are told and one more; None where boxes do not say all, or the search was given up."""
    try:
        found = apart(versions)
        return None if found is None else list(islice(found, versions.limits.told + 1))
    except TooFar:
        return None


def _region(versions: Versions, found: Apart) -> Region:
    old, new = ({name: to_json(value) for name, value in each.items()} for each in versions.given(found.record))
    sure = is_meant(versions.old.book.prepared.model) and is_meant(versions.new.book.prepared.model)
    computed = _computed(versions.old, found.old_rule) | _computed(versions.new, found.new_rule)
    sure = sure and not computed & rests_on(old, new)
    way = direction(old, new) if sure else NEITHER
    return Region(found.old_rule, found.new_rule, found.record.json, old, new, way)


def _computed(side: Side, rule: int) -> set[str]:
    """The outputs that a rule, or none, does not give alike to every record."""
    if side.counts or not side.book.is_table:
        return set(side.names)
    stage = side.book.table
    outputs = stage.outputs[rule - 1] if rule else stage.default
    return {name for name, each in zip(side.names, outputs or (), strict=False) if not is_constant((each,))}


def _relation(regions: list[Region], is_open: bool) -> str:
    if not regions:
        return NEITHER if is_open else EQUIVALENT
    found = joined([each.direction for each in regions])
    return NEITHER if found == EQUAL or is_open else found


def _apart(old: Prepared, new: Prepared) -> Iterator[str]:
    """Inputs whose values only one version admits."""
    types = {each.name: each.type for each in old.model.inputs}
    for each in new.model.inputs:
        if types.get(each.name, each.type) != each.type:
            yield f"the type of “{each.name}” is another now; values that only one version admits are left aside"
