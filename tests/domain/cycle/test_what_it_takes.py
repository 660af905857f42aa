"""What it would take for a line that is not supplied to be supplied, for our own eyes."""

import pytest

from tests.domain.cycle.bureau import CONFIDENTIAL, INTERNAL, OPEN, rulebook
from verbale.domain.cycle import decision, what_it_takes
from verbale.domain.spine.person import NeedsRole
from verbale.engines import rules
from verbale.engines.rules import proof
from verbale.engines.rules.supply import SUPPLY, judge
from verbale.records.decision import Decision
from verbale.records.dispatch import Message
from verbale.records.journal import JournalEntry


def decided(bureau, facts, **told):
    (line,) = bureau.lines(bureau.order(facts, **told))
    return decision.standing(bureau.decide(line))


def ask(bureau, made, who="desk"):
    return what_it_takes.what_it_takes(decision=made, by=bureau.who(who))


def ways(found):
    return [{name: value for name, (_, value) in each.facts.items()} for each in found.ways]


def test_asked_of_somebody_else_it_would_be_supplied_after_two_approvals(bureau):
    found = ask(bureau, decided(bureau, INTERNAL, route="bilateral cooperation"))
    assert (found.decision.outcome, found.undecided, found.withdrawn) == ("refer", "", False)
    assert min(len(each.facts) for each in found.ways) == 1
    way = next(each for each in found.ways if each.facts == {"route": ("bilateral cooperation", "department")})
    assert (way.by_asking, way.verdict.outcome, way.verdict.approvals, way.verdict.marking) == (
        True, "supply", ("department-in-charge", "committee"), "not for re-export",
    )  # fmt: skip


def test_every_way_is_one_under_which_the_version_supplies(bureau):
    for facts in (CONFIDENTIAL, {**OPEN, "restricted": True}, {**OPEN, "distribution": None}, {}):
        made = decided(bureau, facts)
        found = ask(bureau, made)
        assert found.ways
        book = rules.prepare(rules.read_model(rulebook("supply-1964.dmn"), name="b.dmn"))
        for way in found.ways:
            now = {name: value for name, (_, value) in way.facts.items()}
            assert all(made.facts.get(name) == was != value for name, (was, value) in way.facts.items())
            assert judge(book, {**made.facts, **now}).outcome == SUPPLY
            assert "partner" not in now


def test_all_its_steps_share_the_time_that_a_page_waits(bureau, monkeypatch):
    given, asked = [], proof.smallest_change

    def remembered(*told, limits):
        given.append(limits.seconds)
        return asked(*told, limits=limits)

    monkeypatch.setattr(proof, "smallest_change", remembered)
    ask(bureau, decided(bureau, INTERNAL, route="bilateral cooperation"))
    assert len(given) > 1
    assert given == sorted(given, reverse=True)
    assert given[0] < what_it_takes.SECONDS


def test_what_nobody_can_make_another_is_not_proposed(bureau):
    made = decided(bureau, {**CONFIDENTIAL, "kind": "report"}, route="trading company")
    found = ask(bureau, made)
    assert (found.nobody, bool(found.ways)) == (False, True)
    for way in found.ways:
        assert not {"kind", "origin", "publisher class", "field", "series"} & {
            name for name in way.facts if made.facts.get(name) is not None
        }
        assert what_it_takes.Hand.WRONG_RECORD not in way.hands.values()


def test_where_only_another_item_would_do_the_record_would_have_to_be_wrong(bureau, monkeypatch):
    made = decided(bureau, INTERNAL, route="bilateral cooperation")
    monkeypatch.setattr(what_it_takes, "FIXED", frozenset({"partner", "distribution", *what_it_takes.ASKED}))
    data = rulebook("supply-1964.dmn").replace(
        b'<inputEntry id="rule_6_route"><text>"bilateral cooperation"',
        b'<inputEntry id="rule_6_route"><text>-',
    )
    made.version.rulebook, made.version.rulebook_sha256 = data, "1" * 64
    found = ask(bureau, made)
    assert all(what_it_takes.Hand.WRONG_RECORD in each.hands.values() for each in found.ways)
    assert found.nobody is bool(found.ways)


@pytest.mark.parametrize(
    ("name", "was", "expected"),
    [
        ("route", "department", "asking"), ("form", None, "asking"), ("kind", None, "finding out"),
        ("distribution", None, "finding out"), ("distribution", "confidential", "lifting"),
        ("bound by", ["x"], "lifting"), ("restricted", False, "lifting"), ("kind", "report", "wrong record"),
        ("year", 1962, "wrong record"),
    ],
)  # fmt: skip
def test_how_a_fact_could_become_another(name, was, expected):
    assert what_it_takes.hand(name, was) == expected


def test_of_values_that_would_do_those_with_the_fewest_approvals_are_told(bureau):
    found = ask(bureau, decided(bureau, CONFIDENTIAL, route="trading company"))
    by_facts = {frozenset(each.facts): each for each in found.ways}
    way = by_facts[frozenset({"distribution", "route"})]
    assert (way.facts["distribution"][1], way.verdict.approvals) == ("open", ())


def test_no_way_holds_another(bureau):
    told = [set(each) for each in ways(ask(bureau, decided(bureau, CONFIDENTIAL)))]
    assert not any(one < other for one in told for other in told)


def test_what_fails_closed_needs_more_than_a_rule_that_supplies(bureau):
    """A rule would supply it, but nobody is asked to approve what its note restricts."""
    data = rulebook("supply-1964.dmn").replace(
        b'<inputEntry id="rule_4_restricted"><text>true', b'<inputEntry id="rule_4_restricted"><text>false'
    )
    data = b"\n".join(line for line in data.split(b"\n") if b"<verbale:property " not in line)
    made = decided(bureau, {**OPEN, "restricted": True})
    made.version.rulebook, made.version.rulebook_sha256 = data, "0" * 64
    for way in ask(bureau, made).ways:
        free = way.facts.get("restricted", (None, True))[1] is not True
        assert free or way.verdict.approvals


def test_what_is_supplied_has_nothing_to_be_otherwise(bureau):
    made = decided(bureau, OPEN)
    with pytest.raises(what_it_takes.Supplied):
        ask(bureau, made)


def test_a_withdrawn_record_has_no_way(bureau):
    made = decided(bureau, CONFIDENTIAL)
    made.facts["withdrawn"] = True
    found = ask(bureau, made)
    assert (found.ways, found.withdrawn) == ((), True)


def test_what_the_solver_cannot_say_is_said(bureau, monkeypatch):
    from verbale.engines.rules import proof

    def outside(*_args, **_facts):
        raise proof.Outside("it rests on a function that the solver does not know")

    made = decided(bureau, CONFIDENTIAL)
    monkeypatch.setattr(proof, "smallest_change", outside)
    assert ask(bureau, made).undecided == "it rests on a function that the solver does not know"


def test_a_rulebook_that_does_not_ask_of_a_fact_cannot_be_helped_by_it(bureau):
    wanted = what_it_takes._wanted(["distribution"], {"restricted": True})
    assert 'distribution != "confidential" and false and true' in wanted
    assert "and false and (" in what_it_takes._wanted([], {})


@pytest.mark.parametrize("who", ["auditor", "librarian", "admin"])
def test_it_is_for_the_desk_and_for_approvers(bureau, who):
    made = decided(bureau, CONFIDENTIAL)
    with pytest.raises(NeedsRole):
        ask(bureau, made, who)
    assert ask(bureau, made, "department").ways


def test_nothing_is_kept_of_it_and_nobody_is_told(bureau):
    made = decided(bureau, CONFIDENTIAL)
    before = [kind.objects.count() for kind in (JournalEntry, Message, Decision)]
    ask(bureau, made)
    assert [kind.objects.count() for kind in (JournalEntry, Message, Decision)] == before
