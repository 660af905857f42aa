"""Planted faults are found, each with a record that the plain evaluator decides so; a sound table has none."""

from __future__ import annotations

import pytest

from tests.engines.rules.models import definitions, table_model
from tests.shared import ROOT
from tests.watch import Watch
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.proof import Limits, differ, examine, prove, witness
from verbale.kernel.deadline import Deadline

BOOKS = sorted((ROOT / "src" / "verbale" / "rulebooks").glob("*.dmn"))
TEXTS = {"t": '"a", "b", "c"'}


def examined(*rules, **keywords):
    return examine(read_model(table_model(list(rules), **keywords), name="made.dmn"))


def told(found):
    return [(each.kind, each.rule, each.error) for each in found.findings]


@pytest.mark.parametrize(
    ("rules", "keywords"),
    [
        (["< 3 => 1", ">= 3 => 2", "null => 3"], {}),
        (["true => 1", "false => 2", "null => 3"], {"inputs": {"b": "boolean"}}),
        (['"a" => 1', '"b", "c" => 2', "null => 3"], {"inputs": {"t": "string"}, "allowed_input": TEXTS}),
        (["[] => 1", "not([], null) => 2", "null => 3"], {"inputs": {"l": "list"}}),
        (['< date("2020-01-01") => 1', '>= date("2020-01-01") => 2', "null => 3"], {"inputs": {"d": "date"}}),
        (["< 3 => 1"], {"defaults": {"": "7"}}),
    ],
)
def test_sound_tables(rules, keywords):
    found = examined(*rules, **keywords)
    assert (found.findings, found.unproved, found.remarks) == ((), (), ())


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_our_own_rulebooks(path):
    found = examine(read_model(path.read_bytes(), name=path.name))
    assert (found.findings, found.unproved) == ((), ())


@pytest.mark.parametrize(
    ("rules", "keywords", "where", "witness"),
    [
        (["< 3 => 1", "> 3 => 2", "null => 3"], {}, "x is 3", {"x": 3}),
        (["< 3 => 1", ">= 3 => 2"], {}, "x is unknown", {"x": None}),
        (["[0..4] => 1", "(4..9) => 2", "null => 3"], {"allowed_input": {"x": "[0..9]"}}, "x is 9", {"x": 9}),
        (["true => 1", "null => 3"], {"inputs": {"b": "boolean"}}, "b is false", {"b": False}),
        (['"a", "b" => 1', "null => 3"], {"inputs": {"t": "string"}, "allowed_input": TEXTS}, 't is "c"', {"t": "c"}),
        (["[] => 1", "null => 2"], {"inputs": {"l": "list"}}, 'l is a list such as ["other"] or a list such as [null] '
         'or a list such as ["other", null]', {"l": ["other"]}),
        (['< date("2020-01-01") => 1', '> date("2020-01-01") => 2', "null => 3"], {"inputs": {"d": "date"}},
         "d is 2020-01-01", {"d": "2020-01-01"}),
    ],
)  # fmt: skip
def test_a_gap(rules, keywords, where, witness):
    found = examined(*rules, **keywords)
    (finding,) = found.findings
    assert (finding.kind, finding.rule, finding.error) == ("gap", 0, False)
    assert found.witnesses[finding] == witness
    if "such as" not in where:
        assert finding.why.startswith(f"no rule matches where {where}; for instance: ")


def test_a_gap_between_two_inputs_that_are_compared():
    rules = ["< m | - => 1", "> m + 1 | - => 2", "null | - => 3", "- | null => 4"]
    found = examined(*rules, inputs={"n": "number", "m": "number"}, hit="FIRST")
    gap = next(each for each in found.findings if each.kind == "gap")
    witness = found.witnesses[gap]
    assert witness["m"] <= witness["n"] <= witness["m"] + 1
    assert (
        prepare(read_model(table_model(rules, inputs={"n": "number", "m": "number"}, hit="FIRST"), name="m"))
        .decide(witness)
        .fired
        == ()
    )


def test_an_output_that_may_not_stand_there_keeps_no_rule_from_matching():
    found = examined("< 5 => 3", "> 3 => 1", "null => 1", outputs={"": "1, 2"})
    assert [(each.kind, found.witnesses[each]) for each in found.findings] == [("overlap", {"x": 4})]


def test_that_no_rule_counts_is_a_remark():
    found = examined("< 3 => 1", "> 2 => 2", hit="COLLECT")
    gap = next(each for each in found.remarks if each.kind == "gap")
    assert (found.findings, found.witnesses[gap]) == ((), {"x": None})


def test_rules_that_match_together():
    found = examined("< 5 => 1", "> 3 => 2", "null => 3")
    assert told(found) == [("overlap", 2, True)]
    assert list(found.witnesses.values()) == [{"x": 4}]
    assert told(examined("< 5 => 1", "> 3 => 1", "null => 3", hit="ANY")) == []
    assert told(examined("< 5 => 1", "> 3 => 2", "null => 3", hit="ANY")) == [("overlap", 2, True)]
    assert told(examined("< 5 => 1", "> 3 => 2", "null => 3", hit="FIRST")) == []


def test_a_rule_that_several_others_cover():
    found = examined("< 4 | - => 1", "- | true => 2", ">= 4 | not(true) => 3", "3 | true => 9",
                     "null | false => 4", inputs={"n": "number", "b": "boolean"}, hit="FIRST")  # fmt: skip
    assert told(found) == [("gap", 0, False), ("dead rule", 4, True)]
    assert found.findings[1].why == "rule 1 matches whatever it matches, so it never decides"


def test_a_rule_that_no_record_matches():
    found = examined("null => 2", "not(null) => 1", '"d" => 3', inputs={"t": "string"}, allowed_input=TEXTS,
                     hit="FIRST")  # fmt: skip
    (dead,) = (each for each in found.findings if each.kind == "dead rule")
    assert (dead.rule, dead.why) == (3, "no record matches it, so it never decides")


def test_a_rule_for_what_others_leave_over_is_a_remark():
    found = examined("< 3 => 1", ">= 3 => 2", "null => 3", "- => 4", hit="FIRST")
    assert (found.findings, [each.rule for each in found.remarks if each.kind == "dead rule"]) == ((), [4])


def test_an_input_that_changes_nothing():
    rules = ["< 3 | true => 1", "< 3 | not(true) => 1", ">= 3 | - => 2", "null | - => 3"]
    found = examined(*rules, inputs={"n": "number", "b": "boolean"})
    assert [(each.kind, each.column) for each in found.findings] == [("unused input", "b")]
    counted = examined("< 3 | true => 1", "< 3 | not(true) => 1", inputs={"n": "number", "b": "boolean"}, hit="COLLECT")
    assert counted.findings == ()
    same = examined(
        "< 3 | true, false, null => 1", "> 3 | - => 2", inputs={"n": "number", "b": "boolean"}, hit="COLLECT"
    )
    assert [(each.kind, each.column) for each in same.findings] == [("unused input", "b")]
    unread = examined("< 3 => 1", ">= 3 => 2", "null => 3")
    assert unread.findings == ()


@pytest.mark.parametrize(
    ("hit", "outputs", "policy"),
    [
        ("FIRST", ("1", "2"), "no two rules match together, so hit policy U would say the same as F"),
        ("FIRST", ("1", "1"), "rules that match together say the same, so hit policy A would do"),
        ("UNIQUE", ("1", "1"), "rules that match together say the same: hit policy A allows that"),
        ("UNIQUE", ("1", "2"), "rules match together and say different things: under hit policy F"),
    ],
)
def test_advice(hit, outputs, policy):
    end = "3" if "no two" in policy else "2"
    found = examined(f"< 3 => {outputs[0]}", f">= {end} => {outputs[1]}", "null => 3", hit=hit)
    assert [each.why.startswith(policy) for each in found.remarks if each.kind == "hit policy"] == [True]


def chained(cells):
    """A table that asks what another decides."""
    inner = table_model(['< 10 => "small"', '>= 10 => "large"'])
    body = inner.decode().partition('urn:made">')[2].removesuffix("</definitions>")
    rules = "".join(
        f'<rule id="o{at}"><inputEntry><text>{cell}</text></inputEntry>'
        f"<outputEntry><text>{at}</text></outputEntry></rule>"
        for at, cell in enumerate(cells, 1)
    )  # fmt: skip
    outer = (
        '<decision id="e" name="outer"><variable name="outer"/>'
        '<informationRequirement><requiredDecision href="#d"/></informationRequirement>'
        '<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>answer</text></inputExpression></input>'
        f'<output name=""/>{rules}</decisionTable></decision>'
    )
    return read_model(definitions(body + outer), name="chained.dmn")


def test_a_table_that_asks_another():
    sound = examine(chained(['"small"', '"large"', "null"]), "outer")
    assert (sound.findings, sound.unproved) == ((), ())
    gap = examine(chained(['"small"', "null"]), "outer")
    assert [(each.kind, gap.witnesses[each]) for each in gap.findings] == [("gap", {"x": 10})]
    dead = examine(chained(['"small"', '"large"', "null", '"huge"']), "outer")
    assert [(each.kind, each.rule) for each in dead.findings] == [("dead rule", 4)]


def test_what_is_beyond_the_limits_is_said():
    listed = ", ".join(f'"{at}"' for at in range(20))
    wide = examined(f"some i in ? satisfies i in ({listed}) => 1", "- => 2", inputs={"l": "list"}, hit="FIRST")
    why = "the table: “l” has more kinds of values than can be told apart"
    assert [(each.kind, each.why) for each in wide.unproved] == [("not proved", why)]
    model = read_model(table_model([f"{at} => 1" for at in range(9)], hit="FIRST"), name="made.dmn")
    assert [each.why for each in examine(model, limits=Limits(classes=9)).unproved] == [why.replace("l”", "x”")]


def test_time_is_limited():
    cells = [f"? + {at} * m > {at + 1} | > n => 1" for at in range(20)]
    model = read_model(
        table_model([*cells, "- | - => 2"], inputs={"n": "number", "m": "number"}, hit="FIRST"), name="m"
    )
    found = examine(model, limits=Limits(seconds=0.0001))
    assert "the solver gave up" in "".join(each.why for each in found.unproved)


def test_how_long_the_solver_takes_changes_nothing_that_is_found(monkeypatch):
    data = BOOKS[-1].read_bytes()
    model = read_model(data[: data.index(b'<rule id="rule_16"')] + data[data.rindex(b"</rule>") + 7 :], name="open")
    soon = examine(model, limits=Limits(seconds=100_000.0))
    monkeypatch.setattr(witness, "monotonic", Watch(100))
    assert (examine(model, limits=Limits(seconds=100_000.0)), len(soon.findings) > 1) == (soon, True)


def test_tables_that_are_too_long_are_said():
    model = read_model(table_model([f"{at} => 1" for at in range(9)], hit="FIRST"), name="made.dmn")
    told = [each.why for each in examine(model, limits=Limits(rules=8)).unproved]
    assert told == ["the table: it has 9 rules, and tables of up to 8 are looked at"]


def ended():
    """Limits of which the shared time is used up."""
    return Limits(until=Deadline.after(0, Watch()))


def test_what_several_tables_share_ends_for_all_of_them():
    model = chained(['"small"', '"large"', "null"])
    found = examine(model, limits=ended())
    assert (found.findings, [(each.decision, each.why) for each in found.unproved]) == (
        (), [(each.name, "the table: the time for it was used up") for each in model.decisions],
    )  # fmt: skip
    late = examine(model, limits=Limits(until=Deadline.after(3.5, Watch(1))))
    assert {each.why.partition(":")[2] for each in late.unproved} == {" the time for it was used up"}
    assert late.unproved[-1].why.startswith("the table")


def test_what_was_not_reached_in_time_is_neither_proved_nor_the_same():
    book = prepare(read_model(table_model(["< 3 => 1", "- => 2"], hit="FIRST"), name="m"))
    found = prove(book, "answer < 3", limits=ended())
    assert (found.holds, found.why) == (None, "the time for it was used up")
    apart = differ(book, book, limits=ended())
    assert (apart.relation, [each.why for each in apart.unproved]) == ("neither", ["the time for it was used up"])
