"""Findings are told in sentences, bounded, and go through a process and back."""

import json

import pytest

from verbale.engines.inspection import SENTENCES, Finding, Inspection, Kind, MayNotLeave
from verbale.engines.inspection.finding import MOST, bounded


def test_every_kind_has_a_sentence():
    assert SENTENCES.keys() == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_a_finding_is_told_and_read_back(kind):
    finding = Finding(kind, "a {place}", "a {thing}")
    assert finding.sentence().endswith((".", "}"))
    assert Finding.from_json(json.loads(json.dumps(finding.as_json()))) == finding


def test_more_than_can_be_kept_is_said():
    many = [Finding(Kind.UNNAMED, f"{at}\x1b" + "x" * 999) for at in range(MOST + 1)]
    kept = bounded(many)
    assert (len(kept), kept[-1], kept[0].where[:3], len(kept[0].where)) == (MOST + 1, Finding(Kind.MORE), "0?x", 300)


def test_a_refusal_tells_the_first_findings_and_counts_all():
    findings = tuple(Finding(Kind.MISSING, str(at)) for at in range(9))
    with pytest.raises(MayNotLeave) as refused:
        Inspection("0" * 64, 1, findings).demand()
    assert refused.value.facts["count"] == 9
    assert refused.value.facts["findings"].count("was allowed and is missing.") == 5


def test_an_inspection_without_findings_passes():
    assert Inspection("0" * 64, 1, ()).passed
