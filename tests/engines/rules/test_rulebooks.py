"""The three rulebooks as tables of cases: one row a case."""

from pathlib import Path

import pytest

import verbale
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.standard import standard_request
from verbale.engines.rules.supply import judge
from verbale.engines.rules.supplycheck import check_supply

BOOKS = Path(verbale.__file__).parent / "rulebooks"
NAMES = {
    "class": "publisher class",
    "bound": "bound by",
    "dual": "dual use",
    "personal": "personal data",
    "distribution": "distribution",
}
TRADE, EXCHANGE, COOPERATION = "trading company", "book exchange", "bilateral cooperation"
TWO = ("department-in-charge", "committee")


def book(name: str):
    return prepare(read_model((BOOKS / f"{name}.dmn").read_bytes(), name=f"{name}.dmn"))


POLICY, AMENDED, TODAY = book("supply-1964"), book("supply-1964-amended"), book("release-today")


def facts(**given: object) -> dict[str, object]:
    return {NAMES.get(name, name): value for name, value in given.items()}


ABROAD = {"origin": "third country", "distribution": "open"}
PRESS = {"origin": "domestic", "class": "listed press", "distribution": "open"}
JOURNAL = {"origin": "domestic", "class": "university", "distribution": "open", "kind": "journal"}
SERIES = {"origin": "domestic", "class": "information institute", "distribution": "internal"}
SERIES = {**SERIES, "series": "Trends in Science and Technology"}
TOWN = {"origin": "domestic", "class": "provincial or municipal", "kind": "report"}
INSTITUTE = "information institute"

CASES = [
    # register row, item and request, outcome, channel, form, approvals, marking
    ("S61", {**ABROAD, "route": TRADE}, "supply", TRADE, "original", (), None),
    ("S61", {**ABROAD, "route": TRADE, "form": "photocopy"}, "supply", TRADE, "photocopy", (), None),
    ("S61", {**ABROAD, "distribution": "internal", "route": TRADE}, "refuse", None, None, (), None),
    ("S62", {**PRESS, "kind": "book", "route": TRADE}, "supply", TRADE, "original", (), None),
    ("S62", {**PRESS, "kind": "conference paper", "route": TRADE}, "supply", TRADE, "original", (), None),
    ("S62", {**PRESS, "kind": "standard", "route": TRADE}, "supply", TRADE, "original", (), None),
    ("S62", {**JOURNAL, "field": "natural sciences", "route": TRADE}, "supply", TRADE, "original", (), None),
    ("S62", {**JOURNAL, "field": "engineering", "route": TRADE}, "refuse", None, None, (), None),
    ("S62", {**JOURNAL, "field": None, "route": TRADE}, "refuse", None, None, (), None),
    ("S63", {**SERIES, "route": INSTITUTE}, "supply", EXCHANGE, "original", (), "for reference only"),
    ("S63", {**SERIES, "series": "Another series", "route": INSTITUTE}, "refuse", None, None, (), None),
    ("S63", {**PRESS, "class": "other", "kind": "index"}, "supply", EXCHANGE, "original", (), None),
    ("S63", {**PRESS, "class": "other", "kind": "abstract"}, "supply", EXCHANGE, "original", (), None),
    (
        "S64",
        {**PRESS, "class": "department", "form": "photocopy", "route": INSTITUTE},
        "supply",
        INSTITUTE,
        "photocopy",
        (),
        None,
    ),
    ("S64", {**PRESS, "class": "department", "form": "original", "route": INSTITUTE}, "refuse", None, None, (), None),
    ("S67", {**PRESS, "bound": ["not for re-export"], "route": TRADE}, "refuse", None, None, (), None),
    ("S67", {**PRESS, "bound": [], "route": TRADE}, "supply", TRADE, "original", (), None),
    ("S68 route", {**SERIES, "route": "department"}, "supply", "department", "original", TWO, "not for re-export"),
    (
        "S68",
        {**TOWN, "distribution": "open", "route": "department"},
        "supply",
        "department",
        "original",
        TWO,
        "not for re-export",
    ),
    (
        "S68",
        {**TOWN, "distribution": "internal", "route": "department"},
        "supply",
        "department",
        "original",
        TWO,
        "not for re-export",
    ),
    ("S68", {**TOWN, "distribution": "internal", "route": INSTITUTE}, "refuse", None, None, (), None),
    ("S69", {**PRESS, "distribution": "confidential"}, "refer", COOPERATION, None, (), None),
    ("S69", {**SERIES, "batch": True, "route": INSTITUTE}, "refer", COOPERATION, None, (), None),
    ("S69", {**SERIES, "batch": True, "route": "department"}, "refer", COOPERATION, None, (), None),
    ("S69", {**SERIES, "route": COOPERATION}, "refer", COOPERATION, None, (), None),
    ("note", {**PRESS, "restricted": True}, "refer", COOPERATION, None, (), None),
    ("unknown", {**PRESS, "distribution": None, "route": TRADE}, "refuse", None, None, (), None),
    ("unknown", {"route": TRADE}, "refuse", None, None, (), None),
    ("unknown", {"distribution": "open"}, "refuse", None, None, (), None),
]


@pytest.mark.parametrize(("row", "given", "outcome", "channel", "form", "approvals", "marking"), CASES)
def test_policy_of_1964(row, given, outcome, channel, form, approvals, marking):
    verdict = judge(POLICY, facts(**given))
    assert (verdict.outcome, verdict.channel, verdict.form, verdict.approvals, verdict.marking) == (
        outcome,
        channel,
        form,
        approvals,
        marking,
    )
    assert verdict.annotation["clause"].startswith("1964 report")
    assert verdict.basis
    assert not verdict.failed_closed


def test_the_policy_holds_for_a_second_partner_unchanged():
    for _, given, *_ in CASES:
        one, two = (judge(POLICY, facts(**given, partner=partner)) for partner in ("PARTNER-A", "PARTNER-B"))
        assert one == two


@pytest.mark.parametrize(
    ("given", "before", "after"),
    [
        ({**SERIES, "route": INSTITUTE}, "supply", "refuse"),
        ({**SERIES, "series": "Standardized Work Report", "route": INSTITUTE}, "supply", "supply"),
        ({**JOURNAL, "field": "engineering"}, "refuse", "supply"),
        ({**JOURNAL, "field": "natural sciences"}, "supply", "supply"),
        ({**JOURNAL, "field": "social sciences"}, "refuse", "refuse"),
    ],
)
def test_the_amendment_supersedes(given, before, after):
    assert [judge(each, facts(**given)).outcome for each in (POLICY, AMENDED)] == [before, after]


PAPER = {"distribution": "open", "kind": "journal", "personal": "none"}
DATA = {"distribution": "open", "kind": "dataset", "dual": "none", "personal": "none"}
DPO, EXPORT = "data-protection-officer", "export-control-officer"


@pytest.mark.parametrize(
    ("given", "outcome", "approvals", "marking", "clause"),
    [
        (PAPER, "supply", (), None, "1.1"),
        (DATA, "supply", (), None, "1.1"),
        ({**DATA, "distribution": None}, "refuse", (), None, "1.2"),
        ({**DATA, "personal": "identifiable"}, "refuse", (), None, "4.1"),
        ({**DATA, "personal": "pseudonymised"}, "supply", (DPO,), "for reference only", "4.2"),
        ({**DATA, "personal": None}, "refer", (), None, "4.3"),
        ({**DATA, "dual": "listed"}, "supply", (EXPORT, "director"), "not for re-export", "3.2"),
        (
            {**DATA, "dual": "listed", "personal": "pseudonymised"},
            "supply",
            (DPO, EXPORT, "director"),
            "not for re-export",
            "3.2 and 4.2",
        ),
        ({**DATA, "dual": None}, "refer", (), None, "3.1"),
        ({**DATA, "distribution": "internal"}, "supply", ("department-head",), "for reference only", "2.1"),
        ({**DATA, "distribution": "internal", "batch": True}, "refer", (), None, "2.2"),
        ({**DATA, "distribution": "confidential"}, "refuse", (), None, "2.3"),
        ({**DATA, "bound": ["for reference only"]}, "refer", (), None, "2.4"),
        ({**DATA, "restricted": True}, "refer", (), None, "2.5"),
    ],
)
def test_release_today(given, outcome, approvals, marking, clause):
    verdict = judge(TODAY, facts(**given))
    assert (verdict.outcome, verdict.approvals, verdict.marking) == (outcome, approvals, marking)
    assert verdict.annotation["clause"] == f"release rules, clause {clause}"


@pytest.mark.parametrize("prepared", [POLICY, AMENDED, TODAY], ids=["1964", "amended", "today"])
def test_each_keeps_to_the_interface(prepared):
    assert check_supply(prepared.model) == ()
    assert standard_request(prepared.model)["purpose"] == "catalogue"
    rules = prepared.model.decisions[0].logic.rules
    assert all(rule.annotations["clause"] for rule in rules)


@pytest.mark.parametrize("name", ["supply-1964", "supply-1964-amended"])
def test_no_partner_is_named(name):
    text = (BOOKS / f"{name}.dmn").read_text().lower()
    assert [word for word in ("korea", "dprk", "viet", "albania", "china", "pyongyang", "hanoi") if word in text] == []


def test_the_standard_request_opens_both_channels():
    request = dict(standard_request(POLICY.model))
    outcomes = [judge(POLICY, {**facts(**item), **request}).channel for item in (ABROAD, PRESS, SERIES, TOWN)]
    assert outcomes == [TRADE, TRADE, EXCHANGE, None]
