"""What holds whatever a rulebook says, and what the check of a rulebook finds."""

import pytest

from verbale.engines.rules import BadFact, BadModel, UnknownInput, prepare, read_model
from verbale.engines.rules.reasons import SENTENCES, reason_of
from verbale.engines.rules.standard import standard_request
from verbale.engines.rules.supply import SupplyVerdict, judge
from verbale.engines.rules.supplycheck import Finding, check_supply

from .models import table_model

INPUTS = {"distribution": "string", "restricted": "boolean", "bound by": "Any", "year": "number"}
OUTPUTS = dict.fromkeys(("outcome", "channel", "form", "approvals", "marking", "basis"), "")
EXTENSION = (
    b'<extensionElements><r:standardRequest xmlns:r="urn:verbale:rulebook:1">'
    b'<r:fact name="form">"original"</r:fact></r:standardRequest></extensionElements>'
)


def rulebook(*rules: str, outputs: dict[str, str] = OUTPUTS, inputs: dict[str, str] = INPUTS, hit: str = "FIRST"):
    data = table_model(list(rules), hit=hit, inputs=inputs, outputs=outputs)
    return read_model(data.replace(b"<inputData", EXTENSION + b"<inputData", 1), name="made.dmn")


SUPPLY = '"supply" | "desk" | "original" | [] | null | "clause 1" # clause 1'
APPROVED = '"supply" | "desk" | "original" | ["head", "board"] | null | "clause 1" # clause 1'


def judged(outputs: str, **given: object) -> SupplyVerdict:
    facts = {name.replace("_", " "): value for name, value in given.items()}
    return judge(prepare(rulebook(f"- | - | - | - => {outputs}")), facts)


def test_a_plain_supply():
    assert judged(SUPPLY, distribution="open", language="de") == SupplyVerdict(
        "supply", "desk", "original", (), None, "clause 1", (1,), {"clause": "clause 1"}
    )


@pytest.mark.parametrize(
    ("outputs", "given", "why"),
    [
        (SUPPLY, {}, "the distribution is unknown, and unknown is never released"),
        (APPROVED, {}, "the distribution is unknown, and unknown is never released"),
        (SUPPLY, {"distribution": "confidential"}, "a confidential item is never supplied without approval"),
        (
            SUPPLY,
            {"distribution": "open", "restricted": True},
            "a restriction note stands in the record, and nobody is asked to approve",
        ),
        (
            SUPPLY,
            {"distribution": "open", "bound_by": ["for reference only"]},
            "a mark received on the item binds us, and nobody is asked to approve",
        ),
        (SUPPLY.replace('"clause 1" #', '" " #'), {"distribution": "open"}, "the supply cites no basis"),
        (SUPPLY.replace('"supply"', '"yes"'), {"distribution": "open"}, "the outcome is not clear"),
        (SUPPLY.replace('"supply"', "null"), {"distribution": "open"}, "the outcome is not clear"),
        (SUPPLY.replace("[]", "3"), {"distribution": "open"}, "the approvals are not a list of authority codes"),
        (
            SUPPLY.replace("[]", '["", "x"]'),
            {"distribution": "open"},
            "the approvals are not a list of authority codes",
        ),
        (SUPPLY.replace('"desk"', "3"), {"distribution": "open"}, "“channel” is not a text"),
        (
            SUPPLY.replace('"desk"', "desk"),
            {"distribution": "open"},
            "a fault stands behind the supply (rule 1, column “channel”: nothing is called “desk” here)",
        ),
    ],
)
def test_it_fails_closed(outputs, given, why):
    verdict = judged(outputs, **given)
    assert verdict == SupplyVerdict(
        "refuse",
        None,
        None,
        (),
        None,
        f"For internal eyes only. Withheld: {why}.",
        (1,),
        verdict.annotation,
        failed_closed=True,
    )
    assert why in SENTENCES.values() or reason_of(why)[1]


@pytest.mark.parametrize("given", [{"distribution": "confidential"}, {"distribution": "open", "restricted": True}])
def test_approvals_open_what_is_restricted(given):
    verdict = judged(APPROVED, **given)
    assert (verdict.outcome, verdict.approvals) == ("supply", ("head", "board"))


def test_no_rule_and_two_rules_fail_closed():
    two = rulebook(f"- | - | - | - => {SUPPLY}", f"- | - | - | - => {SUPPLY}", hit="UNIQUE")
    assert judge(prepare(two), {"distribution": "open"}).basis.startswith(
        "For internal eyes only. Withheld: no rule decides (answer: rules 1 and 2 both match"
    )
    none = rulebook(f'"open" | - | - | - => {SUPPLY}')
    assert (
        judge(prepare(none), {"distribution": "internal"}).basis == "For internal eyes only. Withheld: no rule decides."
    )


def test_facts_outside_the_interface_are_refused():
    prepared = prepare(rulebook(f"- | - | - | - => {SUPPLY}"))
    with pytest.raises(UnknownInput, match="“colour”"):
        judge(prepared, {"colour": "red"})
    with pytest.raises(BadFact, match="“year”"):
        judge(prepared, {"year": "long ago"})


def test_findings_name_their_place():
    inputs = {"distribution": "string", "colour": "string"}
    outputs = dict.fromkeys(("outcome", "channel", "form", "approvals", "basis", "mood"), "")
    model = rulebook(
        '"open", "opne" | - => "supply" | "desk" | "original" | [] | "" | 1',
        '- | red => "perhaps" | desk | "original" | [] | "clause" | 1',
        '- | - => "supply" | "desk" | "original" | [] | "clause" | 1',
        inputs=inputs,
        outputs=outputs,
    )
    found = check_supply(model)
    assert [(each.kind, each.place) for each in found] == [
        ("unknown input", "input “colour”"),
        ("unknown name", "decision “answer”, rule 2, column “colour”"),
        ("unknown name", "decision “answer”, rule 2, column “channel”"),
        ("missing output", "decision “answer”"),
        ("unknown output", "decision “answer”"),
        ("unknown value", "decision “answer”, rule 1, column “distribution”"),
        ("empty basis", "decision “answer”, rule 1, column “basis”"),
        ("outcome", "decision “answer”, rule 2, column “outcome”"),
        ("unknown released", "decision “answer”, rule 3"),
    ]
    assert found[3] == Finding(
        "missing output", "decision “answer”", "the output “marking” is missing (caveat code for every page, or null)",
        decision="answer",
    )  # fmt: skip
    assert [(each.rule, each.column) for each in found[5:]] == [
        (1, "distribution"), (1, "basis"), (2, "outcome"), (3, ""),
    ]  # fmt: skip


def test_who_asks_for_the_clock_is_told_that_there_is_none():
    model = rulebook(f"- | - | - | year(today()) > 1990 => {SUPPLY}")
    (found,) = [each for each in check_supply(model) if each.kind == "clock"]
    assert (found.rule, found.error, reason_of(found.why)[1]) == (1, False, {"name": "today"})


@pytest.mark.parametrize(
    ("extension", "why"),
    [
        (b"", "it names no standard request"),
        (EXTENSION.replace(b'"original"', b'"original'), "“form”, character 1: the quotation mark is never closed"),
        (
            EXTENSION.replace(b'"original"', b"1 + 1"),
            '“form” must be a literal, such as "open", 3, true, null or a list of these',
        ),
        (EXTENSION.replace(b"r:fact", b"r:thing"), "“thing” is not a fact with a name"),
    ],
    ids=["none", "syntax", "computed", "element"],
)
def test_a_bad_standard_request(extension, why):
    data = table_model([f"- | - | - | - => {SUPPLY}"], hit="FIRST", inputs=INPUTS, outputs=OUTPUTS)
    model = read_model(data.replace(b"<inputData", extension + b"<inputData", 1), name="made.dmn")
    with pytest.raises(BadModel) as caught:
        standard_request(model)
    assert caught.value.facts["why"] == why
    assert why in [each.why for each in check_supply(model)]
