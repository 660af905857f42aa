"""The solver says what trying every record says: gaps, dead rules, overlaps, properties, differences."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbale.engines.rules import prepare
from verbale.engines.rules.proof import Answers, differ, examine, prove, smallest_change
from verbale.engines.rules.proof.question import Property

from .tables import drawn, matched, ready, records

ENOUGH = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROPERTIES = {
    "answer != 1": (),
    "answer != null": (),
    "if n > 3 then answer != 2 else true": ("n",),
    "if n = null then answer = 1 or answer = null else n < 6 or answer != 1": ("n",),
    'if t = "a" then answer != 1 else true': ("t",),
    'not(t in ("a", "b")) or answer in (1, 2)': ("t",),
    "if b then answer = 3 else answer != 3": ("b",),
    'd < date("2020-06-15") or answer != 2': ("d",),
    "if d.year = 2020 then answer != 1 else true": ("d",),
    "d = null or d.year < 2021 or answer = 3": ("d",),
    'if list contains(l, "x") then answer != 1 else true': ("l",),
    "count(l) < 3": ("l",),
    "if m > n then answer != 1 else true": ("n", "m"),
    "n + m < 100": ("n", "m"),
    'if starts with(t, "a") then answer != 3 else true': ("t",),
}


def found(model, kind):
    return [each for each in examine(model).findings if each.kind == kind]


def _rules(why):
    return why.partition(" both")[0].removeprefix("rules ").split(" and ")


def tried(table):
    prepared = ready(table)
    return [(facts, matched(prepared, facts)) for facts in records(table)]


@ENOUGH
@given(drawn())
def test_gaps(table):
    examined = examine(table.model)
    assert examined.unproved == ()
    assert any(each.kind == "gap" for each in examined.findings) == any(not rules for _, rules in tried(table))


@ENOUGH
@given(drawn())
def test_rules_that_never_decide(table):
    examined = examine(table.model)
    told = {each.rule for each in (*examined.findings, *examined.remarks) if each.kind == "dead rule"}
    outputs = [rule.rpartition("=>")[2] for rule in table.rules]
    alive = set()
    for _, rules in tried(table):
        if table.hit == "FIRST":
            alive |= set(rules[:1])
        elif table.hit == "UNIQUE":
            alive |= set(rules) if len(rules) == 1 else set()
        elif len({outputs[rule - 1] for rule in rules}) == 1:
            alive |= set(rules)
    assert told == set(range(1, len(table.rules) + 1)) - alive


@ENOUGH
@given(drawn(), st.data())
def test_single_records(table, data):
    prepared = ready(table)
    answers = Answers(prepared)
    for facts in data.draw(st.lists(st.sampled_from(list(records(table))), min_size=5, max_size=5)):
        rules, verdict = matched(prepared, facts), prepared.decide(facts)
        assert answers.rule(facts) == (verdict.fired[0].rule if verdict.fired else -2 if rules else 0)


@ENOUGH
@given(drawn(hits=("UNIQUE",)))
def test_overlaps(table):
    told = {tuple(_rules(each.why)) for each in found(table.model, "overlap")}
    pairs = {pair for _, rules in tried(table) for pair in combinations(map(str, rules), 2)}
    assert told == pairs


@ENOUGH
@given(drawn(), st.data())
def test_properties(table, data):
    fitting = [text for text, names in PROPERTIES.items() if set(names) <= set(table.columns)]
    hold(table, data.draw(st.sampled_from(fitting)))


SUMS = ("COLLECT SUM", "COLLECT MIN", "COLLECT MAX", "COLLECT COUNT")


@ENOUGH
@given(drawn(hits=SUMS), st.sampled_from(["answer < 4", "answer = null or answer > 1", "answer != 2", "answer = null"]))
def test_what_tables_gather_into_a_number(table, text):
    hold(table, text)


LISTED = ["list contains(answer, 2)", "answer = null or count(answer) < 3", "some i in answer satisfies i > 1",
          "not(list contains(answer, 3))", "every i in answer satisfies i < 3"]  # fmt: skip


@ENOUGH
@given(drawn(hits=("COLLECT",)), st.sampled_from(LISTED))
def test_what_tables_gather_into_a_list(table, text):
    hold(table, text)


def hold(table, text):
    """The solver says of a property what every record says."""
    prepared = ready(table)
    proved = prove(prepared, text)
    asked = Property(text, prepared, prepared.chosen(None))
    holds = all(
        asked.holds(values, prepared.run(values, prepared.chosen(None)))
        for values in map(prepared.values, records(table))
    )
    assert proved.holds is holds
    if not holds:
        assert not asked.holds(prepared.values(proved.counterexample), proved.verdict)
        assert prepared.decide(proved.counterexample) == proved.verdict


@ENOUGH
@given(drawn(columns=("n", "t", "b")), drawn(columns=("n", "t", "b")))
def test_differences(one, other):
    old, new = ready(one), ready(other)
    told = differ(old, new)
    differing = set()
    for facts in records(one):
        before, after = old.decide(facts), new.decide(facts)
        if before.outputs != after.outputs:
            rules = [verdict.fired[0].rule if verdict.fired else 0 for verdict in (before, after)]
            differing.add(tuple(rules))
    by_rule = {(_first(one, region.old_rule), _first(other, region.new_rule)) for region in told.regions}
    assert by_rule == {(_first(one, before), _first(other, after)) for before, after in differing}
    assert (told.relation == "equivalent", told.unproved) == (not differing, ())


@ENOUGH
@given(st.sampled_from(("COLLECT", *SUMS)), st.data())
def test_differences_where_all_rules_count(hit, data):
    one, other = (data.draw(drawn(columns=("n", "b"), hits=(hit,), most=4)) for _ in range(2))
    old, new = ready(one), ready(other)
    told = differ(old, new)
    differing = any(old.decide(facts).outputs != new.decide(facts).outputs for facts in records(one))
    assert (told.unproved, told.relation == "equivalent", bool(told.regions)) == ((), not differing, differing)


def _first(table, rule):
    """Under policy A all rules with one output stand for the first of them."""
    if not rule or table.hit != "ANY":
        return rule
    outputs = [each.rpartition("=>")[2] for each in table.rules]
    return outputs.index(outputs[rule - 1]) + 1


@ENOUGH
@given(drawn(columns=("n", "t", "b"), hits=("FIRST",)), st.sampled_from(["answer = 1", "answer = 2"]), st.data())
def test_smallest_changes(table, wanted, data):
    prepared = ready(table)
    every = list(records(table))
    facts = data.draw(st.sampled_from(every))
    changes = smallest_change(prepared, facts, wanted, ["n", "t", "b"])
    number = int(wanted[-1])
    sets = {
        frozenset(name for name in facts if facts[name] != other[name] or type(facts[name]) is not type(other[name]))
        for other in every
        if prepared.decide(other).outputs == number
    }
    smallest = {each for each in sets if not any(other < each for other in sets)}
    assert {frozenset(change.facts) for change in changes} == smallest
    assert [len(change.facts) for change in changes] == sorted(len(change.facts) for change in changes)
    assert all(prepared.decide({**facts, **change.facts}).outputs == number for change in changes)


@ENOUGH
@given(drawn(hits=("FIRST", "UNIQUE"), most=4))
def test_inputs_that_change_nothing(table):
    told = {each.column for each in found(table.model, "unused input")}
    prepared = prepare(table.model)
    outputs = {tuple(facts.items()): prepared.decide(facts).outputs for facts in records(table)}
    unused = set()
    for at, name in enumerate(table.columns):
        rest = {}
        for facts, output in outputs.items():
            rest.setdefault(facts[:at] + facts[at + 1 :], set()).add(output)
        if all(len(each) == 1 for each in rest.values()):
            unused.add(name)
    cells = [rule.partition("=>")[0].split("|") for rule in table.rules]
    asked = {name for at, name in enumerate(table.columns) if any(row[at].strip() != "-" for row in cells)}
    if "m" in table.columns:
        told, unused = told - {"n"}, unused - {"n"}
    assert told & asked <= unused
    assert told >= unused & asked - {"t", "n", "m"}
