"""The table of messages: each kind takes a body like those the node writes, and none with a field more or less."""

import pytest

from verbale.engines.inspection.allowance import FileKind
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.schema import BODIES, FILES, check_body, check_files
from verbale.kernel.identifier import new_identifier

ONE, TWO = new_identifier(), new_identifier()
KNOWN = frozenset({ONE, TWO})
SAMPLES = {
    "catalogue": {"offer": ONE},
    "order": {
        "order": ONE, "number": "DD-2026-OUT-3", "route": "department", "purpose": "",
        "lines": [{"line": TWO, "item": "", "citation": "On bridges, 1957", "form": "photocopy", "copies": 1}],
    },
    "order acknowledged": {"order": ONE, "number": "DD-2026-IN-3", "answer_due": "2026-01-31"},
    "answer": {"order": ONE, "answers": {TWO: "promised"}},
    "clarification asked": {"line": ONE, "question": "Which edition?"},
    "clarification given": {"line": ONE, "text": "The second."},
    "line cancelled": {"line": ONE},
    "delivery": {
        "line": ONE,
        "documents": [
            {"file": "1-document.pdf", "role": "marked", "title": "On bridges", "language": "en",
             "original_language": "ru", "translators": ["A. Keller"], "sha256": "0" * 64}
        ],
        "caveat": {"code": "official", "texts": {"en": "OFFICIAL USE"}, "bars_onward_release": True},
    },
    "receipt": {"line": ONE, "documents": ["0" * 64, "1" * 64], "by": "A. Keller"},
    "recall": {"line": ONE, "notice": ""},
    "returned": {"line": ONE},
}  # fmt: skip


def test_every_kind_has_a_sample():
    assert SAMPLES.keys() == BODIES.keys()


@pytest.mark.parametrize("what", SAMPLES)
def test_a_body_as_the_node_writes_it_passes(what):
    assert list(check_body(what, SAMPLES[what], "here", KNOWN)) == []


@pytest.mark.parametrize("what", SAMPLES)
def test_a_field_more_or_less_is_found(what):
    assert list(check_body(what, {**SAMPLES[what], "count": 117}, "here", KNOWN)) == [
        Finding(Kind.FIELD, "here/count", "there is no such field")
    ]
    for key in SAMPLES[what]:
        less = {name: value for name, value in SAMPLES[what].items() if name != key}
        assert list(check_body(what, less, "here", KNOWN)) == [Finding(Kind.FIELD, f"here/{key}", "it is missing")]


@pytest.mark.parametrize("what", SAMPLES)
def test_identifiers_that_the_partner_does_not_know_are_found(what):
    found = list(check_body(what, SAMPLES[what], "here", frozenset()))
    assert {finding.kind for finding in found} == {Kind.IDENTIFIER}


def test_an_unknown_kind_is_found():
    assert list(check_body("journal", {}, "here", KNOWN)) == [
        Finding(Kind.MESSAGE, "here", "there is no kind “journal”")
    ]


def test_files_go_with_their_kinds_alone():
    assert FILES.keys() <= BODIES.keys()
    assert list(check_files("delivery", [FileKind.RELEASED, FileKind.LABEL, FileKind.COVER], "here")) == []
    assert list(check_files("recall", [FileKind.LABEL], "here")) == [
        Finding(Kind.MESSAGE, "here", "a label does not go with “recall”")
    ]
