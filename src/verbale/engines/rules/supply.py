"""The interface of a supply rulebook: what it is asked, what it answers, and what holds whatever it answers.

    prepared = prepare(read_model(data, name="supply-1964.dmn"))
    verdict = judge(prepared, {**item_facts, **request_facts})
    verdict.outcome, verdict.approvals, verdict.basis

A rulebook may say less than the interface, never more. Whatever it says, `judge` fails closed: see `SupplyVerdict`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .engine import Prepared
from .facts import Fact
from .feel import Value
from .verdict import Verdict

NAMESPACE = "urn:verbale:rulebook:1"
"""Namespace of what a supply rulebook says beside DMN: its standard request."""
SUPPLY, REFER, REFUSE = "supply", "refer", "refuse"
OUTCOMES = (SUPPLY, REFER, REFUSE)
WITHDRAWN = "withdrawn"
"""A fact beside the interface: true of a record that our catalogue no longer has. No rulebook is asked about it."""
INSIDE = "For internal eyes only. Withheld: "
"""How the basis of a refusal begins that no rulebook gave."""


@dataclass(frozen=True, slots=True)
class SupplyInput:
    """One fact a rulebook may ask for. ``values`` are the allowed texts, empty where any will do; null is unknown."""

    name: str
    type: str
    meaning: str
    values: tuple[str, ...] = ()


ITEM_INPUTS: tuple[SupplyInput, ...] = (
    SupplyInput("origin", "string", "where the item comes from", ("domestic", "third country", "partner")),
    SupplyInput(
        "publisher class",
        "string",
        "what kind of publisher issued it",
        (
            "listed press",
            "university",
            "information institute",
            "provincial or municipal",
            "department",
            "other",
        ),
    ),
    SupplyInput("distribution", "string", "to whom it may go at home", ("open", "internal", "confidential")),
    SupplyInput(
        "kind",
        "string",
        "what it is",
        (
            "book",
            "journal",
            "conference paper",
            "standard",
            "index",
            "abstract",
            "handbook",
            "directory",
            "textbook",
            "report",
            "thesis",
            "dataset",
            "software",
            "other",
        ),
    ),
    SupplyInput(
        "field",
        "string",
        "its subject",
        ("natural sciences", "engineering", "medicine", "agriculture", "social sciences", "other"),
    ),
    SupplyInput("series", "string", "title of its series"),
    SupplyInput("country", "string", "where it was published"),
    SupplyInput("language", "string", "language of its text"),
    SupplyInput("year", "number", "year of publication"),
    SupplyInput("restricted", "boolean", "whether a restriction note stands in the record"),
    SupplyInput("bound by", "list", "caveat codes of marks received on it"),
    SupplyInput("dual use", "string", "whether a control list names it", ("none", "listed")),
    SupplyInput("personal data", "string", "what it tells of persons", ("none", "pseudonymised", "identifiable")),
)
REQUEST_INPUTS: tuple[SupplyInput, ...] = (
    SupplyInput("partner", "string", "who asks"),
    SupplyInput("form", "string", "the form asked for", ("original", "photocopy", "digital copy")),
    SupplyInput(
        "route",
        "string",
        "through whom one asks",
        ("trading company", "information institute", "department", "bilateral cooperation"),
    ),
    SupplyInput("batch", "boolean", "whether many items are asked for at once"),
    SupplyInput("purpose", "string", "what for"),
)
INPUTS: Mapping[str, SupplyInput] = MappingProxyType({each.name: each for each in ITEM_INPUTS + REQUEST_INPUTS})
OUTPUTS: Mapping[str, str] = MappingProxyType(
    {
        "outcome": "supply, refer or refuse",
        "channel": "through whom it goes, or to whom it is referred",
        "form": "the form supplied",
        "approvals": "codes of the authorities that must approve, in order",
        "marking": "caveat code for every page, or null",
        "basis": "the clause it rests on, in words",
    }
)


@dataclass(frozen=True, slots=True)
class SupplyVerdict:
    """What a rulebook decides about one item and one request. All of it is for our own eyes.

    It fails closed: where the rulebook gives no clear outcome, or a supply that may not be, ``outcome`` is "refuse",
    ``failed_closed`` is true and ``basis`` says why. ``rules`` are the numbers of the rules that fired, ``annotation``
    the first one's notes by column.
    """

    outcome: str
    channel: str | None
    form: str | None
    approvals: tuple[str, ...]
    marking: str | None
    basis: str
    rules: tuple[int, ...] = ()
    annotation: Mapping[str, str] = field(default_factory=dict)
    failed_closed: bool = False

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise ValueError(f"no such outcome: {self.outcome}")
        if self.outcome == SUPPLY and not self.basis.strip():
            raise ValueError("a supply cites its basis")


def judge(prepared: Prepared, facts: Mapping[str, Fact], *, decision: str | None = None) -> SupplyVerdict:
    """The supply verdict on an item's and a request's facts; keys the rulebook does not ask for are left out.

    Raises `BadFact` for a value its input cannot take.
    """
    asked = {each.name for each in prepared.model.inputs}
    known = {key: value for key, value in facts.items() if key in asked or key not in (*INPUTS, WITHDRAWN)}
    return supply_verdict(prepared.decide(known, decision), facts)


def supply_verdict(verdict: Verdict, facts: Mapping[str, Fact]) -> SupplyVerdict:
    """A rulebook's verdict on ``facts``, held against what no rulebook may allow."""
    found = verdict.outputs if isinstance(verdict.outputs, dict) else {}
    why = _unclear(verdict, found) or _forbidden(found, facts)
    rules = tuple(each.rule for each in verdict.fired)
    annotation = dict(verdict.fired[0].annotations) if verdict.fired else {}
    if why:
        basis = f"{INSIDE}{why}."
        return SupplyVerdict(REFUSE, None, None, (), None, basis, rules, annotation, failed_closed=True)
    return SupplyVerdict(
        str(found["outcome"]),
        _text(found.get("channel")),
        _text(found.get("form")),
        _texts(found.get("approvals")) or (),
        _text(found.get("marking")),
        _text(found.get("basis")) or "",
        rules,
        annotation,
    )


def _unclear(verdict: Verdict, found: Mapping[str, Value]) -> str:
    faults = "; ".join(verdict.faults + tuple(fault for each in verdict.required for fault in each.faults))
    if not verdict.fired:
        return f"no rule decides ({faults})" if faults else "no rule decides"
    outcome = found.get("outcome")
    if outcome not in OUTCOMES:
        return f"the outcome is not clear ({faults})" if faults else "the outcome is not clear"
    if outcome == SUPPLY and faults:
        return f"a fault stands behind the supply ({faults})"
    return _ill_formed(found)


def _ill_formed(found: Mapping[str, Value]) -> str:
    for name in ("channel", "form", "marking", "basis"):
        if found.get(name) is not None and not isinstance(found.get(name), str):
            return f"“{name}” is not a text"
    if _texts(found.get("approvals")) is None:
        return "the approvals are not a list of authority codes"
    return ""


def _forbidden(found: Mapping[str, Value], facts: Mapping[str, Fact]) -> str:
    """What no rulebook may allow: see docs/rulebook.md."""
    if found.get("outcome") != SUPPLY:
        return ""
    if not (_text(found.get("basis")) or "").strip():
        return "the supply cites no basis"
    if facts.get(WITHDRAWN) is True:
        return "the record was withdrawn from our catalogue"
    if facts.get("distribution") is None:
        return "the distribution is unknown, and unknown is never released"
    if _texts(found.get("approvals")):
        return ""
    if facts.get("distribution") == "confidential":
        return "a confidential item is never supplied without approval"
    if facts.get("restricted") is True:
        return "a restriction note stands in the record, and nobody is asked to approve"
    if facts.get("bound by"):
        return "a mark received on the item binds us, and nobody is asked to approve"
    return ""


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: Value) -> tuple[str, ...] | None:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, tuple):
        return None
    texts = tuple(each for each in value if isinstance(each, str) and each.strip())
    return texts if len(texts) == len(value) else None
