"""No rulebook breaks the limits: whatever it says, it is refused at a character, or gives null with a reason."""

import re

import pytest

from verbale.engines.rules import BadCell, BadModel, prepare, read_model
from verbale.engines.rules.dmn import reader
from verbale.engines.rules.feel import SyntaxFault, parse_expression, scope, stack
from verbale.engines.rules.feel.syntax import MAX_DEPTH, MAX_LENGTH, MAX_NESTING

from .models import definitions, literal_model, table_model


@pytest.mark.parametrize(
    ("text", "character", "why"),
    [
        ("1" * (MAX_LENGTH + 1), MAX_LENGTH + 1, "an expression may have 20000 characters, this one has 20001"),
        ("(" * 100 + "1" + ")" * 100, MAX_NESTING + 1, "the expression is nested more than 48 levels deep"),
        ("[" * 100 + "]" * 100, MAX_NESTING + 1, "the expression is nested more than 48 levels deep"),
        ("- " * 200 + "1", 2 * MAX_NESTING - 1, "the expression is nested more than 48 levels deep"),
        ("1" + "+1" * 200, 1, f"the expression is more than {MAX_DEPTH} levels deep"),
        ("{a: " * 60 + "1" + "}" * 60, 4 * MAX_NESTING + 1, "the expression is nested more than 48 levels deep"),
        ("if true then " * 60 + "1", 13 * MAX_NESTING - 4, "the expression is nested more than 48 levels deep"),
        ("a" + ".b" * 200, 1, f"the expression is more than {MAX_DEPTH} levels deep"),
        ("f" + "()" * 200, 1, f"the expression is more than {MAX_DEPTH} levels deep"),
        ("a" + "[1]" * 200, 1, f"the expression is more than {MAX_DEPTH} levels deep"),
        ("1 instance of " + "list<" * 60 + "number" + ">" * 60, 14 + 5 * MAX_NESTING - 4, "the expression is nested"),
        ("1 " * 7000, 12001, "the expression is too long"),
    ],
    ids="length brackets lists signs sums contexts ifs paths calls filters types tokens".split(),
)
def test_what_is_too_deep_or_long_to_be_read(text, character, why):
    with pytest.raises(SyntaxFault) as caught:
        parse_expression(text)
    assert caught.value.why.startswith(why)
    assert abs(caught.value.character - character) <= 60


def test_the_expressions_of_a_file_are_so_long_and_no_longer(monkeypatch):
    monkeypatch.setattr(reader, "MAX_EXPRESSIONS", 10)
    read_model(literal_model("1 + 100000"), name="made")
    with pytest.raises(BadModel, match="its expressions have 11 characters, more than 10"):
        read_model(literal_model("1 + 1000000"), name="made")


def test_brackets_of_many_meanings_are_read_again_only_so_often():
    for text in ("1 in (" * 20 + ",".join(["1"] * 2500) + ").x" * 20, ",".join(["1 in (1).x"] * 500)):
        with pytest.raises(SyntaxFault, match="too many brackets that can be read in several ways"):
            parse_expression(f"[{text}]")


def test_a_long_chain_of_decisions_is_read_and_decided():
    one = '<decision id="d{0}" name="d{0}">{1}<literalExpression><text>{2}</text></literalExpression></decision>'
    need = '<informationRequirement><requiredDecision href="#d{}"/></informationRequirement>'
    chain = [one.format(at, need.format(at - 1), f"d{at - 1} + 1") for at in range(1, 1500)]
    model = definitions(one.format(0, "", "0") + "".join(chain))
    assert prepare(read_model(model, name="made")).decide({}).outputs == 1499


def decided(text, facts=None):
    return prepare(read_model(literal_model(text), name="made")).decide(facts or {})


TWICE = "(for i in 1..%d return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]"
NEST = "(for i in 1..%d return if i = 1 then [] else [partial[-1]])[-1]"
DOUBLED = '(for i in 1..40 return if i = 1 then "ab" else partial[-1] + partial[-1])[-1]'
LONG = '(for i in 1..19 return if i = 1 then "aa" else partial[-1] + partial[-1])[-1]'


@pytest.mark.parametrize(
    "text",
    [
        "count(for i in 1..1000000000000 return i)",
        "some i in 1..1000000000000 satisfies i < 0",
        "count(for i in 1..2000, j in 1..2000 return 1)",
        'count(for d in @"-999999999-01-01"..@"999999999-12-31" return 1)',
        "sum(for i in 1..2000 return count(for j in 1..1000 return j))",
        "count(for i in 1..100000 return count(partial))",
        "count((for i in 1..20000 return i)[count([item, item, item, item, item, item, item, item]) = 9])",
        '(for i in 1..2000 return string join(for j in 1..500 return "a"))[1]',
    ],
)
def test_steps_are_counted(text, monkeypatch):
    monkeypatch.setattr(scope, "MAX_STEPS", 50_000)
    assert decided(text).faults == ("answer: given up: more than 50000 steps",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("count(for i in 1..1e30 return 1)", "the end of the range is too large"),
        ("10 ** 7000", "beyond the range of numbers"),
        ("1e9999999", "beyond the numbers"),
        ("exp(100000)", "beyond the numbers"),
        ("decimal(1, 999999999)", "the scale must lie between"),
        (DOUBLED, "more than 1000000 characters"),
        (f'replace({LONG}, "a", {LONG})', "more than 1000000 characters"),
        (f'string join(for i in 1..1000 return {LONG}, "")', "steps|characters"),
        (f"string(for i in 1..1000 return {LONG})", "steps|characters"),
        (f"{TWICE % 60} = {TWICE % 60}", "parts are not compared"),
        (f"string({TWICE % 60})", "more than 100000 items is not written"),
        (f"flatten({TWICE % 60})", "more than 200000 lists and items"),
        (f"distinct values({TWICE % 60})", "more than 100000 items"),
        (f"index of([{TWICE % 60}], {TWICE % 60})", "parts are not compared"),
        (TWICE % 60, "more than 100000 items"),
        (NEST % 5000, "nested more than 60 levels deep"),
        (f"string({NEST % 5000})", "nested too deeply"),
        (f"{NEST % 5000} = 1", "cannot be compared"),
        ("concatenate(" + ", ".join(["for i in 1..30000 return 1"] * 4) + ")", "more than 100000 items"),
        ('matches((for i in 1..14 return if i = 1 then "aa" else partial[-1] + partial[-1])[-1], "(a+)+(b|c)*\\1d")',
         "refers to its groups could take too long"),
        (f'matches({LONG}, "(a*)(a*)(a*)(a*)(a*)b")', "takes too long on this text|steps"),
        ('matches("a", "(((a{1000}){1000}){1000}){1000}")', ""),
        ('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a|a)+$")', ""),
        ('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")', ""),
        ('matches("a", "a{100000}")', "a pattern repeats nothing more than 1000 times by number"),
        ('duration("P99999999999999999999D")', "a duration longer than the calendar"),
        ('@"P1D" * 1e40', "a duration longer than the calendar"),
        ('@"2020-01-01" + @"P999999999Y"', "beyond the calendar"),
    ],
)  # fmt: skip
def test_what_takes_too_much_is_null_and_says_so(text, why):
    verdict = decided(text)
    if why:
        assert verdict.outputs is None
        assert any(re.search(why, fault) for fault in verdict.faults), verdict.faults
    else:
        assert verdict.outputs is False


def calling(body, asked):
    return definitions(
        '<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic>'
        f'<formalParameter name="n"/><literalExpression><text>{body}</text></literalExpression></encapsulatedLogic>'
        '</businessKnowledgeModel><decision id="d" name="d"><knowledgeRequirement><requiredKnowledge href="#f"/>'
        f"</knowledgeRequirement><literalExpression><text>{asked}</text></literalExpression></decision>"
    )


def called(body, asked="f(0)"):
    verdict = prepare(read_model(calling(body, asked), name="made")).decide({})
    return verdict.outputs, verdict.faults


def test_functions_that_call_themselves_are_stopped():
    assert called("f(n + 1)") == (None, (f"d: given up: more than {scope.MAX_CALLS} calls one in another",))


@pytest.mark.parametrize(
    ("body", "asked", "found"),
    [
        ("if n = 0 then 0 else n + f(n - 1)", "f(400)", 80200),
        ("if n = [] then 0 else n[1] + f(remove(n, 1))", "f(for i in 1..100 return 1)", 100),
        ("if n = 0 then [] else append(f(n - 1), n)", "count(f(100))", 100),
        ("if n = 0 then 0 else [1 + f(n - 1)][1]", "f(400)", 400),
        ("if n = 0 then 1/3 else f(n - 1)", "string(f(300))", "0." + "3" * 34),
    ],
    ids="sum list append boxes digits".split(),
)
def test_functions_may_call_themselves_a_few_hundred_times(body, asked, found):
    assert called(body, asked) == (found, ())


def test_calls_in_new_threads_are_charged(monkeypatch):
    monkeypatch.setattr(scope, "MAX_STEPS", 5_000)
    bounce = f"if n != {stack.CALLS - 2} then f(n + 1) else count(for i in 1..100 return f(n + 1))"
    outputs, faults = called(f"if n &gt; {stack.CALLS - 2} then 0 else {bounce}")
    assert (outputs, faults) == (None, ("d: given up: more than 5000 steps",))


def test_where_no_thread_can_be_had_a_verdict_is_null(monkeypatch):
    def refuse(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(stack.Thread, "start", refuse)
    assert called("f(n + 1)") == (None, ("d: given up: no room for more calls one in another",))


def test_a_fault_far_down_comes_up():
    found = called("if n &gt; 90 then n + null else f(n + 1)")
    assert found == (None, ("null cannot be used with “+”",))


def test_all_decisions_of_a_verdict_share_its_steps(monkeypatch):
    monkeypatch.setattr(scope, "MAX_STEPS", 100_000)
    one = '<decision id="d{0}" name="d{0}">{1}<literalExpression><text>{2}</text></literalExpression></decision>'
    need = '<informationRequirement><requiredDecision href="#d{}"/></informationRequirement>'
    heavy = "count(for i in 1..15000 return i * i)"
    model = definitions("".join(one.format(at, need.format(at - 1) if at else "", heavy) for at in range(9)))
    verdict = prepare(read_model(model, name="made")).decide({})
    assert verdict.required[0].outputs == 15000
    assert verdict.faults == ("d8: given up: more than 100000 steps",)


def test_faults_name_model_decision_rule_column_and_character():
    with pytest.raises(BadCell) as caught:
        read_model(table_model(["1 => 1", "[1..(2 => 1"]), name="book.dmn")
    facts = caught.value.facts
    assert (facts["model"], facts["decision"], facts["rule"], facts["column"], facts["character"]) == (
        "book.dmn", "answer", "2", "x", 7,
    )  # fmt: skip


def test_faults_of_evaluation_name_rule_and_column():
    verdict = prepare(read_model(table_model(['> 1 => x + "a"', "? + null > 3 => 2"]), name="m")).decide({"x": 5})
    assert verdict.faults[0].startswith("rule 1, column “answer”: “+” has no meaning between a number and a text")
    assert verdict.faults[1].startswith("rule 2, column “x”: null cannot be used with “+”")
