"""Every clause by which a pouch is held or refused is explained."""

import re

import pytest

from tests.records.rows import make
from tests.shared import ROOT
from verbale.domain.spine.clauses import APPLIED, CLAUSES, UNREAD, explained
from verbale.records.dispatch import ArrivedPouch

PROTOCOL = (ROOT / "docs" / "PROTOCOL.md").read_text("utf-8")


def test_all_clauses_of_acceptance_are_explained_but_the_one_that_applies():
    section = PROTOCOL.partition("## 5 Acceptance")[2].partition("\n## ")[0]
    clauses = {f"5.{number}" for number in re.findall(r"^(\d+)\. ", section, re.MULTILINE)}
    assert {clause for clause in CLAUSES if clause.startswith("5.")} == clauses - {"5.13"}


@pytest.mark.parametrize("clause", sorted(CLAUSES))
def test_an_explanation_says_what_it_means_and_what_to_do(clause):
    explanation = CLAUSES[clause]
    assert all(str(text).endswith((".", "?")) for text in (explanation.meaning, explanation.todo))


def arrived(partner, **facts):
    return make(ArrivedPouch, partner=partner, **facts)


def test_what_was_opened_needs_none_and_what_could_not_be_read_has_its_own(partner):
    assert explained(arrived(partner, state="opened")) is None
    assert explained(arrived(partner, state="refused", clause="")) is UNREAD
    assert explained(arrived(partner, state="waiting", clause="5.8")) is CLAUSES["5.8"]


def test_a_pouch_that_was_due_and_not_taken_in_is_no_fork(partner):
    due = (
        '{"acknowledged":null,"epoch":1,"manifest":"' + "0" * 64 + '","number":1,"previous":null,"recipient":"OURS",'
        '"sender":"FI-NHI","version":1}'
    )
    forked = due.replace(
        '"number":1,"previous":null', '"number":2,"previous":{"epoch":1,"hash":"%s","number":1}' % ("1" * 64)
    )
    assert explained(arrived(partner, state="refused", clause="5.7", envelope=due)) is APPLIED
    assert explained(arrived(partner, state="refused", clause="5.7", envelope=forked)) is CLAUSES["5.7"]
