"""Past decisions taken again by another rulebook."""

from datetime import date

import pytest

from tests.domain.cycle.bureau import CONFIDENTIAL, INTERNAL, OPEN, rulebook
from verbale.domain.cycle import past_decisions
from verbale.domain.cycle.past_decisions import Change, Way, again, taken
from verbale.engines import rules
from verbale.records.decision import Decision

FIRST = rulebook("supply-1964.dmn")
PRINCIPLE_7 = b'"Principle 7: internal items asked of a department need two approvals"'


def book(data=FIRST):
    return rules.prepare(rules.read_model(data, name="b.dmn"))


@pytest.fixture
def decided(bureau):
    lines = bureau.lines(bureau.order(OPEN, INTERNAL, CONFIDENTIAL))
    return [bureau.decide(line) for line in lines]


def of(bureau, who="desk", **facts):
    return taken(by=bureau.who(who), policy=bureau.policy, **facts)


def test_by_the_same_rulebook_all_stay(bureau, decided):
    found = again(of(bureau), book())
    assert found.ways == (Way("supply", "supply", Change.SAME, 2), Way("refer", "refer", Change.SAME, 1))
    assert (found.looked_at, found.differing, found.changed) == (3, (), 0)


def test_what_would_be_otherwise_is_told_with_what_differs(bureau, decided):
    stricter = FIRST.replace(b'<text>["department-in-charge", "committee"]</text>', b'<text>["director"]</text>')
    stricter = stricter.replace(b'channel"><text>"bilateral cooperation"</text>', b'channel"><text>"talks"</text>')
    found = again(of(bureau), book(stricter))
    assert set(found.ways) == {
        Way("refer", "refer", Change.CONDITIONS, 1), Way("supply", "supply", Change.CONDITIONS, 1),
        Way("supply", "supply", Change.SAME, 1),
    }  # fmt: skip
    assert found.ways[-1].change is Change.SAME
    by_line = {each.decision.line.position: each for each in found.differing}
    assert by_line[2].differences == {"approvals": (["department-in-charge", "committee"], ["director"])}
    assert by_line[3].differences == {"channel": ("bilateral cooperation", "talks")}
    assert by_line[3].clauses == ("1964 report, principle 7",)


def test_an_outcome_and_words_are_changes_of_their_own(bureau, decided):
    other = FIRST.replace(PRINCIPLE_7, b'"In other words"')
    other = other.replace(b'<text>"confidential"</text>', b'<text>"confidential", "open"</text>', 1)
    found = again(of(bureau), book(other))
    told = {(each.decision.line.position, each.change, each.outcome) for each in found.differing}
    assert {(1, Change.OUTCOME, "refer"), (2, Change.BASIS, "supply")} <= told


def test_facts_that_a_rulebook_cannot_take_are_told(bureau, decided):
    other = FIRST.replace(b'"open", "internal", "confidential"', b'"internal", "confidential"')
    found = again(of(bureau), book(other))
    (one,) = [each for each in found.differing if each.change is Change.NOT_ASKED]
    assert (one.decision.line.position, one.outcome, one.differences) == (1, "", {})
    assert one.why_not is not None
    assert "distribution" in one.why_not.sentence()
    assert Way("supply", "", Change.NOT_ASKED, 1) in found.ways


def test_only_so_many_are_listed_and_the_rest_counted(bureau, decided):
    other = FIRST.replace(b'<text>["department-in-charge", "committee"]</text>', b'<text>["director"]</text>')
    other = other.replace(b'channel"><text>"bilateral cooperation"</text>', b'channel"><text>"talks"</text>')
    found = again(of(bureau), book(other), most=1)
    assert (len(found.differing), found.left_off, found.changed) == (1, 1, 2)


def test_which_decisions_are_taken(bureau, decided):
    first = decided[0]
    bureau.at(days=2)
    bureau.decide(first)
    today = Decision.objects.latest("decided_at").decided_at.date()
    version = bureau.policy.versions.get()
    assert [of(bureau, **facts).count() for facts in (
        {}, {"since": today}, {"until": date(today.year, today.month, today.day - 1)}, {"standing": True},
        {"version": version}, {"since": date(2099, 1, 1)},
    )] == [4, 1, 3, 3, 4, 0]  # fmt: skip


@pytest.mark.parametrize(("who", "count"), [("desk", 3), ("auditor", 3), ("department", 1), ("librarian", 0)])
def test_everybody_sees_theirs(bureau, decided, who, count):
    assert of(bureau, who).count() == count


def test_nothing_is_changed_by_it(bureau, decided):
    before = list(Decision.objects.order_by("pk").values())
    again(of(bureau), book(rulebook("release-today.dmn")))
    assert list(Decision.objects.order_by("pk").values()) == before


def test_of_no_decision_nothing_is_told(bureau):
    assert again(of(bureau), book()) == past_decisions.Again(0, (), ())
