"""What is proved while one edits: gaps with facts that show them, rules that never decide, properties that fail."""

import re
from urllib.parse import parse_qs

import pytest
from django.utils import translation

from tests.watch import Watch
from tests.web.shelf import RULEBOOK
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.proof import SolverDisagrees
from verbale.engines.rules.properties import Property
from verbale.kernel.deadline import Deadline
from verbale.web import rulebook_proved as proofs
from verbale.web.rulebook_findings import look
from verbale.web.rulebook_try import FactsForm

BOOK = RULEBOOK.read_bytes()
OPEN_ENDED = re.sub(rb'(?s)<rule id="rule_16".*?</rule>', b"", BOOK)
HOLDS = Property("confidential stays", 'if distribution = "confidential" then outcome != "supply" else true')
FAILS = Property("open goes", 'if distribution = "open" then outcome = "supply" else true')


def found(data, *bound):
    return [*proofs.found(data, "x"), *proofs.proved(data, "x", bound)]


def test_of_a_sound_rulebook_nothing_is_said():
    assert found(BOOK, HOLDS) == []


def test_a_gap_comes_with_facts_that_fall_into_it():
    first = next(each for each in look(OPEN_ENDED, "x").found if "no rule matches" in each.why)
    assert (first.rule, first.decision) == (0, "supply")
    book = prepare(read_model(OPEN_ENDED, name="x"))
    form = FactsForm(book.model, {name: value for name, (value,) in parse_qs(first.query).items()})
    assert form.is_valid()
    assert book.decide(form.facts).fired == ()


def test_a_rule_that_never_decides_is_told_once():
    dead = BOOK.replace(b'<text>"confidential"</text>', b'<text>"confidential", "internal"</text>', 1)
    told = [(each.finding.decision, each.finding.rule) for each in found(dead) if each.finding.rule]
    assert told == [("supply", rule) for rule in (5, 6, 13, 15)]


def test_a_property_that_fails_names_the_rule_and_the_facts():
    (each,) = found(BOOK, FAILS)
    book = prepare(read_model(BOOK, name="x"))
    verdict = book.decide(each.facts)
    assert (each.finding.kind, each.finding.error, each.finding.rule) == ("property", True, verdict.fired[0].rule)
    assert verdict.outputs["outcome"] != "supply"
    assert each.facts["distribution"] == "open"


@pytest.mark.parametrize("feel", ["nobody knows", "outcome ="])
def test_a_property_that_cannot_be_read_is_told(feel):
    (each,) = found(BOOK, Property("x", feel))
    assert (each.finding.kind, each.finding.place, each.finding.error) == ("property", "x", True)


def test_nothing_is_proved_of_what_cannot_be_read_nor_of_too_much(monkeypatch):
    broken = BOOK.replace(b'<text>"open"</text>', b'<text>"open</text>', 1)
    assert [each.finding.kind for each in found(broken, FAILS)] == ["unreadable cell"]
    monkeypatch.setattr(proofs, "MOST_RULES", 15)
    (each,) = found(BOOK, FAILS)
    assert (each.finding.kind, each.finding.error) == ("not proved", False)


def test_of_many_rules_the_cells_come_first_and_the_proofs_when_they_are_asked_for(monkeypatch):
    assert look(OPEN_ENDED, "x", patient=False) == look(OPEN_ENDED, "x")
    monkeypatch.setattr(proofs, "AT_ONCE", 14)
    soon, later = look(OPEN_ENDED, "x", patient=False), look(OPEN_ENDED, "x")
    gaps = [any("no rule matches" in each.why for each in looked.found) for looked in (soon, later)]
    assert (gaps, soon.waits, later.waits) == ([False, True], True, False)
    dead = BOOK.replace(b'<text>"confidential"</text>', b'<text>"confidential", "internal"</text>', 1)
    assert look(dead, "x", patient=False).found == ()
    broken = BOOK.replace(b'<text>"open"</text>', b'<text>"open</text>', 1)
    assert look(broken, "x", patient=False).found == look(broken, "x").found != ()


def test_a_rule_that_never_decides_hides_neither_gaps_nor_failing_cases():
    dead = OPEN_ENDED.replace(b'<text>"confidential"</text>', b'<text>"confidential", "internal"</text>', 1)
    looked = look(dead, "x", "case,distribution,→ outcome\nopen,open,supply\n".encode(), "cases.csv")
    assert [each.rule for each in looked.found if "never decides" in each.why] == [5, 6, 13, 15]
    assert any("no rule matches" in each.why for each in looked.found)
    assert (looked.ran, looked.cases.failed) == (True, 1)


def test_what_the_solver_gets_wrong_hides_nothing_else(monkeypatch):
    def disagrees(*_asked, **_limits):
        raise SolverDisagrees(record={}, why="it was to be otherwise")

    monkeypatch.setattr("verbale.engines.rules.proof.examine", disagrees)
    monkeypatch.setattr("verbale.engines.rules.proof.prove", disagrees)
    told = found(BOOK, HOLDS)
    assert [each.finding.kind for each in told] == ["not proved", *["property"] * (len(told) - 1)]
    assert all("This is a fault of Verbale" in each.finding.why for each in told)


def test_a_property_of_several_decisions_hides_nothing_else():
    other = b'<decision id="o" name="o"><literalExpression><text>nobody</text></literalExpression></decision>'
    several = BOOK.replace(b"</decision>", b"</decision>" + other.replace(b"nobody", b"1"), 1)
    looked = look(several, "x", bound=(FAILS,))
    assert any("ends in several decisions" in each.why and each.place == FAILS.name for each in looked.found)
    assert len(looked.found) > 1


def test_a_look_ends_for_everything_together():
    cases = "case,distribution,→ outcome\nopen,open,supply\n".encode()
    ended = look(BOOK, "x", cases, "cases.csv", bound=(HOLDS,), until=Deadline.after(0, Watch()))
    told = "the time for it was used up"
    assert (ended.ran, ended.cases.failed) == (True, 1)
    assert [each.why.rpartition(": ")[2] for each in ended.found if not each.error] == [told] * len(ended.found[1:])
    assert len(ended.found) > 8
    assert look(BOOK, "x", until=Deadline.after(9, Watch())).found == ()


def test_names_of_properties_are_left_as_they_are_in_every_language():
    """“is not” in a name reads like one of the sentences that a check makes."""
    unsure = Property("what is not open", 'if matches(series, "^a+b$") then outcome != "refer" else true')
    fails = Property("a confidential item is not supplied", 'outcome = "supply"')
    unread = Property("it is not feel", "outcome =")
    with translation.override("zh-hans"):
        told = [f"{each.place} {each.why}" for each in look(BOOK, "x", bound=(unsure, fails, unread)).found]
    assert [sum(one.name in each for each in told) for one in (unsure, fails, unread)] == [1, 1, 1]
    assert not any("不是" in each for each in told)
