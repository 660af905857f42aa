"""What the solver said of a draft, in the reader's words: its properties, how it differs from the version before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from verbale.domain.spine import policy_draft as drafts
from verbale.domain.spine.policy_property import binding
from verbale.records.policy_draft import DraftState, PolicyDraft
from verbale.web.rulebook_words import why
from verbale.web.words import answered, fact_name, shown

Facts = tuple[tuple[str, str], ...]
HOLDS: dict[bool | None, tuple[str, str]] = {
    True: ("done", pgettext_lazy("property", "holds")),
    False: ("failed", pgettext_lazy("property", "does not hold")),
    None: ("failed", pgettext_lazy("property", "not decided")),
}
UNASKED = ("waiting", pgettext_lazy("property", "not proved yet"))
RELATIONS: dict[str, str] = {
    "equivalent": pgettext_lazy("rulebook", "It says the same as the version before, whatever is asked."),
    "stricter": pgettext_lazy("rulebook", "It is stricter than the version before: nothing is let go more freely."),
    "looser": pgettext_lazy("rulebook", "It is looser than the version before: nothing is held more strictly."),
}
MIXED = pgettext_lazy("rulebook", "It is stricter than the version before in some cases and looser in others.")
AS_STRICT = pgettext_lazy("rulebook", "It is as strict as the version before, but says some things otherwise.")
UNSETTLED = pgettext_lazy("rulebook", "Whether it is stricter or looser than the version before is not settled.")
DIRECTIONS: dict[str, str] = {
    "stricter": pgettext_lazy("rule", "stricter"),
    "looser": pgettext_lazy("rule", "looser"),
    "neither": pgettext_lazy("rule", "neither stricter nor looser"),
    "equal": pgettext_lazy("rule", "as strict as before"),
}


@dataclass(frozen=True, slots=True)
class ShownProperty:
    """A property with what was found of it; ``of`` is the version that binds the draft to it, empty for its own."""

    name: str
    feel: str
    of: str
    state: tuple[str, str]
    why: str = ""
    facts: Facts = ()
    outputs: Facts = ()
    fired: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRegion:
    """Rules before and now that decide the same facts otherwise, with such facts and what differs of the answers."""

    old_rule: str
    new_rule: str
    word: str
    facts: Facts
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """How a draft differs from the version before."""

    relation: str
    regions: tuple[ShownRegion, ...]
    unproved: tuple[str, ...]


def properties_shown(draft: PolicyDraft, anchors: Mapping[str, str]) -> tuple[ShownProperty, ...]:
    """The properties that bind a draft: as its check found them, those that fail first, else as they wait for one."""
    if draft.properties:
        ordered = sorted(draft.properties, key=lambda each: each["holds"] is True)
        return tuple(_property(each, anchors) for each in ordered)
    if draft.state in (DraftState.IN_FORCE, DraftState.WITHDRAWN):
        return ()
    return tuple(
        ShownProperty(each.name, each.feel, each.of, (UNASKED[0], str(UNASKED[1])))
        for each in binding(draft, drafts.superseded(draft))
    )


def _property(told: Mapping[str, Any], anchors: Mapping[str, str]) -> ShownProperty:
    tone, word = HOLDS[told["holds"]]
    fired = tuple((each["decision"], anchors.get(each["decision"], ""), each["rule"]) for each in told["fired"])
    facts, outputs = _facts(told["counterexample"] or {}), _facts(_outputs(told["outputs"]))
    return ShownProperty(
        told["name"], told["feel"], told["of"], (tone, str(word)), why(told["why"]), facts, outputs, fired
    )  # fmt: skip


def difference_shown(draft: PolicyDraft) -> ShownDifference | None:
    """How a draft differs from the version before; None if it was not compared."""
    told = draft.difference
    if not told:
        return None
    ordered = sorted(told["regions"], key=lambda each: each["direction"] == "equal")
    regions = tuple(map(_region, ordered))
    return ShownDifference(_relation(told), regions, tuple(map(why, told["unproved"])))


def _relation(told: Mapping[str, Any]) -> str:
    found = {each["direction"] for each in told["regions"]}
    if told["relation"] in RELATIONS:
        return str(RELATIONS[told["relation"]])
    if {"stricter", "looser"} <= found:
        return str(MIXED)
    return str(AS_STRICT if found == {"equal"} and not told["unproved"] else UNSETTLED)


def _region(told: Mapping[str, Any]) -> ShownRegion:
    old, new = _outputs(told["old"]), _outputs(told["new"])
    names = dict.fromkeys([*old, *new])
    both = ((name, answered(old.get(name), name), answered(new.get(name), name)) for name in names)
    # An empty list and null read the same, and mean the same here.
    answers = tuple((fact_name(name), before, now) for name, before, now in both if before != now)
    word = str(DIRECTIONS.get(told["direction"], told["direction"]))
    return ShownRegion(_rule(told["old_rule"]), _rule(told["new_rule"]), word, _facts(told["witness"]), answers)


def _rule(told: Any) -> str:
    return ", ".join(map(str, told)) if isinstance(told, list) else str(told or "–")


def _outputs(told: Any) -> Mapping[str, Any]:
    return told if isinstance(told, dict) else {} if told is None else {"outcome": told}


def _facts(told: Mapping[str, Any]) -> Facts:
    """What is known; a fact that is null is unknown, and left out."""
    return tuple((fact_name(name), shown(value, name)) for name, value in told.items() if value not in (None, [], ""))
